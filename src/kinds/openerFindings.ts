/** The needs that no rule names: what other needs wait for, or rest on. */
import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { heldBy, isLifter, lifterOf } from '../access/heldLicenses.js';
import { licensesUsed, permissionLicense } from '../access/licenseAllows.js';
import { permissionCeiling } from '../access/licenseCeiling.js';
import { mayHold } from '../access/mayHold.js';
import {
  integrationBasePermissions,
  integrationLicense,
  integrationPermissionSetLicense,
} from '../platform/integrationLicense.js';
import { namespaceOf } from '../platform/customNames.js';
import { keyOf } from '../platform/names.js';
import { flagFor } from '../platform/userFlags.js';
import type { Context } from './context.js';
import { findingOf } from './finding.js';
import type { Finding } from './finding.js';
import { judgeLicense } from './license/judgeLicense.js';
import { isOpener, openerId } from './opener.js';
import type { OpenerNeed } from './opener.js';
import { stricter } from './requirement.js';
import type { Level, Requirement } from './requirement.js';
import { judgePackageSeat } from './packageSeat/judgePackageSeat.js';
import { judgeUserFlag } from './userFlag/judgeUserFlag.js';
import type { Verdict } from './verdict.js';

/** A need, and how strictly what rests on it is asked for. */
type Wanted = { readonly need: OpenerNeed; readonly level: Level; readonly isChoice: boolean };

const lifter: OpenerNeed = { kind: 'license', name: integrationPermissionSetLicense };

/** Whether a user permission takes the license that lifts the integration license: what another one opens does not. */
const isLifted = ({ user, schema }: Context, name: string): boolean => {
  if (integrationBasePermissions.has(keyOf(name))) return false;
  if (permissionCeiling(schema, lifterOf(user), name) === 'forbids') return false;
  const may = permissionLicense({ user, schema }, name);
  if (may.answer === 'unknown') return true;
  return may.answer === 'yes'
    ? heldBy(user).inForce.some(isLifter)
    : may.lacks.some((lack) => lack.kind === 'license' && lack.openedBy.some(isLifter));
};

/** Whether the need takes more than the integration license gives by itself: an object, a field, most user permissions. */
const takesLifter = (context: Context, { need, forbid }: Requirement): boolean => {
  if (forbid) return false;
  switch (need.kind) {
    case 'object':
    case 'field':
      return true;
    case 'userPermission':
      return isLifted(context, need.name);
    case 'api':
      return need.api === 'metadata' && isLifted(context, 'ModifyMetadata');
    default:
      return false;
  }
};

/** How strictly something is asked for that fits, in alternatives too; undefined where nothing is. */
const levelOf = (
  requirements: readonly Requirement[],
  fits: (requirement: Requirement) => boolean,
): Level | undefined =>
  requirements
    .flatMap((requirement): Level[] => {
      const { need, forbid, level } = requirement;
      if (need.kind !== 'anyOf') return fits(requirement) ? [level] : [];
      return !forbid && need.members.some((member) => levelOf(member, fits) !== undefined) ? [level] : [];
    })
    .reduce<Level | undefined>((a, b) => (a === undefined ? b : stricter(a, b)), undefined);

/**
 * The license that users on the integration license need for nearly everything (facts A15, A16). Where the user license is
 * hidden together with the profile (fact J6), nobody knows whether it applies: recommended then.
 */
const ofIntegrationUser = (context: Context, requirements: readonly Requirement[]): Wanted[] => {
  const { userLicense, userLicenseUntold } = context.user;
  if (userLicense !== integrationLicense && userLicense !== '') return [];
  const level = levelOf(requirements, (requirement) => takesLifter(context, requirement));
  if (level === undefined) return [];
  const isHidden = userLicense === '' && !userLicenseUntold;
  return [{ need: lifter, level: isHidden ? 'recommended' : level, isChoice: false }];
};

/** What the findings wait for; fields tell their object, whose verdict tells the rest. */
const waitedFor = ({ objectVerdicts }: Context, findings: readonly Finding[]): Wanted[] => {
  const wanted: Wanted[] = [];
  for (const { blockers, level: asked, status } of findings) {
    if (blockers.length === 0) continue;
    // What is only weakened, or not known to be missing, is no reason for more than a warning of what it waits for.
    const level = (status === 'degraded' || status === 'unknown') && asked === 'required' ? 'recommended' : asked;
    const behind: Verdict['blockers'][number][] = [];
    for (const blocker of blockers)
      if (blocker.kind === 'object')
        behind.push(...(objectVerdicts[asked].get(keyOf(blocker.sobject))?.get(blocker.access)?.blockers ?? []));
    const openers = [...blockers, ...behind].filter(isOpener);
    if (openers.length === 0) continue;
    const isChoice = new Set(openers.filter(({ kind }) => kind === 'license').map(openerId)).size > 1;
    for (const need of openers) wanted.push({ need, level, isChoice });
  }
  return wanted;
};

