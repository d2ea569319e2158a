/**
 * What exists in the org: objects, fields, tracked fields. Read from EntityDefinition, EntityParticle and FieldDefinition,
 * which do not depend on anybody's access to the records (fact C13).
 */
import type { ReadingScope } from '../../access/readingScope.js';
import { isCustom } from '../../platform/customNames.js';
import { keyOf } from '../../platform/names.js';
import type { OrgSchema, Entity, EntityField, ObjectHistory, Reading } from '../../access/snapshot.js';
import { known, mapReading } from '../../access/snapshot.js';
import type { ObjectAutomation } from '../../access/orgAutomation.js';
import type { FieldsWanted } from '../../kinds/namedInRules.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import type { Query } from '../query.js';
import { batchesOf, batchRows, readBatches, readBatchesBeside, wholeBatches } from './batches.js';
import { fieldsByObject, fieldsOfSome, particleQuery } from './fieldParticles.js';
import { entitiesIn, entityQuery, isNamedById, sharingIn } from './entityDefinitions.js';
import { historyQuery, toDefinedField, toHistoryField } from './historyFields.js';
import type { DefinedField } from './historyFields.js';
import { fieldQueries, fieldsNamed, requiredQuery, ridingAnswer, withLaterFields } from './fieldsByName.js';
import type { FieldsAsked } from './fieldsByName.js';
import { inStatements } from '../soql.js';
import type { ObjectsAnswer, ObjectsQuery } from './batches.js';
import { ruleListsIn, ruleQueries } from './automation/ruleLists.js';
import { orPlainly } from './automation/ofObjects.js';
import type { RuleLists } from './automation/ruleLists.js';
import { unionOfNames } from '../../kinds/unionOfNames.js';
import { readObjectSwitches } from './objectSwitches.js';
import { appDetailQueries } from './connectedApps.js';
import { wholeRows } from './queryAnswer.js';
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
    /** Org-wide defaults; null where they do not matter. */
    readonly sharing: NonNullable<OrgSchema['sharingDefaults']> | null;
    /** Columns that were asked for by name; null where none was. */
    readonly columns: Reading<Answer> | null;
    /** Custom objects of packages; null where they were not asked for. */
    readonly packaged: Reading<Answer> | null;
    /** What is told in later calls; null where nothing is left. */
    readonly later: LaterReading | null;
  };
};

/** What is asked for in a call that is made later anyway, and once that has told what automation names. */
export type LaterReading = {
  readonly queries: readonly Query[];
  /**
   * History and fields of the objects, by their keys, with the answers; what did not fit into them is read again.
   * @throws OrgFailure
   */
  readonly read: (
    answers: ReadonlyArray<Reading<Answer> | undefined>,
    automation: ReadonlyMap<string, ObjectAutomation>,
  ) => Promise<Pick<SchemaReading, 'history' | 'fields'>>;
};

/** Queries for which the call about the insides of rules has room beside its own two (fact I8). */
const mostRiding = queriesPerCall - 2;

/** What is asked for by name in place of describes: columns of user permissions, objects of packages, fields of objects by key. */
export type ByName = {
  readonly columns: Query;
  readonly packaged: Query | null;
  readonly fields: ReadonlyMap<string, FieldsWanted>;
  readonly trackedOnly: boolean;
};

