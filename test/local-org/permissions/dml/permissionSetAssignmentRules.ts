import { recordChange } from '../../auditTrail/recordChange.js';
import { OrgError } from '../../model/orgModel.js';
import type { Org, Row } from '../../model/orgModel.js';
import { aggregatePermissionSet } from '../assignedSets.js';
import {
  ceilingOfLicenses,
  checkUserLicenseOfSet,
  contentsOfSet,
  firstDisallowed,
  licenseRefusal,
  permissionSetLicenseIds,
  seatRefusal,
  seatsExhausted,
  userLicenseId,
} from '../licenseCeilings.js';
import { countSeat, removeRow, storeNewRow } from '../rowStore.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../orgTables.js';
import { badReference, readOnlyRecord, requiredMissing } from './dmlErrors.js';
import type { ObjectRules, WriteContext } from './objectRules.js';

/** The set that is assigned: for a group its aggregate, whose id is stored as PermissionSetId (fact A4). */
const assignedSet = (org: Org, row: Row): Row => {
  const groupId = textOf(row, 'PermissionSetGroupId');
  const setId = textOf(row, 'PermissionSetId');
  if (groupId === null && setId === null) throw requiredMissing(['PermissionSetId']);
  const aggregate = groupId === null ? undefined : aggregatePermissionSet(org, groupId);
  if (groupId !== null) {
    if (aggregate === undefined) throw badReference('PermissionSetGroupId');
    if (setId !== null && setId !== idOf(aggregate)) throw badReference('PermissionSetId', 'PermissionSetGroupId');
    row['PermissionSetId'] = idOf(aggregate);
    return aggregate;
  }
  const set = rowById(org, 'PermissionSet', setId);
  // The hidden set of a profile and the aggregate of a group cannot be assigned by themselves.
  if (set === undefined || isTrue(set, 'IsOwnedByProfile') || set['Type'] === 'Group')
    throw badReference('PermissionSetId');
  return set;
};

/**
 * @throws OrgError DUPLICATE_VALUE with the recorded beginning (fact A19)
 */
const checkDuplicate = (org: Org, row: Row): void => {
  const twin = rowsOf(org, 'PermissionSetAssignment').some(
    (other) => other['AssigneeId'] === row['AssigneeId'] && other['PermissionSetId'] === row['PermissionSetId'],
  );
  if (!twin) return;
  const [assignee, set] = [row['AssigneeId'], row['PermissionSetId']].map((id) => String(id).slice(0, 15));
  throw new OrgError(
    400,
    'DUPLICATE_VALUE',
    `Duplicate PermissionSetAssignment. Assignee: ${assignee ?? ''}; Permission Set: ${set ?? ''}`,
    ['AssigneeId', 'PermissionSetId'],
  );
};

/**
 * Checks the user's licenses, and gives the permission set license that the set is tied to where the org does so by
 * itself (fact A18).
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION (facts A12, A16); LICENSE_LIMIT_EXCEEDED together with the former when no
 * seat is left (fact A21)
 */
const checkLicenses = ({ org, caller }: WriteContext, row: Row, set: Row): void => {
  const user = rowById(org, 'User', row['AssigneeId']);
  if (user === undefined) throw badReference('AssigneeId');
  const userLicense = userLicenseId(org, user);
  checkUserLicenseOfSet(org, set, userLicense);
  const held = permissionSetLicenseIds(org, idOf(user));
  const license = rowById(org, 'PermissionSetLicense', set['LicenseId']);
  const contents = contentsOfSet(org, set);
  const disallowed = firstDisallowed(org, ceilingOfLicenses(org, userLicense, held), contents);
  if (license !== undefined && !held.includes(idOf(license)) && org.behaviours.autoAssignPermissionSetLicense) {
    if (seatsExhausted(license)) {
      const limit = seatRefusal();
      const { errorCode, message, fields } = licenseRefusal(disallowed ?? textOf(license, 'MasterLabel') ?? '');
      throw new OrgError(400, limit.errorCode, limit.message, [], [{ errorCode, message, fields }]);
    }
    const assigned = storeNewRow(
      org,
      'PermissionSetLicenseAssign',
      { AssigneeId: idOf(user), PermissionSetLicenseId: idOf(license) },
      caller.userId,
    );
    recordChange(org, caller.userId, 'PermissionSetLicenseAssign', undefined, assigned);
    countSeat(org, 'PermissionSetLicense', idOf(license), 1);
    org.automaticLicenses.add(idOf(assigned));
    held.push(idOf(license));
    const still = firstDisallowed(org, ceilingOfLicenses(org, userLicense, held), contents);
    if (still !== undefined) throw licenseRefusal(still);
  } else if (disallowed !== undefined) {
    throw licenseRefusal(disallowed);
  }
};

/** Takes back a license that came with the set, once no other set of the user is tied to it. */
const returnLicense = ({ org, caller }: WriteContext, row: Row): void => {
  const licenseId = textOf(rowById(org, 'PermissionSet', row['PermissionSetId']), 'LicenseId');
  if (licenseId === null) return;
  const others = rowsOf(org, 'PermissionSetAssignment').filter((other) => other['AssigneeId'] === row['AssigneeId']);
  if (others.some((other) => rowById(org, 'PermissionSet', other['PermissionSetId'])?.['LicenseId'] === licenseId))
    return;
  for (const assigned of rowsOf(org, 'PermissionSetLicenseAssign')) {
    if (assigned['AssigneeId'] !== row['AssigneeId'] || assigned['PermissionSetLicenseId'] !== licenseId) continue;
    const leaves = org.behaviours.licenseLeavesWithSet === 'always' || org.automaticLicenses.has(idOf(assigned));
    if (!leaves) continue;
    recordChange(org, caller.userId, 'PermissionSetLicenseAssign', assigned, undefined);
    removeRow(org, 'PermissionSetLicenseAssign', idOf(assigned));
    countSeat(org, 'PermissionSetLicense', licenseId, -1);
  }
};

/** PermissionSetAssignment: facts A2, A4, A12, A16-A19, A21, H9. */
export const permissionSetAssignmentRules: ObjectRules = {
  checkInsert: (write, row) => {
    const set = assignedSet(write.org, row);
    checkDuplicate(write.org, row);
    checkLicenses(write, row, set);
    row['IsActive'] = true;
    return 'store';
  },
  checkDelete: ({ org }, row) => {
    const set = rowById(org, 'PermissionSet', row['PermissionSetId']);
    if (isTrue(set, 'IsOwnedByProfile')) throw readOnlyRecord();
  },
  afterDelete: returnLicense,
};
