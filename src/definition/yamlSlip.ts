/**
 * What somebody who does not know YAML did at the place where its parser stopped: one plain sentence each, and what to type. It is
 * told by the code of the error and by the text that stands there, never by the words of the parser. What is not known here is told in
 * the parser's words.
 */
import { isCollection, isScalar, visit } from 'yaml';
import type { Document, ErrorCode, Range, YAMLError } from 'yaml';
import { withBlank, withoutBlank } from './missingBlank.js';
import {
  before,
  columnsOf,
  inQuotes,
  isEmpty,
  item,
  lineAt,
  linesAbove,
  longestLine,
  nextLine,
  numberOf,
  opening,
  quotedItem,
  quotedLine,
  withoutRemark,
  wordsOfItem,
} from './yamlLines.js';
import type { Line } from './yamlLines.js';

/** The slips; each has its sentence `yaml.<slip>` in messages/definition.md, and its advice `yaml.<slip>.do`. */
export const yamlSlips = [
  'colonInText',
  'colonWithoutBlank',
  'colonMissing',
  'dashWithoutBlank',
  'dashInText',
  'itemBesideKeys',
  'deeper',
  'indent',
  'quoteOpen',
  'quoteWithin',
  'escape',
  'mark',
  'comment',
  'commentWithoutBlank',
  'bracketOpen',
  'bracketWithin',
  'bracketClosing',
  'bracketText',
  'commaMissing',
  'commaTwice',
  'commaBetween',
  'block',
  'curly',
] as const;

export type YamlSlip = (typeof yamlSlips)[number];

/** A slip with what its sentence and its advice hold, and where it is in the text. */
export type FoundSlip = {
  readonly slip: YamlSlip;
  readonly tokens: readonly string[];
  readonly advice: readonly string[];
  readonly offset: number;
};

/** What is told of a slip. */
export type ToldSlip = Pick<FoundSlip, 'slip' | 'tokens' | 'advice'>;

type Part = { readonly start: number; readonly end: number; readonly flow: boolean };

/** Whether the quote or bracket that begins a part does not end it. */
const isOpen = (text: string, { start, end }: Part): boolean => {
  const first = text.charAt(start);
  return end - start < 2 || text.charAt(end - 1) !== ({ '[': ']', '{': '}' }[first] ?? first);
};

/** The quoted text or the list in brackets that a place is in, or that ends before it with nothing but blanks between. */
const around = (document: Document, text: string, offset: number): Part | undefined => {
  let found: Part | undefined;
  const take = (range: Range | null | undefined, flow: boolean): void => {
    if (!range || range[0] >= offset) return;
    const [start, end] = range;
    if (end >= offset || /^[ \t]*$/.test(text.slice(end, offset))) found = { start, end, flow };
  };
  visit(document, (_, node) => {
    if (isScalar(node) && /^QUOTE/.test(node.type ?? '')) take(node.range, false);
    if (isCollection(node) && node.flow) take(node.range, true);
  });
  return found;
};

