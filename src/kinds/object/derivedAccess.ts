import { hintsOf, no, unknown, yes } from '../../access/answer.js';
import { gap } from '../../access/snapshot.js';
import type { AccessRule } from '../../platform/derivedObjects/accessRule.js';
import { blanketPermissions } from '../../platform/impliedAccess.js';
import { keyOf } from '../../platform/names.js';
import { flagColumn, isFreeOfFlag, permissionBeside } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { isDerived, spelledObject, spelledPermission } from '../context.js';
import { verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import { barred } from '../heldBack.js';
import { clear, everyOf, grantedIn, someOf } from './ruleOutcome.js';
import type { ObjectOrPermission, RuleOutcome } from './ruleOutcome.js';

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

/** People open a single setting or type in Setup: the plan of a grant gives permissions alone. */
const openedLeaf = ({ access }: Context, sobject: string): RuleOutcome => {
  const answer = access.opened(sobject);
  return { ...clear, answer, byHand: answer.answer === 'no' };
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
  const judged = rules.map((rule) => ({ rule, outcome: judgeAccessRule(judging, rule) }));
  const outcomes = judged.map(({ outcome }) => outcome);
  const closed = outcomes.filter(({ answer }) => answer.answer === 'no');
  const open = judged.filter(({ outcome }) => outcome.answer.answer === 'yes');
  const unsure = outcomes.find(({ answer }) => answer.answer === 'unknown');
  // Rows of which nobody knows may be there: that others are not says nothing of them.
  if (closed.length === 0 || (open.length === 0 && !unsure)) return everyOf(outcomes);
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
  const others = judgeAccessRule(judging, rule);
  if (others.answer.answer === 'yes' || (others.answer.answer === 'unknown' && others.unclear === null)) return others;
  return { ...clear, answer: yes([]), part: { rows: 'own', held: [], others } };
};

const contested = (judging: Judging, mild: AccessRule, strict: AccessRule): RuleOutcome => {
  const sure = judgeAccessRule(judging, strict);
  const least = judgeAccessRule(judging, mild);
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
export const judgeAccessRule = (judging: Judging, rule: AccessRule): RuleOutcome => {
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
    case 'opened':
      return openedLeaf(context, rule.sobject);
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
      return judgeAccessRule(judging, objects.value.has(keyOf(rule.sobject)) ? rule.taken : rule.otherwise);
    }
    case 'all':
      return everyOf(rule.of.map((part) => judgeAccessRule(judging, part)));
    case 'any':
      return someOf(
        context,
        rule.of.map((part) => judgeAccessRule(judging, part)),
      );
  }
};

/** Whether any part of the rule gives it without any access of another object: for rules of which objects are no part. */
export const judgePermissions = (context: Context, rule: AccessRule): RuleOutcome => {
  const nothing = verdict('unknown', 'NO_RULE', []);
  return judgeAccessRule(
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
