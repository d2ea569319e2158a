/** Which of the sets that rules name are assigned to a user as they are, and why others are left to people. */
import { entryId } from '../access/entry.js';
import type { InspectedUser, Reading } from '../access/snapshot.js';
import { contextOf, evaluate } from '../check/evaluate.js';
import type { Alternatives } from '../kinds/context.js';
import type { Finding } from '../kinds/finding.js';
import type { NamedSetObstacle } from '../kinds/permissionSetAssigned/judgePermissionSetAssigned.js';
import { keyOf, qualifiedName, sameName } from '../platform/names.js';
import { forbiddenOf } from './doubts.js';
import { namedSetKey, ofAnother, withNamedSet } from './namedSet.js';
import type { NamedSet } from './namedSet.js';
import type { PlanContext } from './planInput.js';
import { hasAlready } from './receives.js';
import { readWith } from './ruledOut.js';
import { hasUserLicense, holdsLicense } from './setLicense.js';
import type { SetLicense } from './setLicense.js';
import { isMissing, wantedFindings } from './wantedFindings.js';
import { licensedHolder, withLicenses } from './withLicenses.js';

/** Why sets that rules name are left to people, by the key of the name. */
export type Obstacles = ReadonlyMap<string, NamedSetObstacle>;

/** What is planned of them for one user. */
export type PlannedNamedSets = {
  readonly named: readonly NamedSet[];
  /** The licenses that were planned, and those that these sets are tied to. */
  readonly licenses: readonly string[];
  readonly obstacles: Obstacles;
};

/** Most things that a reason names one by one. */
const mostNamed = 3;

/** Names as a reason tells them: the first of many, and how many more there are. */
export const toldNames = (names: readonly string[]): string =>
  names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')}, +${names.length - mostNamed}` : names.join(', ');

/** Why the set itself is for people, whoever is to get it. */
const obstacleOfSet = (
  name: string,
  reading: Reading<NamedSet> | undefined,
  integration: string,
): NamedSetObstacle | undefined => {
  if (reading?.known !== true) {
    const unread = reading ? `${reading.gap.part} ${reading.gap.detail}`.trim() : 'PermissionSet';
    return { code: 'NAMED_SET_NOT_READ', args: [name, unread] };
  }
  const { needsSession, isRecalculating } = reading.value;
  const other = ofAnother(reading.value, integration);
  if (other) return { code: 'NAMED_SET_OF_ANOTHER', args: [name, other.set, other.integration] };
  if (needsSession) return { code: 'NAMED_SET_NEEDS_SESSION', args: [name] };
  return isRecalculating ? { code: 'NAMED_SET_RECALCULATING', args: [name] } : undefined;
};

/** The user and his license, as a reason tells them. */
const asTold = ({ username, userLicense }: InspectedUser): string => `${username} (${userLicense})`;

/** The licenses that come first for a set: those permission set licenses that it is tied to and the user has not. */
const licensesFirst = (
  name: string,
  { licenses }: NamedSet,
  user: InspectedUser,
  taken: ReadonlyMap<string, number>,
): string[] | NamedSetObstacle => {
  const other = licenses.find((one) => one.kind === 'userLicense' && hasUserLicense(user, one) === false);
  if (other) return { code: 'NAMED_SET_OTHER_LICENSE', args: [name, other.name, asTold(user)] };
  const lacking = licenses.filter((one) => one.kind === 'permissionSetLicense' && !holdsLicense(user, one.name));
  const hasSeat = ({ name: license, seats }: SetLicense): boolean =>
    seats === null || seats.used + (taken.get(keyOf(license)) ?? 0) < seats.total;
  const full = lacking.find((one) => !hasSeat(one));
  return full
    ? { code: 'NAMED_SET_WITHOUT_SEAT', args: [name, full.name, user.username] }
    : lacking.map((one) => one.name);
};

/** What of the sets that were read nobody can be given by this grant, whether anything asks for them or not. */
export const obstaclesOfSets = ({ namedSets, requirements }: PlanContext): Obstacles =>
  new Map(
    [...namedSets].flatMap(([key, reading]) => {
      // One that was not read has no name here, and is told where it is asked for.
      const name = reading.known ? qualifiedName(reading.value) : null;
      const obstacle = name === null ? undefined : obstacleOfSet(name, reading, requirements.integration);
      return obstacle ? [[key, obstacle] as const] : [];
    }),
  );

