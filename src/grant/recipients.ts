import { setInForce } from '../access/sourceGiving.js';
import { hasInertAssignment, isFromSet } from '../access/inertAssignment.js';
import { known } from '../access/snapshot.js';
import type { AccessSource, Content, InspectedUser } from '../access/snapshot.js';
import { withLicenses } from './withLicenses.js';
import { evaluate } from '../check/evaluate.js';
import type { Alternatives, NotGiven } from '../kinds/context.js';
import type { Finding } from '../kinds/finding.js';
import { sameName } from '../platform/names.js';
import type { Scope, TargetSet } from './grantPlan.js';
import { withNamedSet } from './namedSet.js';
import type { NamedSet } from './namedSet.js';
import { obstaclesOfSets, plannedNamedSets } from './plannedNamedSets.js';
import type { Obstacles } from './plannedNamedSets.js';
import type { PlanContext } from './planInput.js';
import { broughtLicense, holdsLicense } from './setLicense.js';
import { askedAlternative, isWanted } from './wantedFindings.js';

/** A user whom the plan is for. */
export type Recipient = {
  /** With the licenses and the named sets that are planned: they come first, and what they allow is no obstacle any more. */
  readonly user: InspectedUser;
  /** DeveloperNames of the permission set licenses that are planned. */
  readonly licenses: readonly string[];
  /** Of these, the one that comes with the permission set, and only for its sake; null for none. */
  readonly brought: string | null;
  /** The sets that are assigned as they are. */
  readonly named: readonly NamedSet[];
  /** Why others that rules name are left to people. */
  readonly obstacles: Obstacles;
  /** What is found of the user as he is. */
  readonly before: readonly Finding[];
  /** What is found of the user with those. */
  readonly found: readonly Finding[];
  /** The permission set can be assigned to him, or is. */
  readonly reachable: boolean;
  /** Which alternatives his wanted choices ask for, by the key of the choice: each is given in whole, or nothing of it is. */
  readonly asked: ReadonlyMap<string, number>;
  /** The alternatives for which nothing is planned, as not all of them can be given. */
  readonly passed: Alternatives;
};

const noneAsked: Alternatives = new Map();

/** Names of licenses, each once. */
const unionOf = (...lists: ReadonlyArray<readonly string[]>): string[] => [...new Set(lists.flat())].sort();

/** The licenses that wanted findings wait for, but for alternatives that are passed over. */
export const wantedLicenses = (
  findings: readonly Finding[],
  scope: Scope,
  passed: Alternatives = noneAsked,
): string[] =>
  findings.flatMap((finding) => {
    // Nearly none of ten thousand waits for a license.
    const licenses = finding.remedy?.licenses ?? [];
    return licenses.length > 0 && isWanted(finding, scope, passed) ? licenses : [];
  });

/** The alternatives that the choices among wanted findings ask for, by the key of the choice. */
export const askedAlternatives = (
  findings: readonly Finding[],
  scope: Scope,
  passed: Alternatives,
): Map<string, number> =>
  new Map(
    findings.flatMap((finding) => {
      const asked = askedAlternative(finding);
      return asked && isWanted(finding, scope, passed) ? [[asked.choice, asked.alternative] as const] : [];
    }),
  );

/** The user with the licenses that his wanted findings wait for. */
export const licensed = (
  { requirements, snapshot, scope }: Pick<PlanContext, 'requirements' | 'snapshot' | 'scope'>,
  user: InspectedUser,
  licenses: readonly string[],
  obstacles: Obstacles,
  passed: Alternatives = noneAsked,
): Pick<Recipient, 'user' | 'licenses' | 'found'> => {
  // What one license opens may wait for another one: none is asked for twice, so that this ends.
  for (let all = licenses; ;) {
    const holder = all.length === 0 ? user : withLicenses(user, all);
    const found = evaluate(requirements.requirements, snapshot, holder, { sets: obstacles, alternatives: passed });
    const more = wantedLicenses(found, scope, passed).filter((name) => !all.some((one) => sameName(one, name)));
    if (more.length === 0) return { user: holder, licenses: all, found };
    all = unionOf(all, more);
  }
};

/**
 * What the plan knows of a user. The licenses that his wanted findings wait for are planned first, then the sets that rules
 * name: what these bring along is not put into the set of the grant as well. Where one of these is left to people, all is
 * planned anew: nothing of an alternative that waits for it is given, and another alternative may do.
 * @param taken how many seats of a license those before him take, by the key of its name
 * @param passed alternatives of his choices for which nothing is to be planned
 */
export const recipientOf = (
  context: PlanContext,
  user: InspectedUser,
  taken: ReadonlyMap<string, number> = new Map(),
  passed: Alternatives = noneAsked,
): Recipient => {
  const { requirements, snapshot, permissionSet, scope } = context;
  const before = evaluate(requirements.requirements, snapshot, user);
  const reachable = !hasInertAssignment(user, permissionSet.name);
  const { existing } = permissionSet;
  const license = broughtLicense(existing?.license);
  const isNew = license !== null && !existing?.assignees.includes(user.id) && !holdsLicense(user, license.name);
  for (let obstacles = obstaclesOfSets(context); ;) {
    const notGiven: NotGiven = { sets: obstacles, alternatives: passed };
    const found =
      obstacles.size + passed.size === 0 ? before : evaluate(requirements.requirements, snapshot, user, notGiven);
    const needed = wantedLicenses(found, scope, passed);
    const brought = isNew && !needed.some((name) => sameName(name, license.name)) ? license.name : null;
    const first = reachable ? unionOf(needed, brought === null ? [] : [brought]) : [];
    const plain =
      first.length === 0 ? { user, licenses: first, found } : licensed(context, user, first, obstacles, passed);
    const planned = plannedNamedSets(context, user, { ...plain, passed }, before, taken);
    const { named, licenses } = planned;
    if (planned.obstacles.size > 0) {
      obstacles = new Map([...obstacles, ...planned.obstacles]);
      continue;
    }
    const last =
      named.length === 0 ? plain : licensed(context, named.reduce(withNamedSet, user), licenses, obstacles, passed);
    // What licenses and sets make possible may come first: then that is what is asked for.
    const asked = new Map(
      [...new Set([found, plain.found, last.found])].flatMap((some) => [...askedAlternatives(some, scope, passed)]),
    );
    return { ...last, brought, named, obstacles, before, reachable, asked, passed };
  }
};

/** The user as he will be, with the permission set in its new form. */
export const withPermissionSet = (user: InspectedUser, set: TargetSet, content: Content): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode !== 'admin' || !evidence.sources.known || hasInertAssignment(user, set.name)) return user;
  // An assignment that may have expired keeps its doubt: a second one cannot be made beside it (fact A19).
  const doubt = evidence.sources.value.find((source) => isFromSet(source, set.name))?.doubt ?? null;
  const own: AccessSource = { ...setInForce(content, set), doubt };
  return { ...user, evidence: { ...evidence, sources: known([...evidence.sources.value, own]) } };
};
