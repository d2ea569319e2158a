/**
 * Judges what rules can ask for beside permissions, objects and fields (design, section 3): assignments, licenses, profiles, boxes
 * on the user's record, things of Setup, apps, packages, the visibility of records; and what people have to see to.
 */
import { oneOf, via } from './answers.js';
import type { Answer, Grantor } from './answers.js';
import { entityOf, hasPermission, lacksOfGiven, placeOf } from './access.js';
import type { Requirement, Wanted } from './definition.js';
import { profileHolds, rowsGive } from './holdings.js';
import type { Thing } from './holdings.js';
import { judgeApp } from './judgeApp.js';
import type { Assigned, AppWorld } from './judgeApp.js';
import { judge, met, nobodyKnows, waitsFor } from './judgement.js';
import type { Judgement } from './judgement.js';
import { judgeObject, judgePermission, waitsToBeOpened, withoutEffect } from './judgePermission.js';
import type { Case } from './judgePermission.js';
import { mayHold, works } from './licenses.js';
import { judgeLicense, judgeSeat } from './openers.js';
import { includes, lookUp, same, setupKey, spelled } from './world.js';
import type { Holding, User, World } from './world.js';

type Of<K extends Wanted['kind']> = Extract<Wanted, { kind: K }>;

const absent = (ifPresent: boolean, judgement: Judgement): Judgement =>
  ifPresent ? judge('notApplicable', 'NOT_IN_THIS_ORG') : judgement;

/** Somebody has assigned it, itself or as a member of a group, and the assignment is in force (facts A2, A4, A9). */
export const judgeAssigned = (world: World, user: User, name: string, ifPresent: boolean): Judgement => {
  const { permissionSets: listGap, assignments: gap } = world.gaps;
  if (listGap !== undefined) return nobodyKnows([listGap]);
  const set = world.permissionSets.find((one) => same(qualified(one), name));
  const group = world.groups.find((one) => same(one.name, name));
  if (!set && !group) return absent(ifPresent, judge('impossible', 'NO_SUCH_PERMISSION_SET'));
  if (gap !== undefined) return nobodyKnows([gap]);
  const has = [
    ...user.permissionSets
      .filter(({ of }) => set && same(of, set.name))
      .map((one) => ({ ...one, type: 'PermissionSet' })),
    ...user.groups
      .filter(({ of }) => {
        const assigned = world.groups.find((one) => same(one.name, of));
        return (group && same(of, group.name)) || (set && includes(assigned?.members ?? [], set.name));
      })
      .map((one) => ({ ...one, type: 'PermissionSetGroup' })),
  ].filter(({ state }) => state === 'inForce');
  const sure = has.filter(({ doubtful }) => !doubtful);
  if (sure.length > 0)
    return met(
      sure.map(({ of, type }) => ({ type: type as Grantor['type'], name: of, through: [], via: null })),
      'PERMISSION_SET_ASSIGNED',
    );
  return has.length > 0 ? nobodyKnows([]) : judge('unmet', 'PERMISSION_SET_NOT_ASSIGNED');
};

const qualified = ({ namespace, name }: { namespace: string | null; name: string }): string =>
  namespace === null ? name : `${namespace}__${name}`;

/** How the org writes the name of a permission set or group. */
export const spelledSet = (world: World, name: string): string =>
  world.gaps['permissionSets'] === undefined
    ? spelled([...world.permissionSets.map(qualified), ...world.groups.map((one) => one.name)], name)
    : name;

/** A license that nobody gave to the org cannot be assigned. */
const judgeNamedLicense = (world: World, user: User, name: string, ifPresent: boolean): Judgement => {
  if (!world.permissionSetLicenses.some((one) => same(one.name, name)) && !includes(user.permissionSetLicenses, name))
    return absent(ifPresent, judge('impossible', 'NO_SUCH_PERMISSION_SET_LICENSE'));
  const judged = judgeLicense(world, user, name);
  // Whether it is called missing or needed is a matter of words.
  return {
    ...judged,
    codes: judged.codes.includes('LICENSE_NEEDED') ? [...judged.codes, 'LICENSE_MISSING'] : judged.codes,
  };
};

