import type { Caller, FieldSchema, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { splitName } from '../customFieldRows.js';
import { entityDurableId, fieldDurableId } from '../durableId.js';
import { isTracked } from '../fieldHistory.js';
import { acceptsFieldPermissions, isComponent, isCompound } from '../schemaLookup.js';
import { setupDataType, valueType } from './setupDataType.js';
import { definedFields, definedObjects, rowMaker } from './virtualRow.js';

/**
 * Rows of FieldDefinition: one for each field that the Metadata API defines, hence an address or a person's name as a
 * whole and not their components, which only EntityParticle has.
 */
export const fieldDefinitionRows = (
  org: Org,
  caller: Caller,
  only: ReadonlySet<string> | null,
  fields: ReadonlySet<string> | null,
): Row[] => {
  const make = rowMaker(org, 'FieldDefinition');
  return definedObjects(org, caller.apiVersion, only).flatMap((schema) =>
    definedFields(schema, caller.apiVersion, fields)
      .filter((field) => !isComponent(field))
      .map((field) => make({ ...fieldColumns(org, schema, field), ...fieldDefinition(org, caller, schema, field) })),
  );
};

/** The columns that FieldDefinition and EntityParticle have in common. */
export const fieldColumns = (org: Org, schema: ObjectSchema, field: FieldSchema): Row => {
  const { namespace, developerName } = splitName(field.name);
  return {
    QualifiedApiName: field.name,
    EntityDefinitionId: entityDurableId(org, schema),
    NamespacePrefix: namespace,
    DeveloperName: field.custom ? developerName : field.name.replace(/(?<=.)Id$/, ''),
    MasterLabel: field.label,
    Label: field.label,
    Length: field.length,
    ValueTypeId: valueType(field),
    ExtraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
    IsCalculated: field.calculated,
    IsNameField: field.nameField,
    IsNillable: field.nillable,
    IsFieldHistoryTracked: isTracked(org, schema.name, field.name),
    IsCompound: isCompound(schema, field),
    IsApiFilterable: field.filterable,
    IsApiSortable: field.sortable,
    IsApiGroupable: field.groupable,
    IsWorkflowFilterable: field.filterable && !field.calculated,
    IsCompactLayoutable: field.type !== 'textarea' || field.length <= 255,
    IsListVisible: field.filterable,
    Precision: field.precision ?? 0,
    Scale: field.scale ?? 0,
    RelationshipName: field.relationshipName,
  };
};

const fieldDefinition = (org: Org, caller: Caller, schema: ObjectSchema, field: FieldSchema): Row => {
  const durableId = fieldDurableId(org, schema, field);
  return {
    DurableId: durableId,
    DataType: setupDataType(schema, field),
    ServiceDataTypeId: null,
    IsIndexed: field.externalId || field.unique || field.type === 'reference' || field.type === 'id',
    // Fact C14: whether field-level security can be set.
    IsFlsEnabled: acceptsFieldPermissions(field),
    IsListFilterable: field.filterable,
    IsListSortable: field.sortable,
    IsPolymorphicForeignKey: field.referenceTo.length > 1,
    IsSearchPrefilterable: field.type === 'reference',
    IsEverApiAccessible: true,
    PublisherId: field.custom ? '<local>' : 'System',
    RunningUserFieldAccessId: `${durableId}.${caller.userId}`,
  };
};
