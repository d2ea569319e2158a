/**
 * What exists in the org: objects, fields, tracked fields. Read from EntityDefinition, EntityParticle and FieldDefinition,
 * which do not depend on anybody's access to the records (fact C13).
 */
import type { ReadingScope } from '../../access/readingScope.js';
import { isCustom, isMetadataType } from '../../platform/customNames.js';
import { isCustomField } from '../../platform/maskedFields.js';
import { keyOf } from '../../platform/names.js';
import type { OrgSchema, Entity, EntityField, HistoryField, ObjectHistory, Reading } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, names, texts } from '../query.js';
import type { Query } from '../query.js';
import { flag, hasColumn, parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { batchesOf, batchRows, readBatches, readBatchesBeside, wholeBatches } from './batches.js';
import { inStatements } from '../soql.js';
import type { ObjectsAnswer, ObjectsQuery } from './batches.js';
import { ruleListsIn, ruleQueries } from './automation/ruleLists.js';
import { orPlainly } from './automation/ofObjects.js';
import type { RuleLists } from './automation/ruleLists.js';
import { unionOfNames } from '../../kinds/unionOfNames.js';
import { readObjectSwitches } from './objectSwitches.js';
import { appDetailQueries } from './connectedApps.js';
import { toldBy, wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { readQueries } from './readQueries.js';
import { queriesPerCall } from './subrequests.js';

export type SchemaReading = Pick<OrgSchema, 'olderVersion'> & {
  readonly entities: Reading<ReadonlyMap<string, Entity>>;
  readonly fields: ReadonlyMap<string, Reading<ReadonlyMap<string, EntityField>>>;
  readonly history: ReadonlyMap<string, ObjectHistory>;
  /** What the Tooling API told in the same call, which is no part of the schema. */
  readonly beside: {
    /** Rules of the objects whose automation matters; null where none does. */
    readonly rules: RuleLists | null;
    /** Of connected apps; null where no rule names one. */
    readonly appDetails: Reading<Answer> | null;
    /** Columns that were asked for by name; null where none was. */
    readonly columns: Reading<Answer> | null;
    /** Custom objects of packages; null where they were not asked for. */
    readonly packaged: Reading<Answer> | null;
    /** What tells the tracked fields in a later call; null where they are told or not wanted. */
    readonly later: LaterHistory | null;
  };
};

/** Tracked fields that are asked for in a call that is made later anyway. */
export type LaterHistory = {
  readonly query: Query;
  /** The history of each object, by its key, with the answer; what did not fit into it is read again. @throws OrgFailure */
  readonly historyIn: (answer: Reading<Answer> | undefined) => Promise<SchemaReading['history']>;
};

/** Rows of fields say which object each belongs to. */
const ofObject = 'EntityDefinition.QualifiedApiName';

/** Whether a field can be the key of an upsert. They lead to a note and no more, so an org may refuse them. */
const ofUpserts = ['IsIdLookup', 'IsUnique'];

/** Whether a new record has to be given a value in it (fact L13); what lacks them is not known to be required. */
const ofInserts = ['IsNillable', 'IsDefaultedOnCreate'] as const;
const ofDefaults = ['DefaultValueFormula'];

const about = (
  from: string,
  column: string,
  sobjects: readonly string[],
  columns: Query['columns'],
  spare: readonly string[] = [],
): ObjectsQuery => ({
  query: { api: 'tooling', from, columns, where: [{ column, in: sobjects }], limit: batchRows },
  column,
  spare,
});

/** Whether set-up tables name it by its id: rules and triggers a custom object (fact L19), permission sets what they open (fact E12). */
const isNamedById = (sobject: string): boolean => isCustom(sobject) || isMetadataType(sobject);

/** Whether a custom object is a custom setting. Describe tells it as well, to those who may see the object. */
const ofSettings = 'IsCustomSetting';

/** The id, and what sort of custom object it is, are asked for only where that is needed. */
const entityQuery =
  (withId: boolean) =>
  (sobjects: readonly string[]): ObjectsQuery =>
    about(
      'EntityDefinition',
      'QualifiedApiName',
      sobjects,
      [...keys('QualifiedApiName'), ...(withId ? [...names('DurableId'), ...flags(ofSettings)] : [])],
      withId ? [ofSettings] : [],
    );

/** The id of the definition of a field; without it the platform cannot be asked for its opinion, and no more. */
const ofOpinions = 'FieldDefinitionId';

/**
 * The id of a field is asked for only where values of a custom picklist are wanted, which go by it; that of its definition
 * where the opinion of the platform is wanted.
 */
const particleQuery =
  (withId: boolean, withDefinition: boolean) =>
  (sobjects: readonly string[]): ObjectsQuery =>
    about(
      'EntityParticle',
      ofObject,
      sobjects,
      [
        ...keys(ofObject, 'QualifiedApiName'),
        ...texts('FieldDefinition.QualifiedApiName'),
        ...flags('IsPermissionable', 'IsComponent', 'IsCompound', 'IsCreatable', 'IsUpdatable'),
        ...flags('IsCalculated', 'IsAutonumber'),
        ...texts('DataType'),
        ...flags(...ofUpserts, ...ofInserts),
        ...texts(...ofDefaults),
        ...(withId ? names('DurableId') : []),
        ...(withDefinition ? names(ofOpinions) : []),
      ],
      [...ofUpserts, ...ofInserts, ...ofDefaults, ...(withDefinition ? [ofOpinions] : [])],
    );

const historyQuery = (sobjects: readonly string[]): ObjectsQuery =>
  about('FieldDefinition', ofObject, sobjects, [
    ...keys(ofObject, 'QualifiedApiName'),
    ...flags('IsCalculated', 'IsFieldHistoryTracked'),
  ]);

const toField = (row: Row, lacks: ReadonlySet<string>): EntityField => {
  const name = text(row, 'QualifiedApiName');
  const definition = text(parent(row, 'FieldDefinition'), 'QualifiedApiName');
  const isTold = (column: string): boolean => hasColumn(row, column) && !lacks.has(column);
  // Standard fields such as Email find records too, by rules of their own.
  const isSharedExternalId =
    isCustomField(name) && flag(row, 'IsIdLookup') && !flag(row, 'IsUnique') && !lacks.has('IsUnique');
  return {
    name,
    compound: flag(row, 'IsComponent') && definition !== '' && keyOf(definition) !== keyOf(name) ? definition : null,
    isCompound: flag(row, 'IsCompound'),
    permissionable: flag(row, 'IsPermissionable'),
    createable: flag(row, 'IsCreatable'),
    updateable: flag(row, 'IsUpdatable'),
    calculated: flag(row, 'IsCalculated'),
    autoNumber: flag(row, 'IsAutonumber'),
    dataType: text(row, 'DataType').toLowerCase(),
    ...(text(row, 'DurableId') === '' ? {} : { durableId: text(row, 'DurableId') }),
    ...(text(row, ofOpinions) === '' ? {} : { definitionId: text(row, ofOpinions) }),
    ...(isTold(ofInserts[0]) ? { required: !flag(row, 'IsNillable') } : {}),
    ...([...ofInserts, ...ofDefaults].every(isTold)
      ? { hasDefault: flag(row, 'IsDefaultedOnCreate') || text(row, 'DefaultValueFormula') !== '' }
      : {}),
    ...(text(row, 'DefaultValueFormula') === '' ? {} : { defaultFormula: text(row, 'DefaultValueFormula') }),
    ...(isSharedExternalId ? { sharedExternalId: true as const } : {}),
    ...(lacks.size > 0 ? { untold: lacks } : {}),
  };
};

/** A field as FieldDefinition tells it: not what sort of field it is, as that is said in the language of whoever asks. */
type DefinedField = Omit<HistoryField, 'autoNumber' | 'dataType'>;

const toDefinedField = (row: Row, lacks: ReadonlySet<string>): DefinedField => ({
  name: text(row, 'QualifiedApiName'),
  tracked: flag(row, 'IsFieldHistoryTracked'),
  calculated: flag(row, 'IsCalculated'),
  ...(lacks.size > 0 ? { untold: lacks } : {}),
});

/**
 * The field with what EntityParticle says of it. Where its fields were not read, or not this column, it is not known whether
 * it is an auto-number. A field that only FieldDefinition has is not in the API, and none.
 */
const toHistoryField = (
  field: DefinedField,
  particles: Reading<ReadonlyMap<string, EntityField>> | undefined,
): HistoryField => {
  const particle = particles?.known ? particles.value.get(keyOf(field.name)) : undefined;
  const isUntold = particles?.known !== true || particle?.untold?.has('IsAutonumber') === true;
  const untold = [...(field.untold ?? []), ...(isUntold ? ['IsAutonumber'] : [])];
  return {
    ...field,
    calculated: field.calculated || particle?.calculated === true,
    autoNumber: particle?.autoNumber === true,
    dataType: particle?.dataType ?? '',
    ...(untold.length > 0 ? { untold: new Set(untold) } : {}),
  };
};

const byName = <T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [keyOf(item.name), item]));

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

