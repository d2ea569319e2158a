import type { Finding } from '../kinds/finding.js';
import type { Scope } from './grantPlan.js';

/** Whether what a finding is about is known not to be there. */
export const isMissing = ({ status }: Finding): boolean =>
  status === 'unmet' || status === 'impossible' || status === 'degraded';

/** With `--minimum`, access beyond the minimum of its rule is not wanted. */
const isBeyondMinimum = ({ need }: Finding): boolean =>
  need.kind === 'object' && need.minimum.length > 0 && !need.minimum.includes(need.access);

/**
 * Findings that the plan is to close: required and missing, and what the scope adds.
 * @param withheld ids of those for which nothing is planned
 */
export const wantedFindings = (
  findings: readonly Finding[],
  scope: Scope,
  withheld: ReadonlySet<string> = new Set(),
): Finding[] =>
  findings.filter((finding) => {
    if (withheld.has(finding.id)) return false;
    if (!isMissing(finding) || (finding.status === 'degraded' && !scope.degraded)) return false;
    if (finding.level === 'recommended' && !scope.recommended) return false;
    if (finding.level === 'optional' && !scope.optional) return false;
    return !(scope.minimum && isBeyondMinimum(finding));
  });
