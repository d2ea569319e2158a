import type { FormulaMistake } from './expression.js';

/** One word of a formula. `name` is a reference or a function, `wrapped` a reference in the form of flows, `{!…}`. */
export type Token = {
  readonly kind: 'name' | 'wrapped' | 'text' | 'number' | 'sign' | 'end';
  /** The name, the text between the quotes with its escapes resolved, the digits, or the sign. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
};

/** Two signs before one, so that `<=` is not read as `<`. */
const signs = [
  '||',
  '&&',
  '==',
  '!=',
  '<>',
  '<=',
  '>=',
  '(',
  ')',
  ',',
  '=',
  '!',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '^',
  '&',
];
/** The only escapes that the platform's grammar has (fact V1). */
const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
]);

const blank = /\s/u;
const nameStart = /[A-Za-z$]/;
const namePart = /[A-Za-z0-9_$:.#]/;
const digit = /[0-9]/;

const mistake = (code: FormulaMistake['code'], text: string, at: number): FormulaMistake => ({
  code,
  at,
  ...(at < text.length ? { found: text.slice(at, at + 20) } : {}),
});

const endOf = (text: string, from: number, part: RegExp): number => {
  let at = from;
  while (at < text.length && part.test(text.charAt(at))) at++;
  return at;
};

/** A text literal from its opening quote on. Line breaks must be escaped in it. */
const textAt = (text: string, start: number): Token | FormulaMistake => {
  const quote = text.charAt(start);
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const here = text.charAt(at);
    if (here === quote) return { kind: 'text', value, start, end: at + 1 };
    if (here === '\n' || here === '\r') return mistake('openText', text, start);
    if (here !== '\\') {
      value += here;
      continue;
    }
    at++;
    const escaped = escapes.get(text.charAt(at));
    if (escaped === undefined) return mistake('unexpected', text, at - 1);
    value += escaped;
  }
  return mistake('openText', text, start);
};

const numberAt = (text: string, start: number): Token => {
  const whole = endOf(text, start, digit);
  const hasFraction = text.charAt(whole) === '.' && digit.test(text.charAt(whole + 1));
  const end = hasFraction ? endOf(text, whole + 1, digit) : whole;
  return { kind: 'number', value: text.slice(start, end), start, end };
};

/** `{! Name }` */
const wrappedAt = (text: string, start: number): Token | FormulaMistake => {
  const from = endOf(text, start + 2, blank);
  const to = nameStart.test(text.charAt(from)) ? endOf(text, from, namePart) : from;
  const close = endOf(text, to, blank);
  return to > from && text.charAt(close) === '}'
    ? { kind: 'wrapped', value: text.slice(from, to), start, end: close + 1 }
    : mistake('unexpected', text, start);
};

const tokenAt = (text: string, at: number): Token | FormulaMistake => {
  const here = text.charAt(at);
  if (here === '"' || here === "'") return textAt(text, at);
  if (digit.test(here)) return numberAt(text, at);
  if (nameStart.test(here)) {
    const end = endOf(text, at, namePart);
    return { kind: 'name', value: text.slice(at, end), start: at, end };
  }
  if (text.startsWith('{!', at)) return wrappedAt(text, at);
  const sign = signs.find((one) => text.startsWith(one, at));
  return sign === undefined
    ? mistake('unexpected', text, at)
    : { kind: 'sign', value: sign, start: at, end: at + sign.length };
};

/**
 * The words of a formula, comments left out. Comments do not nest: the first end closes them. One that holds `\*\/` is
 * refused, as it is not certain whether that closes it.
 */
export const tokensOf = (text: string): readonly Token[] | FormulaMistake => {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at = endOf(text, at, blank);
    if (at >= text.length) break;
    if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      if (close < 0) return mistake('openComment', text, at);
      if (text.charAt(close - 1) === '\\') return mistake('unexpected', text, close - 1);
      at = close + 2;
      continue;
    }
    const token = tokenAt(text, at);
    if ('code' in token) return token;
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', value: '', start: text.length, end: text.length });
  return tokens;
};