const byProfile = (name: string): Grantor[] => [{ type: 'Profile', name, through: [], via: null }];

/** Whether the user has one of these profiles, or his license is one of these: it comes with the profile. */
export const oneOfNames = (world: World, user: User, { kind, names }: Of<'profile' | 'userLicense'>): Answer => {
  const gap = world.gaps['profile'];
  if (kind === 'profile' && gap !== undefined) return { says: 'unknown', gaps: ['NOT_AUTHORISED'] };
  const own = kind === 'profile' ? user.profile : user.license.name;
  return includes(names, own) ? { says: 'yes', by: gap === undefined ? byProfile(user.profile) : [] } : { says: 'no' };
};

const judgeNames = (world: World, user: User, wanted: Of<'profile' | 'userLicense'>): Judgement => {
  const answer = oneOfNames(world, user, wanted);
  const isProfile = wanted.kind === 'profile';
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  return answer.says === 'yes'
    ? met(answer.by, isProfile ? 'PROFILE_FITS' : 'USER_LICENSE_FITS')
    : judge('unmet', isProfile ? 'PROFILE_OTHER' : 'USER_LICENSE_OTHER');
};

/** The box itself; an org without the feature has none, which the fields of User tell (facts C13, I4). */
const judgeBox = (world: World, user: User, { flag }: Of<'userFlag'>, ifPresent: boolean): Judgement => {
  const record = world.gaps['fields:User'] === undefined && entityOf(world, 'User');
  if (record && !record.fields.some(({ name }) => same(name, `UserPermissions${flag}`)))
    return absent(ifPresent, judge('impossible', 'NO_SUCH_USER_FLAG'));
  const gap = world.gaps['flags'];
  if (gap !== undefined) return nobodyKnows([gap]);
  if (user.flags[flag] === undefined) return nobodyKnows([]);
  return user.flags[flag] ? judge('met', 'USER_FLAG_SET') : judge('unmet', 'USER_FLAG_OFF');
};

type SetupKind = 'customPermission' | 'apexClass';
const listOf = { customPermission: 'customPermissions', apexClass: 'apexClasses' } as const;

/** How the org writes the name of a thing of Setup, where its list was read. */
export const spelledSetup = (world: World, kind: SetupKind, name: string): string =>
  world.gaps[listOf[kind]] === undefined ? spelled(world.setup[listOf[kind]], name) : name;

/** Access by a row (fact E12), less what has no effect without a seat of its package; to a class also by Author Apex. */
const judgeThing = (one: Case, kind: SetupKind, name: string, ifPresent: boolean): Judgement => {
  const { world, user } = one;
  const gap = world.gaps[listOf[kind]];
  if (gap !== undefined) return nobodyKnows([gap]);
  if (!includes(world.setup[listOf[kind]], name))
    return absent(
      ifPresent,
      judge('impossible', kind === 'apexClass' ? 'NO_SUCH_APEX_CLASS' : 'NO_SUCH_CUSTOM_PERMISSION'),
    );
  const thing: Thing = { kind: 'setup', key: setupKey(kind, name) };
  const row = rowsGive(world, user, thing);
  const may = works(world, user, thing);
  const inEffect: Answer =
    row.says !== 'yes' || may.says === 'yes'
      ? row
      : may.says === 'no'
        ? { says: 'no' }
        : { says: 'unknown', gaps: may.gaps };
  const author = kind === 'apexClass' ? [via(hasPermission(world, user, 'AuthorApex'), 'AuthorApex')] : [];
  const answer = oneOf([inEffect, ...author]);
  if (answer.says === 'yes') return met(answer.by, 'GRANTED');
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  const missing = judge('unmet', kind === 'apexClass' ? 'APEX_CLASS_MISSING' : 'CUSTOM_PERMISSION_MISSING');
  const lacks = mayHold(world, user, thing);
  if (row.says === 'yes' && may.says === 'no') return withoutEffect(may.lacks);
  const ofAuthor =
    kind === 'apexClass' ? lacksOfGiven(world, user, { kind: 'userPermission', name: 'AuthorApex' }) : undefined;
  if (ofAuthor) return withoutEffect(ofAuthor);
  return lacks.says === 'no' ? waitsToBeOpened(world, missing, lacks.lacks) : missing;
};

