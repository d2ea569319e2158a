/** The way back of a phase: what the permission set of an integration holds for it alone, such as for the installation. */
import { closureOf } from '../access/dependencies.js';
import type { DirectNeeds } from '../access/dependencies.js';
import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { entriesIn } from '../access/standingSet.js';
import type { StandingSet } from '../access/standingSet.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { beyondDefinition } from '../grant/beyond.js';
import type { Phase } from '../kinds/requirement.js';
import { keyOf } from '../platform/names.js';
import type { AddedEntry } from './receiptContents.js';
import { nothingKept, usernames } from './revokeActions.js';
import type { KeptForPhases, RevokeAction, RevokePlan } from './revokePlan.js';
import { leftIn, takeOutOf, takesNothing } from './takeOut.js';

/** What a definition asks for. */
export type PhaseNeeds = {
  /** Without the phase that is over: daily use, and the other phases. */
  readonly kept: RequirementSet;
  /** With it. */
  readonly whole: RequirementSet;
  /** Daily use alone, daily use with the phase that is over, and daily use with each of the other phases. */
  readonly daily: RequirementSet;
  readonly over: RequirementSet;
  readonly others: ReadonlyArray<{ readonly phase: Phase; readonly needs: RequirementSet }>;
};

const keyOfEntry = (entry: Entry): string => keyOf(entryId(entry));

/**
 * What of a set only the phase explains: the definition asks for it with the phase and not without, and nothing that stays rests on
 * it. What somebody else has put in stays.
 */
const ofPhaseAlone = (
  set: StandingSet,
  { kept, whole }: PhaseNeeds,
  snapshot: AccessSnapshot,
  directNeeds: DirectNeeds,
): AddedEntry[] => {
  const holds = entriesIn(set);
  const unexplained = new Set(beyondDefinition(holds, whole, snapshot, directNeeds).map(keyOfEntry));
  const out = beyondDefinition(holds, kept, snapshot, directNeeds).filter((one) => !unexplained.has(keyOfEntry(one)));
  const going = new Set(out.map(keyOfEntry));
  const staying = holds.filter((one) => !going.has(keyOfEntry(one)));
  const rests = new Set(closureOf(staying, directNeeds, () => true).map(({ entry }) => keyOfEntry(entry)));
  // A field that daily use only reads keeps that.
  const reads = out.flatMap((one): Entry[] =>
    one.kind === 'field' && one.access === 'edit' ? [{ ...one, access: 'read' }] : [],
  );
  const needless = new Set(beyondDefinition(reads, kept, snapshot, directNeeds).map(keyOfEntry));
  return out
    .filter((one) => !rests.has(keyOfEntry(one)))
    .map((entry) => ({
      entry,
      before:
        entry.kind === 'field' && entry.access === 'edit' && !needless.has(keyOfEntry({ ...entry, access: 'read' }))
          ? 'read'
          : 'none',
    }));
};

/** What the phase that is over needed and daily use does not, and what stays because another phase needs it again. */
const neededAgain = (
  set: StandingSet,
  { daily, over, others }: PhaseNeeds,
  snapshot: AccessSnapshot,
  directNeeds: DirectNeeds,
): KeptForPhases[] => {
  const beyond = (some: RequirementSet): Entry[] => beyondDefinition(entriesIn(set), some, snapshot, directNeeds);
  const notOfPhase = new Set(beyond(over).map(keyOfEntry));
  const ofPhaseOnly = beyond(daily).filter((one) => !notOfPhase.has(keyOfEntry(one)));
  if (ofPhaseOnly.length === 0) return [];
  const notOfOthers = others.map(({ phase, needs }) => ({ phase, not: new Set(beyond(needs).map(keyOfEntry)) }));
  return ofPhaseOnly.flatMap((entry) => {
    const again = notOfOthers.flatMap(({ phase, not }) => (not.has(keyOfEntry(entry)) ? [] : [phase]));
    return again.length === 0 ? [] : [{ entry, phases: again }];
  });
};

/** No rows of the platform but those that are named: they are told apart as what only the phase explains. */
const noFill = { accesses: new Set<string>(), before: new Map() };

/**
 * The way back of a phase: its entries go out of the permission set, which everybody keeps. They stay where somebody has the set
 * who is not named.
 * @param name of the permission set
 * @param set as it stands, made by grant for this integration; null where there is none
 * @param userIds of those from whom they are taken
 * @param directNeeds what needs what in this org
 */
export const ofPhase = (
  name: string,
  set: StandingSet | null,
  userIds: ReadonlySet<string>,
  needs: PhaseNeeds,
  snapshot: AccessSnapshot,
  directNeeds: DirectNeeds,
): RevokePlan => {
  if (set === null) {
    const notFound = { what: 'permissionSet', name, id: null, why: 'NO_SUCH_SET' } as const;
    return { name, formerName: null, set: null, actions: [], notFound: [notFound] };
  }
  const takeOut = takeOutOf(set, ofPhaseAlone(set, needs, snapshot, directNeeds), noFill);
  const others = [...set.assignments, ...set.groups.flatMap(({ holders }) => holders)].filter(
    ({ userId }) => !userIds.has(userId),
  );
  const keep = { action: 'keep', what: 'entries', why: 'OTHERS_HAVE_IT', ...nothingKept, failsRevoke: true } as const;
  const removal: RevokeAction = {
    action: 'removeEntries',
    setId: set.id,
    takeOut,
    alsoFrom: [],
    description: set.description,
    holds: entriesIn(set),
    leaves: leftIn(set, takeOut),
  };
  const keptForPhases = neededAgain(set, needs, snapshot, directNeeds);
  const action = others.length > 0 ? { ...keep, users: usernames(others) } : removal;
  return {
    name: set.name,
    formerName: null,
    set: { id: set.id },
    actions: takesNothing(takeOut) ? [] : [action],
    notFound: [],
    ...(keptForPhases.length === 0 ? {} : { keptForPhases }),
  };
};
