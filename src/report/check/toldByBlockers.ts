/** Whose next step is that of what they wait for. */
import { atLeast } from '../../kinds/requirement.js';
import { isOpen } from '../../kinds/verdict.js';
import type { ReportFinding } from './checkReport.js';

/**
 * Whether what to do about it is told by what it waits for: it is impossible because that is, or lacks a box on the user's record that
 * has a finding of its own. Both at least as important as it.
 * @param findings those beside which it is told
 */
export const isToldByBlockers = (finding: ReportFinding, findings: readonly ReportFinding[]): boolean => {
  const { status, code, level, blockedBy } = finding;
  const tells = (other: ReportFinding): boolean =>
    atLeast(other.level, level) &&
    (status === 'impossible' ? other.status === 'impossible' : code === 'USER_FLAG_MISSING' && isOpen(other));
  return blockedBy.length > 0 && blockedBy.every((id) => findings.some((other) => other.id === id && tells(other)));
};
