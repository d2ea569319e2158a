/** Looks as pipelines of GitHub Actions, GitLab and Azure, and as jobs of Kubernetes: data, written by the YAML library. */
import { stringify } from 'yaml';
import {
  commented,
  cronOf,
  installLines,
  loginLines,
  lookLine,
  script,
  stateFolder,
  variablesAs,
} from './workflowPlan.js';
import type { WorkflowFile, WorkflowPlan } from './workflowPlan.js';

const yaml = (value: unknown): string => stringify(value, { lineWidth: 0, defaultStringType: 'PLAIN' });

const noLog = { SF_DISABLE_LOG_FILE: 'true' };

/** Most orgs that are looked at side by side. */
const mostParallel = 10;

/** A workflow of GitHub Actions: one job for each org; the looks are kept in its cache. */
export const githubFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const org = '${{ matrix.org }}';
  const kept = {
    path: stateFolder,
    // A slash is in no alias, so that the looks of no other org are found by the beginning of the key.
    key: `integration-monitor/${org}/\${{ github.run_id }}-\${{ github.run_attempt }}`,
  };
  const workflow = {
    name: 'integration-monitor',
    on: { schedule: [{ cron: cronOf(plan) }], workflow_dispatch: null },
    permissions: { contents: 'read', ...(plan.writesIssues ? { issues: 'write' } : {}) },
    concurrency: { group: 'integration-monitor', 'cancel-in-progress': false },
    jobs: {
      look: {
        'runs-on': 'ubuntu-latest',
        strategy: {
          'fail-fast': false,
          'max-parallel': mostParallel,
          matrix: { include: plan.orgs.map(({ alias, login }) => ({ org: alias, login })) },
        },
        env: noLog,
        steps: [
          { uses: 'actions/checkout@v4' },
          { uses: 'actions/setup-node@v4', with: { 'node-version': 22 } },
          {
            uses: 'actions/cache/restore@v4',
            with: { ...kept, 'restore-keys': `integration-monitor/${org}/` },
          },
          { name: 'Install', run: script(installLines) },
          {
            name: 'Log in',
            run: script(loginLines('"$ORG"')),
            env: { ORG: org, SFDX_AUTH_URL: '${{ secrets[matrix.login] }}' },
          },
          {
            name: 'Look',
            run: lookLine(plan, '"$ORG"', stateFolder),
            env: { ORG: org, ...variablesAs(plan.variables, (name) => `\${{ secrets.${name} }}`) },
          },
          { if: 'always()', uses: 'actions/cache/save@v4', with: kept },
        ],
      },
    },
  };
  return [{ path: '.github/workflows/integration-monitor.yml', text: commented(plan.head) + yaml(workflow) }];
};

/** A job of GitLab for each org; the looks are kept in its cache. */
export const gitlabFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const job = {
    image: 'node:22',
    rules: ['schedule', 'web'].map((source) => ({ if: `$CI_PIPELINE_SOURCE == "${source}"` })),
    parallel: { matrix: plan.orgs.map(({ alias, login }) => ({ ORG: alias, LOGIN: login })) },
    resource_group: 'integration-monitor-$ORG',
    variables: noLog,
    cache: { key: 'integration-monitor-$ORG', paths: [stateFolder], when: 'always' },
    before_script: [
      ...installLines,
      // The variable of the project whose name the matrix gives.
      'SFDX_AUTH_URL=$(printenv "$LOGIN")',
      ...loginLines('"$ORG"'),
    ],
    script: [lookLine(plan, '"$ORG"', stateFolder)],
  };
  return [
    { path: 'integration-monitor.gitlab-ci.yml', text: commented(plan.head) + yaml({ 'integration-monitor': job }) },
  ];
};

/**
 * A pipeline of Azure with a job for each org. The looks are an artifact of the run before: a cache is kept only where a run
 * succeeds, and one in which something was lost does not.
 */
