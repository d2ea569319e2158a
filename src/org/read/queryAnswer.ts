/** What came back for a query: all of its rows, or why nobody can say that. */
import type { Gap, Reading } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { ChildColumn, Query, ValueColumn } from '../query.js';
import type { Reply } from '../reply.js';
import { isNextPage } from '../restApi.js';
import type { OrgClient } from '../orgClient.js';
import { asRow, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';

/** The rows of an answer. */
export type Answer = {
  /** The object that was queried. */
  readonly from: string;
  readonly rows: readonly Row[];
  /**
   * Columns, by their path, that a row lacks or that are not of their type: they must not look like empty ones. Those with
   * a mere name are not among them.
   */
  readonly lacks: ReadonlySet<string>;
};

/** Rows, and why parts of what they tell are not known: a column on which they rest is missing. */
export type Told<Part> = { readonly rows: readonly Row[]; readonly untold: ReadonlyMap<Part, Gap> };

/** What rests on the columns of a query, by the path of the column. Stands next to the query. */
export type RestsOn<Part> = ReadonlyMap<string, Part>;

/** Codes with which the platform says "not for you" or "no such thing": the two cannot be told apart (fact I4). */
const refusals = new Set([
  'INVALID_TYPE',
  'INVALID_FIELD',
  'NOT_FOUND',
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
]);

/** Why a part could not be read, from the platform's refusal. `part` names the object that was to be read. */
export const refusal = (part: string, reply: Extract<Reply, { ok: false }>): Gap =>
  gap(
    refusals.has(reply.errorCode) ? 'NOT_AUTHORISED' : 'NOT_ANSWERED',
    part,
    // The platform's advice behind its first sentence is for people who wrote the query themselves.
    [reply.errorCode, reply.message.replace(/\. .*$/, '.')].filter((words) => words !== '').join(': '),
  ).gap;

/** Whether a query was refused for a column: this org has none of that name, or not for this caller (fact I4). */
export const isColumnRefused = (answer: Reading<unknown> | undefined): boolean =>
  answer?.known === false && answer.gap.detail.startsWith('INVALID_FIELD');

/** INVALID_TYPE: this org has no such object, or not for this caller (facts A7, I4). */
export const isUnknownType = (reply: Reply | undefined): boolean =>
  reply?.ok === false && reply.errorCode === 'INVALID_TYPE';

/** A list of which nobody can say that it is all: fewer rows than promised, or no word of how many or of the end. */
const incomplete = (part: string, rows: readonly Row[], promised: unknown): ReturnType<typeof gap> => {
  const wanted = typeof promised === 'number' ? String(promised) : '?';
  return gap('INCOMPLETE_ROWS', part, rows.length >= Number(wanted) ? 'done' : `${rows.length}/${wanted}`);
};

/** Rows that are read for one query: ten thousand permission sets with all that they hold are not half of it. */
const maxRows = 500_000;

const typeOf = { text: 'string', flag: 'boolean', number: 'number' } as const;

/** Whether a row has the column, and of its type; a record above it that is null counts as there (fact J6). */
const holdsValue = (row: Row, { path, holds }: ValueColumn): boolean => {
  let value: unknown = row;
  for (const name of path.split('.')) {
    if (value === null) return true;
    if (typeof value !== 'object' || Array.isArray(value)) return false;
    value = valueIn(asRow(value), name);
  }
  return value === null || typeof value === typeOf[holds];
};

const holdsChildren = (row: Row, { children }: ChildColumn): boolean => typeof valueIn(row, children) === 'object';

/** Holds rows against the columns of their query. */
const answerOf = ({ from, columns }: Query, rows: readonly Row[]): Reading<Answer> => {
  const lacks = new Set<string>();
  for (const column of columns) {
    if ('children' in column) {
      if (!rows.every((row) => holdsChildren(row, column))) lacks.add(column.children);
    } else if (column.missing !== 'name' && !rows.every((row) => holdsValue(row, column))) {
      if (column.missing === 'everything') return gap('INCOMPLETE_ROWS', from, column.path);
      lacks.add(column.path);
    }
  }
  return known({ from, rows, lacks });
};

/**
 * All rows that answer a query, further pages included (one round trip each). Fewer rows than promised is a gap: paging
 * has been seen to end early (fact E9), and an incomplete list must never look like a short one. So is an answer that
 * does not say how many rows there are, or that there are no more, and one with a row of which nobody can say what it is
 * about.
 * @throws OrgFailure when a page cannot be fetched
 */
export const answerTo = async (client: OrgClient, query: Query, reply: Reply | undefined): Promise<Reading<Answer>> => {
  const { from: part } = query;
  if (!reply) return gap('NOT_ANSWERED', part, '');
  if (!reply.ok) return { known: false, gap: refusal(part, reply) };
  const rows: Row[] = [];
  const pages = new Set<string>();
  const first = asRow(reply.body);
  const promised = first['totalSize'];
  for (let answer = first; ;) {
    const records = answer['records'];
    if (!Array.isArray(records)) return gap('NOT_ANSWERED', part, '');
    for (const record of records) rows.push(asRow(record));
    if (answer['done'] === true) break;
    const next = answer['nextRecordsUrl'];
    // Pages that lead to each other, bring nothing, or bring more than was promised would never end.
    const most = Math.min(maxRows, typeof promised === 'number' ? promised : 0);
    const isEndless = pages.has(String(next)) || records.length === 0 || rows.length > most;
    if (!isNextPage(next) || isEndless) return incomplete(part, rows, promised);
    pages.add(next);
    answer = asRow(await client.page(next));
  }
  return typeof promised === 'number' && rows.length >= promised
    ? answerOf(query, rows)
    : incomplete(part, rows, promised);
};

/**
 * The rows of an answer, with what they leave unknown because a column is missing. A column of which nobody says what rests
 * on it leaves nothing known: that is a gap.
 */
export const toldBy = <Part>(answer: Reading<Answer>, restsOn: RestsOn<Part>): Reading<Told<Part>> => {
  if (!answer.known) return answer;
  const { from, rows, lacks } = answer.value;
  const untold = new Map<Part, Gap>();
  for (const column of lacks) {
    const lacked = gap('INCOMPLETE_ROWS', from, column);
    const part = restsOn.get(column);
    if (part === undefined) return lacked;
    if (!untold.has(part)) untold.set(part, lacked.gap);
  }
  return known({ rows, untold });
};

/** The rows of an answer that has to be whole: a gap where a column is missing. */
export const wholeRows = (answer: Reading<Answer>): Reading<readonly Row[]> =>
  mapReading(toldBy(answer, new Map<string, never>()), ({ rows }) => rows);

/** The part as a reading: a gap where it rests on a column that is missing. */
export const partOf = <Part, T>({ untold }: Pick<Told<Part>, 'untold'>, part: Part, value: T): Reading<T> => {
  const lacked = untold.get(part);
  return lacked === undefined ? known(value) : { known: false, gap: lacked };
};

/**
 * The records of a child subquery. An empty child comes back as null (fact A22); one that goes on behind its first page,
 * or does not say whether it does, is a gap, and so is one that lacks more than a name.
 */
export const childrenOf = (part: string, row: Row, { children, columns }: ChildColumn): Reading<readonly Row[]> => {
  const value = valueIn(row, children);
  if (value === null) return known([]);
  const { records, done, totalSize } = asRow(value);
  if (!Array.isArray(records)) return gap('NOT_ANSWERED', part, '');
  const rows = records.map(asRow);
  if (done !== true || typeof totalSize !== 'number' || rows.length < totalSize)
    return incomplete(part, rows, totalSize);
  const lacked = columns.find(
    (column) => column.missing !== 'name' && !rows.every((child) => holdsValue(child, column)),
  );
  return lacked === undefined ? known(rows) : gap('INCOMPLETE_ROWS', part, lacked.path);
};
