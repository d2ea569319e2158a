import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { isSetupEntry } from '../access/setupEntities.js';
import type { OrgSchema } from '../access/snapshot.js';
import { objectAccesses } from '../platform/objectAccess.js';
import { keyOf } from '../platform/names.js';
import { groupBy, unique } from './groups.js';
import { permissionName } from './needName.js';
import type { Words } from './words.js';

/**
 * Entries as people read them, one line each: user permissions by label, then the accesses of each object, then the
 * fields of each object and access.
 * @param words has `report.access.<access>`
 */
export const entryLines = (entries: readonly Entry[], schema: OrgSchema | null, words: Words): string[] => {
  const access = (word: string): string => words(`report.access.${word}`);
  const objects = entries.flatMap((entry) => (entry.kind === 'object' ? [entry] : []));
  const fields = entries.flatMap((entry) => (entry.kind === 'field' ? [entry] : []));
  return [
    ...entries.flatMap((entry) => (entry.kind === 'userPermission' ? [permissionName(entry.name, { schema })] : [])),
    ...entries.filter(isSetupEntry).map(entryId),
    ...groupBy(objects, ({ sobject }) => keyOf(sobject)).map((same) => {
      const held = new Set(same.map((entry) => entry.access));
      return `${same[0]?.sobject ?? ''}: ${objectAccesses
        .filter((word) => held.has(word))
        .map(access)
        .join(', ')}`;
    }),
    ...groupBy(fields, (entry) => `${keyOf(entry.sobject)}:${entry.access}`).map(
      (same) =>
        `${same[0]?.sobject ?? ''} ${access(same[0]?.access ?? 'read')}: ${unique(same.map(({ field }) => field)).join(', ')}`,
    ),
  ];
};
