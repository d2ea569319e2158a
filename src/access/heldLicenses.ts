/** The permission set licenses of a user and of the org: which are in force, and which can be given. */
import { integrationPermissionSetLicense } from '../platform/integrationLicense.js';
import { sameName } from '../platform/names.js';
import type { Holder, Lack } from './holder.js';
import { known, lackedIn } from './snapshot.js';
import type { Gap, License } from './snapshot.js';

/** What nobody can say of a license because an answer lacked it: whether it can be used, or by how many more users. */
export const doubtOf = ({ standing }: License): Gap | undefined => {
  // Of one that cannot be used nobody needs to know the seats.
  if (!standing || (standing.force.known && standing.force.value !== 'inForce')) return undefined;
  return lackedIn(standing.force) ?? lackedIn(standing.seats);
};

/** Whether it is the license that lifts the integration license (fact A15). */
export const isLifter = ({ name }: License): boolean => sameName(name, integrationPermissionSetLicense);

/** The license as the org tells of it; undefined where the org does not tell of its licenses, or has none of this name. */
export const licenseOfOrg = ({ orgLicenses }: Pick<Holder['user'], 'orgLicenses'>, name: string): License | undefined =>
  orgLicenses.known ? orgLicenses.value.find((license) => sameName(license.name, name)) : undefined;

/**
 * The license that lifts the integration license (fact A15): as the org tells of it, or by its name alone. An org that tells
 * of its licenses and not of this one was never given it.
 */
export const lifterOf = (user: Pick<Holder['user'], 'orgLicenses'>): License =>
  licenseOfOrg(user, integrationPermissionSetLicense) ?? {
    id: null,
    name: integrationPermissionSetLicense,
    label: integrationPermissionSetLicense,
    objects: null,
    userPermissions: null,
    ...(user.orgLicenses.known ? { standing: { force: known('notInOrg'), seats: known({ total: 0, used: 0 }) } } : {}),
  };

/** Whether Salesforce never gave the org this license. */
export const isNotInOrg = ({ standing }: License): boolean =>
  standing?.force.known === true && standing.force.value === 'notInOrg';

/** The permission set licenses that the user holds, by whether they can be used. */
type Held = {
  readonly inForce: readonly License[];
  /** Of which nobody can say whether they are in force, and why. */
  readonly doubtful: ReadonlyArray<{ readonly license: License; readonly gap: Gap }>;
};

/** The permission set licenses that the user holds, by whether they can be used. */
export const heldBy = ({ permissionSetLicenses }: Holder['user']): Held => {
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

/** Whether the license is one of these. */
export const isHeld = (license: License, licenses: readonly License[]): boolean =>
  licenses.some(({ name }) => sameName(name, license.name));

/** Whether one more user can be given the license, as far as the org tells. */
export const canBeAssigned = ({ standing }: License): boolean => {
  if (!standing) return true;
  const { force, seats } = standing;
  return (!force.known || force.value === 'inForce') && (!seats.known || seats.value.used < seats.value.total);
};

/** That a license is lacking. */
export type LicenseLack = Extract<Lack, { kind: 'license' }>;

/** The permission set license that would be given: the only one that opens it, with a seat that is or may be free. */
export const licenseToGive = ({ openedBy }: LicenseLack): License | undefined => {
  const [first, ...others] = openedBy.filter(canBeAssigned);
  return others.length === 0 ? first : undefined;
};
