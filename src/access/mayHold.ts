/**
 * Whether a user may hold something at all, whatever permission sets give: what licenses allow, and what the user's record
 * has to say besides. Used by the check, the plan and the dry run alike.
 */
import { isBeyondStandardObjects, isCustom, namespaceOf } from '../platform/customNames.js';
import { fullLicense, isInFullLicense } from '../platform/fullLicense.js';
import {
  integrationBasePermissions,
  integrationLicense,
  integrationPermissionSetLicense,
} from '../platform/integrationLicense.js';
import { keyOf, sameName } from '../platform/names.js';
import { platformRowsOf } from '../platform/platformRows.js';
import { flagFor, isFreeOfFlags } from '../platform/userFlags.js';
import type { UserFlag } from '../platform/userFlags.js';
import type { Entry } from './entry.js';
import { lackedIn } from './snapshot.js';
import type { Gap, InspectedUser, License, OrgSchema } from './snapshot.js';

/** Whom it is about, and which ceilings the org tells. */
export type Holder = {
  readonly user: Pick<
    InspectedUser,
    'userLicense' | 'userLicenseUntold' | 'license' | 'permissionSetLicenses' | 'orgLicenses' | 'flags' | 'packages'
  >;
  readonly schema: Pick<OrgSchema, 'licenseCeilingColumns'>;
};

/** Something without which the user cannot have it. */
export type Lack =
  /** A permission set license in force: any of these of the org would do, none where nothing of this org opens it. */
  | { readonly kind: 'license'; readonly openedBy: readonly License[] }
  /** A seat of a package that is licensed user by user. */
  | { readonly kind: 'packageSeat'; readonly namespace: string }
  | { readonly kind: 'userFlag'; readonly flag: UserFlag };

export type MayHold =
  | { readonly answer: 'yes' }
  /** Everything that is surely lacking. */
  | { readonly answer: 'no'; readonly lacks: readonly Lack[] }
  /** Why nobody can say: an answer lacked it; null where the org does not tell such things. */
  | { readonly answer: 'unknown'; readonly gap: Gap | null };

const yes: MayHold = { answer: 'yes' };
const untold: MayHold = { answer: 'unknown', gap: null };
const unclear = (gap: Gap | null): MayHold => ({ answer: 'unknown', gap });
const lacking = (...lacks: readonly Lack[]): MayHold => ({ answer: 'no', lacks });

/** What nobody can say of a license because an answer lacked it: whether it can be used, or by how many more users. */
const doubtOf = ({ standing }: License): Gap | undefined =>
  standing && (lackedIn(standing.force) ?? lackedIn(standing.seats));

/** A license of which nobody can say whether it can be given leaves open whether the entry can be had. */
const lacksLicense = (all: readonly License[]): MayHold => {
  // One that cannot be used is told only where no other would do.
  const usable = all.filter(({ standing }) => standing?.force.known !== true || standing.force.value === 'inForce');
  const openedBy = usable.length > 0 ? usable : all;
  const [first] = openedBy;
  const doubt = openedBy.every(doubtOf) ? first && doubtOf(first) : undefined;
  return doubt ? unclear(doubt) : lacking({ kind: 'license', openedBy });
};

/** What a license says of an entry; `silent` where the org does not tell its ceiling. */
type Ceiling = 'allows' | 'forbids' | 'silent' | Gap;

const isGap = (ceiling: Ceiling): ceiling is Gap => typeof ceiling === 'object';

type ObjectEntry = Extract<Entry, { kind: 'object' }>;

const objectCeiling = ({ objects, onlyOf, untold: lacked }: License, { sobject, access }: ObjectEntry): Ceiling => {
  if (lacked?.objects) return lacked.objects;
  const key = keyOf(sobject);
  const row = objects?.get(key);
  if (objects === null || (!row && onlyOf && !onlyOf.has(key) && !isCustom(sobject))) return 'silent';
  return row?.has(access) === true ? 'allows' : 'forbids';
};

