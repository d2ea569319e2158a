/** What a deployed permission set has become, for tests. */

import { expect } from 'chai';
import type { Org, Row } from '../model/orgModel.js';
import { rowsOf } from '../permissions/orgTables.js';
import type { DeployOutcome } from './deploy.js';
import { writeXml } from './metadataXml.js';
import { permissionSetType } from './permissionSetFile.js';
import { problems } from './testPackages.js';

/** The permission set of this name. */
export const storedSet = (org: Org, name = 'Acme'): Row | undefined =>
  rowsOf(org, 'PermissionSet').find((row) => row['Name'] === name);
/** Rows of an object that belong to the permission set. */
export const rowsUnderSet = (org: Org, objectName: string, name = 'Acme'): Row[] =>
  rowsOf(org, objectName).filter((row) => row['ParentId'] === storedSet(org, name)?.['Id']);
/** The object permissions of the set Acme: the names of the columns that are true, by object. */
export const storedObjects = (org: Org): Record<string, string> =>
  Object.fromEntries(
    rowsUnderSet(org, 'ObjectPermissions').map((row) => [
      String(row['SobjectType']),
      Object.keys(row)
        .filter((column) => column.startsWith('Permissions') && row[column] === true)
        .map((column) => column.slice('Permissions'.length))
        .join(' '),
    ]),
  );
/** The field permissions of the set Acme. */
export const storedFields = (org: Org): Record<string, string> =>
  Object.fromEntries(
    rowsUnderSet(org, 'FieldPermissions').map((row) => [
      String(row['Field']),
      row['PermissionsEdit'] === true ? 'edit' : 'read',
    ]),
  );
/** The user permissions of the set Acme. */
export const storedPermissions = (org: Org): string[] =>
  Object.entries(storedSet(org) ?? {}).flatMap(([column, value]) =>
    column.startsWith('Permissions') && value === true ? [column.slice('Permissions'.length)] : [],
  );
/** The file of a permission set as it is retrieved. */
export const retrievedSet = (org: Org, name = 'Acme', version = 66): string =>
  writeXml('PermissionSet', permissionSetType.read(org, name, version) ?? []);
/** Expects a deploy to succeed, and returns its outcome. */
export const succeeded = (outcome: DeployOutcome): DeployOutcome => {
  expect(problems(outcome)).to.deep.equal([]);
  expect(outcome.status).to.equal('Succeeded');
  return outcome;
};
