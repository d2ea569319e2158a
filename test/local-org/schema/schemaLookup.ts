import type { Api, FieldSchema, ObjectSchema, Org } from '../model/orgModel.js';

/** The object of this name in any case, or undefined. Access of a caller and API version are not checked. */
export const findObject = (org: Org, name: string): ObjectSchema | undefined => org.schema.get(name.toLowerCase());

const indexes = new WeakMap<FieldSchema[], { size: number; byName: Map<string, FieldSchema> }>();

/** The field of this name in any case, or undefined. */
export const findField = (schema: ObjectSchema, name: string): FieldSchema | undefined => {
  let index = indexes.get(schema.fields);
  // The list of fields can grow, so its length is compared.
  if (index?.size !== schema.fields.length) {
    index = {
      size: schema.fields.length,
      byName: new Map(schema.fields.map((field) => [field.name.toLowerCase(), field])),
    };
    indexes.set(schema.fields, index);
  }
  return index.byName.get(name.toLowerCase());
};

/** The name of a field as the org writes it in describes and in answers to queries, whatever the query wrote. */
export const answeredName = (field: FieldSchema): string => field.answeredAs ?? field.name;

/** Whether an object or field exists for a caller with this API version. */
export const visibleInVersion = (x: { minVersion: number }, apiVersion: number): boolean => x.minVersion <= apiVersion;

/** Whether an API serves the object: its own objects and those of both APIs. */
export const servedBy = (schema: ObjectSchema, api: Api): boolean => schema.api === 'both' || schema.api === api;

/** Whether an API has the field: most fields of an object of both APIs are in both. */
export const fieldServedBy = (field: FieldSchema, api: Api): boolean => field.api === undefined || field.api === api;

/** The object that ids with this key prefix belong to; objects that share a prefix (017 of history) give the first. */
export const objectOfId = (org: Org, id: string): ObjectSchema | undefined => {
  const prefix = id.slice(0, 3);
  for (const schema of org.schema.values()) if (schema.keyPrefix === prefix && !schema.virtual) return schema;
  return undefined;
};

/**
 * Whether the field is a component of a compound field. `Account.Name` names itself as compound and is none (fact C5).
 */
export const isComponent = (field: FieldSchema): boolean =>
  field.compoundFieldName !== null && field.compoundFieldName !== field.name;

/** Whether the field is a compound of other fields of the object: an address, or a person's name. */
export const isCompound = (schema: ObjectSchema, field: FieldSchema): boolean =>
  field.type === 'address' ||
  field.type === 'location' ||
  schema.fields.some((other) => other.compoundFieldName === field.name && other.name !== field.name);

/**
 * Whether field permissions accept the field: permissionable in describe, but never a component of an address, whose
 * describe says permissionable too (facts C3, B4).
 */
export const acceptsFieldPermissions = (field: FieldSchema): boolean => field.permissionable && !isComponent(field);

/**
 * The field of Contact that a field of Account mirrors for person accounts (fact C6): `PersonEmail` and `Level__pc`; undefined
 * for every other field.
 */
export const mirroredContactField = (org: Org, schema: ObjectSchema, field: FieldSchema): FieldSchema | undefined => {
  const contact =
    schema.name === 'Account' && org.features.has('PersonAccounts') ? findObject(org, 'Contact') : undefined;
  const name = field.name.endsWith('__pc')
    ? field.name.replace(/__pc$/, '__c')
    : (/^Person([A-Z]\w*)$/.exec(field.name)?.[1] ?? '');
  return contact && name !== '' ? findField(contact, name) : undefined;
};

/** Whether field permissions of this org accept the field: what is permissionable, but for what only a picklist tells (B4). */
export const offersFieldPermissions = (org: Org, schema: ObjectSchema, field: FieldSchema): boolean =>
  acceptsFieldPermissions(field) &&
  org.behaviours.unofferedFields?.includes(`${schema.name}.${field.name}`) !== true &&
  (org.behaviours.personAccountFields !== 'onContact' || mirroredContactField(org, schema, field) === undefined);

/** Objects in the restricted picklist of ObjectPermissions.SobjectType (fact B4), as far as the version knows them. */
export const objectPermissionObjects = (org: Org, apiVersion: number): ObjectSchema[] =>
  [...org.schema.values()].filter((schema) => schema.permissionable && visibleInVersion(schema, apiVersion));

/** `Object.Field` entries in the restricted picklist of FieldPermissions.Field (fact B4). */
export const fieldPermissionFields = (
  org: Org,
  apiVersion: number,
): Array<{ schema: ObjectSchema; field: FieldSchema }> =>
  [...org.schema.values()]
    .filter((schema) => schema.api !== 'tooling' && !schema.virtual && visibleInVersion(schema, apiVersion))
    .flatMap((schema) =>
      schema.fields
        .filter((field) => offersFieldPermissions(org, schema, field) && visibleInVersion(field, apiVersion))
        .map((field) => ({ schema, field })),
    );
