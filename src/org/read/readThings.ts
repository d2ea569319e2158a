/** The names and labels that an org has of what definitions ask for. */
import type { Gap, Reading } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { NamedThing, ThingKind } from '../../lookup/namedThing.js';
import { keyOf, qualifiedName } from '../../platform/names.js';
import { flagColumn, flagLabel, userFlags } from '../../platform/userFlags.js';
import type { OrgClient } from '../orgClient.js';
import { keys, names } from '../query.js';
import type { Query } from '../query.js';
import type { Reply } from '../reply.js';
import { asRow, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { describedSchema, fieldsIn } from './describedSchema.js';
import { answerTo, isUnknownType, refusal, wholeRows } from './queryAnswer.js';
import { readQueries } from './readQueries.js';
import { describeOf, send } from './subrequests.js';

/** Things, and the parts that could not be read. */
export type ThingsReading = { readonly things: readonly NamedThing[]; readonly unread: readonly Gap[] };

type Listed = {
  readonly kind: ThingKind;
  readonly query: Query;
  readonly nameOf: (row: Row) => string;
  readonly label: string;
};

const withNamespace =
  (column: string) =>
  (row: Row): string =>
    qualifiedName({ name: text(row, column), namespace: textOrNull(row, 'NamespacePrefix') });

/** What is listed by queries; one call holds five of them (fact I8). */
const lists = (): readonly Listed[] => [
  {
    kind: 'permissionSet',
    query: {
      api: 'data',
      from: 'PermissionSet',
      columns: [...keys('Name', 'NamespacePrefix', 'PermissionSetGroupId'), ...names('Label')],
      where: [{ column: 'IsOwnedByProfile', is: false }],
    },
    nameOf: withNamespace('Name'),
    label: 'Label',
  },
  {
    kind: 'permissionSetGroup',
    query: {
      api: 'data',
      from: 'PermissionSetGroup',
      columns: [...keys('DeveloperName', 'NamespacePrefix'), ...names('MasterLabel')],
      where: [],
    },
    nameOf: withNamespace('DeveloperName'),
    label: 'MasterLabel',
  },
  {
    kind: 'permissionSetLicense',
    query: {
      api: 'data',
      from: 'PermissionSetLicense',
      columns: [...keys('DeveloperName'), ...names('MasterLabel')],
      where: [],
    },
    nameOf: (row) => text(row, 'DeveloperName'),
    label: 'MasterLabel',
  },
  {
    kind: 'userLicense',
    query: { api: 'data', from: 'UserLicense', columns: [...keys('Name'), ...names('MasterLabel')], where: [] },
    nameOf: (row) => text(row, 'Name'),
    label: 'MasterLabel',
  },
  {
    kind: 'package',
    query: { api: 'data', from: 'PackageLicense', columns: keys('NamespacePrefix'), where: [] },
    nameOf: (row) => text(row, 'NamespacePrefix'),
    label: 'NamespacePrefix',
  },
  {
    kind: 'customPermission',
    query: {
      api: 'data',
      from: 'CustomPermission',
      columns: [...keys('DeveloperName', 'NamespacePrefix'), ...names('MasterLabel')],
      where: [],
    },
    nameOf: withNamespace('DeveloperName'),
    label: 'MasterLabel',
  },
  {
    kind: 'apexClass',
    query: { api: 'data', from: 'ApexClass', columns: keys('Name', 'NamespacePrefix'), where: [] },
    nameOf: withNamespace('Name'),
    label: 'Name',
  },
  {
    kind: 'connectedApp',
    query: { api: 'data', from: 'ConnectedApplication', columns: keys('Name'), where: [] },
    nameOf: (row) => text(row, 'Name'),
    label: 'Name',
  },
  {
    kind: 'connectedApp',
    query: {
      api: 'data',
      from: 'ExternalClientApplication',
      columns: [...keys('DeveloperName', 'NamespacePrefix'), ...names('MasterLabel')],
      where: [],
    },
    nameOf: withNamespace('DeveloperName'),
    label: 'MasterLabel',
  },
  {
    kind: 'profile',
    query: { api: 'data', from: 'Profile', columns: names('Name'), where: [] },
    nameOf: (row) => text(row, 'Name'),
    label: 'Name',
  },
];

/** Two lists can be of one kind. */
const refOf = ({ kind, query: { from } }: Listed): string => `${kind}${from}`;

/** Objects that not every org has. */
const mayBeUnknown: ReadonlySet<string> = new Set(['PermissionSetGroup', 'ExternalClientApplication']);

const thingsIn = ({ kind, nameOf, label }: Listed, rows: readonly Row[]): NamedThing[] =>
  rows
    // The hidden set that holds the sum of a group bears the name of the group (fact A5).
    .filter((row) => kind !== 'permissionSet' || textOrNull(row, 'PermissionSetGroupId') === null)
    .map((row) => ({ kind, name: nameOf(row), label: textOrNull(row, label) }));

/** What describe of the whole org tells: the objects that whoever is logged in may see. */
const objectsIn = (reply: Reply | undefined): Reading<readonly NamedThing[]> => {
  if (!reply) return gap('NOT_ANSWERED', 'sobjects', '');
  if (!reply.ok) return { known: false, gap: refusal('sobjects', reply) };
  const list = asRow(reply.body)['sobjects'];
  if (!Array.isArray(list)) return gap('NOT_ANSWERED', 'sobjects', '');
  return known(
    list
      .map(asRow)
      .filter((row) => text(row, 'name') !== '')
      .map((row): NamedThing => ({ kind: 'object', name: text(row, 'name'), label: textOrNull(row, 'label') })),
  );
};

/** The boxes that users of this org have, by what the org calls them and what Setup does in English. */
const flagsIn = (reply: Reply | undefined): Reading<readonly NamedThing[]> =>
  mapReading(fieldsIn('User', reply), (fields) => {
    const labels = new Map(fields.map((field) => [keyOf(text(field, 'name')), textOrNull(field, 'label')]));
    return userFlags.flatMap((flag): NamedThing[] => {
      const label = labels.get(keyOf(flagColumn(flag)));
      return label === undefined ? [] : [{ kind: 'userFlag', name: flag, label, also: [flagLabel(flag)] }];
    });
  });

const permissionsIn = (
  replies: ReadonlyMap<string, Reply>,
  { apiVersion }: Pick<OrgClient, 'apiVersion'>,
): Array<Reading<readonly NamedThing[]>> => {
  const { permissionSetColumns, profileColumns } = describedSchema(replies, [], apiVersion);
  return [permissionSetColumns, profileColumns].map((columns) =>
    mapReading(columns, (all) =>
      [...all.values()].map(({ name, label }): NamedThing => ({ kind: 'userPermission', name, label })),
    ),
  );
};

const collected = (readings: ReadonlyArray<Reading<readonly NamedThing[]>>): ThingsReading => ({
  things: [
    ...new Map(
      readings
        .flatMap((reading) => (reading.known ? reading.value : []))
        .reverse()
        .map((thing) => [`${thing.kind} ${thing.name.toLowerCase()}`, thing]),
    ).values(),
  ].reverse(),
  unread: readings.flatMap((reading) => (reading.known ? [] : [reading.gap])),
});

/**
 * Everything but fields, in calls that go at the same time: one for five lists.
 * @param kinds what is wanted; what is not costs nothing
 * @throws OrgFailure
 */
export const readThings = async (client: OrgClient, kinds: ReadonlySet<ThingKind>): Promise<ThingsReading> => {
  const wanted = lists().filter(({ kind }) => kinds.has(kind));
  const asksObjects = kinds.has('object') || kinds.has('field');
  const replies = await send(
    client,
    wanted.map((list) => ({ ref: refOf(list), query: list.query })),
    [
      ...(kinds.has('userPermission')
        ? [describeOf('permissionSet', 'PermissionSet'), describeOf('profile', 'Profile')].map(({ ref, path }) => ({
            ref: `${ref}Columns`,
            path,
          }))
        : []),
      ...(asksObjects ? [{ ref: 'objects', path: '/sobjects' }] : []),
      ...(kinds.has('userFlag') ? [describeOf('userFlags', 'User')] : []),
    ],
  );
  const listed = await Promise.all(
    wanted
      // Somebody who may read permission sets is told so where this org has no groups, or no external client apps (facts A7, M11).
      .filter((list) => !(mayBeUnknown.has(list.query.from) && isUnknownType(replies.get(refOf(list)))))
      .map(async (list) =>
        mapReading(wholeRows(await answerTo(client, list.query, replies.get(refOf(list)))), (rows) =>
          thingsIn(list, rows),
        ),
      ),
  );
  const described = new Map(
    [...replies].flatMap(([ref, reply]) =>
      ref.endsWith('Columns') ? [[ref.slice(0, -'Columns'.length), reply]] : [],
    ) as [string, Reply][],
  );
  return collected([
    ...(kinds.has('userPermission') ? permissionsIn(described, client) : []),
    ...(asksObjects ? [objectsIn(replies.get('objects'))] : []),
    ...(kinds.has('userFlag') ? [flagsIn(replies.get('userFlags'))] : []),
    ...listed,
  ]);
};

const fieldQuery = (sobject: string): Query => ({
  api: 'tooling',
  from: 'EntityParticle',
  columns: [...keys('QualifiedApiName'), ...names('Label')],
  where: [{ column: 'EntityDefinition.QualifiedApiName', is: sobject }],
});

/**
 * The fields of these objects, in one call: those of EntityParticle, which do not depend on anybody's access (fact C13).
 * @param objects as the org spells them, at most five
 * @throws OrgFailure
 */
export const readFields = async (client: OrgClient, objects: readonly NamedThing[]): Promise<ThingsReading> => {
  const answers = await readQueries(
    client,
    objects.map(({ name }) => fieldQuery(name)),
  );
  return collected(
    answers.map((answer, at) => {
      const { name: sobject = '', label: objectLabel = null } = objects[at] ?? {};
      return mapReading(wholeRows(answer), (rows) =>
        rows.map((row): NamedThing => {
          const label = textOrNull(row, 'Label');
          return {
            kind: 'field',
            name: `${sobject}.${text(row, 'QualifiedApiName')}`,
            label,
            also: [`${objectLabel ?? sobject} ${label ?? ''}`],
          };
        }),
      );
    }),
  );
};
