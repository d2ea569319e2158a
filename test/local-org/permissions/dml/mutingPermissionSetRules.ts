import { memberChanged } from '../permissionSetGroups.js';
import { idOf, rowsOf, textOf } from '../orgTables.js';
import { checkDeveloperName } from './developerNames.js';
import { deleteFailed } from './dmlErrors.js';
import { removePermissionRows } from './permissionSetRules.js';
import type { ObjectRules } from './objectRules.js';

/** MutingPermissionSet: true in a column means that the permission is muted; there are no dependencies (fact A8). */
export const mutingPermissionSetRules: ObjectRules = {
  checkInsert: (write, row) => {
    checkDeveloperName(write, row, 'DeveloperName');
    return 'store';
  },
  checkUpdate: (write, row) => {
    checkDeveloperName(write, row, 'DeveloperName');
    return 'store';
  },
  afterUpdate: ({ org }, row) => memberChanged(org, idOf(row)),
  checkDelete: ({ org }, row) => {
    if (rowsOf(org, 'PermissionSetGroupComponent').some((component) => component['PermissionSetId'] === row['Id'])) {
      throw deleteFailed(
        `Your attempt to delete ${textOf(row, 'MasterLabel') ?? ''} could not be completed because it is part of a ` +
          'permission set group.',
      );
    }
  },
  afterDelete: ({ org }, row) => removePermissionRows(org, idOf(row)),
};
