import type { Alternatives } from '../kinds/context.js';
import type { Finding } from '../kinds/finding.js';
import { keyOf } from '../platform/names.js';
import type { Scope } from './grantPlan.js';

/** Whether what a finding is about is known not to be there. */
export const isMissing = ({ status }: Finding): boolean =>
  status === 'unmet' || status === 'impossible' || status === 'degraded';

/** With `--minimum`, access beyond the minimum of its rule is not wanted. */
const isBeyondMinimum = ({ need }: Finding): boolean =>
  need.kind === 'object' && need.minimum.length > 0 && !need.minimum.includes(need.access);

/** A choice, and the place of the alternative of it that a finding asks for. */
type AskedAlternative = { readonly choice: string; readonly alternative: number };

/** Which alternative a finding asks for; undefined where it is about no choice, or nothing of it can be given. */
export const askedAlternative = ({ need, alternative }: Finding): AskedAlternative | undefined =>
  need.kind === 'anyOf' && alternative !== undefined ? { choice: keyOf(need.name), alternative } : undefined;

/** Whether a finding asks for an alternative that has been passed over: then none behind it is left. */
const asksInVain = (finding: Finding, passed: Alternatives): boolean => {
  const asked = askedAlternative(finding);
  return asked !== undefined && passed.get(asked.choice)?.has(asked.alternative) === true;
};

const nonePassed: Alternatives = new Map();

/**
 * Whether the plan is to close a finding: it is required and missing, or the scope adds it.
 * @param passed alternatives of choices that cannot be given in whole: nothing is planned for them
 */
export const isWanted = (finding: Finding, scope: Scope, passed: Alternatives = nonePassed): boolean => {
  if (!isMissing(finding) || (finding.status === 'degraded' && !scope.degraded)) return false;
  if (finding.level === 'recommended' && !scope.recommended) return false;
  if (finding.level === 'optional' && !scope.optional) return false;
  return !asksInVain(finding, passed) && !(scope.minimum && isBeyondMinimum(finding));
};

/** Findings that the plan is to close. */
export const wantedFindings = (
  findings: readonly Finding[],
  scope: Scope,
  passed: Alternatives = nonePassed,
): Finding[] => findings.filter((finding) => isWanted(finding, scope, passed));
