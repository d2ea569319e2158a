import { azureFiles, azurePartFiles } from './azureFiles.js';
import { githubFiles, githubPartFiles } from './githubFiles.js';
import { gitlabFiles, gitlabPartFiles } from './gitlabFiles.js';
import { crontabFiles, systemdFiles } from './hostFiles.js';
import { jenkinsFiles, jenkinsPartFiles } from './jenkinsFiles.js';
import { kubernetesFiles, kubernetesPartFiles } from './kubernetesFiles.js';
import type { PartType, WorkflowFile, WorkflowParts, WorkflowPlan, WorkflowType } from './workflowPlan.js';

/** A job for each org. */
const makers: Readonly<Record<WorkflowType, (plan: WorkflowPlan) => WorkflowFile[]>> = {
  github: githubFiles,
  gitlab: gitlabFiles,
  jenkins: jenkinsFiles,
  azure: azureFiles,
  systemd: systemdFiles,
  kubernetes: kubernetesFiles,
  crontab: crontabFiles,
};

/** A job for each part of the orgs. */
const partMakers: Readonly<Record<PartType, (plan: WorkflowPlan, parts: WorkflowParts) => WorkflowFile[]>> = {
  github: githubPartFiles,
  gitlab: gitlabPartFiles,
  jenkins: jenkinsPartFiles,
  azure: azurePartFiles,
  kubernetes: kubernetesPartFiles,
};

/** Whether a system shares orgs out to jobs: one machine of your own has nobody to share with. */
export const hasParts = (type: WorkflowType): type is PartType => type in partMakers;

/** The files by which a system looks at orgs every day. */
export const workflowFiles = (type: WorkflowType, plan: WorkflowPlan): WorkflowFile[] =>
  plan.parts !== null && hasParts(type) ? partMakers[type](plan, plan.parts) : makers[type](plan);
