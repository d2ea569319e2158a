import type { Entry } from '../access/entry.js';
import { keyOf } from '../platform/names.js';
import { platformRowsOf } from '../platform/platformRows.js';

/**
 * A test of which entries the platform writes by itself into a set that holds these (fact B8): with View All Data or
 * Modify All Data the access to every object.
 */
export const platformRowTest = (holds: readonly Entry[]): ((entry: Entry) => boolean) => {
  const permissions = new Set(holds.flatMap((entry) => (entry.kind === 'userPermission' ? [keyOf(entry.name)] : [])));
  const filled = new Set<string>(platformRowsOf((name) => permissions.has(keyOf(name))));
  return (entry) => entry.kind === 'object' && filled.has(entry.access);
};
