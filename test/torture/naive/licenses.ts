/**
 * What a user may hold at all, whatever permission sets give (design, section 4; facts A12-A17, A20, B6, B8, Q13): licenses,
 * seats of packages, boxes on the user's record. Where nobody tells of a limit there is none.
 */
import type { Thing } from './holdings.js';
import { includes, lookUp, same } from './world.js';
import type { Access, Flag, GapCode, License, PermissionSetLicense, User, World } from './world.js';

/** What has to come first: any of these findings; nothing of this org does where there is none. */
export type Lack = readonly string[];

export type May =
  | { readonly says: 'yes' }
  | { readonly says: 'no'; readonly lacks: readonly Lack[] }
  /** `touchesHeld`: it is about what the user was given, and not only about what could be given. */
  | { readonly says: 'unknown'; readonly gaps: readonly GapCode[]; readonly touchesHeld: boolean };

const yes: May = { says: 'yes' };
const unknown = (gap: GapCode, touchesHeld: boolean): May => ({ says: 'unknown', gaps: [gap], touchesHeld });

/** All of them are needed: what surely lacks settles it. */
const together = (parts: readonly May[]): May => {
  const lacks = parts.flatMap((part) => (part.says === 'no' ? part.lacks : []));
  if (lacks.length > 0) return { says: 'no', lacks };
  const unclear = parts.flatMap((part) => (part.says === 'unknown' ? [part] : []));
  if (unclear.length === 0) return yes;
  return {
    says: 'unknown',
    gaps: unclear.flatMap(({ gaps }) => gaps),
    touchesHeld: unclear.some(({ touchesHeld }) => touchesHeld),
  };
};

/** The permission set license that lifts the user license Salesforce Integration (facts A13-A17). */
export const lifterName = 'SalesforceAPIIntegrationPsl';
export const isIntegration = ({ license }: User): boolean => same(license.name, 'Salesforce Integration');
const isLifter = ({ name }: License): boolean => same(name, lifterName);

/** The licenses that the user holds: in force, or nobody can say whether they are. */
const heldBy = (world: World, user: User): Record<'inForce' | 'doubtful', PermissionSetLicense[]> => {
  if (world.gaps['permissionSetLicenses'] !== undefined) return { inForce: [], doubtful: [] };
  const held = world.permissionSetLicenses.filter(({ name }) => includes(user.permissionSetLicenses, name));
  return world.gaps['licenseForce'] === undefined
    ? { inForce: held.filter(({ force }) => force === 'inForce'), doubtful: [] }
    : { inForce: held.filter(({ supposed }) => supposed), doubtful: held.filter(({ supposed }) => !supposed) };
};

/** One of these has to come first; of several those that can be used, where there are any. */
const oneOf = (world: World, licenses: readonly License[]): May => {
  // What the org was never given nobody can use.
  const isUsable = ({ name }: License): boolean => {
    const license = world.permissionSetLicenses.find((one) => same(one.name, name));
    return license !== undefined && (world.gaps['licenseForce'] !== undefined || license.force === 'inForce');
  };
  const inOrg = licenses.some(({ name }) => world.permissionSetLicenses.some((one) => same(one.name, name)));
  // What an answer lacked may be what tells that none of them can be given.
  if (inOrg && world.gaps['licenseForce'] === 'INCOMPLETE_ROWS') return unknown('INCOMPLETE_ROWS', false);
  const usable = licenses.filter(isUsable);
  const told = usable.length > 0 ? usable : licenses;
  if (inOrg && told.some(isUsable) && world.gaps['licenseSeats'] === 'INCOMPLETE_ROWS')
    return unknown('INCOMPLETE_ROWS', false);
  return { says: 'no', lacks: [told.map(({ name }) => `license:${name}`)] };
};

type Told = 'allows' | 'forbids' | 'silent';

const toldOfObject = ({ objects }: License, sobject: string, access: Access): Told => {
  if (objects === null) return 'silent';
  return (lookUp(objects, sobject) ?? []).includes(access) ? 'allows' : 'forbids';
};

/** An org that tells the objects of one permission set license tells those of all (fact A20). */
const toldBySet = (world: World, license: PermissionSetLicense, sobject: string, access: Access): Told =>
  license.objects === null && world.permissionSetLicenses.some(({ objects }) => objects !== null)
    ? 'forbids'
    : toldOfObject(license, sobject, access);

