import type { Org, Row } from '../../model/orgModel.js';
import { findField, findObject, visibleInVersion } from '../../schema/schemaLookup.js';
import { checkObjectDependencies, checkUserPermissionDependencies, stateOfSet } from '../permissionDependencies.js';
import { memberChanged } from '../permissionSetGroups.js';
import { accessColumns, objectAccesses, storesObjectPermissions } from '../objectAccess.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../orgTables.js';
import { badPicklistValue, duplicateRow } from './dmlErrors.js';
import { checkStoredSet, parentIdOf, permissionParent } from './permissionParents.js';
import type { ObjectRules, WriteContext } from './objectRules.js';

/**
 * @throws OrgError INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST for an object outside the picklist of SobjectType (facts B4,
 * B5)
 */
const checkSobjectType = ({ org, caller, schema }: WriteContext, row: Row): void => {
  const object = findObject(org, textOf(row, 'SobjectType') ?? '');
  const field = findField(schema, 'SobjectType');
  if (object?.permissionable === true && visibleInVersion(object, caller.apiVersion)) row['SobjectType'] = object.name;
  else if (field !== undefined) throw badPicklistValue(field, row['SobjectType'] ?? null);
};

/** Sets to false what the object does not support; the platform reports success all the same (facts B7, C16). */
export const dropUnsupported = (org: Org, row: Row): void => {
  const object = findObject(org, textOf(row, 'SobjectType') ?? '');
  if (object?.supportsViewAll === false) {
    row['PermissionsViewAllRecords'] = false;
    row['PermissionsModifyAllRecords'] = false;
  }
  if (object?.supportsViewAllFields === false) row['PermissionsViewAllFields'] = false;
};

/** Whether the row gives nothing; the platform keeps no such rows (fact B13). */
export const isEmpty = (row: Row): boolean => !objectAccesses.some((access) => isTrue(row, accessColumns[access]));

/**
 * Checks the stored set after the change (facts B2, B9, D5, A16). Muting sets have no dependencies.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION
 */
const checkParent = (org: Org, row: Row): void => {
  const set = rowById(org, 'PermissionSet', row['ParentId']);
  if (set === undefined) return;
  const state = stateOfSet(org, set);
  checkObjectDependencies(org, state);
  checkUserPermissionDependencies(org, state);
  checkStoredSet(org, idOf(set));
};

const afterChange = ({ org }: WriteContext, row: Row): void => {
  checkParent(org, row);
  memberChanged(org, parentIdOf(row));
};

/** ObjectPermissions: facts B1, B2, B4, B5, B7, B9, B10, B13, C16, H9. */
export const objectPermissionsRules: ObjectRules = {
  complete: ({ org }, row) => dropUnsupported(org, row),
  checkInsert: (write, row) => {
    const { org } = write;
    permissionParent(org, row);
    checkSobjectType(write, row);
    dropUnsupported(org, row);
    const twin = rowsOf(org, 'ObjectPermissions').some(
      (other) => other['ParentId'] === row['ParentId'] && other['SobjectType'] === row['SobjectType'],
    );
    if (twin) throw duplicateRow();
    const object = findObject(org, textOf(row, 'SobjectType') ?? '');
    // Details of a standard master: success is reported, but no row is stored (fact B10).
    if (object !== undefined && !storesObjectPermissions(org, object)) return 'drop';
    return isEmpty(row) ? 'drop' : 'store';
  },
  afterInsert: afterChange,
  checkUpdate: ({ org }, row) => {
    permissionParent(org, row);
    return isEmpty(row) ? 'remove' : 'store';
  },
  afterUpdate: afterChange,
  checkDelete: ({ org }, row) => void permissionParent(org, row),
  afterDelete: afterChange,
};
