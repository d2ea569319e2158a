import { isEvaluated } from './evaluate.js';
import type { Expression } from './expression.js';
import type { FormulaFacts, Write } from './facts.js';
import { isTouched } from './referenceValue.js';
import { factsNamed, factsNeeded, judgeCondition, reasonsOnce } from './judgeCondition.js';
import type { Judgement, RuleVerdict } from './judgement.js';
import { referencesIn, sizeOf } from './referencesIn.js';
import { answersOf } from './results.js';

/** A write of which nothing is known but what it does. */
const anyWrite = (operation: Write['operation']): Write => ({ operation, fields: new Set(), others: 'anything' });

/** Whether the condition is never true, whatever is in the record and whatever is written. */
const isNeverTrue = (expression: Expression, facts: FormulaFacts): boolean =>
  (['create', 'edit'] as const).every((operation) => {
    const { answers } = answersOf(expression, { ...facts, write: anyWrite(operation) });
    return answers.size === 1 && answers.has('never');
  });

/** Functions that give another result with the day, with other records, or with what the write does. */
const notOfFieldsAlone = new Set(['TODAY', 'NOW', 'TIMENOW', 'ISNEW', 'ISCHANGED', 'PRIORVALUE', 'ISCLONE']);

/**
 * Whether the condition rests on nothing but what the write leaves alone. Then it is as it was when the record was last saved, by
 * whomever: what depends on the user, the day or other records may have been otherwise then.
 */
const restsOnUntouched = (expression: Expression, { fields }: FormulaFacts, write: Write): boolean => {
  const named = referencesIn(expression);
  const isUntouched = (name: string): boolean => !isTouched(name, fields.get(name.toLowerCase()), write);
  return (
    sizeOf(expression) !== undefined &&
    named.globals.length === 0 &&
    named.resources.length === 0 &&
    named.fields.every(isUntouched) &&
    // the record type of the record stays the same where its id does
    named.related.every(
      ([first, ...rest]) => first?.toLowerCase() === 'recordtype' && rest.length === 1 && isUntouched('RecordTypeId'),
    ) &&
    named.functions.every((name) => isEvaluated(name) && !notOfFieldsAlone.has(name))
  );
};

type Judged = { readonly write: Write; readonly judgement: Judgement; readonly untouched: boolean };

const isHarmless = ({ judgement, untouched }: Judged): boolean =>
  judgement.answer === 'never' || (untouched && judgement.answer !== 'always');

/**
 * What a rule that refuses a write when its condition is true means to the integration.
 * @param expression the condition
 * @param facts what is known of user, org and object; their `write` does not count
 * @param writes what the integration does: one write per operation
 */
export const judgeRule = (expression: Expression, facts: FormulaFacts, writes: readonly Write[]): RuleVerdict => {
  const none = { restsOn: [], on: [], why: [], operations: [], storedRecordsObey: false, onlyAfter: false };
  const { globals } = referencesIn(expression);
  const named = factsNamed(facts, globals);
  if (isNeverTrue(expression, named)) {
    return {
      ...none,
      verdict: 'exempt',
      restsOn: factsNeeded(globals, named, (less) => isNeverTrue(expression, less)),
    };
  }
  const judged = writes.map((write): Judged => ({
    write,
    judgement: judgeCondition(expression, { ...facts, write }),
    untouched: write.operation === 'edit' && restsOnUntouched(expression, facts, write),
  }));
  // A save that may not happen refuses nothing for sure.
  const always = judged.filter(({ write, judgement }) => judgement.answer === 'always' && write.after === undefined);
  const open = judged.filter((one) => !isHarmless(one));
  const told = always.length > 0 ? always : open;
  const restsOn = told.flatMap(({ judgement }) => (judgement.answer === 'undecided' ? [] : judgement.restsOn));
  const common = {
    ...none,
    restsOn: [...new Map(restsOn.map((one) => [JSON.stringify(one.reference).toLowerCase(), one])).values()],
    operations: told.map(({ write }) => write.operation),
  };
  if (always.length > 0) return { ...common, verdict: 'blocks' };
  if (open.length === 0)
    return {
      ...none,
      verdict: 'unaffected',
      // A record that the integration has just created has obeyed.
      storedRecordsObey: judged.some(
        ({ write, untouched, judgement }) => write.after === undefined && untouched && judgement.answer !== 'never',
      ),
    };
  const why = reasonsOnce(open.flatMap(({ judgement }) => (judgement.answer === 'undecided' ? judgement.why : [])));
  const depending = open.flatMap(({ judgement }) => (judgement.answer === 'depends' ? [judgement] : []));
  const on = [
    ...new Map(
      depending.flatMap((one) => one.on).map((reference) => [JSON.stringify(reference).toLowerCase(), reference]),
    ).values(),
  ];
  const mayBlock = open.some(({ judgement }) => judgement.answer !== 'undecided');
  const onlyAfter = open.every(({ write }) => write.after !== undefined);
  return { ...common, verdict: mayBlock ? 'mayBlock' : 'unjudged', on, why, onlyAfter };
};
