import { effectOf } from '../access/effectOf.js';
import { selfAccess } from '../access/selfAccess.js';
import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import { overObjects } from '../definition/objectPatterns.js';
import { allGiven } from '../kinds/context.js';
import type { Context, NotGiven } from '../kinds/context.js';
import { everyRequirement, everyWanted } from '../kinds/everyRequirement.js';
import { findingOf } from '../kinds/finding.js';
import { mergePlaces } from '../kinds/mergePlaces.js';
import type { Finding } from '../kinds/finding.js';
import { kindOf } from '../kinds/kinds.js';
import { heedingVersion } from '../kinds/hiddenByVersion.js';
import { opened } from '../kinds/heldBack.js';
import { openerFindings } from '../kinds/openerFindings.js';
import { requirementId } from '../kinds/requirementId.js';
import { stricter } from '../kinds/requirement.js';
import type { Level, Requirement } from '../kinds/requirement.js';
import { requiredFieldsFindings } from '../kinds/requiredFields/judgeRequiredFields.js';
import { userFindings } from '../kinds/user/judgeUser.js';
import { isThere, verdict } from '../kinds/verdict.js';
import type { Verdict } from '../kinds/verdict.js';
import { writesIn } from '../kinds/writes.js';
import { keyOf } from '../platform/names.js';

/** Keys of the user permissions that rules ask for by name, those inside alternatives among them; not on the profile alone. */
export const namedPermissionsIn = (requirements: readonly Requirement[]): string[] =>
  permissionsOf(everyWanted(requirements));

/** The same of requirements that have been taken out of their alternatives already. */
const permissionsOf = (wanted: readonly Requirement[]): string[] =>
  wanted.flatMap(({ need }) => (need.kind === 'userPermission' && need.on === undefined ? [keyOf(need.name)] : []));

/** Objects to whose records rules ask for access, each once. */
const objectsOf = (every: readonly Requirement[]): string[] => {
  const names = new Map<string, string>();
  let last: string | undefined;
  for (const { need, forbid } of every) {
    const name = forbid ? undefined : kindOf(need).recordsOf?.(need);
    // Most needs are about the object of the one before: no key is made for them.
    if (name === undefined || name === last) continue;
    last = name;
    names.set(keyOf(name), name);
  }
  return [...names.values()];
};

/** Whether a rule is about how the integration logs in. */
const isAboutLogins = (every: readonly Requirement[]): boolean =>
  every.some(({ need }) => kindOf(need).aboutLogins === true);

/** The connected apps that rules name. */
const appsOf = (every: readonly Requirement[]): string[] =>
  every.flatMap(({ need }) => (need.kind === 'connectedApp' ? [need.name] : []));

const promisedIn = (requirements: readonly Requirement[]): Map<string, Level> => {
  const promised = new Map<string, Level>();
  for (const { need, forbid, level } of requirements) {
    // What has to come from the profile is never given, so nothing comes along with it.
    if (forbid || need.kind !== 'userPermission' || need.on !== undefined) continue;
    const other = promised.get(keyOf(need.name));
    promised.set(keyOf(need.name), other ? stricter(other, level) : level);
  }
  return promised;
};

/** What the kinds look at; the access of the user is indexed here, once per user and definition. */
export const contextOf = (
  { schema }: Pick<AccessSnapshot, 'schema'>,
  user: InspectedUser,
  requirements: readonly Requirement[],
  notGiven: NotGiven = allGiven,
): Context => {
  // Fields are by far the most, and name neither permissions nor apps nor alternatives.
  const own = requirements.filter(({ need }) => need.kind !== 'field');
  // Those inside alternatives are named as well.
  const others = everyRequirement(own);
  const every = others.length === own.length ? requirements : everyRequirement(requirements);
  const context: Context = {
    schema,
    user,
    access: user.evidence.mode === 'admin' ? effectOf(user.evidence, schema, user) : selfAccess(user.evidence, schema),
    namedPermissions: new Set(permissionsOf(others.filter(({ forbid }) => !forbid))),
    promisedPermissions: promisedIn(own),
    namedObjects: objectsOf(every),
    writes: writesIn(every),
    aboutLogins: user.password !== undefined || isAboutLogins(others),
    namedApps: appsOf(others),
    notGiven,
    objectVerdicts: { required: new Map(), recommended: new Map(), optional: new Map() },
    fieldObjects: new Map(),
    findingsOf: (requirement) => findingsOf(context, requirement),
  };
  return context;
};

