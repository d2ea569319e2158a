import type { Finding, Status } from './finding.js';
import { statuses } from './finding.js';

export type Summary = Readonly<Record<Status, number>>;

/** How many findings have each status; every status is present. */
export const summarise = (findings: readonly Finding[]): Summary => {
  const summary = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
  for (const finding of findings) summary[finding.status] += 1;
  return summary;
};
