import type { Finding } from '../kinds/finding.js';
import { keyOf } from '../platform/names.js';

/** The findings of one user. */
export type Judged<F extends Finding = Finding> = {
  readonly user: { readonly id: string };
  readonly findings: readonly F[];
};

/** How much of a need there is. What nobody can read afterwards is not known to be there. */
const rank = (status: Finding['status']): number => (status === 'met' ? 2 : status === 'degraded' ? 1 : 0);

/**
 * What there was before, in whole or in part, and is not any more or only in part, user by user: the findings as they are
 * after it.
 * @param before the findings before a revoke
 * @param after the findings after it, or as they will be
 */
export const becomesUnmet = <F extends Finding>(
  before: readonly Judged[],
  after: readonly Judged<F>[],
): { readonly userId: string; readonly findings: readonly F[] }[] => {
  const rankBefore = new Map(
    before.map(({ user, findings }) => [user.id, new Map(findings.map(({ id, status }) => [keyOf(id), rank(status)]))]),
  );
  return after.map(({ user, findings }) => ({
    userId: user.id,
    findings: findings.filter(({ id, status }) => rank(status) < (rankBefore.get(user.id)?.get(keyOf(id)) ?? 0)),
  }));
};

/** The ids of these findings of all users together, each once, sorted. */
export const idsOf = (lost: readonly { readonly findings: readonly { readonly id: string }[] }[]): string[] =>
  [...new Set(lost.flatMap(({ findings }) => findings.map(({ id }) => id)))].sort();
