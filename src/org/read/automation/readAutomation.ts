/**
 * Everything about the automation of objects (facts L1-L19), the picklists and the logins that the definition asks for:
 * lists together with the first step, what is inside of them in the second, and of users and org only what conditions name.
 */
import type {
  ApprovalProcess,
  DuplicateAction,
  DuplicateRule,
  ObjectAutomation,
  ObjectPicklists,
  Process,
  ProfileRules,
  ReadFact,
  RecordFlow,
  WorkflowContent,
  WorkflowRule,
} from '../../../access/orgAutomation.js';
import type { ReadingScope } from '../../../access/readingScope.js';
import { gap, known, mapReading } from '../../../access/snapshot.js';
import type { Entity, OrgSchema, Reading } from '../../../access/snapshot.js';
import { flowDefinitionOf } from '../../../automation/flowDefinition.js';
import { namedIn } from '../../../automation/namedIn.js';
import { isCustom } from '../../../platform/customNames.js';
import { keyOf, sameName } from '../../../platform/names.js';
import { chunk } from '../../chunk.js';
import type { OrgClient } from '../../orgClient.js';
import type { ReadableType } from '../../metadataApi.js';
import { asRow, rowsIn, text, valueIn } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { refusal } from '../queryAnswer.js';
import { orFewer, readRows } from '../readQueries.js';
import { describeOf, send } from '../subrequests.js';
import {
  toValue,
  triggerQueries,
  triggerQueryByTable,
  triggersIn,
  updateQueryWithoutTarget,
  updatesIn,
  valuesQuery,
} from './automationLists.js';
import type { DataLists, List, ListedTrigger, ListedUpdate, ListedValue, RuleLists } from './automationLists.js';
import { profileRulesIn, readDetails } from './automationDetails.js';
import type { ToolingRecord } from './automationDetails.js';
import { readNamedFacts } from './namedFacts.js';
import { orPlainly } from './ofObjects.js';
import type { FactsOf } from './namedFacts.js';

/** Whether anything of it is asked for. */
export const wantsAutomation = ({ automationSobjects, picklists }: ReadingScope): boolean =>
  automationSobjects.length > 0 || picklists.length > 0;

/** What the first step has told. */
export type FirstLists = {
  readonly data: DataLists;
  readonly rules: RuleLists | null;
  /** The runner is known to hold View Setup, which opens all of these lists. */
  readonly seesSetup: boolean;
};

export type AutomationReading = {
  readonly automation: ReadonlyMap<string, ObjectAutomation>;
  readonly picklists: ReadonlyMap<string, ObjectPicklists>;
  /** By the id of the user. */
  readonly profileRules: ReadonlyMap<string, Reading<ProfileRules>>;
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, ReadFact>>;
};

/** Names of the Metadata API that one call takes (fact L2). */
const namesPerCall = 10;

/** Components of the Metadata API by the key of their full name. @throws OrgFailure */
const readComponents = async (
  client: OrgClient,
  type: ReadableType,
  fullNames: readonly string[],
): Promise<ReadonlyMap<string, Reading<Row>>> => {
  const answers = await Promise.all(
    chunk(fullNames, namesPerCall).map(async (some): Promise<Array<[string, Reading<Row>]>> => {
      const reply = await client.readMetadata(type, some);
      if (!reply.ok) return some.map((name) => [keyOf(name), { known: false, gap: refusal(type, reply) }]);
      const rows = (Array.isArray(reply.body) ? reply.body : [reply.body]).map(asRow);
      return some.map((name) => {
        const row = rows.find((one) => sameName(text(one, 'fullName'), name));
        return [keyOf(name), row ? known(row) : gap('NOT_ANSWERED', type, name)];
      });
    }),
  );
  return new Map(answers.flat());
};

/** Whether a name or id of a set-up table stands for the object; null where nobody can say (fact L19). */
const standsFor = (sobject: string, entities: OrgSchema['entities']): ((nameOrId: string) => boolean | null) => {
  const entity: Entity | undefined = entities.known ? entities.value.get(keyOf(sobject)) : undefined;
  const id = entity?.durableId?.slice(0, 15);
  return (nameOrId) => {
    if (sameName(nameOrId, sobject)) return true;
    if (!isCustom(sobject) || !/^01I/.test(nameOrId)) return false;
    return id === undefined ? null : nameOrId.slice(0, 15) === id;
  };
};

/** Those of a list that belong to the object; a gap where that cannot be told of one of them. */
const ofObject = <T>(list: List<T>, of: (one: T) => boolean | null, part: string): List<T> => {
  if (!list.known) return list;
  if (list.value.some((one) => of(one) === null)) return gap('NOT_ANSWERED', part, 'DurableId');
  return known(list.value.filter((one) => of(one) === true));
};

