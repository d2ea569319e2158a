import type { Org, Row } from '../../model/orgModel.js';
import { writeDataPermissionRows } from '../dataPermissionRows.js';
import { checkObjectDependencies, checkUserPermissionDependencies, stateOfSet } from '../permissionDependencies.js';
import { memberChanged } from '../permissionSetGroups.js';
import { removeRow } from '../rowStore.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../orgTables.js';
import { checkDeveloperName } from './developerNames.js';
import { deleteFailed, readOnlyRecord } from './dmlErrors.js';
import { checkStoredSet, isEditableSet } from './permissionParents.js';
import type { ObjectRules } from './objectRules.js';

/**
 * Checks everything a stored set must fulfil: its dependencies (facts B2, B9, D5) and the licenses (facts A16, A17).
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION
 */
export const checkSet = (org: Org, set: Row): void => {
  const state = stateOfSet(org, set);
  checkUserPermissionDependencies(org, state);
  checkObjectDependencies(org, state);
  checkStoredSet(org, idOf(set));
};

const typeOf = (row: Row): string => (isTrue(row, 'HasActivationRequired') ? 'Session' : 'Regular');

/**
 * Table of the elements of deployed permission sets for which the org has no object (tab settings, record types …);
 * they are retrieved as they were deployed. It has no schema, so no query finds it, and transactions restore it like
 * other tables.
 */
export const otherContents = 'PermissionSet.otherContents';

/** Deletes the rows that belong to a deleted permission set or muting set. */
export const removePermissionRows = (org: Org, parentId: string): void => {
  const contents = [
    'ObjectPermissions',
    'FieldPermissions',
    'SetupEntityAccess',
    'PermissionSetTabSetting',
    otherContents,
  ];
  for (const objectName of contents) {
    if (!org.tables.has(objectName)) continue;
    for (const row of rowsOf(org, objectName)) {
      if (row['ParentId'] === parentId) removeRow(org, objectName, idOf(row));
    }
  }
};

/** PermissionSet: facts A9, A10, A11, B8, D5, H2, H4, H10. */
export const permissionSetRules: ObjectRules = {
  complete: ({ org }, row) => {
    row['Type'] = typeOf(row);
    // UserLicenseId is the older name for a license that is a user license.
    if ('UserLicenseId' in row) {
      const license = rowById(org, 'UserLicense', row['LicenseId']);
      row['UserLicenseId'] = license === undefined ? null : idOf(license);
    }
  },
  checkInsert: (write, row) => {
    row['IsCustom'] = true;
    checkDeveloperName(write, row, 'Name');
    return 'store';
  },
  afterInsert: ({ org }, row) => {
    writeDataPermissionRows(org, row);
    checkSet(org, row);
  },
  checkUpdate: (write, row, before) => {
    // The system permissions of a profile are written to Profile (fact H2); aggregates and standard sets not at all.
    if (!isEditableSet(before)) throw readOnlyRecord();
    checkDeveloperName(write, row, 'Name');
    return 'store';
  },
  afterUpdate: ({ org }, row) => {
    writeDataPermissionRows(org, row);
    checkSet(org, row);
    memberChanged(org, idOf(row));
  },
  checkDelete: ({ org }, row) => {
    if (!isEditableSet(row)) throw readOnlyRecord();
    const label = textOf(row, 'Label') ?? '';
    // Fact H10; the sentence is the platform's general one, its ending is inferred.
    if (rowsOf(org, 'PermissionSetAssignment').some((assignment) => assignment['PermissionSetId'] === row['Id'])) {
      throw deleteFailed(
        `Your attempt to delete ${label} could not be completed because it is assigned to users. Remove the assignments first.`,
      );
    }
    if (rowsOf(org, 'PermissionSetGroupComponent').some((component) => component['PermissionSetId'] === row['Id'])) {
      throw deleteFailed(
        `Your attempt to delete ${label} could not be completed because it is part of a permission set group.`,
      );
    }
  },
  afterDelete: ({ org }, row) => removePermissionRows(org, idOf(row)),
};
