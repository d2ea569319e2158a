import type { Entry } from '../../access/entry.js';
import type { OrgSchema } from '../../access/snapshot.js';
import type { AccessRule } from '../../platform/derivedObjects/accessRule.js';
import { keyOf } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { derivedIn } from '../context.js';

type Objects = Pick<OrgSchema, 'permissionableObjects' | 'entities'>;

/** The entries of a derived rule, of alternatives those of the first: the narrowest stands first. */
const entriesOfRule = (schema: Objects, rule: AccessRule): Entry[] => {
  const together = (rules: readonly AccessRule[]): Entry[] => rules.flatMap((one) => entriesOfRule(schema, one));
  switch (rule.rule) {
    case 'always':
    case 'never':
    case 'unpublished':
    case 'userFlag':
    case 'parentRow':
    // Opened in Setup, by people.
    case 'opened':
    // The user's own rows are there without anything.
    case 'ownRows':
      return [];
    case 'userPermission':
      return [{ kind: 'userPermission', name: rule.name }];
    case 'object':
      return entriesGivingObject(schema, rule.sobject, rule.access);
    case 'all':
    case 'rowsOf':
      return together(rule.of);
    case 'any':
      return together(rule.of.slice(0, 1));
    case 'contested':
      return entriesOfRule(schema, rule.strict);
    case 'byPermissions': {
      const { permissionableObjects: objects } = schema;
      return entriesOfRule(
        schema,
        objects.known && objects.value.has(keyOf(rule.sobject)) ? rule.taken : rule.otherwise,
      );
    }
  }
};

/** What a permission set has to hold to give this access: the object permission, or for a derived object what gives it (fact B11). */
export const entriesGivingObject = (schema: Objects, sobject: string, access: ObjectAccess): Entry[] => {
  const derived = derivedIn(schema, sobject);
  return derived ? entriesOfRule(schema, derived.rules[access]) : [{ kind: 'object', sobject, access }];
};
