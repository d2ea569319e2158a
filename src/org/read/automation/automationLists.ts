/**
 * The lists of what runs when records of some objects are saved (facts L1, L4, L14, L17-L19), of picklist values and of record
 * types. What is inside of rules and flows is told one by one, later (fact L3).
 */
import type { ReadingScope } from '../../../access/readingScope.js';
import type { OrgSchema, Reading } from '../../../access/snapshot.js';
import { mapReading } from '../../../access/snapshot.js';
import { isCustom } from '../../../platform/customNames.js';
import { keyOf } from '../../../platform/names.js';
import type { OrgClient } from '../../orgClient.js';
import { keyFlags, keys, names, texts } from '../../query.js';
import type { Condition, Query } from '../../query.js';
import { flag, parent, text, textOrNull } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { toldBy } from '../queryAnswer.js';
import type { Answer } from '../queryAnswer.js';
import { orFewer, readParts } from '../readQueries.js';
import { ofObjects, orPlainly } from './ofObjects.js';

/** A list that was read; parts that rest on a missing column do not exist here: it is whole or a gap. */
export type List<T> = Reading<readonly T[]>;

export type Listed = { readonly id: string; readonly name: string; readonly namespace: string | null };

export type ListedFlow = Listed & {
  readonly label: string;
  readonly isProcess: boolean;
  /** Of its object: a name, or the id of a custom object; empty for a process, which does not tell. */
  readonly objectOrId: string;
  /** Id of the active version; of a managed flow it may be a name (fact L4). */
  readonly activeVersion: string;
};

type DataPart = 'flows' | 'duplicateRules' | 'approvals' | 'recordTypes' | 'values';

/** Values of standard fields are asked for by `Lead.LeadSource`; the id of a custom field is not known (fact E6). */
export const particleIds = (picklists: ReadingScope['picklists']): string[] =>
  picklists.filter(({ field }) => !isCustom(field)).map(({ sobject, field }) => `${sobject}.${field}`);

/** The values of picklists, by the ids of their fields. */
export const valuesQuery = (particles: readonly string[]): Query => ({
  api: 'data',
  from: 'PicklistValueInfo',
  columns: [...keys('EntityParticleId', 'Value'), ...keyFlags('IsActive')],
  where: [{ column: 'EntityParticleId', in: particles }],
});

/** Processes of the Process Builder do not tell their object in the list (fact L18). */
const isProcess: Condition = { column: 'ProcessType', is: 'Workflow' };

/** The columns of the object in lists that may have custom objects by their ids. */
const objectColumns: Readonly<Partial<Record<DataPart, string>>> = {
  flows: 'TriggerObjectOrEventId',
  approvals: 'TableEnumOrId',
};

const dataQueries = ({
  automationSobjects: sobjects,
  picklists,
}: ReadingScope): Readonly<Record<DataPart, Query | false>> => {
  const query = (from: string, columns: Query['columns'], ...where: readonly Condition[]): Query => ({
    api: 'data',
    from,
    columns,
    where,
  });
  const wanted = sobjects.length > 0;
  const particles = particleIds(picklists);
  return {
    flows:
      wanted &&
      query(
        'FlowDefinitionView',
        [
          ...keys(
            'DurableId',
            'ApiName',
            'ProcessType',
            'TriggerObjectOrEventId',
            'ActiveVersionId',
            'NamespacePrefix',
          ),
          ...keys('TriggerType'),
          ...names('Label'),
        ],
        { anyOf: [ofObjects('TriggerObjectOrEventId', sobjects), isProcess] },
      ),
    duplicateRules:
      wanted &&
      query(
        'DuplicateRule',
        [
          ...keys('Id', 'DeveloperName', 'SobjectType', 'NamespacePrefix'),
          ...keyFlags('IsActive'),
          ...names('MasterLabel'),
        ],
        { column: 'SobjectType', in: sobjects },
      ),
    approvals:
      wanted &&
      query(
        'ProcessDefinition',
        [...keys('Id', 'DeveloperName', 'TableEnumOrId', 'Type', 'LockType', 'State'), ...names('Name')],
        { column: 'State', is: 'Active' },
        ofObjects('TableEnumOrId', sobjects),
      ),
    recordTypes:
      picklists.length > 0 &&
      query('RecordType', [...keys('Id', 'DeveloperName', 'SobjectType', 'NamespacePrefix'), ...keyFlags('IsActive')], {
        column: 'SobjectType',
        in: [...new Set(picklists.map(({ sobject }) => sobject))],
      }),
    values: particles.length > 0 && valuesQuery(particles),
  };
};

