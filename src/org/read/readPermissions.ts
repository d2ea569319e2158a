import type { ReadingScope } from '../../access/readingScope.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { Gap, Reading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { sameId } from '../../platform/sameId.js';
import { flagColumn } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { OrgClient } from '../orgClient.js';
import { flag, parent, text, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';
import { licenseObjectsIn } from './licenseObjects.js';
import { ceilingsIn, licenseNamesIn } from './licenses.js';
import { installedIn, packagesIn } from './packageSeats.js';
import { flagParts, permissionQueries } from './permissionQueries.js';
import type { Columns, Part } from './permissionQueries.js';
import {
  contentsOf,
  fieldParts,
  fieldRowsIn,
  objectParts,
  objectRowsIn,
  permissionParts,
  userPermissionsIn,
} from './permissionSetRows.js';
import type { FieldRow, ObjectRow } from './permissionSetRows.js';
import type { Holders, Permissions } from './permissionsRead.js';
import { partOf, toldBy } from './queryAnswer.js';
import type { RestsOn, Told } from './queryAnswer.js';
import { orFewer, readParts } from './readQueries.js';
import { fieldQueriesSideBySide, withWholeFields } from './sideBySideFields.js';
import { fitsBeside, wholeRowsIn } from './wholeRows.js';

/** Keys of the names of apps, by the user who has tokens of them. */
const namesByUser = (rows: readonly Row[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const named = new Map<string, Set<string>>();
  for (const row of rows) {
    const own = named.get(text(row, 'UserId')) ?? new Set<string>();
    named.set(text(row, 'UserId'), own.add(keyOf(text(row, 'AppName'))));
  }
  return named;
};

const flagsByUser =
  (told: Reading<Told<UserFlag>>, wanted: readonly UserFlag[]): Permissions['flagsOf'] =>
  (userId) => {
    const row = told.known ? told.value.rows.find((one) => sameId(text(one, 'Id'), userId)) : undefined;
    return new Map(
      told.known && row
        ? wanted.map((name) => [keyOf(name), partOf(told.value, name, flag(row, flagColumn(name)))] as const)
        : [],
    );
  };

/** A set that is assigned but did not come back may grant anything: then nothing that was not found is surely missing. */
const allSets = (rows: Reading<readonly Row[]>, wanted: readonly string[]): Reading<true> => {
  if (!rows.known) return rows;
  const came = new Set(rows.value.map((row) => text(row, 'Id')));
  const missing = wanted.filter((id) => !came.has(id)).length;
  return missing === 0
    ? known(true as const)
    : gap('INCOMPLETE_ROWS', 'PermissionSet', `${wanted.length - missing}/${wanted.length}`);
};

const spelledNames = (objects: readonly ObjectRow[], fields: readonly FieldRow[]): ReadonlyMap<string, string> =>
  new Map(
    [...objects.map(({ sobject }) => sobject), ...fields.map(({ sobject, field }) => `${sobject}.${field}`)].map(
      (name) => [keyOf(name), name],
    ),
  );

const orNone = (rows: Reading<readonly Row[]>): readonly Row[] => (rows.known ? rows.value : []);

const rowsIn = <P>(told: Reading<Told<P>>): Reading<readonly Row[]> => mapReading(told, ({ rows }) => rows);

const untoldIn = <P>(told: Reading<Told<P>>): ReadonlyMap<P, Gap> => (told.known ? told.value.untold : new Map());

/**
 * Reads what the given permission sets, licenses and users hold, in one or two calls at the same time: user permissions
 * only by columns that this org has (fact D2), object and field permissions by object.
 * @param now milliseconds since the epoch
 * @throws OrgFailure
 */
export const readPermissions = async (
  client: OrgClient,
  scope: ReadingScope,
  schema: Columns,
  holders: Holders,
  now: number,
): Promise<Permissions> => {
  const { own, onProfile, inMuting, maximums, queries, fewerCeilings } = permissionQueries(scope, schema, holders);
  const { permissionSetIds, mutingIds, licensesAsked, setupEntities, wholeIds = [], untoldFlags } = holders;
  const { sobjects, fieldSobjects, namespaces } = scope;
  const everything = scope.everything === true;
  // All rows of a set cannot be asked for object by object.
  const fieldQueries =
    queries.fields && !everything && wholeIds.length === 0 ? fieldQueriesSideBySide(queries.fields, schema) : {};
  const answers = withWholeFields(await readParts<string>(client, { ...queries, ...fieldQueries }), queries.fields);
  const licenses = await orFewer(client, answers.get('ceilings'), fewerCeilings);
  const told = <P>(part: Part, restsOn: RestsOn<P>): Reading<Told<P>> => {
    const answer = answers.get(part);
    return answer ? toldBy(answer, restsOn) : known({ rows: [], untold: new Map() });
  };
  const rowsOf = (part: Part): Reading<readonly Row[]> => rowsIn(told(part, new Map<string, never>()));
  const ownParts = permissionParts(own);
  const toldSets = told('sets', new Map([...ownParts, ...permissionParts(onProfile, 'Profile.')]));
  const toldMuting = told('muting', permissionParts(inMuting));
  const toldObjects = told('objects', objectParts);
  const toldFields = told('fields', fieldParts);
  const [sets, muting] = [rowsIn(toldSets), rowsIn(toldMuting)];
  const [objects, fields] = [rowsIn(toldObjects), rowsIn(toldFields)];
  const asked = { objects: new Set(sobjects.map(keyOf)), fields: new Set(fieldSobjects.map(keyOf)) };
  const apps = rowsOf('apps');
  const wholeSets = new Set(everything ? [...permissionSetIds, ...mutingIds] : []);
  const objectRows = objectRowsIn(orNone(objects)).filter(
    ({ parentId, sobject }) => wholeSets.has(parentId) || asked.objects.has(keyOf(sobject)),
  );
  const fieldRows = fieldRowsIn(orNone(fields)).filter(
    ({ parentId, sobject }) => wholeSets.has(parentId) || asked.fields.has(keyOf(sobject)),
  );
  return {
    contents: contentsOf(
      new Map([
        ...orNone(sets).map((row) => [text(row, 'Id'), userPermissionsIn(row, own)] as const),
        ...orNone(muting).map((row) => [text(row, 'Id'), userPermissionsIn(row, inMuting)] as const),
      ]),
      objectRows,
      fieldRows,
      new Set(mutingIds),
      orNone(apps).map((row) => {
        const entityId = text(row, 'SetupEntityId');
        const named = [...setupEntities].find(([id]) => sameId(id, entityId));
        return { parentId: text(row, 'ParentId'), entityId, keys: named?.[1] ?? [] };
      }),
    ),
    sets: new Map(
      orNone(sets).map((row) => [
        text(row, 'Id'),
        {
          name: text(row, 'Name') || text(row, 'Id'),
          profileOnly:
            valueIn(row, 'Profile') === null
              ? null
              : new Set(userPermissionsIn(parent(row, 'Profile'), onProfile).map((name) => keyOf(name))),
        },
      ]),
    ),
    ceilings: ceilingsIn(licenses, maximums, now),
    ...(wholeIds.length === 0
      ? {}
      : {
          wholeRowsOf: (setId) =>
            wholeRowsIn(
              setId,
              fitsBeside(sobjects) ? toldObjects : told('wholeObjects', objectParts),
              fitsBeside(fieldSobjects) ? toldFields : told('wholeFields', fieldParts),
            ),
        }),
    licenseObjects: licensesAsked && licenseObjectsIn(licensesAsked, [answers.get('unheld'), answers.get('packaged')]),
    installedPackages: namespaces.length === 0 ? null : installedIn(answers.get('packages')),
    packagesOf: packagesIn(namespaces, answers.get('packages'), answers.get('packageSeats'), now),
    flagsOf: flagsByUser(told('flags', flagParts(untoldFlags)), untoldFlags),
    licenseNames: mapReading(rowsOf('licenses'), licenseNamesIn),
    frozen: mapReading(
      rowsOf('logins'),
      (logins) => new Map(logins.map((row) => [text(row, 'UserId'), flag(row, 'IsFrozen')])),
    ),
    userPermissionRows: allSets(sets, permissionSetIds),
    mutingRows: allSets(muting, mutingIds),
    objectRows: mapReading(objects, () => true as const),
    fieldRows: mapReading(fields, () => true as const),
    appRows: mapReading(apps, () => true as const),
    tokens: mapReading(rowsOf('tokens'), namesByUser),
    ...(everything ? { spelled: spelledNames(objectRows, fieldRows) } : {}),
    untold: {
      userPermissions: untoldIn(toldSets),
      mutedPermissions: untoldIn(toldMuting),
      objects: untoldIn(toldObjects),
      fields: untoldIn(toldFields),
    },
  };
};
