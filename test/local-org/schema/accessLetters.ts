import type { ObjectAccess, ObjectSchema, Value } from '../model/orgModel.js';

const columns: ReadonlyArray<readonly [letter: string, access: ObjectAccess, column: string]> = [
  ['R', 'read', 'PermissionsRead'],
  ['C', 'create', 'PermissionsCreate'],
  ['E', 'edit', 'PermissionsEdit'],
  ['D', 'delete', 'PermissionsDelete'],
  ['V', 'viewAllRecords', 'PermissionsViewAllRecords'],
  ['M', 'modifyAllRecords', 'PermissionsModifyAllRecords'],
  ['F', 'viewAllFields', 'PermissionsViewAllFields'],
];

/** The accesses behind letters such as `CRED`, as far as the object stores them (facts B7, C16). */
export const accessesOf = (letters: string, schema: ObjectSchema): Set<ObjectAccess> =>
  new Set(
    columns
      .filter(([letter]) => letters.includes(letter))
      .map(([, access]) => access)
      .filter((access) => storable(schema, access)),
  );

/** The boolean columns of an ObjectPermissions row that grants exactly these accesses. */
export const accessColumns = (accesses: ReadonlySet<ObjectAccess>): Record<string, Value> =>
  Object.fromEntries(columns.map(([, access, column]) => [column, accesses.has(access)]));

const storable = (schema: ObjectSchema, access: ObjectAccess): boolean =>
  access === 'viewAllFields'
    ? schema.supportsViewAllFields
    : access === 'viewAllRecords' || access === 'modifyAllRecords'
      ? schema.supportsViewAll
      : true;
