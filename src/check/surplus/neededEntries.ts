/** What definitions ask for, as entries of permission sets, with everything that this takes or brings along. */
import { directNeedsIn, neededEntries } from '../../access/dependencies.js';
import type { Edge } from '../../access/dependencies.js';
import { entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { PermissionEntry } from '../../access/setupEntities.js';
import { known } from '../../access/snapshot.js';
import type { AccessSnapshot, InspectedUser } from '../../access/snapshot.js';
import { setOfEntries } from '../../access/sourceGiving.js';
import { withActivityTwin } from '../../access/withActivityTwin.js';
import { entryOf } from '../../kinds/entryOf.js';
import { everyWanted } from '../../kinds/everyRequirement.js';
import type { Finding } from '../../kinds/finding.js';
import type { Requirement } from '../../kinds/requirement.js';
import { impliedBy } from '../../platform/impliedAccess.js';
import { platformRowsOf } from '../../platform/platformRows.js';
import { evaluate } from '../evaluate.js';

/** Whatever an integration does goes through an API (fact K1): no definition has to say so. */
const forEveryIntegration: Entry = { kind: 'userPermission', name: 'ApiEnabled' };

/** More rounds than anything takes: a field with its object, and what that rests on. */
const mostRounds = 8;

/** The user with one permission set, which holds these entries, and with nothing else. */
const userWithOnly = (user: InspectedUser, entries: readonly Entry[]): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode === 'self') return user;
  return { ...user, evidence: { ...evidence, sources: known([setOfEntries(entries)]) } };
};

const entriesOf = ({ need, forbid, remedy }: Finding): Entry[] => {
  const own = entryOf(need);
  return [...(own && !forbid ? [own] : []), ...(remedy?.entries ?? []), ...(remedy?.objectAccess ?? [])];
};

/**
 * What a user without anything would have to be given, so that everything is there that is asked for at any level; of
 * alternatives each, as any may be what is used.
 */
export const wantedEntries = (
  requirements: readonly Requirement[],
  snapshot: Pick<AccessSnapshot, 'schema'>,
  user: InspectedUser,
): Entry[] => {
  const wanted = everyWanted(requirements);
  const found = new Map<string, Entry>();
  for (let round = 0; round < mostRounds; round += 1) {
    const before = found.size;
    for (const finding of evaluate(wanted, snapshot, userWithOnly(user, [...found.values()])))
      for (const entry of entriesOf(finding)) found.set(entryKey(entry), entry);
    if (found.size === before) break;
  }
  return [forEveryIntegration, ...found.values()].flatMap(withActivityTwin);
};

/**
 * A test of what is needed: what is wanted, what that depends on, and what these imply or the platform writes along with
 * them (facts B2, B8, B9, C2, C15, D6, K4).
 * @param edges what the org itself says of dependencies
 */
export const neededTest = (wanted: readonly Entry[], edges: readonly Edge[]): ((entry: PermissionEntry) => boolean) => {
  const needed = [...wanted, ...neededEntries(wanted, directNeedsIn(edges), () => true)];
  const ids = new Set(needed.map(entryKey));
  const has = (entry: Entry): boolean => ids.has(entryKey(entry));
  const hasPermission = (name: string): boolean => has({ kind: 'userPermission', name });
  const written = new Set(platformRowsOf(hasPermission));
  return (entry) => {
    if (has(entry)) return true;
    switch (entry.kind) {
      case 'userPermission':
        return false;
      case 'object':
        return written.has(entry.access) || impliedBy[entry.access].some(hasPermission);
      case 'field':
        return (
          entry.access === 'read' &&
          (has({ kind: 'object', sobject: entry.sobject, access: 'viewAllFields' }) ||
            impliedBy.viewAllFields.some(hasPermission))
        );
    }
  };
};