/** No standard object: what an org or a package has made. */
const isOwn = (sobject: string): boolean => /__(c|e|mdt|x|b)$/i.test(sobject);

/** The namespace of a packaged object or field. */
export const packageOf = (name: string): string | null => /^([a-z]\w*?)__\w+?__\w+$/i.exec(name)?.[1] ?? null;

/** Standard objects that sets of real orgs hold for users of the full license (fact B6): it allows them by itself. */
const everyday =
  'Account Asset Campaign Case Contact Contract Document DuplicateRecordSet Idea Individual Knowledge__kav Lead Location Opportunity Order Pricebook2 Product2 PushTopic Quote Solution'.split(
    ' ',
  );

/** What a user license allows that does not tell: of two something is known all the same. */
const toldByUserLicense = (world: World, user: User, sobject: string, access: Access): Told => {
  const told = toldOfObject(user.license, sobject, access);
  if (told !== 'silent') return told;
  // Salesforce Integration allows no standard object by itself (fact A13); which license lifts it may be unread.
  if (isIntegration(user) && !isOwn(sobject) && world.gaps['permissionSetLicenses'] === undefined) return 'forbids';
  const isFull = same(user.license.name, 'Salesforce');
  // The full license allows what everybody has, and all that no permission set license is sold for; lesser ones no more.
  if (includes(everyday, sobject) || (isOwn(sobject) && packageOf(sobject) === null))
    return isFull ? 'allows' : 'silent';
  const isSold = world.permissionSetLicenses.some(
    (one) => (isIntegration(user) || !isLifter(one)) && toldBySet(world, one, sobject, access) === 'allows',
  );
  return isSold ? 'forbids' : isFull ? 'allows' : 'silent';
};

const licenseForObject = (world: World, user: User, sobject: string, access: Access): May => {
  const { inForce, doubtful } = heldBy(world, user);
  const gap = world.gaps['permissionSetLicenses'];
  // Without its lifting license an integration user may hold no standard object, whatever else he holds (fact A16).
  if (isIntegration(user) && !isOwn(sobject) && gap === undefined && !inForce.some(isLifter))
    return doubtful.some(isLifter) ? doubtOfForce(world) : oneOf(world, [lifterOf(world)]);
  const ofUser = toldByUserLicense(world, user, sobject, access);
  const told = [ofUser, ...inForce.map((one) => toldBySet(world, one, sobject, access))];
  if (told.includes('allows')) return yes;
  if (doubtful.some((one) => toldBySet(world, one, sobject, access) !== 'forbids')) return doubtOfForce(world);
  if (told.includes('silent')) return yes;
  if (gap !== undefined) return gap === 'INCOMPLETE_ROWS' ? unknown(gap, false) : yes;
  const others = world.permissionSetLicenses.filter(
    (one) =>
      !inForce.includes(one) &&
      (isIntegration(user) || !isLifter(one)) &&
      toldBySet(world, one, sobject, access) === 'allows',
  );
  return oneOf(world, others);
};

const doubtOfForce = (world: World): May => unknown(world.gaps['licenseForce'] ?? 'NOT_ANSWERED', true);

/** The lifting license as the org tells it; of one that the org was never given nothing but its name is known. */
const lifterOf = (world: World): License =>
  world.permissionSetLicenses.find(isLifter) ?? { name: lifterName, objects: null, userPermissions: null };

/** What Salesforce Integration gives without any permission set license (fact A13). */
const ofTheLicense = ['ApiEnabled', 'ApiUserOnly', 'ChatterInternalUser'];

const toldOfPermission = (world: World, { userPermissions }: License, name: string): Told => {
  if (userPermissions === null || !includes(world.ceilingPermissions, name)) return 'silent';
  return includes(userPermissions, name) ? 'allows' : 'forbids';
};

