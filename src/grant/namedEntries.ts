import type { Entry } from '../access/entry.js';
import { entryOf } from '../kinds/entryOf.js';
import { everyWanted } from '../kinds/everyRequirement.js';
import type { Requirement } from '../kinds/requirement.js';

/** The entries that rules ask for by name, those of alternatives among them; not what has to come from the profile. */
export const namedEntriesIn = (requirements: readonly Requirement[]): Entry[] =>
  everyWanted(requirements).flatMap(({ need }) =>
    need.kind === 'userPermission' && need.on !== undefined ? [] : (entryOf(need) ?? []),
  );
