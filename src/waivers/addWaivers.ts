import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import type { Node, Pair } from 'yaml';
import { literalId } from './waiverId.js';
import type { NewWaiver } from './waiver.js';

/** What a new file begins with. */
const beginning = '# What may stay as it is, and why. An entry without a reason waives nothing.';

const scalar = (text: string): string => stringify(text, { lineWidth: 0 }).trimEnd();

/** The lines of an entry, behind the dash. */
const linesOf = ({ id, user, integration }: NewWaiver): string[] => [
  `id: ${scalar(literalId(id))}`,
  `user: ${scalar(user)}`,
  `integration: ${scalar(integration)}`,
  'reason: ""',
];

const block = (added: readonly NewWaiver[], indent: string, eol: string): string =>
  added.flatMap((one) => linesOf(one).map((line, at) => `${indent}${at === 0 ? '- ' : '  '}${line}${eol}`)).join('');

const inBrackets = (added: readonly NewWaiver[]): string =>
  added
    .map(({ id, user, integration }) => JSON.stringify({ id: literalId(id), user, integration, reason: '' }))
    .join(', ');

/** Where the line ends in which something stands, its line end included. */
const endOfLine = (text: string, at: number): number => {
  if (at > 0 && text[at - 1] === '\n') return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
};

const insert = (text: string, at: number, more: string, eol: string): string => {
  const before = text.slice(0, at);
  return `${before}${before === '' || before.endsWith('\n') ? '' : eol}${more}${text.slice(at)}`;
};

/** The blanks in front of the dash of the first entry. */
const indentOf = (text: string, first: Node | undefined): string => {
  const start = first?.range?.[0] ?? 0;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*/.exec(line)?.[0] ?? '';
};

/**
 * The text of a file of waivers with new entries at the end of its list, whose reasons are empty: people have to write them.
 * Nothing else in the text changes.
 * @param text empty for a new file; one that `parseWaivers` has accepted
 */
export const addWaivers = (text: string, added: readonly NewWaiver[]): string => {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  if (body.trim() === '') return `${mark}${beginning}${eol}waivers:${eol}${block(added, '  ', eol)}`;
  const root = parseDocument(body, { schema: 'core' }).contents;
  const pair = isMap(root)
    ? (root.items as Array<Pair<Node, Node | null>>).find(({ key }) => isScalar(key) && key.value === 'waivers')
    : undefined;
  // Nothing but comments.
  if (!pair) return mark + insert(body, body.length, `waivers:${eol}${block(added, '  ', eol)}`, eol);
  const { value } = pair;
  const [start, end] = value?.range ?? [0, 0];
  if (isSeq<Node>(value) && value.items.length > 0) {
    if (value.flow !== true)
      return mark + insert(body, endOfLine(body, end), block(added, indentOf(body, value.items[0]), eol), eol);
    const close = body.lastIndexOf(']', end - 1);
    const last = body.slice(0, close).trimEnd();
    return `${mark}${last}${last.endsWith(',') ? ' ' : ', '}${inBrackets(added)}${body.slice(close)}`;
  }
  // An empty list, `~` or nothing: the entries stand below the line of the key, and what stood for none goes.
  const keyEnd = pair.key.range?.[1] ?? 0;
  const without = value === null || start < keyEnd ? body : body.slice(0, start) + body.slice(end);
  return mark + insert(without, endOfLine(without, keyEnd), block(added, '  ', eol), eol);
};