/** Only of integration users it is known what their user license allows. */
const licenseForPermission = (world: World, user: User, name: string): May => {
  if (!isIntegration(user) || includes(ofTheLicense, name)) return yes;
  const gap = world.gaps['permissionSetLicenses'];
  const { inForce, doubtful } = heldBy(world, user);
  const told = inForce.map((one) => toldOfPermission(world, one, name));
  const openersOf = (): License[] =>
    world.permissionSetLicenses.filter(
      (one) => !inForce.includes(one) && toldOfPermission(world, one, name) === 'allows',
    );
  if (told.includes('allows')) return yes;
  if (doubtful.some((one) => toldOfPermission(world, one, name) !== 'forbids')) return doubtOfForce(world);
  if (!inForce.some(isLifter)) {
    const lifter = lifterOf(world);
    const ofLifter = toldOfPermission(world, lifter, name);
    // The lifting license brings nearly everything (fact Q1): where it does not say no, it is what has to come first.
    const others = world.permissionSetLicenses.includes(lifter as PermissionSetLicense) ? [] : openersOf();
    if (ofLifter !== 'forbids') return gap === undefined ? oneOf(world, [lifter, ...others]) : yes;
  }
  if (told.includes('silent')) return yes;
  if (gap !== undefined) return gap === 'INCOMPLETE_ROWS' ? unknown(gap, false) : yes;
  return oneOf(world, openersOf());
};

/** Whether it is the lifting license that a user permission takes: what another one opens does not take it. */
export const liftsPermission = (world: World, user: User, name: string): boolean => {
  if (includes(ofTheLicense, name) || toldOfPermission(world, lifterOf(world), name) === 'forbids') return false;
  const may = licenseForPermission(world, user, name);
  if (may.says === 'no') return may.lacks.some((lack) => lack.includes(`license:${lifterName}`));
  return (
    may.says === 'unknown' ||
    world.gaps['permissionSetLicenses'] !== undefined ||
    heldBy(world, user).inForce.some(isLifter) ||
    // Of one that is held and says nothing nobody knows whether it opens it.
    !heldBy(world, user).inForce.some((one) => toldOfPermission(world, one, name) === 'allows')
  );
};

/**
 * View All Data and Modify All Data write rows for all objects into the set (fact B8), for those of packages too that come
 * with a license: without it the platform refuses the assignment.
 */
const licenseForRowsOfPackages = (world: World, user: User, permission: string): May => {
  if (!includes(['ViewAllData', 'ModifyAllData'], permission)) return yes;
  const { inForce } = heldBy(world, user);
  const sold = world.permissionSetLicenses.filter((one) => !isLifter(one));
  const names = sold.flatMap(({ objects }) => Object.keys(objects ?? {}));
  const packaged = [...new Set(names)].filter((name) => packageOf(name) !== null);
  return together(
    packaged
      .filter((name) => ![user.license, ...inForce].some((one) => toldOfObject(one, name, 'read') === 'allows'))
      .map((name) => {
        const sellers = sold.filter((one) => toldOfObject(one, name, 'read') === 'allows');
        const gap = world.gaps['permissionSetLicenses'];
        if (gap !== undefined) return gap === 'INCOMPLETE_ROWS' ? unknown(gap, false) : yes;
        if (heldBy(world, user).doubtful.some((one) => sellers.includes(one))) return doubtOfForce(world);
        return oneOf(world, sellers);
      }),
  );
};

/** The namespace of a packaged custom permission or class, which have no ending of their own. */
const setupPackageOf = (key: string): string | null =>
  /^(?:customPermission|apexClass):([a-z]\w*?)__/i.exec(key)?.[1] ?? null;

/** A seat of the package, where it sells seats. */
const seatFor = (world: World, { seats }: User, namespace: string | null): May => {
  const seat = namespace === null ? undefined : lookUp(seats, namespace);
  if (seat === undefined) return yes;
  const gap = world.gaps['seats'];
  if (gap !== undefined) return unknown(gap, true);
  return seat === 'held' ? yes : { says: 'no', lacks: [[`packageSeat:${namespace ?? ''}`]] };
};

/** The box without which records of the object are not written (fact Q13); reading needs none. */
export const flagFor = (sobject: string, access: Access): Flag | null => {
  if (!['create', 'edit', 'delete'].includes(access)) return null;
  if (same(sobject, 'Campaign')) return 'MarketingUser';
  return /__kav$/i.test(sobject) ? 'KnowledgeUser' : null;
};

