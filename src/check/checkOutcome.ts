import type { Finding, Status } from './finding.js';
import { statuses } from './finding.js';

export const failOnLevels = ['required', 'recommended'] as const;
export type FailOn = (typeof failOnLevels)[number];

/** 0 nothing is missing · 1 something is unmet or impossible · 3 nothing is known to be missing, something is unknown. */
export type CheckExitCode = 0 | 1 | 3;

const missing: ReadonlySet<Status> = new Set<Status>(['unmet', 'impossible']);

const counts = (finding: Finding, failOn: FailOn): boolean =>
  finding.level === 'required' || (failOn === 'recommended' && finding.level === 'recommended');

/** The exit code of a check (DESIGN.md). With `recommended`, degraded access and recommended findings count too. */
export const exitCodeOf = (findings: readonly Finding[], failOn: FailOn): CheckExitCode => {
  const counted = findings.filter((finding) => counts(finding, failOn));
  const fails = (finding: Finding): boolean =>
    missing.has(finding.status) || (failOn === 'recommended' && finding.status === 'degraded');
  if (counted.some(fails)) return 1;
  return counted.some((finding) => finding.status === 'unknown') ? 3 : 0;
};

/** Several checks together: missing beats unknown beats ready. */
export const worstExitCode = (codes: readonly CheckExitCode[]): CheckExitCode => {
  if (codes.includes(1)) return 1;
  return codes.includes(3) ? 3 : 0;
};

export type Summary = Readonly<Record<Status, number>>;

/** How many findings have each status; every status is present. */
export const summarise = (findings: readonly Finding[]): Summary => {
  const summary = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
  for (const finding of findings) summary[finding.status] += 1;
  return summary;
};