/** The same of a permission set license: one without any row allows nothing, where others tell of the object. */
const objectCeilingOfSet = ({ orgLicenses }: Holder['user'], license: License, entry: ObjectEntry): Ceiling => {
  const ceiling = objectCeiling(license, entry);
  const tells = (other: License): boolean => ['allows', 'forbids'].some((told) => objectCeiling(other, entry) === told);
  const othersTell = orgLicenses.known && license.objects === null && orgLicenses.value.some(tells);
  return ceiling === 'silent' && othersTell ? 'forbids' : ceiling;
};

const permissionCeiling = (
  { licenseCeilingColumns: columns }: Holder['schema'],
  { userPermissions, untold: lacked }: License,
  name: string,
): Ceiling => {
  const key = keyOf(name);
  if (!columns.known || !columns.value.has(key)) return 'silent';
  const gap = lacked?.userPermissions.get(key);
  if (gap) return gap;
  if (userPermissions === null) return 'silent';
  return userPermissions.has(key) ? 'allows' : 'forbids';
};

/** The license that lifts the integration license, as far as it is known (fact A15). */
const lifterOf = ({ orgLicenses }: Holder['user']): License =>
  (orgLicenses.known ? orgLicenses.value : []).find(isLifter) ?? {
    id: null,
    name: integrationPermissionSetLicense,
    label: integrationPermissionSetLicense,
    objects: null,
    userPermissions: null,
  };

const isLifter = ({ name }: License): boolean => sameName(name, integrationPermissionSetLicense);

/** The permission set licenses that the user holds, by whether they can be used. */
type Held = {
  readonly inForce: readonly License[];
  /** Of which nobody can say whether they are in force, and why. */
  readonly doubtful: ReadonlyArray<{ readonly license: License; readonly gap: Gap }>;
};

const heldBy = ({ permissionSetLicenses }: Holder['user']): Held => {
  const all = permissionSetLicenses.known ? permissionSetLicenses.value : [];
  const forceOf = ({ standing }: License): 'yes' | 'no' | Gap => {
    if (!standing) return 'yes';
    if (!standing.force.known) return standing.force.gap;
    return standing.force.value === 'inForce' ? 'yes' : 'no';
  };
  return {
    inForce: all.filter((license) => forceOf(license) === 'yes'),
    doubtful: all.flatMap((license) => {
      const force = forceOf(license);
      return typeof force === 'string' ? [] : [{ license, gap: force }];
    }),
  };
};

const isHeld = (license: License, licenses: readonly License[]): boolean =>
  licenses.some(({ name }) => sameName(name, license.name));

/** Licenses of the org that allow it and that the user does not hold in force. */
const openersOf = (
  { orgLicenses }: Holder['user'],
  inForce: readonly License[],
  allows: (license: License) => boolean,
): License[] =>
  (orgLicenses.known ? orgLicenses.value : []).filter((license) => !isHeld(license, inForce) && allows(license));

/** What an answer lacked of the licenses of the org: one of them may open it. */
const unreadIn = (
  licenses: Holder['user']['orgLicenses'],
  ceilingOf: (license: License) => Ceiling,
): Gap | undefined => (licenses.known ? licenses.value.map(ceilingOf).find(isGap) : lackedIn(licenses));

/** Lacks one of the licenses that open it; where none is known to, that some may is held against it. */
const lacksOneOf = (
  licenses: Holder['user']['orgLicenses'],
  openers: readonly License[],
  ceilingOf: (license: License) => Ceiling,
): MayHold => {
  const unread = openers.length > 0 ? undefined : unreadIn(licenses, ceilingOf);
  return unread ? unclear(unread) : lacksLicense(openers);
};

/** What the user license and the permission set licenses that are held say, where none of them allows it. */
const concluded = (
  { userLicenseUntold, permissionSetLicenses, orgLicenses }: Holder['user'],
  ceilings: readonly Ceiling[],
  openers: () => readonly License[],
  ceilingOf: (license: License) => Ceiling,
): MayHold => {
  if (ceilings.includes('silent')) return untold;
  const gap = userLicenseUntold ?? lackedIn(permissionSetLicenses) ?? ceilings.find(isGap);
  return gap ? unclear(gap) : lacksOneOf(orgLicenses, openers(), ceilingOf);
};

