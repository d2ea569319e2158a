/** What the org's own automation may set in a record: in the same save, and after a new record was saved. */
import type { FlowDefinition, ObjectAutomation, WorkflowRule } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { andWrittenAlong } from '../platform/writtenAlong.js';
import { assignedFields } from './flowWalk.js';
import type { Write } from './formula/facts.js';

type Events = { readonly onInsert: boolean; readonly onUpdate: boolean };

const meets =
  (operation: Write['operation']) =>
  ({ onInsert, onUpdate }: Events): boolean =>
    operation === 'create' ? onInsert : onUpdate;

const eventsOf = ({ start }: FlowDefinition): Events => ({ onInsert: start.onCreate, onUpdate: start.onUpdate });

/** What these flows may write to the record. A subflow or an Apex action may write it too, and so may whatever other records set off. */
const setByFlows = (definitions: readonly FlowDefinition[]): Write['others'] => {
  const writesMore = definitions.some(({ elements }) =>
    [...elements.values()].some(
      (element) =>
        element.type === 'opaque' ||
        element.type === 'create' ||
        element.type === 'delete' ||
        (element.type === 'update' && element.target.is !== 'trigger'),
    ),
  );
  if (writesMore) return 'anything';
  return new Set(definitions.flatMap((one) => [...andWrittenAlong(one.start.sobject, assignedFields(one))]));
};

/** What workflow rules may write to the record; nobody knows where one could not be read, or calls a flow. */
const setByWorkflowRules = (rules: readonly WorkflowRule[]): Write['others'] => {
  const fields = new Set<string>();
  for (const { content } of rules) {
    if (!content.known) return 'anything';
    const { sobject, actions, writes } = content.value;
    if (writes === null || actions.some(({ type }) => keyOf(type) === 'flowaction')) return 'anything';
    for (const field of andWrittenAlong(sobject, writes)) fields.add(field);
  }
  return fields;
};

/** All of these; nobody knows where nobody knows of one. */
export const together = (...all: readonly Write['others'][]): Write['others'] => {
  const sets = all.filter((one) => one !== 'anything');
  return sets.length < all.length ? 'anything' : new Set(sets.flatMap((one) => [...one]));
};

/** Flows and processes that start with this operation; undefined where one of them could not be read. */
const flowsOf = (
  { flows, processes }: ObjectAutomation,
  operation: Write['operation'],
): readonly FlowDefinition[] | undefined => {
  if (!flows.known || !processes.known) return undefined;
  const all = [...flows.value, ...processes.value].flatMap(({ definition }) =>
    definition.known ? [definition.value] : [],
  );
  if (all.length < flows.value.length + processes.value.length) return undefined;
  return all.filter((one) => meets(operation)(eventsOf(one)));
};

/**
 * Fields that the org's own automation may set in the same save, by key; `anything` where nobody can say: code is not
 * looked into, and what could not be read may write whatever there is.
 */
export const setByAutomation = (automation: ObjectAutomation, operation: Write['operation']): Write['others'] => {
  const { workflowRules, triggers } = automation;
  const flows = flowsOf(automation, operation);
  if (flows === undefined || !workflowRules.known || !triggers.known) return 'anything';
  if (triggers.value.some(meets(operation))) return 'anything';
  return together(setByFlows(flows), setByWorkflowRules(workflowRules.value));
};

/**
 * What the org's own automation may set in a new record after it was saved, by which it saves the record again: undefined
 * where it surely does not. Field updates of workflow rules do so for triggers alone: validation rules and flows do not run
 * again for them (fact V11).
 */
export const setAfterCreate = (automation: ObjectAutomation): Write['others'] | undefined => {
  const { workflowRules, triggers } = automation;
  const flows = flowsOf(automation, 'create');
  if (flows === undefined || !workflowRules.known || !triggers.known) return 'anything';
  const byRules = setByWorkflowRules(workflowRules.value);
  if (byRules === 'anything') return 'anything';
  if (triggers.value.some(({ onInsert, onUpdate }) => onInsert || (onUpdate && byRules.size > 0))) return 'anything';
  const byFlows = setByFlows(flows.filter(({ start }) => start.timing === 'afterSave'));
  return byFlows === 'anything' || byFlows.size > 0 ? byFlows : undefined;
};
