/**
 * What somebody who does not know YAML did at the place where its parser stopped: one plain sentence each, and what to type. It is
 * told by the code of the error and by the text that stands there, never by the words of the parser. What is not known here is told in
 * the parser's words.
 */
import type { Document, ErrorCode, YAMLError } from 'yaml';
import { blankSlip } from './blankSlip.js';
import {
  around,
  behindSlip,
  betweenSlip,
  dashSlip,
  isOpen,
  isWithin,
  lineEndSlip,
  openSlip,
  openToTheEnd,
  openWithin,
  quoteOpen,
} from './bracketSlips.js';
import type { FoundSlip } from './foundSlip.js';
import { indentSlip, keyBehindSign, keySlip, valueSlip } from './indentSlips.js';
import { firstSign, markSlip } from './markSlips.js';
import { before, isEmpty, lineAt, longestLine, nextLine, opening, quotedLine } from './yamlLines.js';

/** Lines of a text in quotes are one line of text. A pattern that takes the blanks along needs minutes for nothing but blanks. */
const oneLine = (text: string): string =>
  text.includes('\n')
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ')
    : text;

/** The place of an error, or the beginning of the next line that holds something where its own does not. */
const readOn = (text: string, offset: number): number => {
  const line = lineAt(text, offset);
  const next = isEmpty(line) ? nextLine(text, line) : undefined;
  return next ? next.start + next.indent : offset;
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
  BLOCK_AS_IMPLICIT_KEY: ({ text, offset }) => valueSlip(text, readOn(text, offset)),
  MULTILINE_IMPLICIT_KEY: ({ document, text, offset }) => {
    const open = openToTheEnd(document, text, offset);
    if (open) return open;
    if (isWithin(document, text, offset)) return dashSlip(text, offset) ?? lineEndSlip(text, offset);
    const found = around(document, text, offset);
    return found && !found.flow ? quoteOpen(text, found.start) : keySlip(text, offset);
  },
  BLOCK_IN_FLOW: ({ text, offset }) =>
    dashSlip(text, offset) ?? { slip: 'commaMissing', tokens: [], advice: [], offset },
  MISSING_CHAR: ({ document, text, offset }) => {
    if (text.charAt(offset) === '#' && !isEmpty(lineAt(text, offset)))
      return { slip: 'commentWithoutBlank', tokens: [], advice: [], offset };
    if (text.startsWith('%')) return markSlip(text, 0);
    const found = around(document, text, offset);
    if (found && isOpen(text, found)) return openSlip(text, found);
    if (found && isWithin(document, text, offset)) return betweenSlip(text, found, offset);
    const at = readOn(text, offset);
    const line = lineAt(text, at);
    const isFirst = line.text.slice(0, at - line.start).trim() === '';
    if (isFirst && /^\s*[A-Za-z]\w*:(?:\s|$)/.test(line.text)) return indentSlip(text, line);
    return keySlip(text, at) ?? (isFirst ? indentSlip(text, line) : undefined);
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
    if (/[[{]/.test(sign) && isWithin(document, text, offset)) return openWithin(text, offset);
    const signed = /[@`*&!%|>]/.test(line.text.charAt(line.indent))
      ? keyBehindSign(line.text.slice(line.indent))
      : undefined;
    if (signed) return { ...signed, offset: line.start + line.indent };
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

/**
 * The slip behind an error of the parser; undefined where it is told in the parser's words.
 * @param document as far as it could be read
 */
export const yamlSlip = (error: YAMLError, document: Document, text: string): FoundSlip | undefined =>
  blankSlip(text, error.pos[0]) ?? tellers[error.code]?.({ document, text, offset: error.pos[0] });
