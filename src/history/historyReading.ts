import { keyOf } from '../platform/names.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { gap } from '../access/snapshot.js';
import type { HistoryField } from '../access/snapshot.js';

/** What a reading says of one switch or field. Null where it was not read: that is neither yes nor no. */

/** Whether the object records: its switch is on, or it has none (fact F6). */
export const isSwitchOn = (schema: HistorySchema, sobject: string): boolean | null => {
  const read = schema.history.get(keyOf(sobject))?.objectSwitch;
  return read?.known ? read.value !== false : null;
};

/** The field as FieldDefinition lists it; undefined where it lists none of that name, or was not read. */
export const historyFieldOf = (schema: HistorySchema, sobject: string, field: string): HistoryField | undefined => {
  const fields = schema.history.get(keyOf(sobject))?.fields;
  return fields?.known ? fields.value.get(keyOf(field)) : undefined;
};

/** Whether the flag of the field is set. A field that is not there has none. */
export const isFlagged = (schema: HistorySchema, sobject: string, field: string): boolean | null => {
  const fields = schema.history.get(keyOf(sobject))?.fields;
  return fields?.known ? fields.value.get(keyOf(field))?.tracked === true : null;
};

/** The names of all fields whose flag is set. */
export const flaggedFields = (schema: HistorySchema, sobject: string): readonly string[] | null => {
  const fields = schema.history.get(keyOf(sobject))?.fields;
  return fields?.known ? [...fields.value.values()].filter(({ tracked }) => tracked).map(({ name }) => name) : null;
};

/** The reading of which nothing is left but which objects and fields there are: what was flagged may have changed. */
export const withoutReading = (schema: HistorySchema): HistorySchema => ({
  ...schema,
  history: new Map(
    [...schema.history].map(([key, { objectSwitch }]) => [
      key,
      {
        objectSwitch:
          objectSwitch.known && objectSwitch.value !== 'always'
            ? gap('NOT_ANSWERED', 'CustomObject', '')
            : objectSwitch,
        fields: gap('NOT_ANSWERED', 'FieldDefinition', ''),
      },
    ]),
  ),
});