/** Columns that not every org may have, by what lacks nothing but a name or a package without them. */
const spare: Readonly<Partial<Record<DataPart, readonly string[]>>> = {
  flows: ['DurableId', 'NamespacePrefix', 'Label'],
  duplicateRules: ['NamespacePrefix', 'MasterLabel'],
  approvals: ['DeveloperName', 'Name'],
  recordTypes: ['NamespacePrefix'],
};

/** The same query without the columns that an org may lack: all of them, then each but one. */
const withoutSpare = (query: Query, columns: readonly string[]): Query => ({
  ...query,
  columns: query.columns.filter((column) => 'path' in column && !columns.includes(column.path)),
});

const fewerOf = (query: Query, columns: readonly string[]): Query[] => [
  ...columns.map((one) => withoutSpare(query, [one])),
  withoutSpare(query, columns),
];

/** What the one call to the data API tells. */
export type DataLists = {
  readonly flows: List<ListedFlow>;
  readonly duplicateRules: List<Listed & { readonly sobject: string; readonly fullName: string }>;
  readonly approvals: List<Listed & { readonly objectOrId: string; readonly lock: string }>;
  readonly recordTypes: List<Listed & { readonly sobject: string }>;
  /** Values by the particle that has them. */
  readonly values: List<ListedValue>;
};

export type ListedValue = { readonly particle: string; readonly value: string; readonly isActive: boolean };

const rowsOf = (answer: Reading<Answer> | undefined): Reading<readonly Row[]> =>
  answer === undefined
    ? { known: true, value: [] }
    : mapReading(toldBy(answer, new Map<string, never>()), ({ rows }) => rows);

/** The first of the texts that is not empty. */
const firstOf = (...all: readonly string[]): string => all.find((one) => one !== '') ?? '';

const firstText = (row: Row, ...columns: readonly string[]): string =>
  firstOf(...columns.map((column) => text(row, column)));

const qualified = (namespace: string | null, name: string): string =>
  namespace === null ? name : `${namespace}__${name}`;

const toFlow = (row: Row): ListedFlow => ({
  id: text(row, 'DurableId'),
  name: text(row, 'ApiName'),
  namespace: textOrNull(row, 'NamespacePrefix'),
  label: text(row, 'Label'),
  isProcess: keyOf(text(row, 'ProcessType')) === 'workflow',
  objectOrId: text(row, 'TriggerObjectOrEventId'),
  activeVersion: text(row, 'ActiveVersionId'),
});

/** Each flow once, though several queries may have found it. */
const onceEach = (flows: List<ListedFlow>): List<ListedFlow> =>
  mapReading(flows, (all) => [...new Map(all.map((flow) => [flow.activeVersion, flow])).values()]);

const savesStart: ReadonlySet<string> = new Set(['recordbeforesave', 'recordaftersave']);

/** One value of a picklist. */
export const toValue = (row: Row): ListedValue => ({
  particle: text(row, 'EntityParticleId'),
  value: text(row, 'Value'),
  isActive: flag(row, 'IsActive'),
});

/**
 * Reads what the data API lists, in one call.
 * @param entities the objects of the org, waited for only where it refuses the query that does without their ids
 * @throws OrgFailure
 */
