import type { FieldSchema, ObjectSchema, Org } from '../model/orgModel.js';
import { customFieldRow, customObjectRow } from './customFieldRows.js';
import { shortId } from './recordIds.js';
import { isComponent } from './schemaLookup.js';

/** EntityDefinition.DurableId: the name of a standard object, the 15-character id of a custom one (fact E10). */
export const entityDurableId = (org: Org, schema: ObjectSchema): string => {
  const row = schema.custom ? customObjectRow(org, schema) : undefined;
  return row === undefined ? schema.name : shortId(String(row.Id));
};

/**
 * FieldDefinition.DurableId: `Account.Industry`; a standard lookup drops its `Id` (facts E3, E10, whose exact form is
 * inferred: question Q10); a custom field has its 15-character id.
 */
export const fieldDurableId = (org: Org, schema: ObjectSchema, field: FieldSchema): string => {
  const row = field.custom ? customFieldRow(org, schema, field) : undefined;
  const standardName = field.type === 'reference' && field.name !== 'Id' ? field.name.replace(/Id$/, '') : field.name;
  return `${entityDurableId(org, schema)}.${row === undefined ? standardName : shortId(String(row.Id))}`;
};

/**
 * EntityParticle.DurableId: that of its field, and for the component of a compound both names. The form for components
 * is inferred.
 */
export const particleDurableId = (org: Org, schema: ObjectSchema, field: FieldSchema): string =>
  isComponent(field) && field.compoundFieldName !== null
    ? `${entityDurableId(org, schema)}.${field.compoundFieldName}-${field.name}`
    : fieldDurableId(org, schema, field);

/** FieldDefinition.DurableId of the field to which a particle belongs: of its compound, or its own. */
export const definitionOfParticle = (org: Org, schema: ObjectSchema, field: FieldSchema): string => {
  const compound = isComponent(field)
    ? schema.fields.find((other) => other.name === field.compoundFieldName)
    : undefined;
  return fieldDurableId(org, schema, compound ?? field);
};
