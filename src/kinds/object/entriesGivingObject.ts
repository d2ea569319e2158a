import type { Entry } from '../../access/entry.js';
import { derivedRule, isDerivedObject } from '../../platform/derivedObjects.js';
import type { AccessRule } from '../../platform/derivedObjects.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';

/** The entries of a derived rule, of alternatives those of the first: the narrowest stands first. */
const entriesOfRule = (rule: AccessRule): Entry[] => {
  switch (rule.rule) {
    case 'always':
    case 'never':
      return [];
    case 'userPermission':
      return [{ kind: 'userPermission', name: rule.name }];
    case 'object':
      return entriesGivingObject(rule.sobject, rule.access);
    case 'all':
      return rule.of.flatMap(entriesOfRule);
    case 'any':
      return rule.of.slice(0, 1).flatMap(entriesOfRule);
  }
};

/** What a permission set has to hold to give this access: the object permission, or for a derived object what gives it (fact B11). */
export const entriesGivingObject = (sobject: string, access: ObjectAccess): Entry[] => {
  if (!isDerivedObject(sobject)) return [{ kind: 'object', sobject, access }];
  const rule = derivedRule(sobject, access);
  return rule ? entriesOfRule(rule) : [];
};

/** The same for entries of which some are access to a derived object. */
export const givenAsEntries = (entries: readonly Entry[]): Entry[] =>
  entries.flatMap((entry) => (entry.kind === 'object' ? entriesGivingObject(entry.sobject, entry.access) : [entry]));
