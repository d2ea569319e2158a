/** Which of the sets that rules name are assigned to a user as they are, and why others are left to people. */
import { entryId } from '../access/entry.js';
import type { InspectedUser, Reading } from '../access/snapshot.js';
import { contextOf, evaluate } from '../check/evaluate.js';
import type { Finding } from '../kinds/finding.js';
import { keyOf, sameName } from '../platform/names.js';
import { forbiddenOf } from './doubts.js';
import { grantReadingScope } from './grantReadingScope.js';
import { withNamedSet } from './namedSet.js';
import type { NamedSet, NamedSetObstacle } from './namedSet.js';
import type { PlanContext } from './planInput.js';
import { hasAlready } from './receives.js';
import { readWith } from './ruledOut.js';
import { hasUserLicense, holdsLicense } from './setLicense.js';
import type { SetLicense } from './setLicense.js';
import { isMissing, wantedFindings } from './wantedFindings.js';
import { licensedHolder, withLicenses } from './withLicenses.js';

/** What is planned of them for one user. */
export type PlannedNamedSets = {
  readonly named: readonly NamedSet[];
  /** The licenses that were planned, and those that these sets are tied to. */
  readonly licenses: readonly string[];
  /** Why the others are left to people, by the key of the name. */
  readonly obstacles: ReadonlyMap<string, NamedSetObstacle>;
};

/** Most things that a reason names one by one. */
const mostNamed = 3;

const named = (names: readonly string[]): string =>
  names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')}, +${names.length - mostNamed}` : names.join(', ');

/** Why the set itself is for people, whoever is to get it. */
const obstacleOfSet = (name: string, reading: Reading<NamedSet> | undefined): NamedSetObstacle | undefined => {
  if (reading?.known !== true)
    return {
      code: 'NAMED_SET_NOT_READ',
      args: [name, ...(reading ? [`${reading.gap.part} ${reading.gap.detail}`] : [''])],
    };
  const { needsSession, isRecalculating } = reading.value;
  if (needsSession) return { code: 'NAMED_SET_NEEDS_SESSION', args: [name] };
  return isRecalculating ? { code: 'NAMED_SET_RECALCULATING', args: [name] } : undefined;
};

/** The licenses that come first for a set: those permission set licenses that it is tied to and the user has not. */
const licensesFirst = (
  name: string,
  { licenses }: NamedSet,
  user: InspectedUser,
  taken: ReadonlyMap<string, number>,
): string[] | NamedSetObstacle => {
  const other = licenses.find((one) => one.kind === 'userLicense' && hasUserLicense(user, one) === false);
  if (other) return { code: 'NAMED_SET_OTHER_LICENSE', args: [name, other.name, user.username, user.userLicense] };
  const lacking = licenses.filter((one) => one.kind === 'permissionSetLicense' && !holdsLicense(user, one.name));
  const hasSeat = ({ name: license, seats }: SetLicense): boolean =>
    seats === null || seats.used + (taken.get(keyOf(license)) ?? 0) < seats.total;
  const full = lacking.find((one) => !hasSeat(one));
  return full ? { code: 'NAMED_SET_WITHOUT_SEAT', args: [name, full.name] } : lacking.map((one) => one.name);
};

/**
 * What is assigned to a user of the sets that his wanted findings ask for: nothing of which not all is known, nothing that
 * would have no effect or that the org would refuse, and nothing that brings what a rule forbids.
 * @param user as he is
 * @param plain him with the licenses that are planned, and what is found then
 * @param before what is found of him as he is
 * @param taken how many seats of a license those before him take, by the key of its name
 */
export const plannedNamedSets = (
  context: PlanContext,
  user: InspectedUser,
  plain: { readonly user: InspectedUser; readonly licenses: readonly string[]; readonly found: readonly Finding[] },
  before: readonly Finding[],
  taken: ReadonlyMap<string, number>,
): PlannedNamedSets => {
  const { requirements, snapshot, permissionSet, scope, namedSets, licensed } = context;
  const asked = wantedFindings(plain.found, scope).flatMap(({ remedy }) => remedy?.permissionSets ?? []);
  // The set of the grant itself is assigned as such.
  const wanted = [...new Map(asked.map((name) => [keyOf(name), name])).values()]
    .filter((name) => !sameName(name, permissionSet.name))
    .sort();
  const planned: NamedSet[] = [];
  const obstacles = new Map<string, NamedSetObstacle>();
  if (wanted.length === 0) return { named: planned, licenses: plain.licenses, obstacles };
  const isRead = readWith(licensed?.scope ?? grantReadingScope(requirements.requirements));
  const { access } = contextOf(snapshot, user, requirements.requirements);
  const met = new Set(before.filter(({ status }) => status === 'met').map(({ id }) => id));
  let licenses = plain.licenses;
  let holder = user;
  for (const name of wanted) {
    const reading = namedSets.get(keyOf(name));
    const leave = (obstacle: NamedSetObstacle): unknown => obstacles.set(keyOf(name), obstacle);
    const ofSet = obstacleOfSet(name, reading);
    if (ofSet || reading?.known !== true) {
      leave(ofSet ?? { code: 'NAMED_SET_NOT_READ', args: [name, ''] });
      continue;
    }
    const set = reading.value;
    const more = licensesFirst(name, set, withLicenses(user, licenses), taken);
    if (!Array.isArray(more)) {
      leave(more);
      continue;
    }
    const all = [...new Set([...licenses, ...more])].sort();
    const fresh = set.holds.filter((entry) => !hasAlready(access, entry));
    const { user: asLicensed } = licensedHolder(context, { user, licenses: all });
    const [beyond] = forbiddenOf(
      [{ username: user.username, user: asLicensed, entries: fresh, isRead }],
      snapshot.schema,
    );
    if (beyond) {
      const ids = named(beyond.entries.map(entryId));
      leave({ code: 'NAMED_SET_BEYOND_LICENSE', args: [name, user.username, user.userLicense, ids] });
      continue;
    }
    const withSet = withNamedSet(holder, set);
    const found = evaluate(requirements.requirements, snapshot, withLicenses(withSet, all));
    const broken = found.filter((finding) => isMissing(finding) && met.has(finding.id));
    if (broken.length > 0) {
      leave({ code: 'NAMED_SET_BRINGS_FORBIDDEN', args: [name, named(broken.map(({ id }) => id))] });
      continue;
    }
    planned.push(set);
    [licenses, holder] = [all, withSet];
  }
  return { named: planned, licenses, obstacles };
};