/** Whether licenses were read, or at least answered with something missing. */
const licensesTold = ({ permissionSetLicenses }: Holder['user']): boolean =>
  permissionSetLicenses.known || lackedIn(permissionSetLicenses) !== undefined;

const objectLicense = ({ user }: Holder, entry: ObjectEntry): MayHold => {
  const { inForce, doubtful } = heldBy(user);
  const isIntegration = user.userLicense === integrationLicense;
  const isStandard = !isBeyondStandardObjects(entry.sobject);
  // The license alone allows no standard object, and one license is known to lift it (facts A13-A17).
  if (isIntegration && isStandard && user.permissionSetLicenses.known && !inForce.some(isLifter)) {
    const doubt = doubtful.find(({ license }) => isLifter(license));
    return doubt ? unclear(doubt.gap) : lacksLicense([lifterOf(user)]);
  }
  const told = objectCeiling(user.license, entry);
  const isBare = isIntegration && isStandard && user.permissionSetLicenses.known;
  const ofUser = isBare && told === 'silent' ? 'forbids' : told;
  const ceilingOf = (license: License): Ceiling => objectCeilingOfSet(user, license, entry);
  const ofHeld = inForce.map(ceilingOf);
  if (ofUser === 'allows' || ofHeld.includes('allows')) return yes;
  const doubt = doubtful.find(({ license }) => ceilingOf(license) !== 'forbids');
  if (doubt) return unclear(doubt.gap);
  if (!licensesTold(user)) return untold;
  // For users of other licenses the license of integration users is no way.
  const openers = (): License[] =>
    openersOf(user, inForce, (license) => (isIntegration || !isLifter(license)) && ceilingOf(license) === 'allows');
  if (user.userLicense === fullLicense && ofUser === 'silent') {
    if (isInFullLicense(entry.sobject)) return yes;
    const found = openers();
    if (found.length > 0 || unreadIn(user.orgLicenses, ceilingOf))
      return lacksOneOf(user.orgLicenses, found, ceilingOf);
    return user.orgLicenses.known ? yes : untold;
  }
  return concluded(user, [ofUser, ...ofHeld], openers, ceilingOf);
};

const permissionLicense = ({ user, schema }: Holder, name: string): MayHold => {
  const isIntegration = user.userLicense === integrationLicense;
  // Of other user licenses nothing tells which user permissions they allow.
  if (!isIntegration && !user.userLicenseUntold) return user.userLicense === fullLicense ? yes : untold;
  if (integrationBasePermissions.has(keyOf(name))) return yes;
  if (!licensesTold(user)) return untold;
  const { inForce, doubtful } = heldBy(user);
  const ceilingOf = (license: License): Ceiling => permissionCeiling(schema, license, name);
  const ofHeld = inForce.map(ceilingOf);
  if (ofHeld.includes('allows')) return yes;
  const doubt = doubtful.find(({ license }) => ceilingOf(license) !== 'forbids');
  if (doubt) return unclear(doubt.gap);
  const openers = (): License[] => openersOf(user, inForce, (license) => ceilingOf(license) === 'allows');
  if (inForce.some(isLifter)) return concluded(user, ofHeld, openers, ceilingOf);
  const lackedOfAll = lackedIn(user.orgLicenses);
  if (lackedOfAll) return unclear(lackedOfAll);
  const lifter = lifterOf(user);
  const ofLifter = ceilingOf(lifter);
  if (ofLifter === 'allows' || ofLifter === 'silent') {
    const isSure = isIntegration && user.permissionSetLicenses.known;
    return isSure ? lacksLicense([lifter]) : untold;
  }
  return concluded(user, [ofLifter, ...ofHeld], openers, ceilingOf);
};

/**
 * View All Data and Modify All Data write access to every object into the permission set (fact B8): to packaged ones as well
 * that come with a license, without which the platform refuses the assignment.
 */
