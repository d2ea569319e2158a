import type { Finding } from '../kinds/finding.js';
import type { Status } from '../kinds/verdict.js';
import { statuses } from '../kinds/verdict.js';

export type Summary = Readonly<Record<Status, number>>;

/** How many findings have each status; every status is present. */
export const summarise = (findings: readonly Finding[]): Summary => {
  const summary = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
  for (const finding of findings) summary[finding.status] += 1;
  return summary;
};