/**
 * An empty list of one object says that there is nothing only to who is known to be shown everything; that other objects have
 * rows proves nothing of this one.
 */
const shown = <T>(list: List<T>, seesSetup: boolean, from: string): List<T> =>
  list.known && list.value.length === 0 && !seesSetup ? gap('NOT_AUTHORISED', from, 'ViewSetup') : list;

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** What a duplicate rule does (fact L14); null where it says neither that it allows nor that it blocks. */
const duplicateAction = (row: Row, event: 'Insert' | 'Update'): DuplicateAction | null => {
  const action = keyOf(text(row, `actionOn${event}`));
  if (action === 'block') return 'block';
  if (action !== 'allow') return null;
  return textsOf(row[`operationsOn${event}`]).some((one) => keyOf(one) === 'alert') ? 'alert' : 'pass';
};

const duplicateActions = (reading: Reading<Row>): DuplicateRule['actions'] => {
  if (!reading.known) return reading;
  const onInsert = duplicateAction(reading.value, 'Insert');
  const onUpdate = duplicateAction(reading.value, 'Update');
  if (onInsert === null) return gap('NOT_ANSWERED', 'DuplicateRule', 'actionOnInsert');
  if (onUpdate === null) return gap('NOT_ANSWERED', 'DuplicateRule', 'actionOnUpdate');
  return known({ onInsert, onUpdate });
};

const updateEvents: ReadonlyMap<string, WorkflowContent['onUpdate']> = new Map([
  ['oncreateonly', 'never'],
  ['oncreateortriggeringupdate', 'newlyMet'],
  ['onallchanges', 'always'],
]);

/** The same name whether written as a label or as an API name. */
const looseKey = (name: string): string => keyOf(name).replace(/[^\p{L}\p{N}]+/gu, '_');

/**
 * The fields of the object that the field update of this name writes: none where it writes another object; null where none
 * is listed under the name, or several that write different fields, as it may be a label that is listed.
 */
const writtenBy = (name: string, sobject: string, updates: readonly ListedUpdate[]): readonly string[] | null => {
  const meant = updates.filter((one) => looseKey(one.name) === looseKey(name));
  const [first, ...others] = meant;
  if (first === undefined || meant.some(({ field }) => field === '')) return null;
  const isOther = ({ target }: ListedUpdate): boolean => target !== '' && !sameName(target, sobject);
  const isSame = (one: ListedUpdate): boolean => sameName(one.field, first.field) && isOther(one) === isOther(first);
  if (!others.every(isSame)) return null;
  return isOther(first) ? [] : [first.field];
};

const workflowContent = (
  metadata: Reading<Row>,
  sobject: string,
  updates: List<ListedUpdate>,
): Reading<WorkflowContent> => {
  if (!metadata.known) return metadata;
  const row = metadata.value;
  const actions = [
    ...rowsIn(row['actions']),
    ...rowsIn(row['workflowTimeTriggers']).flatMap((trigger) => rowsIn(trigger['actions'])),
  ].map((action) => ({ type: text(action, 'type'), name: text(action, 'name') }));
  const fieldUpdates = actions.filter(({ type }) => keyOf(type) === 'fieldupdate');
  const own = updates.known ? updates.value.filter((one) => sameName(one.sobject, sobject)) : [];
  const fields = fieldUpdates.map(({ name }) => writtenBy(name, sobject, own));
  return known({
    sobject,
    // One that does not tell counts as active.
    isActive: row['active'] !== false && row['active'] !== 'false',
    // What is not told counts as every update.
    onUpdate: updateEvents.get(keyOf(text(row, 'triggerType'))) ?? 'always',
    formula: text(row, 'formula') === '' ? null : text(row, 'formula'),
    actions,
    writes: fields.includes(null) ? null : fields.flatMap((some) => some ?? []),
  });
};

/** The object of a process, which stands among the values of its own (facts L4, L18). */
const processObject = (metadata: Reading<Row>): Reading<string> =>
  mapReading(metadata, (row) => {
    const value = rowsIn(row['processMetadataValues']).find((one) => text(one, 'name') === 'ObjectType');
    return value ? text(asRow(value['value']), 'stringValue') : '';
  });

const metadataOf = (
  metadata: ReadonlyMap<string, Reading<Row>>,
  type: ToolingRecord['type'],
  id: string,
): Reading<Row> => metadata.get(id) ?? gap('NOT_ANSWERED', type, id);

