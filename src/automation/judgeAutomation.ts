/** Everything that runs when the integration saves records of one object, each with its verdict (design §4). */
import type { Reading } from '../access/snapshot.js';
import type { ObjectAutomation, RecordFlow } from '../access/orgAutomation.js';
import { graver } from './automationDetail.js';
import type { AutomationDetail, AutomationType, Judged } from './automationDetail.js';
import type { Doing } from './doing.js';
import { writesOf } from './doing.js';
import type { FormulaFacts, Write } from './formula/facts.js';
import { judgeApproval } from './judgeApproval.js';
import { judgeDuplicateRule } from './judgeDuplicateRule.js';
import { judgeFlow } from './judgeFlow.js';
import { judgeValidationRule } from './judgeValidationRule.js';
import { judgeWorkflowRule } from './judgeWorkflowRule.js';
import { setupPath } from './setupPath.js';

/** What is known for the judgement beside the automation itself. */
export type JudgingFacts = {
  /** Of user, org and fields; what is written is added here. */
  readonly formula: FormulaFacts;
  /** Whether approval locks let the user pass: Modify All Data (fact L17). */
  readonly passesLocks: boolean;
};

/** The gravest of the verdicts for each kind of write. */
const overall = (writes: readonly Write[], judge: (write: Write) => Judged): Judged | undefined =>
  writes.map(judge).reduce<Judged | undefined>((a, b) => (a === undefined ? b : graver(a, b)), undefined);

const ofFlow = ({ definition }: RecordFlow, facts: FormulaFacts, write: Write): Judged =>
  definition.known
    ? judgeFlow(definition.value, facts, write)
    : { verdict: 'unjudged', reason: 'CONTENT_UNREADABLE', args: [definition.gap.detail] };

const items = <T>(reading: Reading<readonly T[]>): readonly T[] => (reading.known ? reading.value : []);

/** By name without regard to case, kinds in their order. */
const byName = <T extends { readonly name: string; readonly id: string }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => {
    const [x, y] = [`${a.name.toLowerCase()} ${a.id}`, `${b.name.toLowerCase()} ${b.id}`];
    return x < y ? -1 : 1;
  });

/**
 * Every active piece of automation that can meet the writes of the integration. What could not be listed at all is not here:
 * the finding is `unknown` then.
 */
export const judgeAutomation = (
  automation: ObjectAutomation,
  doing: Doing,
  { formula: facts, passesLocks }: JudgingFacts,
): AutomationDetail[] => {
  const writes = writesOf(doing, automation);
  const details = <T extends { readonly id: string; readonly name: string; readonly namespace: string | null }>(
    type: AutomationType,
    all: readonly T[],
    judge: (one: T) => (Judged & { readonly formula?: string }) | undefined,
  ): AutomationDetail[] =>
    byName(all).flatMap((one) => {
      const judged = judge(one);
      return judged === undefined
        ? []
        : [{ type, name: one.name, namespace: one.namespace, path: setupPath(type, doing.sobject, one.id), ...judged }];
    });
  return [
    ...details('ValidationRule', items(automation.validationRules), (rule) => {
      const judged = judgeValidationRule(rule, facts, writes);
      const isOpen = judged.verdict !== 'exempt' && judged.verdict !== 'unaffected';
      return { ...judged, ...(isOpen && rule.formula.known ? { formula: rule.formula.value } : {}) };
    }),
    ...details('Flow', items(automation.flows), (flow) => overall(writes, (write) => ofFlow(flow, facts, write))),
    // Those of other objects were left out when it was read; a process that does not tell its object may be of this one.
    ...details('Process', items(automation.processes), ({ definition, ...process }) =>
      definition.known
        ? overall(writes, (write) => ofFlow({ ...process, definition }, facts, write))
        : { verdict: 'unjudged', reason: 'PROCESS_NOT_JUDGED', args: [definition.gap.detail] },
    ),
    ...details('WorkflowRule', items(automation.workflowRules), (rule) =>
      overall(writes, (write) => judgeWorkflowRule(rule, facts, write)),
    ),
    ...details('ApexTrigger', items(automation.triggers), ({ onInsert, onUpdate }) =>
      writes.some(({ operation }) => (operation === 'create' ? onInsert : onUpdate))
        ? { verdict: 'unjudged', reason: 'APEX_NOT_JUDGED', args: [] }
        : undefined,
    ),
    ...details('DuplicateRule', items(automation.duplicateRules), (rule) =>
      overall(writes, (write) => judgeDuplicateRule(rule, facts, write)),
    ),
    ...details('ApprovalProcess', items(automation.approvals), (process) =>
      overall(writes, (write) => judgeApproval(process, write, passesLocks)),
    ),
  ];
};
