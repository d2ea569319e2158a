/** Random formulas: what is said of one holds for every save that the embedded org's own evaluator tries. */
import { expect } from 'chai';
import fc from 'fast-check';
import { evaluateFormula } from '../../../src/automation/formula/evaluateFormula.js';
import { judgeCondition } from '../../../src/automation/formula/judgeCondition.js';
import { judgeRule } from '../../../src/automation/formula/judgeRule.js';
import { parseFormula } from '../../../src/automation/formula/parseFormula.js';
import type { Expression } from '../../../src/automation/formula/expression.js';
import type { RuleVerdict } from '../../../src/automation/formula/judgement.js';
import { evaluateFormula as evaluateForRecord } from '../../local-org/formula/evaluateFormula.js';
import { FormulaError } from '../../local-org/formula/formulaValue.js';
import type { Formula } from '../../local-org/formula/parseFormula.js';
import { parseFormula as parseForRecord } from '../../local-org/formula/parseFormula.js';
import type { PlainSave } from '../../local-org/formula/plainContext.js';
import { plainContext } from '../../local-org/formula/plainContext.js';
import { torture } from '../support/torture.js';
import type { World } from './support/formulaWorld.js';
import {
  anySave,
  earlierSave,
  factsOf,
  integrationSave,
  randomThrow,
  randomWorld,
  writesOf,
} from './support/formulaWorld.js';
import type { Throw } from './support/formulaWorld.js';
import { randomFormula } from './support/randomFormula.js';

const expressionOf = (text: string): Expression => {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.mistake)}`);
  return parsed.expression;
};

/** What the formula is for one save; `error` where the platform would say so. */
const resultOf = (formula: Formula, save: PlainSave): unknown => {
  try {
    return evaluateForRecord(formula, plainContext(save));
  } catch (error) {
    if (error instanceof FormulaError) return 'error';
    throw error;
  }
};

type Case = { text: string; world: World; dice: Throw[] };
const cases: fc.Arbitrary<Case> = fc.record({
  text: randomFormula,
  world: randomWorld,
  dice: fc.array(randomThrow, { minLength: 12, maxLength: 12 }),
});

describe('formulas', () => {
  const met = new Map<RuleVerdict['verdict'], number>();

  torture(
    import.meta.url,
    'no verdict is refuted by a save',
    { short: 5000, long: 20_000 },
    cases,
    ({ text, world, dice }) => {
      const expression = expressionOf(text);
      const formula = parseForRecord(text);
      const facts = factsOf(world);
      const writes = writesOf(world);
      const rule = judgeRule(expression, facts, writes);
      met.set(rule.verdict, (met.get(rule.verdict) ?? 0) + 1);
      if (rule.verdict === 'exempt')
        for (const one of dice) expect(resultOf(formula, anySave(world, one)), 'exempt').to.not.equal(true);
      for (const write of writes) {
        const { operation } = write;
        const { answer } = judgeCondition(expression, { ...facts, write });
        const value = evaluateFormula(expression, { ...facts, write });
        for (const one of dice) {
          const save = integrationSave(world, one, operation);
          const result = resultOf(formula, save);
          if (result === 'error') continue;
          const shown = JSON.stringify(save);
          if (value.known) expect(value.value, shown).to.equal(result);
          if (result !== true) {
            expect(answer, shown).to.not.equal('always');
            if (rule.verdict === 'blocks') expect(rule.operations, shown).to.not.include(operation);
            continue;
          }
          expect(answer, shown).to.not.equal('never');
          expect(rule.verdict, shown).to.not.equal('exempt');
          if (rule.verdict !== 'unaffected') continue;
          expect([operation, rule.storedRecordsObey], shown).to.deep.equal(['edit', true]);
          // then the record was refused already when it came to be
          expect(resultOf(formula, earlierSave(one)), shown).to.equal(true);
        }
      }
    },
  );

  it('meets every verdict among them', () => {
    expect([...met.keys()].sort()).to.deep.equal(['blocks', 'exempt', 'mayBlock', 'unaffected', 'unjudged']);
  });
});
