import { FALSE, NULL, TRUE } from './abstract.js';
import { asTruth, evaluation, nothingAssumed } from './evaluation.js';
import type { Assumed, Atom } from './evaluation.js';
import { evaluate } from './evaluate.js';
import type { Expression } from './expression.js';
import type { FormulaFacts } from './facts.js';
import type { UnknownReason } from './judgement.js';
import { sizeOf } from './referencesIn.js';

/** What can come of a condition over all records and writes that the facts leave open. */
export type Answer = 'always' | 'never' | 'depends';

/** The answers that are possible, each for something else that is not known of user and org; one where that does not matter. */
export type Answers = {
  readonly answers: ReadonlySet<Answer>;
  /** What is unknown in the formula before anything is assumed. */
  readonly reasons: readonly UnknownReason[];
};

const anyAnswer: ReadonlySet<Answer> = new Set(['always', 'never', 'depends']);

/** So many nodes are visited for one question; what is not settled then counts as open. */
const mostVisits = 100_000;

type Look = { readonly results: number; readonly atoms: readonly Atom[]; readonly reasons: readonly UnknownReason[] };

/** Walks through the formula again and again, each time with other results assumed for its atoms. */
class Explorer {
  private left: number;

  private readonly expression: Expression;
  private readonly facts: FormulaFacts;
  private readonly cost: number;

  public constructor(expression: Expression, facts: FormulaFacts, cost: number) {
    this.expression = expression;
    this.facts = facts;
    this.cost = cost;
    this.left = mostVisits;
  }

  public look(assumed: Assumed): Look {
    this.left -= this.cost;
    const walk = evaluation(this.facts, assumed);
    const { results } = asTruth(walk, evaluate(walk, this.expression));
    const [failure] = walk.failures;
    if (results !== TRUE || failure === undefined) return { results, atoms: walk.atoms, reasons: walk.reasons };
    // An error on the way may leave the rule without effect.
    const open = TRUE | FALSE;
    return {
      results: open,
      atoms: [{ key: undefined, results: open, ignorant: true }],
      reasons: [{ why: 'uncertain', name: failure }],
    };
  }

  public answers(look: Look, assumed: Assumed): ReadonlySet<Answer> {
    const settled = settledAnswer(look.results);
    if (settled !== undefined) return new Set([settled]);
    const ignorant = look.atoms.filter((atom) => atom.ignorant);
    const next = ignorant.find(({ key }) => key !== undefined);
    if (next === undefined && ignorant.length === 0) return new Set([this.overRecords(look, assumed)]);
    if (next === undefined || this.left <= 0) return anyAnswer;
    const answers = new Set<Answer>();
    for (const more of assuming(assumed, next)) {
      for (const answer of this.answers(this.look(more), more)) answers.add(answer);
      if (answers.size > 1) break;
    }
    return answers;
  }

  /** What can come of it over all records: both a true and another result, or one of them only. */
  private overRecords(first: Look, assumed: Assumed): Answer {
    const found = new Set<Answer>();
    const open: [Look, Assumed][] = [[first, assumed]];
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      const [look, known] = here;
      const settled = settledAnswer(look.results);
      const next = settled === undefined ? look.atoms.find(({ key }) => key !== undefined) : undefined;
      if (settled !== undefined) found.add(settled);
      else if (next === undefined || this.left <= 0) return 'depends';
      else for (const more of assuming(known, next)) open.push([this.look(more), more]);
      if (found.size > 1) return 'depends';
    }
    const [only] = found;
    return only ?? 'depends';
  }
}

/** Null is not true: a rule does not fire on it. */
const settledAnswer = (results: number): Answer | undefined => {
  if (results === TRUE) return 'always';
  return (results & TRUE) === 0 ? 'never' : undefined;
};

/** The assumption, and one more: each result that the atom can have. */
const assuming = ({ results, values }: Assumed, { key = '', results: possible, fixes }: Atom): readonly Assumed[] =>
  [TRUE, FALSE, NULL]
    .filter((result) => (possible & result) !== 0)
    .map((result) => ({
      results: new Map(results).set(key, result),
      values: result === TRUE && fixes !== undefined ? new Map(values).set(fixes.key, fixes.value) : values,
    }));

/** Facts with one value each, for every choice that facts leave between several; so many choices at most. */
const mostChoices = 64;
const choices = (facts: FormulaFacts): readonly FormulaFacts[] | undefined => {
  let all: readonly FormulaFacts[] = [facts];
  for (const [key, fact] of facts.globals) {
    if (fact.state !== 'oneOf') continue;
    all = all.flatMap((one) =>
      fact.values.map((value) => ({
        ...one,
        globals: new Map(one.globals).set(key, { state: 'known' as const, value }),
      })),
    );
    if (all.length > mostChoices) return undefined;
  }
  return all;
};

/**
 * What can come of a condition, with everything tried that the facts leave open. The same part of a formula has the same
 * value wherever it stands; different parts are taken for independent, so `depends` can be said of what never happens.
 */
export const answersOf = (expression: Expression, facts: FormulaFacts): Answers => {
  const size = sizeOf(expression);
  if (size === undefined) return { answers: anyAnswer, reasons: [{ why: 'uncertain', name: 'AND' }] };
  const first = new Explorer(expression, facts, size).look(nothingAssumed);
  const answers = new Set<Answer>();
  for (const one of choices(facts) ?? [facts]) {
    const explorer = new Explorer(expression, one, size);
    for (const answer of explorer.answers(explorer.look(nothingAssumed), nothingAssumed)) answers.add(answer);
    if (answers.size > 1) break;
  }
  return { answers, reasons: first.reasons };
};