const assignedTo = (world: World, user: User): Assigned[] => {
  const plain = { state: 'inForce', doubtful: false, members: [], mutes: null, waiting: false } as const;
  const ofSet = (one: Holding & { readonly name: string }): { name: string; admits: readonly string[] } => ({
    name: one.name,
    admits: one.setup,
  });
  return [
    ...world.profiles
      .filter(({ name }) => same(name, user.profile))
      .map((one): Assigned => ({ ...plain, type: 'Profile', ...ofSet(one) })),
    ...user.permissionSets.flatMap((assignment) =>
      world.permissionSets
        .filter(({ name }) => same(name, assignment.of))
        .map((one): Assigned => ({ ...plain, ...assignment, type: 'PermissionSet', ...ofSet(one) })),
    ),
    ...user.groups.flatMap((assignment) =>
      world.groups
        .filter(({ name }) => same(name, assignment.of))
        .map((group): Assigned => ({
          ...assignment,
          ...{ type: 'PermissionSetGroup', name: group.name, admits: group.aggregate.setup, waiting: group.waiting },
          members: world.permissionSets.filter(({ name }) => includes(group.members, name)).map(ofSet),
          mutes: group.muting && group.muting.setup,
        })),
    ),
  ];
};

const appWorldOf = (world: World, user: User): AppWorld => {
  const { connectedApps: connected, externalApps: external, setupRows, assignments } = world.gaps;
  const rows = assignments ?? setupRows;
  return {
    apps: world.setup.apps,
    assigned: assignments === undefined ? assignedTo(world, user) : [],
    gaps: { ...(connected && { connected }), ...(external && { external }), ...(rows && { rows }) },
  };
};

/** How the org writes the name of an app, as far as its lists were read. */
export const spelledApp = (world: World, name: string): string => {
  const { connectedApps, externalApps } = world.gaps;
  const seen = world.setup.apps.filter(
    ({ type }) => (type === 'ConnectedApplication' ? connectedApps : externalApps) === undefined,
  );
  return spelled(
    seen.map((app) => app.name),
    name,
  );
};

/** Whether the package is there, and the user has a seat of it where it sells seats. Neither is for a grant to give. */
const judgePackage = (world: World, user: User, { namespace, seat }: Of<'package'>, ifPresent: boolean): Judgement => {
  const gap = world.gaps['packages'];
  const isProved =
    world.gaps['permissionableObjects'] === undefined &&
    [
      ...world.entities.filter((one) => one.takesObjectPermissions).map(({ name }) => name),
      ...world.setup.offeredOnly,
    ].some((name) => name.toLowerCase().startsWith(`${namespace.toLowerCase()}__`));
  const isTold = gap === undefined && includes(world.setup.packages, namespace);
  if (!isProved && !isTold) {
    if (gap !== undefined) return nobodyKnows([gap]);
    const missing = judge('unmet', 'PACKAGE_NOT_INSTALLED');
    return absent(ifPresent, seat ? waitsFor(missing, `package:${namespace}`) : missing);
  }
  if (!seat) return judge('met', 'PACKAGE_INSTALLED');
  if (gap !== undefined) return nobodyKnows([gap]);
  return lookUp(user.seats, namespace) === undefined
    ? judge('met', 'PACKAGE_LICENSED_FOR_ALL')
    : judgeSeat(world, user, namespace);
};

