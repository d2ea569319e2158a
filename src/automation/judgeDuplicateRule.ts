import type { DuplicateRule } from '../access/orgAutomation.js';
import type { Judged } from './automationDetail.js';
import type { Write } from './formula/facts.js';

/**
 * What a duplicate rule means to one kind of write (fact L14): blocking refuses it, and so does an alert, which a program can
 * only pass with a header. What is reported only passes.
 */
export const judgeDuplicateRule = ({ actions }: DuplicateRule, { operation }: Pick<Write, 'operation'>): Judged => {
  if (!actions.known) return { verdict: 'unjudged', reason: 'CONTENT_UNREADABLE', args: [actions.gap.detail] };
  switch (operation === 'create' ? actions.value.onInsert : actions.value.onUpdate) {
    case 'block':
      return { verdict: 'mayBlock', reason: 'DUPLICATES_BLOCKED', args: [] };
    case 'alert':
      return { verdict: 'mayBlock', reason: 'DUPLICATES_ALERTED', args: [] };
    case 'pass':
      return { verdict: 'unaffected', reason: 'DUPLICATES_REPORTED', args: [] };
  }
};
