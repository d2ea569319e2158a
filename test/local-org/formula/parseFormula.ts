import { tokensOf } from './formulaText.js';
import type { Token } from './formulaText.js';
import { FormulaError } from './formulaValue.js';

/** A parsed formula. Function names are in upper case, and `==`, `!=` are written `=`, `<>`. */
export type Formula =
  | { kind: 'constant'; value: string | number | boolean | null }
  | { kind: 'reference'; path: readonly string[] }
  | { kind: 'call'; name: string; args: readonly Formula[] }
  | { kind: 'sign'; sign: string; left: Formula; right: Formula }
  | { kind: 'prefix'; sign: '-' | '+' | '!'; operand: Formula };

/**
 * Signs that bind alike, the weakest first; all of them group to the left. `^` binds weaker than `*`, as in the grammar of
 * Salesforce's published formula engine (github.com/salesforce/formula-engine).
 */
const levels: ReadonlyArray<ReadonlySet<string>> = [
  new Set(['||']),
  new Set(['&&']),
  new Set(['=', '<>', '==', '!=']),
  new Set(['<', '>', '<=', '>=']),
  new Set(['+', '-', '&']),
  new Set(['^']),
  new Set(['*', '/']),
];
const otherSpelling: Record<string, string> = { '==': '=', '!=': '<>' };
const constants: Record<string, boolean | null> = { TRUE: true, FALSE: false, NULL: null };

/** Parses a formula. @throws FormulaError for what is no formula */
export const parseFormula = (text: string): Formula => {
  const tokens = tokensOf(text);
  let next = 0;
  const isSign = (sign: string): boolean => tokens[next]?.kind === 'sign' && tokens[next]?.text === sign;
  const taken = (): Token => {
    const token = tokens[next];
    if (token === undefined) throw new FormulaError('Syntax error: the formula ends too soon');
    next += 1;
    return token;
  };
  const take = (sign: string): void => {
    const token = taken();
    if (token.kind !== 'sign' || token.text !== sign) {
      throw new FormulaError(`Syntax error at ${token.at}: expected ${sign}, found ${token.text}`);
    }
  };
  const level = (index: number): Formula => {
    const signs = levels[index];
    if (signs === undefined) return prefixed();
    let left = level(index + 1);
    for (;;) {
      const token = tokens[next];
      if (token?.kind !== 'sign' || !signs.has(token.text)) return left;
      next += 1;
      left = { kind: 'sign', sign: otherSpelling[token.text] ?? token.text, left, right: level(index + 1) };
    }
  };
  const prefixed = (): Formula => {
    const token = tokens[next];
    if (token?.kind === 'sign' && (token.text === '-' || token.text === '+' || token.text === '!')) {
      next += 1;
      return { kind: 'prefix', sign: token.text, operand: prefixed() };
    }
    if (token?.kind === 'name' && token.text.toUpperCase() === 'NOT') {
      next += 1;
      return { kind: 'prefix', sign: '!', operand: prefixed() };
    }
    return primary();
  };
  const primary = (): Formula => {
    const token = taken();
    if (token.kind === 'text') return { kind: 'constant', value: token.text };
    if (token.kind === 'number') return { kind: 'constant', value: Number(token.text) };
    if (token.kind === 'sign') {
      if (token.text !== '(') throw new FormulaError(`Syntax error at ${token.at}: ${token.text}`);
      const inner = level(0);
      take(')');
      return inner;
    }
    const word = token.text.toUpperCase();
    if (isSign('(')) return { kind: 'call', name: word, args: args() };
    if (Object.hasOwn(constants, word)) return { kind: 'constant', value: constants[word] ?? null };
    return { kind: 'reference', path: token.text.split('.') };
  };
  const args = (): Formula[] => {
    take('(');
    const found: Formula[] = [];
    if (!isSign(')')) {
      found.push(level(0));
      while (isSign(',')) {
        take(',');
        found.push(level(0));
      }
    }
    take(')');
    return found;
  };
  const formula = level(0);
  const left = tokens[next];
  if (left !== undefined) throw new FormulaError(`Syntax error at ${left.at}: ${left.text}`);
  return formula;
};
