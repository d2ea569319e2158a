import { keyOf } from '../platform/names.js';
import { isEvaluated } from './formula/evaluate.js';
import type { Expression } from './formula/expression.js';
import type { FormulaFacts, Write } from './formula/facts.js';
import { referencesIn } from './formula/referencesIn.js';

/** Functions whose result is another one at another time: what they say becomes true without any field being written. */
const changesByItself: ReadonlySet<string> = new Set(['TODAY', 'NOW', 'TIMENOW']);

/** Unknown, and the same before and after the write: what the platform makes of upper and lower case, and of blanks. */
const isLasting = ([mark, what]: readonly string[]): boolean => mark === '?' && (what === 'case' || what === 'blank');

/** Whether the write can make a condition true that was not: it names a field that the write may touch, or more than fields. */
export const canBecomeTrue = (entry: Expression, { fields, others }: Write, facts: FormulaFacts): boolean => {
  const named = referencesIn(entry);
  if (others === 'anything' || named.related.length > 0 || named.resources.some((path) => !isLasting(path)))
    return true;
  if (named.functions.some((name) => changesByItself.has(name) || !isEvaluated(name))) return true;
  return named.fields.map(keyOf).some((field) => {
    const known = facts.fields.get(field);
    return fields.has(field) || others.has(field) || known === undefined || known.maintained;
  });
};
