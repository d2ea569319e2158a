import type { Entry } from './entry.js';
import { keyOf } from '../platform/names.js';
import { isCustom } from '../platform/customNames.js';

const twins: ReadonlyMap<string, string> = new Map([
  ['task', 'Event'],
  ['event', 'Task'],
]);

/** The entry, and for a custom field of activities the one on the other object: it is one field, permissioned on Task and on Event (fact C10). */
export const withActivityTwin = (entry: Entry): Entry[] => {
  if (entry.kind !== 'field' || !isCustom(entry.field)) return [entry];
  const twin = twins.get(keyOf(entry.sobject));
  return twin === undefined ? [entry] : [entry, { ...entry, sobject: twin }];
};
