import { groupsChanged } from '../permissionSetGroups.js';
import { rowById, rowsOf, textOf } from '../orgTables.js';
import { badReference, duplicateRow } from './dmlErrors.js';
import { isEditableSet } from './permissionParents.js';
import type { ObjectRules, WriteContext } from './objectRules.js';
import type { Row } from '../../model/orgModel.js';

const recalculateGroup = ({ org }: WriteContext, row: Row): void =>
  groupsChanged(org, [textOf(row, 'PermissionSetGroupId') ?? '']);

/** PermissionSetGroupComponent: members are permission sets or one muting set (facts A4-A8). */
export const permissionSetGroupComponentRules: ObjectRules = {
  checkInsert: ({ org }, row) => {
    const set = rowById(org, 'PermissionSet', row['PermissionSetId']);
    // Standard sets may be members, though nobody can edit them.
    if (set !== undefined && !isEditableSet({ ...set, IsCustom: true })) throw badReference('PermissionSetId');
    const twin = rowsOf(org, 'PermissionSetGroupComponent').some(
      (other) =>
        other['PermissionSetGroupId'] === row['PermissionSetGroupId'] &&
        other['PermissionSetId'] === row['PermissionSetId'],
    );
    if (twin) throw duplicateRow();
    return 'store';
  },
  afterInsert: recalculateGroup,
  afterDelete: recalculateGroup,
};
