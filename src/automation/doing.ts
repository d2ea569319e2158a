/** What the integration does with records of one object, and what else is set in the same save. */
import type { ObjectAutomation } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { andWrittenAlong } from '../platform/writtenAlong.js';
import { assignedFields } from './flowWalk.js';
import type { Write } from './formula/facts.js';

/** As a definition says it: patterns are resolved. */
export type Doing = {
  readonly sobject: string;
  readonly creates: boolean;
  readonly edits: boolean;
  /** Fields that it writes; keys. */
  readonly fields: ReadonlySet<string>;
};

/**
 * Fields that the org's own automation may set in the same save, by key; `anything` where nobody can say: code is not
 * looked into, and what could not be read may write whatever there is.
 */
export const setByAutomation = (
  { flows, processes, workflowRules, triggers }: ObjectAutomation,
  operation: Write['operation'],
): Write['others'] => {
  if (!flows.known || !processes.known || !workflowRules.known || !triggers.known) return 'anything';
  const meets = ({ onInsert, onUpdate }: { onInsert: boolean; onUpdate: boolean }): boolean =>
    operation === 'create' ? onInsert : onUpdate;
  if (triggers.value.some(meets)) return 'anything';
  const fields = new Set<string>();
  for (const { definition } of [...flows.value, ...processes.value]) {
    if (!definition.known) return 'anything';
    const { start, elements } = definition.value;
    if (!meets({ onInsert: start.onCreate, onUpdate: start.onUpdate })) continue;
    // A subflow or an Apex action may write the record too, and so may whatever other records set off.
    const writesMore = [...elements.values()].some(
      (element) =>
        element.type === 'opaque' ||
        element.type === 'create' ||
        element.type === 'delete' ||
        (element.type === 'update' && element.target.is !== 'trigger'),
    );
    if (writesMore) return 'anything';
    for (const field of andWrittenAlong(start.sobject, assignedFields(definition.value))) fields.add(field);
  }
  for (const { content } of workflowRules.value) {
    if (!content.known) return 'anything';
    const { sobject, actions, writes } = content.value;
    if (writes === null || actions.some(({ type }) => keyOf(type) === 'flowaction')) return 'anything';
    for (const field of andWrittenAlong(sobject, writes)) fields.add(field);
  }
  return fields;
};

/** The writes of the integration, one for each operation. */
export const writesOf = (doing: Doing, automation: ObjectAutomation): Write[] =>
  (['create', 'edit'] as const)
    .filter((operation) => (operation === 'create' ? doing.creates : doing.edits))
    .map((operation) => ({ operation, fields: doing.fields, others: setByAutomation(automation, operation) }));
