/** Whether the licenses of a user let a permission set be assigned to the user (facts A12-A17, A20). */
import { isBeyondStandardObjects, isCustom, namespaceOf } from '../platform/customNames.js';
import { fullLicense, isInFullLicense } from '../platform/fullLicense.js';
import { integrationBasePermissions, integrationLicense } from '../platform/integrationLicense.js';
import { keyOf, sameName } from '../platform/names.js';
import { platformRowsOf } from '../platform/platformRows.js';
import type { Entry } from './entry.js';
import { doubtOf, heldBy, isHeld, isLifter, isNotInOrg, lifterOf } from './heldLicenses.js';
import type { LicenseLack } from './heldLicenses.js';
import { lacking, unclear, untold, yes } from './holder.js';
import type { Holder, Lack, MayHold } from './holder.js';
import { isGap, objectCeiling, objectCeilingOfSet, permissionCeiling } from './licenseCeiling.js';
import type { Ceiling, ObjectEntry } from './licenseCeiling.js';
import { isSetupEntry } from './setupEntities.js';
import { known, lackedIn } from './snapshot.js';
import type { Gap, License } from './snapshot.js';

/** A license of which nobody can say whether it can be given leaves open whether the entry can be had. */
const lacksLicense = (all: readonly License[]): MayHold => {
  // One that cannot be used is told only where no other would do.
  const usable = all.filter(({ standing }) => standing?.force.known !== true || standing.force.value === 'inForce');
  const openedBy = usable.length > 0 ? usable : all;
  const [first] = openedBy;
  const doubt = openedBy.every(doubtOf) ? first && doubtOf(first) : undefined;
  return doubt ? unclear(doubt) : lacking({ kind: 'license', openedBy });
};

/** Licenses of the org that allow it and that the user does not hold in force. */
const openersOf = (
  { orgLicenses }: Holder['user'],
  inForce: readonly License[],
  allows: (license: License) => boolean,
): License[] =>
  (orgLicenses.known ? orgLicenses.value : []).filter((license) => !isHeld(license, inForce) && allows(license));

/** What an answer lacked of the licenses of the org: one of them may open it. */
const unreadIn = (licenses: Holder['user']['orgLicenses'], ceilingOf: (license: License) => Ceiling): Gap | undefined =>
  licenses.known ? licenses.value.map(ceilingOf).find(isGap) : lackedIn(licenses);

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

/** Whether no permission set license of the org is sold for it; that of integration users counts for them alone. */
const isSurelyUnsold = (user: Holder['user'], entry: ObjectEntry): boolean =>
  user.orgLicenses.known &&
  user.orgLicenses.value
    .filter((license) => !isLifter(license))
    .map((license) => objectCeilingOfSet(user, license, entry))
    .every((ceiling) => ceiling === 'forbids' || ceiling === 'silent');

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
  const isFull = user.userLicense === fullLicense && told === 'silent';
  if (isFull && (isInFullLicense(entry.sobject) || isSurelyUnsold(user, entry))) return yes;
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
  if (ofUser === 'silent') {
    // What the full license does not allow by itself, no lesser one does.
    const found = isInFullLicense(entry.sobject) ? [] : openers();
    // The user may hold one that an answer lacked.
    const lacked = found.length > 0 ? lackedIn(user.permissionSetLicenses) : undefined;
    if (lacked) return unclear(lacked);
    if (found.length > 0 || (isFull && unreadIn(user.orgLicenses, ceilingOf)))
      return lacksOneOf(user.orgLicenses, found, ceilingOf);
  }
  return concluded(user, [ofUser, ...ofHeld], openers, ceilingOf);
};

/** Whether licenses allow a user permission by itself, whatever access the platform writes along. */
export const permissionLicense = ({ user, schema }: Holder, name: string): MayHold => {
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
    // Where the org was never given it, another license that is told to allow it does as well.
    return isSure ? lacksLicense([lifter, ...(isNotInOrg(lifter) ? openers() : [])]) : untold;
  }
  return concluded(user, [ofLifter, ...ofHeld], openers, ceilingOf);
};

/** Whether the platform writes access to every object along with the user permission. */
const takesObjectsAlong = (name: string): boolean => platformRowsOf((one) => sameName(one, name)).length > 0;

const opensPackaged = (license: License): boolean =>
  !isLifter(license) && [...(license.objects?.keys() ?? [])].some((key) => namespaceOf(key) !== null);

const namesIn = ({ openedBy }: LicenseLack): readonly string[] => openedBy.map(({ name }) => name);

