import { keyOf } from '../../platform/names.js';
import type { OrgIdentity } from '../../access/snapshot.js';
import type { RevokePlan } from '../../revoke/revokePlan.js';
import type { Evaluation } from '../../check/evaluation.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';

/** What a revoke will do, line by line. */
export const revokeText = (plan: RevokePlan, org: OrgIdentity, { words, width }: TextOptions): string => {
  const lines = [
    ...plan.unassign.map(({ user, detail }) => words('plan.unassign', [detail, user])),
    ...plan.licenses.map(({ user, detail }) => words('plan.license', [detail, user])),
    ...(plan.entries && plan.entries.length > 0
      ? [words('plan.entries', [String(plan.entries.length), plan.name])]
      : []),
    ...(plan.deletes ? [words('plan.delete', [plan.name])] : []),
  ];
  return [
    ...hang('', visible(words('plan.title', [org.instanceUrl, org.id])), width),
    ...(lines.length === 0
      ? hang('  ', words('plan.nothing'), width)
      : lines.flatMap((line) => hang('  - ', visible(line), width))),
    ...(plan.kept
      ? hang('  ! ', visible(words(`plan.kept.${plan.kept.code}`, [plan.name, plan.kept.detail])), width)
      : []),
  ].join('\n');
};

/** Ids that were met before and are not any more, of all users together. */
export const becomesUnmet = (before: readonly Evaluation[], after: readonly Evaluation[]): string[] => {
  const ids = after.flatMap(({ user, findings }) => {
    const then = before.find((one) => one.user.id === user.id)?.findings ?? [];
    const met = new Set(then.filter(({ status }) => status === 'met').map(({ id }) => keyOf(id)));
    return findings.filter(({ id, status }) => status !== 'met' && met.has(keyOf(id))).map(({ id }) => id);
  });
  return [...new Set(ids)].sort();
};