const flowOf = (
  flow: DataLists['flows'] extends Reading<readonly (infer One)[]> ? One : never,
  metadata: ReadonlyMap<string, Reading<Row>>,
): RecordFlow => {
  const reading = metadataOf(metadata, 'Flow', flow.activeVersion);
  const definition = reading.known ? flowDefinitionOf(reading.value) : null;
  return {
    id: flow.activeVersion,
    name: flow.name,
    namespace: flow.namespace,
    label: flow.label,
    definition: !reading.known
      ? reading
      : definition === null
        ? gap('NOT_ANSWERED', 'Flow', flow.name)
        : known(definition),
  };
};

/** Everything of one object, from the lists and what was inside of them. */
const automationOf = (
  sobject: string,
  { data, rules, seesSetup }: FirstLists,
  entities: OrgSchema['entities'],
  told: {
    readonly metadata: ReadonlyMap<string, Reading<Row>>;
    readonly duplicates: ReadonlyMap<string, Reading<Row>>;
    readonly triggers: List<ListedTrigger>;
    readonly updates: List<ListedUpdate>;
  },
): ObjectAutomation => {
  const { metadata, duplicates, triggers, updates } = told;
  const named = standsFor(sobject, entities);
  const of = <T>(list: List<T>, isOf: (one: T) => boolean | null, from: string): List<T> =>
    shown(ofObject(list, isOf, from), seesSetup, from);
  const notRead = gap('NOT_ANSWERED', 'ValidationRule', sobject);
  const flows = mapReading(data.flows, (all) => all.filter(({ isProcess }) => !isProcess));
  const processes = mapReading(data.flows, (all) => all.filter(({ isProcess }) => isProcess));
  return {
    validationRules: mapReading(
      of(rules?.rules ?? notRead, (rule) => sameName(rule.sobject, sobject), 'ValidationRule'),
      (all) =>
        all.map(({ id, name, namespace }) => {
          const reading = metadataOf(metadata, 'ValidationRule', id);
          const formula = reading.known ? text(reading.value, 'errorConditionFormula') : '';
          return {
            id,
            name,
            namespace,
            // The formula of a managed rule is not shown.
            formula: reading.known
              ? formula === ''
                ? gap('NOT_ANSWERED', 'ValidationRule', 'errorConditionFormula')
                : known(formula)
              : reading,
          };
        }),
    ),
    flows: mapReading(
      of(flows, ({ objectOrId }) => named(objectOrId), 'FlowDefinitionView'),
      (all) => all.map((flow) => flowOf(flow, metadata)),
    ),
    processes: shown(
      mapReading(processes, (all) =>
        all.flatMap(({ activeVersion, name, namespace, label }): Process[] => {
          const object = processObject(metadataOf(metadata, 'Flow', activeVersion));
          const isOther = object.known && object.value !== '' && !sameName(object.value, sobject);
          return isOther ? [] : [{ id: activeVersion, name, namespace, label, sobject: object }];
        }),
      ),
      seesSetup,
      'FlowDefinitionView',
    ),
    workflowRules: mapReading(
      of(rules?.workflow ?? notRead, ({ objectOrId }) => named(objectOrId), 'WorkflowRule'),
      (all) =>
        all.flatMap(({ id, name, namespace }): WorkflowRule[] => {
          const content = workflowContent(metadataOf(metadata, 'WorkflowRule', id), sobject, updates);
          return content.known && !content.value.isActive ? [] : [{ id, name, namespace, content }];
        }),
    ),
    triggers: of(triggers, ({ objectOrId }) => named(objectOrId), 'ApexTrigger'),
    duplicateRules: mapReading(
      of(data.duplicateRules, (rule) => sameName(rule.sobject, sobject), 'DuplicateRule'),
      (all) =>
        all.map(({ id, name, namespace, fullName }): DuplicateRule => {
          const row = duplicates.get(keyOf(fullName)) ?? gap('NOT_ANSWERED', 'DuplicateRule', fullName);
          return {
            id,
            name,
            namespace,
            actions: duplicateActions(row),
          };
        }),
    ),
    approvals: mapReading(
      of(data.approvals, ({ objectOrId }) => named(objectOrId), 'ProcessDefinition'),
      (all) => all.map(({ id, name, namespace, lock }): ApprovalProcess => ({ id, name, namespace, lock })),
    ),
  };
};

/** Values of record types stand in metadata as parts of an address would. */
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * Values of picklists as describe tells them, by the key of the object: where an org does not answer for PicklistValueInfo.
 * Describe shows the fields that the runner may see; an object of which it does not show one stays unknown.
 * @throws OrgFailure
 */
