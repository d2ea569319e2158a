import type { Org, Row } from '../../model/orgModel.js';
import { contentsOfSet, checkSetAgainstLicenses } from '../licenseCeilings.js';
import { isTrue, rowById, textOf } from '../orgTables.js';
import { badReference, readOnlyRecord } from './dmlErrors.js';

/** The parent of object and field permissions: a permission set or a muting permission set (fact A8). */
export type PermissionParent = { kind: 'set' | 'muting'; row: Row };

/**
 * The parent of an ObjectPermissions or FieldPermissions row that is to be written. The hidden set of a profile can be
 * written; the aggregate of a group and a license (fact A20) cannot.
 *
 * @throws OrgError INVALID_CROSS_REFERENCE_KEY (fact H9), INSUFFICIENT_ACCESS_OR_READONLY
 */
export const permissionParent = (org: Org, row: Row): PermissionParent => {
  const set = rowById(org, 'PermissionSet', row['ParentId']);
  if (set !== undefined) {
    if (!isEditableSet(set) && !isTrue(set, 'IsOwnedByProfile')) throw readOnlyRecord();
    return { kind: 'set', row: set };
  }
  const muting = rowById(org, 'MutingPermissionSet', row['ParentId']);
  if (muting === undefined) throw badReference('ParentId');
  return { kind: 'muting', row: muting };
};

/**
 * Whether administrators can change the set itself: not that of a profile (fact H2), an aggregate or a standard set.
 */
export const isEditableSet = (set: Row): boolean =>
  !isTrue(set, 'IsOwnedByProfile') && textOf(set, 'Type') !== 'Group' && set['IsCustom'] !== false;

/**
 * Checks what a set holds now against its license and those of its users.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION (facts A16, A17)
 */
export const checkStoredSet = (org: Org, setId: string): void => {
  const set = rowById(org, 'PermissionSet', setId);
  if (set !== undefined) checkSetAgainstLicenses(org, set, contentsOfSet(org, set));
};

/** Id of the parent of a stored permission row. */
export const parentIdOf = (row: Row): string => textOf(row, 'ParentId') ?? '';
