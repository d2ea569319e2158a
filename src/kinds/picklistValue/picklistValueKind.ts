import { z } from 'zod';
import type { Kind } from '../kind.js';
import { encodeIdValue } from '../idValue.js';
import { notEvaluated } from '../notEvaluated.js';
import { expecting, fieldName } from '../ruleShapes.js';
import { splitField } from '../ruleReader.js';

/** A value that a picklist must have, active and open to the user. */
export type PicklistValueNeed = {
  readonly kind: 'picklistValue';
  readonly sobject: string;
  readonly field: string;
  readonly value: string;
};

type Rule = { readonly picklistValue: string; readonly value: string };

export const picklistValue: Kind<PicklistValueNeed> = {
  ruleShape: {
    picklistValue: fieldName.meta({ description: 'Picklist field, as Object.Field.' }),
    value: z.string().min(1, expecting('notEmpty')).max(255).meta({ description: 'API value that must be active.' }),
  },
  codes: { settled: [], open: [] },
  needsOf: (rule: Rule, reader) => [
    {
      need: { kind: 'picklistValue', ...splitField(rule.picklistValue), value: rule.value },
      place: reader.placeOf('picklistValue'),
    },
  ],
  idOf: ({ sobject, field, value }) => `picklistValue:${sobject}.${field}=${encodeIdValue(value)}`,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: ({ sobject }, names) => names.object(sobject),
  judged: notEvaluated,
  details: ({ sobject, field, value }) => ({ sobject, field, value }),
};
