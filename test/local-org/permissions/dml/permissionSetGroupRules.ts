import { aggregatePermissionSet } from '../assignedSets.js';
import { createAggregate, groupsChanged } from '../permissionSetGroups.js';
import { removeRow, storeRow } from '../rowStore.js';
import { idOf, rowsOf, textOf } from '../orgTables.js';
import { checkDeveloperName } from './developerNames.js';
import { deleteFailed } from './dmlErrors.js';
import { removePermissionRows } from './permissionSetRules.js';
import type { ObjectRules } from './objectRules.js';

/** PermissionSetGroup: facts A4, A6, A7, H4, H10. Status is the platform's own (fact A6). */
export const permissionSetGroupRules: ObjectRules = {
  checkInsert: (write, row) => {
    checkDeveloperName(write, row, 'DeveloperName');
    row['Status'] = 'Updated';
    return 'store';
  },
  afterInsert: ({ org }, row) => void createAggregate(org, row),
  checkUpdate: (write, row) => {
    checkDeveloperName(write, row, 'DeveloperName');
    return 'store';
  },
  afterUpdate: ({ org }, row, before) => {
    const aggregate = aggregatePermissionSet(org, idOf(row));
    if (aggregate !== undefined) {
      storeRow(org, 'PermissionSet', { ...aggregate, Label: textOf(row, 'MasterLabel') ?? '' });
    }
    if (row['HasActivationRequired'] !== before['HasActivationRequired']) groupsChanged(org, [idOf(row)]);
  },
  checkDelete: ({ org }, row) => {
    if (rowsOf(org, 'PermissionSetAssignment').some((other) => other['PermissionSetGroupId'] === row['Id'])) {
      throw deleteFailed(
        `Your attempt to delete ${textOf(row, 'MasterLabel') ?? ''} could not be completed because it is assigned to ` +
          'users. Remove the assignments first.',
      );
    }
  },
  afterDelete: ({ org }, row) => {
    for (const component of rowsOf(org, 'PermissionSetGroupComponent')) {
      if (component['PermissionSetGroupId'] === row['Id'])
        removeRow(org, 'PermissionSetGroupComponent', idOf(component));
    }
    const aggregate = aggregatePermissionSet(org, idOf(row));
    if (aggregate === undefined) return;
    removePermissionRows(org, idOf(aggregate));
    removeRow(org, 'PermissionSet', idOf(aggregate));
  },
};
