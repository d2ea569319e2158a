/** Fields that the platform sets in a save because another one is written, beside the parts of compounds. */
import { fieldKey, keyOf } from './names.js';

/** Times of an event: each follows from the others. */
const timesOfEvent: readonly string[] = [
  'activitydate',
  'activitydatetime',
  'durationinminutes',
  'enddatetime',
  'startdatetime',
];

/** The account of a case follows from its contact. */
const followers: ReadonlyMap<string, readonly string[]> = new Map([['case.contactid', ['accountid']]]);

/** With state and country picklists a name and its code are two fields of one value (fact C3), in custom addresses too. */
const nameAndCode = (key: string): string[] => {
  const [, start, what, code, end] = /^(.*)(state|country)(code)?(__s)?$/.exec(key) ?? [];
  if (what === undefined) return [];
  return [`${start}${what}${code === undefined ? 'code' : ''}${end ?? ''}`];
};

/** What the name of a person is made of (fact C5). */
const partsOfName: ReadonlySet<string> = new Set(['salutation', 'firstname', 'middlename', 'lastname', 'suffix']);

/** Keys of the fields that may change because the field is written; whether the object has them is another matter. */
export const writtenAlong = (sobject: string, field: string): readonly string[] => {
  const key = keyOf(field);
  if (keyOf(sobject) === 'event' && timesOfEvent.includes(key)) return timesOfEvent.filter((time) => time !== key);
  return [
    ...nameAndCode(key),
    ...(partsOfName.has(key) ? ['name'] : []),
    ...(followers.get(fieldKey(sobject, field)) ?? []),
  ];
};

/**
 * Fields of the object that may change because another one is written, and that do not belong to a whole with it; as the platform
 * spells them.
 */
export const writtenTogether = (sobject: string): readonly string[] =>
  new Map([
    ['event', ['ActivityDate', 'ActivityDateTime', 'DurationInMinutes', 'EndDateTime', 'StartDateTime']],
    ['case', ['AccountId']],
  ]).get(keyOf(sobject)) ?? [];

/** Keys of these fields and of those that may change with them. */
export const andWrittenAlong = (sobject: string, fields: Iterable<string>): ReadonlySet<string> =>
  new Set([...fields].flatMap((field) => [keyOf(field), ...writtenAlong(sobject, field)]));
