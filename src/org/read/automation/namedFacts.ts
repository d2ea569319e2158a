/**
 * What conditions name of users and org, read in one call: columns of the user, custom permissions, hierarchy settings,
 * custom metadata (facts L9, L11). Only what is named is read.
 */
import type { ReadFact } from '../../../access/orgAutomation.js';
import type { Reading } from '../../../access/snapshot.js';
import { globalKey } from '../../../automation/formula/facts.js';
import type { GlobalReference } from '../../../automation/formula/facts.js';
import { keyOf, sameName, splitQualifiedName } from '../../../platform/names.js';
import type { OrgClient } from '../../orgClient.js';
import { keys, names } from '../../query.js';
import type { Query } from '../../query.js';
import { text, textOrNull } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { wholeRows } from '../queryAnswer.js';
import { readParts } from '../readQueries.js';
import { factOf, idsAlong, isPath, unreadable } from './factOfRow.js';
import { pathKey, readUserColumns, unique, userColumn, userQuery } from './userColumns.js';

/** Whose facts are read. */
export type FactsOf = {
  readonly id: string;
  readonly profileId: string;
  /** The permission sets that count for the user now. */
  readonly permissionSetIds: readonly string[];
  /** Whether others may count as well: what could not be read, a group that is recalculated, a set that a session activates. */
  readonly mayHoldMore: boolean;
  /** Full names of the permission sets that are assigned, as the Metadata API has them; a gap where others may count too. */
  readonly sets: Reading<readonly string[]>;
  /** The name of a profile that an org has made itself is the same in every language. */
  readonly isCustomProfile: boolean;
};

/** References by what they begin with. */
const begins = (named: readonly GlobalReference[], global: string): GlobalReference[] =>
  named.filter((reference) => keyOf(reference.global) === global && isPath(reference.path));

/** `$CustomMetadata.Type__mdt.Record.Field__c` and `$Setup.Setting__c.Field__c`, by the object that holds them. */
const byObject = (references: readonly GlobalReference[]): Map<string, GlobalReference[]> => {
  const groups = new Map<string, GlobalReference[]>();
  for (const reference of references) {
    const key = keyOf(reference.path[0] ?? '');
    groups.set(key, [...(groups.get(key) ?? []), reference]);
  }
  return groups;
};

const query = (from: string, columns: Query['columns'], column: string, values: readonly string[]): Query => ({
  api: 'data',
  from,
  columns,
  where: [{ column, in: values }],
});

type Facts = Map<string, ReadFact>;

/** Language matters to the name of a standard profile: it is shown to each in his own. */
const isNameOfProfile = ({ global, path }: GlobalReference): boolean =>
  keyOf(global) === '$profile' && keyOf(path.join('.')) === 'name';

/**
 * Reads what the references stand for, for each user.
 * @param organization id of the org, which hierarchy settings name
 * @returns by the id of the user, facts by the key of the reference; what nobody can say is `unreadable`
 * @throws OrgFailure
 */
