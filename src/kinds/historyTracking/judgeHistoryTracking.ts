import { gap } from '../../access/snapshot.js';
import type { HistoryField, ObjectHistory, OrgSchema } from '../../access/snapshot.js';
import { isHistoryObject, untrackableReason } from '../../platform/fieldHistory.js';
import { keyOf } from '../../platform/names.js';
import { fieldsOf, spelledObject } from '../context.js';
import { absentObject, notRead, objectPresence } from '../presence.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

export const historyTrackingCodes = {
  settled: ['TRACKED'],
  open: ['HISTORY_OFF', 'FIELD_NOT_TRACKED', 'NO_FIELD_TRACKED', 'HISTORY_NOT_SUPPORTED', 'FIELD_NOT_TRACKABLE'],
} as const;

/** Columns that tell whether a field is tracked, and whether it can be; the last one of EntityParticle. */
const trackedColumn = 'IsFieldHistoryTracked';
const autoNumberColumn = 'IsAutonumber';
const trackableColumns = ['IsCalculated', autoNumberColumn] as const;

/** The verdict where the answers lacked one of these columns. */
const untoldVerdict = (
  subject: string,
  fields: readonly HistoryField[],
  columns: readonly string[],
): Verdict | undefined => {
  const lacked = columns.find((column) => fields.some(({ untold }) => untold?.has(column)));
  if (lacked === undefined) return undefined;
  const from = lacked === autoNumberColumn ? 'EntityParticle' : 'FieldDefinition';
  return unreadable(subject, gap('INCOMPLETE_ROWS', from, lacked).gap);
};

/** An object that is not known for it can track where it does, or may. */
const canTrack = (sobject: string, { fields }: ObjectHistory): boolean =>
  isHistoryObject(sobject) ||
  !fields.known ||
  [...fields.value.values()].some((field) => field.tracked || field.untold?.has(trackedColumn) === true);

/** Whether the platform keeps no field history of an object, as far as that was read. */
export const tracksNothing = (schema: HistorySchema, sobject: string): boolean => {
  const history = schema.history.get(keyOf(sobject));
  return history !== undefined && !canTrack(sobject, history);
};

/** History needs what exists in the org, and nothing about a user. */
export type HistorySchema = Pick<OrgSchema, 'entities' | 'fields' | 'history' | 'olderVersion'> &
  // The names of other objects are read only where one does not exist, and may have been misspelt.
  Partial<Pick<OrgSchema, 'permissionableObjects'>>;
export type HistoryContext = { readonly schema: HistorySchema };

/**
 * The field by which the platform tracks another one: an address or a name is tracked as a whole, never a part of it
 * (facts C5, F8). Spelled as the org does where the org knows it.
 */
export const trackedAs = (schema: HistorySchema, sobject: string, field: string): string => {
  const fields = schema.history.get(keyOf(sobject))?.fields;
  const own = fields?.known ? fields.value.get(keyOf(field)) : undefined;
  if (own) return own.name;
  const particles = fieldsOf(schema, sobject);
  const compound = particles?.known ? particles.value.get(keyOf(field))?.compound : undefined;
  return compound ?? field;
};

/** Columns of EntityParticle that tell of which address or name a field is a part. */
const tellsCompound: ReadonlySet<string> = new Set(['FieldDefinition.QualifiedApiName', 'IsComponent']);

const judgeField = (context: HistoryContext, sobject: string, wanted: string, history: ObjectHistory): Verdict => {
  const name = `${sobject}.${wanted}`;
  if (!history.fields.known) return unreadable(name, history.fields.gap);
  const field = history.fields.value.get(keyOf(trackedAs(context.schema, sobject, wanted)));
  if (!field) {
    // FieldDefinition lists no parts of addresses: what it lacks may be one, where the particles were not read.
    const particles = fieldsOf(context.schema, sobject);
    if (particles?.known === false) return unreadable(name, particles.gap);
    const untold = [...(particles?.value.get(keyOf(wanted))?.untold ?? [])].find((column) => tellsCompound.has(column));
    return untold === undefined
      ? verdict('impossible', 'NO_SUCH_FIELD', [name, sobject])
      : unreadable(name, gap('INCOMPLETE_ROWS', 'EntityParticle', untold).gap);
  }
  const reason = untrackableReason(sobject, field);
  if (reason !== undefined) return verdict('impossible', 'FIELD_NOT_TRACKABLE', [`${sobject}.${field.name}`, reason]);
  const particles = fieldsOf(context.schema, sobject);
  if (!field.tracked && field.untold?.has(autoNumberColumn) === true && particles?.known === false)
    return unreadable(name, particles.gap);
  const untold = untoldVerdict(name, [field], field.tracked ? [] : [trackedColumn, ...trackableColumns]);
  if (untold) return untold;
  if (!field.tracked) return verdict('unmet', 'FIELD_NOT_TRACKED', [`${sobject}.${field.name}`]);
  // A box can be ticked while the object switch is off, and then nothing is recorded (fact F12).
  if (!history.objectSwitch.known) return unreadable(`${sobject} object switch`, history.objectSwitch.gap);
  if (history.objectSwitch.value === false) return verdict('unmet', 'HISTORY_OFF', [sobject]);
  return verdict('met', 'TRACKED', [`${sobject}.${field.name}`]);
};

const judgeObject = (sobject: string, suggested: readonly string[], history: ObjectHistory): Verdict => {
  const { objectSwitch, fields } = history;
  const suggestion = suggested.join(', ');
  if (objectSwitch.known && objectSwitch.value === false) return verdict('unmet', 'HISTORY_OFF', [sobject, suggestion]);
  if (!fields.known) return unreadable(`${sobject} history`, fields.gap);
  const untold = untoldVerdict(`${sobject} history`, [...fields.value.values()], [trackedColumn]);
  if (untold) return untold;
  const tracked = [...fields.value.values()].filter((field) => field.tracked).map((field) => field.name);
  if (tracked.length === 0) return verdict('unmet', 'NO_FIELD_TRACKED', [sobject, suggestion]);
  if (!objectSwitch.known) return unreadable(`${sobject} object switch`, objectSwitch.gap);
  return verdict('met', 'TRACKED', [`${sobject}: ${tracked.sort().join(', ')}`]);
};

/**
 * Is Field History Tracking on, for the object and, where one is named, for the field? The existence of a history
 * object proves nothing (fact F3): only the object switch and the fields' own flags count.
 */
export const judgeHistoryTracking = (
  context: HistoryContext,
  sobject: string,
  field: string | undefined,
  suggestedFields: readonly string[],
  ifPresent: boolean,
): Verdict => {
  const name = spelledObject(context.schema, sobject);
  if (objectPresence(context.schema, sobject) === 'absent') return absentObject(name, ifPresent);
  const history = context.schema.history.get(keyOf(sobject));
  if (!history) return notRead(`${name} history`);
  if (!canTrack(name, history)) return verdict('impossible', 'HISTORY_NOT_SUPPORTED', [name]);
  const result =
    field === undefined ? judgeObject(name, suggestedFields, history) : judgeField(context, name, field, history);
  return result.code === 'NO_SUCH_FIELD' && ifPresent
    ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [`${name}.${field ?? ''}`])
    : result;
};
