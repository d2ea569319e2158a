import type { ReadFact } from '../access/orgAutomation.js';
import { quotient } from './formula/decimals.js';
import type { Fact } from './formula/facts.js';

/** A field of percent holds 40 to the API and 0.4 to a formula (fact V9). Of which type a field is was not read. */
const factOf = (key: string, read: ReadFact): Fact => {
  if (read.state !== 'known' || typeof read.value !== 'number' || read.value === 0 || !key.endsWith('__c')) return read;
  const fraction = quotient(read.value, 100);
  return fraction === undefined ? { state: 'unreadable' } : { state: 'oneOf', values: [read.value, fraction] };
};

/** What was read of user and org as facts for formulas, by the key of the reference. */
export const factsFromOrg = (read: ReadonlyMap<string, ReadFact>): ReadonlyMap<string, Fact> =>
  new Map([...read].map(([key, fact]) => [key, factOf(key, fact)]));
