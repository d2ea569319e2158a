/**
 * Looks as a pipeline of Azure. They are an artifact of the run before: a cache is kept only where a run succeeds, and one in which
 * something was lost does not.
 */
import {
  commented,
  cronOf,
  installLines,
  loginFileLines,
  loginLines,
  loginsLines,
  lookLine,
  mergeLine,
  noLog,
  partEnd,
  partLines,
  reportFile,
  script,
  stateFolder,
  variablesAs,
  workflowPaths,
  yaml,
} from './workflowPlan.js';
import type { WorkflowFile, WorkflowParts, WorkflowPlan } from './workflowPlan.js';

/** Where a job of Azure has the looks. */
const azureFolder = `$(Pipeline.Workspace)/${stateFolder}`;

/** The step that brings Node. */
const azureNode = { task: 'UseNode@1', inputs: { version: '22.x' } };

const bash = (
  displayName: string,
  lines: readonly string[],
  env?: Record<string, string>,
): Record<string, unknown> => ({
  ...{ bash: script(['set -euo pipefail', ...lines]), displayName },
  ...(env === undefined ? {} : { env }),
});

/** The step that installs. */
const azureInstall = bash('Install', installLines);

/** The step that brings the looks of the run before. */
const azureLooksBefore = (artifact: string): Record<string, unknown> => ({
  task: 'DownloadPipelineArtifact@2',
  displayName: 'Looks of the run before',
  // The first run has none.
  continueOnError: true,
  inputs: {
    source: 'specific',
    project: '$(System.TeamProject)',
    pipeline: '$(System.DefinitionId)',
    runVersion: 'latestFromBranch',
    runBranch: '$(Build.SourceBranch)',
    allowPartiallySucceededBuilds: true,
    allowFailedBuilds: true,
    artifact,
    path: azureFolder,
  },
});

/** The step that keeps the looks. */
const azureKeep = (artifact: string): Record<string, unknown> => ({
  ...{ publish: azureFolder, displayName: 'Keep the looks', condition: 'always()', artifact },
});

/** When a pipeline of Azure runs, and where. */
const azureHead = (plan: WorkflowPlan): Record<string, unknown> => ({
  trigger: 'none',
  schedules: [
    { cron: cronOf(plan), displayName: 'integration-monitor', branches: { include: ['main'] }, always: true },
  ],
  pool: { vmImage: 'ubuntu-latest' },
  variables: noLog,
});

const azureFile = (plan: WorkflowPlan, jobs: readonly Record<string, unknown>[]): WorkflowFile[] => [
  {
    path: workflowPaths.azure,
    text: commented(plan.head) + yaml({ ...azureHead(plan), jobs }),
  },
];

const variable = (name: string): string => `$(${name})`;

/** The steps of a job, with the looks of the run before, which keep those of this one. */
const azureSteps = (artifact: string, steps: readonly Record<string, unknown>[]): Record<string, unknown>[] => [
  azureNode,
  azureLooksBefore(artifact),
  azureInstall,
  ...steps,
  azureKeep(artifact),
];

const azureEnv = (plan: WorkflowPlan): Record<string, string> => ({
  STATE: azureFolder,
  ...variablesAs(plan.variables, variable),
});

/** A pipeline with a job for each org. */
export const azureFiles = (plan: WorkflowPlan): WorkflowFile[] =>
  azureFile(
    plan,
    plan.orgs.map(({ alias, login }) => ({
      job: `look_${alias.replace(/[^A-Za-z0-9]/g, '_')}`,
      displayName: `Look at ${alias}`,
      steps: azureSteps(`integration-monitor-${alias}`, [
        bash('Log in', loginLines(alias), { SFDX_AUTH_URL: variable(login) }),
        bash('Look', ['mkdir -p "$STATE"', lookLine(plan, alias, '"$STATE"')], azureEnv(plan)),
      ]),
    })),
  );

/** A job that runs once for each part, and one that makes one report of what they have kept. */
export const azurePartFiles = (plan: WorkflowPlan, { of, orgs, logins }: WorkflowParts): WorkflowFile[] =>
  azureFile(plan, [
    {
      ...{ job: 'look', displayName: 'Look', strategy: { parallel: of } },
      // Azure counts the parts from 1.
      steps: azureSteps(`integration-monitor-$(System.JobPositionInPhase)-of-${of}`, [
        bash(
          'Log in',
          [...loginFileLines, ...loginsLines(logins.map((name) => `$${name}`))],
          variablesAs(logins, variable),
        ),
        bash('Look', ['mkdir -p "$STATE"', ...partLines(plan, orgs, `"$PART/${of}"`, '"$STATE"'), partEnd], {
          PART: '$(System.JobPositionInPhase)',
          ...azureEnv(plan),
        }),
      ]),
    },
    {
      ...{ job: 'report', displayName: 'Report', dependsOn: 'look', condition: 'succeededOrFailed()' },
      steps: [
        azureNode,
        azureInstall,
        { download: 'current', patterns: `integration-monitor-*-of-${of}/**`, displayName: 'Looks of the parts' },
        bash(
          'Report',
          ['mkdir -p looks', `cp -R "$LOOKS"/integration-monitor-*-of-${of}/shard-* looks/`, mergeLine('looks')],
          { LOOKS: '$(Pipeline.Workspace)' },
        ),
        { publish: reportFile, displayName: 'Keep the report', condition: 'always()', artifact: 'report' },
      ],
    },
  ]);
