/** Automation of a snapshot, as a scenario writes it. A snapshot holds flows as they are walked, so they have no way back. */
import type { Criteria } from '../../../src/access/orgAutomation.js';
import type { AccessSnapshot, Reading } from '../../../src/access/snapshot.js';
import type { Scenario } from '../../local-org/scenarios/scenarioFormat.js';
import type { LeftOut } from './leftOut.js';

type Part = Pick<Scenario, 'validationRules' | 'triggers' | 'duplicateRules' | 'workflowRules' | 'approvalProcesses'>;

const valueOf = <T>(reading: Reading<readonly T[]>): readonly T[] => (reading.known ? reading.value : []);

const packaged = (namespace: string | null): { namespace?: string } => (namespace === null ? {} : { namespace });

const conditionsOf = ({
  logic,
  all,
}: Criteria): { logic?: string; all: { table?: string; field: string; operation: string; value: string }[] } => ({
  ...(logic === 'and' ? {} : { logic }),
  all: all.map(({ of, field, operation, value }) => ({
    ...(of === 'user' ? { table: 'User' } : {}),
    field,
    operation,
    value,
  })),
});

const actions = {
  block: { action: 'Block', operations: [] },
  alert: { action: 'Allow', operations: ['Alert', 'Report'] },
  pass: { action: 'Allow', operations: ['Report'] },
} as const;

type Entries<K extends keyof Part> = NonNullable<NonNullable<Part[K]>[string]>;

/** @param leftOut flows, processes and what could not be read of the other kinds */
export const automationPart = ({ schema }: AccessSnapshot, leftOut: LeftOut): Part => {
  const part: Required<{ [K in keyof Part]: NonNullable<Part[K]> }> = {
    validationRules: {},
    triggers: {},
    duplicateRules: {},
    workflowRules: {},
    approvalProcesses: {},
  };
  for (const [key, automation] of schema.automation ?? []) {
    const sobject = (schema.entities.known ? schema.entities.value.get(key)?.name : undefined) ?? key;
    const unread = (kind: string, name: string): void =>
      leftOut.say(`${kind} ${name} on ${sobject}: its content was not read`);

    const validationRules: Entries<'validationRules'> = {};
    for (const { name, namespace, formula } of valueOf(automation.validationRules))
      if (formula.known) validationRules[name] = { formula: formula.value, message: name, ...packaged(namespace) };
      else unread('validation rule', name);

    const triggers: Entries<'triggers'> = {};
    for (const { name, namespace, onInsert, onUpdate } of valueOf(automation.triggers))
      triggers[name] = {
        events: [...(onInsert ? (['BeforeInsert'] as const) : []), ...(onUpdate ? (['BeforeUpdate'] as const) : [])],
        ...packaged(namespace),
      };

    const duplicateRules: Entries<'duplicateRules'> = {};
    for (const { name, namespace, content } of valueOf(automation.duplicateRules)) {
      if (!content.known) {
        unread('duplicate rule', name);
        continue;
      }
      const { onInsert, onUpdate, criteria } = content.value;
      const { logic, all } = conditionsOf(criteria);
      duplicateRules[name] = {
        onInsert: actions[onInsert].action,
        onUpdate: actions[onUpdate].action,
        operationsOnInsert: [...actions[onInsert].operations],
        operationsOnUpdate: [...actions[onUpdate].operations],
        // By which fields it compares is not read; every object has this one.
        matchOn: ['CreatedById'],
        ...(all.length > 0 ? { conditions: all } : {}),
        ...(logic === undefined ? {} : { logic }),
        ...packaged(namespace),
      };
    }

    const workflowRules: Entries<'workflowRules'> = {};
    for (const { name, namespace, content } of valueOf(automation.workflowRules)) {
      if (!content.known) {
        unread('workflow rule', name);
        continue;
      }
      const { onUpdate, formula, criteria, writes } = content.value;
      const { logic, all } = criteria === null ? { all: [] } : conditionsOf(criteria);
      const triggersOn = {
        never: 'onCreateOnly',
        newlyMet: 'onCreateOrTriggeringUpdate',
        always: 'onAllChanges',
      } as const;
      workflowRules[name] = {
        trigger: triggersOn[onUpdate],
        ...(formula === null ? {} : { formula }),
        ...(all.length > 0
          ? {
              criteria: all.map(({ table, field, operation, value }) => ({
                field: table === undefined ? field : `${table}.${field}`,
                operation,
                value,
              })),
            }
          : {}),
        ...(logic === undefined ? {} : { logic }),
        ...(writes === null || writes.length === 0
          ? {}
          : { fieldUpdates: Object.fromEntries(writes.map((field) => [`${name}_${field}`, { field, literal: 'x' }])) }),
        ...packaged(namespace),
      };
    }

    const approvalProcesses: Entries<'approvalProcesses'> = {};
    for (const { name, lock } of valueOf(automation.approvals)) {
      const lockType = (['Total', 'Admin', 'Owner', 'Workitem', 'Node', 'none'] as const).find((one) => one === lock);
      approvalProcesses[name] = { state: 'Active', ...(lockType === undefined ? {} : { lockType }) };
    }

    for (const { name } of [...valueOf(automation.flows), ...valueOf(automation.processes)])
      leftOut.say(
        `flow ${name} on ${sobject}: a snapshot has no way back to its metadata; write it into the scenario by hand`,
      );

    for (const [kind, entries] of Object.entries({
      validationRules,
      triggers,
      duplicateRules,
      workflowRules,
      approvalProcesses,
    }))
      if (Object.keys(entries).length > 0) Object.assign(part[kind as keyof Part], { [sobject]: entries });
  }
  return part;
};
