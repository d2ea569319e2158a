import { emptyScope } from '../../access/readingScope.js';
import { gap } from '../../access/snapshot.js';
import type { ObjectHistory } from '../../access/snapshot.js';
import type { HistorySchema } from '../../kinds/historyTracking/judgeHistoryTracking.js';
import { objectPresence } from '../../kinds/presence.js';
import type { OrgClient } from '../orgClient.js';
import { readOfferedObjects } from './describedSchema.js';
import { readSchema } from './readSchema.js';

/** The fields of an object as one reading: what may be written hangs on every column. */
const whole = (fields: ObjectHistory['fields']): ObjectHistory['fields'] => {
  const lacked = fields.known ? [...fields.value.values()].flatMap(({ untold }) => [...(untold ?? [])])[0] : undefined;
  return lacked === undefined ? fields : gap('INCOMPLETE_ROWS', 'FieldDefinition', lacked);
};

/** A schema of which history is written: what was read of it in part is not known. */
export const wholeHistory = <T extends HistorySchema>(schema: T): T => ({
  ...schema,
  history: new Map([...schema.history].map(([key, one]) => [key, { ...one, fields: whole(one.fields) }] as const)),
});

/**
 * Everything about Field History Tracking of these objects, as `check` reads it: two requests at the same time, one where
 * no object has a switch, none where there is no object.
 * @throws OrgFailure
 */
export const readHistory = async (client: OrgClient, sobjects: readonly string[]): Promise<HistorySchema> => {
  const schema = await readSchema(client, {
    ...emptyScope,
    sobjects,
    // For parts of addresses and names, which are tracked as a whole.
    fieldSobjects: sobjects,
    historySobjects: sobjects,
  });
  return wholeHistory(schema);
};

/**
 * The same with the names of the objects of the org, where one of these does not exist: one request more, for whoever
 * misspelt it.
 * @throws OrgFailure
 */
export const readHistoryAndNames = async (client: OrgClient, sobjects: readonly string[]): Promise<HistorySchema> => {
  const schema = await readHistory(client, sobjects);
  const isMisspelt = sobjects.some((sobject) => objectPresence(schema, sobject) === 'absent');
  return isMisspelt ? { ...schema, ...(await readOfferedObjects(client)) } : schema;
};