/** Users of the connector of Account Engagement write campaigns without the box; of other boxes nobody says so. */
const needsNoBox = ({ license }: User, flag: Flag): boolean =>
  flag === 'MarketingUser' && /^B2BMA Integration\b/i.test(license.name);

export const flagIs = (world: World, user: User, flag: Flag): boolean | GapCode => {
  if (needsNoBox(user, flag)) return true;
  return world.gaps['flags'] ?? user.flags[flag] ?? false;
};

const flagForObject = (world: World, user: User, sobject: string, access: Access): May => {
  const flag = flagFor(sobject, access);
  const is = flag === null || flagIs(world, user, flag);
  if (typeof is === 'string') return unknown(is, true);
  return is ? yes : { says: 'no', lacks: [[`userFlag:${flag ?? ''}`]] };
};

/** Whether a user may hold a thing at all. */
export const mayHold = (world: World, user: User, thing: Thing): May => {
  switch (thing.kind) {
    case 'userPermission':
      return together([
        licenseForPermission(world, user, thing.name),
        licenseForRowsOfPackages(world, user, thing.name),
      ]);
    case 'object':
      return together([
        licenseForObject(world, user, thing.sobject, thing.access),
        seatFor(world, user, packageOf(thing.sobject)),
        flagForObject(world, user, thing.sobject, thing.access),
      ]);
    case 'field':
      // What the object takes is asked where access to the object is.
      return seatFor(world, user, packageOf(thing.field.split('.')[1] ?? ''));
    case 'setup':
      return seatFor(world, user, setupPackageOf(thing.key));
  }
};

/** Whether something lacks that nothing of this org can give. */
export const isHopeless = (may: May): boolean => may.says === 'no' && may.lacks.some((lack) => lack.length === 0);

/**
 * Whether what permission sets give works: a seat, a box, and a license that was assigned once and is not in force any more
 * are held against it. A ceiling is not: the platform has taken the assignment.
 */
export const works = (world: World, user: User, thing: Thing): May => {
  const may =
    thing.kind === 'userPermission' ? licenseForPermission(world, user, thing.name) : mayHold(world, user, thing);
  if (may.says === 'unknown') return may.touchesHeld ? may : yes;
  if (may.says === 'yes') return yes;
  const isHeld = (id: string): boolean =>
    world.gaps['permissionSetLicenses'] === undefined &&
    user.permissionSetLicenses.some((name) => same(`license:${name}`, id));
  const lacks = may.lacks.filter((lack) => lack.some((id) => !id.startsWith('license:') || isHeld(id)));
  if (lacks.length > 0) return { says: 'no', lacks };
  // Nobody who lacks the lifting license has been refused for it; what lacks besides is as if he had it.
  const hidesOthers = may.lacks.some((lack) => lack.includes(`license:${lifterName}`));
  return hidesOthers && world.gaps['permissionSetLicenses'] === undefined ? works(...lifted(world, user), thing) : yes;
};

/** The world in which the user has the lifting license, and can use it. */
const lifted = (world: World, user: User): [World, User] => {
  const lifter: PermissionSetLicense = {
    ...{ freeSeat: true, ...lifterOf(world) },
    force: 'inForce',
    supposed: true,
  };
  return [
    { ...world, permissionSetLicenses: [...world.permissionSetLicenses.filter((one) => !isLifter(one)), lifter] },
    { ...user, permissionSetLicenses: [...user.permissionSetLicenses, lifterName] },
  ];
};

/** Whether a license lacks that a grant cannot give by itself: none can be used, no seat is free, or people have to choose. */
export const isForPeople = (world: World, lacks: readonly Lack[]): boolean =>
  lacks.some((lack) => {
    const names = lack.flatMap((id) => (id.startsWith('license:') ? [id.slice('license:'.length)] : []));
    if (names.length === 0) return lack.length === 0;
    const canBeGiven = (name: string): boolean => {
      const license = world.permissionSetLicenses.find((one) => same(one.name, name));
      if (!license) return false;
      return (
        (world.gaps['licenseForce'] !== undefined || license.force === 'inForce') &&
        (world.gaps['licenseSeats'] !== undefined || license.freeSeat)
      );
    };
    return names.filter(canBeGiven).length !== 1;
  });