export const azureFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const folder = `$(Pipeline.Workspace)/${stateFolder}`;
  const jobs = plan.orgs.map(({ alias, login }) => {
    const artifact = `integration-monitor-${alias}`;
    return {
      job: `look_${alias.replace(/[^A-Za-z0-9]/g, '_')}`,
      displayName: `Look at ${alias}`,
      steps: [
        { task: 'UseNode@1', inputs: { version: '22.x' } },
        {
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
            path: folder,
          },
        },
        { bash: script(['set -euo pipefail', ...installLines]), displayName: 'Install' },
        {
          bash: script(['set -euo pipefail', ...loginLines(alias)]),
          displayName: 'Log in',
          env: { SFDX_AUTH_URL: `$(${login})` },
        },
        {
          bash: script(['set -euo pipefail', 'mkdir -p "$STATE"', lookLine(plan, alias, '"$STATE"')]),
          displayName: 'Look',
          env: { STATE: folder, ...variablesAs(plan.variables, (name) => `$(${name})`) },
        },
        { publish: folder, displayName: 'Keep the looks', condition: 'always()', artifact },
      ],
    };
  });
  const pipeline = {
    trigger: 'none',
    schedules: [
      { cron: cronOf(plan), displayName: 'integration-monitor', branches: { include: ['main'] }, always: true },
    ],
    pool: { vmImage: 'ubuntu-latest' },
    variables: noLog,
    jobs,
  };
  return [{ path: 'integration-monitor.azure-pipelines.yml', text: commented(plan.head) + yaml(pipeline) }];
};

const kubernetesName = 'integration-monitor';

/** What a pod of Kubernetes runs: the org that its index stands for. */
const podLines = (plan: WorkflowPlan): readonly string[] => [
  'set -eu',
  'ORG=$(sed -n "$((JOB_COMPLETION_INDEX + 1))p" /orgs/orgs)',
  ...installLines,
  'sf org login sfdx-url --alias "$ORG" --sfdx-url-file "/logins/$ORG"',
  'code=0',
  `${lookLine({ config: plan.config ?? '/project/integration.config.yml' }, '"$ORG"', '"/state/$ORG"')} || code=$?`,
  // What was lost is told by the channels; a job that fails would be run again for it.
  'case "$code" in 0 | 1 | 3) exit 0 ;; *) exit "$code" ;; esac',
];

/** A CronJob of Kubernetes with an Indexed Job: one pod for each org. One that fails ends no other. */
export const kubernetesFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const metadata = (name: string): { name: string; labels: Record<string, string> } => ({
    name,
    labels: { 'app.kubernetes.io/name': kubernetesName },
  });
  const volumes = [
    { name: 'orgs', configMap: { name: `${kubernetesName}-orgs` } },
    { name: 'project', configMap: { name: `${kubernetesName}-project` } },
    { name: 'logins', secret: { secretName: `${kubernetesName}-logins`, defaultMode: 0o400 } },
    { name: 'state', persistentVolumeClaim: { claimName: `${kubernetesName}-state` } },
  ];
  const container = {
    name: 'look',
    image: 'node:22',
    command: ['/bin/sh', '-c', script(podLines(plan))],
    env: [{ name: 'SF_DISABLE_LOG_FILE', value: 'true' }],
    envFrom: [{ secretRef: { name: `${kubernetesName}-channels`, optional: plan.variables.length === 0 } }],
    resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
    volumeMounts: volumes.map(({ name }) => ({
      name,
      mountPath: `/${name}`,
      ...(name === 'state' ? {} : { readOnly: true }),
    })),
  };
  const orgs = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(`${kubernetesName}-orgs`),
    data: { orgs: script(plan.orgs.map(({ alias }) => alias)) },
  };
  const state = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(`${kubernetesName}-state`),
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
  };
  const job = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(kubernetesName),
    spec: {
      schedule: cronOf(plan),
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      jobTemplate: {
        spec: {
          completionMode: 'Indexed',
          completions: plan.orgs.length,
          parallelism: Math.min(plan.orgs.length, mostParallel),
          backoffLimitPerIndex: 1,
          activeDeadlineSeconds: 7200,
          template: { spec: { restartPolicy: 'Never', containers: [container], volumes } },
        },
      },
    },
  };
  return [
    {
      path: 'integration-monitor.kubernetes.yml',
      text: commented(plan.head) + [orgs, state, job].map(yaml).join('---\n'),
    },
  ];
};
