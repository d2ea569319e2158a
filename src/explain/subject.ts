/** What is to be explained: one thing that a permission set can hold, asked for as a rule would. */
import type { Entry } from '../access/entry.js';
import { entryId } from '../access/entry.js';
import { needOfEntry } from '../kinds/entryOf.js';
import type { Requirement } from '../kinds/requirement.js';

/** The requirement that a rule about this entry, and about nothing else, would make. */
export const requirementFor = (entry: Entry): Requirement => ({
  id: entryId(entry),
  need: needOfEntry(entry),
  level: 'required',
  because: [],
  ifPresent: false,
  inferred: false,
  forbid: false,
});
