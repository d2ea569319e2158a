/**
 * Everything about the automation of objects (facts L1-L19), the picklists and the logins that the definition asks for:
 * lists together with the first step, what is inside of them in the second, and of users and org only what conditions name.
 */
import type { ObjectAutomation, ObjectPicklists, ProfileRules, ReadFact } from '../../../access/orgAutomation.js';
import type { ReadingScope } from '../../../access/readingScope.js';
import { known, mapReading } from '../../../access/snapshot.js';
import type { OrgSchema, Reading } from '../../../access/snapshot.js';
import { namedIn } from '../../../automation/namedIn.js';
import { isCustom } from '../../../platform/customNames.js';
import { keyOf } from '../../../platform/names.js';
import type { OrgClient } from '../../orgClient.js';
import type { Row } from '../answerRow.js';
import type { LaterReading, SchemaReading } from '../readSchema.js';
import type { Query } from '../../query.js';
import type { Answer } from '../queryAnswer.js';
import { orFewer, readRows } from '../readQueries.js';
import { profileRulesIn, readDetails } from './automationDetails.js';
import type { ToolingRecord } from './automationDetails.js';
import type { DataLists } from './dataLists.js';
import type { List } from './list.js';
import { toValue, valuesQuery } from './picklistLists.js';
import type { ListedValue } from './picklistLists.js';
import {
  triggerQueries,
  triggerQueryByTable,
  triggersIn,
  updateQueryWithoutTarget,
  updatesIn,
} from './triggerLists.js';
import { readComponents } from './components.js';
import { standsFor } from './listOfObject.js';
import { readNamedFacts } from './namedFacts.js';
import type { FactsOf } from './namedFacts.js';
import { automationOf, metadataOf } from './objectAutomation.js';
import type { FirstLists } from './objectAutomation.js';
import { orPlainly } from './ofObjects.js';
import { readRecordTypesOfSets } from './recordTypesOfSets.js';
import { byName, describedValues, particlesIn, picklistsOf } from './picklists.js';

/** Whether anything of it is asked for. */
export const wantsAutomation = ({ automationSobjects, picklists }: ReadingScope): boolean =>
  automationSobjects.length > 0 || picklists.length > 0;

export type AutomationReading = {
  readonly automation: ReadonlyMap<string, ObjectAutomation>;
  readonly picklists: ReadonlyMap<string, ObjectPicklists>;
  /** By the id of the user. */
  readonly profileRules: ReadonlyMap<string, Reading<ProfileRules>>;
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, ReadFact>>;
  /** By the id of the user; nobody has an entry where it decides nothing. */
  readonly recordTypesOfSets: ReadonlyMap<string, Reading<ReadonlySet<string>>>;
  /** What the schema was still to be told; null where nothing was left. */
  readonly later: Pick<SchemaReading, 'history' | 'fields'> | null;
};

/**
 * Reads what is inside of what was listed, then what that names of users and org.
 * @param lists null where an earlier reading of the same run has told all that is not about users
 * @param users whose facts and profiles are wanted
 * @param rulesKnown what their profiles say of logins, where an earlier reading of the same run has told it
 * @param later what is left of the schema: queries that ride along with what is inside of rules, and what that names
 * @throws OrgFailure
 */
export const readAutomation = async (
  client: OrgClient,
  scope: ReadingScope,
  lists: FirstLists | null,
  schema: Pick<OrgSchema, 'entities' | 'fields' | 'automation' | 'picklists'>,
  users: ReadonlyArray<Omit<FactsOf, 'isCustomProfile'>>,
  rulesKnown?: AutomationReading['profileRules'],
  later: LaterReading | null = null,
): Promise<AutomationReading> => {
  const profiles = [...new Set(users.map(({ profileId }) => profileId))]
    .filter((id) => id !== '')
    .map((id) => ({ type: 'Profile' as const, id }));
  const read = lists
    ? await readInside(client, scope, lists, schema, profiles, later?.queries ?? [])
    : {
        automation: schema.automation ?? new Map<string, ObjectAutomation>(),
        picklists: schema.picklists ?? new Map<string, ObjectPicklists>(),
        metadata: rulesKnown ? new Map<string, Reading<Row>>() : (await readDetails(client, profiles, [])).metadata,
        riding: [],
      };
  const profileRules =
    (lists ? undefined : rulesKnown) ??
    new Map(
      users.map(({ id, profileId }) => [id, profileRulesIn(metadataOf(read.metadata, 'Profile', profileId))] as const),
    );
  const isCustomProfile = (id: string): boolean => {
    const reading = profileRules.get(id);
    return reading?.known === true && reading.value.isCustom;
  };
  const named = namedIn(read.automation.values());
  const [facts, recordTypesOfSets, rest] = await Promise.all([
    named.length === 0
      ? new Map<string, ReadonlyMap<string, ReadFact>>()
      : readNamedFacts(
          client,
          named,
          users.map((user) => ({ ...user, isCustomProfile: isCustomProfile(user.id) })),
          client.orgId,
        ),
    readRecordTypesOfSets(client, read.picklists.values(), users),
    lists && later ? later.read(read.riding, read.automation) : null,
  ]);
  const { automation, picklists } = read;
  return { automation, picklists, profileRules, facts, recordTypesOfSets, later: rest };
};

/** What is inside of what was listed, and of profiles. @throws OrgFailure */
const readInside = async (
  client: OrgClient,
  scope: ReadingScope,
  lists: FirstLists,
  { entities, fields }: Pick<OrgSchema, 'entities' | 'fields'>,
  profiles: readonly ToolingRecord[],
  riding: readonly Query[],
): Promise<
  Pick<AutomationReading, 'automation' | 'picklists'> & {
    /** The answers to the queries that rode along. */
    readonly riding: readonly Reading<Answer>[];
    readonly metadata: ReadonlyMap<string, Reading<Row>>;
  }
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
    readDetails(client, records, [...(queries ? [queries.triggers, queries.updates] : []), ...riding]),
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
    riding: riding.length === 0 ? [] : details.answers.slice(-riding.length),
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
