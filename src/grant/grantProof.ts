import type { Finding } from '../kinds/finding.js';
import { keyOf } from '../platform/names.js';
import type { Outcome } from './grantOutcome.js';

/**
 * Whether a grant is proved by what was read afterwards. Success that the platform reported and that did not stick is a
 * failure (facts B7, B10); what could not be read back is neither proved nor missing.
 * @param closes ids of the findings that the plan was to close
 * @param findings those of all users, after the writes
 */
export const grantProof = (closes: readonly string[], findings: readonly Pick<Finding, 'id' | 'status'>[]): Outcome => {
  const open = closes.map((id) => ({
    id,
    statuses: findings
      .filter((finding) => keyOf(finding.id) === keyOf(id))
      .map(({ status }) => status)
      .filter((status) => status !== 'met' && status !== 'notApplicable'),
  }));
  const unread = open.filter(({ statuses }) => statuses.includes('unknown')).map(({ id }) => id);
  const missing = open.filter(({ statuses }) => statuses.some((status) => status !== 'unknown')).map(({ id }) => id);
  if (missing.length > 0) return { step: 'proof', result: 'failed', code: 'NOT_EFFECTIVE', detail: missing.join(', ') };
  return unread.length > 0
    ? { step: 'proof', result: 'skipped', code: 'NOT_READ', detail: unread.join(', ') }
    : { step: 'proof', result: 'done' };
};
