/** What a user has beyond what the definitions ask for that are checked, and which sources could go without a loss. */
import { toldAs } from '../../access/sourceGiving.js';
import { entryId } from '../../access/entry.js';
import type { PermissionEntry } from '../../access/setupEntities.js';
import type { AccessSnapshot, AccessSource, Gap, GrantedBy, InspectedUser } from '../../access/snapshot.js';
import type { RequirementSet } from '../../definition/requirementSet.js';
import { everyWanted } from '../../kinds/everyRequirement.js';
import type { Finding } from '../../kinds/finding.js';
import { isRuleKind, kindOf } from '../../kinds/kinds.js';
import type { Need } from '../../kinds/kinds.js';
import { readingScopeOf } from '../../kinds/readingNames.js';
import { compareKeys, keyOf, qualifiedName, splitQualifiedName } from '../../platform/names.js';
import { fieldAccesses } from '../../platform/objectAccess.js';
import { isLimiting, powerOfPermission, powers } from '../../platform/power.js';
import type { Power } from '../../platform/power.js';
import { evaluate } from '../evaluate.js';
import { heldEntries } from './heldEntries.js';
import type { Held } from './heldEntries.js';
import { neededTest, wantedEntries } from './neededEntries.js';
import { smallestPart } from './smallestPart.js';
import { withoutEntries, withoutSources } from './withoutEntries.js';

/** One thing that the user has and no definition asks for. */
export type SurplusEntry = Held & { readonly power: Power };

/** What one assignment comes to. */
export type SourceUse = {
  readonly source: GrantedBy;
  /** How much it gives beyond, and of what is needed. */
  readonly surplus: number;
  readonly needed: number;
  /** It is a set of a package that the definitions are about. */
  readonly isVendors: boolean;
  /** The definitions ask for the set as such: what it holds is not surplus. */
  readonly isAskedFor: boolean;
  /** Together with all others of which this is said it could be unassigned: every finding is known and stays as it is. */
  readonly canGo: boolean;
};

export type Surplus = {
  /** How the definitions were named beyond which this is. */
  readonly references: readonly string[];
  /** The most powerful first. */
  readonly entries: readonly SurplusEntry[];
  /** What sets give that the definitions ask for as such, beyond what the definitions name. */
  readonly along: readonly SurplusEntry[];
  /** Every assignment in force that gives anything, those with most surplus first. */
  readonly sources: readonly SourceUse[];
  /** Not asked for either, and nobody can say whether the user has it. */
  readonly unclear: readonly PermissionEntry[];
  /** Why not all is known of what the org says of dependencies: then something may be needed that looks as if it were not. */
  readonly unreadDependencies: Gap | null;
  /** What is asked for and nobody can tell, each once: any assignment may be needed for it, so none is said to be one that can go. */
  readonly open: readonly Finding[];
  /** Nobody knows even what some of that names, so each of the entries may be asked for. */
  readonly isUnsure: boolean;
};

/** The surplus of a user, or why nobody can say. */
export type SurplusReading =
  | { readonly known: true; readonly value: Surplus }
  | { readonly known: false; readonly gap: Gap };

/** Evaluations that may be made to find what is needed without being named, and to find which sources can go. */
const mostTests = 200;
const mostSources = 60;

const powerOf = (entry: PermissionEntry): Power =>
  entry.kind === 'userPermission' ? powerOfPermission(entry.name) : 'object';

const kindRanks = ['userPermission', 'object', 'field'] as const;

/** How powerful a word is among those of its kind: the most powerful first. */
const wordRank = (entry: PermissionEntry): number => {
  if (entry.kind === 'object') {
    const order = ['modifyAllRecords', 'viewAllRecords', 'viewAllFields', 'delete', 'edit', 'create', 'read'] as const;
    return order.indexOf(entry.access);
  }
  return entry.kind === 'field' ? fieldAccesses.length - fieldAccesses.indexOf(entry.access) : 0;
};

const byPower = (a: Pick<SurplusEntry, 'entry' | 'power'>, b: Pick<SurplusEntry, 'entry' | 'power'>): number =>
  powers.indexOf(a.power) - powers.indexOf(b.power) ||
  kindRanks.indexOf(a.entry.kind) - kindRanks.indexOf(b.entry.kind) ||
  wordRank(a.entry) - wordRank(b.entry) ||
  compareKeys(entryId(a.entry), entryId(b.entry));