/**
 * What is assigned to a user of the sets that his wanted findings ask for: nothing of which not all is known, nothing that
 * would have no effect or that the org would refuse, and nothing that brings what a rule forbids.
 * @param user as he is
 * @param plain him with the licenses that are planned, what is found then, and for which of that nothing is planned
 * @param before what is found of him as he is
 * @param taken how many seats of a license those before him take, by the key of its name
 * @returns of the obstacles those that were found here
 */
export const plannedNamedSets = (
  context: PlanContext,
  user: InspectedUser,
  plain: {
    readonly user: InspectedUser;
    readonly licenses: readonly string[];
    readonly found: readonly Finding[];
    readonly passed: Alternatives;
  },
  before: readonly Finding[],
  taken: ReadonlyMap<string, number>,
): PlannedNamedSets => {
  const { requirements, snapshot, permissionSet, scope, namedSets } = context;
  const asked = wantedFindings(plain.found, scope, plain.passed).flatMap(({ remedy }) => remedy?.permissionSets ?? []);
  // The set of the grant itself is assigned as such.
  const wanted = [...new Map(asked.map((name) => [keyOf(name), name])).values()]
    .filter((name) => !sameName(name, permissionSet.name))
    .sort();
  const obstacles = new Map<string, NamedSetObstacle>();
  if (wanted.length === 0) return { named: [], licenses: plain.licenses, obstacles };
  const isRead = readWith(context.limitsRead);
  const { access } = contextOf(snapshot, user, requirements.requirements);
  const met = new Set(before.filter(({ status }) => status === 'met').map(({ id }) => id));
  let licenses = plain.licenses;
  const possible = wanted.flatMap((name): NamedSet[] => {
    const reading = namedSets.get(keyOf(name));
    const leave = (obstacle: NamedSetObstacle): [] => {
      obstacles.set(keyOf(name), obstacle);
      return [];
    };
    const ofSet = obstacleOfSet(name, reading, requirements.integration);
    if (ofSet) return leave(ofSet);
    if (reading?.known !== true) return [];
    const set = reading.value;
    const more = licensesFirst(name, set, withLicenses(user, licenses), taken);
    if (!Array.isArray(more)) return leave(more);
    const all = [...new Set([...licenses, ...more])].sort();
    const fresh = set.holds.filter((entry) => !hasAlready(access, entry));
    const { user: asLicensed } = licensedHolder(context, { user, licenses: all });
    const [beyond] = forbiddenOf(
      [{ username: user.username, user: asLicensed, entries: fresh, isRead }],
      snapshot.schema,
    );
    if (beyond) {
      const args = [name, toldNames(beyond.entries.map(entryId)), asTold(user)];
      return leave({ code: 'NAMED_SET_BEYOND_LICENSE', args });
    }
    licenses = all;
    return [set];
  });
  /** What a rule forbids, or needs otherwise, and these bring. */
  const brokenBy = (sets: readonly NamedSet[]): Finding[] => {
    const holder = withLicenses(sets.reduce(withNamedSet, user), licenses);
    return evaluate(requirements.requirements, snapshot, holder).filter(
      (finding) => isMissing(finding) && met.has(finding.id),
    );
  };
  /** Harm is rare, and to look costs an evaluation of everything: so all are tried at once, and only where they do harm each half. */
  const withHarmless = (planned: readonly NamedSet[], further: readonly NamedSet[]): readonly NamedSet[] => {
    const [first] = further;
    if (!first) return planned;
    const broken = brokenBy([...planned, ...further]);
    if (broken.length === 0) return [...planned, ...further];
    if (further.length === 1) {
      const args = [qualifiedName(first), toldNames(broken.map(({ id }) => id))];
      obstacles.set(namedSetKey(first), { code: 'NAMED_SET_BRINGS_FORBIDDEN', args });
      return planned;
    }
    const half = Math.ceil(further.length / 2);
    return withHarmless(withHarmless(planned, further.slice(0, half)), further.slice(half));
  };
  return { named: withHarmless([], possible), licenses, obstacles };
};