/** Where something has to be taken from: out of a standard profile nothing can be taken (fact A24), and no column tells which are. */
const heldBy = (sources: Verdict['grantedBy']): string | undefined => {
  const isProfile = ({ type }: Verdict['grantedBy'][number]): boolean => type === 'Profile';
  if (!sources.some(isProfile)) return undefined;
  return sources.every(isProfile) ? 'fromProfile' : 'fromProfileToo';
};

/**
 * A forbidden thing: held, be it for some rows, is unmet and for people, anything else that is known is fine; what is not
 * here does not apply. That it is missing by a rule which is only concluded is not known.
 */
const forbidden = (result: Verdict, subject: string): Verdict => {
  if (result.concluded) return verdict('unknown', 'NO_RULE', result.args.slice(0, 2));
  if ((result.status === 'unknown' && !result.missing) || result.status === 'notApplicable') return result;
  if (!isThere(result)) return verdict('met', 'NOT_HELD', [subject]);
  const { grantedBy } = result;
  const variant = result.variant ?? heldBy(grantedBy);
  return verdict('unmet', 'FORBIDDEN_HELD', [subject], { grantedBy, ...(variant === undefined ? {} : { variant }) });
};

/** The finding of one requirement, spelled as the org spells it. */
const spelledFinding = (context: Context, requirement: Requirement, result: Verdict): Finding => {
  const need = kindOf(requirement.need).spelled(requirement.need, context);
  // Mostly a definition spells names as the org does: then the id is there already.
  const spelled =
    need === requirement.need ? requirement : { ...requirement, need, id: requirementId(need, requirement.forbid) };
  return findingOf(spelled, requirement.forbid ? forbidden(result, requirementId(need)) : result);
};

/** The findings of the requirements for which a pattern stands. */
const expandedFindings = (context: Context, expanded: readonly Requirement[]): Finding[] =>
  expanded.flatMap((one) => findingsOf(context, { ...one, id: requirementId(one.need, one.forbid) }));

/** The findings of one requirement: one, or one for each thing that its pattern reaches. */
const findingsOf = (context: Context, requirement: Requirement): Finding[] => {
  const kind = kindOf(requirement.need);
  const expanded = kind.expanded?.(context, requirement);
  if (expanded === undefined) {
    const result = heedingVersion(context.schema, kind.judged(context, requirement), kind.outsideSchema !== true);
    // The members of a choice have been opened already, each by itself.
    return [spelledFinding(context, requirement, kind.members ? result : opened(context, result))];
  }
  return 'status' in expanded
    ? [spelledFinding(context, requirement, heedingVersion(context.schema, expanded, true))]
    : expandedFindings(context, expanded);
};

/** Two findings of one id as one: the stricter level, and all reasons. */
const mergeTwo = (first: Finding, second: Finding): Finding => ({
  ...(stricter(first.level, second.level) === first.level ? first : second),
  because: [...new Set([...first.because, ...second.because])],
  ...mergePlaces(first, second),
});

/** Adds the findings by their ids: a pattern may reach a field that another rule names. */
const addMerged = (byKey: Map<string, Finding>, findings: readonly Finding[]): void => {
  for (const finding of findings) {
    const key = keyOf(finding.id);
    const other = byKey.get(key);
    byKey.set(key, other ? mergeTwo(other, finding) : finding);
  }
};

/** Sorted by id as plain text, so that output does not depend on anybody's locale. */
const byId = (a: Finding, b: Finding): number => (a.id < b.id ? -1 : 1);

/**
 * Every requirement of one integration for one user, with its status. Findings come sorted by id; the order of
 * requirements, sources and rows does not matter.
 * @param notGiven what a grant cannot give: then another alternative may be what is to be given
 */
export const evaluate = (
  all: readonly Requirement[],
  snapshot: Pick<AccessSnapshot, 'schema'>,
  user: InspectedUser,
  notGiven?: NotGiven,
): Finding[] => {
  const requirements = overObjects(all, snapshot.schema.permissionableObjects);
  const context = contextOf(snapshot, user, requirements, notGiven);
  const merged = new Map<string, Finding>();
  for (const requirement of requirements) addMerged(merged, findingsOf(context, requirement));
  // A license that a rule names is told once, though other needs wait for it too.
  const openers = openerFindings(context, requirements, [...merged.values()]);
  // It keeps the id that the rule has, however names spell it that wait for it.
  addMerged(
    merged,
    openers.map((one) => ({ ...one, id: merged.get(keyOf(one.id))?.id ?? one.id })),
  );
  return [...userFindings(context), ...requiredFieldsFindings(context), ...merged.values()].sort(byId);
};
