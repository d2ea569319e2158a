/**
 * The lists of the data API: flows, duplicate rules, approval processes (facts L4, L14, L17), picklist values and record types.
 * What is inside of flows and rules is told one by one, later (fact L3).
 */
import type { ReadingScope } from '../../../access/readingScope.js';
import type { OrgSchema } from '../../../access/snapshot.js';
import { mapReading } from '../../../access/snapshot.js';
import { keyOf } from '../../../platform/names.js';
import type { OrgClient } from '../../orgClient.js';
import { keyFlags, keys, names } from '../../query.js';
import type { Condition, Query } from '../../query.js';
import { flag, text, textOrNull } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { orFewer, readParts } from '../readQueries.js';
import { firstOf, rowsOf, withoutSpare } from './list.js';
import type { List, Listed } from './list.js';
import { ofObjects, orPlainly } from './ofObjects.js';
import { particleIds, toValue, valuesQuery } from './picklistLists.js';
import type { ListedValue } from './picklistLists.js';

/** A flow or a process that has an active version. */
export type ListedFlow = Listed & {
  readonly label: string;
  readonly isProcess: boolean;
  /** Of its object: a name, or the id of a custom object; empty for a process, which does not tell. */
  readonly objectOrId: string;
  /** Id of the active version; of a managed flow it may be a name (fact L4). */
  readonly activeVersion: string;
};

type DataPart = 'flows' | 'duplicateRules' | 'approvals' | 'recordTypes' | 'values';

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