/**
 * The fields of each object, by its key. Every object has an Id at least: one without a single row was not told about, or
 * does not exist.
 * @param toFieldOf makes a field of a row, of which the answer may lack columns
 */
const fieldsByObject = <Field extends { readonly name: string }>(
  answers: readonly ObjectsAnswer[],
  toFieldOf: (row: Row, lacks: ReadonlySet<string>) => Field,
): ReadonlyMap<string, Reading<ReadonlyMap<string, Field>>> => {
  const fields = new Map<string, Reading<ReadonlyMap<string, Field>>>();
  for (const { sobjects, answer } of answers) {
    const rows = answer.known ? groupByObject(answer.value.rows) : new Map<string, Row[]>();
    for (const sobject of sobjects) {
      const own = rows.get(keyOf(sobject));
      if (!answer.known) fields.set(keyOf(sobject), answer);
      else if (!own) fields.set(keyOf(sobject), gap('INCOMPLETE_ROWS', answer.value.from, sobject));
      else fields.set(keyOf(sobject), known(byName(own.map((row) => toFieldOf(row, answer.value.lacks)))));
    }
  }
  return fields;
};

/** What is to be written or was written hangs on every column. */
const wholeOnly = (answers: readonly ObjectsAnswer[]): ObjectsAnswer[] =>
  answers.map(({ sobjects, answer }) => {
    const rows = wholeRows(answer);
    return { sobjects, answer: rows.known ? answer : rows };
  });

