/** Slips in quotes and in brackets: what is not closed, what stands behind or between, and what begins a text within. */
import { isCollection, isScalar, visit } from 'yaml';
import type { Document, Range } from 'yaml';
import type { FoundSlip } from './foundSlip.js';
import { before, inQuotes, lineAt, nextLine, quotedItem, quotedLine, withoutRemark, wordsOfItem } from './yamlLines.js';

type Part = { readonly start: number; readonly end: number; readonly flow: boolean };

/** Where the remark of a line begins, by an offset in the text; undefined where there is none. */
const remarkIn = (text: string, offset: number): number | undefined => {
  const line = lineAt(text, offset);
  const plain = line.text.replace(/"[^"]*"|'[^']*'/g, (quoted) => 'x'.repeat(quoted.length));
  const at = plain.search(/\s#/);
  return at < 0 ? undefined : line.start + at + 1;
};

/** Whether the quote or bracket that begins a part does not end it. */
export const isOpen = (text: string, { start, end, flow }: Part): boolean => {
  const first = text.charAt(start);
  // The bracket that seems to close it may stand in a remark.
  if (flow && (remarkIn(text, end - 1) ?? end) < end) return true;
  return end - start < 2 || text.charAt(end - 1) !== ({ '[': ']', '{': '}' }[first] ?? first);
};

/** The quoted text or the list in brackets that a place is in, or that ends before it with nothing but blanks between. */
export const around = (document: Document, text: string, offset: number): Part | undefined => {
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
export const isWithin = (document: Document, text: string, offset: number): boolean => {
  let within = false;
  visit(document, (_, node) => {
    if (!isCollection(node) || !node.flow || !node.range) return;
    const [start, end] = node.range;
    if (start < offset && offset < end && /[[{]/.test(text.charAt(start))) within = true;
  });
  return within;
};

/** What a closing quote or bracket is followed by. */
export const behindSlip = (document: Document, text: string, offset: number): FoundSlip | undefined => {
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
export const betweenSlip = (text: string, { start, end, flow }: Part, offset: number): FoundSlip =>
  // What follows without a blank is the same text: 'Acme's Sync'.
  end === offset && !flow
    ? { slip: 'quoteWithin', tokens: [], advice: [quotedItem(lineAt(text, start), start)], offset: start }
    : { slip: 'commaBetween', tokens: [], advice: [], offset };

/** A dash within brackets, as if a list began there. */
export const dashSlip = (text: string, offset: number): FoundSlip | undefined =>
  /^[?-]\s/.test(text.slice(offset, offset + 2))
    ? {
        slip: 'dashInText',
        tokens: [text.charAt(offset)],
        advice: [quotedItem(lineAt(text, offset), offset)],
        offset,
      }
    : undefined;

/** A line within brackets that has no comma at its end. */
export const lineEndSlip = (text: string, offset: number): FoundSlip | undefined => {
  const below = nextLine(text, lineAt(text, offset));
  return below && { slip: 'commaBetween', tokens: [], advice: [], offset: below.start + below.indent };
};

/** A quote that is not closed. @param start of it */
export const quoteOpen = (text: string, start: number): FoundSlip => {
  const line = lineAt(text, start);
  const quote = text.charAt(start);
  return {
    slip: 'quoteOpen',
    tokens: [quote],
    advice: [`${before(line, start)} ${withoutRemark(line.text.slice(start - line.start))}${quote}`.trim()],
    offset: start,
  };
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

/** A text within brackets that has another one in its middle, which nothing closes: `{ label: Mappe[d }`. @param offset of that one */
export const openWithin = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const start = line.start + startOfItem(line.text.slice(0, offset - line.start));
  const [typed = ''] = /^[^,\]}]*/.exec(line.text.slice(start - line.start)) ?? [];
  return start === offset
    ? undefined
    : { slip: 'bracketWithin', tokens: [text.charAt(offset)], advice: [inQuotes(typed.trim())], offset: start };
};

/** Where the last item begins of what stands within brackets. */
const startOfItem = (typed: string): number => {
  const at =
    Math.max(typed.lastIndexOf(','), typed.lastIndexOf('['), typed.lastIndexOf('{'), typed.lastIndexOf(': ')) + 1;
  return at + (typed.slice(at).length - typed.slice(at).trimStart().length);
};

/** A remark in which the closing bracket of its line stands: `{ title: A #1, url: x }`. @param start of the bracket */
const remarkWithin = (text: string, start: number): FoundSlip | undefined => {
  const line = lineAt(text, start);
  const offset = remarkIn(text, start);
  if (offset === undefined || offset < start) return undefined;
  const at = offset - line.start;
  const behind = line.text.slice(at);
  if (!behind.includes(text.charAt(start) === '[' ? ']' : '}') || behind.startsWith('# ')) return undefined;
  const begin = startOfItem(line.text.slice(0, at));
  const [words = ''] = /^[^,\]}]*/.exec(line.text.slice(begin)) ?? [];
  return { slip: 'bracketRemark', tokens: [], advice: [inQuotes(words.trim())], offset };
};

/**
 * The bracket that is open at the end of the text, where the line that follows a place is a key no deeper than its line:
 * `[schemaVersion: 1`.
 */
export const openToTheEnd = (document: Document, text: string, offset: number): FoundSlip | undefined => {
  let open: number | undefined;
  const end = text.trimEnd().length;
  visit(document, (_, node) => {
    if (!isCollection(node) || !node.flow || !node.range) return;
    const [start] = node.range;
    const sign = text.charAt(start);
    if (
      start <= offset &&
      node.range[1] >= end &&
      /[[{]/.test(sign) &&
      text.charAt(end - 1) !== (sign === '[' ? ']' : '}')
    )
      open = start;
  });
  if (open === undefined) return undefined;
  const line = lineAt(text, open);
  const below = nextLine(text, lineAt(text, Math.max(offset, open)));
  const isKey = below !== undefined && below.indent <= line.indent && /^ *(?:- +)?[\w-]+:(?:\s|$)/.test(below.text);
  return isKey ? openSlip(text, { start: open, end, flow: true }) : undefined;
};

/** A quote or a bracket that is not closed. */
export const openSlip = (text: string, { start, flow }: Part): FoundSlip => {
  if (!flow) return quoteOpen(text, start);
  // A key with its value is a group without brackets of its own: what is open stands before it.
  const isGroup = !/[[{]/.test(text.charAt(start));
  const within = isGroup ? withinSlip(text, start) : undefined;
  if (within) return within;
  const offset = isGroup ? Math.max(text.lastIndexOf('[', start), text.lastIndexOf('{', start)) : start;
  const remark = remarkWithin(text, offset);
  if (remark) return remark;
  const sign = text.charAt(offset);
  return { slip: 'bracketOpen', tokens: [sign], advice: [sign === '[' ? ']' : '}'], offset };
};
