import { z } from 'zod';
import type { OrgSchema } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { CodesIn, Kind } from '../kind.js';
import { encodeIdValue } from '../../platform/idValue.js';
import { sharedValueSet } from '../../platform/sharedValueSets.js';
import { fieldsOf, spelledField, spelledObject } from '../context.js';
import { fieldInOrg, isThere, notThere, notToTell } from '../namesInOrg.js';
import type { LookedUp } from '../namesInOrg.js';
import { judgePicklistValue, picklistValueCodes, sharedList } from './judgePicklistValue.js';
import { soughtField, soughtObject } from '../sought.js';
import { expecting, fieldName } from '../ruleShapes.js';
import { splitField } from '../ruleReader.js';

/** A value that a picklist must have, active and open to the user. */
export type PicklistValueNeed = {
  readonly kind: 'picklistValue';
  readonly sobject: string;
  readonly field: string;
  readonly value: string;
};

/** Whether a field has values to choose from, as far as its type was told: in the words of the API. */
const isPicklist = (dataType: string): boolean => dataType === '' || /picklist$|^combobox$/.test(dataType);

/** Whether the picklist has the value; where there is no such field, or it is no picklist, that is told and not this. */
const amongValues = (schema: OrgSchema, { sobject, field, value }: PicklistValueNeed): LookedUp => {
  const fields = fieldsOf(schema, sobject);
  const found = fields?.known ? fields.value.get(keyOf(field)) : undefined;
  if (!found || !isPicklist(found.dataType)) return isThere;
  const values = schema.picklists?.get(keyOf(sobject))?.fields.get(keyOf(field));
  if (!values?.known) return notToTell(values?.gap ?? null);
  const all = values.value.map((one) => one.value);
  return all.includes(value) ? isThere : notThere(value, all);
};

type Rule = { readonly picklistValue: string; readonly value: string };

export const picklistValue: Kind<PicklistValueNeed, CodesIn<typeof picklistValueCodes>> = {
  lookedUp: {
    called: [
      'picklist value',
      'picklist',
      'value of a picklist',
      'picklist option',
      'dropdown value',
      'restricted picklist',
    ],
    example: () => '- { picklistValue: Lead.LeadSource, value: Web }',
  },
  ruleShape: {
    picklistValue: fieldName.meta({ description: 'Picklist field, as Object.Field.' }),
    value: z.string().min(1, expecting('notEmpty')).max(255).meta({ description: 'API value that must be active.' }),
  },
  codes: picklistValueCodes,
  needsOf: (rule: Rule, reader) => [
    {
      need: { kind: 'picklistValue', ...splitField(rule.picklistValue), value: rule.value },
      place: reader.placeOf('picklistValue'),
    },
  ],
  idOf: ({ sobject, field, value }) => `picklistValue:${sobject}.${field}=${encodeIdValue(value)}`,
  spelled: (need, { schema }) => ({
    ...need,
    sobject: spelledObject(schema, need.sobject),
    field: spelledField(schema, need.sobject, need.field),
  }),
  merged: (first) => first,
  addNames: ({ sobject, field }, names) => names.picklist(sobject, field),
  judged: judgePicklistValue,
  sought: (need, code, schema) => {
    if (code === 'NO_SUCH_OBJECT') return soughtObject(need.sobject, schema);
    return code === 'NO_SUCH_FIELD' ? soughtField(need.sobject, need.field, schema) : undefined;
  },
  namesInOrg: (need) => [
    ...fieldInOrg(need.sobject, need.field, ({ dataType }) => (isPicklist(dataType) ? undefined : 'noPicklist')),
    {
      what: 'picklistValue',
      name: `${need.sobject}.${need.field}=${need.value}`,
      readBy: need,
      lookUp: (schema) => amongValues(schema, need),
    },
  ],
  details: ({ sobject, field, value }) => ({ sobject, field, value }),
  aboutLogins: true,
  surrounds: 'environment',
  setupPage: ({ sobject }) => ({ page: 'fields', sobject }),
  // One list of values is opened once, whatever the objects; all else is told by object.
  stepsTogether: ({ sobject, field }, variant) =>
    (variant === sharedList ? sharedValueSet(sobject, field) : undefined) ?? keyOf(sobject),
};