/** All records are seen by View All Records or what implies it, or everybody sees them (facts O1, O2). */
const judgeVisibility = (one: Case, sobject: string, { level, ifPresent }: Requirement): Judgement => {
  const { world } = one;
  if (!entityOf(world, sobject) && world.gaps['entities'] === undefined)
    return absent(ifPresent, judge('impossible', 'NO_SUCH_OBJECT'));
  const all = judgeObject(one, sobject, 'viewAllRecords', [], level, ifPresent);
  if (all.status === 'met') return all;
  const read = judgeObject(one, sobject, 'read', [], level, ifPresent);
  const id = `object:${spelledObject(world, sobject)}:read`;
  if (read.status === 'impossible') return { ...judge('impossible'), blockedBy: null };
  if (read.status === 'unknown') return { ...read, blockedBy: null };
  if (read.status !== 'met')
    return { ...waitsFor(judge('unmet', 'RECORDS_NOT_READABLE', 'LICENSE_FIRST'), id), blockedBy: null };
  const gap = world.gaps['sharing'];
  if (gap !== undefined) return nobodyKnows([gap]);
  const word = lookUp(world.setup.sharing, sobject);
  if (word === undefined) return nobodyKnows([]);
  if (['Read', 'Edit', 'ReadWrite', 'ReadWriteTransfer', 'FullAccess'].includes(word))
    return met(read.by, 'RECORDS_ARE_PUBLIC');
  if (all.status === 'unknown' && all.missing !== true) return all;
  return { ...judge('degraded', 'SHARING_DECIDES', 'LICENSE_FIRST'), blockedBy: null };
};

const spelledObject = (world: World, name: string): string =>
  world.gaps['entities'] === undefined
    ? spelled(
        world.entities.map((entity) => entity.name),
        name,
      )
    : name;

/** A user permission that counts only from the profile: what everything else gives is no help. */
export const judgeOnProfile = (one: Case, name: string, ifPresent: boolean): Judgement => {
  const { world, user } = one;
  const anywhere = judgePermission(one, name, ifPresent);
  const place = placeOf(world, name);
  // What only profiles hold is judged as such; what nobody may hold, or the org does not have, is no matter of profiles.
  if (place !== 'set' || ['impossible', 'notApplicable'].includes(anywhere.status) || anywhere.missing) return anywhere;
  const held = profileHolds(world, user, name);
  if (held.says === 'unknown') {
    // Any of the reasons for which nobody knows is a good one.
    const unread = nobodyKnows(held.gaps);
    return anywhere.status === 'unmet' ? anywhere : { ...unread, codes: [...unread.codes, ...anywhere.codes] };
  }
  const other = judge('unmet', 'NOT_ON_PROFILE');
  if (held.says === 'no') return { ...other, blockedBy: null, codes: [...other.codes, ...withoutEffect([]).codes] };
  const may = works(world, user, { kind: 'userPermission', name });
  if (may.says === 'unknown') return nobodyKnows(may.gaps);
  return may.says === 'no' ? withoutEffect(may.lacks) : met(held.by, 'GRANTED', 'GRANTED_BUT_MORE_NEEDED');
};

/** What is to be said of a need of these kinds; undefined for the others. */
export const judgeSetup = (one: Case, requirement: Requirement): Judgement | undefined => {
  const { world, user } = one;
  const { wanted, ifPresent } = requirement;
  switch (wanted.kind) {
    case 'permissionSetAssigned':
      return judgeAssigned(world, user, wanted.name, ifPresent);
    case 'permissionSetLicense':
      return judgeNamedLicense(world, user, wanted.name, ifPresent);
    case 'userLicense':
    case 'profile':
      return judgeNames(world, user, wanted);
    case 'userFlag':
      return judgeBox(world, user, wanted, ifPresent);
    case 'customPermission':
    case 'apexClass':
      return judgeThing(one, wanted.kind, wanted.name, ifPresent);
    case 'connectedApp':
      return judgeApp(appWorldOf(world, user), wanted.name, ifPresent);
    case 'package':
      return judgePackage(world, user, wanted, ifPresent);
    case 'recordVisibility':
      return judgeVisibility(one, wanted.sobject, requirement);
    case 'manual':
      return { ...judge('unknown', 'BY_HAND'), blockedBy: null };
    case 'parameter':
      return { ...judge('unknown', 'FILL_IN'), blockedBy: null };
    default:
      return undefined;
  }
};
