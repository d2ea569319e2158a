/** Looks on a machine of your own: by systemd and cron. */
import { commented, cronOf, lookLine, workflowPaths } from './workflowPlan.js';
import type { WorkflowFile, WorkflowPlan } from './workflowPlan.js';

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
    { path: workflowPaths.systemd, text: commented(plan.head) + service.join('\n') },
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
  return [{ path: workflowPaths.crontab, text: `${commented(plan.head)}${[...set, ...lines].join('\n')}\n` }];
};