/** What a finding is without what may change: from where it is given, and what would be the next step. */
const gist = ({ status, code }: Finding): string => `${status} ${code}`;

/**
 * A test of whether each definition finds of a changed user what it finds now. What is forbidden and there may go: that
 * only mends a finding.
 */
const sameFindings = (
  sets: readonly RequirementSet[],
  snapshot: Pick<AccessSnapshot, 'schema'>,
  user: InspectedUser,
): ((changed: InspectedUser) => boolean) => {
  const gists = (of: InspectedUser): Map<string, string>[] =>
    sets.map(
      ({ requirements }) => new Map(evaluate(requirements, snapshot, of).map((finding) => [finding.id, gist(finding)])),
    );
  const before = gists(user);
  return (changed) => {
    const after = gists(changed);
    return before.every((findings, at) =>
      [...findings].every(([id, is]) => is === 'unmet FORBIDDEN_HELD' || after[at]?.get(id) === is),
    );
  };
};

/** Of these findings those that nobody can tell and no waiver accepts. What is forbidden needs nothing. */
const openOf = (findings: readonly Finding[]): Finding[] => [
  ...new Map(
    findings
      .filter(({ status, forbid }) => status === 'unknown' && !forbid)
      .map((finding) => [JSON.stringify([finding.id, finding.args]), finding] as const),
  ).values(),
];

/** What the ways of a choice ask for. */
const membersOf = (need: Need): Need[] =>
  everyWanted((kindOf(need).members?.(need) ?? []).flat()).map((requirement) => requirement.need);

const isNeed = (need: Finding['need']): need is Need => isRuleKind(need.kind);

/** Whether nobody knows the names for which it asks: of a parameter that is not filled in, or what a pattern reaches. */
const isNameless = ({ need }: Finding): boolean =>
  isNeed(need) &&
  [need, ...membersOf(need)].some((one) => one.kind === 'parameter' || (kindOf(one).stars?.(one) ?? 0) > 0);

const keyOfSource = ({ type, name, namespace }: Pick<GrantedBy, 'type' | 'name' | 'namespace'>): string =>
  `${type} ${keyOf(qualifiedName({ name, namespace }))}`;

/** The sources that hold it themselves. */
const ownSources = ({ grantedBy }: Held): GrantedBy[] => grantedBy.filter(({ via }) => via === undefined);

/** Keys of the permission sets and groups that definitions ask for, and of the namespaces of their packages. */
const vendorOf = (
  sets: readonly RequirementSet[],
): { readonly askedFor: ReadonlySet<string>; readonly namespaces: ReadonlySet<string> } => {
  const requirements = sets.flatMap((set) => set.requirements);
  const named = everyWanted(requirements).flatMap(({ need }) =>
    need.kind === 'permissionSetAssigned' ? [need.name] : [],
  );
  const ofNames = readingScopeOf(requirements).namespaces;
  return {
    askedFor: new Set(named.map(keyOf)),
    namespaces: new Set([...ofNames, ...named.flatMap((name) => splitQualifiedName(name).namespace ?? [])].map(keyOf)),
  };
};

/** The assignments that could go together, those with most surplus first; a profile is never among them. */
const sourcesToGo = (
  candidates: readonly AccessSource[],
  user: InspectedUser,
  isSame: (changed: InspectedUser) => boolean,
): ReadonlySet<AccessSource> => {
  const gone = new Set<AccessSource>();
  for (const source of candidates.slice(0, mostSources))
    if (isSame(withoutSources(user, new Set([...gone, source])))) gone.add(source);
  return gone;
};

/**
 * What the user has beyond all of these definitions together. Not beyond is what they ask for at any level, what that takes and
 * brings along, what a set holds that they ask for as such, and whatever else a finding would be worse without.
 * @param sets the definitions for which the user is checked, with how they were named; the findings with what waivers accept,
 * left out where no waiver counts
 */