/** Namespaces of the packages of which the need takes a seat that the user has. */
const seatsOf = ({ user }: Context, need: { readonly sobject: string; readonly field?: string }): string[] => {
  const all = [need.sobject, need.field ?? ''].flatMap((name) => namespaceOf(name) ?? []);
  return [...new Set(all)].filter((namespace) => user.packages.get(keyOf(namespace))?.known === true);
};

/** The entry of which a need asks for the effect: of a field Read on its object. */
const entryOf = (need: Requirement['need']): Entry | undefined => {
  if (need.kind === 'userPermission' || need.kind === 'object') return need;
  return need.kind === 'field' ? { kind: 'object', sobject: need.sobject, access: 'read' } : undefined;
};

/** Licenses and flags on which an entry rests that the user may hold; null where the user may not, or nobody can tell. */
const restOf = (context: Context, entry: Entry): { licenses: OpenerNeed[]; flags: OpenerNeed[] } | null => {
  if (mayHold(context, entry).answer !== 'yes') return null;
  const flag = entry.kind === 'object' ? flagFor(entry.sobject, entry.access) : null;
  const reading = flag === null ? undefined : context.user.flags.get(keyOf(flag));
  return {
    licenses: licensesUsed(context, entry).map(({ name }) => ({ kind: 'license', name })),
    flags: flag !== null && reading?.known === true && reading.value ? [{ kind: 'userFlag', flag }] : [],
  };
};

type Rest = ReturnType<typeof restOf>;

/**
 * What an entry rests on, worked out once for each: thousands of fields rest on Read of the same few objects. Kept by the names as
 * they are spelled, as an id made for each need costs more than it saves.
 */
const restsOf = (context: Context): ((entry: Entry) => Rest) => {
  const kept = new Map<string, Map<string, Rest>>();
  return (entry) => {
    const what = entry.kind === 'object' ? entry.access : entry.kind;
    const name =
      entry.kind === 'object' ? entry.sobject : entry.kind === 'userPermission' ? entry.name : entryId(entry);
    const ofWhat = kept.get(what) ?? new Map<string, Rest>();
    if (ofWhat.size === 0) kept.set(what, ofWhat);
    const before = ofWhat.get(name);
    if (before !== undefined) return before;
    const rest = restOf(context, entry);
    ofWhat.set(name, rest);
    return rest;
  };
};

/** What the needs rest on and the user has: told as well, so that people see what it hangs on. */
const restedOn = (context: Context, requirements: readonly Requirement[]): Wanted[] => {
  const restOfEntry = restsOf(context);
  const hasSeats = context.user.packages.size > 0;
  const wanted: Wanted[] = [];
  const want = (need: OpenerNeed, level: Level): void => void wanted.push({ need, level, isChoice: false });
  // But for seats of packages, all fields of an object rest on the same: one of them tells it.
  const told: Record<Level, Set<string>> = { required: new Set(), recommended: new Set(), optional: new Set() };
  // No list for each of ten thousand needs: most of them rest on nothing.
  for (const { need, forbid, level } of requirements) {
    if (need.kind === 'field' && !forbid && !hasSeats) {
      if (told[level].has(need.sobject)) continue;
      told[level].add(need.sobject);
    }
    const entry = forbid ? undefined : entryOf(need);
    const rest = entry === undefined ? null : restOfEntry(entry);
    if (rest === null) continue;
    for (const one of rest.licenses) want(one, level);
    if (hasSeats && (need.kind === 'object' || need.kind === 'field'))
      for (const namespace of seatsOf(context, need)) want({ kind: 'packageSeat', namespace }, level);
    for (const one of rest.flags) want(one, level);
  }
  return wanted;
};

const judged = (context: Context, { need, isChoice }: Wanted): Verdict => {
  switch (need.kind) {
    case 'license':
      return judgeLicense(context, need, isChoice);
    case 'packageSeat':
      return judgePackageSeat(context, need);
    case 'userFlag':
      return judgeUserFlag(context, need);
  }
};

/**
 * A finding for everything that has to be open before what is asked for can be had, each once and as strict as the
 * strictest that waits for it.
 * @param findings those of the requirements
 */
export const openerFindings = (
  context: Context,
  requirements: readonly Requirement[],
  findings: readonly Finding[],
): Finding[] => {
  const wanted = new Map<string, Wanted>();
  for (const one of [
    ...ofIntegrationUser(context, requirements),
    ...waitedFor(context, findings),
    ...restedOn(context, requirements),
  ]) {
    const key = keyOf(openerId(one.need));
    const other = wanted.get(key);
    wanted.set(key, other ? { ...other, level: stricter(other.level, one.level) } : one);
  }
  return [...wanted.values()].map((one) =>
    findingOf({ need: one.need, forbid: false, level: one.level, because: [] }, judged(context, one)),
  );
};
