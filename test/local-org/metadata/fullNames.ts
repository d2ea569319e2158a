import type { Org, Row } from '../model/orgModel.js';
import { isTrue, rowsOf, textOf } from '../permissions/orgTables.js';

/** Full name of a component that a row stands for: the name, with the namespace before it where there is one. */
export const fullNameOf = (row: Row, nameField: 'Name' | 'DeveloperName'): string => {
  const namespace = textOf(row, 'NamespacePrefix');
  const name = textOf(row, nameField) ?? '';
  return namespace === null ? name : `${namespace}__${name}`;
};

/**
 * Rows of the permission sets that are components; profiles and groups have permission sets that are not (facts A1,
 * A4).
 */
export const permissionSetComponents = (org: Org): Row[] =>
  rowsOf(org, 'PermissionSet').filter((row) => !isTrue(row, 'IsOwnedByProfile') && row['Type'] !== 'Group');
