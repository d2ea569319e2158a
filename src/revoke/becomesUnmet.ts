import type { Finding } from '../kinds/finding.js';
import { keyOf } from '../platform/names.js';

/** The findings of one user. */
export type Judged<F extends Finding = Finding> = {
  readonly user: { readonly id: string };
  readonly findings: readonly F[];
};

/**
 * What was met before and is not any more, user by user: the findings as they are after it.
 * @param before the findings before a revoke
 * @param after the findings after it, or as they will be
 */
export const becomesUnmet = <F extends Finding>(
  before: readonly Judged[],
  after: readonly Judged<F>[],
): { readonly userId: string; readonly findings: readonly F[] }[] => {
  const metBefore = new Map(
    before.map(({ user, findings }) => [
      user.id,
      new Set(findings.filter(({ status }) => status === 'met').map(({ id }) => keyOf(id))),
    ]),
  );
  return after.map(({ user, findings }) => ({
    userId: user.id,
    findings: findings.filter(({ id, status }) => status !== 'met' && metBefore.get(user.id)?.has(keyOf(id)) === true),
  }));
};

/** The ids of these findings of all users together, each once, sorted. */
export const idsOf = (lost: readonly { readonly findings: readonly { readonly id: string }[] }[]): string[] =>
  [...new Set(lost.flatMap(({ findings }) => findings.map(({ id }) => id)))].sort();
