import { canBeAssigned, isLifter, isNotInOrg, licenseOfOrg, lifterOf } from '../../access/heldLicenses.js';
import { gap, lackedIn } from '../../access/snapshot.js';
import type { License } from '../../access/snapshot.js';
import { integrationLicense } from '../../platform/integrationLicense.js';
import { sameName } from '../../platform/names.js';
import type { Context } from '../context.js';
import { missingUnclear, unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { LicenseNeed } from './licenseNeed.js';

export const licenseCodes = {
  settled: ['LICENSE_ASSIGNED'],
  open: [
    'LICENSE_MISSING',
    'LICENSE_NEEDED',
    'LICENSE_NO_SEAT',
    'LICENSE_EXPIRED',
    'LICENSE_DISABLED',
    'LICENSE_NOT_IN_ORG',
    'LICENSE_FIRST',
    'NO_EFFECT_WITHOUT_LICENSE',
  ],
} as const;

const named = (licenses: readonly License[], name: string): License | undefined =>
  licenses.find((license) => sameName(license.name, name));

/** What is the matter with a license that nobody can use, or of which no seat is free; undefined where it can be given. */
const unusable = ({ name, label, standing }: License, isHeld: boolean): Verdict | undefined => {
  if (!standing) return undefined;
  const { force, seats } = standing;
  if (force.known && force.value !== 'inForce')
    return verdict('unmet', force.value === 'expired' ? 'LICENSE_EXPIRED' : 'LICENSE_DISABLED', [name, label]);
  if (isHeld || !seats.known || seats.value.used < seats.value.total) return undefined;
  return verdict('unmet', 'LICENSE_NO_SEAT', [name, label, String(seats.value.used), String(seats.value.total)]);
};

const freeSeats = ({ standing }: License): string =>
  standing?.seats.known === true ? `${standing.seats.value.total - standing.seats.value.used}` : '?';

/**
 * Whether the user holds a permission set license that is in force (facts A15, A20), and whether it can be given.
 * @param isChoice whether another license would do as well: then people choose
 */
export const judgeLicense = ({ user }: Context, { name }: LicenseNeed, isChoice: boolean): Verdict => {
  const { permissionSetLicenses: assigned, userLicense, userLicenseUntold } = user;
  // A license that cannot be seen: whether this applies is not known.
  if (userLicense === '') return unreadable(name, userLicenseUntold ?? gap('NOT_AUTHORISED', 'Profile', '').gap);
  if (!assigned.known) return unreadable(name, assigned.gap);
  const held = named(assigned.value, name);
  const lifter = lifterOf(user);
  const license = held ?? (sameName(lifter.name, name) ? lifter : licenseOfOrg(user, name));
  const { force, seats } = license?.standing ?? {};
  if (held && force && !force.known) return unreadable(name, force.gap);
  if (license && isNotInOrg(license)) return verdict('unmet', 'LICENSE_NOT_IN_ORG', [name, userLicense]);
  const obstacle = license && unusable(license, held !== undefined);
  if (obstacle) return obstacle;
  if (held) return verdict('met', 'LICENSE_ASSIGNED', [name]);
  const doubt = (force && lackedIn(force)) ?? (seats && lackedIn(seats));
  if (doubt) return missingUnclear(name, doubt);
  const beside = isChoice || (license && !canBeAssigned(license)) ? {} : { remedy: { licenses: [name] } };
  // A rule may name it for a user of another license, who has nothing to lift (fact A15).
  return license && isLifter(license) && userLicense === integrationLicense
    ? verdict('unmet', 'LICENSE_MISSING', [name, userLicense], beside)
    : verdict('unmet', 'LICENSE_NEEDED', [name, license?.label ?? name, license ? freeSeats(license) : '?'], beside);
};