/** What is to be written or was written hangs on every column. */
const wholeOnly = (answers: readonly ObjectsAnswer[]): ObjectsAnswer[] =>
  answers.map(({ sobjects, answer }) => {
    const rows = wholeRows(answer);
    return { sobjects, answer: rows.known ? answer : rows };
  });

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
  const { sobjects, fieldSobjects, fieldsNamed: fieldsNamedOf, historySobjects, automationSobjects, picklists } = scope;
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
      beside: { rules: null, appDetails, sharing: null, ...toldOfNames(told), later: null },
    };
  }
  const asksSharing = scope.sharingSobjects.length > 0;
  // A full answer could be a part of one: there is never one row for each of as many objects as it holds.
  const entities = chunk(sobjects, batchRows - 1).map(
    entityQuery(scope.opinions === true || [...sobjects, ...automationSobjects].some(isNamedById), asksSharing),
  );
  const trackedOnly = byName?.trackedOnly === true;
  const ofHistory = historySobjects.length === 0 ? null : historyQuery(historySobjects, trackedOnly);
  const ofRules = ruleQueries(automationSobjects);
  // The insides of rules are told by the same API in the next step: where that call is made, this one has room for the columns.
  const isLater = ofRules !== null && byName !== null;
  const laterHistory = isLater && ofHistory && inStatements(ofHistory.query).length === 1 ? ofHistory : null;
  const beside = [...ofApps, ...(ofRules ? [ofRules.rules, ofRules.workflow] : []), ...ofNames];
  const histories = ofHistory && !laterHistory ? [ofHistory] : [];
  const room = Math.max(1, queriesPerCall - entities.length - histories.length - beside.length);
  // Whether a field can be tracked is told by its particle, and so is of which type a field of users is that a rule names.
  const described = unionOfNames(
    unionOfNames(fieldSobjects, historySobjects),
    automationSobjects.length > 0 ? ['User'] : [],
  );
  const particlesOf = particleQuery(
    picklists.some(({ field }) => isCustom(field)),
    scope.opinions === true,
  );
  const wantedOf: ByName['fields'] = byName?.fields ?? new Map();
  const askedOf = (some: readonly string[]): FieldsAsked => ({ client, particlesOf, sobjects: some, wantedOf });
  const byNames = askedOf(described.filter((sobject) => wantedOf.has(keyOf(sobject))));
  const startsOf = (one: FieldsAsked): readonly ObjectsQuery[] => fieldQueries(one).starting;
  const isRiding = isLater && startsOf(byNames).length <= mostRiding - 2;
  const hasWhole = byNames.sobjects.length < described.length;
  // A further call for the patterns would cost more than all fields of their objects.
  const fits = isRiding || startsOf(byNames).length <= room - 1 - (hasWhole ? 1 : 0);
  const asked = fits
    ? byNames
    : askedOf(byNames.sobjects.filter((name) => wantedOf.get(keyOf(name))?.starts.length === 0));
  const { named, starting } = fieldQueries(asked);
  const required = isLater ? requiredQuery(asked) : null;
  const [laterStarts, starts] = isRiding ? [starting, []] : [[], starting];
  const particles = [
    ...batchesOf(
      described.filter((sobject) => !asked.sobjects.includes(sobject)),
      fieldsNamedOf,
      Math.max(1, room - named.length - starts.length),
    ).map(particlesOf),
    ...named,
  ];
  const [answers, switches, newest] = await Promise.all([
    readBatchesBeside(client, [entities, particles, histories, starts], beside),
    readObjectSwitches(client, historySobjects),
    client.newestApiVersion(),
  ]);
  const [entityAnswers = [], particleAnswers = [], historyAnswers = [], startAnswers = []] = answers.groups;
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
  const { fields, narrow } = await fieldsNamed(asked, particleAnswers, startAnswers);
  const riding = [laterHistory, required, ...laterStarts].flatMap((one) => one ?? []);
  const historyOf = (told: readonly ObjectsAnswer[]): SchemaReading['history'] =>
    new Map(
      [...(trackedOnly ? fieldsOfSome : fieldsByObject)(told, toDefinedField)].map(([key, reading]) => [
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
      sharing: asksSharing ? sharingIn(entityAnswers) : null,
      ...toldOfNames(answers.beside),
      later: isLater
        ? {
            queries: riding.map(({ query }) => query),
            read: async (told, automation) => {
              const answerOf = (one: ObjectsQuery): ObjectsAnswer => ridingAnswer(one, told[riding.indexOf(one)]);
              const [ofHistories, ofFields] = await Promise.all([
                laterHistory ? wholeBatches(client, laterHistory, told[riding.indexOf(laterHistory)]) : historyAnswers,
                withLaterFields(
                  { ...asked, sobjects: narrow },
                  fields,
                  [required, ...laterStarts].flatMap((one) => (one ? [answerOf(one)] : [])),
                  automation,
                ),
              ]);
              return { history: historyOf(ofHistories), fields: ofFields };
            },
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
  const [answers = []] = await readBatches(client, [[historyQuery(sobjects, false)]]);
  return fieldsByObject(wholeOnly(answers), toDefinedField);
};
