import type { Caller, FieldSchema, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { definitionOfParticle, particleDurableId } from '../durableId.js';
import { isComponent } from '../schemaLookup.js';
import { fieldColumns } from './fieldDefinitionRows.js';
import { definedFields, definedObjects, rowMaker } from './virtualRow.js';

const particles = (
  org: Org,
  caller: Caller,
  only: ReadonlySet<string> | null = null,
  named: ReadonlySet<string> | null = null,
): Array<{ schema: ObjectSchema; field: FieldSchema }> =>
  definedObjects(org, caller.apiVersion, only).flatMap((schema) =>
    definedFields(schema, caller.apiVersion, named).map((field) => ({ schema, field })),
  );

/** Rows of EntityParticle, which has every field that describe has: compounds and their components alike. */
export const entityParticleRows = (
  org: Org,
  caller: Caller,
  only: ReadonlySet<string> | null,
  fields: ReadonlySet<string> | null,
): Row[] => {
  const make = rowMaker(org, 'EntityParticle');
  return particles(org, caller, only, fields).map(({ schema, field }) =>
    make({
      ...fieldColumns(org, schema, field),
      DurableId: particleDurableId(org, schema, field),
      FieldDefinitionId: definitionOfParticle(org, schema, field),
      Name: field.name,
      DataType: field.type,
      Digits: field.type === 'int' ? 8 : 0,
      ByteLength: field.length * 3,
      IsLayoutable: schema.searchable,
      IsDefaultedOnCreate: field.defaultedOnCreate,
      DefaultValueFormula: field.defaultFormula ?? null,
      IsAutonumber: field.autoNumber,
      // The component of a compound; Account.Name names itself and is none (fact C5).
      IsComponent: isComponent(field),
      IsCreatable: field.createable,
      IsEncrypted: field.type === 'encryptedstring',
      IsIdLookup: field.type === 'id' || field.externalId,
      IsNamePointing: field.referenceTo.length > 1,
      // As describe: true for the components of an address too, although field permissions refuse them (facts C3, C4).
      IsPermissionable: field.permissionable,
      IsUnique: field.unique,
      IsUpdatable: field.updateable,
      IsWriteRequiresMasterRead: field.masterDetail,
      RelationshipOrder: field.masterDetail ? 0 : null,
    }),
  );
};

/** Rows of PicklistValueInfo: each value of each picklist. */
export const picklistValueRows = (org: Org, caller: Caller): Row[] => {
  const make = rowMaker(org, 'PicklistValueInfo');
  return particles(org, caller).flatMap(({ schema, field }) =>
    field.picklistValues.map(({ value, label, active, defaultValue }) =>
      make({
        DurableId: `${particleDurableId(org, schema, field)}.${value}`,
        EntityParticleId: particleDurableId(org, schema, field),
        Value: value,
        Label: label,
        IsActive: active,
        IsDefaultValue: defaultValue,
      }),
    ),
  );
};
