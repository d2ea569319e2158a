import type { Lack } from './holder.js';
import type { Gap, GrantedBy } from './snapshot.js';

/**
 * What the access model can say to "does the user have it?". Three answers, never two: unknown is not no, and not yes.
 */
export type Answer =
  | { readonly answer: 'yes'; readonly grantedBy: readonly GrantedBy[] }
  | { readonly answer: 'no'; readonly why: NoReason }
  | { readonly answer: 'unknown'; readonly gap: Gap };

export type NoReason =
  /** Nothing grants it. `hints`: assigned things that would, were they not inert or muted. */
  | { readonly reason: 'absent'; readonly hints: readonly Hint[] }
  /** Only Profile has a column for it, so no permission set can give it (fact D4). */
  | { readonly reason: 'profileOnly' }
  /** This org knows no such user permission. */
  | { readonly reason: 'noSuchPermission' }
  /** Permission sets give it, and it has no effect without this. */
  | { readonly reason: 'noEffect'; readonly lacks: readonly Lack[] };

/** Why something that is assigned does not grant what it holds; each has its sentence in messages/finding.md. */
export const hintKinds = ['expired', 'revoked', 'inactive', 'needsActivation', 'muted'] as const;

/** Something assigned to the user that would grant it, and why it does not. */
export type Hint = {
  readonly kind: (typeof hintKinds)[number];
  readonly source: string;
};

/** The answer that the user has it, and from which sources. */
export const yes = (grantedBy: readonly GrantedBy[]): Answer => ({ answer: 'yes', grantedBy });

/** The answer that no source gives it, with sources that would if something about them were changed. */
export const no = (hints: readonly Hint[] = []): Answer => ({ answer: 'no', why: { reason: 'absent', hints } });

/** The answer that it cannot be told, and what could not be read. */
export const unknown = (gap: Gap): Answer => ({ answer: 'unknown', gap });

/** What an administrator should look at first; empty for everything but a plain no. */
export const hintsOf = (answer: Answer): readonly Hint[] =>
  answer.answer === 'no' && answer.why.reason === 'absent' ? answer.why.hints : [];

/**
 * Has it when any of the answers is yes; all sources are listed. Unknown beats no.
 * @param answers at least one; the first `no` gives the reason, but for one that is given without effect
 */
export const anyAnswer = (answers: readonly Answer[]): Answer => {
  // In one walk, as this is asked of each of ten thousand fields.
  const given: Extract<Answer, { answer: 'yes' }>[] = [];
  let unclear: Extract<Answer, { answer: 'unknown' }> | undefined;
  let without: Answer | undefined;
  for (const one of answers) {
    if (one.answer === 'yes') given.push(one);
    // Of several reasons the one is told that leaves open as well whether it can be given.
    else if (one.answer === 'unknown')
      unclear =
        unclear && (unclear.gap.code === 'INCOMPLETE_ROWS' || one.gap.code !== 'INCOMPLETE_ROWS') ? unclear : one;
    else if (one.why.reason === 'noEffect') without ??= one;
  }
  const [only] = given;
  if (only) return given.length === 1 ? only : yes(given.flatMap(({ grantedBy }) => grantedBy));
  if (unclear) return unclear;
  if (without) return without;
  const [first] = answers;
  if (first?.answer === 'no' && first.why.reason !== 'absent') return first;
  return no(answers.flatMap(hintsOf));
};

/** Marks every source of a yes as coming from another permission, e.g. `ViewAllData`; a source already marked stays so. */
export const via = (answer: Answer, permission: string): Answer =>
  answer.answer === 'yes' ? yes(answer.grantedBy.map((source) => ({ via: permission, ...source }))) : answer;
