import { isIgnorant, isSettled, keyOfValue, kindOf, mayBeBlank, truth, FALSE, NULL, TRUE } from './abstract.js';
import type { Abstract, Truth, UnknownValue, ValueKind } from './abstract.js';
import type { FormulaFacts } from './facts.js';
import type { UnknownReason } from './judgement.js';

/** A condition that nothing more can be said of. The same key is the same condition. */
export type Atom = {
  readonly key: string | undefined;
  readonly results: number;
  readonly ignorant: boolean;
  /** Where the condition says that something has one value: the key of that, and the value that it has if it is true. */
  readonly fixes?: { readonly key: string; readonly value: string | number };
};

/** What is assumed on a walk. */
export type Assumed = {
  /** Results of atoms, by their key. */
  readonly results: ReadonlyMap<string, number>;
  /** Values that follow from them, by the key of what has the value. */
  readonly values: ReadonlyMap<string, string | number>;
};

/** Nothing is assumed. */
export const nothingAssumed: Assumed = { results: new Map(), values: new Map() };

/** One walk through a formula: what it rests on, and what it came across that is not known. */
export type Evaluation = {
  readonly facts: FormulaFacts;
  readonly assumed: Assumed;
  /** Atoms that still count, the inner before the outer. */
  readonly atoms: Atom[];
  /** Why something is not known that still counts. */
  readonly reasons: UnknownReason[];
  /** Names of what the platform may give an error for, in place of a value: a formula that is true but for that is not surely true. */
  readonly failures: string[];
};

/** A walk that begins. */
export const evaluation = (facts: FormulaFacts, assumed: Assumed = nothingAssumed): Evaluation => ({
  facts,
  assumed,
  atoms: [],
  reasons: [],
  failures: [],
});

/** Notes a reason, and gives back the value that is unknown for it. */
export const because = <T>(walk: Evaluation, reason: UnknownReason, value: T): T => {
  walk.reasons.push(reason);
  return value;
};

/** A condition with one of these results, or with the one that is assumed for it. */
export const atom = (walk: Evaluation, one: Atom): Truth => {
  const { key, results } = one;
  const assumed = key === undefined ? undefined : walk.assumed.results.get(key);
  if (assumed !== undefined) return truth(assumed & results ? assumed : results);
  const value = truth(results);
  if (!isSettled(value)) walk.atoms.push(one);
  return value;
};

/** What the platform makes of this is not certain: any result. */
export const uncertainTruth = (walk: Evaluation, name: string, results = TRUE | FALSE | NULL): Truth =>
  because(walk, { why: 'uncertain', name }, atom(walk, { key: undefined, results, ignorant: true }));

/** What the platform makes of this is not certain: any value of this kind, or an error. */
export const uncertain = (walk: Evaluation, name: string, kind: ValueKind): UnknownValue => {
  walk.failures.push(name);
  return because(
    walk,
    { why: 'uncertain', name },
    { is: 'unknown', kind, mayBeBlank: true, key: undefined, ignorant: true },
  );
};

/** Any value of this kind, made of these parts. */
export const unknownOf = (
  kind: ValueKind,
  key: string | undefined,
  parts: readonly Abstract[],
  mayBeBlank = true,
): UnknownValue => ({ is: 'unknown', kind, mayBeBlank, key, ignorant: parts.some(isIgnorant) });

/** A value used as a condition. A blank checkbox may be taken for false or for null; which is not certain (fact V4). */
export const asTruth = (walk: Evaluation, value: Abstract): Truth => {
  if (value.is === 'truth') return value;
  if (value.is === 'known')
    return value.value === null ? uncertainTruth(walk, 'NULL', FALSE | NULL) : uncertainTruth(walk, 'boolean');
  const results = TRUE | FALSE | (value.kind === 'any' || value.mayBeBlank ? NULL : 0);
  return value.kind === 'any' || value.kind === 'boolean'
    ? atom(walk, { key: value.key === undefined ? undefined : `is ${value.key}`, results, ignorant: value.ignorant })
    : uncertainTruth(walk, 'boolean');
};

/** Walks on, and forgets what was unknown on the way where the outcome does not depend on it. */
export const settling = <T extends Abstract>(walk: Evaluation, step: () => T): T => {
  const [atoms, reasons] = [walk.atoms.length, walk.reasons.length];
  const value = step();
  if (isSettled(value)) {
    walk.atoms.length = atoms;
    walk.reasons.length = reasons;
  }
  return value;
};

/** Walks on to a condition of which only matters whether it is true: null is as good as false there (fact V3). */
export const holding = (walk: Evaluation, step: () => Truth): Truth =>
  settling(walk, () => {
    const [atoms, reasons] = [walk.atoms.length, walk.reasons.length];
    const value = step();
    if ((value.results & TRUE) !== 0) return value;
    walk.atoms.length = atoms;
    walk.reasons.length = reasons;
    return truth(FALSE);
  });

/** What a choice comes to where nobody can say which: all results, or a value of which nothing but the kind is known. */
export const either = (walk: Evaluation, key: string | undefined, values: readonly Abstract[]): Abstract => {
  const kinds = new Set(values.map(kindOf).filter((kind) => kind !== 'null'));
  if (kinds.size === 1 && kinds.has('boolean')) {
    return truth(values.reduce((all, value) => all | asTruth(walk, value).results, 0));
  }
  const [first] = values;
  if (first?.is === 'known' && values.every((value) => keyOfValue(value) === keyOfValue(first))) return first;
  const [kind = 'any', ...others] = kinds;
  const one = unknownOf(others.length === 0 ? kind : 'any', key, values, values.some(mayBeBlank));
  return values.some((value) => value.is !== 'truth' && value.ofPicklist) ? { ...one, ofPicklist: true } : one;
};
