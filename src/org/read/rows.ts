import type { Gap, Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import type { OrgClient, Reply } from '../client.js';

/** One record of an answer. Nothing about it is trusted: values are taken out with `text` and `flag`. */
export type Row = Readonly<Record<string, unknown>>;

export const asRow = (value: unknown): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};

export const text = (row: Row, column: string): string => {
  const value = row[column];
  return typeof value === 'string' ? value : '';
};

export const textOrNull = (row: Row, column: string): string | null => {
  const value = row[column];
  return typeof value === 'string' ? value : null;
};

export const flag = (row: Row, column: string): boolean => row[column] === true;

/** A parent record nested in a row, or an empty row where it is null (hidden parents come back as null, fact J6). */
export const parent = (row: Row, relationship: string): Row => asRow(row[relationship]);

/** A child subquery's records; an empty child comes back as null (fact A22). */
export const children = (row: Row, relationship: string): Row[] => {
  const records = asRow(row[relationship])['records'];
  return Array.isArray(records) ? records.map(asRow) : [];
};

/** Codes with which the platform says "not for you" or "no such thing": the two cannot be told apart (fact I4). */
const refusals = new Set([
  'INVALID_TYPE',
  'INVALID_FIELD',
  'NOT_FOUND',
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
]);

/** Why a part could not be read, from the platform's refusal. `part` names the object that was asked. */
export const refusal = (part: string, reply: Extract<Reply, { ok: false }>): Gap =>
  gap(
    refusals.has(reply.errorCode) ? 'NOT_AUTHORISED' : 'NOT_ANSWERED',
    part,
    // The platform's advice behind its first sentence is for people who wrote the query themselves.
    [reply.errorCode, reply.message.replace(/\. .*$/, '.')].filter((words) => words !== '').join(': '),
  ).gap;

/**
 * All rows of a query answer, further pages included (one round trip each). Fewer rows than promised is a gap: paging
 * has been seen to end early (fact E9), and an incomplete list must never look like a short one.
 * @throws OrgFailure when a page cannot be fetched
 */
export const rowsOf = async (
  client: OrgClient,
  part: string,
  reply: Reply | undefined,
): Promise<Reading<readonly Row[]>> => {
  if (!reply) return gap('NOT_ANSWERED', part, '');
  if (!reply.ok) return { known: false, gap: refusal(part, reply) };
  const rows: Row[] = [];
  const first = asRow(reply.body);
  const promised = first['totalSize'];
  for (let answer = first; ;) {
    const records = answer['records'];
    if (!Array.isArray(records)) return gap('NOT_ANSWERED', part, '');
    rows.push(...records.map(asRow));
    const next = answer['nextRecordsUrl'];
    if (answer['done'] !== false || typeof next !== 'string') break;
    answer = asRow(await client.page(next));
  }
  return typeof promised === 'number' && rows.length < promised
    ? gap('INCOMPLETE_ROWS', part, `${rows.length}/${promised}`)
    : known(rows);
};

/** Turns a known reading into another, and leaves a gap as it is. */
export const mapReading = <A, B>(reading: Reading<A>, change: (value: A) => B): Reading<B> =>
  reading.known ? known(change(reading.value)) : reading;
