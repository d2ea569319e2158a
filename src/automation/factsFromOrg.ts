import type { ReadFact } from '../access/orgAutomation.js';
import { quotient } from './formula/decimals.js';
import type { Fact } from './formula/facts.js';

/** Relationships of a user that lead to a user. */
const toUsers: ReadonlySet<string> = new Set(['manager', 'createdby', 'lastmodifiedby']);

/** The custom field of a user that a reference names, as its key; undefined where it names anything else. */
const userField = (key: string): string | undefined => {
  const [global, ...path] = key.split('.');
  return global === '$user' && path.slice(0, -1).every((one) => toUsers.has(one)) ? path.at(-1) : undefined;
};

/** Types of numbers that a formula sees as the API tells them. */
const plainNumbers: ReadonlySet<string> = new Set(['double', 'int', 'long', 'currency']);

/**
 * A field of percent holds 40 to the API and 0.4 to a formula (fact V9). Where nobody told of which type a custom field is, it may
 * be either.
 */
const factOf = (key: string, read: ReadFact, typeOfUserField: (field: string) => string): Fact => {
  if (read.state !== 'known' || typeof read.value !== 'number' || read.value === 0 || !key.endsWith('__c')) return read;
  const type = typeOfUserField(userField(key) ?? '');
  if (plainNumbers.has(type)) return read;
  const fraction = quotient(read.value, 100);
  if (fraction === undefined) return { state: 'unreadable' };
  return type === 'percent' ? { state: 'known', value: fraction } : { state: 'oneOf', values: [read.value, fraction] };
};

/**
 * What was read of user and org as facts for formulas, by the key of the reference.
 * @param userFields types of the fields of users, in the words of the API, by the key of the field; as far as they are known
 */
export const factsFromOrg = (
  read: ReadonlyMap<string, ReadFact>,
  userFields: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, Fact> =>
  new Map([...read].map(([key, fact]) => [key, factOf(key, fact, (field) => userFields.get(field) ?? '')]));