const licensedObjects = ({ user }: Holder, name: string): MayHold => {
  if (!takesObjectsAlong(name) || !user.orgLicenses.known) return yes;
  const { inForce } = heldBy(user);
  const reads = (license: License, key: string): boolean => license.objects?.get(key)?.has('read') === true;
  const sellers = user.orgLicenses.value.filter((license) => !isLifter(license));
  const packaged = new Set(
    sellers.flatMap(({ objects }) => [...(objects?.keys() ?? [])].filter((key) => namespaceOf(key) !== null)),
  );
  const parts = [...packaged]
    .filter((key) => ![user.license, ...inForce].some((license) => reads(license, key)))
    .map((key) => lacksLicense(sellers.filter((license) => reads(license, key))));
  const may = allOf(parts);
  return may.answer === 'no' ? lacking(...fewest(may.lacks)) : may;
};

/** Whether the platform writes access to every object along with the user permission. */
const takesObjectsAlong = (name: string): boolean => platformRowsOf((one) => sameName(one, name)).length > 0;

const opensPackaged = (license: License): boolean =>
  !isLifter(license) && [...(license.objects?.keys() ?? [])].some((key) => namespaceOf(key) !== null);

type LicenseLack = Extract<Lack, { kind: 'license' }>;

const namesIn = ({ openedBy }: LicenseLack): readonly string[] => openedBy.map(({ name }) => name);

/** Each lack once, and none that is filled by the only license which another one takes. */
const fewest = (lacks: readonly Lack[]): Lack[] => {
  const licenses = lacks.filter((lack) => lack.kind === 'license');
  const only = new Set(licenses.filter(({ openedBy }) => openedBy.length === 1).flatMap(namesIn));
  const left = licenses.filter((lack) => lack.openedBy.length === 1 || !namesIn(lack).some((one) => only.has(one)));
  return [...new Map(left.map((lack) => [namesIn(lack).join(' '), lack])).values()];
};

const seatNeeded = ({ user }: Holder, entry: Entry): MayHold => {
  if (entry.kind === 'userPermission') return yes;
  const namespace = namespaceOf(entry.kind === 'field' ? entry.field : entry.sobject);
  const seat = namespace === null ? undefined : user.packages.get(keyOf(namespace));
  if (namespace === null || seat === undefined) return yes;
  if (!seat.known) return unclear(seat.gap);
  return seat.value.state === 'held' ? yes : lacking({ kind: 'packageSeat', namespace });
};

const flagNeeded = ({ user }: Holder, { sobject, access }: ObjectEntry): MayHold => {
  const flag = isFreeOfFlags(user.userLicense) ? null : flagFor(sobject, access);
  const reading = flag === null ? undefined : user.flags.get(keyOf(flag));
  if (flag === null || reading === undefined) return yes;
  if (!reading.known) return unclear(reading.gap);
  return reading.value ? yes : lacking({ kind: 'userFlag', flag });
};

/** All of them have to be there: what is surely lacking settles the matter. */
const allOf = (parts: readonly MayHold[]): MayHold => {
  const lacks = parts.flatMap((part) => (part.answer === 'no' ? part.lacks : []));
  if (lacks.length > 0) return lacking(...lacks);
  const unknowns = parts.filter((part) => part.answer === 'unknown');
  return unknowns.find(({ gap }) => gap !== null) ?? unknowns[0] ?? yes;
};

/**
 * Whether the licenses of a user let a permission set with this entry be assigned to the user (facts A12-A17, A20). Fields
 * have no ceiling of their own.
 */
export const licenseAllows = (holder: Holder, entry: Entry): MayHold => {
  if (entry.kind === 'field') return yes;
  return entry.kind === 'object'
    ? objectLicense(holder, entry)
    : allOf([permissionLicense(holder, entry.name), licensedObjects(holder, entry.name)]);
};

/** What it takes besides licenses. */
const besides = (holder: Holder, entry: Entry): MayHold[] => [
  seatNeeded(holder, entry),
  ...(entry.kind === 'object' ? [flagNeeded(holder, entry)] : []),
];