export const readDataLists = async (
  client: OrgClient,
  scope: ReadingScope,
  entities: () => Promise<OrgSchema['entities']>,
): Promise<DataLists> => {
  const queries = dataQueries(scope);
  const asked = await readParts(client, queries);
  const answers = new Map(
    await Promise.all(
      [...asked].map(async ([part, answer]) => {
        const query = queries[part];
        if (query === false) return [part, answer] as const;
        const columns = spare[part] ?? [];
        const fullest = await orFewer(client, answer, fewerOf(query, columns));
        const column = objectColumns[part];
        if (column === undefined) return [part, fullest ?? answer] as const;
        const of = {
          query,
          column,
          sobjects: scope.automationSobjects,
          besides: part === 'flows' ? [isProcess] : [],
          fewer: [withoutSpare(query, columns)],
        };
        return [part, (await orPlainly(client, fullest, of, entities)) ?? answer] as const;
      }),
    ),
  );
  const list = <T>(part: DataPart, pick: (row: Row) => T | null): List<T> =>
    mapReading(rowsOf(answers.get(part)), (rows) => rows.flatMap((row) => pick(row) ?? []));
  return {
    flows: onceEach(
      list('flows', (row) => {
        const flow = toFlow(row);
        const starts = flow.isProcess || savesStart.has(keyOf(text(row, 'TriggerType')));
        // Whether the newest version is the active one does not matter: only whether there is an active one (fact G4).
        return starts && flow.activeVersion !== '' ? flow : null;
      }),
    ),
    duplicateRules: list('duplicateRules', (row) => {
      const [sobject, name, namespace] = [
        text(row, 'SobjectType'),
        text(row, 'DeveloperName'),
        textOrNull(row, 'NamespacePrefix'),
      ];
      const fullName = `${sobject}.${qualified(namespace, name)}`;
      return flag(row, 'IsActive') ? { id: text(row, 'Id'), name, namespace, sobject, fullName } : null;
    }),
    approvals: list('approvals', (row) => ({
      id: text(row, 'Id'),
      name: firstText(row, 'DeveloperName', 'Name', 'Id'),
      namespace: null,
      objectOrId: text(row, 'TableEnumOrId'),
      lock: text(row, 'LockType'),
    })),
    recordTypes: list('recordTypes', (row) =>
      flag(row, 'IsActive')
        ? {
            id: text(row, 'Id'),
            name: text(row, 'DeveloperName'),
            namespace: textOrNull(row, 'NamespacePrefix'),
            sobject: text(row, 'SobjectType'),
          }
        : null,
    ),
    values: list('values', toValue),
  };
};

const ofDefinition = 'EntityDefinition.QualifiedApiName';

/** Validation rules and workflow rules, which ride along with the schema in the same call. */
export const ruleQueries = (sobjects: readonly string[]): { readonly rules: Query; readonly workflow: Query } | null =>
  sobjects.length === 0
    ? null
    : {
        rules: {
          api: 'tooling',
          from: 'ValidationRule',
          columns: [...keys('Id', 'ValidationName', 'NamespacePrefix', ofDefinition), ...keyFlags('Active')],
          where: [{ column: ofDefinition, in: sobjects }],
        },
        workflow: {
          api: 'tooling',
          from: 'WorkflowRule',
          columns: keys('Id', 'Name', 'NamespacePrefix', 'TableEnumOrId'),
          where: [ofObjects('TableEnumOrId', sobjects)],
        },
      };

/** Rules of the Tooling API by their list. */
export type RuleLists = {
  readonly rules: List<Listed & { readonly sobject: string }>;
  readonly workflow: List<Listed & { readonly objectOrId: string }>;
};

/** What the answers to `ruleQueries` tell: only validation rules that are active; of workflow rules only their content does. */
export const ruleListsIn = (rules: Reading<Answer>, workflow: Reading<Answer>): RuleLists => ({
  rules: mapReading(rowsOf(rules), (rows) =>
    rows
      .filter((row) => flag(row, 'Active'))
      .map((row) => ({
        id: text(row, 'Id'),
        name: text(row, 'ValidationName'),
        namespace: textOrNull(row, 'NamespacePrefix'),
        sobject: text(parent(row, 'EntityDefinition'), 'QualifiedApiName'),
      })),
  ),
  workflow: mapReading(rowsOf(workflow), (rows) =>
    rows.map((row) => ({
      id: text(row, 'Id'),
      name: text(row, 'Name'),
      namespace: textOrNull(row, 'NamespacePrefix'),
      objectOrId: text(row, 'TableEnumOrId'),
    })),
  ),
});

