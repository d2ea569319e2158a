/** Findings about what opens others: licenses, seats of packages, boxes on the user's record (design, section 4). */
import { strictest } from './definition.js';
import type { Requirement } from './definition.js';
import { judge, missingUnclear, nobodyKnows } from './judgement.js';
import type { Conclusion, Judgement } from './judgement.js';
import { isIntegration, liftsPermission, lifterName } from './licenses.js';
import { includes, lookUp, same } from './world.js';
import type { Flag, User, World } from './world.js';

/** Whether the license is assigned, in force, or has a seat that is free. */
export const judgeLicense = (world: World, user: User, name: string): Judgement => {
  const gap = world.gaps['permissionSetLicenses'];
  if (gap !== undefined) return nobodyKnows([gap]);
  const held = includes(user.permissionSetLicenses, name);
  const license = world.permissionSetLicenses.find((one) => same(one.name, name));
  const { licenseForce, licenseSeats } = world.gaps;
  if (license) {
    if (held && licenseForce !== undefined) return nobodyKnows([licenseForce]);
    if (licenseForce === undefined && license.force !== 'inForce')
      return judge('unmet', license.force === 'expired' ? 'LICENSE_EXPIRED' : 'LICENSE_DISABLED');
    if (!held && licenseSeats === undefined && !license.freeSeat) return judge('unmet', 'LICENSE_NO_SEAT');
    // Missing for sure, and an answer lacked what would tell whether it can be given.
    if (!held && [licenseForce, licenseSeats].includes('INCOMPLETE_ROWS')) return missingUnclear();
  }
  if (held) return judge('met', 'LICENSE_ASSIGNED');
  if (!license) return judge('unmet', 'LICENSE_NOT_IN_ORG');
  return judge('unmet', isIntegration(user) && same(name, lifterName) ? 'LICENSE_MISSING' : 'LICENSE_NEEDED');
};

/** Whether the user has a seat of the package. */
export const judgeSeat = (world: World, { seats }: User, namespace: string): Judgement => {
  const gap = world.gaps['seats'];
  if (gap !== undefined) return nobodyKnows([gap]);
  const seat = lookUp(seats, namespace);
  if (seat === 'held') return judge('met', 'PACKAGE_SEAT_HELD');
  return judge('unmet', seat === 'expired' ? 'PACKAGE_EXPIRED' : 'PACKAGE_SEAT_MISSING');
};

const judgeFlag = (world: World, user: User, flag: Flag): Judgement => {
  const gap = world.gaps['flags'];
  if (gap !== undefined) return nobodyKnows([gap]);
  if (user.flags[flag] === undefined) return nobodyKnows([]);
  return user.flags[flag] ? judge('met', 'USER_FLAG_SET') : judge('unmet', 'USER_FLAG_OFF');
};

/** What is to be said of such a finding, wherever it is told; undefined for any other id. */
export const judgeOpener = (world: World, user: User, id: string): Judgement | undefined => {
  const [, kind, name = ''] = /^(license|packageSeat|userFlag):(\w+)$/.exec(id) ?? [];
  if (kind === 'license') return judgeLicense(world, user, name);
  if (kind === 'packageSeat') return judgeSeat(world, user, name);
  return kind === 'userFlag' ? judgeFlag(world, user, name as Flag) : undefined;
};

/** Whether a need takes more than the license Salesforce Integration gives by itself (facts A13, A16). */
const takesLifter = (world: World, user: User, { wanted, forbid }: Requirement): boolean => {
  const isOpen = (name: string): boolean => liftsPermission(world, user, name);
  if (forbid) return false;
  switch (wanted.kind) {
    case 'anyOf':
      return wanted.members.some((member) => member.some((one) => takesLifter(world, user, one)));
    case 'object':
    case 'field':
      return true;
    case 'userPermission':
      return isOpen(wanted.name);
    case 'api':
      return wanted.api === 'metadata' && isOpen('ModifyMetadata');
    default:
      return false;
  }
};

/** The lifting license is told of every integration user of whom anything is asked that takes it, held or not. */
export const concludeLifter = (world: World, user: User, requirements: readonly Requirement[]): Conclusion[] => {
  const waiting = requirements.filter((requirement) => isIntegration(user) && takesLifter(world, user, requirement));
  if (waiting.length === 0) return [];
  const level = strictest(waiting.map((requirement) => requirement.level));
  return [{ ...judgeLicense(world, user, lifterName), id: `license:${lifterName}`, level }];
};
