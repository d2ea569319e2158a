/** How somebody could get one thing that is missing: what gives the least beyond it first. */
import { entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { Hint } from '../access/answer.js';
import type { Holder } from '../access/holder.js';
import { permissionLicense } from '../access/licenseAllows.js';
import type { InspectedUser } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import { isOpener, openerId } from '../kinds/opener.js';
import { compareKeys, qualifiedName, sameName } from '../platform/names.js';
import { countedTogether } from './setHolding.js';
import type { HeldCounts, SetHolding } from './setHolding.js';

export const wayVerbs = ['assign', 'addTo', 'create', 'license', 'byHand'] as const;

/** Why a way is one, for the sentence `way.<why>`. A closed list: scripts rely on it. */
export const wayReasons = [
  'holdsIt',
  'ownSet',
  'newSet',
  'opensIt',
  'expired',
  'revoked',
  'inactive',
  'needsActivation',
  'muted',
  'notGrantable',
] as const;
export type WayReason = (typeof wayReasons)[number];

export type WayToGet = {
  readonly do: (typeof wayVerbs)[number];
  /** Of a permission set, a group or a license; left out where a new one is made. */
  readonly name?: string;
  /** What of the thing is given. */
  readonly gives: readonly Entry[];
  /** What comes along with a set that exists, as far as it is known; null where that could not be read. */
  readonly beyond: readonly Entry[] | null;
  /** What it takes besides, and of which nobody has looked whether the set holds it. */
  readonly besides: readonly Entry[];
  /** How much a set that exists holds in all; left out of everything else. */
  readonly holds?: HeldCounts;
  readonly why: WayReason;
};

/** Most sets of the org that are named. */
const mostSets = 5;

const userLicensePrefix = '100';

/** Whether the user has an assignment of it already, in force or not: a second one cannot be made (fact A19). */
const isAssigned = ({ evidence }: InspectedUser, set: SetHolding): boolean =>
  evidence.mode === 'admin' &&
  evidence.sources.known &&
  evidence.sources.value.some(
    (source) => source.type === set.type && sameName(qualifiedName(source), qualifiedName(set)),
  );

/** Whether the platform would assign it: a set that is tied to a license goes to those alone who have that (fact A11). */
const mayBeAssigned = ({ permissionSetLicenses, license }: InspectedUser, { licenseId }: SetHolding): boolean => {
  if (licenseId === null || licenseId.startsWith(userLicensePrefix))
    return licenseId === null || licenseId === license.id;
  return permissionSetLicenses.known && permissionSetLicenses.value.some(({ id }) => id === licenseId);
};

/** Whose way it is, and which ceilings the org tells. */
type WhoAsks = { readonly user: InspectedUser; readonly schema: Holder['schema'] };

/**
 * Whether the platform would surely refuse to assign it: it holds a permission over the whole org that neither a license of the
 * user allows nor one that is to be assigned first (facts A12-A17).
 * @param licenses names of those that are to be assigned first
 */
const isRefused = (who: WhoAsks, { orgWide }: SetHolding, licenses: readonly string[]): boolean =>
  (orgWide ?? []).some((name) => {
    const may = permissionLicense(who, name);
    if (may.answer !== 'no') return false;
    return may.lacks.some(
      (lack) =>
        lack.kind === 'license' && !lack.openedBy.some((one) => licenses.some((other) => sameName(one.name, other))),
    );
  });

const endless = Number.POSITIVE_INFINITY;

const orgWideOf = ({ orgWide }: SetHolding): number => orgWide?.length ?? endless;

/** Two numbers in their order, of which both may be endless. */
const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a - b);

/**
 * Least privilege first: what reaches over the whole org weighs more than any number of objects and fields, then counts all that
 * was counted; of what nobody knows it may be anything.
 */
const byLeast = (a: SetHolding, b: SetHolding): number =>
  compareNumbers(orgWideOf(a), orgWideOf(b)) ||
  compareNumbers(countedTogether(a.counts), countedTogether(b.counts)) ||
  compareKeys(qualifiedName(a), qualifiedName(b));

const assignable = (
  who: WhoAsks,
  licenses: readonly string[],
  sets: readonly SetHolding[],
  gives: readonly Entry[],
  lookedFor: readonly Entry[],
): WayToGet[] => {
  const looked = new Set(lookedFor.map((entry) => entryKey(entry)));
  const isLooked = (entry: Entry): boolean => looked.has(entryKey(entry));
  const isWanted = (name: string): boolean =>
    gives.some((entry) => entry.kind === 'userPermission' && sameName(entry.name, name));
  return sets
    .filter((set) => mayBeAssigned(who.user, set) && !isAssigned(who.user, set) && !isRefused(who, set, licenses))
    .sort(byLeast)
    .slice(0, mostSets)
    .map((set) => ({
      do: 'assign',
      name: qualifiedName(set),
      gives: gives.filter(isLooked),
      besides: gives.filter((entry) => !isLooked(entry)),
      beyond:
        set.orgWide?.filter((name) => !isWanted(name)).map((name) => ({ kind: 'userPermission', name }) as const) ??
        null,
      holds: set.counts,
      why: 'holdsIt',
    }));
};

const mended = ({ kind, source }: Hint): WayToGet => ({
  do: 'byHand',
  name: source,
  gives: [],
  besides: [],
  beyond: [],
  why: kind,
});

const licensesFirst = ({ blockers }: Finding): WayToGet[] =>
  blockers
    .filter((blocker) => isOpener(blocker))
    .map((blocker) => ({
      do: 'license',
      name: 'name' in blocker ? blocker.name : openerId(blocker),
      gives: [],
      besides: [],
      beyond: [],
      why: 'opensIt',
    }));

/**
 * The ways, empty where the user has it or nobody knows.
 * @param gives all that a permission set has to hold for it; empty where none can give it
 * @param sets of the org that hold what was looked for, and what that was
 * @param ownSet the permission set of the integration, and whether the user's org has it; null where none was named
 */
export const waysToGet = (
  finding: Finding,
  gives: readonly Entry[],
  who: WhoAsks,
  { sets, lookedFor }: { readonly sets: readonly SetHolding[]; readonly lookedFor: readonly Entry[] },
  ownSet: { readonly name: string; readonly exists: boolean } | null,
): WayToGet[] => {
  if (!['unmet', 'impossible', 'degraded'].includes(finding.status)) return [];
  const { hints } = finding;
  const licenses = licensesFirst(finding);
  if (gives.length === 0) {
    const byHand: WayToGet = { do: 'byHand', gives: [], besides: [], beyond: [], why: 'notGrantable' };
    return [...hints.map(mended), ...licenses, ...(hints.length + licenses.length === 0 ? [byHand] : [])];
  }
  const entry: WayToGet =
    ownSet?.exists === true
      ? { do: 'addTo', name: ownSet.name, gives, besides: [], beyond: [], why: 'ownSet' }
      : {
          do: 'create',
          ...(ownSet === null ? {} : { name: ownSet.name }),
          gives,
          besides: [],
          beyond: [],
          why: 'newSet',
        };
  const first = licenses.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const existing = assignable(who, first, sets, gives, lookedFor);
  // The set of the integration holds what it needs and nothing else.
  return [...licenses, ...hints.map(mended), ...(ownSet === null ? [...existing, entry] : [entry, ...existing])];
};
