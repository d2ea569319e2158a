import { OrgError } from '../model/orgModel.js';
import type { Api, Caller, EffectiveAccess, FieldSchema, ObjectSchema, Org, PicklistValue } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { rowsOf } from '../permissions/orgTables.js';
import { assignedRecordTypes, recordTypeName } from '../permissions/recordTypes.js';
import { visibleFields } from '../permissions/visibleRows.js';
import { describeField } from './describeField.js';
import type { FieldJson } from './describeField.js';
import {
  fieldPermissionFields,
  fieldServedBy,
  findObject,
  objectPermissionObjects,
  servedBy,
  visibleInVersion,
} from './schemaLookup.js';

/**
 * What `/sobjects/<name>/describe` answers to this caller: fields without read access are missing, fields without edit
 * access are neither createable nor updateable, children the caller cannot read are missing (fact C18).
 *
 * @throws OrgError 404 NOT_FOUND for an object that does not exist, that this API or version does not know or that the
 * caller may not read: the answer is the same in all cases (facts I4, I7)
 */
export const describeObject = (org: Org, caller: Caller, name: string, api: Api) => {
  const access = effectiveAccess(org, caller.userId);
  const schema = findObject(org, name);
  if (schema === undefined || !describable(schema, caller, api, access)) {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  const childRelationships = schema.childRelationships.flatMap(({ childObject, field, relationshipName }) => {
    const child = findObject(org, childObject);
    const pointer = child?.fields.find((other) => other.name === field);
    if (child === undefined || pointer === undefined || !describable(child, caller, api, access)) return [];
    if (!visibleInVersion(pointer, caller.apiVersion)) return [];
    return [
      {
        cascadeDelete: pointer.masterDetail,
        childSObject: childObject,
        deprecatedAndHidden: false,
        field,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName,
        restrictedDelete: false,
      },
    ];
  });
  const fields = visibleFields(org, caller, schema)
    .filter((field) => fieldServedBy(field, api))
    .map((field): FieldJson => {
      const editable = !field.permissionable || access.field(schema.name, field.name).edit;
      return describedField(field, editable, picklistValuesOf(org, caller, schema, field));
    });
  return {
    ...objectFlags(schema, caller, api, access),
    actionOverrides: [],
    childRelationships,
    compactLayoutable: layoutable(schema),
    extendedBy: null,
    extendsInterfaces: null,
    fields,
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypeInfos(org, schema, caller, api),
    searchLayoutable: schema.searchable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${schema.labelPlural}`, name: 'everything' },
      ...(schema.fields.some(({ name: field }) => field === 'OwnerId')
        ? [{ label: `My ${schema.labelPlural}`, name: 'mine' }]
        : []),
    ],
  };
};

type Described = { editable: boolean; picklist: readonly PicklistValue[]; json: FieldJson };

const describedBefore = new WeakMap<FieldSchema, Described>();

/**
 * A field as it was described before, if nothing about it is different: fields are replaced and never changed in place, and those of
 * permissions, some five hundred, are read again and again.
 */
const describedField = (field: FieldSchema, editable: boolean, picklist: readonly PicklistValue[]): FieldJson => {
  const before = describedBefore.get(field);
  if (before?.editable === editable && before.picklist === picklist) return before.json;
  const json = describeField(field, editable, picklist);
  describedBefore.set(field, { editable, picklist, json });
  return json;
};

export type DescribeJson = ReturnType<typeof describeObject>;

/** What `/sobjects` answers: every object of this API that the caller may read. */
export const describeGlobal = (org: Org, caller: Caller, api: Api) => {
  const access = effectiveAccess(org, caller.userId);
  return {
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: [...org.schema.values()]
      .filter((schema) => describable(schema, caller, api, access))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((schema) => objectFlags(schema, caller, api, access)),
  };
};

const describable = (schema: ObjectSchema, caller: Caller, api: Api, access: EffectiveAccess): boolean =>
  servedBy(schema, api) && visibleInVersion(schema, caller.apiVersion) && access.object(schema.name).read;

const layoutable = (schema: ObjectSchema): boolean => schema.searchable && schema.api !== 'tooling';

/** Where resources of this object are, by API and version. */
const resource = (schema: ObjectSchema, caller: Caller, api: Api): string =>
  `/services/data/v${caller.apiVersion}.0/${api === 'tooling' ? 'tooling/' : ''}sobjects/${schema.name}`;

const objectFlags = (schema: ObjectSchema, caller: Caller, api: Api, access: EffectiveAccess) => {
  const own = access.object(schema.name);
  const url = resource(schema, caller, api);
  return {
    activateable: false,
    associateEntityType: schema.name.endsWith('History') ? 'History' : null,
    associateParentEntity: null,
    createable: schema.createable && own.create,
    custom: schema.custom,
    customSetting: schema.customSetting,
    deepCloneable: false,
    defaultImplementation: null,
    deletable: schema.deletable && own.delete,
    deprecatedAndHidden: false,
    feedEnabled: schema.permissionable,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: schema.keyPrefix,
    label: schema.label,
    labelPlural: schema.labelPlural,
    layoutable: layoutable(schema),
    mergeable: ['Account', 'Contact', 'Lead', 'Case'].includes(schema.name),
    mruEnabled: layoutable(schema) && schema.permissionable,
    name: schema.name,
    queryable: schema.queryable,
    replicateable: !schema.virtual,
    retrieveable: !schema.virtual,
    searchable: schema.searchable,
    triggerable: schema.createable && schema.searchable,
    undeletable: schema.deletable && schema.searchable && own.delete,
    updateable: schema.updateable && own.edit,
    urls: { rowTemplate: `${url}/{ID}`, describe: `${url}/describe`, sobject: url },
  };
};

/** Values of a picklist; those of the permission objects are the org's own objects and fields (fact B4). */
const picklistValuesOf = (
  org: Org,
  caller: Caller,
  schema: ObjectSchema,
  field: FieldSchema,
): readonly PicklistValue[] => {
  const value = (name: string, label: string): PicklistValue => ({
    value: name,
    label,
    active: true,
    defaultValue: false,
  });
  switch (`${schema.name}.${field.name}`) {
    case 'ObjectPermissions.SobjectType':
      return [
        ...objectPermissionObjects(org, caller.apiVersion).map(({ name, label }) => value(name, label)),
        ...Array.from({ length: org.behaviours.furtherOfferedObjects ?? 0 }, (_, at) =>
          value(`IndustryCloudThing${at + 1}`, `Industry Cloud Thing ${at + 1}`),
        ),
      ];
    case 'FieldPermissions.SobjectType':
      return [...new Set(fieldPermissionFields(org, caller.apiVersion).map((entry) => entry.schema))].map((owner) =>
        value(owner.name, owner.label),
      );
    case 'FieldPermissions.Field':
      return fieldPermissionFields(org, caller.apiVersion).flatMap((entry) =>
        picklistNames(entry.field, caller).map((name) => value(`${entry.schema.name}.${name}`, entry.field.label)),
      );
    default:
      return field.picklistValues;
  }
};

/** Lookups are listed twice, with and without their `Id` (facts C1, X11). */
const picklistNames = ({ name, type, custom }: FieldSchema, { apiVersion }: Caller): string[] =>
  type === 'reference' && !custom && apiVersion >= 50 ? [name.replace(/Id$/, ''), name] : [name];

/** The record types of the org, which the caller can use where they are active and assigned to him, and the master one. */
const recordTypeInfos = (org: Org, schema: ObjectSchema, caller: Caller, api: Api) => {
  const layout = `${resource(schema, caller, api)}/describe/layouts/`;
  const master = {
    name: 'Master',
    developerName: 'Master',
    id: '012000000000000AAA',
    active: true,
    available: true,
    master: true,
  };
  const assigned = assignedRecordTypes(org, caller.userId);
  const own = rowsOf(org, 'RecordType')
    .filter((row) => row.SobjectType === schema.name)
    .map((row) => ({
      name: String(row.Name),
      developerName: String(row.DeveloperName),
      id: String(row.Id),
      active: row.IsActive === true,
      available: row.IsActive === true && assigned.has(recordTypeName(row)),
      master: false,
    }));
  const all = layoutable(schema) ? [...own, master] : [];
  return all.map(({ id, ...type }) => ({
    ...type,
    defaultRecordTypeMapping: type.master,
    recordTypeId: id,
    urls: { layout: layout + id },
  }));
};
