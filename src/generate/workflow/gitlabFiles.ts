/** Looks as jobs of GitLab; what is kept stands in its cache. */
import {
  commented,
  installLines,
  loginFileLines,
  loginLines,
  loginsLines,
  lookLine,
  mergeLine,
  noLog,
  partEnd,
  partLines,
  partNumbers,
  reportFile,
  script,
  stateFolder,
  workflowPaths,
  yaml,
} from './workflowPlan.js';
import type { WorkflowFile, WorkflowParts, WorkflowPlan } from './workflowPlan.js';

/** In which pipelines the jobs are. */
const gitlabRules = ['schedule', 'web'].map((source) => ({ if: `$CI_PIPELINE_SOURCE == "${source}"` }));

const gitlabFile = (plan: WorkflowPlan, jobs: Record<string, unknown>): WorkflowFile[] => [
  { path: workflowPaths.gitlab, text: commented(plan.head) + yaml(jobs) },
];

/** What all jobs have. */
const gitlabJob = { image: 'node:22', rules: gitlabRules, variables: noLog };

/** What a job has that looks. @param of what its looks are kept by */
const gitlabLook = (of: string): Record<string, unknown> => ({
  ...{ ...gitlabJob, resource_group: `integration-monitor-${of}` },
  cache: { key: `integration-monitor-${of}`, paths: [stateFolder], when: 'always' },
});

/** A job of GitLab for each org; the looks are kept in its cache. */
export const gitlabFiles = (plan: WorkflowPlan): WorkflowFile[] =>
  gitlabFile(plan, {
    'integration-monitor': {
      ...gitlabLook('$ORG'),
      parallel: { matrix: plan.orgs.map(({ alias, login }) => ({ ORG: alias, LOGIN: login })) },
      before_script: [
        ...installLines,
        // The variable of the project whose name the matrix gives.
        'SFDX_AUTH_URL=$(printenv "$LOGIN")',
        ...loginLines('"$ORG"'),
      ],
      script: [lookLine(plan, '"$ORG"', stateFolder)],
    },
  });

/** A job for each part, and one that makes one report of what they have kept. */
export const gitlabPartFiles = (plan: WorkflowPlan, { of, orgs, logins }: WorkflowParts): WorkflowFile[] =>
  gitlabFile(plan, {
    'integration-monitor': {
      ...gitlabLook(`$PART-of-${of}`),
      parallel: { matrix: [{ PART: partNumbers(of).map(String) }] },
      before_script: [
        ...installLines,
        ...loginFileLines,
        // Variables of type File: their value is the path of a file.
        script(loginsLines(logins.map((name) => `$(cat "$${name}")`))),
      ],
      script: [script([...partLines(plan, orgs, `"$PART/${of}"`, stateFolder), partEnd])],
      artifacts: { paths: [stateFolder], when: 'always', expire_in: '1 day' },
    },
    'integration-monitor-report': {
      ...{ ...gitlabJob, stage: '.post', needs: ['integration-monitor'] },
      rules: gitlabRules.map((rule) => ({ ...rule, when: 'always' })),
      before_script: [...installLines],
      script: [mergeLine(stateFolder)],
      artifacts: { paths: [reportFile], when: 'always' },
    },
  });
