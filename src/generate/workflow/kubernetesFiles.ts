/** Looks as a CronJob of Kubernetes; what is kept stands on a volume. */
import {
  commented,
  cronOf,
  installLines,
  lookLine,
  mostParallel,
  noLoginYet,
  noteNoLogin,
  partEnd,
  partLines,
  script,
  workflowPaths,
  yaml,
} from './workflowPlan.js';
import type { WorkflowFile, WorkflowParts, WorkflowPlan } from './workflowPlan.js';

const name = 'integration-monitor';
const projectFile = '/project/integration.config.yml';

const metadata = (of: string): { name: string; labels: Record<string, string> } => ({
  name: of,
  labels: { 'app.kubernetes.io/name': name },
});

const orgsVolume = { name: 'orgs', configMap: { name: `${name}-orgs` } };
const projectVolume = { name: 'project', configMap: { name: `${name}-project` } };
const loginsVolume = { name: 'logins', secret: { secretName: `${name}-logins`, defaultMode: 0o400 } };
const stateVolume = { name: 'state', persistentVolumeClaim: { claimName: `${name}-state` } };

type Volume = { readonly name: string };

/** What a pod runs, with these volumes. @param writes the one that it writes to; null for none */
const podOf = (
  lines: readonly string[],
  volumes: readonly Volume[],
  writes: Volume | null,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  restartPolicy: 'Never',
  containers: [
    {
      ...{ name: 'look', image: 'node:22', command: ['/bin/sh', '-c', script(['set -eu', ...lines])] },
      env: [{ name: 'SF_DISABLE_LOG_FILE', value: 'true' }],
      ...more,
      resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      volumeMounts: volumes.map((volume) => ({
        ...{ name: volume.name, mountPath: `/${volume.name}` },
        ...(volume === writes ? {} : { readOnly: true }),
      })),
    },
  ],
  volumes,
});

const envFrom = ({ variables }: WorkflowPlan): Record<string, unknown> => ({
  envFrom: [{ secretRef: { name: `${name}-channels`, optional: variables.length === 0 } }],
});

/** A job of every day. @param at when @param job what it is */
const cronJob = (of: string, at: WorkflowPlan['at'], job: Record<string, unknown>): Record<string, unknown> => ({
  ...{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: metadata(of) },
  spec: {
    ...{ schedule: cronOf({ at }), timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 3600 },
    jobTemplate: { spec: job },
  },
});

/** How long looks may take, in hours: the report is made after them. */
const mostHours = 2;

/** A Job with an index for each org or part. One that fails ends no other. */
const indexedJob = (completions: number, pod: Record<string, unknown>): Record<string, unknown> => ({
  ...{ completionMode: 'Indexed', completions, parallelism: Math.min(completions, mostParallel) },
  ...{ backoffLimitPerIndex: 1, activeDeadlineSeconds: mostHours * 3600, template: { spec: pod } },
});

const stateClaim = {
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: metadata(`${name}-state`) },
  spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
};

const kubernetesFile = (plan: WorkflowPlan, documents: readonly unknown[]): WorkflowFile[] => [
  { path: workflowPaths.kubernetes, text: commented(plan.head) + documents.map(yaml).join('---\n') },
];

/** What a pod runs: the org that its index stands for. */
const orgLines = ({ config }: WorkflowPlan): readonly string[] => [
  'ORG=$(sed -n "$((JOB_COMPLETION_INDEX + 1))p" /orgs/orgs)',
  ...installLines,
  'sf org login sfdx-url --alias "$ORG" --sfdx-url-file "/logins/$ORG"',
  'code=0',
  `${lookLine({ config: config ?? projectFile }, '"$ORG"', '"/state/$ORG"')} || code=$?`,
  // What was lost is told by the channels; a job that fails would be run again for it.
  'case "$code" in 0 | 1 | 3) exit 0 ;; *) exit "$code" ;; esac',
];

/** An Indexed Job every day: one pod for each org. */
export const kubernetesFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const orgs = {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(`${name}-orgs`) },
    data: { orgs: script(plan.orgs.map(({ alias }) => alias)) },
  };
  const volumes = [orgsVolume, projectVolume, loginsVolume, stateVolume];
  const pod = podOf(orgLines(plan), volumes, stateVolume, envFrom(plan));
  return kubernetesFile(plan, [orgs, stateClaim, cronJob(name, plan.at, indexedJob(plan.orgs.length, pod))]);
};

/** What a pod runs: the part of its index, after it has logged in to all orgs of the Secret, each a file. */
const partPodLines = ({ config }: WorkflowPlan, { of, orgs }: WorkflowParts): readonly string[] => [
  ...installLines,
  noLoginYet,
  'for file in /logins/*; do',
  '  org=$(basename "$file")',
  `  sf org login sfdx-url --alias "$org" --sfdx-url-file "$file" || ${noteNoLogin('$org')}`,
  'done',
  ...partLines({ config: config ?? projectFile }, orgs, `auto/${of}`, '/state'),
  partEnd,
];

/** An Indexed Job every day with a pod for each part, and later a job that makes one report of what they have kept. */
export const kubernetesPartFiles = (plan: WorkflowPlan, parts: WorkflowParts): WorkflowFile[] => {
  const volumes = [projectVolume, loginsVolume, stateVolume];
  const look = podOf(partPodLines(plan, parts), volumes, stateVolume, envFrom(plan));
  const report = podOf([...installLines, 'sf integration monitor --merge /state'], [stateVolume], null);
  return kubernetesFile(plan, [
    stateClaim,
    cronJob(name, plan.at, indexedJob(parts.of, look)),
    cronJob(
      `${name}-report`,
      { ...plan.at, hour: (plan.at.hour + mostHours) % 24 },
      // It fails where something was lost or could not be looked at: to run it again would say the same.
      { backoffLimit: 0, activeDeadlineSeconds: 1800, template: { spec: report } },
    ),
  ]);
};
