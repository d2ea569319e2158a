/** Permission sets and groups that rules name: whether the org has them, and how it names them. */
import type { OrgSchema, PermissionSetName } from '../../access/snapshot.js';
import { known } from '../../access/snapshot.js';
import { keyOf, qualifiedName, splitQualifiedName } from '../../platform/names.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import { chunk, list } from '../soql.js';
import { text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { rowsOf } from './rows.js';
import { query } from './subrequests.js';

/** 80 characters and quotes each: stays far below the statement limit of 100,000 characters (fact I3). */
const namesPerQuery = 400;

/** Rows of one name may be of several namespaces: which one is meant is decided by the key. */
const setQuery = (names: readonly string[]): string =>
  'SELECT Id, Name, NamespacePrefix, Label, PermissionSetGroupId FROM PermissionSet' +
  ` WHERE Name IN ${list(names)} AND IsOwnedByProfile = false`;

const groupQuery = (names: readonly string[]): string =>
  `SELECT Id, DeveloperName, NamespacePrefix, MasterLabel FROM PermissionSetGroup WHERE DeveloperName IN ${list(names)}`;

const named = (
  type: PermissionSetName['type'],
  nameColumn: string,
  labelColumn: string,
  row: Row,
): PermissionSetName => ({
  type,
  id: text(row, 'Id'),
  name: text(row, nameColumn),
  namespace: textOrNull(row, 'NamespacePrefix'),
  label: text(row, labelColumn),
});

/** INVALID_TYPE from somebody who may read permission sets: this org has no groups (facts A7, I4). */
const hasNoGroups = (reply: Reply | undefined): boolean => reply?.ok === false && reply.errorCode === 'INVALID_TYPE';

const readSome = async (client: OrgClient, names: readonly string[]): Promise<OrgSchema['permissionSets']> => {
  const replies = await client.composite([query('sets', setQuery(names)), query('groups', groupQuery(names))], 'data');
  const sets = await rowsOf(client, 'PermissionSet', replies.get('sets'));
  if (!sets.known) return sets;
  const groupReply = replies.get('groups');
  const groups = hasNoGroups(groupReply) ? known([]) : await rowsOf(client, 'PermissionSetGroup', groupReply);
  if (!groups.known) return groups;
  const all = [
    ...sets.value
      // The hidden set that holds the sum of a group bears the name of the group (fact A5).
      .filter((row) => textOrNull(row, 'PermissionSetGroupId') === null)
      .map((row) => named('PermissionSet', 'Name', 'Label', row)),
    ...groups.value.map((row) => named('PermissionSetGroup', 'DeveloperName', 'MasterLabel', row)),
  ];
  return known(new Map(all.map((one) => [keyOf(qualifiedName(one)), one])));
};

/**
 * The permission sets and groups of these names that the org has, by the key of their qualified name. Nothing is sent
 * where none is named.
 * @param qualified API names, `ns__Name` when packaged
 * @throws OrgFailure
 */
export const readPermissionSetNames = async (
  client: OrgClient,
  qualified: readonly string[],
): Promise<OrgSchema['permissionSets']> => {
  const names = [...new Set(qualified.map((one) => splitQualifiedName(one).name))];
  const readings = await Promise.all(chunk(names, namesPerQuery).map((some) => readSome(client, some)));
  const failed = readings.find((reading) => !reading.known);
  return failed ?? known(new Map(readings.flatMap((reading) => (reading.known ? [...reading.value] : []))));
};
