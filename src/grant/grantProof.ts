import type { Finding } from '../kinds/finding.js';
import type { Status } from '../kinds/verdict.js';
import { keyOf } from '../platform/names.js';
import type { Outcome } from './grantOutcome.js';

/**
 * Whether a grant is proved by what was read afterwards. Success that the platform reported and that did not stick is a
 * failure (facts B7, B10); what could not be read back, or was not looked at, is neither proved nor missing.
 * @param closes ids of the findings that the plan was to close
 * @param findings those of all users, after the writes
 */
export const grantProof = (
  closes: readonly string[],
  findings: readonly Pick<Finding, 'id' | 'need' | 'status'>[],
): Outcome => {
  const statuses = new Map<string, Set<Status>>();
  const needs = new Map<string, Finding['need']>();
  for (const { id, need, status } of findings) {
    const key = keyOf(id);
    needs.set(key, need);
    const known = statuses.get(key);
    if (known) known.add(status);
    else statuses.set(key, new Set([status]));
  }
  const has = (id: string, ...some: readonly Status[]): boolean =>
    some.some((status) => statuses.get(keyOf(id))?.has(status) === true);
  const missing = closes.filter((id) => has(id, 'unmet', 'impossible', 'degraded', 'waived'));
  const unread = closes.filter((id) => has(id, 'unknown') || !statuses.has(keyOf(id)));
  const naming = (ids: readonly string[]): Pick<Outcome, 'detail' | 'about'> => ({
    detail: ids.join(', '),
    about: ids.map((id) => ({ id, need: needs.get(keyOf(id)) ?? null })),
  });
  if (missing.length > 0) return { step: 'proof', result: 'failed', code: 'NOT_EFFECTIVE', ...naming(missing) };
  return unread.length > 0
    ? { step: 'proof', result: 'skipped', code: 'NOT_READ', ...naming(unread) }
    : { step: 'proof', result: 'done' };
};
