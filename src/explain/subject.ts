/** What is to be explained: one thing that a permission set can hold, asked for as a rule would. */
import type { Entry } from '../access/entry.js';
import { entryId } from '../access/entry.js';
import type { Need } from '../kinds/kinds.js';
import type { Requirement } from '../kinds/requirement.js';

const needOf = (entry: Entry): Need => {
  switch (entry.kind) {
    case 'userPermission':
      return { kind: 'userPermission', name: entry.name };
    case 'object':
      return { kind: 'object', sobject: entry.sobject, access: entry.access, minimum: [] };
    case 'field':
      return {
        kind: 'field',
        sobject: entry.sobject,
        field: entry.field,
        access: entry.access,
        standardized: false,
      };
  }
};

/** The requirement that a rule about this entry, and about nothing else, would make. */
export const requirementFor = (entry: Entry): Requirement => ({
  id: entryId(entry),
  need: needOf(entry),
  level: 'required',
  because: [],
  ifPresent: false,
  inferred: false,
  forbid: false,
});
