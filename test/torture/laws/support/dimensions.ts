/** What a random world is made of, so that a run can tell how often each of it came up: what never does is not held by anything. */
import { lifterName } from '../../naive/licenses.js';
import { everyRule } from '../../naive/definition.js';
import type { Rule } from '../../naive/definition.js';
import { includes, same } from '../../naive/world.js';
import type { PermissionSetLicense, User, World } from '../../naive/world.js';
import { flagNames, gapParts, permissionNames, userLicenseNames } from './worlds.js';

/** By name of the dimension, whether the case has it. Every dimension is there, so that one that never happens counts 0. */
export type Dimensions = Readonly<Record<string, boolean>>;

const ofAll = (names: readonly string[], about: (name: string) => string, has: (name: string) => boolean): Dimensions =>
  Object.fromEntries(names.map((name) => [about(name), has(name)]));

const ofLicenses = (
  { permissionSetLicenses: all }: World,
  { license, permissionSetLicenses: held }: User,
): Dimensions => {
  const isHeld = ({ name }: PermissionSetLicense): boolean => includes(held, name);
  const lifter = all.find(({ name }) => same(name, lifterName));
  const others = all.filter((one) => one !== lifter);
  const isIntegration = same(license.name, 'Salesforce Integration');
  return {
    ...ofAll(
      userLicenseNames,
      (name) => `user license ${name}`,
      (name) => same(license.name, name),
    ),
    'user license tells its objects': license.objects !== null,
    'user license tells no object': license.objects !== null && Object.keys(license.objects).length === 0,
    'integration user, its license not in the org': isIntegration && lifter === undefined,
    'integration user, its license held': isIntegration && lifter !== undefined && isHeld(lifter),
    'integration user, its license not held, a seat free':
      isIntegration && lifter?.freeSeat === true && lifter.force === 'inForce' && !isHeld(lifter),
    'integration user, its license not held, seats full':
      isIntegration && lifter?.freeSeat === false && !isHeld(lifter),
    'integration user, its license expired': isIntegration && lifter?.force === 'expired',
    'integration user, its license disabled': isIntegration && lifter?.force === 'disabled',
    'no permission set license in the org': all.length === 0,
    'other permission set license held': others.some(isHeld),
    'other permission set license held and expired': others.some((one) => isHeld(one) && one.force === 'expired'),
    'other permission set license held and disabled': others.some((one) => isHeld(one) && one.force === 'disabled'),
    'other permission set license not held, a seat free': others.some(
      (one) => !isHeld(one) && one.freeSeat && one.force === 'inForce',
    ),
    'other permission set license not held, seats full': others.some((one) => !isHeld(one) && !one.freeSeat),
    'two other permission set licenses': others.length > 1,
    'permission set license tells its objects': all.some(({ objects }) => objects !== null),
    'permission set license tells its user permissions': all.some(({ userPermissions }) => userPermissions !== null),
  };
};

const ofUser = (world: World, user: User): Dimensions => {
  const groups = world.groups.filter(({ name }) => user.groups.some(({ of }) => of === name));
  const assigned = [...user.permissionSets, ...user.groups];
  const flags = flagNames;
  return {
    ...ofAll(
      flags,
      (flag) => `flag ${flag} on`,
      (flag) => user.flags[flag as keyof User['flags']] === true,
    ),
    ...ofAll(
      flags,
      (flag) => `flag ${flag} off`,
      (flag) => user.flags[flag as keyof User['flags']] === false,
    ),
    ...ofAll(
      ['held', 'missing', 'expired'],
      (state) => `package seat ${state}`,
      (state) => Object.values(user.seats).some((one) => one === state),
    ),
    ...ofAll(
      ['inForce', 'expired', 'revoked', 'inactive', 'needsActivation'],
      (state) => `assignment ${state}`,
      (state) => assigned.some((one) => one.state === state),
    ),
    'assignment of which nobody knows until when': assigned.some(({ doubtful }) => doubtful),
    'group assigned': groups.length > 0,
    'group with muting': groups.some(({ muting }) => muting !== null),
    'group calculating': groups.some(({ waiting }) => waiting),
    'group with muting, calculating': groups.some(({ muting, waiting }) => muting !== null && waiting),
    'muted View All Data': groups.some(({ muting }) => includes(muting?.userPermissions ?? [], 'ViewAllData')),
    'Modify All Data held': [...world.permissionSets, ...world.profiles].some(
      ({ name, userPermissions }) =>
        includes(userPermissions, 'ModifyAllData') && (name === user.profile || assigned.some(({ of }) => of === name)),
    ),
    'user inactive': !user.active,
    'user frozen': user.frozen,
    'user unnamed': user.unnamed,
  };
};

const ofOrg = ({
  gaps,
  setPermissions,
  ceilingPermissions,
  knowsViewAllFields,
  profiles,
  permissionSets,
  entities,
  setup,
}: World): Dimensions => ({
  'custom permission in the org': setup.customPermissions.length > 0,
  'Apex class in the org': setup.apexClasses.length > 0,
  'custom setting or metadata type in the org': entities.some(({ name }) => /Settings__c$|__mdt$/.test(name)),
  'custom setting or metadata type opened to a set': permissionSets.some(({ setup: held }) =>
    held.some((key) => key.startsWith('customEntityDefinition:')),
  ),
  'app in the org': setup.apps.length > 0,
  'package installed': setup.packages.length > 0,
  'object only offered': setup.offeredOnly.length > 0,
  ...ofAll(
    gapParts,
    (part) => `unread: ${part}`,
    (part) => gaps[part] !== undefined,
  ),
  'something unread': Object.keys(gaps).length > 0,
  'user permission without a column': permissionNames.some((name) => !includes(setPermissions, name)),
  'no ceiling of user permissions': ceilingPermissions.length === 0,
  'View All Fields unknown to the API version': !knowsViewAllFields,
  'permissions of the profile alone unread': profiles.some(({ profileOnly }) => profileOnly === null),
  'no Account in the org': !entities.some(({ name }) => name === 'Account'),
});

const ofRules = (rules: readonly Rule[]): Dimensions => {
  const all = rules.flatMap(everyRule);
  return {
    ...ofAll(
      [
        ...['userPermission', 'object', 'field', 'historyTracking', 'api', 'anyOf', 'allOf'],
        ...['permissionSetAssigned', 'permissionSetLicense', 'userLicense', 'profile', 'userFlag', 'customPermission'],
        ...['apexClass', 'connectedApp', 'package', 'recordVisibility', 'manual'],
      ],
      (kind) => `rule ${kind}`,
      (kind) => all.some((rule) => kind in rule),
    ),
    ...ofAll(
      ['forbid', 'ifPresent', 'minimum', 'on', 'seat', 'editableOnly', 'when'],
      (word) => `rule with ${word}`,
      (word) => all.some((rule) => word in rule),
    ),
    'rule of a phase': rules.some(({ when }) => when?.phase !== undefined),
    'rule about objects of a name': all.some(
      (rule) => 'object' in rule && rule.object.some((name) => name.includes('*')),
    ),
    'forbidden profile or license': all.some(
      (rule) => ('profile' in rule || 'userLicense' in rule) && rule.forbid === true,
    ),
  };
};

/** The dimensions of one world with one user and a definition. */
export const dimensionsOf = ({
  world,
  rules,
}: {
  readonly world: World;
  readonly rules: readonly Rule[];
}): Dimensions => {
  const [user] = world.users;
  return {
    ...(user ? { ...ofLicenses(world, user), ...ofUser(world, user) } : {}),
    ...ofOrg(world),
    ...ofRules(rules),
  };
};
