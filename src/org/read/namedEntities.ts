/** Custom permissions and Apex classes that rules name: whether the org has them, and by which ids. */
import type { ReadingScope } from '../../access/readingScope.js';
import type { NamedEntities, NamedEntity } from '../../access/setupEntities.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import { keyOf, qualifiedName, splitQualifiedName } from '../../platform/names.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { keys } from '../query.js';
import type { Query } from '../query.js';
import { text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { namesLike } from './permissionSetNames.js';
import { wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { orFewer, readQueries } from './readQueries.js';

/** Custom permissions are few: the list is read whole, so that the nearest name can be told. */
const customPermissionQuery = (isPackaged: boolean): Query => ({
  api: 'data',
  from: 'CustomPermission',
  columns: keys('Id', 'DeveloperName', ...(isPackaged ? ['NamespacePrefix'] : [])),
  where: [],
});

/** Names of classes in one query, so that a statement stays short (fact I3). */
const namesPerQuery = 100;

/** Of classes there may be ten thousand: those of these names, and those that begin like them. */
const apexClassQueries = (qualified: readonly string[]): Query[] =>
  chunk([...new Set(qualified.map((name) => splitQualifiedName(name).name))], namesPerQuery).map((some) => ({
    api: 'data',
    from: 'ApexClass',
    columns: keys('Id', 'Name', 'NamespacePrefix'),
    where: [namesLike('Name', some)],
  }));

/** All rows of several answers; a gap where one of them is. */
const allRows = (answers: ReadonlyArray<Reading<Answer>>): Reading<readonly Row[]> => {
  const readings = answers.map(wholeRows);
  return (
    readings.find((reading) => !reading.known) ??
    known(readings.flatMap((reading) => (reading.known ? [...reading.value] : [])))
  );
};

const byName = (rows: Reading<readonly Row[]>, column: string): Reading<ReadonlyMap<string, NamedEntity>> =>
  mapReading(
    rows,
    (all) =>
      new Map(
        all.map((row): [string, NamedEntity] => {
          const name = qualifiedName({ name: text(row, column), namespace: textOrNull(row, 'NamespacePrefix') });
          return [keyOf(name), { id: text(row, 'Id'), name }];
        }),
      ),
  );

type Asked = Pick<ReadingScope, 'customPermissions' | 'apexClasses'>;

/**
 * Those that rules name, and others of which one may be meant; in one call. Nothing is sent where none is named.
 * @throws OrgFailure
 */
export const readNamedEntities = async (
  client: OrgClient,
  { customPermissions, apexClasses }: Asked,
): Promise<NamedEntities> => {
  const ofClasses = apexClassQueries(apexClasses);
  const ofPermissions = customPermissions.length > 0 ? [customPermissionQuery(true)] : [];
  const answers = await readQueries(client, [...ofClasses, ...ofPermissions]);
  const permissions =
    ofPermissions.length > 0
      ? await orFewer(client, answers[ofClasses.length], [customPermissionQuery(false)])
      : undefined;
  const classes = answers.slice(0, ofClasses.length);
  return {
    ...(permissions ? { customPermission: byName(wholeRows(permissions), 'DeveloperName') } : {}),
    ...(classes.length > 0 ? { apexClass: byName(allRows(classes), 'Name') } : {}),
  };
};

type List = Reading<ReadonlyMap<string, NamedEntity>>;

/** A list that holds nothing says that there is nothing only to who would be shown it. */
const shown = (list: List, seesSetup: boolean, from: string): List =>
  list.known && list.value.size === 0 && !seesSetup ? gap('NOT_AUTHORISED', from, 'ViewSetup') : list;

/** The lists as far as the runner would be shown them. @param seesSetup the runner is known to hold View Setup */
export const shownEntities = ({ customPermission, apexClass }: NamedEntities, seesSetup: boolean): NamedEntities => ({
  ...(customPermission ? { customPermission: shown(customPermission, seesSetup, 'CustomPermission') } : {}),
  ...(apexClass ? { apexClass: shown(apexClass, seesSetup, 'ApexClass') } : {}),
});
