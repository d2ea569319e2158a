/** The automation of one object, put together from the lists and from what was inside of what they name. */
import type {
  ApprovalProcess,
  DuplicateRule,
  FlowDefinition,
  ObjectAutomation,
  Process,
  RecordFlow,
  WorkflowRule,
} from '../../../access/orgAutomation.js';
import { gap, known, mapReading } from '../../../access/snapshot.js';
import type { OrgSchema, Reading } from '../../../access/snapshot.js';
import { flowDefinitionOf } from '../../../automation/flowDefinition.js';
import { processDefinitionOf, processObject } from '../../../automation/processDefinition.js';
import { keyOf, sameName } from '../../../platform/names.js';
import { text } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import type { ToolingRecord } from './automationDetails.js';
import type { DataLists, ListedFlow } from './dataLists.js';
import type { List } from './list.js';
import type { RuleLists } from './ruleLists.js';
import type { ListedTrigger, ListedUpdate } from './triggerLists.js';
import { duplicateContent } from './duplicateContent.js';
import { ofObject, shown, standsFor } from './listOfObject.js';
import { isInactive, workflowContent } from './workflowContent.js';

/** What the first step has told. */
export type FirstLists = {
  readonly data: DataLists;
  readonly rules: RuleLists | null;
  /** The runner is known to hold View Setup, which opens all of these lists. */
  readonly seesSetup: boolean;
};

/** The metadata of one record among what was told; a gap where it was not. */
export const metadataOf = (
  metadata: ReadonlyMap<string, Reading<Row>>,
  type: ToolingRecord['type'],
  id: string,
): Reading<Row> => metadata.get(id) ?? gap('NOT_ANSWERED', type, id);

/** A flow or a process with what is inside of it. */
const flowOf = (
  { activeVersion: id, name, namespace, label }: ListedFlow,
  reading: Reading<Row>,
  read: (metadata: unknown) => FlowDefinition | null,
): RecordFlow => {
  const definition = reading.known ? read(reading.value) : null;
  const told = definition === null ? gap('NOT_ANSWERED', 'Flow', name) : known(definition);
  return { id, name, namespace, label, definition: reading.known ? told : reading };
};

/** Everything of one object, from the lists and what was inside of them. */
export const automationOf = (
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
      (all) => all.map((flow) => flowOf(flow, metadataOf(metadata, 'Flow', flow.activeVersion), flowDefinitionOf)),
    ),
    processes: shown(
      mapReading(processes, (all) =>
        all.flatMap((process): Process[] => {
          const reading = metadataOf(metadata, 'Flow', process.activeVersion);
          const object = mapReading(reading, processObject);
          const isOther = object.known && object.value !== '' && !sameName(object.value, sobject);
          return isOther ? [] : [{ ...flowOf(process, reading, processDefinitionOf), sobject: object }];
        }),
      ),
      seesSetup,
      'FlowDefinitionView',
    ),
    workflowRules: mapReading(
      of(rules?.workflow ?? notRead, ({ objectOrId }) => named(objectOrId), 'WorkflowRule'),
      (all) =>
        all.flatMap(({ id, name, namespace }): WorkflowRule[] => {
          const row = metadataOf(metadata, 'WorkflowRule', id);
          const content = workflowContent(row, sobject, updates);
          return isInactive(row) ? [] : [{ id, name, namespace, content }];
        }),
    ),
    triggers: of(triggers, ({ objectOrId }) => named(objectOrId), 'ApexTrigger'),
    duplicateRules: mapReading(
      of(data.duplicateRules, (rule) => sameName(rule.sobject, sobject), 'DuplicateRule'),
      (all) =>
        all.map(({ id, name, namespace, fullName }): DuplicateRule => {
          const row = duplicates.get(keyOf(fullName)) ?? gap('NOT_ANSWERED', 'DuplicateRule', fullName);
          return { id, name, namespace, content: duplicateContent(row, sobject) };
        }),
    ),
    approvals: mapReading(
      of(data.approvals, ({ objectOrId }) => named(objectOrId), 'ProcessDefinition'),
      (all) => all.map(({ id, name, namespace, lock }): ApprovalProcess => ({ id, name, namespace, lock })),
    ),
  };
};
