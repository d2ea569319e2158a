/** What licenses rule out (facts A13-A17, A20). Silence of the org means that no limit is known. */
import type { Level, Requirement } from './definition.js';
import { strictest } from './definition.js';
import { judge, nobodyKnows } from './judgement.js';
import type { Conclusion } from './judgement.js';
import { includes, lookUp, same } from './world.js';
import type { Access, License, User, World } from './world.js';

/** The user is on Salesforce Integration, and the license that lifts it is known to be missing. */
export const liftingLicenseMissing = (world: World, { lifting, permissionSetLicenses }: User): boolean =>
  lifting !== null &&
  world.gaps['permissionSetLicenses'] === undefined &&
  !permissionSetLicenses.some(({ name }) => same(name, lifting.name));

/** The permission set licenses of the user, the one that he needs included. */
const permissionSetLicensesOf = ({ permissionSetLicenses, lifting }: User): License[] => [
  ...permissionSetLicenses,
  ...(lifting && !permissionSetLicenses.some(({ name }) => same(name, lifting.name)) ? [lifting] : []),
];

/** Forbidden, not forbidden, or hidden by an answer that was not whole. */
type Bar = boolean | 'unclear';

/** Object access that no license of the user allows. Believed only where the org tells the ceiling of every one of them. */
export const ceilingForbidsObject = (user: User, world: World, sobject: string, access: Access): Bar => {
  const gap = world.gaps['permissionSetLicenses'];
  if (gap !== undefined && gap !== 'INCOMPLETE_ROWS') return false;
  const ceilings = [user.license, ...(gap ? [] : user.permissionSetLicenses)].map(({ objects }) => objects);
  if (ceilings.some((objects) => objects === null)) return false;
  if (ceilings.some((objects) => (lookUp(objects ?? {}, sobject) ?? []).includes(access))) return false;
  return gap ? 'unclear' : true;
};

/** What Salesforce Integration gives without any permission set license (fact A13). */
const ofTheLicense = ['ApiEnabled', 'ApiUserOnly', 'ChatterInternalUser'];

/** For users on Salesforce Integration: a user permission that none of their permission set licenses allows. */
export const ceilingForbidsPermission = (world: World, user: User, permission: string): Bar => {
  const gap = world.gaps['permissionSetLicenses'];
  if (user.lifting === null || (gap !== undefined && gap !== 'INCOMPLETE_ROWS')) return false;
  if (!includes(world.ceilingPermissions, permission) || includes(ofTheLicense, permission)) return false;
  const holders = gap ? [user.lifting] : permissionSetLicensesOf(user);
  const ceilings = holders.map(({ userPermissions }) => userPermissions);
  if (ceilings.some((names) => names === null)) return false;
  if (ceilings.some((names) => includes(names ?? [], permission))) return false;
  return gap ? 'unclear' : true;
};

/** Whether the lifting license may be what a user permission waits for: all but those of the license itself and those that it does not allow. */
export const isLifted = (world: World, user: User, permission: string): boolean => {
  if (includes(ofTheLicense, permission)) return false;
  return ceilingForbidsPermission(world, user, permission) !== true;
};

/** More than the license Salesforce Integration gives by itself (facts A13, A16). */
const takesLifting = (world: World, user: User, { wanted, forbid }: Requirement): boolean => {
  if (forbid) return false;
  switch (wanted.kind) {
    case 'anyOf':
      return wanted.members.some((member) => member.some((one) => takesLifting(world, user, one)));
    case 'object':
    case 'field':
      return true;
    case 'userPermission':
      return isLifted(world, user, wanted.name);
    case 'api':
      return wanted.api === 'metadata' && isLifted(world, user, 'ModifyMetadata');
    default:
      return false;
  }
};

/** The need of the lifting license: as strict as the strictest rule that takes it. */
export const judgeLicense = (world: World, user: User, requirements: readonly Requirement[]): Conclusion[] => {
  if (user.lifting === null) return [];
  const waiting = requirements.filter((requirement) => takesLifting(world, user, requirement));
  if (waiting.length === 0) return [];
  const level: Level = strictest(waiting.map((requirement) => requirement.level));
  const id = `license:${user.lifting.name}`;
  const gap = world.gaps['permissionSetLicenses'];
  if (gap !== undefined) return [{ ...nobodyKnows([gap]), id, level }];
  return liftingLicenseMissing(world, user)
    ? [{ ...judge('unmet', 'LICENSE_MISSING'), id, level }]
    : [{ ...judge('met', 'LICENSE_ASSIGNED'), id, level }];
};

/** The object access that a need rests on: of a field Read on its object. */
const restsOnObject = ({ wanted, forbid }: Requirement): { sobject: string; access: Access } | null => {
  if (forbid) return null;
  if (wanted.kind === 'object') return wanted;
  return wanted.kind === 'field' ? { sobject: wanted.sobject, access: 'read' } : null;
};

/** Standard objects that sets of real orgs hold for users of the full license (fact B6): it allows them by itself. */
const everyday =
  'Account Asset Campaign Case Contact Contract Document DuplicateRecordSet Idea Individual Knowledge__kav Lead Location Opportunity Order Pricebook2 Product2 PushTopic Quote Solution'.split(
    ' ',
  );

/** What a user license is known to leave out although the org does not tell: of no other license is anything known. */
const leavesOut = ({ license, lifting }: User, sobject: string): boolean => {
  const isOwn = /__(c|e|mdt|x|b)$/i.test(sobject);
  if (license.name === 'Salesforce') return !isOwn && !includes(everyday, sobject);
  // Salesforce Integration allows no standard object by itself (fact A13).
  return lifting !== null && !isOwn;
};

/** Permission set licenses that the user holds and that alone allow an object which is asked for: told as met. */
export const judgeLicensesUsed = (world: World, user: User, requirements: readonly Requirement[]): Conclusion[] => {
  if (world.gaps['permissionSetLicenses'] !== undefined || liftingLicenseMissing(world, user)) return [];
  const orgTells = user.lifting !== null && user.lifting.objects !== null;
  const says = ({ objects }: License, sobject: string, access: Access): 'allows' | 'forbids' | 'silent' => {
    if (objects === null) return 'silent';
    return (lookUp(objects, sobject) ?? []).includes(access) ? 'allows' : 'forbids';
  };
  const levels = new Map<string, Level[]>();
  for (const requirement of requirements) {
    const rests = restsOnObject(requirement);
    if (!rests) continue;
    const { sobject, access } = rests;
    const ofUser = says(user.license, sobject, access);
    const isForbidden = ofUser === 'forbids' || (ofUser === 'silent' && leavesOut(user, sobject));
    const held = user.permissionSetLicenses.map((license) => ({ license, said: says(license, sobject, access) }));
    if (!isForbidden || held.some(({ said }) => said === 'silent' && !orgTells)) continue;
    for (const { license, said } of held)
      if (said === 'allows' && !same(license.name, user.lifting?.name ?? ''))
        levels.set(license.name, [...(levels.get(license.name) ?? []), requirement.level]);
  }
  return [...levels].map(([name, all]) => ({
    ...judge('met', 'LICENSE_ASSIGNED'),
    id: `license:${name}`,
    level: strictest(all),
  }));
};
