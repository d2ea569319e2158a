import type { OrgSchema } from '../../access/snapshot.js';
import { untrackableReason } from '../../platform/fieldHistory.js';
import { spelledField, spelledObject } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { fieldInOrg, fitting, objectInOrg } from '../namesInOrg.js';
import { listed, relativeField, sobjectName } from '../ruleShapes.js';
import { valuesOf } from '../ruleReader.js';
import { unionOfNames } from '../unionOfNames.js';
import { soughtField, soughtObject } from '../sought.js';
import { historyTrackingCodes, judgeHistoryTracking, tracksNothing } from './judgeHistoryTracking.js';

/** Field History Tracking of an object, or of one of its fields. */
export type HistoryTrackingNeed = {
  readonly kind: 'historyTracking';
  readonly sobject: string;
  /** Absent: the object switch and at least one tracked field. */
  readonly field?: string;
  readonly suggestedFields: readonly string[];
};

type Names = string | readonly string[];
type Rule = { readonly historyTracking: string; readonly fields?: Names; readonly suggestedFields?: Names };

export const historyTracking: Kind<HistoryTrackingNeed, CodesIn<typeof historyTrackingCodes>> = {
  lookedUp: {
    called: [
      'Field History Tracking',
      'field history',
      'history tracking',
      'track field history',
      'set history tracking',
      'tracked field',
      'history',
      'history of changes',
    ],
    example: (sobject) => `- historyTracking: ${sobject}`,
  },
  ruleShape: {
    historyTracking: sobjectName.meta({ description: 'Object whose field history must be tracked.' }),
    fields: listed(relativeField)
      .meta({ description: 'Fields that must be tracked. Without it: the object switch and at least one field.' })
      .optional(),
    suggestedFields: listed(relativeField)
      .meta({ description: 'Fields worth tracking when none is named.' })
      .optional(),
  },
  codes: historyTrackingCodes,
  needsOf: ({ historyTracking: sobject, fields, suggestedFields: suggested }: Rule, reader) => {
    const suggestedFields = valuesOf(reader, 'suggestedFields', suggested);
    const need = { kind: 'historyTracking', sobject, suggestedFields } as const;
    if (fields === undefined) return [{ need, place: reader.placeOf('historyTracking') }];
    return reader.entries('fields', fields).map(({ value: field, place }) => ({ need: { ...need, field }, place }));
  },
  size: ({ suggestedFields }) => 1 + suggestedFields.length,
  idOf: ({ sobject, field }) => `historyTracking:${sobject}${field === undefined ? '' : `.${field}`}`,
  spelled: (need, { schema }) => ({
    ...need,
    sobject: spelledObject(schema, need.sobject),
    ...(need.field === undefined ? {} : { field: spelledField(schema, need.sobject, need.field) }),
  }),
  merged: (first, second) => ({
    ...first,
    suggestedFields: unionOfNames(first.suggestedFields, second.suggestedFields),
  }),
  addNames: ({ sobject, field }, names) => {
    names.object(sobject);
    // Parts of an address or a name are told by their compound, which only EntityParticle knows.
    if (field !== undefined) names.fieldsOf(sobject);
    names.historyOf(sobject);
  },
  judged: (context, { need, ifPresent }) =>
    judgeHistoryTracking(context, need.sobject, need.field, need.suggestedFields, ifPresent),
  sought: (need, code, schema) => {
    if (code === 'NO_SUCH_OBJECT') return soughtObject(need.sobject, schema);
    const isField = code === 'NO_SUCH_FIELD' && need.field !== undefined;
    return isField ? soughtField(need.sobject, need.field, schema) : undefined;
  },
  namesInOrg: (need) => {
    const { sobject, field } = need;
    // Read as for a check: an object that is not known for it can track where it does (fact F17).
    const object = objectInOrg(sobject).map((one) => ({
      ...one,
      readBy: need,
      lookUp: (schema: OrgSchema) =>
        fitting(one.lookUp(schema), () => (tracksNothing(schema, sobject) ? 'noFieldHistory' : undefined)),
    }));
    if (field === undefined) return object;
    const ofField = fieldInOrg(sobject, field, (found) =>
      untrackableReason(sobject, found) === undefined ? undefined : 'notTrackable',
    );
    return [...object, ...ofField.filter(({ what }) => what === 'field')];
  },
  details: ({ sobject, field, suggestedFields }) => ({
    sobject,
    ...(field === undefined ? {} : { field }),
    ...(suggestedFields.length > 0 ? { suggestedFields: [...suggestedFields] } : {}),
  }),
  setupPage: ({ sobject }) => ({ page: 'fields', sobject }),
  // One command turns all fields on; what is suggested differs from object to object.
  stepsTogether: ({ sobject, field }) => (field === undefined ? sobject : ''),
};
