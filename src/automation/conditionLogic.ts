import { keyOf } from '../platform/names.js';
import { call, not } from './expressions.js';
import type { Expression } from './formula/expression.js';

/** `1 AND (2 OR NOT 3)` as an expression; undefined where it cannot be read. */
const byNumbers = (logic: string, conditions: readonly Expression[]): Expression | undefined => {
  const words = logic.match(/\d+|[()]|[A-Za-z]+|\S/g) ?? [];
  let at = 0;
  const isNext = (word: string): boolean => words[at]?.toUpperCase() === word;
  const either = (depth: number): Expression | undefined => joined('OR', (inner) => joined('AND', one, inner), depth);
  const joined = (
    word: 'AND' | 'OR',
    member: (depth: number) => Expression | undefined,
    depth: number,
  ): Expression | undefined => {
    const members = [member(depth)];
    while (isNext(word)) {
      at += 1;
      members.push(member(depth));
    }
    const all = members.flatMap((each) => each ?? []);
    if (all.length < members.length) return undefined;
    return call(word, ...all);
  };
  const one = (depth: number): Expression | undefined => {
    if (depth > 100) return undefined;
    if (isNext('NOT')) {
      at += 1;
      const operand = one(depth + 1);
      return operand && not(operand);
    }
    const word = words[at];
    at += 1;
    if (word === '(') {
      const inner = either(depth + 1);
      const isClosed = words[at] === ')';
      at += 1;
      return isClosed ? inner : undefined;
    }
    // Of a word that is no number there is no condition.
    return conditions[Number(word) - 1];
  };
  const all = either(0);
  return at === words.length ? all : undefined;
};

/**
 * Conditions as one expression.
 * @param logic `and`, `or`, or by numbers: `1 AND (2 OR 3)`
 * @returns undefined where the logic cannot be read
 */
export const joinedBy = (logic: string, conditions: readonly Expression[]): Expression | undefined => {
  switch (keyOf(logic)) {
    case 'and':
      return call('AND', ...conditions);
    case 'or':
      return call('OR', ...conditions);
    default:
      return byNumbers(logic, conditions);
  }
};
