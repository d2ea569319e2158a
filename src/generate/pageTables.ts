/** Tables of objects and access on a page: as a browser copies them (with tabs), or as Markdown writes them (with pipes). */
import { keyOf } from '../platform/names.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { unseenCharacters } from '../platform/unseen.js';
import { partsOf, sureField } from './listedFields.js';
import { accessIn, fieldAccessFor, onlyAccess } from './pageAccess.js';
import { objectList } from './pageObjects.js';
import { longest, negation } from './pageSentences.js';
import type { PageLine } from './pageSentences.js';
import type { PageNeed } from './sentence/pageNeed.js';
import { optional, passwordOnly } from './sentence/sentenceParts.js';
import type { SentenceReader } from './sentence/sentenceReader.js';

/** What a column of a table says; `access`: the words of its heading, of which each row says by a tick whether they are needed. */
type Column =
  | { readonly kind: 'object' | 'access' | 'fields' | 'required' | 'note' }
  | { readonly kind: 'tick'; readonly words: string }
  | { readonly kind: 'unknown'; readonly heading: string };

type TableGap = {
  readonly line: PageLine;
  readonly sobjects: readonly string[];
  readonly unknown: readonly string[];
  readonly unused: readonly string[];
};

/** What the tables of a page say. `lines`: all lines of tables; `rows`: those of them that became needs or gaps. */
export type PageTables = {
  readonly needs: readonly PageNeed[];
  readonly gaps: readonly TableGap[];
  readonly lines: ReadonlySet<number>;
  readonly rows: ReadonlySet<number>;
};

