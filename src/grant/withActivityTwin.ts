import type { Entry } from '../access/entry.js';
import { keyOf } from '../platform/names.js';
import { isCustom } from '../platform/customNames.js';

/** The entry, and for a custom field of activities the one on the other object: it is one field, permissioned on Task and on Event (fact C10). */
export const withActivityTwin = (entry: Entry): Entry[] => {
  if (entry.kind !== 'field' || !isCustom(entry.field)) return [entry];
  const twin = { task: 'Event', event: 'Task' }[keyOf(entry.sobject)];
  return twin === undefined ? [entry] : [entry, { ...entry, sobject: twin }];
};
