import { recordChange } from '../auditTrail/recordChange.js';
import type { Org, Row } from '../model/orgModel.js';
import { deleteRow, insertRow, updateRow } from '../permissions/dml.js';
import { checkSet } from '../permissions/dml/permissionSetRules.js';
import { writeDataPermissionRows } from '../permissions/dataPermissionRows.js';
import { memberChanged } from '../permissions/permissionSetGroups.js';
import { storeRow } from '../permissions/rowStore.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import type { DeployContext, ComponentType, WriteResult } from './componentType.js';
import {
  replaceAccessRows,
  replaceFieldRows,
  replaceObjectRows,
  replaceOtherContents,
} from './permissionSetFileRows.js';
import { fullNameOf, permissionSetComponents } from './fullNames.js';
import { readPermissionSet } from './permissionSetXml.js';
import { permissionSetShape } from './permissionSetShape.js';
import { checkShape, childrenNamed, isTrueChild, textOfChild } from './elementShape.js';
import { MetadataProblem, writeXml } from './metadataXml.js';
import type { XmlElement } from './metadataXml.js';

/** From this version on a file is the whole set; before, what it does not name stays as it is (facts D8, H1). */
const wholeSince = 40;

/** PermissionSet: facts A11, A17, B2-B10, C1-C12, D5, D8, H1, H4-H6. */
export const permissionSetType: ComponentType = {
  name: 'PermissionSet',
  directory: 'permissionsets',
  suffix: 'permissionset',
  names: (org) =>
    permissionSetComponents(org)
      .map((row) => fullNameOf(row, 'Name'))
      .sort(),
  read: (org, fullName, apiVersion) => {
    const row = findSet(org, fullName);
    return row === undefined ? undefined : readPermissionSet(org, row, apiVersion);
  },
  write,
  remove: ({ org, caller }, fullName) => {
    const row = findSet(org, fullName);
    if (row === undefined) return undefined;
    deleteRow(org, caller, 'PermissionSet', idOf(row));
    return idOf(row);
  },
};

function write(context: DeployContext, fullName: string, file: XmlElement): WriteResult {
  const { org, packageVersion } = context;
  checkShape(file, permissionSetShape, packageVersion);
  const existing = findSet(org, fullName);
  const before = existing === undefined ? undefined : wholeFileOf(org, existing);
  const whole = packageVersion >= wholeSince;
  const id = writeHeader(context, fullName, file, existing, whole);
  const held = storedSet(org, id);
  const holds = { ...held, ...userPermissionColumns(org, file, whole) };
  storeRow(org, 'PermissionSet', holds);
  recordChange(org, context.caller.userId, 'PermissionSet', held, holds);
  replaceAccessRows(context, id, file, whole);
  replaceFieldRows(context, id, file, whole);
  replaceObjectRows(context, id, file, whole);
  replaceOtherContents(org, id, file, whole);
  // What the platform adds by itself (fact B8), then what the set has to fulfil as a whole.
  writeDataPermissionRows(org, storedSet(org, id));
  checkSet(org, storedSet(org, id));
  memberChanged(org, id);
  return { id, created: existing === undefined, changed: wholeFileOf(org, storedSet(org, id)) !== before };
}

/** Writes the record itself by the rules of records, so that rights, names and lengths are theirs (facts H3, H4). */
function writeHeader(
  { org, caller }: DeployContext,
  fullName: string,
  file: XmlElement,
  existing: Row | undefined,
  whole: boolean,
): string {
  const description = textOfChild(file, 'description');
  const activation = childrenNamed(file, 'hasActivationRequired').length > 0;
  const values: Row = {
    Label: textOfChild(file, 'label') ?? '',
    ...(description !== undefined || whole ? { Description: description ?? null } : {}),
    ...(activation || whole ? { HasActivationRequired: isTrueChild(file, 'hasActivationRequired') } : {}),
  };
  const LicenseId = licenseOf(org, file);
  if (existing === undefined) return insertRow(org, caller, 'PermissionSet', { ...values, Name: fullName, LicenseId });
  if (LicenseId !== null && LicenseId !== existing['LicenseId']) {
    // A set's license is create-only (fact A11); the text is assumed.
    throw new MetadataProblem(`You can't change the license of the permission set ${fullName}`);
  }
  updateRow(org, caller, 'PermissionSet', idOf(existing), values);
  return idOf(existing);
}

/** The license by label of a user license or developer name of a permission set license (fact A11). */
function licenseOf(org: Org, file: XmlElement): string | null {
  const name = textOfChild(file, 'license');
  if (name === undefined || name === '') return null;
  const found =
    rowsOf(org, 'UserLicense').find((row) => row['Name'] === name) ??
    rowsOf(org, 'PermissionSetLicense').find((row) => row['DeveloperName'] === name);
  if (found === undefined) throw new MetadataProblem(`In field: license - no UserLicense named ${name} found`);
  return idOf(found);
}

/** Columns of the user permissions: those of the file, and where it is the whole set false for all others (fact D8). */
function userPermissionColumns(org: Org, file: XmlElement, whole: boolean): Row {
  const known = new Set(org.userPermissions.filter(({ onPermissionSet }) => onPermissionSet).map(({ name }) => name));
  const columns: Row = whole ? Object.fromEntries([...known].map((name) => [`Permissions${name}`, false])) : {};
  for (const entry of childrenNamed(file, 'userPermissions')) {
    const name = textOfChild(entry, 'name') ?? '';
    // Fact C12. A permission that only profiles have is unknown here too.
    if (!known.has(name)) throw new MetadataProblem(`Unknown user permission: ${name}`);
    columns[`Permissions${name}`] = isTrueChild(entry, 'enabled');
  }
  return columns;
}

/** The row of a component by its name in any case. */
function findSet(org: Org, fullName: string): Row | undefined {
  return permissionSetComponents(org).find((row) => fullNameOf(row, 'Name').toLowerCase() === fullName.toLowerCase());
}

function storedSet(org: Org, id: string): Row {
  return rowById(org, 'PermissionSet', id) ?? {};
}

/** Everything that the set holds, as one text to compare. */
function wholeFileOf(org: Org, row: Row): string {
  return writeXml('PermissionSet', readPermissionSet(org, row, Number.POSITIVE_INFINITY));
}
