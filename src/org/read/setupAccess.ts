/** What a permission set holds beside permissions (fact E12). */
import type { Reading } from '../../access/snapshot.js';
import { known, mapReading } from '../../access/snapshot.js';
import { isEntityName } from '../../kinds/namedEntity.js';
import { setupAccessId } from '../../access/setupAccess.js';
import type { SetupAccess } from '../../access/setupAccess.js';
import type { SetupEntry, SetupEntryKind } from '../../access/setupEntities.js';
import type { StandingSet, StandingSetup } from '../../access/standingSet.js';
import { compareKeys, qualifiedName } from '../../platform/names.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { readQueries } from './readQueries.js';
import { wholeRows } from './queryAnswer.js';

/** Where the names stand of what SetupEntityAccess tells by id; of other types the id is all that is told. */
const named: Readonly<
  Record<string, { readonly from: string; readonly id: string; readonly name: string; readonly isPackaged: boolean }>
> = {
  ApexClass: { from: 'ApexClass', id: 'Id', name: 'Name', isPackaged: true },
  ApexPage: { from: 'ApexPage', id: 'Id', name: 'Name', isPackaged: true },
  ConnectedApplication: { from: 'ConnectedApplication', id: 'Id', name: 'Name', isPackaged: false },
  ExternalClientApplication: {
    from: 'ExternalClientApplication',
    id: 'Id',
    name: 'DeveloperName',
    isPackaged: true,
  },
  CustomPermission: { from: 'CustomPermission', id: 'Id', name: 'DeveloperName', isPackaged: true },
  TabSet: { from: 'AppMenuItem', id: 'ApplicationId', name: 'Name', isPackaged: false },
};

