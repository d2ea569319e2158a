/** Looks as a workflow of GitHub Actions; what is kept stands in its cache. */
import {
  commented,
  cronOf,
  installLines,
  loginFileLines,
  loginLines,
  loginsLines,
  lookLine,
  mergeLine,
  mostParallel,
  noLog,
  partEnd,
  partLines,
  partNumbers,
  reportFile,
  script,
  stateFolder,
  variablesAs,
  workflowPaths,
  yaml,
} from './workflowPlan.js';
import type { WorkflowFile, WorkflowParts, WorkflowPlan } from './workflowPlan.js';

/** The step that brings Node. */
const githubNode = { uses: 'actions/setup-node@v4', with: { 'node-version': 22 } };

const githubInstall = { name: 'Install', run: script(installLines) };

/** When a workflow of GitHub Actions runs, and what it may do. */
const githubHead = (plan: WorkflowPlan): Record<string, unknown> => ({
  name: 'integration-monitor',
  on: { schedule: [{ cron: cronOf(plan) }], workflow_dispatch: null },
  permissions: { contents: 'read', ...(plan.writesIssues ? { issues: 'write' } : {}) },
  concurrency: { group: 'integration-monitor', 'cancel-in-progress': false },
});

const githubFile = (plan: WorkflowPlan, jobs: Record<string, unknown>): WorkflowFile[] => {
  const workflow = { ...githubHead(plan), jobs };
  return [{ path: workflowPaths.github, text: commented(plan.head) + yaml(workflow) }];
};

/** Where a job runs: one for each of a matrix. */
const githubMatrix = (matrix: Record<string, unknown>): Record<string, unknown> => ({
  'runs-on': 'ubuntu-latest',
  strategy: { 'fail-fast': false, 'max-parallel': mostParallel, matrix },
  env: noLog,
});

const secret = (name: string): string => `\${{ secrets.${name} }}`;

/** Steps with the looks of the run before at hand, which keep those of this one. @param of what they are kept by */
const githubSteps = (of: string, steps: readonly Record<string, unknown>[]): Record<string, unknown>[] => {
  // A slash is in no alias, so that the looks of nothing else are found by the beginning of the key.
  const kept = {
    path: stateFolder,
    key: `integration-monitor/${of}/\${{ github.run_id }}-\${{ github.run_attempt }}`,
  };
  return [
    { uses: 'actions/checkout@v4' },
    githubNode,
    { uses: 'actions/cache/restore@v4', with: { ...kept, 'restore-keys': `integration-monitor/${of}/` } },
    githubInstall,
    ...steps,
    { if: 'always()', uses: 'actions/cache/save@v4', with: kept },
  ];
};

/** A workflow of GitHub Actions: one job for each org; the looks are kept in its cache. */
export const githubFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const org = '${{ matrix.org }}';
  return githubFile(plan, {
    look: {
      ...githubMatrix({ include: plan.orgs.map(({ alias, login }) => ({ org: alias, login })) }),
      steps: githubSteps(org, [
        {
          name: 'Log in',
          run: script(loginLines('"$ORG"')),
          env: { ORG: org, SFDX_AUTH_URL: '${{ secrets[matrix.login] }}' },
        },
        {
          name: 'Look',
          run: lookLine(plan, '"$ORG"', stateFolder),
          env: { ORG: org, ...variablesAs(plan.variables, secret) },
        },
      ]),
    },
  });
};

/** A job for each part, and one that makes one report of what they have kept. */
export const githubPartFiles = (plan: WorkflowPlan, { of, orgs, logins }: WorkflowParts): WorkflowFile[] => {
  const part = '${{ matrix.part }}';
  return githubFile(plan, {
    look: {
      ...githubMatrix({ part: partNumbers(of) }),
      steps: [
        ...githubSteps(`${part}-of-${of}`, [
          {
            name: 'Log in',
            run: script([...loginFileLines, ...loginsLines(logins.map((name) => `$${name}`))]),
            env: variablesAs(logins, secret),
          },
          {
            name: 'Look',
            run: script([...partLines(plan, orgs, `"$PART/${of}"`, stateFolder), partEnd]),
            env: { PART: part, ...variablesAs(plan.variables, secret) },
          },
        ]),
        {
          if: 'always()',
          uses: 'actions/upload-artifact@v4',
          with: {
            name: `integration-monitor-${part}-of-${of}`,
            path: stateFolder,
            // The name of the folder begins with a dot; a run that is tried again has the artifact already.
            ...{ 'include-hidden-files': true, overwrite: true, 'retention-days': 1 },
          },
        },
      ],
    },
    report: {
      ...{ needs: 'look', if: '${{ !cancelled() }}', 'runs-on': 'ubuntu-latest', env: noLog },
      steps: [
        githubNode,
        githubInstall,
        {
          uses: 'actions/download-artifact@v4',
          with: { pattern: `integration-monitor-*-of-${of}`, path: stateFolder, 'merge-multiple': true },
        },
        { name: 'Report', run: mergeLine(stateFolder) },
        {
          if: 'always()',
          uses: 'actions/upload-artifact@v4',
          with: { name: 'integration-monitor-report', path: reportFile, overwrite: true },
        },
      ],
    },
  });
};