/** Whether a place is within brackets. */
const isWithin = (document: Document, text: string, offset: number): boolean => {
  let within = false;
  visit(document, (_, node) => {
    if (!isCollection(node) || !node.flow || !node.range) return;
    const [start, end] = node.range;
    if (start < offset && offset < end && /[[{]/.test(text.charAt(start))) within = true;
  });
  return within;
};

/** That a line begins in a column in which nothing begins that it could belong to; undefined where no other column is above. */
const indentSlip = (text: string, line: Line): FoundSlip | undefined => {
  const isItem = item.test(line.text);
  const candidates = linesAbove(text, line).flatMap((above) => {
    const { items, keys } = columnsOf(above);
    return (isItem ? items : keys).map((column) => ({ column, above }));
  });
  const others = candidates.filter(({ column }) => column !== line.indent);
  const [near] = others.sort((a, b) => Math.abs(a.column - line.indent) - Math.abs(b.column - line.indent));
  return (
    near && {
      slip: 'indent',
      tokens: [String(line.indent)],
      advice: [String(near.column), numberOf(text, near.above)],
      offset: line.start + line.indent,
    }
  );
};

/** A line where a key with its value was expected. */
const keySlip = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const own = line.text.slice(offset - line.start);
  const at = { offset, tokens: [] };
  if (opening.test(line.text))
    return { ...at, slip: 'dashWithoutBlank', offset: line.start + line.indent, advice: [dashed(line)] };
  if (/^- /.test(own)) return { ...at, slip: 'itemBesideKeys', advice: [] };
  if (withoutBlank.test(own)) return { ...at, slip: 'colonWithoutBlank', advice: [withBlank(own)] };
  return /:(?:\s|$)/.test(own) ? undefined : { ...at, slip: 'colonMissing', advice: [] };
};

/** A list item as it has to stand there, with the blank behind the dash. */
const dashed = ({ text }: Line): string => text.trim().replace('-', '- ');

/** A value that goes on as if it were a key: with a colon in it, or with a line below that is indented deeper. */
const valueSlip = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const own = line.text.slice(offset - line.start);
  if (/^\s*$/.test(line.text.slice(0, offset - line.start)) && item.test(line.text)) {
    const beside: FoundSlip = { slip: 'itemBesideKeys', tokens: [], advice: [], offset: line.start + line.indent };
    return indentSlip(text, line) ?? beside;
  }
  if (/^[?-](?:\s|$)/.test(own))
    return { slip: 'dashInText', tokens: [own.slice(0, 1)], advice: [quotedLine(line, offset)], offset };
  if (/:(?:\s|$)/.test(withoutRemark(own)))
    return { slip: 'colonInText', tokens: [], advice: [quotedLine(line, offset)], offset };
  const below = nextLine(text, line);
  if (below === undefined || below.indent <= line.indent) return undefined;
  const { keys } = columnsOf(line);
  return {
    slip: 'deeper',
    tokens: [numberOf(text, line)],
    advice: [String(keys[0] ?? line.indent)],
    offset: below.start + below.indent,
  };
};

/** A text without quotes that begins with a sign which means something else. @param offset of the sign */
export const markSlip = (text: string, offset: number): FoundSlip => {
  const line = lineAt(text, offset);
  const typed = line.text.slice(0, offset - line.start);
  const isInBrackets = typed.split(/[[{]/).length > typed.split(/[\]}]/).length;
  const advice = isInBrackets ? quotedItem(line, offset) : quotedLine(line, offset);
  return { slip: 'mark', tokens: [text.charAt(offset)], advice: [advice], offset };
};

/** What a closing quote or bracket is followed by. */
const behindSlip = (document: Document, text: string, offset: number): FoundSlip | undefined => {
  const found = around(document, text, offset);
  if (found === undefined || found.end > offset) return undefined;
  if (isWithin(document, text, offset)) return betweenSlip(text, found, offset);
  const line = lineAt(text, found.start);
  // A quote that is closed lines below was meant to be closed on its own: what closes it there opens another text.
  if (!found.flow && text.slice(found.start, found.end).includes('\n')) return quoteOpen(text, found.start);
  return {
    slip: found.flow ? 'bracketText' : 'quoteWithin',
    tokens: [],
    advice: [quotedLine(line, found.start)],
    offset: found.start,
  };
};

/** What follows a quoted text or a list within brackets, without a comma between them. @param before the text or list */
const betweenSlip = (text: string, { start, end, flow }: Part, offset: number): FoundSlip =>
  // What follows without a blank is the same text: 'Acme's Sync'.
  end === offset && !flow
    ? { slip: 'quoteWithin', tokens: [], advice: [quotedItem(lineAt(text, start), start)], offset: start }
    : { slip: 'commaBetween', tokens: [], advice: [], offset };

/** A dash within brackets, as if a list began there. */
const dashSlip = (text: string, offset: number): FoundSlip | undefined =>
  /^[?-]\s/.test(text.slice(offset, offset + 2))
    ? {
        slip: 'dashInText',
        tokens: [text.charAt(offset)],
        advice: [quotedItem(lineAt(text, offset), offset)],
        offset,
      }
    : undefined;

/** A line within brackets that has no comma at its end. */
const lineEndSlip = (text: string, offset: number): FoundSlip | undefined => {
  const below = nextLine(text, lineAt(text, offset));
  return below && { slip: 'commaBetween', tokens: [], advice: [], offset: below.start + below.indent };
};

/** Lines of a text in quotes are one line of text. A pattern that takes the blanks along needs minutes for nothing but blanks. */
const oneLine = (text: string): string =>
  text.includes('\n')
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ')
    : text;

/** A quote that is not closed. @param start of it */
const quoteOpen = (text: string, start: number): FoundSlip => {
  const line = lineAt(text, start);
  const quote = text.charAt(start);
  return {
    slip: 'quoteOpen',
    tokens: [quote],
    advice: [`${before(line, start)} ${withoutRemark(line.text.slice(start - line.start))}${quote}`.trim()],
    offset: start,
  };
};

