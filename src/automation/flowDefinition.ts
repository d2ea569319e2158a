/** The JSON of a flow, as the platform answers it (facts L5-L8), made into what can be walked. Nothing of it is trusted. */
import type {
  FlowCondition,
  FlowConditions,
  FlowDefinition,
  FlowElement,
  FlowStart,
  FlowTarget,
  FlowValue,
} from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';

type Json = Readonly<Record<string, unknown>>;

const recordOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** Members of a list; a single element may stand there by itself. */
const listOf = (value: unknown): readonly Json[] => {
  if (Array.isArray(value)) return value.map(recordOf);
  return typeof value === 'object' && value !== null ? [value as Json] : [];
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Where a connector leads; null where there is none. */
const targetOf = (connector: unknown): string | null => textOrNull(recordOf(connector)['targetReference']);

/** A text with references inside is none of which the value is known. */
const isPlain = (text: string): boolean => !text.includes('{!');

/** The value as flows write it: one key of several, the others null. */
export const flowValueOf = (json: unknown): FlowValue => {
  const { stringValue, booleanValue, numberValue, elementReference } = recordOf(json);
  if (typeof elementReference === 'string') return { is: 'reference', value: elementReference };
  if (typeof stringValue === 'string')
    return isPlain(stringValue) ? { is: 'text', value: stringValue } : { is: 'other' };
  if (typeof booleanValue === 'boolean') return { is: 'flag', value: booleanValue };
  if (typeof numberValue === 'number') return { is: 'number', value: numberValue };
  return { is: 'other' };
};

/** Filters name fields of the record that starts the flow. */
const filtersOf = (owner: Json): FlowConditions => ({
  logic: textOf(owner['filterLogic']) || 'and',
  all: listOf(owner['filters']).map((filter) => ({
    left: `$Record.${textOf(filter['field'])}`,
    operator: textOf(filter['operator']),
    right: flowValueOf(filter['value']),
  })),
});

const conditionOf = (json: Json): FlowCondition => ({
  left: textOf(json['leftValueReference']),
  operator: textOf(json['operator']),
  right: flowValueOf(json['rightValue']),
});

/** Whether filters find the record that started the flow, and no other. */
const findsTrigger = (owner: Json): boolean => {
  const filters = listOf(owner['filters']);
  const logic = keyOf(textOf(owner['filterLogic']) || 'and');
  return (
    logic === 'and' &&
    filters.some((filter) => {
      const value = flowValueOf(filter['value']);
      const isRecordId = value.is === 'reference' && keyOf(value.value) === '$record.id';
      return keyOf(textOf(filter['field'])) === 'id' && textOf(filter['operator']) === 'EqualTo' && isRecordId;
    })
  );
};

const targetOfRecords = (json: Json): FlowTarget => {
  const reference = textOrNull(json['inputReference']);
  if (reference === null) return { is: 'object', sobject: textOf(json['object']), isTrigger: findsTrigger(json) };
  return keyOf(reference) === '$record' ? { is: 'trigger' } : { is: 'variable', name: reference };
};

/** Whether it is a plain value that fills a field: no blank, and nothing that may turn out as one. */
const fills = (value: FlowValue): boolean =>
  value.is === 'number' || value.is === 'flag' || (value.is === 'text' && value.value.trim() !== '');

/** Fields that an update writes, and those of them that it fills. */
const assignedFields = (json: Json): { fields: string[]; filled: string[] } => {
  const all = listOf(json['inputAssignments']);
  const nameOf = (one: Json): string => textOf(one['field']);
  return { fields: all.map(nameOf), filled: all.filter((one) => fills(flowValueOf(one['value']))).map(nameOf) };
};

/** Fields into which a lookup puts what it finds: one by one, or the record that starts the flow as a whole. */
const foundInto = (json: Json): string[] => {
  const { queriedFields } = json;
  const isIntoRecord = keyOf(textOf(json['outputReference'])) === '$record';
  const queried = (Array.isArray(queriedFields) ? queriedFields : [queriedFields]).map(textOf).filter(Boolean);
  return [
    ...listOf(json['outputAssignments']).map((one) => textOf(one['assignToReference'])),
    ...(isIntoRecord ? queried.map((field) => `$Record.${field}`) : []),
  ];
};

const between = (json: Json): { next: string | null; fault: string | null } => ({
  next: targetOf(json['connector']),
  fault: targetOf(json['faultConnector']),
});

/** How the elements of each list of the JSON are read. Whatever is not here is not looked into. */
const readers: Readonly<Record<string, (json: Json) => FlowElement>> = {
  decisions: (json) => ({
    type: 'decision',
    next: targetOf(json['defaultConnector']),
    outcomes: listOf(json['rules']).map((rule) => ({
      logic: textOf(rule['conditionLogic']) || 'and',
      all: listOf(rule['conditions']).map(conditionOf),
      next: targetOf(rule['connector']),
      onlyWhenNewlyMet: rule['doesRequireRecordChangedToMeetCriteria'] === true,
    })),
  }),
  assignments: (json) => {
    const items = listOf(json['assignmentItems']);
    const nameOf = (item: Json): string => textOf(item['assignToReference']);
    return {
      type: 'assignment',
      next: targetOf(json['connector']),
      to: items.map(nameOf),
      filled: items
        .filter((item) => keyOf(textOf(item['operator'])) === 'assign' && fills(flowValueOf(item['value'])))
        .map(nameOf),
    };
  },
  recordUpdates: (json) => ({
    type: 'update',
    target: targetOfRecords(json),
    ...assignedFields(json),
    ...between(json),
  }),
  recordCreates: (json) => ({ type: 'create', target: targetOfRecords(json), ...between(json) }),
  recordDeletes: (json) => ({ type: 'delete', target: targetOfRecords(json), ...between(json) }),
  recordLookups: (json) => ({ type: 'lookup', to: foundInto(json), ...between(json) }),
  loops: (json) => ({
    type: 'loop',
    body: targetOf(json['nextValueConnector']),
    next: targetOf(json['noMoreValuesConnector']),
  }),
  customErrors: () => ({ type: 'customError', next: null }),
};

/** Lists of elements that run, and what they are called where they are not looked into. */
const opaqueLists: Readonly<Record<string, (json: Json) => string>> = {
  actionCalls: (json) => textOf(json['actionName']) || textOf(json['name']),
  apexPluginCalls: (json) => textOf(json['apexClass']) || textOf(json['name']),
  subflows: (json) => textOf(json['flowName']) || textOf(json['name']),
};

/** Lists that name things and hold nothing that runs. */
const nothingRuns: ReadonlySet<string> = new Set([
  'choices',
  'constants',
  'dynamicChoiceSets',
  'environments',
  'formulas',
  'processMetadataValues',
  'stages',
  'textTemplates',
  'variables',
]);

const elementsIn = (metadata: Json): Map<string, FlowElement> => {
  const elements = new Map<string, FlowElement>();
  for (const [list, value] of Object.entries(metadata)) {
    if (nothingRuns.has(list) || list === 'start') continue;
    const reader = Object.hasOwn(readers, list) ? readers[list] : undefined;
    const nameOf =
      (Object.hasOwn(opaqueLists, list) ? opaqueLists[list] : undefined) ?? ((json) => textOf(json['name']));
    for (const json of listOf(value)) {
      const name = textOf(json['name']);
      if (name === '') continue;
      elements.set(keyOf(name), reader ? reader(json) : { type: 'opaque', what: nameOf(json), ...between(json) });
    }
  }
  return elements;
};

/** Objects whose records variables hold, and elements that look them up. */
const holdersIn = (metadata: Json): Map<string, string> =>
  new Map([
    ...listOf(metadata['variables'])
      .filter((one) => keyOf(textOf(one['dataType'])) === 'sobject')
      .map((one) => [keyOf(textOf(one['name'])), textOf(one['objectType'])] as const),
    ...listOf(metadata['recordLookups']).flatMap((one) => {
      const sobject = textOf(one['object']);
      return [one['name'], one['outputReference']].map((name) => [keyOf(textOf(name)), sobject] as const);
    }),
    ...listOf(metadata['recordCreates']).map((one) => [keyOf(textOf(one['name'])), textOf(one['object'])] as const),
  ]);

const timings: ReadonlyMap<string, FlowStart['timing']> = new Map([
  ['recordbeforesave', 'beforeSave'],
  ['recordaftersave', 'afterSave'],
]);

const events: ReadonlyMap<string, Pick<FlowStart, 'onCreate' | 'onUpdate'>> = new Map([
  ['create', { onCreate: true, onUpdate: false }],
  ['update', { onCreate: false, onUpdate: true }],
  ['createandupdate', { onCreate: true, onUpdate: true }],
]);

/**
 * The flow as it is walked; null where it is none that saving a record starts, or nobody can say when it does.
 * @param metadata `Metadata` of a row of Flow
 */
export const flowDefinitionOf = (metadata: unknown): FlowDefinition | null => {
  const json = recordOf(metadata);
  const start = recordOf(json['start']);
  const timing = timings.get(keyOf(textOf(start['triggerType'])));
  const event = events.get(keyOf(textOf(start['recordTriggerType'])));
  const sobject = textOf(start['object']);
  if (timing === undefined || event === undefined || sobject === '') return null;
  return {
    start: {
      sobject,
      timing,
      ...event,
      filters: filtersOf(start),
      filterFormula: textOrNull(start['filterFormula']),
      onlyWhenNewlyMet: start['doesRequireRecordChangedToMeetCriteria'] === true,
      next: targetOf(start['connector']) ?? textOrNull(json['startElementReference']),
      later: listOf(start['scheduledPaths']).flatMap((path) => targetOf(path['connector']) ?? []),
    },
    elements: elementsIn(json),
    formulas: new Map(
      listOf(json['formulas']).map((one) => [keyOf(textOf(one['name'])), textOf(one['expression'])] as const),
    ),
    constants: new Map(
      listOf(json['constants']).map((one) => [keyOf(textOf(one['name'])), flowValueOf(one['value'])] as const),
    ),
    holds: holdersIn(json),
  };
};
