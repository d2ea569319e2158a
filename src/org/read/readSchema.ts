import { hasHistorySwitch } from '../../platform/fieldHistory.js';
import type { ReadingScope } from '../../access/readingScope.js';
import { keyOf } from '../../platform/names.js';
import type { Entity, EntityField, HistoryField, ObjectHistory, Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { chunk, list } from '../soql.js';
import { query } from './subrequests.js';
import { batchesOf, batchRows } from './batches.js';
import { asRow, flag, parent, text } from './answerRow.js';
import { mapReading, refusal, rowsOf } from './rows.js';
import type { Row } from './answerRow.js';

/**
 * What exists in the org: objects, fields, tracked fields. Read from EntityDefinition, EntityParticle and
 * FieldDefinition, which do not depend on anybody's access to the records (fact C13).
 */
export type SchemaReading = {
  readonly entities: Reading<ReadonlyMap<string, Entity>>;
  readonly fields: ReadonlyMap<string, Reading<ReadonlyMap<string, EntityField>>>;
  readonly history: ReadonlyMap<string, ObjectHistory>;
};

/** Queries in one composite call (fact I8). */
const queriesPerCall = 5;

const entityQuery = (sobjects: readonly string[]): string =>
  `SELECT QualifiedApiName, Label FROM EntityDefinition WHERE QualifiedApiName IN ${list(sobjects)} LIMIT ${batchRows}`;

const particleQuery = (sobjects: readonly string[]): string =>
  'SELECT EntityDefinition.QualifiedApiName, QualifiedApiName, FieldDefinition.QualifiedApiName, DataType, IsPermissionable,' +
  ' IsComponent, IsCompound, IsCreatable, IsUpdatable, IsCalculated, IsAutonumber' +
  ` FROM EntityParticle WHERE EntityDefinition.QualifiedApiName IN ${list(sobjects)} LIMIT ${batchRows}`;

const historyQuery = (sobjects: readonly string[]): string =>
  'SELECT EntityDefinition.QualifiedApiName, QualifiedApiName, DataType, IsCalculated, IsFieldHistoryTracked' +
  ` FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN ${list(sobjects)} LIMIT ${batchRows}`;

/** A question about several objects at once, whose rows say which object each belongs to. */
type PerObject = { readonly part: string; readonly soql: (sobjects: readonly string[]) => string };
const particles: PerObject = { part: 'EntityParticle', soql: particleQuery };
const definitions: PerObject = { part: 'FieldDefinition', soql: historyQuery };

const groupByObject = (rows: readonly Row[]): ReadonlyMap<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(text(parent(row, 'EntityDefinition'), 'QualifiedApiName'));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};

/** Every object has an Id at least: one without a single row was not told about, or does not exist. */
const perObject = (
  part: string,
  sobjects: readonly string[],
  rows: Reading<readonly Row[]>,
): [string, Reading<readonly Row[]>][] => {
  if (!rows.known) return sobjects.map((sobject) => [keyOf(sobject), rows]);
  const groups = groupByObject(rows.value);
  return sobjects.map((sobject) => {
    const own = groups.get(keyOf(sobject));
    return [keyOf(sobject), own ? known(own) : gap('INCOMPLETE_ROWS', part, sobject)];
  });
};

const tooMuch = (reply: Reply | undefined, rows: Reading<readonly Row[]>): boolean =>
  rows.known ? rows.value.length >= batchRows : reply?.ok === false && reply.errorCode === 'EXCEEDED_ID_LIMIT';

/** The rows of each object. What was too much for one batch is asked again in fifths, all in one call. */
const settle = async (
  client: OrgClient,
  what: PerObject,
  sobjects: readonly string[],
  reply: Reply | undefined,
): Promise<[string, Reading<readonly Row[]>][]> => {
  const rows = await rowsOf(client, what.part, reply);
  if (!tooMuch(reply, rows)) return perObject(what.part, sobjects, rows);
  // A single object with a full batch: nobody can say whether that was all.
  if (sobjects.length === 1)
    return perObject(what.part, sobjects, rows.known ? gap('INCOMPLETE_ROWS', what.part, sobjects.join()) : rows);
  const parts = chunk(sobjects, Math.ceil(sobjects.length / queriesPerCall));
  const replies = await client.composite(
    parts.map((part, i) => query(`q${i}`, what.soql(part), 'tooling')),
    'tooling',
  );
  return (await Promise.all(parts.map((part, i) => settle(client, what, part, replies.get(`q${i}`))))).flat();
};

const toField = (row: Row): EntityField => {
  const name = text(row, 'QualifiedApiName');
  const definition = text(parent(row, 'FieldDefinition'), 'QualifiedApiName');
  return {
    name,
    compound: flag(row, 'IsComponent') && definition !== '' && keyOf(definition) !== keyOf(name) ? definition : null,
    isCompound: flag(row, 'IsCompound'),
    permissionable: flag(row, 'IsPermissionable'),
    createable: flag(row, 'IsCreatable'),
    updateable: flag(row, 'IsUpdatable'),
    calculated: flag(row, 'IsCalculated'),
    autoNumber: flag(row, 'IsAutonumber'),
    dataType: text(row, 'DataType'),
  };
};

