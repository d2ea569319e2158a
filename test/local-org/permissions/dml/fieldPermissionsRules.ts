import type { FieldSchema, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { findField, findObject, offersFieldPermissions, visibleInVersion } from '../../schema/schemaLookup.js';
import { isWriteable } from '../fieldAccess.js';
import { memberChanged } from '../permissionSetGroups.js';
import { isTrue, rowsOf, textOf } from '../orgTables.js';
import { badPicklistValue, duplicateRow, integrity } from './dmlErrors.js';
import { parentIdOf, permissionParent } from './permissionParents.js';
import type { ObjectRules, WriteContext } from './objectRules.js';

export type FieldPermissionTarget = { object: ObjectSchema; field: FieldSchema };

/** The field that `Object.Field` names; from v50 a lookup may come without its `Id` (fact C1). */
export const fieldPermissionTarget = (
  org: Org,
  apiVersion: number,
  qualified: string,
): FieldPermissionTarget | undefined => {
  const [objectName = '', fieldName = '', ...rest] = qualified.split('.');
  const object = findObject(org, objectName);
  if (object === undefined || rest.length > 0) return undefined;
  const byId = apiVersion >= 50 ? findField(object, `${fieldName}Id`) : undefined;
  const field = findField(object, fieldName) ?? (byId?.type === 'reference' ? byId : undefined);
  return field === undefined || !visibleInVersion(field, apiVersion) ? undefined : { object, field };
};

/**
 * The field that the row is about, with both names spelled as the platform returns them.
 *
 * @throws OrgError INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST for what field permissions do not accept: components of
 * addresses, required and other non-permissionable fields, another object's field (facts B4, C3, C5, C7)
 */
const checkTarget = ({ org, caller, schema }: WriteContext, row: Row): FieldPermissionTarget => {
  const target = fieldPermissionTarget(org, caller.apiVersion, textOf(row, 'Field') ?? '');
  const sobjectType = textOf(row, 'SobjectType') ?? '';
  if (
    target === undefined ||
    !offersFieldPermissions(org, target.object, target.field) ||
    target.object.name.toLowerCase() !== sobjectType.toLowerCase()
  ) {
    const field = findField(schema, 'Field');
    if (field === undefined) throw integrity('Field is not known');
    throw badPicklistValue(field, row['Field'] ?? null);
  }
  row['SobjectType'] = target.object.name;
  row['Field'] = `${target.object.name}.${target.field.name}`;
  return target;
};

const hasViewAllFields = (org: Org, row: Row): boolean =>
  rowsOf(org, 'ObjectPermissions').some(
    (object) =>
      object['ParentId'] === row['ParentId'] &&
      object['SobjectType'] === row['SobjectType'] &&
      isTrue(object, 'PermissionsViewAllFields'),
  );

/**
 * Read cannot be missing while Edit is given or while View All Fields is on (fact C2). Only the beginning of the text
 * is recorded.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION
 */
export const checkRead = (org: Org, row: Row): void => {
  if (isTrue(row, 'PermissionsRead')) return;
  if (isTrue(row, 'PermissionsEdit')) {
    throw integrity(`Read permission is required to edit the field: ${String(row['Field'])}`, 'PermissionsRead');
  }
  if (hasViewAllFields(org, row)) {
    throw integrity(
      `Read permission is required because View All Fields is enabled: ${String(row['SobjectType'])}`,
      'PermissionsRead',
    );
  }
};

/**
 * Formulas, roll-ups and auto-numbers are read only; a compound is edited through its parts (facts C4, C7). The text is
 * not recorded.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION
 */
export const checkEdit = ({ object, field }: FieldPermissionTarget, row: Row): void => {
  if (isTrue(row, 'PermissionsEdit') && !isWriteable(object, field)) {
    throw integrity(
      `Edit permission can't be granted on the read-only field: ${String(row['Field'])}`,
      'PermissionsEdit',
    );
  }
};

/** FieldPermissions: facts B13, C1-C7, C11, H9. They do not depend on object permissions (fact C11). */
export const fieldPermissionsRules: ObjectRules = {
  checkInsert: (write, row) => {
    const { org } = write;
    permissionParent(org, row);
    const target = checkTarget(write, row);
    const twin = rowsOf(org, 'FieldPermissions').some(
      (other) => other['ParentId'] === row['ParentId'] && other['Field'] === row['Field'],
    );
    if (twin) throw duplicateRow();
    checkRead(org, row);
    checkEdit(target, row);
    return isTrue(row, 'PermissionsRead') ? 'store' : 'drop';
  },
  afterInsert: ({ org }, row) => memberChanged(org, parentIdOf(row)),
  checkUpdate: (write, row) => {
    permissionParent(write.org, row);
    checkRead(write.org, row);
    checkEdit(checkTarget(write, row), row);
    return isTrue(row, 'PermissionsRead') ? 'store' : 'remove';
  },
  afterUpdate: ({ org }, row) => memberChanged(org, parentIdOf(row)),
  checkDelete: ({ org }, row) => {
    permissionParent(org, row);
    if (hasViewAllFields(org, row)) checkRead(org, { ...row, PermissionsRead: false, PermissionsEdit: false });
  },
  afterDelete: ({ org }, row) => memberChanged(org, parentIdOf(row)),
};