/** The objects that exist, of those that were asked about; a gap where any of the answers is one. */
const entitiesIn = (answers: readonly ObjectsAnswer[]): SchemaReading['entities'] => {
  const readings = answers.map(({ answer }) => toldBy(answer, new Map([[ofSettings, 'settings']])));
  const rows = readings.flatMap((reading) => (reading.known ? reading.value.rows : []));
  const failed = readings.find((reading) => !reading.known);
  return (
    failed ??
    known(
      byName(
        rows.map((row) => {
          const durableId = text(row, 'DurableId');
          return {
            name: text(row, 'QualifiedApiName'),
            ...(flag(row, ofSettings) ? { isCustomSetting: true as const } : {}),
            ...(durableId === '' ? {} : { durableId }),
          };
        }),
      ),
    )
  );
};

/** Columns of user permissions, and objects, by their key, of which only these fields are asked for. */
export type ByName = {
  readonly columns: Query;
  readonly packaged: Query | null;
  readonly fields: ReadonlyMap<string, readonly string[]>;
};

/** Parts of an address, a place or a name; their permission is that of the whole (facts C3-C5). */
const wholes: ReadonlyArray<readonly [part: RegExp, whole: string]> = [
  [/(?:Street|City|State|StateCode|PostalCode|Country|CountryCode|Latitude|Longitude|GeocodeAccuracy)$/i, 'Address'],
  [/__(?:Street|City|State|StateCode|PostalCode|Country|CountryCode|Latitude|Longitude)__s$/i, '__c'],
  [/^(?:FirstName|LastName|MiddleName|Salutation|Suffix|InformalName)$/i, 'Name'],
];

