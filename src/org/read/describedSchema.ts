import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import { keyOf } from '../../platform/names.js';
import type { OrgSchema, Reading, UserPermission } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import { nameOnPermissionSets } from '../../platform/packagingPermissions.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { isApiName } from '../soql.js';
import { asRow, flag, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { refusal } from './queryAnswer.js';
import { describeOf } from './subrequests.js';

/** The fields that a describe tells; a gap where one of them has no name, or two have the same. */
export const fieldsIn = (part: string, reply: Reply | undefined): Reading<readonly Row[]> => {
  if (!reply) return gap('NOT_ANSWERED', part, '');
  if (!reply.ok) return { known: false, gap: refusal(part, reply) };
  const fields = asRow(reply.body)['fields'];
  if (!Array.isArray(fields)) return gap('NOT_ANSWERED', part, '');
  const rows = fields.map(asRow);
  // A column of which nobody knows the name must not look like one that this org does not have.
  const isNamed = (field: Row): boolean => text(field, 'name') !== '' && text(field, 'type') !== '';
  const isEachOnce = new Set(rows.map((field) => keyOf(text(field, 'name')))).size === rows.length;
  return rows.every(isNamed) && isEachOnce ? known(rows) : gap('INCOMPLETE_ROWS', part, 'name');
};

/**
 * User permissions with a column on the described object: `PermissionsApiEnabled` → ApiEnabled (facts D1, D2).
 * @param prefix `MaximumPermissions` for the columns of a license (fact A20)
 */
const userPermissionColumns = (
  part: string,
  reply: Reply | undefined,
  prefix = 'Permissions',
): OrgSchema['permissionSetColumns'] => {
  const fields = fieldsIn(part, reply);
  if (!fields.known) return fields;
  const columns = fields.value
    .filter((field) => keyOf(text(field, 'name')).startsWith(keyOf(prefix)) && text(field, 'type') === 'boolean')
    // Names go into queries, and the texts of an org are hostile.
    .filter((field) => isApiName(text(field, 'name')))
    .map((field): UserPermission => {
      const name = text(field, 'name').slice(prefix.length);
      return { name, label: text(field, 'label') || name };
    });
  // Every org has some, such as API Enabled: what an answer without one leaves out, a permission set may hold. Of licenses not
  // every org tells what they allow at most (fact A20).
  if (columns.length === 0 && prefix === 'Permissions') return gap('INCOMPLETE_ROWS', part, prefix);
  return known(new Map(columns.map((column) => [keyOf(column.name), column])));
};

/** The columns of Profile without those that permission sets have under another name (fact Q12): they are no others. */
const withoutOtherNames = (
  columns: OrgSchema['profileColumns'],
  onPermissionSets: OrgSchema['permissionSetColumns'],
): OrgSchema['profileColumns'] =>
  mapReading(columns, (all) => {
    const isElsewhere = (name: string): boolean => {
      const other = nameOnPermissionSets(name);
      return other !== name && onPermissionSets.known && onPermissionSets.value.has(keyOf(other));
    };
    return new Map([...all].filter(([, { name }]) => !isElsewhere(name)));
  });

/** The first version with View All Fields on objects (fact B1). */
const withViewAllFields = 63;

/** The access words that ObjectPermissions has a column for in this version of the API (fact B1). */
export const accessesIn = (apiVersion: string): ObjectAccess[] =>
  objectAccesses.filter((access) => access !== 'viewAllFields' || Number(apiVersion) >= withViewAllFields);

/** @param names keys of the columns that describe tells */
const objectColumns = (names: ReadonlySet<string>): ReadonlySet<ObjectAccess> =>
  new Set(objectAccesses.filter((access) => names.has(keyOf(objectPermissionColumns[access]))));

/**
 * What describe of ObjectPermissions tells: the access words it has columns for, and the objects it accepts (fact B4). Where it
 * does not tell the columns, they are those of the version: one that is left out, a permission set may hold.
 */
const objectPermissionSchema = (
  reply: Reply | undefined,
  apiVersion: string,
): { columns: ReadonlySet<ObjectAccess>; objects: OrgSchema['permissionableObjects'] } => {
  const fields = fieldsIn('ObjectPermissions', reply);
  const expected = new Set(accessesIn(apiVersion));
  if (!fields.known) return { columns: expected, objects: fields };
  const names = new Set(fields.value.map((field) => keyOf(text(field, 'name'))));
  if (objectColumns(names).size === 0)
    return { columns: expected, objects: gap('INCOMPLETE_ROWS', 'ObjectPermissions', 'Permissions') };
  const picklist = fields.value.find((field) => keyOf(text(field, 'name')) === 'sobjecttype')?.['picklistValues'];
  // A missing `active` counts as active; an empty picklist means "not told", not "nothing allowed" (fact B4).
  const all = Array.isArray(picklist) ? picklist.map(asRow) : [];
  if (!all.every((value) => text(value, 'value') !== ''))
    return { columns: objectColumns(names), objects: gap('INCOMPLETE_ROWS', 'ObjectPermissions', 'SobjectType') };
  const values = all.filter((v) => v['active'] === undefined || flag(v, 'active'));
  return {
    columns: objectColumns(names),
    objects:
      values.length > 0
        ? known(new Map(values.map((value) => [keyOf(text(value, 'value')), text(value, 'value')])))
        : gap('NOT_ANSWERED', 'ObjectPermissions', 'SobjectType'),
  };
};

/** `Object.Field` of a value of the picklist. */
const offeredField = (value: Row): readonly [sobject: string, field: string] | undefined => {
  const name = keyOf(text(value, 'value'));
  const at = name.indexOf('.');
  return at > 0 ? [name.slice(0, at), name.slice(at + 1)] : undefined;
};

/** The fields that describe of FieldPermissions offers, of these objects alone: an org has many thousands (fact B4). */
const offeredFieldsIn = (
  reply: Reply | undefined,
  sobjects: readonly string[],
): NonNullable<OrgSchema['offeredFields']> => {
  const fields = fieldsIn('FieldPermissions', reply);
  if (!fields.known) return fields;
  const picklist = fields.value.find((field) => keyOf(text(field, 'name')) === 'field')?.['picklistValues'];
  const values = Array.isArray(picklist) ? picklist.map(asRow) : [];
  // As for objects: an empty picklist means "not told", and so does one with values that nobody understands.
  const all = values.filter((value) => value['active'] === undefined || flag(value, 'active')).map(offeredField);
  if (all.length === 0 || all.includes(undefined)) return gap('NOT_ANSWERED', 'FieldPermissions', 'Field');
  const offered = new Map(sobjects.map((name) => [keyOf(name), new Set<string>()]));
  for (const one of all) if (one !== undefined) offered.get(one[0])?.add(one[1]);
  return known(offered);
};

/** What describe of ObjectPermissions tells. */
export type OfferedObjects = Pick<OrgSchema, 'permissionableObjects' | 'objectAccessColumns'>;

/**
 * The objects that take object permissions, in one request: those that patterns of rules reach, or that somebody who misspelt one
 * may have meant.
 * @throws OrgFailure
 */
export const readOfferedObjects = async (client: OrgClient): Promise<OfferedObjects> => {
  const replies = await client.composite([describeOf('objectPermissions', 'ObjectPermissions')], 'data');
  const { objects, columns } = objectPermissionSchema(replies.get('objectPermissions'), client.apiVersion);
  return { permissionableObjects: objects, objectAccessColumns: columns };
};

/** The parts of the schema that describes tell. */
export type DescribedSchema = Pick<
  OrgSchema,
  | 'permissionSetColumns'
  | 'profileColumns'
  | 'licenseCeilingColumns'
  | 'permissionableObjects'
  | 'objectAccessColumns'
  | 'offeredFields'
>;

/**
 * Describes that tell parts of the schema; read once per run.
 * @param fieldSobjects objects whose fields matter
 * @param offered what was read before
 */
export const schemaDescribes = (fieldSobjects: readonly string[], offered?: OfferedObjects): readonly Subrequest[] => [
  ...(fieldSobjects.length > 0 ? [describeOf('fieldPermissions', 'FieldPermissions')] : []),
  describeOf('permissionSet', 'PermissionSet'),
  describeOf('profile', 'Profile'),
  ...(offered ? [] : [describeOf('objectPermissions', 'ObjectPermissions')]),
  describeOf('permissionSetLicense', 'PermissionSetLicense'),
];

/** What the replies to `schemaDescribes` tell. */
export const describedSchema = (
  replies: ReadonlyMap<string, Reply>,
  fieldSobjects: readonly string[],
  apiVersion: string,
): DescribedSchema => {
  const objects = objectPermissionSchema(replies.get('objectPermissions'), apiVersion);
  const permissionSetColumns = userPermissionColumns('PermissionSet', replies.get('permissionSet'));
  return {
    permissionSetColumns,
    profileColumns: withoutOtherNames(userPermissionColumns('Profile', replies.get('profile')), permissionSetColumns),
    licenseCeilingColumns: userPermissionColumns(
      'PermissionSetLicense',
      replies.get('permissionSetLicense'),
      'MaximumPermissions',
    ),
    permissionableObjects: objects.objects,
    objectAccessColumns: objects.columns,
    ...(fieldSobjects.length > 0
      ? { offeredFields: offeredFieldsIn(replies.get('fieldPermissions'), fieldSobjects) }
      : {}),
  };
};

/** What the user who is logged in sees of himself is told by the columns of UserPermissionAccess (fact E7). */
export const ownPermissionsDescribe: Subrequest = describeOf('userPermissionAccess', 'UserPermissionAccess');

/** The columns that UserPermissionAccess has, by the reply to `ownPermissionsDescribe`. */
export const ownPermissionColumns = (replies: ReadonlyMap<string, Reply>): OrgSchema['permissionSetColumns'] =>
  userPermissionColumns('UserPermissionAccess', replies.get('userPermissionAccess'));
