import type { FlowDefinition, ObjectAutomation, RecordFlow } from '../../../../src/access/orgAutomation.js';
import { known } from '../../../../src/access/snapshot.js';
import { flowDefinitionOf } from '../../../../src/automation/flowDefinition.js';

/** The automation of an object: tests name only what they are about, of the rest there is none. */
export const automation = (some: Partial<ObjectAutomation> = {}): ObjectAutomation => ({
  validationRules: known([]),
  flows: known([]),
  processes: known([]),
  workflowRules: known([]),
  triggers: known([]),
  duplicateRules: known([]),
  approvals: known([]),
  ...some,
});

/** A flow of leads from the JSON of its elements, as Flow.Metadata has it (fact L5). */
export const recordFlow = (
  start: Readonly<Record<string, unknown>>,
  elements: Readonly<Record<string, unknown>> = {},
): RecordFlow => {
  const definition: FlowDefinition | null = flowDefinitionOf({
    start: { object: 'Lead', recordTriggerType: 'CreateAndUpdate', ...start },
    ...elements,
  });
  if (definition === null) throw new Error('This is no flow that records start');
  return { id: '301', name: 'A_Flow', namespace: null, label: 'A flow', definition: known(definition) };
};