/** The field, and those that it may be a part of. */
const withWholes = (field: string): string[] => [
  field,
  ...wholes.flatMap(([part, whole]) => (part.test(field) ? [field.replace(part, whole)] : [])),
];

/** The query for these fields alone; every object has an Id, by which it is known that the object was told. */
const onlyNamed = (particles: ObjectsQuery, fields: readonly string[]): ObjectsQuery => ({
  ...particles,
  query: {
    ...particles.query,
    where: [
      ...particles.query.where,
      { column: 'QualifiedApiName', in: [...new Set(['Id', ...fields.flatMap(withWholes)])] },
    ],
  },
});

/** Whether the named fields are all there, with what they are parts of: else the other fields of the object matter too. */
const hasAll = (reading: Reading<ReadonlyMap<string, EntityField>> | undefined, named: readonly string[]): boolean =>
  reading?.known !== true ||
  (named.every((name) => reading.value.has(keyOf(name))) &&
    [...reading.value.values()].every(({ compound }) => compound === null || reading.value.has(keyOf(compound))));

/**
 * Reads the schema that a scope needs: one Tooling composite call (a further one at the same time per ten thousand
 * fields), and one readMetadata call where an object with a history switch is asked for. Nothing is asked where the
 * scope names no object. What the newest version of the org is, is asked only where somebody chose another one.
 * @param byName what is asked by name, where no more of it matters
 * @throws OrgFailure
 */
