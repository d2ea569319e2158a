import { writeXml } from '../metadata/metadataXml.js';
import type { Org, Row } from '../model/orgModel.js';
import { otherContents } from './dml/permissionSetRules.js';
import { assignedSetsOf } from './assignedSets.js';
import { idOf, rowsOf, textOf } from './orgTables.js';
import { storeRow } from './rowStore.js';

/**
 * Record types and whom they are assigned to (fact O5). No table tells that: the files of profiles and permission sets do, so
 * it is kept as the element of the file, beside the set or the hidden set of the profile.
 */

/** `Lead.Business`, as the files of profiles and permission sets name a record type. */
export const recordTypeName = (row: Row): string => `${String(row['SobjectType'])}.${String(row['DeveloperName'])}`;

const named = (row: Row): string | null => {
  const [, name = ''] = /<recordType>([^<]*)<\/recordType>/.exec(textOf(row, 'Xml') ?? '') ?? [];
  return name !== '' && /<visible>true<\/visible>/.test(textOf(row, 'Xml') ?? '') ? name : null;
};

/** Assigns a record type to the holders of a permission set, or of the profile whose hidden set it is. @throws Error for one that is not there */
export const assignRecordType = (org: Org, setId: string, name: string): void => {
  if (!rowsOf(org, 'RecordType').some((row) => recordTypeName(row) === name))
    throw new Error(`There is no record type ${name}`);
  const Xml = writeXml('recordTypeVisibilities', [
    ['recordType', name],
    ['visible', true],
  ]);
  storeRow(org, otherContents, { Id: org.nextId('000'), ParentId: setId, Xml });
};

/** Names of the record types that one set makes visible. */
export const recordTypesOfSet = (org: Org, setId: string): string[] =>
  rowsOf(org, otherContents)
    .filter((row) => row['ParentId'] === setId)
    .flatMap((row) => named(row) ?? []);

/** Whether the element of a file is about a record type that is not active: those are never retrieved (fact O5). */
export const isAboutInactiveType = (org: Org, row: Row): boolean => {
  const name = named(row);
  return (
    name !== null &&
    rowsOf(org, 'RecordType').some((type) => recordTypeName(type) === name && type['IsActive'] !== true)
  );
};

/** Names of the record types that are assigned to the user: by the profile, by sets, and by the members of groups. */
export const assignedRecordTypes = (org: Org, userId: string): ReadonlySet<string> => {
  const { permissionSets } = assignedSetsOf(org, userId);
  const groups = new Set(permissionSets.flatMap((set) => textOf(set, 'PermissionSetGroupId') ?? []));
  const members = rowsOf(org, 'PermissionSetGroupComponent')
    .filter((row) => groups.has(textOf(row, 'PermissionSetGroupId') ?? ''))
    .map((row) => textOf(row, 'PermissionSetId') ?? '');
  return new Set([...permissionSets.map(idOf), ...members].flatMap((id) => recordTypesOfSet(org, id)));
};