/** Each lack once, and none that is filled by the only license which another one takes. */
const fewest = (lacks: readonly Lack[]): Lack[] => {
  const licenses = lacks.filter((lack) => lack.kind === 'license');
  const only = new Set(licenses.filter(({ openedBy }) => openedBy.length === 1).flatMap(namesIn));
  const left = licenses.filter((lack) => lack.openedBy.length === 1 || !namesIn(lack).some((one) => only.has(one)));
  return [...new Map(left.map((lack) => [namesIn(lack).join(' '), lack])).values()];
};

/** Whether the org has custom objects of packages, or may have. */
const mayHavePackaged = ({ permissionableObjects: objects }: Holder['schema']): boolean =>
  !objects.known || [...objects.value.keys()].some((key) => isCustom(key) && namespaceOf(key) !== null);

/**
 * Whether nobody can say which objects come with a license: the org has licenses that this user does not hold, and tells the
 * objects of none (fact A20 was not tried on a live org).
 */
const isSilent = ({ license, orgLicenses }: Holder['user'], inForce: readonly License[]): boolean => {
  const all = orgLicenses.known ? orgLicenses.value : [];
  const isTold = [license, ...inForce, ...all].some(({ objects }) => objects !== null);
  return !isTold && all.some((one) => !isLifter(one) && !isHeld(one, inForce));
};

/**
 * View All Data and Modify All Data write access to every object into the permission set (fact B8): to packaged ones as well
 * that come with a license, without which the platform refuses the assignment.
 */
export const licensedObjects = ({ user, schema }: Holder, name: string): MayHold => {
  if (!takesObjectsAlong(name)) return yes;
  if (!user.orgLicenses.known) {
    const lacked = lackedIn(user.orgLicenses);
    return lacked && mayHavePackaged(schema) ? unclear(lacked) : yes;
  }
  const { inForce, doubtful } = heldBy(user);
  if (mayHavePackaged(schema) && isSilent(user, inForce)) return untold;
  const reads = (license: License, key: string): boolean => license.objects?.get(key)?.has('read') === true;
  const sellers = user.orgLicenses.value.filter((license) => !isLifter(license));
  const packaged = new Set(
    sellers.flatMap(({ objects }) => [...(objects?.keys() ?? [])].filter((key) => namespaceOf(key) !== null)),
  );
  const parts = [...packaged]
    .filter((key) => ![user.license, ...inForce].some((license) => reads(license, key)))
    .map((key) => {
      const sold = sellers.filter((license) => reads(license, key));
      const doubt = doubtful.find(({ license }) => isHeld(license, sold))?.gap ?? lackedIn(user.permissionSetLicenses);
      if (doubt) return unclear(doubt);
      return licensesTold(user) ? lacksLicense(sold) : untold;
    });
  const may = allOf(parts);
  return may.answer === 'no' ? lacking(...fewest(may.lacks)) : may;
};

/** All of them have to be there: what is surely lacking settles the matter. */
export const allOf = (parts: readonly MayHold[]): MayHold => {
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
  // Nothing tells what lesser licenses allow of these.
  if (isSetupEntry(entry)) return holder.user.userLicense === fullLicense ? yes : untold;
  return entry.kind === 'object'
    ? objectLicense(holder, entry)
    : allOf([permissionLicense(holder, entry.name), licensedObjects(holder, entry.name)]);
};

/** Whether the platform would refuse, or may refuse, to assign a permission set with the entry because of a license. */
export const mayBeRefused = (holder: Holder, entry: Entry): boolean => {
  const may = licenseAllows(holder, entry);
  return may.answer === 'no' || (may.answer === 'unknown' && may.gap !== null);
};

/** The permission set licenses of the user that open an entry which nothing else of his allows. */
export const licensesUsed = ({ user, schema }: Holder, entry: Entry): readonly License[] => {
  const { inForce } = heldBy(user);
  if (entry.kind === 'userPermission' && takesObjectsAlong(entry.name)) return inForce.filter(opensPackaged);
  if (entry.kind !== 'object') return [];
  const opening = inForce.filter(
    (license) => !isLifter(license) && objectCeilingOfSet(user, license, entry) === 'allows',
  );
  if (opening.length === 0) return [];
  const others = inForce.filter((license) => !opening.includes(license));
  const without = objectLicense({ user: { ...user, permissionSetLicenses: known(others) }, schema }, entry);
  return without.answer === 'no' ? opening : [];
};
