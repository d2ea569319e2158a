import type { ReadFact } from '../access/orgAutomation.js';
import type { Fact } from './formula/facts.js';

/** What was read of user and org as facts for formulas, by the key of the reference. */
export const factsFromOrg = (read: ReadonlyMap<string, ReadFact>): ReadonlyMap<string, Fact> => read;
