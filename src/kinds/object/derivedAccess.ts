import type { Answer } from '../../access/answer.js';
import type { Entry } from '../../access/entry.js';
import { anyAnswer, hintsOf, no, unknown, yes } from '../../access/answer.js';
import type { AccessRule } from '../../platform/derivedObjects.js';
import { blanketPermissions } from '../../platform/impliedAccess.js';
import { keyOf } from '../../platform/names.js';
import { gap } from '../../access/snapshot.js';
import type { GrantedBy } from '../../access/snapshot.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { spelledObject, spelledPermission } from '../context.js';
import type { Verdict } from '../verdict.js';
import { barred } from '../heldBack.js';
import type { Bar } from '../heldBack.js';

/** What a derived rule came to: the answer, and for a no what would turn it into a yes. */
export type RuleOutcome = {
  readonly answer: Answer;
  /** Says something of a no alone, as do the others. */
  readonly missing: ReadonlyArray<Exclude<Entry, { kind: 'field' }>>;
  /** Nothing narrower than a blanket permission would do (View All Data, Manage Users …). */
  readonly blanketOnly: boolean;
  /** No permission gives it at all. */
  readonly never: boolean;
  /** The user's licenses do not allow what is missing (fact A20); a gap where an answer lacked what would tell. */
  readonly barred: Bar;
  /** An object that the rule looks at and to which access can never be given; null where there is none. */
  readonly hopeless: Verdict | null;
};

/** How the rules judge the access to the objects that they look at. */
export type JudgeObject = (sobject: string, access: ObjectAccess) => Verdict;

const blanket = new Set(blanketPermissions.map(keyOf));

const clear = { missing: [], blanketOnly: false, never: false, barred: false, hopeless: null } as const;

const leaf = (context: Context, name: string): RuleOutcome => {
  const answer = context.access.userPermission(name);
  return {
    ...clear,
    answer: answer.answer === 'no' ? no(hintsOf(answer)) : answer,
    missing: [{ kind: 'userPermission', name: spelledPermission(context.schema, name) }],
    blanketOnly: blanket.has(keyOf(name)) && !context.namedPermissions.has(keyOf(name)),
    never: answer.answer === 'no' && answer.why.reason === 'noSuchPermission',
    barred: barred(context, { kind: 'userPermission', name }),
  };
};

const answerOf = (sobject: string, { status, grantedBy, gap: unread, hints }: Verdict): Answer => {
  if (status === 'met') return yes(grantedBy);
  return status === 'unknown' ? unknown(unread ?? gap('NOT_ANSWERED', sobject, '').gap) : no(hints);
};

const parentObject = (context: Context, sobject: string, access: ObjectAccess, result: Verdict): RuleOutcome => ({
  ...clear,
  answer: answerOf(sobject, result),
  missing: [{ kind: 'object', sobject: spelledObject(context.schema, sobject), access }],
  hopeless: result.status === 'impossible' ? result : null,
  barred: result.status === 'unknown' && result.gap?.code === 'INCOMPLETE_ROWS' ? result.gap : false,
});

/** A part that may be there, and could never be given were it not: whether the whole can be given is not known either. */
const doubtfulBar = (outcomes: readonly RuleOutcome[]): Bar => {
  for (const outcome of outcomes) {
    const { answer } = outcome;
    if (answer.answer === 'unknown' && answer.gap.code === 'INCOMPLETE_ROWS' && obstacle(outcome) > 0)
      return answer.gap;
  }
  return false;
};

const everyOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const refused = outcomes.filter(({ answer }) => answer.answer === 'no');
  const unclear = outcomes.find(({ answer }) => answer.answer === 'unknown');
  const grantedBy = outcomes.flatMap(({ answer }): readonly GrantedBy[] =>
    answer.answer === 'yes' ? answer.grantedBy : [],
  );
  // A part that is surely missing settles the matter, whatever could not be read about the others.
  const answer: Answer =
    refused.length > 0
      ? no(refused.flatMap((outcome) => hintsOf(outcome.answer)))
      : (unclear?.answer ?? yes(grantedBy));
  return {
    answer,
    missing: refused.flatMap((outcome) => outcome.missing),
    blanketOnly: refused.some((outcome) => outcome.blanketOnly),
    never: refused.some((outcome) => outcome.never),
    barred:
      refused.some(({ barred }) => barred === true) ||
      (refused.find(({ barred }) => barred !== false)?.barred ?? doubtfulBar(outcomes)),
    hopeless: refused.find((outcome) => outcome.hopeless)?.hopeless ?? null,
  };
};

/** What stands in the way of granting it, the worse the higher. */
const obstacle = ({ never, barred, hopeless, blanketOnly }: RuleOutcome): number => {
  if (never) return 4;
  if (barred === true || hopeless) return 3;
  if (blanketOnly) return 2;
  return barred === false ? 0 : 1;
};

/** Any way will do: people are told of the one that can most easily be given, the first where several are alike. */
const someOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => ({
  ...outcomes.reduce((best, one) => (obstacle(one) < obstacle(best) ? one : best)),
  answer: anyAnswer(outcomes.map(({ answer }) => answer)),
});

/**
 * Judges the rule of a derived object (fact B11) against the user's access. An object that it looks at is judged as
 * any other: one that this org lacks, or that no license allows, makes what follows it impossible too.
 */
export const judgeRule = (context: Context, rule: AccessRule, judgeObject: JudgeObject): RuleOutcome => {
  switch (rule.rule) {
    case 'always':
      return { ...clear, answer: yes([]) };
    case 'never':
      return { ...clear, answer: no(), never: true };
    case 'userPermission':
      return leaf(context, rule.name);
    case 'object':
      return parentObject(context, rule.sobject, rule.access, judgeObject(rule.sobject, rule.access));
    case 'all':
      return everyOf(rule.of.map((part) => judgeRule(context, part, judgeObject)));
    case 'any':
      return someOf(rule.of.map((part) => judgeRule(context, part, judgeObject)));
  }
};
