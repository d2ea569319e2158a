import type { FieldSchema, ObjectSchema, UserPermissionSchema } from '../model/orgModel.js';
import { addCustomFields, customObjectSchema } from './customObjects.js';
import type { CustomField, CustomObject } from './customObjects.js';
import { parseFieldLine } from './fieldLine.js';
import type { FieldLine } from './fieldLine.js';
import { historySchemas } from './fieldHistory.js';
import { auditFields, childNames, historyData, personAccountFields, standardObjects } from './objectData.js';
import type { ObjectData } from './objectData.js';
import { emptyObject, pluralOf } from './objectSchema.js';
import { connectRelationships } from './childRelationships.js';

export type SchemaOptions = {
  features: ReadonlySet<string>;
  /** Columns `Permissions<Name>` of PermissionSet, Profile and the like (facts D1-D4). */
  userPermissions: readonly UserPermissionSchema[];
  customObjects?: readonly CustomObject[];
  /** On any object; those on `Activity` appear on Task and Event (fact C10). */
  customFields?: readonly CustomField[];
};

/**
 * The schema of an org: standard objects as far as the features have them, with person accounts where they are on
 * (fact C6), history objects, custom objects and fields. Keyed by lower-case name.
 *
 * @throws Error naming object and field when a custom field or object cannot be built
 */
export const buildSchema = (options: SchemaOptions): Map<string, ObjectSchema> => {
  const schema = new Map<string, ObjectSchema>();
  const names = new Map<string, string | null>(Object.entries(childNames()));
  const add = (object: ObjectSchema): void => void schema.set(object.name.toLowerCase(), object);

  for (const [name, data] of [...standardObjects(), ...Object.entries(historyData().full)]) {
    if (data.feature === undefined || options.features.has(data.feature)) add(standardObject(name, data, options));
  }
  (options.customObjects ?? []).forEach((object, index) => add(customObjectSchema(object, index, names)));
  addCustomFields(schema, options.customFields ?? [], options.features, names);
  for (const history of historySchemas(schema)) add(history);
  connectRelationships(schema, names);
  return schema;
};

const standardObject = (name: string, data: ObjectData, options: SchemaOptions): ObjectSchema => {
  const can = data.can ?? 'CUDQS';
  const object = emptyObject(name);
  const lines: Record<string, string> = { ...auditFields[data.audit ?? 'full'], ...data.fields };
  if (name === 'Account' && options.features.has('PersonAccounts')) Object.assign(lines, personAccountFields());
  if (name === 'Contact' && options.features.has('PersonAccounts'))
    lines.IsPersonAccount = 'boolean required ro default';
  const nameField = data.nameField === undefined ? 'Name' : data.nameField;
  const fields = Object.entries(lines).map(([field, line]) => fieldOf(name, field, line, nameField));
  return {
    ...object,
    label: data.label ?? object.label,
    labelPlural: data.labelPlural ?? pluralOf(data.label ?? object.label),
    keyPrefix: data.keyPrefix ?? null,
    createable: can.includes('C'),
    updateable: can.includes('U'),
    deletable: can.includes('D'),
    queryable: can.includes('Q'),
    searchable: can.includes('S'),
    permissionable: data.permissionable ?? false,
    supportsViewAll: (data.permissionable ?? false) && (data.viewAll ?? true),
    // Fact C16: the objects without View All have no View All Fields either.
    supportsViewAllFields: (data.permissionable ?? false) && (data.viewAll ?? true),
    api: data.api ?? 'data',
    history: data.history ?? 'none',
    minVersion: data.minVersion ?? 0,
    virtual: data.virtual ?? false,
    fields: [...fields, ...userPermissionFields(data, options.userPermissions)],
  };
};

const fieldOf = (object: string, name: string, line: string, nameField: string | null): FieldSchema => {
  let parsed: FieldLine;
  try {
    parsed = parseFieldLine(name, line);
  } catch (error) {
    throw new Error(`${object}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return { ...parsed.field, nameField: name === nameField };
};

/** One boolean column for each user permission (fact D1); what is profile-only has none on permission sets (D4). */
const userPermissionFields = (data: ObjectData, permissions: readonly UserPermissionSchema[]): FieldSchema[] => {
  const prefix = data.userPermissions;
  if (prefix === undefined) return [];
  const readOnly = (data.can ?? '').includes('U') ? '' : 'ro ';
  return permissions
    .filter((permission) => (data.keyPrefix === '00e' ? permission.onProfile : permission.onPermissionSet))
    .map(({ name, label, profileName = name }) => ({
      ...parseFieldLine(
        `${prefix}${data.keyPrefix === '00e' ? profileName : name}`,
        `boolean required ${readOnly}default; label=${label}`,
      ).field,
      groupable: false,
      sortable: false,
    }));
};