/** Names by id, of as many as the org tells. */
const namesOf = async (client: OrgClient, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> => {
  const sorts = [...new Set(rows.map((row) => text(row, 'SetupEntityType')))].flatMap((type) => {
    const where = named[type];
    const ids = rows.filter((row) => text(row, 'SetupEntityType') === type).map((row) => text(row, 'SetupEntityId'));
    return where ? [{ where, ids }] : [];
  });
  const queries = sorts.map(({ where: { from, id, name, isPackaged }, ids }): Query => ({
    api: 'data',
    from,
    columns: [...keys(id), ...texts(name, ...(isPackaged ? ['NamespacePrefix'] : []))],
    where: [{ column: id, in: ids }],
  }));
  const answers = queries.length === 0 ? [] : await readQueries(client, queries);
  return new Map(
    answers.flatMap((answer, at) => {
      const where = sorts[at]?.where;
      const told = wholeRows(answer);
      return where && told.known
        ? told.value.map((row): [string, string] => {
            const namespace = where.isPackaged ? textOrNull(row, 'NamespacePrefix') : null;
            return [text(row, where.id), qualifiedName({ name: text(row, where.name), namespace })];
          })
        : [];
    }),
  );
};

/** An org that does not know such things has none of them; what it refuses otherwise is a gap. */
export const orNone = (rows: Reading<readonly Row[]>): Reading<readonly Row[]> =>
  !rows.known && /^INVALID_TYPE\b/.test(rows.gap.detail) ? known([]) : rows;

/** The kinds of entries that rows of SetupEntityAccess can be, by their type. */
const entryKinds: Readonly<Record<string, SetupEntryKind>> = {
  CustomPermission: 'customPermission',
  ApexClass: 'apexClass',
  ConnectedApplication: 'connectedApp',
  ExternalClientApplication: 'connectedApp',
};

/** What tells all that sets hold beside permissions: their access to things of Setup, and their tabs. */
export const furtherQueries = (setIds: readonly string[]): readonly [entities: Query, tabs: Query] => {
  const of = (from: string, ...columns: readonly string[]): Query => ({
    api: 'data',
    from,
    columns: keys('Id', 'ParentId', ...columns),
    where: [setIds.length === 1 ? { column: 'ParentId', is: setIds[0] ?? '' } : { column: 'ParentId', in: setIds }],
  });
  return [of('SetupEntityAccess', 'SetupEntityId', 'SetupEntityType'), of('PermissionSetTabSetting', 'Name')];
};

const bySetupAccessId = (a: SetupAccess, b: SetupAccess): number => compareKeys(setupAccessId(a), setupAccessId(b));

/**
 * What one set holds beside permissions: the rows for apps, classes and custom permissions, each with its name, or its id where
 * the org does not tell that, and the rest.
 * @param entityRows what answered `furtherQueries` for this set
 * @throws OrgFailure when the connection breaks
 */
export const standingSetup = async (
  client: OrgClient,
  entityRows: Reading<readonly Row[]>,
  tabRows: Reading<readonly Row[]>,
): Promise<Required<Pick<StandingSet, 'setup' | 'further'>>> => {
  const [entities, tabs] = [orNone(entityRows), orNone(tabRows)];
  const all = entities.known ? entities.value : [];
  const names = await namesOf(client, all);
  const told = all.map((row) => {
    const [type, entityId] = [text(row, 'SetupEntityType'), text(row, 'SetupEntityId')];
    return { id: text(row, 'Id'), entityId, type, kind: entryKinds[type], name: names.get(entityId) ?? entityId };
  });
  const rest = [
    ...told.flatMap(({ type, kind, name }): SetupAccess[] => (kind === undefined ? [{ type, name }] : [])),
    ...(tabs.known ? tabs.value : []).map((row): SetupAccess => ({ type: 'Tab', name: text(row, 'Name') })),
  ];
  return {
    setup: told.flatMap(({ id, entityId, kind, name }): StandingSetup[] =>
      kind === undefined ? [] : [{ id, entityId, entry: { kind, name } }],
    ),
    further: !entities.known ? entities : !tabs.known ? tabs : known(rest.sort(bySetupAccessId)),
  };
};

/** A row of access to a thing of Setup: of which set, and what of. */
export type SetupHolding = SetupAccess & { readonly parentId: string; readonly entityId: string };

/**
 * Reads what each of the sets holds beside permissions. A gap where the org does not tell all of it.
 * @param setIds permission sets, those of profiles and groups among them, and muting sets
 * @throws OrgFailure when the connection breaks
 */
export const readSetupHoldings = async (
  client: OrgClient,
  setIds: readonly string[],
): Promise<Reading<readonly SetupHolding[]>> => {
  if (setIds.length === 0) return known([]);
  const [entities, tabs] = (await readQueries(client, furtherQueries(setIds))).map((answer) =>
    orNone(wholeRows(answer)),
  );
  if (!entities?.known) return entities ?? known([]);
  if (!tabs?.known) return tabs ?? known([]);
  const names = await namesOf(client, entities.value);
  return known([
    ...entities.value.map((row): SetupHolding => {
      const id = text(row, 'SetupEntityId');
      return {
        ...{ parentId: text(row, 'ParentId'), entityId: id },
        ...{ type: text(row, 'SetupEntityType'), name: names.get(id) ?? id },
      };
    }),
    ...tabs.value.map((row): SetupHolding => ({
      ...{ parentId: text(row, 'ParentId'), entityId: '', type: 'Tab', name: text(row, 'Name') },
    })),
  ]);
};

/** The things that are held, each once, sorted by id. */
export const distinctSetupAccess = (all: readonly SetupAccess[]): SetupAccess[] =>
  [...new Map(all.map(({ type, name }) => [setupAccessId({ type, name }), { type, name }])).values()].sort(
    bySetupAccessId,
  );

/**
 * Reads what the sets hold beside permissions, each thing once, sorted by id. A gap where the org does not tell all of it.
 * @throws OrgFailure when the connection breaks
 */
export const readSetupAccess = async (client: OrgClient, setId: string): Promise<Reading<readonly SetupAccess[]>> =>
  mapReading(await readSetupHoldings(client, [setId]), distinctSetupAccess);

/** The custom permission or class that a row gives, by a name that a rule can have; undefined for everything else. */
export const entityEntryOf = ({ type, name }: SetupAccess): SetupEntry | undefined => {
  const kind = entryKinds[type];
  return (kind === 'customPermission' || kind === 'apexClass') && isEntityName(name) ? { kind, name } : undefined;
};
