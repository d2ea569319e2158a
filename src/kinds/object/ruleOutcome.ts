/** What rules of derived objects come to, and what several of them come to together. */
import type { Answer } from '../../access/answer.js';
import type { Entry } from '../../access/entry.js';
import { anyAnswer, hintsOf, no, yes } from '../../access/answer.js';
import type { GrantedBy } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { Context } from '../context.js';
import type { Bar } from '../heldBack.js';
import type { Verdict } from '../verdict.js';

/** What a rule can ask for: an access to an object, or a user permission. */
export type ObjectOrPermission = Exclude<Entry, { kind: 'field' }>;

/** What a derived rule came to: the answer, and for a no what would turn it into a yes. */
export type RuleOutcome = {
  readonly answer: Answer;
  /** Says something of a no alone, as do the others down to `hopeless`. */
  readonly missing: readonly ObjectOrPermission[];
  /** What a permission set has to hold for it; of a derived object what gives the access to that. */
  readonly entries: readonly Entry[];
  /** Boxes on the user's record that are missing: no permission set gives them. */
  readonly flags: readonly UserFlag[];
  /** Nothing narrower than a blanket permission would do (View All Data, Manage Users …). */
  readonly blanketOnly: boolean;
  /** No permission gives it at all. */
  readonly never: boolean;
  /** The user's licenses do not allow what is missing (fact A20); a gap where an answer lacked what would tell. */
  readonly barred: Bar;
  /** An object that the rule looks at and to which access can never be given; null where there is none. */
  readonly hopeless: Verdict | null;
  /** The rule of an object that this one follows is itself only concluded. */
  readonly inferred: boolean;
  /** Of a no: people can give it in Setup, and no plan does. */
  readonly byHand: boolean;
  /** Of an unknown that is no gap of the reading: what is said of it. */
  readonly unclear: Verdict | null;
  /** Of a yes: it is there for a part of the rows only. */
  readonly part: PartOfRows | null;
  /** Of a yes: objects on whose records the rows hang, and whose access counted. */
  readonly records: readonly string[];
};

/** A yes for the user's own rows, or for those that come with one of several things; and what the other rows need. */
export type PartOfRows = {
  readonly rows: 'own' | 'some';
  /** What opens the rows that are there. */
  readonly held: readonly ObjectOrPermission[];
  readonly others: RuleOutcome;
};

/** What there is to say of a rule of which only the answer counts. */
export const clear = {
  missing: [],
  entries: [],
  flags: [],
  blanketOnly: false,
  never: false,
  barred: false,
  hopeless: null,
  inferred: false,
  byHand: false,
  unclear: null,
  part: null,
  records: [],
} as const;

/** Whether an answer lacked what would tell: then whether it can be given may be hidden as well. */
const isLacking = ({ answer }: RuleOutcome): boolean =>
  answer.answer === 'unknown' && answer.gap.code === 'INCOMPLETE_ROWS';

/** Of several parts that nobody knows the one that is told: one whose reason leaves open as well whether it can be given. */
const unsureOf = (outcomes: readonly RuleOutcome[]): RuleOutcome | undefined =>
  outcomes.find(isLacking) ?? outcomes.find(({ answer }) => answer.answer === 'unknown');

/** A part that may be there, and could never be given were it not: whether the whole can be given is not known either. */
const doubtfulBar = (outcomes: readonly RuleOutcome[]): Bar => {
  for (const outcome of outcomes) {
    const { answer } = outcome;
    if (answer.answer === 'unknown' && answer.gap.code === 'INCOMPLETE_ROWS' && obstacle(outcome) > 0)
      return answer.gap;
  }
  return false;
};

/** By what all of them are given. */
export const grantedIn = (outcomes: readonly RuleOutcome[]): readonly GrantedBy[] =>
  outcomes.flatMap(({ answer }) => (answer.answer === 'yes' ? answer.grantedBy : []));

/** The rows that all of these leave out, where any of them leaves some out. */
const partIn = (outcomes: readonly RuleOutcome[]): PartOfRows | null => {
  const parts = outcomes.flatMap(({ part }) => part ?? []);
  const [first] = parts;
  if (!first) return null;
  return {
    rows: first.rows,
    held: parts.flatMap(({ held }) => held),
    others: everyOf(parts.map(({ others }) => others)),
  };
};

