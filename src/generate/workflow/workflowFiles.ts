import { crontabFiles, jenkinsFiles, systemdFiles } from './hostFiles.js';
import { azureFiles, githubFiles, gitlabFiles, kubernetesFiles } from './pipelineFiles.js';
import type { WorkflowFile, WorkflowPlan, WorkflowType } from './workflowPlan.js';

const makers: Readonly<Record<WorkflowType, (plan: WorkflowPlan) => WorkflowFile[]>> = {
  github: githubFiles,
  gitlab: gitlabFiles,
  jenkins: jenkinsFiles,
  azure: azureFiles,
  systemd: systemdFiles,
  kubernetes: kubernetesFiles,
  crontab: crontabFiles,
};

/** The files by which a system looks at orgs every day. */
export const workflowFiles = (type: WorkflowType, plan: WorkflowPlan): WorkflowFile[] => makers[type](plan);
