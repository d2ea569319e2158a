import type { Context } from '../context.js';
import type { Requirement } from '../requirement.js';
import { isThere, unreadable } from '../verdict.js';
import type { Status, Verdict } from '../verdict.js';
import { judgeObject } from './judgeObject.js';
import type { ObjectNeed } from './objectKind.js';

const missing: ReadonlySet<Status> = new Set<Status>(['impossible', 'unmet']);

/** The verdict of an access word that is missing, but outside its rule's minimum while all of the minimum is there (design §4). */
export const weakened = (
  context: Context,
  { need, ifPresent, level }: Requirement<ObjectNeed>,
  verdict: Verdict,
): Verdict => {
  if (!missing.has(verdict.status) || need.minimum.length === 0 || need.minimum.includes(need.access)) return verdict;
  const minimum = need.minimum.map((access) => judgeObject(context, need.sobject, access, ifPresent, level));
  const unclear = minimum.find(({ status, gap }) => status === 'unknown' && gap)?.gap;
  // Whether it only weakens or stops the integration is not known where nothing of the minimum is surely missing.
  if (unclear && minimum.every((one) => isThere(one) || (one.status === 'unknown' && !one.missing)))
    return unreadable(`${need.sobject} ${need.access}`, unclear);
  if (!minimum.every(isThere)) return verdict;
  return {
    ...verdict,
    ...(verdict.status === 'impossible' ? { never: true as const } : {}),
    status: 'degraded',
    code: 'MINIMUM_HELD',
    args: [...verdict.args.slice(0, 2), need.minimum.join(', ')],
  };
};
