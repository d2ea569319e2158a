/**
 * A process of the Process Builder as a flow that runs after the save: decisions one after the other, over a variable that holds
 * the record as it is. What it was before stands in another variable, which stays unknown: formulas of processes name it for the
 * record as it is, too.
 */
import type { FlowDefinition } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { flowDefinitionOf } from './flowDefinition.js';
import { changedInProcess } from './flowExpression.js';

type Json = Readonly<Record<string, unknown>>;

const recordOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A value that the process keeps of itself; empty where it does not tell. */
const ownValue = (metadata: Json, name: string): string => {
  const values = metadata['processMetadataValues'];
  const all = (Array.isArray(values) ? values : [values]).map(recordOf);
  const { stringValue, elementReference } = recordOf(all.find((one) => one['name'] === name)?.['value']);
  const told = [stringValue, elementReference].find((one) => typeof one === 'string' && one !== '');
  return typeof told === 'string' ? told : '';
};

/** The object of a process, from its metadata; empty where it does not tell (fact L18). */
export const processObject = (metadata: unknown): string => ownValue(recordOf(metadata), 'ObjectType');

/** Which saves it runs for, as a flow would say it. */
const triggers: ReadonlyMap<string, string> = new Map([
  ['oncreateonly', 'Create'],
  ['onallchanges', 'CreateAndUpdate'],
]);

const escaped = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '');

/** The same JSON with the record in place of the variable that holds it. */
const overRecord = (json: unknown, variable: RegExp): unknown => {
  if (Array.isArray(json)) return json.map((one) => overRecord(one, variable));
  if (typeof json === 'string') return json.replace(variable, '$1$$Record$2');
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      key === 'operator' && value === 'IsChanged'
        ? changedInProcess
        : // Texts that the process writes or compares with are no references.
          key === 'stringValue'
          ? value
          : overRecord(value, variable),
    ]),
  );
};

/**
 * The process as it is walked; null where it does not say for which object it runs, or when.
 * @param metadata `Metadata` of a row of Flow
 */
export const processDefinitionOf = (metadata: unknown): FlowDefinition | null => {
  const json = recordOf(metadata);
  const variable = escaped(ownValue(json, 'ObjectVariable'));
  const recordTriggerType = triggers.get(keyOf(ownValue(json, 'TriggerType')));
  if (variable === '') return null;
  // As a whole, or with a field: `myVariable_current.Status`, `{!myVariable_current.Status}`.
  const named = new RegExp(`(^|\\{!\\s*)${variable}(\\.|$)`, 'gi');
  return flowDefinitionOf({
    ...recordOf(overRecord(json, named)),
    start: { object: processObject(json), triggerType: 'RecordAfterSave', recordTriggerType },
  });
};
