import type { Answer } from '../../access/answer.js';
import type { Entry } from '../../access/entry.js';
import { anyAnswer, hintsOf, no, unknown, yes } from '../../access/answer.js';
import { gap } from '../../access/snapshot.js';
import type { AccessRule } from '../../platform/derivedObjects/accessRule.js';
import { blanketPermissions } from '../../platform/impliedAccess.js';
import { keyOf } from '../../platform/names.js';
import { flagColumn, isFreeOfFlag, permissionBeside } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { GrantedBy } from '../../access/snapshot.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { isDerived, spelledObject, spelledPermission } from '../context.js';
import { verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import { barred } from '../heldBack.js';
import type { Bar } from '../heldBack.js';

type ObjectOrPermission = Exclude<Entry, { kind: 'field' }>;

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

/** What a rule is judged with. */
export type Judging = {
  readonly context: Context;
  /** How the objects are judged that a rule looks at. */
  readonly judgeObject: (sobject: string, access: ObjectAccess) => Verdict;
  /** What is said where no rule is published. */
  readonly noRule: Verdict;
  /** What is said where Salesforce says two things, and only the milder is there. */
  readonly contested: (strict: RuleOutcome) => Verdict;
  /** What is said where it depends on records of which nothing is known. */
  readonly dependsOnRecord: Verdict;
  /** Objects of which the definition asks something: a row may hang on their records. */
  readonly records: readonly string[];
};

const blanket = new Set(blanketPermissions.map(keyOf));

const clear = {
  missing: [],
  entries: [],
  flags: [],
  blanketOnly: false,
  never: false,
  barred: false,
  hopeless: null,
  inferred: false,
  unclear: null,
  part: null,
  records: [],
} as const;

const unclearBecause = (said: Verdict): RuleOutcome => ({
  ...clear,
  answer: unknown(said.gap ?? gap('NOT_ANSWERED', said.args[0] ?? '', '').gap),
  unclear: said.gap ? null : said,
});

const permissionLeaf = (context: Context, name: string): RuleOutcome => {
  const answer = context.access.userPermission(name);
  const entry = { kind: 'userPermission', name: spelledPermission(context.schema, name) } as const;
  return {
    ...clear,
    answer: answer.answer === 'no' ? no(hintsOf(answer)) : answer,
    missing: [entry],
    entries: [entry],
    blanketOnly: blanket.has(keyOf(name)) && !context.namedPermissions.has(keyOf(name)),
    never: answer.answer === 'no' && answer.why.reason === 'noSuchPermission',
    barred: barred(context, { kind: 'userPermission', name }),
  };
};

const flagLeaf = ({ user }: Context, name: UserFlag): RuleOutcome => {
  if (isFreeOfFlag(user.userLicense, name)) return { ...clear, answer: yes([]) };
  const flag = user.flags.get(keyOf(name)) ?? gap('NOT_ANSWERED', 'User', flagColumn(name));
  if (!flag.known) return { ...clear, answer: unknown(flag.gap) };
  return flag.value ? { ...clear, answer: yes([]) } : { ...clear, answer: no(), flags: [name] };
};

const objectLeaf = ({ context, judgeObject }: Judging, sobject: string, access: ObjectAccess): RuleOutcome => {
  const result = judgeObject(sobject, access);
  const { status, code, grantedBy, hints, gap: unread, never, missing } = result;
  const entry = { kind: 'object', sobject: spelledObject(context.schema, sobject), access } as const;
  const lacking: RuleOutcome = {
    ...clear,
    answer: no(hints),
    missing: [entry],
    // Some ordinary objects take a user permission beside, which their own remedy names.
    entries:
      isDerived(context.schema, sobject) || permissionBeside(sobject, access) !== null
        ? (result.remedy?.entries ?? [])
        : [entry],
    hopeless: status === 'impossible' ? result : null,
    inferred: code === 'PROBABLY_MISSING',
  };
  if (status === 'met') return { ...clear, answer: yes(grantedBy) };
  if (status === 'degraded') {
    const rows = code === 'SOME_ROWS_ONLY' ? 'some' : 'own';
    return {
      ...clear,
      answer: yes(grantedBy),
      part: { rows, held: [], others: { ...lacking, never: never === true } },
    };
  }
  if (status !== 'unknown') return lacking;
  // Missing for sure, and so is what follows it; only whether it can be given is not known.
  if (unread && missing) return { ...lacking, barred: unread };
  return unread
    ? { ...lacking, answer: unknown(unread), barred: unread.code === 'INCOMPLETE_ROWS' ? unread : false }
    : unclearBecause(result);
};

/** A part that may be there, and could never be given were it not: whether the whole can be given is not known either. */
const doubtfulBar = (outcomes: readonly RuleOutcome[]): Bar => {
  for (const outcome of outcomes) {
    const { answer } = outcome;
    if (answer.answer === 'unknown' && answer.gap.code === 'INCOMPLETE_ROWS' && obstacle(outcome) > 0)
      return answer.gap;
  }
  return false;
};

const grantedIn = (outcomes: readonly RuleOutcome[]): readonly GrantedBy[] =>
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

const everyOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const refused = outcomes.filter(({ answer }) => answer.answer === 'no');
  const unsure = outcomes.find(({ answer }) => answer.answer === 'unknown');
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

/**
 * Any way will do: people are told of the one that can most easily be given. Where several are alike, of one whose objects
 * the definition asks for anyway, else of the first.
 */
const someOf = ({ namedObjects }: Context, outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const named = new Set(namedObjects.map(keyOf));
  const cost = (outcome: RuleOutcome): number => 2 * obstacle(outcome) + (isAskedFor(outcome, named) ? 0 : 1);
  // Of a way about which nothing is known there is nothing to tell, where another one is known.
  const clearWays = outcomes.filter((outcome) => outcome.unclear === null);
  const best = (clearWays.length > 0 ? clearWays : outcomes).reduce((a, b) => (cost(b) < cost(a) ? b : a));
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

/** A rule as what people are told that they have: the entries that it names. */
const entriesNamed = (context: Context, rule: AccessRule): ObjectOrPermission[] => {
  if (rule.rule === 'userPermission')
    return [{ kind: 'userPermission', name: spelledPermission(context.schema, rule.name) }];
  if (rule.rule === 'object')
    return [{ kind: 'object', sobject: spelledObject(context.schema, rule.sobject), access: rule.access }];
  return rule.rule === 'all' ? rule.of.flatMap((one) => entriesNamed(context, one)) : [];
};

/** Each of the rules opens a part of the rows. */
const rowsOf = (judging: Judging, rules: readonly AccessRule[]): RuleOutcome => {
  const judged = rules.map((rule) => ({ rule, outcome: judgeRule(judging, rule) }));
  const outcomes = judged.map(({ outcome }) => outcome);
  const closed = outcomes.filter(({ answer }) => answer.answer === 'no');
  const open = judged.filter(({ outcome }) => outcome.answer.answer === 'yes');
  if (closed.length === 0 || open.length === 0) return everyOf(outcomes);
  const unsure = outcomes.find(({ answer }) => answer.answer === 'unknown');
  if (unsure) return { ...clear, answer: unsure.answer, unclear: unsure.unclear };
  return {
    ...clear,
    answer: yes(grantedIn(outcomes)),
    part: {
      rows: 'some',
      held: open.flatMap(({ rule }) => entriesNamed(judging.context, rule)),
      others: everyOf(closed),
    },
  };
};

/** Rows that hang on records of any object: answered for the objects that the definition asks for, and for no other. */
const parentRow = (judging: Judging, access: ObjectAccess): RuleOutcome => {
  const { records } = judging;
  if (records.length === 0) return unclearBecause(judging.dependsOnRecord);
  const found = rowsOf(
    judging,
    records.map((sobject) => ({ rule: 'object', sobject, access })),
  );
  return { ...found, records };
};

const ownRows = (judging: Judging, rule: AccessRule): RuleOutcome => {
  const others = judgeRule(judging, rule);
  if (others.answer.answer === 'yes' || (others.answer.answer === 'unknown' && others.unclear === null)) return others;
  return { ...clear, answer: yes([]), part: { rows: 'own', held: [], others } };
};

const contested = (judging: Judging, mild: AccessRule, strict: AccessRule): RuleOutcome => {
  const sure = judgeRule(judging, strict);
  const least = judgeRule(judging, mild);
  return sure.answer.answer === 'no' && least.answer.answer === 'yes'
    ? unclearBecause(judging.contested(sure))
    : sure.answer.answer === 'no'
      ? least
      : sure;
};

/**
 * Judges the rule of a derived object (fact B11) against the user's access. An object that it looks at is judged as
 * any other: one that this org lacks, or that no license allows, makes what follows it impossible too.
 */
export const judgeRule = (judging: Judging, rule: AccessRule): RuleOutcome => {
  const { context } = judging;
  switch (rule.rule) {
    case 'always':
      return { ...clear, answer: yes([]) };
    case 'never':
      return { ...clear, answer: no(), never: true };
    case 'unpublished':
      return unclearBecause(judging.noRule);
    case 'userPermission':
      return permissionLeaf(context, rule.name);
    case 'userFlag':
      return flagLeaf(context, rule.name);
    case 'object':
      return objectLeaf(judging, rule.sobject, rule.access);
    case 'parentRow':
      return parentRow(judging, rule.access);
    case 'ownRows':
      return ownRows(judging, rule.others);
    case 'rowsOf':
      return rowsOf(judging, rule.of);
    case 'contested':
      return contested(judging, rule.mild, rule.strict);
    case 'byPermissions': {
      const { permissionableObjects: objects } = context.schema;
      if (!objects.known) return { ...clear, answer: unknown(objects.gap) };
      return judgeRule(judging, objects.value.has(keyOf(rule.sobject)) ? rule.taken : rule.otherwise);
    }
    case 'all':
      return everyOf(rule.of.map((part) => judgeRule(judging, part)));
    case 'any':
      return someOf(
        context,
        rule.of.map((part) => judgeRule(judging, part)),
      );
  }
};

/** Whether any part of the rule gives it without any access of another object: for rules of which objects are no part. */
export const judgePermissions = (context: Context, rule: AccessRule): RuleOutcome => {
  const nothing = verdict('unknown', 'NO_RULE', []);
  return judgeRule(
    {
      context,
      judgeObject: () => nothing,
      noRule: nothing,
      contested: () => nothing,
      dependsOnRecord: nothing,
      records: [],
    },
    rule,
  );
};
