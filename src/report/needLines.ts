import type { Entry } from '../access/entry.js';
import type { OrgSchema } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import { entryLines } from './entryLines.js';
import { unique } from './groups.js';
import type { Words } from './words.js';

/** A need, and what people call it. */
export type NamedNeed = { readonly need: Finding['need'] | Entry | null; readonly name: string };

/** The need as an entry of a permission set; undefined where it is none. */
const entryOf = (need: NamedNeed['need']): Entry | undefined => {
  switch (need?.kind) {
    case 'userPermission':
      return { kind: 'userPermission', name: need.name };
    case 'object':
      return { kind: 'object', sobject: need.sobject, access: need.access };
    case 'field':
      return { kind: 'field', sobject: need.sobject, field: need.field, access: need.access };
    default:
      return undefined;
  }
};

/**
 * Needs as people read them in a list: entries by label and object, anything else by its name.
 * @param words has `report.access.<access>`
 */
export const needLines = (
  needs: readonly NamedNeed[],
  { schema, words }: { readonly schema: OrgSchema | null; readonly words: Words },
): string[] => {
  const told = needs.map((one) => ({ ...one, entry: entryOf(one.need) }));
  return [
    ...entryLines(
      told.flatMap(({ entry }) => entry ?? []),
      schema,
      words,
    ),
    ...unique(told.flatMap(({ name, entry }) => (entry ? [] : [name]))),
  ];
};
