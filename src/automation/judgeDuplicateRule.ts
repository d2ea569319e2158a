import type { DuplicateRule } from '../access/orgAutomation.js';
import type { Judged } from './automationDetail.js';
import { criteriaExpression } from './criteria.js';
import { neverStarts } from './neverStarts.js';
import type { FormulaFacts, Write } from './formula/facts.js';
import { judgeCondition } from './formula/judgeCondition.js';

/**
 * What a duplicate rule means to one kind of write (fact L14): blocking refuses it, and so does an alert, which a program can
 * only pass with a header. What is reported only passes, and so does what the criteria of the rule leave alone.
 */
export const judgeDuplicateRule = ({ content }: DuplicateRule, facts: FormulaFacts, write: Write): Judged => {
  if (!content.known) return { verdict: 'unjudged', reason: 'CONTENT_UNREADABLE', args: [content.gap.detail] };
  const { onInsert, onUpdate, criteria } = content.value;
  const action = write.operation === 'create' ? onInsert : onUpdate;
  if (action === 'pass') return { verdict: 'unaffected', reason: 'DUPLICATES_REPORTED', args: [] };
  const never = neverStarts(judgeCondition(criteriaExpression(criteria, facts), { ...facts, write }));
  if (never !== null) return never;
  return { verdict: 'mayBlock', reason: action === 'block' ? 'DUPLICATES_BLOCKED' : 'DUPLICATES_ALERTED', args: [] };
};