export const readSchema = async (
  client: OrgClient,
  scope: ReadingScope,
  byName: ByName | null = null,
): Promise<SchemaReading> => {
  const { sobjects, fieldSobjects, fieldsNamed, historySobjects, automationSobjects, picklists } = scope;
  const ofApps = scope.connectedApps.length === 0 ? [] : [appDetailQueries[0]];
  const ofNames = byName ? [byName.columns, ...(byName.packaged ? [byName.packaged] : [])] : [];
  const toldOfNames = (told: readonly Reading<Answer>[]): Pick<SchemaReading['beside'], 'columns' | 'packaged'> => {
    const [columns = null, packaged = null] = ofNames.length === 0 ? [] : told.slice(-ofNames.length);
    return { columns, packaged };
  };
  if (sobjects.length === 0) {
    const asked = [...ofApps, ...ofNames];
    const told = asked.length === 0 ? [] : await readQueries(client, asked);
    const appDetails = (ofApps.length === 0 ? null : told[0]) ?? null;
    return {
      entities: known(new Map()),
      fields: new Map(),
      history: new Map(),
      beside: { rules: null, appDetails, ...toldOfNames(told), later: null },
    };
  }
  // A full answer could be a part of one: there is never one row for each of as many objects as it holds.
  const entities = chunk(sobjects, batchRows - 1).map(
    entityQuery(scope.opinions === true || [...sobjects, ...automationSobjects].some(isNamedById)),
  );
  const ofHistory = historySobjects.length === 0 ? null : historyQuery(historySobjects);
  const ofRules = ruleQueries(automationSobjects);
  // The insides of rules are told by the same API in the next step: where that call is made, this one has room for the columns.
  const isLater =
    ofRules !== null && byName !== null && ofHistory !== null && inStatements(ofHistory.query).length === 1;
  // Sharing defaults have time: they go along where there is room for them (readAccess).
  const forSharing = scope.sharingSobjects.length === 0 ? 0 : 1;
  const beside = [...ofApps, ...(ofRules ? [ofRules.rules, ofRules.workflow] : []), ...ofNames];
  const histories = ofHistory && !isLater ? [ofHistory] : [];
  const room = Math.max(1, queriesPerCall - entities.length - histories.length - beside.length - forSharing);
  // Whether a field can be tracked is told by its particle, and so is of which type a field of users is that a rule names.
  const described = unionOfNames(
    unionOfNames(fieldSobjects, historySobjects),
    automationSobjects.length > 0 ? ['User'] : [],
  );
  const particlesOf = particleQuery(
    picklists.some(({ field }) => isCustom(field)),
    scope.opinions === true,
  );
  const fieldsByName = byName?.fields ?? new Map<string, readonly string[]>();
  const isByName = (sobject: string): boolean => fieldsByName.has(keyOf(sobject));
  const named = described.filter(isByName);
  const particles = [
    ...batchesOf(
      described.filter((sobject) => !isByName(sobject)),
      fieldsNamed,
      named.length > 0 ? Math.max(1, room - 1) : room,
    ).map(particlesOf),
    ...(named.length > 0 ? [onlyNamed(particlesOf(named), [...fieldsByName.values()].flat())] : []),
  ];
  const [answers, switches, newest] = await Promise.all([
    readBatchesBeside(client, [entities, particles, histories], beside),
    readObjectSwitches(client, historySobjects),
    client.newestApiVersion(),
  ]);
  const [entityAnswers = [], particleAnswers = [], historyAnswers = []] = answers.groups;
  const existing = entitiesIn(entityAnswers);
  const appDetails = ofApps.length === 0 ? null : (answers.beside[0] ?? null);
  const [rules, askedWorkflow] = answers.beside.slice(ofApps.length);
  const workflow = ofRules
    ? await orPlainly(
        client,
        askedWorkflow,
        { query: ofRules.workflow, column: 'TableEnumOrId', sobjects: automationSobjects },
        () => Promise.resolve(existing),
      )
    : undefined;
  const narrow = fieldsByObject(particleAnswers, toField);
  const unclear = named.filter(
    (sobject) => !hasAll(narrow.get(keyOf(sobject)), fieldsByName.get(keyOf(sobject)) ?? []),
  );
  const [wholeAnswers = []] = unclear.length === 0 ? [] : await readBatches(client, [[particlesOf(unclear)]]);
  const fields = new Map([...narrow, ...fieldsByObject(wholeAnswers, toField)]);
  const historyOf = (told: readonly ObjectsAnswer[]): SchemaReading['history'] =>
    new Map(
      [...fieldsByObject(told, toDefinedField)].map(([key, reading]) => [
        key,
        {
          objectSwitch: switches.get(key) ?? known('always' as const),
          fields: mapReading(
            reading,
            (own) => new Map([...own].map(([name, field]) => [name, toHistoryField(field, fields.get(key))])),
          ),
        },
      ]),
    );
  return {
    ...(newest !== null && Number(newest) > Number(client.apiVersion)
      ? { olderVersion: { used: client.apiVersion, newest } }
      : {}),
    entities: existing,
    fields,
    beside: {
      rules: rules && workflow ? ruleListsIn(rules, workflow) : null,
      appDetails,
      ...toldOfNames(answers.beside),
      later:
        isLater && ofHistory
          ? {
              query: ofHistory.query,
              historyIn: async (answer) => historyOf(await wholeBatches(client, ofHistory, answer)),
            }
          : null,
    },
    history: historyOf(historyAnswers),
  };
};

/**
 * Which fields are tracked alone, in one request: the object switches are not asked.
 * @throws OrgFailure
 */
export const readTrackedFields = async (
  client: OrgClient,
  sobjects: readonly string[],
): Promise<ReadonlyMap<string, Reading<ReadonlyMap<string, DefinedField>>>> => {
  const [answers = []] = await readBatches(client, [[historyQuery(sobjects)]]);
  return fieldsByObject(wholeOnly(answers), toDefinedField);
};