/** The object whose field is written: a detail may update its master. */
const targetOfUpdate = 'FieldDefinition.EntityDefinition.QualifiedApiName';

/** Triggers and field updates: told whole by their lists, so they ride along with the rules that are told one by one. */
export const triggerQueries = (sobjects: readonly string[]): { readonly triggers: Query; readonly updates: Query } => ({
  triggers: {
    api: 'tooling',
    from: 'ApexTrigger',
    columns: [
      ...keys('Id', 'Name', 'NamespacePrefix', 'Status', ofDefinition),
      ...keyFlags('UsageBeforeInsert', 'UsageAfterInsert', 'UsageBeforeUpdate', 'UsageAfterUpdate'),
    ],
    where: [{ column: ofDefinition, in: sobjects }],
  },
  updates: {
    api: 'tooling',
    from: 'WorkflowFieldUpdate',
    columns: [
      ...keys('Id', 'Name', 'FieldDefinition.QualifiedApiName', ofDefinition),
      ...texts('NamespacePrefix'),
      ...names(targetOfUpdate),
    ],
    where: [{ column: ofDefinition, in: sobjects }],
  },
});

/** Where an org does not follow the field of an update to its object. */
export const updateQueryWithoutTarget = (sobjects: readonly string[]): Query =>
  withoutSpare(triggerQueries(sobjects).updates, [targetOfUpdate]);

/** Where an org does not follow triggers to the definition of their object (fact L19). */
export const triggerQueryByTable = (sobjects: readonly string[]): Query => ({
  api: 'tooling',
  from: 'ApexTrigger',
  columns: [
    ...keys('Id', 'Name', 'NamespacePrefix', 'Status', 'TableEnumOrId'),
    ...keyFlags('UsageBeforeInsert', 'UsageAfterInsert', 'UsageBeforeUpdate', 'UsageAfterUpdate'),
  ],
  where: [ofObjects('TableEnumOrId', sobjects)],
});

export type ListedTrigger = Listed & {
  /** Name of its object, or the id of a custom one. */
  readonly objectOrId: string;
  readonly onInsert: boolean;
  readonly onUpdate: boolean;
};

/** Active triggers, by the events that a create or an edit meets. */
export const triggersIn = (answer: Reading<Answer> | undefined): List<ListedTrigger> =>
  mapReading(rowsOf(answer), (rows) =>
    rows
      .filter((row) => keyOf(text(row, 'Status')) === 'active')
      .map((row) => ({
        id: text(row, 'Id'),
        name: text(row, 'Name'),
        namespace: textOrNull(row, 'NamespacePrefix'),
        objectOrId: firstOf(text(parent(row, 'EntityDefinition'), 'QualifiedApiName'), text(row, 'TableEnumOrId')),
        onInsert: flag(row, 'UsageBeforeInsert') || flag(row, 'UsageAfterInsert'),
        onUpdate: flag(row, 'UsageBeforeUpdate') || flag(row, 'UsageAfterUpdate'),
      })),
  );

/** A workflow field update: the object for which it is defined, its name or label, and what it writes. */
export type ListedUpdate = {
  readonly sobject: string;
  readonly name: string;
  readonly field: string;
  /** The object of the field; empty where that was not told. */
  readonly target: string;
};

/** The field updates that rows tell of. */
export const updatesIn = (answer: Reading<Answer> | undefined): List<ListedUpdate> =>
  mapReading(rowsOf(answer), (rows) =>
    rows.map((row) => {
      const field = parent(row, 'FieldDefinition');
      return {
        sobject: text(parent(row, 'EntityDefinition'), 'QualifiedApiName'),
        name: text(row, 'Name'),
        field: text(field, 'QualifiedApiName'),
        target: text(parent(field, 'EntityDefinition'), 'QualifiedApiName'),
      };
    }),
  );
