import type { Entry } from '../access/entry.js';
import type { OrgSchema } from '../access/snapshot.js';
import { entryOf } from '../kinds/entryOf.js';
import type { Finding } from '../kinds/finding.js';
import { entryLines } from './entryLines.js';
import { unique } from './groups.js';
import type { Words } from './words.js';

/** A need, and what people call it. */
export type NamedNeed = { readonly need: Finding['need'] | Entry | null; readonly name: string };

/**
 * Needs as people read them in a list: entries by label and object, anything else by its name.
 * @param words has `report.access.<access>`
 */
export const needLines = (
  needs: readonly NamedNeed[],
  { schema, words }: { readonly schema: OrgSchema | null; readonly words: Words },
): string[] => {
  const told = needs.map((one) => ({ ...one, entry: one.need ? entryOf(one.need) : undefined }));
  return [
    ...entryLines(
      told.flatMap(({ entry }) => entry ?? []),
      schema,
      words,
    ),
    ...unique(told.flatMap(({ name, entry }) => (entry ? [] : [name]))),
  ];
};
