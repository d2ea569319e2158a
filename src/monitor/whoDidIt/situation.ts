/** What may have happened where something is lost: the row of the table, and the names that an entry of it must have. */
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Happening } from './auditClues.js';
import type { GapNames } from './auditSentence.js';
import type { Loss } from './loss.js';
import { different, namespaceIn } from './namesOfThings.js';
import type { OrgNames } from './orgNames.js';

export type Situation = {
  readonly happening: Happening;
  readonly names: GapNames;
  /** Of an object or a field: the access that is looked for. */
  readonly access: ObjectAccess | null;
  /** It is lost because something was given: by a muting permission set, or because it is forbidden. */
  readonly byGiving: boolean;
};

/** What was lost, and how the org calls its things. */
export type Told = { readonly org: OrgNames; readonly loss: Loss };

/** One thing that may have happened. */
export const situation = (
  happening: Happening,
  names: GapNames,
  more: Partial<Pick<Situation, 'access' | 'byGiving'>> = {},
): Situation => ({ happening, names, access: null, byGiving: false, ...more });

/** The package was uninstalled that one of these names belongs to. */
export const packageGone = (names: readonly string[]): Situation[] =>
  different(names.map((name) => namespaceIn(name) ?? '')).map((namespace) =>
    situation('packageGone', { package: [namespace] }),
  );
