import type { ObjectAutomation } from '../../access/orgAutomation.js';
import type { EntityField, Gap, Reading } from '../../access/snapshot.js';
import type { AutomationDetail } from '../../automation/automationDetail.js';
import type { Doing } from '../../automation/doing.js';
import { factsFromOrg } from '../../automation/factsFromOrg.js';
import { fieldFactsOf } from '../../automation/fieldFacts.js';
import { judgeAutomation } from '../../automation/judgeAutomation.js';
import { keyOf, matcherOf } from '../../platform/names.js';
import { writtenAlong } from '../../platform/writtenAlong.js';
import type { Context } from '../context.js';
import { fieldsOf, spelledObject } from '../context.js';
import { absentObject, notRead, objectPresence } from '../presence.js';
import type { Requirement } from '../requirement.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { AutomationNeed } from './automationKind.js';

export const automationCodes = {
  settled: ['AUTOMATION_CLEAR'],
  open: ['AUTOMATION_BLOCKS', 'AUTOMATION_TO_REVIEW'],
} as const;

/** The parts of the automation of an object that could not be listed. */
const unlisted = (automation: ObjectAutomation): Gap[] =>
  Object.values(automation).flatMap((reading: Reading<unknown>) => (reading.known ? [] : [reading.gap]));

/** Fields of the object that a definition writes: those it names, and the parts of a compound that it names; keys. */
export const namedToWrite = (
  { writes }: Context,
  sobject: string,
  onFields: readonly string[],
  fields: ReadonlyMap<string, EntityField>,
): ReadonlySet<string> => {
  const matchers = [...(writes.get(keyOf(sobject))?.fields ?? []), ...onFields].map(matcherOf);
  const all = [...fields.values()];
  const named = all.filter(({ name }) => matchers.some((matches) => matches(name))).map(({ name }) => keyOf(name));
  const isNamed = new Set(named);
  const parts = all.filter(({ compound }) => compound !== null && isNamed.has(keyOf(compound)));
  return new Set([...named, ...parts.map(({ name }) => keyOf(name))]);
};

/** The same with what is written along: compounds of parts, and fields that follow from others. */
const withWrittenAlong = (
  sobject: string,
  written: ReadonlySet<string>,
  fields: ReadonlyMap<string, EntityField>,
): ReadonlySet<string> =>
  new Set(
    [...written].flatMap((key) => {
      const compound = fields.get(key)?.compound ?? null;
      const along = writtenAlong(sobject, key).filter((one) => fields.has(one));
      return [key, ...along, ...(compound === null ? [] : [keyOf(compound)])];
    }),
  );

/**
 * What the integration does with records of the object. A definition that asks for neither Create nor Edit says nothing, so
 * both count.
 */
export const doingOf = (
  context: Context,
  sobject: string,
  onFields: readonly string[],
  fields: ReadonlyMap<string, EntityField>,
): Doing => {
  const own = context.writes.get(keyOf(sobject));
  const isSaid = own !== undefined && (own.creates || own.edits);
  return {
    sobject,
    creates: !isSaid || own.creates,
    edits: !isSaid || own.edits,
    fields: withWrittenAlong(sobject, namedToWrite(context, sobject, onFields, fields), fields),
  };
};

/** Types of the fields of users, as far as they were told, by key. */
const typesOfUserFields = ({ schema }: Context): ReadonlyMap<string, string> => {
  const fields = fieldsOf(schema, 'User');
  return new Map(fields?.known === true ? [...fields.value].map(([key, { dataType }]) => [key, dataType]) : []);
};

/** What the automation of an object means to the writes of the integration, as far as it could be read; undefined: not at all. */
export const automationDetails = (
  context: Context,
  sobject: string,
  onFields: readonly string[],
): readonly AutomationDetail[] | undefined => {
  const automation = context.schema.automation?.get(keyOf(sobject));
  const fields = fieldsOf(context.schema, sobject);
  if (!automation || !fields?.known) return undefined;
  const doing = doingOf(context, sobject, onFields, fields.value);
  const userFields = typesOfUserFields(context);
  return judgeAutomation(automation, doing, {
    formula: {
      globals: factsFromOrg(context.user.facts ?? new Map(), userFields),
      fields: fieldFactsOf(sobject, fields.value, doing.fields.size > 0),
      userFields,
    },
    passesLocks: context.access.userPermission('ModifyAllData').answer === 'yes',
  });
};

const named = (details: readonly AutomationDetail[]): string =>
  [...new Set(details.map(({ name }) => name))].join(', ');

/**
 * Whether what runs when records of the object are saved stands in the way of the integration (design §4): refuses its writes,
 * may refuse them, writes the same fields or calls for a look by people.
 */
export const judgeAutomationNeed = (context: Context, { need, ifPresent }: Requirement<AutomationNeed>): Verdict => {
  const { schema } = context;
  const sobject = spelledObject(schema, need.sobject);
  if (objectPresence(schema, need.sobject) === 'absent') return absentObject(sobject, ifPresent);
  const automation = schema.automation?.get(keyOf(need.sobject));
  const fields = fieldsOf(schema, need.sobject);
  const subject = `automation of ${sobject}`;
  if (!automation || !fields) return notRead(subject);
  if (!fields.known) return unreadable(subject, fields.gap);
  const details = automationDetails(context, sobject, need.onFields) ?? [];
  const [missing] = unlisted(automation);
  const of = (...verdicts: ReadonlyArray<AutomationDetail['verdict']>): AutomationDetail[] =>
    details.filter((detail) => verdicts.includes(detail.verdict));
  const blocking = of('blocks');
  const toReview = of('mayBlock', 'loops', 'changes', 'unjudged');
  // What is in the way as well has its step too: the sentence names it.
  const blocked =
    toReview.length === 0
      ? verdict('unmet', 'AUTOMATION_BLOCKS', [sobject, named(blocking)])
      : verdict('unmet', 'AUTOMATION_BLOCKS', [sobject, named(blocking), named(toReview)], { variant: 'besides' });
  const found =
    blocking.length > 0
      ? blocked
      : missing
        ? unreadable(subject, missing)
        : toReview.length > 0
          ? verdict('degraded', 'AUTOMATION_TO_REVIEW', [sobject, named(toReview)])
          : verdict('met', 'AUTOMATION_CLEAR', [sobject, String(details.length)]);
  return { ...found, details };
};
