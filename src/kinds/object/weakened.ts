import type { Context } from '../context.js';
import type { Requirement } from '../requirement.js';
import type { Status, Verdict } from '../verdict.js';
import { judgeObject } from './judgeObject.js';
import type { ObjectNeed } from './objectKind.js';

const missing: ReadonlySet<Status> = new Set<Status>(['impossible', 'unmet', 'degraded']);

/** The verdict of an access word that is missing, but outside its rule's minimum while all of the minimum is there (design §4). */
export const weakened = (
  context: Context,
  { need, ifPresent, level }: Requirement<ObjectNeed>,
  verdict: Verdict,
): Verdict => {
  if (!missing.has(verdict.status) || need.minimum.length === 0 || need.minimum.includes(need.access)) return verdict;
  const isMet = need.minimum.every(
    (access) => judgeObject(context, need.sobject, access, ifPresent, level).status === 'met',
  );
  if (!isMet) return verdict;
  return {
    ...verdict,
    ...(verdict.status === 'impossible' ? { never: true as const } : {}),
    status: 'degraded',
    code: 'MINIMUM_HELD',
    args: [...verdict.args.slice(0, 2), need.minimum.join(', ')],
  };
};
