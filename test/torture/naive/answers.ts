/** Three answers to "does the user have it?": yes with all sources, no, or nobody knows. */
import type { GapCode } from './world.js';

/** Why nobody knows: something was not read, or there is no rule for it. */
export type Reason = GapCode | 'NO_RULE' | 'RULE_CONTESTED';

/** Who gives it. `via` is the permission that implies it; `through` are the members of a group that carry it. */
export type Grantor = {
  readonly type: 'Profile' | 'PermissionSet' | 'PermissionSetGroup';
  readonly name: string;
  readonly through: readonly string[];
  readonly via: string | null;
};

export type Answer =
  | { readonly says: 'yes'; readonly by: readonly Grantor[] }
  | { readonly says: 'no' }
  | { readonly says: 'unknown'; readonly gaps: readonly Reason[] };

export const no: Answer = { says: 'no' };
export const yes = (by: readonly Grantor[]): Answer => ({ says: 'yes', by });
export const unknown = (...gaps: readonly Reason[]): Answer => ({ says: 'unknown', gaps });

/** One of them is enough: a yes beats an unknown beats a no. */
export const oneOf = (answers: readonly Answer[]): Answer => {
  const by = answers.flatMap((answer) => (answer.says === 'yes' ? answer.by : []));
  if (answers.some(({ says }) => says === 'yes')) return yes(by);
  const gaps = answers.flatMap((answer) => (answer.says === 'unknown' ? answer.gaps : []));
  return answers.some(({ says }) => says === 'unknown') ? unknown(...gaps) : no;
};

/** All of them are needed: a no beats an unknown beats a yes. */
export const allOf = (answers: readonly Answer[]): Answer => {
  if (answers.some(({ says }) => says === 'no')) return no;
  const gaps = answers.flatMap((answer) => (answer.says === 'unknown' ? answer.gaps : []));
  if (answers.some(({ says }) => says === 'unknown')) return unknown(...gaps);
  return yes(answers.flatMap((answer) => (answer.says === 'yes' ? answer.by : [])));
};

export const via = (answer: Answer, permission: string): Answer =>
  answer.says === 'yes' ? yes(answer.by.map((one) => ({ ...one, via: one.via ?? permission }))) : answer;
