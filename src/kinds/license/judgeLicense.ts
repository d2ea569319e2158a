import { gap, lackedIn } from '../../access/snapshot.js';
import type { Gap, License } from '../../access/snapshot.js';
import {
  integrationBasePermissions,
  integrationLicense,
  integrationPermissionSetLicense,
} from '../../platform/integrationLicense.js';
import { keyOf, sameName } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { findingOf } from '../finding.js';
import type { Finding } from '../finding.js';
import { stricter } from '../requirement.js';
import type { Level, Requirement } from '../requirement.js';
import { missingUnclear, unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { LicenseNeed } from './licenseNeed.js';
import { isBeyondStandardObjects } from '../../platform/customNames.js';

const isIntegrationUser = (context: Context): boolean => context.user.userLicense === integrationLicense;

const licenseNeed: LicenseNeed = { kind: 'license', name: integrationPermissionSetLicense };

/** Whether the user holds the permission set license that his integration license needs; undefined where unreadable. */
const holdsIntegrationLicense = (context: Context): boolean | undefined => {
  const assigned = context.user.permissionSetLicenses;
  return assigned.known ? assigned.value.some((l) => sameName(l.name, integrationPermissionSetLicense)) : undefined;
};

const allows = (license: License, sobject: string, access: ObjectAccess): boolean =>
  license.objects?.get(keyOf(sobject))?.has(access) ?? false;

/**
 * Why the user's licenses stand in the way of an object permission, or undefined where they do not or nobody can tell.
 * A ceiling counts only where the org answered it for the user license itself (fact A20, not tried on a live org), or
 * where the license is known to allow no standard object at all (facts A16, A17). Unknown where they may stand in the way,
 * and an answer lacked what would tell.
 */
export const licenseVerdict = (context: Context, sobject: string, access: ObjectAccess): Verdict | undefined => {
  const { license, permissionSetLicenses, userLicense, userLicenseUntold } = context.user;
  if (isIntegrationUser(context)) {
    if (holdsIntegrationLicense(context) === false && !isBeyondStandardObjects(sobject)) {
      return verdict('unmet', 'OBJECT_PERMISSION_MISSING', [sobject, access], {
        blockers: [licenseNeed],
        remedy: { entries: [{ kind: 'object', sobject, access }], licenses: [licenseNeed.name] },
      });
    }
  }
  const licensesLacked = lackedIn(permissionSetLicenses);
  if (!permissionSetLicenses.known && !licensesLacked) return undefined;
  const holders = [license, ...(permissionSetLicenses.known ? permissionSetLicenses.value : [])];
  // A license whose ceiling the org does not tell may allow anything.
  if (holders.some((holder) => holder.objects === null && !holder.untold?.objects)) return undefined;
  if (holders.some((holder) => allows(holder, sobject, access))) return undefined;
  const lacked =
    userLicenseUntold ?? licensesLacked ?? holders.find((holder) => holder.untold?.objects)?.untold?.objects;
  return lacked
    ? missingUnclear(`${sobject} ${access}`, lacked)
    : verdict('impossible', 'LICENSE_FORBIDS', [sobject, access, userLicense]);
};

/** How strictly the definition asks for objects: the strictest level; undefined where it asks for none. */
const objectLevel = (requirements: readonly Requirement[]): Level | undefined =>
  requirements
    .flatMap(({ need, forbid, level }): Level[] => {
      if (forbid) return [];
      if (need.kind === 'object' || need.kind === 'field') return [level];
      if (need.kind !== 'anyOf') return [];
      return need.members.some((member) => objectLevel(member) !== undefined) ? [level] : [];
    })
    .reduce<Level | undefined>((a, b) => (a === undefined ? b : stricter(a, b)), undefined);

/**
 * The implicit requirement of a user on the integration license: the permission set license without which no permission
 * set with standard objects can be assigned (facts A15, A16). Empty where it does not apply; unknown where the user's
 * license is hidden together with the profile (fact J6), or an answer lacked it. It is needed as strictly as the strictest
 * of those objects.
 */
export const licenseFindings = (context: Context, requirements: readonly Requirement[]): Finding[] => {
  const level = objectLevel(requirements);
  const held = level === undefined ? undefined : licenseHeld(context);
  if (level === undefined || held === undefined) return [];
  // A license that cannot be seen: whether this applies is not known, so the finding is recommended and unknown.
  const hidden = context.user.userLicense === '' && !context.user.userLicenseUntold;
  return [findingOf({ need: licenseNeed, forbid: false, level: hidden ? 'recommended' : level, because: [] }, held)];
};

const licenseHeld = (context: Context): Verdict | undefined => {
  const { userLicense, userLicenseUntold } = context.user;
  if (userLicense === '')
    return unreadable(integrationPermissionSetLicense, userLicenseUntold ?? gap('NOT_AUTHORISED', 'Profile', '').gap);
  if (!isIntegrationUser(context)) return undefined;
  const assigned = context.user.permissionSetLicenses;
  if (!assigned.known) return unreadable(integrationPermissionSetLicense, assigned.gap);
  return holdsIntegrationLicense(context) === true
    ? verdict('met', 'LICENSE_ASSIGNED', [integrationPermissionSetLicense])
    : verdict('unmet', 'LICENSE_MISSING', [integrationPermissionSetLicense, context.user.userLicense], {
        remedy: { licenses: [integrationPermissionSetLicense] },
      });
};

/** Whether licenses rule something out; a gap where they may, and an answer lacked what would tell. */
export type LicenseBar = boolean | Gap;

/**
 * Whether the licenses of an integration user rule a user permission out, as far as the org tells the ceilings of its
 * permission set licenses (fact A20). For other user licenses no ceiling of user permissions can be read.
 */
export const licenseBars = (context: Context, name: string): LicenseBar => {
  const { integrationLicense: lift, permissionSetLicenses, userLicenseUntold } = context.user;
  if (!(isIntegrationUser(context) || userLicenseUntold) || lift === null) return false;
  const licensesLacked = lackedIn(permissionSetLicenses);
  if (!permissionSetLicenses.known && !licensesLacked) return false;
  const key = keyOf(name);
  const holders = [lift, ...(permissionSetLicenses.known ? permissionSetLicenses.value : [])];
  const untoldOf = ({ untold }: License): Gap | undefined => untold?.userPermissions.get(key);
  if (integrationBasePermissions.has(key)) return false;
  if (holders.some((holder) => holder.userPermissions === null && !untoldOf(holder))) return false;
  const { licenseCeilingColumns } = context.schema;
  if (!licenseCeilingColumns.known || !licenseCeilingColumns.value.has(key)) return false;
  if (holders.some((holder) => holder.userPermissions?.has(key))) return false;
  return userLicenseUntold ?? licensesLacked ?? holders.map(untoldOf).find((lacked) => lacked !== undefined) ?? true;
};
