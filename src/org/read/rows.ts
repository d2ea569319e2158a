import type { Gap, Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import { isNextPage } from '../restApi.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import { asRow, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';
import { lackedIn } from './columnsAsked.js';

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

/** A list of which nobody can say that it is all: fewer rows than promised, or no word of how many or of the end. */
const incomplete = (part: string, rows: readonly Row[], promised: unknown): ReturnType<typeof gap> => {
  const wanted = typeof promised === 'number' ? String(promised) : '?';
  return gap('INCOMPLETE_ROWS', part, rows.length >= Number(wanted) ? 'done' : `${rows.length}/${wanted}`);
};

/**
 * All rows of a query answer, further pages included (one round trip each). Fewer rows than promised is a gap: paging
 * has been seen to end early (fact E9), and an incomplete list must never look like a short one. So is an answer that
 * does not say how many rows there are, or that there are no more, and one with a row that lacks what was asked for.
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
  const pages = new Set<string>();
  const lacks = reply.soql === undefined ? () => undefined : lackedIn(reply.soql);
  const first = asRow(reply.body);
  const promised = first['totalSize'];
  for (let answer = first; ;) {
    const records = answer['records'];
    if (!Array.isArray(records)) return gap('NOT_ANSWERED', part, '');
    for (const record of records) {
      const row = asRow(record);
      const lacked = lacks(row);
      if (lacked !== undefined) return gap('INCOMPLETE_ROWS', part, lacked);
      rows.push(row);
    }
    if (answer['done'] === true) break;
    const next = answer['nextRecordsUrl'];
    // Pages that lead to each other, or bring nothing, would never end.
    if (!isNextPage(next) || pages.has(next) || records.length === 0) return incomplete(part, rows, promised);
    pages.add(next);
    answer = asRow(await client.page(next));
  }
  return typeof promised === 'number' && rows.length >= promised ? known(rows) : incomplete(part, rows, promised);
};

/**
 * The records of a child subquery. An empty child comes back as null (fact A22); one that goes on behind its first page,
 * or does not say whether it does, is a gap.
 */
export const childrenOf = (part: string, row: Row, relationship: string): Reading<readonly Row[]> => {
  const children = valueIn(row, relationship);
  if (children === null) return known([]);
  const { records, done, totalSize } = asRow(children);
  if (!Array.isArray(records)) return gap('NOT_ANSWERED', part, '');
  const rows = records.map(asRow);
  return done === true && typeof totalSize === 'number' && rows.length >= totalSize
    ? known(rows)
    : incomplete(part, rows, totalSize);
};

/** Turns a known reading into another, and leaves a gap as it is. */
export const mapReading = <A, B>(reading: Reading<A>, change: (value: A) => B): Reading<B> =>
  reading.known ? known(change(reading.value)) : reading;