const describedValues = async (
  client: OrgClient,
  { picklists }: ReadingScope,
): Promise<ReadonlyMap<string, List<ListedValue>>> => {
  const sobjects = [...new Map(picklists.map(({ sobject }) => [keyOf(sobject), sobject])).values()];
  const describes = sobjects.map((sobject, i) => describeOf(`p${i}`, sobject));
  const replies = await send(client, [], describes);
  return new Map(
    sobjects.flatMap((sobject, i): Array<[string, List<ListedValue>]> => {
      const reply = replies.get(`p${i}`);
      const fields = rowsIn(reply?.ok === true ? valueIn(asRow(reply.body), 'fields') : null);
      const wanted = picklists.filter((one) => sameName(one.sobject, sobject));
      const shown = wanted.map(({ field }) => fields.find((one) => sameName(text(one, 'name'), field)));
      if (shown.some((one) => one === undefined)) return [];
      const told = shown.flatMap((field = {}) =>
        rowsIn(valueIn(field, 'picklistValues')).map((value) => ({
          particle: `${sobject}.${text(field, 'name')}`,
          value: text(value, 'value'),
          isActive: valueIn(value, 'active') !== false,
        })),
      );
      return [[keyOf(sobject), known(told)]];
    }),
  );
};

type ParticleOf = (sobject: string, field: string) => string | undefined;

const byName: ParticleOf = (sobject, field) => `${sobject}.${field}`;

/** The id of a field, by which its values are asked for; undefined for a custom field that did not tell its id. */
const particlesIn =
  (fields: OrgSchema['fields']): ParticleOf =>
  (sobject, field) => {
    if (!isCustom(field)) return `${sobject}.${field}`;
    const reading = fields.get(keyOf(sobject));
    return reading?.known === true ? reading.value.get(keyOf(field))?.durableId : undefined;
  };

/** Names compare without regard to case; ids behind them have no two forms that differ in case alone. */
const sameParticle = (a: string, b: string): boolean => sameName(a, b);

/** Values of the picklists of one object, and its record types. */
const picklistsOf = (
  sobject: string,
  scope: ReadingScope,
  { recordTypes, values }: DataLists,
  particleOf: ParticleOf,
  components: ReadonlyMap<string, Reading<Row>>,
): ObjectPicklists => {
  const fields = scope.picklists.filter((one) => sameName(one.sobject, sobject));
  return {
    fields: new Map(
      fields.map(({ field }) => {
        const particle = particleOf(sobject, field);
        const reading =
          particle !== undefined
            ? mapReading(values, (all) => all.filter((one) => sameParticle(one.particle, particle)))
            : gap('NOT_ANSWERED', 'PicklistValueInfo', `${sobject}.${field}`);
        return [keyOf(field), reading] as const;
      }),
    ),
    recordTypes: mapReading(recordTypes, (all) =>
      all
        .filter((type) => sameName(type.sobject, sobject))
        .map(({ name, namespace }) => {
          const fullName = `${sobject}.${namespace === null ? '' : `${namespace}__`}${name}`;
          const row = components.get(keyOf(fullName)) ?? gap('NOT_ANSWERED', 'RecordType', fullName);
          return {
            name: fullName,
            values: mapReading(
              row,
              (one) =>
                new Map(
                  rowsIn(one['picklistValues']).map((picklist) => [
                    keyOf(text(picklist, 'picklist')),
                    // Values stand there encoded (fact O6).
                    rowsIn(picklist['values']).map((value) => decoded(text(value, 'fullName'))),
                  ]),
                ),
            ),
          };
        }),
    ),
  };
};

/**
 * Reads what is inside of what was listed, then what that names of users and org.
 * @param lists null where an earlier reading of the same run has told all that is not about users
 * @param users whose facts and profiles are wanted
 * @throws OrgFailure
 */
export const readAutomation = async (
  client: OrgClient,
  scope: ReadingScope,
  lists: FirstLists | null,
  schema: Pick<OrgSchema, 'entities' | 'fields' | 'automation' | 'picklists'>,
  users: ReadonlyArray<Omit<FactsOf, 'isCustomProfile'>>,
): Promise<AutomationReading> => {
  const profiles = [...new Set(users.map(({ profileId }) => profileId))]
    .filter((id) => id !== '')
    .map((id) => ({ type: 'Profile' as const, id }));
  const read = lists
    ? await readInside(client, scope, lists, schema, profiles)
    : {
        automation: schema.automation ?? new Map<string, ObjectAutomation>(),
        picklists: schema.picklists ?? new Map<string, ObjectPicklists>(),
        metadata: (await readDetails(client, profiles, [])).metadata,
      };
  const profileRules = new Map(
    users.map(({ id, profileId }) => [id, profileRulesIn(metadataOf(read.metadata, 'Profile', profileId))] as const),
  );
  const isCustomProfile = (id: string): boolean => {
    const reading = profileRules.get(id);
    return reading?.known === true && reading.value.isCustom;
  };
  const named = namedIn(read.automation.values());
  return {
    automation: read.automation,
    picklists: read.picklists,
    profileRules,
    facts:
      named.length === 0
        ? new Map()
        : await readNamedFacts(
            client,
            named,
            users.map((user) => ({ ...user, isCustomProfile: isCustomProfile(user.id) })),
            client.orgId,
          ),
  };
};

