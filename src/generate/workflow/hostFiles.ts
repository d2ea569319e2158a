/** Looks on a machine of your own: by Jenkins, systemd and cron. */
import { commented, cronOf, loginLines, lookLine } from './workflowPlan.js';
import type { WorkflowFile, WorkflowPlan } from './workflowPlan.js';

const indented = (lines: readonly string[], blanks: number): string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(blanks) + line));

/** Into the workspace, since an agent seldom may install for everybody. */
const jenkinsPath = 'PATH="$PWD/.sf-cli/node_modules/.bin:$PATH"';

/** A pipeline of Jenkins with a stage for each org; the looks are kept in the home folder of the agent. */
export const jenkinsFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const shell = (lines: readonly string[]): string[] => [`sh '''`, ...indented(lines, 4), `'''`];
  const secret = (id: string, variable = id): string => `string(credentialsId: '${id}', variable: '${variable}')`;
  const stage = (name: string, steps: readonly string[]): string[] => [
    `stage('${name}') {`,
    '    steps {',
    ...indented(steps, 8),
    '    }',
    '}',
  ];
  const looks = plan.orgs.flatMap(({ alias, login }) =>
    stage(`Look at ${alias}`, [
      // What one org has lost ends no look at another.
      `catchError(buildResult: 'FAILURE', stageResult: 'FAILURE') {`,
      `    withCredentials([${[secret(login, 'SFDX_AUTH_URL'), ...plan.variables.map((name) => secret(name))].join(', ')}]) {`,
      // Jenkins shows each line of a script before it runs: not these.
      ...indented(
        shell(['set +x', jenkinsPath, ...loginLines(alias), lookLine(plan, alias, '"$HOME/.integration-monitor"')]),
        8,
      ),
      '    }',
      '}',
    ]),
  );
  const lines = [
    'pipeline {',
    "    agent { label 'integration-monitor' }",
    '    options { disableConcurrentBuilds() }',
    '    triggers {',
    `        cron('${cronOf(plan)}')`,
    '    }',
    '    environment {',
    "        SF_DISABLE_LOG_FILE = 'true'",
    '    }',
    '    stages {',
    ...indented(
      [
        ...stage(
          'Install',
          shell([
            'npm install --prefix .sf-cli @salesforce/cli',
            jenkinsPath,
            'sf plugins trust allowlist add --name sf-plugin-integration',
            'sf plugins install sf-plugin-integration',
          ]),
        ),
        ...looks,
      ],
      8,
    ),
    '    }',
    '}',
  ];
  return [{ path: 'integration-monitor.Jenkinsfile', text: `${commented(plan.head, '//')}${lines.join('\n')}\n` }];
};

const two = (number: number): string => String(number).padStart(2, '0');

/** A service and a timer of systemd, of which each org has an instance. */
export const systemdFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const service = [
    ...[
      '[Unit]',
      'Description=sf integration monitor: %i',
      'Wants=network-online.target',
      'After=network-online.target',
    ],
    ...['', '[Service]', 'Type=oneshot', 'User=integration-monitor', 'WorkingDirectory=/etc/integration-monitor'],
    ...['StateDirectory=integration-monitor', 'StateDirectoryMode=0700'],
    ...['EnvironmentFile=-/etc/integration-monitor/environment', 'Environment=HOME=/var/lib/integration-monitor'],
    'Environment=SF_DISABLE_LOG_FILE=true',
    `ExecStart=/usr/bin/env ${lookLine(plan, '%i', '/var/lib/integration-monitor/looks')}`,
    ...[
      'TimeoutStartSec=30min',
      'NoNewPrivileges=yes',
      'PrivateTmp=yes',
      'ProtectSystem=strict',
      'ProtectHome=yes',
      '',
    ],
  ];
  const timer = [
    ...['[Unit]', 'Description=sf integration monitor every day: %i', '', '[Timer]'],
    `OnCalendar=*-*-* ${two(plan.at.hour)}:${two(plan.at.minute)}:00 UTC`,
    ...['RandomizedDelaySec=5min', 'Persistent=true', '', '[Install]', 'WantedBy=timers.target', ''],
  ];
  return [
    { path: 'integration-monitor@.service', text: commented(plan.head) + service.join('\n') },
    { path: 'integration-monitor@.timer', text: timer.join('\n') },
  ];
};

/** Minutes between two orgs: they are looked at one after the other. */
const minutesBetween = 2;

/** Lines for `crontab`, one for each org; cron counts in the time of its machine. */
export const crontabFiles = (plan: WorkflowPlan): WorkflowFile[] => {
  const lines = plan.orgs.map(({ alias }, at) => {
    const minutes = plan.at.hour * 60 + plan.at.minute + at * minutesBetween;
    const cron = cronOf({ at: { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 } });
    const look = lookLine(plan, alias, 'looks');
    return `${cron} cd "$HOME/integration-monitor" && set -a && . ./environment && ${look} >> monitor.log 2>&1`;
  });
  const set = ['SHELL=/bin/sh', 'PATH=/usr/local/bin:/usr/bin:/bin', 'SF_DISABLE_LOG_FILE=true'];
  return [{ path: 'integration-monitor.crontab', text: `${commented(plan.head)}${[...set, ...lines].join('\n')}\n` }];
};
