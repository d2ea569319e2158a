import { errorAt, plainError } from './soqlErrors.js';

/** One word, literal or sign of a query and where it starts. Paths (`Profile.Name`) are one token. */
export type Token = { kind: 'word' | 'string' | 'number' | 'date' | 'sign' | 'end'; text: string; at: number };

/** What the groups of the pattern are, in their order. */
const kinds = ['gap', 'date', 'number', 'word', 'string', 'sign'] as const;

/** Made once: a copy would be compiled for each query, and tests make tens of thousands. */
const pattern =
  /([ \t\r\n\f]+)|(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w.]))|([+-]?\d+(?:\.\d+)?(?![\w.]))|([A-Za-z_]\w*(?:\.\w+)*(?::\d+)?)|('(?:[^'\\\n\r]|\\[^\n\r])*')|(<=|>=|!=|<>|[=<>(),])/uy;

/**
 * Cuts SOQL into tokens, ending with an `end` token. The parser library gives no positions; these do, and they also
 * show whether the library left something out of its result.
 *
 * Throws MALFORMED_QUERY for characters that SOQL does not have, line breaks inside a string and open strings.
 */
export const tokenize = (soql: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < soql.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(soql);
    if (match === null) throw unreadable(soql, at);
    const kind = kinds.find((_, group) => match[group + 1] !== undefined) ?? 'gap';
    const [text] = match;
    if (kind !== 'gap') tokens.push({ kind, text, at });
    at += text.length;
  }
  return [...tokens, { kind: 'end', text: '', at: soql.length }];
};

const unreadable = (soql: string, at: number): Error => {
  const row = soql.slice(0, at).split('\n');
  const where = `line ${row.length}:${(row.at(-1) ?? '').length}`;
  if (soql[at] !== "'")
    return plainError('MALFORMED_QUERY', `${where} no viable alternative at character '${soql[at]}'`);
  const rest = /^'(?:[^'\\\n\r]|\\[^\n\r])*([\n\r])?/.exec(soql.slice(at));
  return rest?.[1] === undefined
    ? plainError('MALFORMED_QUERY', `${where} mismatched character '<EOF>' expecting '''`)
    : errorAt(soql, at, 'MALFORMED_QUERY', 'line breaks not allowed in string literals');
};

const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** What a piece of a string literal means: a character, or (in LIKE) a wildcard. */
export type StringPiece = { text: string; wildcard: boolean };

/**
 * Reads a string token: its characters with the escapes resolved. In a LIKE pattern unescaped `%` and `_` are wildcards
 * and `\%`, `\_` stand for themselves; elsewhere these two escapes are refused, like every unknown one.
 */
export const readString = (soql: string, token: Token, like: boolean): StringPiece[] => {
  const pieces: StringPiece[] = [];
  const body = token.text.slice(1, -1);
  for (let index = 0; index < body.length; index += 1) {
    const character = body.charAt(index);
    if (character !== '\\') {
      pieces.push({ text: character, wildcard: like && (character === '%' || character === '_') });
      continue;
    }
    index += 1;
    const escaped = body.charAt(index);
    const unicode = /^u([0-9a-fA-F]{4})/.exec(body.slice(index, index + 5))?.[1];
    const meaning = ESCAPES[escaped.toLowerCase()] ?? (like && /[%_]/.test(escaped) ? escaped : undefined);
    if (unicode !== undefined) {
      pieces.push({ text: String.fromCharCode(Number.parseInt(unicode, 16)), wildcard: false });
      index += 4;
    } else if (meaning !== undefined) pieces.push({ text: meaning, wildcard: false });
    else {
      const sentence = `Invalid string literal ${token.text}. Illegal character sequence '\\${escaped}' in string literal.`;
      throw errorAt(soql, token.at, 'MALFORMED_QUERY', sentence);
    }
  }
  return pieces;
};

/** The text of a string token that is not a LIKE pattern. */
export const stringText = (soql: string, token: Token): string =>
  readString(soql, token, false)
    .map((piece) => piece.text)
    .join('');
