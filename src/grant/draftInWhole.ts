/** The draft in which every choice is given as a whole or not at all: alternatives that cannot be given are passed over, one after the other. */
import type { Alternatives } from '../kinds/context.js';
import type { Finding } from '../kinds/finding.js';
import { keyOf } from '../platform/names.js';
import type { Draft } from './draft.js';
import type { PlanContext } from './planInput.js';
import { askedAlternatives, recipientOf } from './recipients.js';
import type { Recipient } from './recipients.js';
import { settledDraft, withoutFutile } from './settledDraft.js';

/** Alternatives that are passed over, by the id of the user. */
type Passed = ReadonlyMap<string, Alternatives>;

/** How often all is planned, for all choices and users together: a try passes over what failed, and costs an evaluation of everything. */
const mostTried = 8;

/**
 * The users of the plan, one after the other, as each takes seats of licenses from those behind him.
 */
const recipientsIn = (context: PlanContext, passed: Passed): Recipient[] => {
  const taken = new Map<string, number>();
  return context.snapshot.users.map((user) => {
    const recipient = recipientOf(context, user, taken, passed.get(user.id));
    for (const name of recipient.licenses) taken.set(keyOf(name), (taken.get(keyOf(name)) ?? 0) + 1);
    return recipient;
  });
};

/** The users of the plan, and what is drafted for them. */
type Drafted = { readonly recipients: readonly Recipient[]; readonly draft: Draft };

/** The alternatives that somebody asked for and that are not met by what is drafted; after the last try all of their choices. */
const failedOf = (
  { scope }: PlanContext,
  { asked, passed }: Recipient,
  afterwards: readonly Finding[],
  isLastTry: boolean,
): Alternatives => {
  // What came along may have made another alternative the one that is asked for.
  const tried = new Map([...asked, ...askedAlternatives(afterwards, scope, passed)]);
  return new Map(
    afterwards.flatMap(({ need, status }) => {
      if (need.kind !== 'anyOf' || status === 'met') return [];
      const choice = keyOf(need.name);
      const failed = tried.get(choice);
      if (failed === undefined) return [];
      return [[choice, new Set(isLastTry ? need.members.keys() : [...(passed.get(choice) ?? []), failed])] as const];
    }),
  );
};

/**
 * Plans until every alternative of a choice for which something is given is met as a whole: where a part of it cannot be given, as
 * it may not be planned or would do harm, nothing of it is given, and the next alternative that can be given is tried.
 */
export const draftInWhole = (context: PlanContext): Drafted => {
  let passed: Passed = new Map();
  for (let tries = 1; ; tries++) {
    const recipients = recipientsIn(context, passed);
    const draft = withoutFutile(context, recipients, settledDraft(context, recipients));
    const failed = recipients.flatMap((recipient, at): [string, Alternatives][] => {
      const more = failedOf(context, recipient, draft.afterwards[at] ?? [], tries >= mostTried);
      return more.size === 0 ? [] : [[recipient.user.id, new Map([...recipient.passed, ...more])]];
    });
    if (failed.length === 0) return { recipients, draft };
    passed = new Map([...passed, ...failed]);
  }
};