export const surplusOf = (
  sets: ReadonlyArray<{
    readonly reference: string;
    readonly requirements: RequirementSet;
    readonly findings?: readonly Finding[];
  }>,
  snapshot: Pick<AccessSnapshot, 'schema'>,
  user: InspectedUser,
): SurplusReading => {
  const { evidence } = user;
  if (evidence.mode === 'self') return { known: false, gap: { code: 'SELF_MODE', part: 'PermissionSet', detail: '' } };
  const unread = [evidence.sources, evidence.userPermissionRows, evidence.objectRows, evidence.fieldRows].find(
    (reading) => !reading.known,
  );
  if (unread && !unread.known) return { known: false, gap: unread.gap };
  const requirementSets = sets.map(({ requirements }) => requirements);
  const { held, unclear } = heldEntries(evidence, snapshot.schema);
  const { askedFor, namespaces } = vendorOf(requirementSets);
  const { dependencies = { edges: [], unread: null } } = snapshot.schema;
  const isNeeded = neededTest(
    requirementSets.flatMap(({ requirements }) => wantedEntries(requirements, snapshot, user)),
    dependencies.edges,
  );
  const isAskedFor = (source: GrantedBy): boolean =>
    source.type !== 'Profile' && (askedFor.has(keyOf(qualifiedName(source))) || askedFor.has(keyOf(source.name)));
  const isFree = (entry: PermissionEntry): boolean =>
    !isNeeded(entry) && !(entry.kind === 'userPermission' && isLimiting(entry.name));
  const beyond = held
    .filter(({ entry }) => isFree(entry))
    .map((one): SurplusEntry => ({ ...one, power: powerOf(one.entry) }))
    .sort(byPower);
  const along = beyond.filter((one) => ownSources(one).some(isAskedFor));
  const open = beyond.filter((one) => !along.includes(one));
  const isSame = sameFindings(requirementSets, snapshot, user);
  // What is needed without being named is the least powerful that will do.
  const kept = new Set(
    smallestPart(
      [...open].reverse(),
      (some) => {
        const stays = new Set(some);
        return isSame(
          withoutEntries(
            user,
            open.filter((one) => !stays.has(one)).map(({ entry }) => entry),
          ),
        );
      },
      mostTests,
    ),
  );
  const entries = open.filter((one) => !kept.has(one));
  const notTold = openOf(
    sets.flatMap(({ requirements, findings }) => findings ?? evaluate(requirements.requirements, snapshot, user)),
  );
  return {
    known: true,
    value: {
      references: sets.map(({ reference }) => reference),
      entries,
      along,
      sources: usesOf({ held, entries, along }, evidence.sources.known ? evidence.sources.value : [], {
        isVendors: ({ type, namespace }) =>
          type !== 'Profile' && namespace !== null && namespaces.has(keyOf(namespace)),
        isAskedFor,
        // A finding that is not known stays so whatever goes: that says nothing of what it needs.
        toGo: (candidates) => (notTold.length > 0 ? new Set() : sourcesToGo(candidates, user, isSame)),
      }),
      unclear: unclear.filter(isFree),
      unreadDependencies: dependencies.unread,
      open: notTold,
      isUnsure: notTold.some(isNameless),
    },
  };
};

const counted = (of: readonly Held[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const one of of)
    for (const source of ownSources(one)) {
      const key = keyOfSource(source);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
};

const usesOf = (
  { held, entries, along }: { held: readonly Held[]; entries: readonly SurplusEntry[]; along: readonly SurplusEntry[] },
  sources: readonly AccessSource[],
  tests: {
    readonly isVendors: (source: GrantedBy) => boolean;
    readonly isAskedFor: (source: GrantedBy) => boolean;
    readonly toGo: (candidates: readonly AccessSource[]) => ReadonlySet<AccessSource>;
  },
): SourceUse[] => {
  const [all, surplus, aside] = [counted(held), counted(entries), counted(along)];
  const of = (counts: ReadonlyMap<string, number>, source: AccessSource): number =>
    counts.get(keyOfSource(source)) ?? 0;
  const giving = sources
    .filter((source) => source.inert === null && of(all, source) > 0)
    .sort((a, b) => of(surplus, b) - of(surplus, a) || compareKeys(keyOfSource(a), keyOfSource(b)));
  const gone = tests.toGo(giving.filter((source) => source.type !== 'Profile' && of(surplus, source) > 0));
  return giving.map((source) => {
    const named = toldAs(source);
    return {
      source: named,
      surplus: of(surplus, source),
      needed: of(all, source) - of(surplus, source) - of(aside, source),
      isVendors: tests.isVendors(named),
      isAskedFor: tests.isAskedFor(named),
      canGo: gone.has(source),
    };
  });
};
