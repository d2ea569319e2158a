import type { ValidationRule } from '../access/orgAutomation.js';
import type { Judged } from './automationDetail.js';
import { reasonsText, referenceText, restsOnText } from './factText.js';
import type { Expression } from './formula/expression.js';
import type { FormulaFacts, Write } from './formula/facts.js';
import { judgeRule } from './formula/judgeRule.js';
import { parseFormula } from './formula/parseFormula.js';
import { referencesIn } from './formula/referencesIn.js';

/** Functions whose result is another one from save to save, whatever is in the fields of the record. */
const ofSave: ReadonlySet<string> = new Set(['TODAY', 'NOW', 'TIMENOW', 'ISCLONE']);

const functionsOfSave = (expression: Expression): string[] =>
  referencesIn(expression)
    .functions.filter((name) => ofSave.has(name))
    .map((name) => `${name}()`);

/** What a validation rule means to the writes of the integration: an active rule whose formula is true refuses the save. */
export const judgeValidationRule = (
  { formula }: ValidationRule,
  facts: FormulaFacts,
  writes: readonly Write[],
): Judged => {
  if (!formula.known) return { verdict: 'unjudged', reason: 'FORMULA_UNREADABLE', args: [formula.gap.detail] };
  const parsed = parseFormula(formula.value);
  if (!parsed.ok) return { verdict: 'unjudged', reason: 'FORMULA_NOT_UNDERSTOOD', args: [parsed.mistake.found ?? ''] };
  const judged = judgeRule(parsed.expression, facts, writes);
  switch (judged.verdict) {
    case 'exempt':
      return judged.restsOn.length === 0
        ? { verdict: 'exempt', reason: 'NEVER_TRUE', args: [] }
        : { verdict: 'exempt', reason: 'NEVER_FOR_USER', args: [restsOnText(judged.restsOn)] };
    case 'unaffected':
      return {
        verdict: 'unaffected',
        reason: judged.storedRecordsObey ? 'STORED_RECORDS_OBEY' : 'NEVER_BY_THESE_WRITES',
        args: [],
      };
    case 'blocks':
      return { verdict: 'blocks', reason: 'RULE_ALWAYS_TRUE', args: [judged.operations.join(', ')] };
    case 'mayBlock':
      if (judged.onlyAfter) return { verdict: 'mayBlock', reason: 'RULE_OF_SECOND_SAVE', args: [] };
      return {
        verdict: 'mayBlock',
        reason: 'RULE_DEPENDS_ON_RECORD',
        args: [[...new Set([...judged.on.map(referenceText), ...functionsOfSave(parsed.expression)])].join(', ')],
      };
    case 'unjudged':
      return { verdict: 'unjudged', reason: 'FORMULA_UNDECIDED', args: [reasonsText(judged.why)] };
  }
};
