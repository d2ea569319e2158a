import type { Expression, Reference } from './expression.js';
import type { FormulaFacts, GlobalReference } from './facts.js';
import { globalKey } from './facts.js';
import type { Judgement, RestsOn, UnknownReason } from './judgement.js';
import { referencesIn } from './referencesIn.js';
import { answersOf } from './results.js';
import type { Answer, Answers } from './results.js';

/** More globals than this are not tried one by one; all of them are named then. */
const mostTried = 30;

/** The facts without those of globals that are not named. */
export const factsNamed = (facts: FormulaFacts, globals: readonly GlobalReference[]): FormulaFacts => {
  const keys = new Set(globals.map(globalKey));
  return { ...facts, globals: new Map([...facts.globals].filter(([key]) => keys.has(key))) };
};

const only = ({ answers }: Answers): Answer | undefined => {
  const [answer] = answers;
  return answers.size === 1 ? answer : undefined;
};

/**
 * The facts without which an answer would be another one: one after the other is taken away, and stays away if nothing changes.
 * @param facts only those that the formula names
 * @param gives the answer with the facts given
 */
export const factsNeeded = (
  globals: readonly GlobalReference[],
  facts: FormulaFacts,
  stands: (facts: FormulaFacts) => boolean,
): readonly RestsOn[] => {
  let left = facts;
  const needed: RestsOn[] = [];
  for (const reference of globals) {
    const key = globalKey(reference);
    const fact = left.globals.get(key);
    if (fact?.state !== 'known' && fact?.state !== 'oneOf') continue;
    const without = { ...left, globals: new Map([...left.globals].filter(([other]) => other !== key)) };
    if (globals.length <= mostTried && stands(without)) left = without;
    else needed.push({ reference, fact });
  }
  return needed;
};

/** Each reason once. */
export const reasonsOnce = (reasons: readonly UnknownReason[]): readonly UnknownReason[] => [
  ...new Map(reasons.map((reason) => [JSON.stringify(reason).toLowerCase(), reason])).values(),
];

const ignorance = new Set<UnknownReason['why']>(['unreadable', 'absent', 'oneOf', 'function', 'uncertain']);

/** The fields of the record and of related ones among the reasons. */
const recordReferences = (reasons: readonly UnknownReason[]): readonly Reference[] =>
  reasonsOnce(reasons).flatMap((reason) =>
    reason.why === 'record' || reason.why === 'written' ? [reason.reference] : [],
  );

/**
 * Whether a condition can be true in one kind of write.
 * @param expression of a rule, or of an entry condition of a flow
 * @param facts what is known; without a write it may be any
 */
export const judgeCondition = (expression: Expression, facts: FormulaFacts): Judgement => {
  const { globals } = referencesIn(expression);
  const named = factsNamed(facts, globals);
  const found = answersOf(expression, named);
  const answer = only(found);
  const reasons = reasonsOnce(found.reasons);
  if (answer === undefined) {
    const why = reasons.filter((reason) => ignorance.has(reason.why));
    return { answer: 'undecided', why: why.length > 0 ? why : [{ why: 'uncertain', name: 'AND' }] };
  }
  const restsOn = factsNeeded(globals, named, (less) => only(answersOf(expression, less)) === answer);
  return answer === 'depends' ? { answer, restsOn, on: recordReferences(reasons) } : { answer, restsOn };
};
