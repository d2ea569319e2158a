/** Permission sets and groups that rules name: whether the org has them, and how it names them. */
import type { OrgSchema, PermissionSetName } from '../../access/snapshot.js';
import { known } from '../../access/snapshot.js';
import { keyOf, qualifiedName, splitQualifiedName } from '../../platform/names.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { Condition, Query } from '../query.js';
import { text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { answerTo, isUnknownType } from './queryAnswer.js';
import { send } from './subrequests.js';

/** 80 characters and quotes each: stays far below the statement limit of 100,000 characters (fact I3). */
const namesPerQuery = 400;

/** Names that begin alike: where one is not there, one of these may have been meant. */
const beginning = 4;

/** Those of these names, and those that begin like them. */
export const namesLike = (column: string, names: readonly string[]): Condition => ({
  anyOf: [
    { column, in: names },
    ...[...new Set(names.map((name) => name.slice(0, beginning)))].map((startsWith): Condition => ({
      column,
      startsWith,
    })),
  ],
});

/** Rows of one name may be of several namespaces: which one is meant is decided by the key. */
const setQuery = (names?: readonly string[]): Query => ({
  api: 'data',
  from: 'PermissionSet',
  columns: [...keys('Id', 'Name', 'NamespacePrefix'), ...texts('Label'), ...keys('PermissionSetGroupId')],
  where: [...(names ? [namesLike('Name', names)] : []), { column: 'IsOwnedByProfile', is: false }],
});

const groupQuery = (names?: readonly string[]): Query => ({
  api: 'data',
  from: 'PermissionSetGroup',
  columns: [...keys('Id', 'DeveloperName', 'NamespacePrefix'), ...texts('MasterLabel')],
  where: names ? [namesLike('DeveloperName', names)] : [],
});

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
  label: text(row, labelColumn) || text(row, nameColumn),
});

const readSome = async (client: OrgClient, names?: readonly string[]): Promise<OrgSchema['permissionSets']> => {
  const [sets, groups] = [setQuery(names), groupQuery(names)];
  const replies = await send(client, [
    { ref: 'sets', query: sets },
    { ref: 'groups', query: groups },
  ]);
  const setAnswer = await answerTo(client, sets, replies.get('sets'));
  if (!setAnswer.known) return setAnswer;
  // Somebody who may read permission sets is told so where this org has no groups (fact A7).
  const hasGroups = !isUnknownType(replies.get('groups'));
  const groupAnswer = hasGroups ? await answerTo(client, groups, replies.get('groups')) : undefined;
  if (groupAnswer?.known === false) return groupAnswer;
  const all = [
    ...setAnswer.value.rows
      // The hidden set that holds the sum of a group bears the name of the group (fact A5).
      .filter((row) => textOrNull(row, 'PermissionSetGroupId') === null)
      .map((row) => named('PermissionSet', 'Name', 'Label', row)),
    ...(groupAnswer?.value.rows ?? []).map((row) => named('PermissionSetGroup', 'DeveloperName', 'MasterLabel', row)),
  ];
  return known(new Map(all.map((one) => [keyOf(qualifiedName(one)), one])));
};

/**
 * The permission sets and groups of these names, and of names that begin like them, that the org has, by the key of their qualified name. Nothing is sent
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

/** All permission sets and groups that the org tells of, for who misspelled one; none where it tells of none. @throws OrgFailure */
export const readAllPermissionSetNames = async (client: OrgClient): Promise<readonly PermissionSetName[]> => {
  const all = await readSome(client);
  return all.known ? [...all.value.values()] : [];
};