/**
 * Whether a user may hold an entry at all: his licenses allow it, and his record has what it takes besides. `no` names all
 * that is surely lacking; `unknown` says why nobody can tell.
 */
export const mayHold = (holder: Holder, entry: Entry): MayHold =>
  allOf([licenseAllows(holder, entry), ...besides(holder, entry)]);

/**
 * Whether a lack takes the effect from what permission sets give: a license that the user holds and that is not in force.
 * What somebody has without ever having held a license was not refused by the platform, and counts.
 */
const takesEffect = ({ user }: Holder, lack: Lack): boolean => {
  if (lack.kind !== 'license') return true;
  const held = user.permissionSetLicenses.known ? user.permissionSetLicenses.value : [];
  return lack.openedBy.some((license) => isHeld(license, held));
};

/**
 * Whether what permission sets give has an effect. Ceilings are not held against it, as the platform has taken the
 * assignment; a license that is not in force any more is, and so is what the record of the user lacks.
 */
export const worksFor = (holder: Holder, entry: Entry): MayHold => {
  const may = entry.kind === 'userPermission' ? permissionLicense(holder, entry.name) : mayHold(holder, entry);
  if (may.answer === 'yes') return may;
  if (may.answer === 'no') {
    const lacks = may.lacks.filter((lack) => takesEffect(holder, lack));
    return lacks.length === 0 ? yes : lacking(...lacks);
  }
  const doubts = [...heldBy(holder.user).doubtful.map(({ gap }) => gap), ...gapsOf(holder.user)];
  return may.gap !== null && doubts.includes(may.gap) ? may : yes;
};

const gapsOf = ({ flags, packages }: Holder['user']): Gap[] =>
  [...flags.values(), ...packages.values()].flatMap((reading) => (reading.known ? [] : [reading.gap]));

/** Whether something is lacking that nothing of this org can give. */
export const isHopeless = (may: MayHold): boolean =>
  may.answer === 'no' && may.lacks.some((lack) => lack.kind === 'license' && lack.openedBy.length === 0);

/** Whether the platform would refuse, or may refuse, to assign a permission set with the entry because of a license. */
export const mayBeRefused = (holder: Holder, entry: Entry): boolean => {
  const may = licenseAllows(holder, entry);
  return may.answer === 'no' || (may.answer === 'unknown' && may.gap !== null);
};

/** The permission set license that would be given: the only one that opens it, with a seat that is or may be free. */
export const licenseToGive = ({ openedBy }: LicenseLack): License | undefined => {
  const [first, ...others] = openedBy.filter(canBeAssigned);
  return others.length === 0 ? first : undefined;
};

/** Whether one more user can be given the license, as far as the org tells. */
export const canBeAssigned = ({ standing }: License): boolean => {
  if (!standing) return true;
  const { force, seats } = standing;
  return (!force.known || force.value === 'inForce') && (!seats.known || seats.value.used < seats.value.total);
};

/** The permission set licenses of the user that open an entry which nothing else of his allows. */
export const licensesUsed = ({ user }: Holder, entry: Entry): readonly License[] => {
  if (entry.kind === 'userPermission' && takesObjectsAlong(entry.name))
    return heldBy(user).inForce.filter(opensPackaged);
  if (entry.kind !== 'object') return [];
  const told = objectCeiling(user.license, entry);
  // What a silent license allows is known of two: the full one, and the one that allows no standard object.
  const isKnown =
    user.userLicense === fullLicense
      ? !isInFullLicense(entry.sobject)
      : user.userLicense === integrationLicense && !isBeyondStandardObjects(entry.sobject);
  const { inForce } = heldBy(user);
  const ofHeld = inForce.map((license) => ({ license, ceiling: objectCeilingOfSet(user, license, entry) }));
  const isOpen = told === 'silent' ? !isKnown : told !== 'forbids';
  if (isOpen || ofHeld.some(({ ceiling }) => ceiling === 'silent')) return [];
  return ofHeld.flatMap(({ license, ceiling }) => (ceiling === 'allows' && !isLifter(license) ? [license] : []));
};