const toHistoryField = (row: Row): HistoryField => ({
  name: text(row, 'QualifiedApiName'),
  tracked: flag(row, 'IsFieldHistoryTracked'),
  calculated: flag(row, 'IsCalculated'),
  dataType: text(row, 'DataType'),
});

const byName = <T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [keyOf(item.name), item]));

/** The object switches, from the Metadata API: the only authority for standard objects (fact F2). Ten names per call. */
const readSwitches = async (
  client: OrgClient,
  sobjects: readonly string[],
): Promise<ReadonlyMap<string, Reading<boolean | 'always'>>> => {
  const asked = sobjects.filter(hasHistorySwitch);
  const answers = await Promise.all(
    chunk(asked, 10).map(async (names): Promise<[string, Reading<boolean>][]> => {
      const reply = await client.readMetadata('CustomObject', names);
      if (!reply.ok) return names.map((name) => [keyOf(name), { known: false, gap: refusal('CustomObject', reply) }]);
      const objects = (Array.isArray(reply.body) ? reply.body : [reply.body]).map(asRow);
      return names.map((name) => {
        const found = objects.find((object) => keyOf(text(object, 'fullName')) === keyOf(name));
        const value = found?.['enableHistory'];
        // Absent although the object has the element: this org or version does not tell (fact F6).
        return [
          keyOf(name),
          /^(true|false)$/.test(String(value))
            ? known(String(value) === 'true')
            : gap('NOT_ANSWERED', 'CustomObject', name),
        ];
      });
    }),
  );
  const switches = new Map<string, Reading<boolean | 'always'>>(answers.flat());
  for (const sobject of sobjects) if (!switches.has(keyOf(sobject))) switches.set(keyOf(sobject), known('always'));
  return switches;
};

type Spread = { readonly subrequest: Subrequest; readonly what: PerObject; readonly sobjects: readonly string[] };

/** The queries about fields and history: with the query for the objects themselves one call, as long as that will do. */
const spread = ({ fieldSobjects, fieldsNamed, historySobjects }: ReadingScope): Spread[] => {
  const room = queriesPerCall - 1 - (historySobjects.length > 0 ? 1 : 0);
  const fields = batchesOf(fieldSobjects, fieldsNamed, room).map((sobjects, i) => ({
    subrequest: query(`particles${i}`, particles.soql(sobjects), 'tooling'),
    what: particles,
    sobjects,
  }));
  return historySobjects.length === 0
    ? fields
    : [
        ...fields,
        {
          subrequest: query('history', definitions.soql(historySobjects), 'tooling'),
          what: definitions,
          sobjects: historySobjects,
        },
      ];
};

/**
 * Reads the schema that a question needs: one Tooling composite call (a further one at the same time per ten thousand
 * fields), and one readMetadata call where an object with a history switch is asked for. Nothing is asked where the
 * question names no object.
 * @throws OrgFailure
 */
export const readSchema = async (client: OrgClient, question: ReadingScope): Promise<SchemaReading> => {
  if (question.sobjects.length === 0) return { entities: known(new Map()), fields: new Map(), history: new Map() };
  const parts = spread(question);
  const subrequests = [
    query('entities', entityQuery(question.sobjects), 'tooling'),
    ...parts.map((part) => part.subrequest),
  ];
  const [answers, switches] = await Promise.all([
    Promise.all(chunk(subrequests, queriesPerCall).map((part) => client.composite(part, 'tooling'))),
    readSwitches(client, question.historySobjects),
  ]);
  const replies = new Map(answers.flatMap((part) => [...part]));
  const entityRows = await rowsOf(client, 'EntityDefinition', replies.get('entities'));
  const settled = await Promise.all(
    parts.map(async (part) => ({
      part,
      rows: await settle(client, part.what, part.sobjects, replies.get(part.subrequest.ref)),
    })),
  );
  const rowsFor = (what: PerObject): [string, Reading<readonly Row[]>][] =>
    settled.filter(({ part }) => part.what === what).flatMap(({ rows }) => rows);
  return {
    entities: mapReading(entityRows, (rows) =>
      byName(rows.map((row) => ({ name: text(row, 'QualifiedApiName'), label: text(row, 'Label') }))),
    ),
    fields: new Map(
      rowsFor(particles).map(([key, rows]) => [key, mapReading(rows, (all) => byName(all.map(toField)))]),
    ),
    history: new Map(
      rowsFor(definitions).map(([key, rows]) => [
        key,
        {
          objectSwitch: switches.get(key) ?? known('always' as const),
          fields: mapReading(rows, (all) => byName(all.map(toHistoryField))),
        },
      ]),
    ),
  };
};

/**
 * The tracked fields alone, in one request: the object switches are not asked.
 * @throws OrgFailure
 */
export const readHistoryFields = async (
  client: OrgClient,
  sobjects: readonly string[],
): Promise<ReadonlyMap<string, ObjectHistory['fields']>> => {
  const replies = await client.composite([query('history', definitions.soql(sobjects), 'tooling')], 'tooling');
  const rows = await settle(client, definitions, sobjects, replies.get('history'));
  return new Map(rows.map(([key, own]) => [key, mapReading(own, (all) => byName(all.map(toHistoryField)))]));
};