const plainCell = (cell: string): string =>
  cell
    .replace(/<br\s*\/?>/gi, ', ')
    .replace(/\*\*|__(?=\W|$)|`/g, '')
    .replace(/\s+/g, ' ')
    .replace(unseenCharacters, '')
    .trim();

/** The cells of a line; undefined where it is none of a table. */
const cellsOf = (raw: string): string[] | undefined => {
  // A tab at the end is an empty cell.
  const line = raw.replace(/ +$/, '');
  if (line.includes('\t')) return line.split('\t').map(plainCell);
  const inner = line.trim();
  if (!inner.includes('|')) return undefined;
  return inner.replace(/^\|/, '').replace(/\|$/, '').split('|').map(plainCell);
};

const isRuler = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-+:?$/.test(cell));

const columnOf = (heading: string): Column => {
  if (/^(?:(?:salesforce|standard|custom) )?s?objects?(?: \(?(?:api )?names?\)?)?$/i.test(heading))
    return { kind: 'object' };
  if (
    /^(?:(?:object|required|needed|minimum|crud) )*(?:access|permissions?|rights?)(?: levels?| required| needed)?$|^crud$/i.test(
      heading,
    )
  )
    return { kind: 'access' };
  if (
    /^(?:(?:required|standard|custom|salesforce|object) )*fields?(?: \(?(?:api )?(?:names?|labels?)\)?)?$/i.test(
      heading,
    )
  )
    return { kind: 'fields' };
  if (onlyAccess(heading) && accessIn(heading).length > 0) return { kind: 'tick', words: heading };
  if (/^(?:required|mandatory|needed)\??$/i.test(heading)) return { kind: 'required' };
  if (
    /^(?:notes?|descriptions?|reasons?|purposes?|why|comments?|usage|use cases?|explanations?|details?|remarks?|#|)$/i.test(
      heading,
    )
  )
    return { kind: 'note' };
  return { kind: 'unknown', heading };
};

/** The columns of a heading: one says objects, one or more their access. Undefined where it heads no such table. */
const columnsOf = (cells: readonly string[]): Column[] | undefined => {
  const columns = cells.map(columnOf);
  const count = (kind: Column['kind']): number => columns.filter((one) => one.kind === kind).length;
  const isTable = count('object') === 1 && count('access') <= 1 && count('access') + count('tick') > 0;
  return isTable ? columns : undefined;
};

const isYes = (cell: string): boolean => /^(?:x|✓|✔\uFE0F?|☑\uFE0F?|✅|yes|y|true|required|●)$/iu.test(cell);
const isNo = (cell: string): boolean => /^(?:|no|n|false|[-–—]|✗|✘|❌|☐|n\/a|none)$/iu.test(cell);

/** Words of access by their letters: CRUD. */
const letters: Readonly<Record<string, string>> = { C: 'create', R: 'read', U: 'update', D: 'delete' };

/** The access that a cell says and nothing else; undefined where people have to read it. */
const plainAccess = (cell: string): ObjectAccess[] | undefined => {
  const words = /^[CRUD](?:[\s/,]*[CRUD]){0,3}$/.test(cell)
    ? [...cell].map((letter) => letters[letter] ?? ' ').join(' ')
    : cell.replace(/\bread[- ]only\b/gi, 'read');
  const access = onlyAccess(words) ? accessIn(words) : [];
  return access.length === 0 ? undefined : access;
};

/** The objects of a cell: those that are known, and custom ones by their API names. */
const objectsIn = (cell: string, { byName }: SentenceReader): string[] | undefined =>
  objectList(cell, byName) ?? (/^[A-Za-z]\w*__c$/i.test(cell) ? [cell] : undefined);

type Row = { readonly needs: PageNeed[]; readonly gap?: TableGap };

const rowOf = (cells: readonly string[], columns: readonly Column[], number: number, reader: SentenceReader): Row => {
  const text = cells
    .filter((cell) => cell !== '')
    .join(' | ')
    .slice(0, longest);
  const line: PageLine = { number, text };
  const cellOf = (kind: Column['kind']): string | undefined => cells[columns.findIndex((one) => one.kind === kind)];
  const object = cellOf('object') ?? '';
  const sobjects = objectsIn(object, reader) ?? [];
  const gap = (unknown: readonly string[], unused: readonly string[]): TableGap => ({
    line,
    sobjects,
    unknown,
    unused,
  });
  // Cells that are merged over several rows are lacking in the copy: the others stand in wrong columns.
  const last = columns.findLastIndex(({ kind }) => kind === 'access' || kind === 'object');
  if (cells.length > columns.length || cells.length <= last) return { needs: [], gap: gap([], [text]) };
  if (sobjects.length === 0) return { needs: [], gap: gap([], [object === '' ? text : object]) };
  const notes = columns.flatMap(({ kind }, at) => (kind === 'note' ? [cells[at] ?? ''] : [])).join(' ');
  // "Not needed": people have to read it.
  if (negation.test(notes)) return { needs: [], gap: gap([], [notes.trim()]) };
  const unused: string[] = [];
  const said = cellOf('access') ?? '';
  const ofCell = plainAccess(said);
  if (ofCell === undefined && !isNo(said)) unused.push(said);
  const ticked: string[] = [];
  const ifWanted: string[] = [];
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (column.kind === 'tick' && isYes(cell)) ticked.push(column.words);
    else if (column.kind === 'tick' && /^optional$/i.test(cell)) ifWanted.push(column.words);
    else if (column.kind === 'tick' && !isNo(cell)) unused.push(`${column.words}: ${cell}`);
    if (column.kind === 'unknown' && !isNo(cell)) unused.push(`${column.heading}: ${cell}`);
    if (column.kind === 'required' && !isYes(cell) && !isNo(cell) && !optional.test(cell)) unused.push(cell);
  }
  const required = cellOf('required') ?? '';
  const isOptional = optional.test(notes) || optional.test(required) || (required !== '' && isNo(required));
  const beside = { line, onlyWithPassword: passwordOnly.test(text) } as const;
  const level = isOptional ? 'optional' : 'required';
  const access = accessIn([...(ofCell ?? []).map(wordOf), ...ticked].join(', '));
  const needs: PageNeed[] = [];
  if (access.length > 0) needs.push({ ...beside, level, kind: 'object', sobjects, access });
  if (ifWanted.length > 0)
    needs.push({ ...beside, level: 'optional', kind: 'object', sobjects, access: accessIn(ifWanted.join(', ')) });
  const fields = cellOf('fields') ?? '';
  const listed = isNo(fields) || /^all(?: (?:standard |custom )?fields)?$/i.test(fields) ? [] : partsOf(fields);
  const meant = (part: string): string[] =>
    sobjects.flatMap((sobject) => {
      const own = keyOf(part).startsWith(`${keyOf(sobject)}.`) ? part.slice(sobject.length + 1) : part;
      return sureField(sobject, own, reader.vocabulary) ?? [];
    });
  const names = [...new Set(listed.flatMap(meant))];
  if (access.length > 0 && names.length > 0)
    needs.push({ ...beside, level, kind: 'field', names, access: fieldAccessFor(access) });
  if (needs.length === 0) return { needs, gap: gap([], unused.length > 0 ? unused : [text]) };
  const unknown = access.length > 0 ? listed.filter((part) => meant(part).length === 0) : listed;
  return unknown.length + unused.length > 0 ? { needs, gap: gap(unknown, unused) } : { needs };
};

/** The word of a page for an access, as `accessIn` reads it. */
const wordOf = (access: ObjectAccess): string =>
  ({ viewAllRecords: 'view all', modifyAllRecords: 'modify all', viewAllFields: 'view all fields' })[
    access as string
  ] ?? access;

/** Reads all tables of a page of which one column says objects, and others what is needed of them. */
export const pageTables = (text: string, reader: SentenceReader): PageTables => {
  const needs: PageNeed[] = [];
  const gaps: TableGap[] = [];
  const lines = new Set<number>();
  const rows = new Set<number>();
  let columns: Column[] | undefined;
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    if (raw.trim() === '') continue;
    const cells = cellsOf(raw);
    const heading = cells && columnsOf(cells);
    if (heading !== undefined || cells === undefined) columns = heading;
    if (columns === undefined || cells === undefined) continue;
    lines.add(at + 1);
    if (heading !== undefined || isRuler(cells)) continue;
    const row = rowOf(cells, columns, at + 1, reader);
    rows.add(at + 1);
    needs.push(...row.needs);
    if (row.gap !== undefined) gaps.push(row.gap);
  }
  return { needs, gaps, lines, rows };
};
