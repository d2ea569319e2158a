import { FormulaError } from './formulaValue.js';

/** A piece of a formula with its place. `name` is a function or a path such as `$User.Alias`. */
export type Token = { kind: 'name' | 'number' | 'text' | 'sign'; text: string; at: number };

const signs = [
  '&&',
  '||',
  '==',
  '<>',
  '!=',
  '<=',
  '>=',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '^',
  '&',
  '!',
  '(',
  ')',
  ',',
];
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/**
 * Cuts a formula into pieces. Comments are left out, and a reference may stand in `{!…}`, as flows write it (fact L8).
 * @throws FormulaError for a text or comment without an end, and for signs that no formula has
 */
export const tokensOf = (formula: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < formula.length) {
    const rest = formula.slice(at);
    const skipped = /^(?:\s+|\/\*[\s\S]*?\*\/)/.exec(rest)?.[0];
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const [token, length] = nextToken(rest, at);
    tokens.push(token);
    at += length;
  }
  return tokens;
};

const nextToken = (rest: string, at: number): [Token, number] => {
  const first = rest.charAt(0);
  if (first === '"' || first === "'") return textToken(rest, at, first);
  const reference = /^\{!\s*([\w$.:#]+)\s*\}/.exec(rest);
  if (reference !== null) return [{ kind: 'name', text: reference[1] ?? '', at }, reference[0].length];
  const name = /^[a-zA-Z$][\w$.:#]*/.exec(rest)?.[0];
  if (name !== undefined) return [{ kind: 'name', text: name, at }, name.length];
  const number = /^(?:\d+(?:\.\d*)?|\.\d+)/.exec(rest)?.[0];
  if (number !== undefined) return [{ kind: 'number', text: number, at }, number.length];
  const sign = signs.find((one) => rest.startsWith(one));
  if (sign !== undefined && !rest.startsWith('/*')) return [{ kind: 'sign', text: sign, at }, sign.length];
  throw new FormulaError(`Syntax error at ${at}: ${first}`);
};

const textToken = (rest: string, at: number, quote: string): [Token, number] => {
  let text = '';
  for (let index = 1; index < rest.length; index += 1) {
    const character = rest.charAt(index);
    if (character === quote) return [{ kind: 'text', text, at }, index + 1];
    if (character === '\\') {
      index += 1;
      const escaped = rest.charAt(index);
      text += escapes[escaped] ?? escaped;
    } else text += character;
  }
  throw new FormulaError(`Syntax error at ${at}: a text without an end`);
};
