import type { WorkflowRule } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { andWrittenAlong } from '../platform/writtenAlong.js';
import type { Judged } from './automationDetail.js';
import { canBecomeTrue } from './canBecomeTrue.js';
import { criteriaExpression } from './criteria.js';
import { fieldsOfIntegration } from './formula/facts.js';
import type { FormulaFacts, Write } from './formula/facts.js';
import { judgeCondition } from './formula/judgeCondition.js';
import type { Judgement } from './formula/judgement.js';
import { parseFormula } from './formula/parseFormula.js';
import { referencesIn } from './formula/referencesIn.js';
import { neverStarts } from './neverStarts.js';

/**
 * What a workflow rule means to one kind of write (fact L18): its field updates change the record once more; nothing else of
 * it reaches the save, but a flow that it calls.
 */
export const judgeWorkflowRule = ({ content }: WorkflowRule, facts: FormulaFacts, write: Write): Judged => {
  if (!content.known) return { verdict: 'unjudged', reason: 'CONTENT_UNREADABLE', args: [content.gap.detail] };
  const { sobject, onUpdate, formula, criteria, actions, writes } = content.value;
  if (write.operation === 'edit' && onUpdate === 'never')
    return { verdict: 'unaffected', reason: 'OTHER_EVENTS', args: [] };
  const parsed = formula === null ? undefined : parseFormula(formula);
  const byFormula = parsed?.ok === true ? parsed.expression : undefined;
  const byCriteria = criteria === null ? undefined : criteriaExpression(criteria, facts);
  const condition = formula === null ? byCriteria : byFormula;
  const isNewly = write.operation === 'edit' && onUpdate === 'newlyMet';
  const starts: Judgement | undefined =
    condition === undefined
      ? undefined
      : isNewly && !canBecomeTrue(condition, write, facts)
        ? { answer: 'never', restsOn: [] }
        : judgeCondition(condition, { ...facts, write });
  const never = starts && neverStarts(starts);
  if (never) return never;
  const named = new Set(condition ? referencesIn(condition).fields.map(keyOf) : []);
  const spelled = (key: string): string =>
    writes?.find((field) => keyOf(field) === key) ?? facts.fields.get(key)?.name ?? key;
  const changed = [...andWrittenAlong(sobject, writes ?? [])].filter((key) => fieldsOfIntegration(write).has(key));
  const own = changed.map(spelled);
  const circling = changed.filter((key) => named.has(key)).map(spelled);
  if (own.length > 0 && formula === null && criteria === null)
    return { verdict: 'unjudged', reason: 'CONTENT_UNREADABLE', args: ['criteriaItems'] };
  if (circling.length > 0) return { verdict: 'loops', reason: 'WORKFLOW_WRITES_BACK', args: [circling.join(', ')] };
  if (own.length > 0) return { verdict: 'changes', reason: 'WORKFLOW_WRITES', args: [own.join(', ')] };
  if (writes === null) return { verdict: 'unjudged', reason: 'WORKFLOW_UPDATES_UNKNOWN', args: [] };
  const called = actions.find(({ type }) => keyOf(type) === 'flowaction');
  return called
    ? { verdict: 'unjudged', reason: 'WORKFLOW_CALLS', args: [called.name] }
    : { verdict: 'unaffected', reason: 'WORKFLOW_HARMLESS', args: [] };
};