/** All of the parts of a rule are needed. */
export const everyOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const refused = outcomes.filter(({ answer }) => answer.answer === 'no');
  const unsure = unsureOf(outcomes);
  // A part that is surely missing settles the matter, whatever could not be read about the others.
  const answer: Answer =
    refused.length > 0
      ? no(refused.flatMap((outcome) => hintsOf(outcome.answer)))
      : (unsure?.answer ?? yes(grantedIn(outcomes)));
  return {
    answer,
    missing: refused.flatMap((outcome) => outcome.missing),
    entries: refused.flatMap((outcome) => outcome.entries),
    flags: refused.flatMap((outcome) => outcome.flags),
    blanketOnly: refused.some((outcome) => outcome.blanketOnly),
    never: refused.some((outcome) => outcome.never),
    barred:
      refused.some(({ barred }) => barred === true) ||
      (refused.find(({ barred }) => barred !== false)?.barred ?? doubtfulBar(outcomes)),
    hopeless: refused.find((outcome) => outcome.hopeless)?.hopeless ?? null,
    inferred: refused.some((outcome) => outcome.inferred),
    byHand: refused.length > 0 && refused.every((outcome) => outcome.byHand),
    unclear: answer.answer === 'unknown' ? (unsure?.unclear ?? null) : null,
    part: answer.answer === 'yes' ? partIn(outcomes) : null,
    records: outcomes.flatMap(({ records }) => records),
  };
};

/** What stands in the way of granting it, the worse the higher. */
const obstacle = ({ never, barred, hopeless, blanketOnly, flags }: RuleOutcome): number => {
  if (never) return 4;
  if (barred === true || hopeless) return 3;
  if (blanketOnly) return 2;
  return barred === false && flags.length === 0 ? 0 : 1;
};

/** Whether all objects that are missing are such that the definition asks for them anyway. */
const isAskedFor = ({ missing }: RuleOutcome, named: ReadonlySet<string>): boolean =>
  missing.length > 0 && missing.every((one) => one.kind === 'object' && named.has(keyOf(one.sobject)));

/** What can never be planned, and people can give all the same: it is missing, and nothing is planned for it. */
const leftToPeople = (outcome: RuleOutcome): RuleOutcome => ({
  ...outcome,
  ...{ entries: [], never: false, barred: false, hopeless: null, blanketOnly: false },
});

/**
 * Any way will do: people are told of the one that can most easily be given. Where several are alike, of one whose objects
 * the definition asks for anyway, else of the first. A way that is left to people is told beside one that can be planned.
 */
export const someOf = ({ namedObjects }: Context, outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const named = new Set(namedObjects.map(keyOf));
  const cost = (outcome: RuleOutcome): number => 2 * obstacle(outcome) + (isAskedFor(outcome, named) ? 0 : 1);
  // Of a way about which nothing is known there is nothing to tell, where another one is known.
  const clearWays = outcomes.filter((outcome) => outcome.unclear === null);
  const told = clearWays.length > 0 ? clearWays : outcomes;
  const planned = told.filter(({ byHand }) => !byHand);
  const found = (planned.length > 0 ? planned : told).reduce((a, b) => (cost(b) < cost(a) ? b : a));
  const byHand = outcomes.some((outcome) => outcome.byHand);
  const best = { ...(byHand && obstacle(found) > 0 ? leftToPeople(found) : found), byHand };
  const answer = anyAnswer(outcomes.map((outcome) => outcome.answer));
  const open = outcomes.filter((outcome) => outcome.answer.answer === 'yes');
  const unsure = outcomes.find((outcome) => outcome.answer.answer === 'unknown');
  return {
    ...best,
    answer,
    unclear: answer.answer === 'unknown' ? (unsure?.unclear ?? null) : null,
    part: open.some(({ part }) => part === null) ? null : (open[0]?.part ?? null),
    records: open[0]?.records ?? [],
  };
};