/** A value in the place of which nothing is read, because a remark begins there. @param offset of the value */
export const remarkSlip = (text: string, offset: number): ToldSlip | undefined => {
  const line = lineAt(text, offset);
  const typed = line.text.slice(offset - line.start);
  if (!/^#\S/.test(typed)) return undefined;
  return { slip: 'comment', tokens: [], advice: [`${before(line, offset)} ${inQuotes(typed.trim())}`.trim()] };
};

/** A key that has the blank in the wrong place: `-api: rest`, `api:rest` without a value; undefined for all others. */
export const slipOfKey = (text: string, offset: number, hasValue: boolean): FoundSlip | undefined => {
  const own = text.slice(offset, offset + 200);
  if (own.startsWith('{')) return curlySlip(text, offset);
  const isFirst = (): boolean => /(?:^|\n) *$/.test(text.slice(Math.max(0, offset - 100), offset));
  if (/^-[^\s-]/.test(own) && isFirst()) return keySlip(text, offset);
  if (hasValue || !withoutBlank.test(own)) return undefined;
  return {
    slip: 'colonWithoutBlank',
    tokens: [],
    advice: [withBlank(own.replace(/:?(?:[\s,{}[\]].*)?$/s, ''))],
    offset,
  };
};

/** `{{name}}` without quotes. */
const curlySlip = (text: string, offset: number): FoundSlip | undefined => {
  const [whole] = /^\{\{[^{}\n]*\}\}/.exec(text.slice(Math.max(0, offset - 1), offset + 200)) ?? [];
  return whole === undefined ? undefined : { slip: 'curly', tokens: [], advice: [inQuotes(whole)], offset: offset - 1 };
};

/** The first of the signs that stand before a value, or in which an error is: of one that ends with a colon, the colon is told. */
const firstSign = (text: string, offset: number): number => {
  const line = lineAt(text, offset);
  return line.start + line.text.slice(0, offset - line.start + 1).search(/(?:[*&!][^\s,[\]{}]*\s+)*[*&!][^\s,[\]{}]*$/);
};

type Where = { readonly document: Document; readonly text: string; readonly offset: number };

/** How each error of the parser is told; null: in the parser's words, as nobody comes to it by typing a definition, or elsewhere. */
const tellers: Readonly<Record<ErrorCode, ((where: Where) => FoundSlip | undefined) | null>> = {
  BAD_SCALAR_START: ({ text, offset }) => markSlip(text, offset),
  BAD_ALIAS: ({ text, offset }) => markSlip(text, firstSign(text, offset)),
  ALIAS_PROPS: ({ text, offset }) => markSlip(text, firstSign(text, offset)),
  MULTIPLE_ANCHORS: ({ text, offset }) => markSlip(text, firstSign(text, offset)),
  MULTIPLE_TAGS: ({ text, offset }) => markSlip(text, firstSign(text, offset)),
  BAD_DIRECTIVE: ({ text, offset }) => markSlip(text, lineAt(text, offset).start),
  BAD_DQ_ESCAPE: ({ document, text, offset }) => {
    const found = around(document, text, offset);
    if (found === undefined) return undefined;
    const { start, end } = found;
    const typed = oneLine(text.slice(start + 1, Math.min(end - 1, start + longestLine)));
    return {
      slip: 'escape',
      tokens: [text.slice(offset, offset + 2)],
      advice: [`${before(lineAt(text, start), start)} '${typed.replaceAll("'", "''")}'`.trim()],
      offset,
    };
  },
  BAD_INDENT: ({ document, text, offset }) => {
    const found = around(document, text, offset);
    if (found && isOpen(text, found)) return openSlip(text, found);
    const at = lineAt(text, offset);
    const line = isEmpty(at) ? (nextLine(text, at) ?? at) : at;
    return opening.test(line.text) ? keySlip(text, line.start) : indentSlip(text, line);
  },
  BLOCK_AS_IMPLICIT_KEY: ({ text, offset }) => valueSlip(text, offset),
  MULTILINE_IMPLICIT_KEY: ({ document, text, offset }) => {
    if (isWithin(document, text, offset)) return dashSlip(text, offset) ?? lineEndSlip(text, offset);
    const found = around(document, text, offset);
    return found && !found.flow ? quoteOpen(text, found.start) : keySlip(text, offset);
  },
  BLOCK_IN_FLOW: ({ text, offset }) =>
    dashSlip(text, offset) ?? { slip: 'commaMissing', tokens: [], advice: [], offset },
  MISSING_CHAR: ({ document, text, offset }) => {
    const line = lineAt(text, offset);
    if (text.charAt(offset) === '#') return { slip: 'commentWithoutBlank', tokens: [], advice: [], offset };
    if (text.startsWith('%')) return markSlip(text, 0);
    const found = around(document, text, offset);
    if (found && isOpen(text, found)) return openSlip(text, found);
    if (found && isWithin(document, text, offset)) return betweenSlip(text, found, offset);
    if (line.text.slice(0, offset - line.start).trim() === '' && /^\s*[A-Za-z]\w*:(?:\s|$)/.test(line.text))
      return indentSlip(text, line);
    return keySlip(text, offset);
  },
  UNEXPECTED_TOKEN: ({ document, text, offset }) => {
    const line = lineAt(text, offset);
    const sign = text.charAt(offset);
    const column = offset - line.start;
    const isFirst = line.text.slice(0, column).trim() === '';
    if (sign === ']' || sign === '}') return { slip: 'bracketClosing', tokens: [sign], advice: [], offset };
    const behind = behindSlip(document, text, offset);
    if (behind) return behind;
    if (sign === ',') return { slip: 'commaTwice', tokens: [], advice: [], offset };
    if (!isFirst && /^-(?: |$)/.test(line.text.slice(column)))
      return { slip: 'dashInText', tokens: ['-'], advice: [quotedLine(line, offset)], offset };
    const block = line.text.slice(0, column).search(/[|>][+\d-]*\s*$/);
    if (block >= 0) {
      const at = line.start + block;
      return { slip: 'block', tokens: [text.charAt(at)], advice: [quotedLine(line, at)], offset: at };
    }
    if (text.charAt(offset - 1) === '*' || /[*]\S*\s*$/.test(line.text.slice(0, column))) {
      const at = line.start + line.text.slice(0, column).lastIndexOf(' *') + 1;
      return markSlip(text, at);
    }
    return isFirst ? indentSlip(text, line) : undefined;
  },
  // Told by the reader of the tree, in sentences of their own.
  MULTIPLE_DOCS: null,
  TAB_AS_INDENT: null,
  TAG_RESOLVE_FAILED: null,
  RESOURCE_EXHAUSTION: null,
  // Switched off: the reader finds keys that stand there twice itself.
  DUPLICATE_KEY: null,
  BAD_COLLECTION_TYPE: null,
  BAD_PROP_ORDER: null,
  IMPOSSIBLE: null,
  KEY_OVER_1024_CHARS: null,
  NON_STRING_KEY: null,
};

/** A bracket in the middle of a text in a list: `[report-{org}.html]`; undefined where there is none. @param start of the text */
const withinSlip = (text: string, start: number): FoundSlip | undefined => {
  const line = lineAt(text, start);
  const typed = wordsOfItem(line.text.slice(start - line.start));
  const sign = /[[{]/.exec(typed)?.[0];
  return sign === undefined
    ? undefined
    : { slip: 'bracketWithin', tokens: [sign], advice: [inQuotes(typed)], offset: start };
};

/** A quote or a bracket that is not closed. */
const openSlip = (text: string, { start, flow }: Part): FoundSlip => {
  if (!flow) return quoteOpen(text, start);
  // A key with its value is a group without brackets of its own: what is open stands before it.
  const isGroup = !/[[{]/.test(text.charAt(start));
  const within = isGroup ? withinSlip(text, start) : undefined;
  if (within) return within;
  const offset = isGroup ? Math.max(text.lastIndexOf('[', start), text.lastIndexOf('{', start)) : start;
  const sign = text.charAt(offset);
  return { slip: 'bracketOpen', tokens: [sign], advice: [sign === '[' ? ']' : '}'], offset };
};

/**
 * The slip behind an error of the parser; undefined where it is told in the parser's words.
 * @param document as far as it could be read
 */
export const yamlSlip = (error: YAMLError, document: Document, text: string): FoundSlip | undefined =>
  tellers[error.code]?.({ document, text, offset: error.pos[0] });

/** Where a line is indented with a tab, before the place of an error; undefined where it is not. */
export const tabBefore = (text: string, offset: number): number | undefined => {
  const line = lineAt(text, offset);
  const tab = /^ *\t/.exec(line.text);
  return tab === null ? undefined : line.start + tab[0].length - 1;
};
