/** The whole state of an embedded org, to hold against an earlier one, and who holds which permission in it. */
import type { Org, Row } from '../local-org/model/orgModel.js';
import { versionOf } from '../local-org/model/rowTable.js';
import { accessColumns, objectAccesses } from '../local-org/permissions/objectAccess.js';

const audit = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']);

/** Every stored row by table and id, and what else is told about the org, as text. */
export type OrgState = ReadonlyMap<string, Row | string>;

const allRows = (org: Org): Array<[table: string, id: string, row: Row]> =>
  [...org.tables].flatMap(([table, rows]) => [...rows].map(([id, row]): [string, string, Row] => [table, id, row]));

/** Rows are replaced, never changed in place: the content of each is written down once. */
const contents = new WeakMap<Row, string>();

/** A row as a text to compare, without what only tells when it was written and by whom. */
export const contentOf = (row: Row): string => {
  let content = contents.get(row);
  if (content === undefined) {
    content = JSON.stringify(Object.entries(row).filter(([column]) => !audit.has(column)));
    contents.set(row, content);
  }
  return content;
};

/** What only ever grows: the platform writes down every change, and also that it was taken back. */
const trail = 'SetupAuditTrail';

/** The state now, without the trail of how it came about. */
export const stateOf = (org: Org): OrgState =>
  new Map(allRows(org).flatMap(([table, id, row]) => (table === trail ? [] : [[`${table}/${id}`, row] as const])));

/** Nearly all rows of two states are the same ones: only others have to be written down to be compared. */
const isSame = (one: Row | string | undefined, other: Row | string | undefined): boolean =>
  one === other || (typeof one === 'object' && typeof other === 'object' && contentOf(one) === contentOf(other));

/** What has appeared, gone and changed, as `Table/id`. */
export type Changes = {
  readonly appeared: readonly string[];
  readonly disappeared: readonly string[];
  readonly changed: readonly string[];
};

/** Rows are compared by content, audit columns aside, so that one deleted and made again shows by its id. */
export const changesBetween = (before: OrgState, after: OrgState): Changes => ({
  appeared: [...after.keys()].filter((key) => !before.has(key)),
  disappeared: [...before.keys()].filter((key) => !after.has(key)),
  changed: [...after].filter(([key, row]) => before.has(key) && !isSame(before.get(key), row)).map(([key]) => key),
});

export const noChanges: Changes = { appeared: [], disappeared: [], changed: [] };

const rows = (org: Org, table: string): Row[] => [...(org.tables.get(table)?.values() ?? [])];

const nameOfRow = (org: Org, table: string, column: string, id: unknown): string =>
  String(org.tables.get(table)?.get(String(id))?.[column] ?? id);

/** What a row says about permissions when those to whom it belongs are called like this. Rows are never changed in place. */
const factsOfRows = new WeakMap<Row, { names: string; facts: readonly string[] }>();

/** The facts of a row, made once for each row and the names in it. */
const factsOf = (row: Row, names: readonly string[], make: () => string[]): readonly string[] => {
  const before = factsOfRows.get(row);
  const joined = names.join();
  if (before?.names === joined) return before.facts;
  const facts = make();
  factsOfRows.set(row, { names: joined, facts });
  return facts;
};

/** The tables of which facts are made: rows of access, and those whose names stand in them. */
const factTables = [
  ...['PermissionSet', 'ObjectPermissions', 'FieldPermissions', 'PermissionSetAssignment', 'User'],
  ...['PermissionSetLicense', 'PermissionSetLicenseAssign', 'PermissionSetGroup', 'PermissionSetGroupComponent'],
];

/** The facts of an org, and the versions of the tables that they were made of. */
const factsBefore = new WeakMap<Org, { basis: string; facts: Set<string> }>();

/**
 * Who holds what, one line each: `Set userPermission:ApiEnabled`, `Set object:Account:read`, `Set field:Account.Site:edit`
 * (an editable field is readable too), `Set -> user`, `license Psl -> user`, `Group contains Set`. The same set again until a row
 * changes: not to be changed.
 */
export const permissionFacts = (org: Org): Set<string> => {
  const basis = factTables.map((name) => versionOf(org.tables.get(name))).join();
  const before = factsBefore.get(org);
  if (before?.basis === basis) return before.facts;
  const facts = factsNow(org);
  factsBefore.set(org, { basis, facts });
  return facts;
};

const factsNow = (org: Org): Set<string> => {
  const setName = (id: unknown): string => nameOfRow(org, 'PermissionSet', 'Name', id);
  const username = (id: unknown): string => nameOfRow(org, 'User', 'Username', id);
  const columns = (row: Row): string[] =>
    Object.keys(row).filter((column) => column.startsWith('Permissions') && row[column] === true);
  const facts = new Set<string>();
  const add = (
    table: string,
    namesOf: (row: Row) => string[],
    make: (row: Row, ...names: string[]) => string[],
  ): void => {
    for (const row of rows(org, table)) {
      const names = namesOf(row);
      for (const fact of factsOf(row, names, () => make(row, ...names))) facts.add(fact);
    }
  };
  add(
    'PermissionSet',
    (row) => [String(row['Name'])],
    (row, set) => [set, ...columns(row).map((column) => `${set} userPermission:${column.slice('Permissions'.length)}`)],
  );
  add(
    'ObjectPermissions',
    (row) => [setName(row['ParentId'])],
    (row, set) =>
      objectAccesses
        .filter((access) => row[accessColumns[access]] === true)
        .map((access) => `${set} object:${String(row['SobjectType'])}:${access}`),
  );
  add(
    'FieldPermissions',
    (row) => [setName(row['ParentId'])],
    (row, set) =>
      (['read', 'edit'] as const)
        .filter((access) => row[access === 'read' ? 'PermissionsRead' : 'PermissionsEdit'] === true)
        .map((access) => `${set} field:${String(row['Field'])}:${access}`),
  );
  add(
    'PermissionSetAssignment',
    (row) => [setName(row['PermissionSetId']), username(row['AssigneeId'])],
    (_, set, user) => [`${set} -> ${user}`],
  );
  add(
    'PermissionSetLicenseAssign',
    (row) => [
      nameOfRow(org, 'PermissionSetLicense', 'DeveloperName', row['PermissionSetLicenseId']),
      username(row['AssigneeId']),
    ],
    (_, license, user) => [`license ${license} -> ${user}`],
  );
  add(
    'PermissionSetGroupComponent',
    (row) => [
      nameOfRow(org, 'PermissionSetGroup', 'DeveloperName', row['PermissionSetGroupId']),
      setName(row['PermissionSetId']),
    ],
    (_, group, set) => [`${group} contains ${set}`],
  );
  return facts;
};

/** Remembers every table; the function puts all of them back, as a new org of the same scenario would be. */
export const rememberTables = (org: Org): (() => void) => {
  // Rows are replaced, never changed in place.
  const before = new Map([...org.tables].map(([name, table]) => [name, new Map(table)]));
  const asBefore = new Map([...org.tables].map(([name, table]) => [name, versionOf(table)]));
  return () => {
    for (const [name, table] of org.tables) {
      if (asBefore.get(name) === versionOf(table)) continue;
      table.clear();
      for (const [id, row] of before.get(name) ?? []) table.set(id, row);
      asBefore.set(name, versionOf(table));
    }
  };
};