/** What is inside of what was listed, and of profiles. @throws OrgFailure */
const readInside = async (
  client: OrgClient,
  scope: ReadingScope,
  lists: FirstLists,
  { entities, fields }: Pick<OrgSchema, 'entities' | 'fields'>,
  profiles: readonly ToolingRecord[],
): Promise<
  Pick<AutomationReading, 'automation' | 'picklists'> & { readonly metadata: ReadonlyMap<string, Reading<Row>> }
> => {
  const { automationSobjects: sobjects } = scope;
  const { data, rules } = lists;
  const values = <T>(list: List<T>): readonly T[] => (list.known ? list.value : []);
  const ours = (objectOrId: string): boolean =>
    sobjects.some((sobject) => standsFor(sobject, entities)(objectOrId) !== false);
  const records: ToolingRecord[] = [
    ...profiles,
    ...values(rules?.rules ?? known([])).map(({ id }) => ({ type: 'ValidationRule' as const, id })),
    ...values(data.flows)
      .filter(({ isProcess, objectOrId }) => isProcess || ours(objectOrId))
      .map(({ activeVersion }) => ({ type: 'Flow' as const, id: activeVersion })),
    ...values(rules?.workflow ?? known([]))
      .filter(({ objectOrId }) => ours(objectOrId))
      .map(({ id }) => ({ type: 'WorkflowRule' as const, id })),
  ];
  const queries = sobjects.length === 0 ? null : triggerQueries(sobjects);
  const particleOf = particlesIn(fields);
  const customParticles = scope.picklists
    .filter(({ field }) => isCustom(field))
    .flatMap(({ sobject, field }) => particleOf(sobject, field) ?? []);
  const [customValues, details, duplicates, recordTypes] = await Promise.all([
    customParticles.length === 0 ? null : readRows(client, valuesQuery(customParticles)),
    readDetails(client, records, queries ? [queries.triggers, queries.updates] : []),
    readComponents(
      client,
      'DuplicateRule',
      values(data.duplicateRules).map(({ fullName }) => fullName),
    ),
    readComponents(
      client,
      'RecordType',
      values(data.recordTypes).map(
        ({ sobject, namespace, name }) => `${sobject}.${namespace === null ? '' : `${namespace}__`}${name}`,
      ),
    ),
  ]);
  const allValues: DataLists['values'] =
    customValues === null || !data.values.known
      ? data.values
      : mapReading(customValues, (rows) => [...values(data.values), ...rows.map(toValue)]);
  const described = allValues.known ? new Map<string, List<ListedValue>>() : await describedValues(client, scope);
  const [askedTriggers, askedUpdates] = details.answers;
  const [triggers, updates] = await Promise.all([
    orFewer(client, askedTriggers, [triggerQueryByTable(sobjects)]).then((answer) =>
      orPlainly(client, answer, { query: triggerQueryByTable(sobjects), column: 'TableEnumOrId', sobjects }, () =>
        Promise.resolve(entities),
      ),
    ),
    orFewer(client, askedUpdates, [updateQueryWithoutTarget(sobjects)]),
  ]);
  const told = {
    metadata: details.metadata,
    duplicates,
    triggers: triggersIn(triggers),
    updates: updatesIn(updates),
  };
  const automation = new Map(
    sobjects.map((sobject) => [keyOf(sobject), automationOf(sobject, lists, entities, told)] as const),
  );
  return {
    automation,
    metadata: details.metadata,
    picklists: new Map(
      [...new Map(scope.picklists.map(({ sobject }) => [keyOf(sobject), sobject])).values()].map(
        (sobject) =>
          [
            keyOf(sobject),
            picklistsOf(
              sobject,
              scope,
              { ...data, values: described.get(keyOf(sobject)) ?? allValues },
              described.has(keyOf(sobject)) ? byName : particleOf,
              recordTypes,
            ),
          ] as const,
      ),
    ),
  };
};
