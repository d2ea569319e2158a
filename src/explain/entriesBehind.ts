/** Everything that a permission set may hold to give one thing, be it the thing itself or something that implies it. */
import type { Entry } from '../access/entry.js';
import { known } from '../access/snapshot.js';
import type { OrgSchema } from '../access/snapshot.js';
import { fieldsOf } from '../kinds/context.js';
import { entriesGivingObject } from '../kinds/object/entriesGivingObject.js';
import { impliedBy } from '../platform/impliedAccess.js';
import { allClasses } from '../platform/apexClasses.js';
import { keyOf, sameName } from '../platform/names.js';

/** Something that gives it, and by which name it does where it is not the thing itself. */
export type EntryBehind = { readonly entry: Entry; readonly via: string | null };

const permission = (name: string): Entry => ({ kind: 'userPermission', name });

/** The object permission itself or, of a derived object, what gives it (facts B11, K4). */
const behindObject = (schema: OrgSchema, entry: Extract<Entry, { kind: 'object' }>): EntryBehind[] => {
  const { sobject, access } = entry;
  const own = entriesGivingObject(schema, sobject, access);
  const isItself = (one: Entry): boolean => one.kind === 'object' && sameName(one.sobject, sobject);
  return [
    ...own.map((one) => ({
      entry: one,
      via: isItself(one) ? null : one.kind === 'userPermission' ? one.name : `${'sobject' in one ? one.sobject : ''}`,
    })),
    ...impliedBy[access]
      .filter((name) => !own.some((one) => one.kind === 'userPermission' && sameName(one.name, name)))
      .map((name) => ({ entry: permission(name), via: name })),
  ];
};

/** The field that carries the permissions: of a part of an address the address (facts C3-C5). */
export const carrierOf = (schema: OrgSchema, sobject: string, field: string): string => {
  const fields = fieldsOf(schema, sobject);
  const found = fields?.known ? fields.value.get(keyOf(field)) : undefined;
  return found?.compound ?? found?.name ?? field;
};

/** The field permission and, for reading, View All Fields of the object and of the org (fact C15). */
const behindField = (
  schema: OrgSchema,
  { sobject, field, access }: Extract<Entry, { kind: 'field' }>,
): EntryBehind[] => {
  const carrier = carrierOf(schema, sobject, field);
  return [
    {
      entry: { kind: 'field', sobject, field: carrier, access },
      via: sameName(carrier, field) ? null : carrier,
    },
    ...(access === 'read'
      ? [
          { entry: { kind: 'object', sobject, access: 'viewAllFields' } as const, via: 'viewAllFields' },
          ...impliedBy.viewAllFields.map((name) => ({ entry: permission(name), via: name })),
        ]
      : []),
  ];
};

/**
 * What gives the entry, the thing itself first.
 * @param entry spelled as the org spells it
 */
export const entriesBehind = (schema: OrgSchema, entry: Entry): EntryBehind[] => {
  switch (entry.kind) {
    case 'userPermission':
      return [{ entry, via: null }];
    case 'object':
      return behindObject(schema, entry);
    case 'field':
      return behindField(schema, entry);
    case 'customPermission':
    case 'connectedApp':
      return [{ entry, via: null }];
    case 'apexClass':
      return [
        { entry, via: null },
        { entry: permission(allClasses), via: allClasses },
      ];
  }
};

/**
 * What a permission set would have to hold to give it, as far as names alone tell, before anything of the org is known.
 */
export const entriesByName = (entry: Entry): readonly Entry[] =>
  entry.kind === 'object'
    ? entriesGivingObject(
        { permissionableObjects: known(new Map()), entities: known(new Map()) },
        entry.sobject,
        entry.access,
      )
    : [entry];
