/** The way back of a phase: what the permission set of an integration holds for it alone, such as for the installation. */
import { neededEntries } from '../access/dependencies.js';
import type { DirectNeeds } from '../access/dependencies.js';
import { entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { entriesIn } from '../access/standingSet.js';
import type { StandingSet } from '../access/standingSet.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { beyondDefinition } from '../grant/beyond.js';
import type { Phase } from '../kinds/requirement.js';
import { keyOf } from '../platform/names.js';
import type { AddedEntry } from './receiptContents.js';
import { evaluate } from '../check/evaluate.js';
import { everyWanted } from '../kinds/everyRequirement.js';
import { kindOf } from '../kinds/kinds.js';
import { becomesUnmet } from './becomesUnmet.js';
import type { Judged } from './becomesUnmet.js';
import { mayBeOfGrant, nothingKept, some as someRecords, unassignedNamed, usernames } from './revokeActions.js';
import type { AssignedRecord, KeptAssigned, KeptForPhases, NotFound, RevokeAction, RevokePlan } from './revokePlan.js';
import { snapshotWithout } from './snapshotWithout.js';
import type { StandingLicense, StandingNamed } from './standing.js';
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

/** What of the users' assignments the definition names, as they stand in the org. */
export type StandingAssigned = {
  readonly named: readonly StandingNamed[];
  readonly licenses: ReadonlyArray<StandingLicense & { readonly username: string }>;
};

/** What stands in a set, an app by its id: it has several names. */
const heldIn = (set: StandingSet): Entry[] =>
  entriesIn({
    ...set,
    ...(set.setup
      ? {
          setup: set.setup.map((one) => ({
            ...one,
            entry: one.entry.kind === 'connectedApp' ? { ...one.entry, appId: one.entityId } : one.entry,
          })),
        }
      : {}),
  });

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
  const holds = heldIn(set);
  const unexplained = new Set(beyondDefinition(holds, whole, snapshot, directNeeds).map(entryKey));
  const out = beyondDefinition(holds, kept, snapshot, directNeeds).filter((one) => !unexplained.has(entryKey(one)));
  const going = new Set(out.map(entryKey));
  const staying = holds.filter((one) => !going.has(entryKey(one)));
  const rests = new Set(neededEntries(staying, directNeeds, () => true).map(entryKey));
  // A field that daily use only reads keeps that.
  const reads = out.flatMap((one): Entry[] =>
    one.kind === 'field' && one.access === 'edit' ? [{ ...one, access: 'read' }] : [],
  );
  const needless = new Set(beyondDefinition(reads, kept, snapshot, directNeeds).map(entryKey));
  return out
    .filter((one) => !rests.has(entryKey(one)))
    .map((entry) => ({
      entry,
      before:
        entry.kind === 'field' && entry.access === 'edit' && !needless.has(entryKey({ ...entry, access: 'read' }))
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
  const beyond = (some: RequirementSet): Entry[] => beyondDefinition(heldIn(set), some, snapshot, directNeeds);
  const notOfPhase = new Set(beyond(over).map(entryKey));
  const ofPhaseOnly = beyond(daily).filter((one) => !notOfPhase.has(entryKey(one)));
  if (ofPhaseOnly.length === 0) return [];
  const notOfOthers = others.map(({ phase, needs }) => ({ phase, not: new Set(beyond(needs).map(entryKey)) }));
  return ofPhaseOnly.flatMap((entry) => {
    const again = notOfOthers.flatMap(({ phase, not }) => (not.has(entryKey(entry)) ? [] : [phase]));
    return again.length === 0 ? [] : [{ entry, phases: again }];
  });
};

/** Something that was assigned for a phase, and the record that gives it. */
type OfPhase = {
  readonly key: string;
  readonly action: 'unassign' | 'unassignLicenses';
  readonly record: AssignedRecord;
};

/** Keys of the sets and licenses that a definition names to be assigned. */
const assignedIn = ({ requirements }: RequirementSet): ReadonlySet<string> =>
  new Set(
    everyWanted(requirements).flatMap(({ need }) => {
      const assigned = kindOf(need).assigned?.(need);
      if (!assigned) return [];
      return [
        'permissionSet' in assigned ? `set ${keyOf(assigned.permissionSet)}` : `license ${keyOf(assigned.license)}`,
      ];
    }),
  );

/** Everything assigned that the phase needs and daily use does not: what a grant may have given, and what nobody knows of. */
const assignedForPhase = (
  { over, daily }: PhaseNeeds,
  { named, licenses }: StandingAssigned,
  set: StandingSet | null,
): { readonly ofGrant: readonly OfPhase[]; readonly unclear: readonly NotFound[] } => {
  const [wanted, always] = [assignedIn(over), assignedIn(daily)];
  const all: ReadonlyArray<OfPhase & { readonly assignedAt: string | null; readonly unclear: NotFound }> = [
    ...named.map((one) => ({
      ...{ key: `set ${keyOf(one.name)}`, action: 'unassign' as const, record: unassignedNamed(one) },
      assignedAt: one.assignedAt,
      unclear: {
        ...{ what: 'assignment' as const, name: one.username, id: one.id, why: 'NO_RECEIPT' as const },
        detail: one.name,
      },
    })),
    ...licenses.map(({ id, userId, username, license, assignedAt = null }) => ({
      ...{ key: `license ${keyOf(license)}`, action: 'unassignLicenses' as const },
      record: { path: `PermissionSetLicenseAssign/${id}`, userId, user: username, detail: license },
      assignedAt,
      unclear: { what: 'license' as const, name: username, id, why: 'NO_RECEIPT' as const, detail: license },
    })),
  ];
  const ofPhaseOnly = all.filter(({ key }) => wanted.has(key) && !always.has(key));
  return {
    ofGrant: ofPhaseOnly.filter(({ assignedAt }) => mayBeOfGrant(assignedAt, set)),
    unclear: ofPhaseOnly.filter(({ assignedAt }) => !mayBeOfGrant(assignedAt, set)).map(({ unclear: one }) => one),
  };
};

/**
 * Of what was assigned for the phase, what can go: no other phase needs it again, and nothing of what stays would be unmet
 * without it, as a set gives more than that it is assigned.
 * @param plan what goes of the permission set of the grant
 */
const assignedOut = (
  all: readonly OfPhase[],
  { kept, others }: PhaseNeeds,
  snapshot: AccessSnapshot,
  plan: RevokePlan,
): { readonly actions: readonly RevokeAction[]; readonly keptAssigned: readonly KeptAssigned[] } => {
  const again = others.map(({ phase, needs }) => ({ phase, keys: assignedIn(needs) }));
  const going: OfPhase[] = [];
  const keptAssigned: KeptAssigned[] = [];
  const actionsOf = (some: readonly OfPhase[]): RevokeAction[] =>
    (['unassign', 'unassignLicenses'] as const).flatMap((action) =>
      someRecords(
        action,
        some.filter((one) => one.action === action).map(({ record }) => record),
      ),
    );
  const judged = (some: readonly OfPhase[]): Judged[] => {
    const now = snapshotWithout(snapshot, { ...plan, actions: [...actionsOf(some), ...plan.actions] });
    return now.users.map((user) => ({ user, findings: evaluate(kept.requirements, now, user) }));
  };
  let before = judged([]);
  for (const one of all) {
    const { user: username, detail: what } = one.record;
    const phases = again.flatMap(({ phase, keys }) => (keys.has(one.key) ? [phase] : []));
    if (phases.length > 0) {
      keptAssigned.push({ username, what, phases });
      continue;
    }
    const after = judged([...going, one]);
    const lost = becomesUnmet(before, after).flatMap(({ findings }) => findings);
    const neededFor = [...new Map(lost.map(({ id, need }) => [id, { id, need }])).values()];
    if (neededFor.length > 0) keptAssigned.push({ username, what, neededFor });
    else {
      going.push(one);
      before = after;
    }
  }
  return { actions: actionsOf(going), keptAssigned: keptAssigned.sort((a, b) => (a.what < b.what ? -1 : 1)) };
};

/** No rows of the platform but those that are named: they are told apart as what only the phase explains. */
const noFill = { accesses: new Set<string>(), before: new Map() };

/**
 * The way back of a phase: its entries go out of the permission set, which everybody keeps, and what was assigned for it goes from
 * the users. Entries stay where somebody has the set who is not named.
 * @param name of the permission set
 * @param set as it stands, made by grant for this integration; null where there is none
 * @param userIds of those from whom they are taken
 * @param directNeeds what needs what in this org
 * @param assigned what the users have of what the definition names to be assigned
 */
export const ofPhase = (
  name: string,
  set: StandingSet | null,
  userIds: ReadonlySet<string>,
  needs: PhaseNeeds,
  snapshot: AccessSnapshot,
  directNeeds: DirectNeeds,
  assigned: StandingAssigned,
): RevokePlan => {
  const entries = entriesOfPhase(name, set, userIds, needs, snapshot, directNeeds);
  const { ofGrant, unclear } = assignedForPhase(needs, assigned, set);
  const { actions, keptAssigned } = assignedOut(ofGrant, needs, snapshot, entries);
  return {
    ...entries,
    // Assignments first: what rests on entries of the set is gone by then.
    actions: [...actions, ...entries.actions],
    notFound: [...entries.notFound, ...unclear],
    ...(keptAssigned.length === 0 ? {} : { keptAssigned }),
  };
};

/** The same of the permission set of the grant alone. */
const entriesOfPhase = (
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