export const readNamedFacts = async (
  client: OrgClient,
  named: readonly GlobalReference[],
  users: readonly FactsOf[],
  organization: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, ReadFact>>> => {
  const ids = users.map(({ id }) => id);
  const ofUser = named.filter((reference) => userColumn(reference) !== undefined && isPath(reference.path));
  const permissions = begins(named, '$permission').filter(({ path }) => path.length === 1);
  const settings = byObject(begins(named, '$setup').filter(({ path }) => path.length === 2));
  const metadata = byObject(begins(named, '$custommetadata').filter(({ path }) => path.length === 3));
  const organizations = begins(named, '$organization');
  const columnsOf = (paths: ReadonlyArray<readonly string[]>): Query['columns'] =>
    names(...unique(paths.flatMap((path) => [...idsAlong(path), path]).map((path) => path.join('.'))));
  const setIds = unique(users.flatMap(({ permissionSetIds }) => permissionSetIds));
  const userPaths = new Map(
    ofUser.map((reference) => userColumn(reference) ?? []).map((path) => [pathKey(path), path]),
  );
  const userColumns = [...userPaths.values()].map((path) => ({
    path,
    columns: [...idsAlong(path), path].map((one) => one.join('.')),
  }));
  const queries: Record<string, Query | false> = {
    users: ofUser.length > 0 && userQuery(userColumns, ids),
    permissions:
      permissions.length > 0 &&
      query(
        'CustomPermission',
        keys('Id', 'DeveloperName', 'NamespacePrefix'),
        'DeveloperName',
        unique(permissions.map(({ path: [name = ''] }) => splitQualifiedName(name).name)),
      ),
    access: permissions.length > 0 &&
      setIds.length > 0 && {
        ...query('SetupEntityAccess', keys('ParentId', 'SetupEntityId', 'SetupEntityType'), 'ParentId', setIds),
        where: [
          { column: 'ParentId', in: setIds },
          { column: 'SetupEntityType', is: 'CustomPermission' },
        ],
      },
    organization: organizations.length > 0 && {
      api: 'data',
      from: 'Organization',
      columns: columnsOf(organizations.map(({ path }) => path)),
      where: [],
    },
    ...Object.fromEntries(
      [...settings].map(([key, references]) => [
        `setting ${key}`,
        query(
          references[0]?.path[0] ?? '',
          [...keys('SetupOwnerId'), ...columnsOf(references.map(({ path }) => path.slice(1)))],
          'SetupOwnerId',
          unique([...users.flatMap(({ id, profileId }) => [id, profileId]), organization]).filter((id) => id !== ''),
        ),
      ]),
    ),
    ...Object.fromEntries(
      [...metadata].map(([key, references]) => [
        `metadata ${key}`,
        query(
          references[0]?.path[0] ?? '',
          [...keys('DeveloperName'), ...columnsOf(references.map(({ path }) => path.slice(2)))],
          'DeveloperName',
          unique(references.map(({ path }) => splitQualifiedName(path[1] ?? '').name)),
        ),
      ]),
    ),
  };
  const answers = await readParts(client, queries);
  const usersAnswer = answers.get('users');
  const userRows = usersAnswer ? await readUserColumns(client, userColumns, ids, usersAnswer) : [];
  const rowsOf = (part: string): Reading<readonly Row[]> | undefined => {
    const answer = answers.get(part);
    return answer && wholeRows(answer);
  };
  const perUser = (user: FactsOf): Facts => {
    const facts: Facts = new Map();
    for (const reference of ofUser) {
      const path = userColumn(reference) ?? [];
      const own = userRows.find(({ paths }) => paths.has(pathKey(path)))?.rows;
      const row = own?.known === true ? own.value.find((one) => sameLongId(text(one, 'Id'), user.id)) : undefined;
      const isSure = !isNameOfProfile(reference) || user.isCustomProfile;
      facts.set(globalKey(reference), row && isSure ? factOf(row, path) : unreadable());
    }
    for (const reference of permissions) facts.set(globalKey(reference), permissionFact(reference, user));
    for (const [key, references] of settings) {
      const rows = rowsOf(`setting ${key}`);
      for (const reference of references)
        facts.set(globalKey(reference), settingFact(reference, rows, [user.id, user.profileId, organization]));
    }
    for (const [key, references] of metadata) {
      const rows = rowsOf(`metadata ${key}`);
      for (const reference of references) facts.set(globalKey(reference), metadataFact(reference, rows));
    }
    const orgRow = rowsOf('organization');
    for (const reference of organizations) {
      const [one] = orgRow?.known === true ? orgRow.value : [];
      facts.set(globalKey(reference), one ? factOf(one, reference.path) : unreadable());
    }
    return facts;
  };
  const permissionFact = ({ path: [name = ''] }: GlobalReference, user: FactsOf): ReadFact => {
    const [all, access] = [rowsOf('permissions'), rowsOf('access')];
    if (!all?.known) return unreadable('ViewSetup');
    const wanted = splitQualifiedName(name);
    const found = all.value.filter(
      (one) =>
        sameName(text(one, 'DeveloperName'), wanted.name) &&
        (wanted.namespace === null || sameName(text(one, 'NamespacePrefix'), wanted.namespace)),
    );
    if (found.length === 0) return { state: 'absent' };
    // The same name in a package and in the org: which one is meant depends on where the formula stands.
    if (found.length > 1) return unreadable();
    const sets = new Set(user.permissionSetIds.map(longKey));
    if (sets.size > 0 && !access?.known) return unreadable('ViewSetup');
    const isHeld = (access?.known === true ? access.value : []).some(
      (one) =>
        sameLongId(text(one, 'SetupEntityId'), text(found[0] ?? {}, 'Id')) && sets.has(longKey(text(one, 'ParentId'))),
    );
    return isHeld || !user.mayHoldMore ? { state: 'known', value: isHeld } : unreadable();
  };
  return new Map(users.map((user) => [user.id, perUser(user)]));
};

/** Ids come with 15 or 18 characters; the first 15 tell. */
const longKey = (id: string): string => id.slice(0, 15);

const sameLongId = (a: string, b: string): boolean => a !== '' && longKey(a) === longKey(b);

/** The value of a hierarchy setting: that of the user, else of the profile, else of the org, column by column. */
const settingFact = (
  { path }: GlobalReference,
  rows: Reading<readonly Row[]> | undefined,
  owners: readonly string[],
): ReadFact => {
  if (!rows?.known) return unreadable('ViewSetup');
  const column = path.slice(1);
  for (const owner of owners) {
    const row = rows.value.find((one) => sameLongId(text(one, 'SetupOwnerId'), owner));
    if (row === undefined) continue;
    const fact = factOf(row, column);
    // An empty value is filled from the level above.
    if (fact.state !== 'known' || fact.value !== null) return fact;
  }
  // Without any row a checkbox is false and all else empty, which a formula may take for the same or not.
  return unreadable();
};

const metadataFact = ({ path }: GlobalReference, rows: Reading<readonly Row[]> | undefined): ReadFact => {
  if (!rows?.known) return unreadable('ViewSetup');
  const found = rows.value.filter((one) =>
    sameName(text(one, 'DeveloperName'), splitQualifiedName(path[1] ?? '').name),
  );
  const [row] = found;
  return row && found.length === 1 && textOrNull(row, 'DeveloperName') !== null
    ? factOf(row, path.slice(2))
    : unreadable();
};
