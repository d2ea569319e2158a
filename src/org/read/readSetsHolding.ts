/** Which permission sets and groups of the org hold something already: what a user could simply be assigned. */
import type { Entry } from '../../access/entry.js';
import { isSetupEntry } from '../../access/setupEntities.js';
import type { Reading } from '../../access/snapshot.js';
import { known, mapReading } from '../../access/snapshot.js';
import type { SetHolding } from '../../explain/setHolding.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import { orgWidePermissions } from '../../platform/orgWidePermissions.js';
import type { OrgClient } from '../orgClient.js';
import { keys, names, texts } from '../query.js';
import type { Condition, Query, ValueColumn } from '../query.js';
import { flag, parent, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { countQueries, heldCounts } from './heldCounts.js';
import type { CountedSets, CountsOf } from './heldCounts.js';
import { userPermissionColumns } from './permissionSetRows.js';
import { wholeRows } from './queryAnswer.js';
import { orFewer, readQueries } from './readQueries.js';

const permissionSetPrefix = '0PS';

/** Rows that are looked at: of more sets than that the rest is not named. */
const mostRows = 200;

/**
 * Permissions over the whole org that every org has a column for; of those that only some have nothing is told here, so that
 * one call is enough.
 */
const toldOrgWide = orgWidePermissions.filter((name) => !/^(ManageEncryptionKeys|ViewEncryptionKeys)$/.test(name));

type Table = {
  readonly from: string;
  readonly set: string;
  readonly where: ReadonlyArray<Extract<Condition, { is: string | boolean | null }>>;
  /** Of an entry of an object or a field: the object. */
  readonly sobject?: string;
};

/** What is asked: the table, where its rows name the set, and which rows hold all of it; null where no one table tells. */
const tableOf = ([entry, ...more]: readonly Entry[]): Table | null => {
  if (entry?.kind === 'userPermission') {
    const permissions = [entry, ...more].flatMap((one) => (one.kind === 'userPermission' ? [one.name] : []));
    if (permissions.length <= more.length) return null;
    return {
      from: 'PermissionSet',
      set: '',
      where: permissions.map((name) => ({ column: `Permissions${name}`, is: true })),
    };
  }
  // What else holds things of Setup is not looked up.
  if (entry === undefined || more.length > 0 || isSetupEntry(entry)) return null;
  const of = { column: 'SobjectType', is: entry.sobject } as const;
  if (entry.kind === 'object')
    return {
      from: 'ObjectPermissions',
      set: 'Parent.',
      sobject: entry.sobject,
      where: [of, { column: objectPermissionColumns[entry.access], is: true }],
    };
  return {
    from: 'FieldPermissions',
    set: 'Parent.',
    sobject: entry.sobject,
    where: [
      of,
      { column: 'Field', is: `${entry.sobject}.${entry.field}` },
      { column: entry.access === 'edit' ? 'PermissionsEdit' : 'PermissionsRead', is: true },
    ],
  };
};

const queryFor = ({ from, set, where }: Table, orgWide: readonly string[]): Query => {
  const named = (columns: readonly ValueColumn[]): ValueColumn[] =>
    columns.map((column) => ({ ...column, path: `${set}${column.path}` }));
  return {
    api: 'data',
    from,
    columns: [
      ...named(keys('Id', 'Name', 'NamespacePrefix')),
      ...named(names('Label')),
      ...named(texts('LicenseId', 'PermissionSetGroup.DeveloperName', 'PermissionSetGroup.NamespacePrefix')),
      ...named(names('PermissionSetGroup.MasterLabel')),
      ...userPermissionColumns(orgWide, set),
    ],
    where: [{ column: `${set}IsOwnedByProfile`, is: false }, ...where],
    limit: mostRows,
  };
};

/** Which sets are counted: those that are looked for. */
const countedOf = ({ from, where, sobject }: Table): CountedSets =>
  sobject === undefined
    ? { by: 'set', where: where.map((condition) => ({ ...condition, column: `Parent.${condition.column}` })) }
    : { by: 'rows', from, where, sobject };

const setIn = (row: Row, { from }: Query, orgWide: readonly string[] | null, countsOf: CountsOf): SetHolding | null => {
  const set = from === 'PermissionSet' ? row : parent(row, 'Parent');
  const id = text(set, 'Id');
  // Rows of muting permission sets and of licenses have parents of another kind, told by their prefix (facts A8, M8).
  if (!id.startsWith(permissionSetPrefix) || text(set, 'Name') === '') return null;
  const group = parent(set, 'PermissionSetGroup');
  const isGroup = text(group, 'DeveloperName') !== '';
  return {
    type: isGroup ? 'PermissionSetGroup' : 'PermissionSet',
    id,
    name: isGroup ? text(group, 'DeveloperName') : text(set, 'Name'),
    namespace: textOrNull(isGroup ? group : set, 'NamespacePrefix'),
    label: isGroup ? text(group, 'MasterLabel') : text(set, 'Label'),
    licenseId: textOrNull(set, 'LicenseId'),
    orgWide: orgWide?.filter((name) => flag(set, `Permissions${name}`)) ?? null,
    counts: countsOf(id),
  };
};

/**
 * The permission sets and groups that hold all of these entries, profiles left out, and how much else they hold. One call; a
 * second one where the org lacks one of the permissions over the whole org, which are then not told.
 * @param entries user permissions, or one entry of an object or a field; of anything else no one query tells
 * @returns a gap where the runner may not see them
 * @throws OrgFailure
 */
export const readSetsHolding = async (
  client: OrgClient,
  entries: readonly Entry[],
): Promise<Reading<readonly SetHolding[]>> => {
  const table = tableOf(entries);
  if (table === null) return known([]);
  const query = queryFor(table, toldOrgWide);
  const counted = countedOf(table);
  const [first, ...counts] = await readQueries(client, [query, ...countQueries(counted, client.apiVersion)]);
  const answer = await orFewer(client, first, [queryFor(table, [])]);
  if (!answer) return known([]);
  const told = answer === first ? toldOrgWide : null;
  const countsOf = heldCounts(counted, counts, client.apiVersion);
  return mapReading(wholeRows(answer), (rows) => rows.flatMap((row) => setIn(row, query, told, countsOf) ?? []));
};
