import type { Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { OrgFailure } from '../failure.js';
import type { Query } from '../query.js';
import { inStatements } from '../soql.js';
import type { Row } from './answerRow.js';
import { answerTo, isColumnRefused, wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { send } from './subrequests.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';

/** The answers to the statements of one query as one answer: a gap where one of them is. */
export const together = ({ from }: Query, answers: readonly Reading<Answer>[]): Reading<Answer> => {
  const failed = answers.find((answer) => !answer.known);
  if (failed) return failed;
  const parts = answers.flatMap((answer) => (answer.known ? [answer.value] : []));
  return known({
    from,
    rows: parts.flatMap(({ rows }) => rows),
    lacks: new Set(parts.flatMap(({ lacks }) => [...lacks])),
  });
};

/**
 * Reads what answers these queries, in one call for up to five of them. What is too long for one statement is read in
 * several.
 * @param queries all of one API
 * @returns an answer for each, in their order
 * @throws OrgFailure
 */
export const readQueries = async (client: OrgClient, queries: readonly Query[]): Promise<Reading<Answer>[]> =>
  (await readBeside(client, queries, [])).answers;

/** The same, and in the same call what these subrequests ask, which are no queries. @throws OrgFailure */
const readBeside = async (
  client: OrgClient,
  queries: readonly Query[],
  subrequests: readonly Subrequest[],
): Promise<{ readonly answers: Reading<Answer>[]; readonly replies: ReadonlyMap<string, Reply> }> => {
  const statements = queries
    .flatMap((query, of) => inStatements(query).map((part) => ({ of, query: part })))
    .map((statement, i) => ({ ...statement, ref: `q${i}` }));
  const replies = await send(client, statements, subrequests);
  const answers = await Promise.all(
    statements.map(async ({ of, ref, query }) => ({ of, answer: await answerTo(client, query, replies.get(ref)) })),
  );
  const whole = queries.map((query, i) =>
    together(
      query,
      answers.filter(({ of }) => of === i).map(({ answer }) => answer),
    ),
  );
  return { answers: whole, replies };
};

/**
 * Reads what answers these queries, by name. A query that is `false` is not sent and is left out of the result.
 * @throws OrgFailure
 */
export const readParts = async <Part extends string>(
  client: OrgClient,
  queries: Readonly<Record<Part, Query | false>>,
): Promise<ReadonlyMap<Part, Reading<Answer>>> => (await readPartsBeside(client, queries, [])).parts;

/**
 * The same, and in the same call what these subrequests ask, which are no queries.
 * @throws OrgFailure
 */
export const readPartsBeside = async <Part extends string>(
  client: OrgClient,
  queries: Readonly<Record<Part, Query | false>>,
  subrequests: readonly Subrequest[],
): Promise<{ readonly parts: ReadonlyMap<Part, Reading<Answer>>; readonly replies: ReadonlyMap<string, Reply> }> => {
  const named = (Object.entries(queries) as [Part, Query | false][]).flatMap(([part, query]) =>
    query === false ? [] : [{ part, query }],
  );
  const { answers, replies } = await readBeside(
    client,
    named.map(({ query }) => query),
    subrequests,
  );
  return { parts: new Map(named.flatMap(({ part }, i) => (answers[i] ? [[part, answers[i]] as const] : []))), replies };
};

/**
 * The answer to a query, or where the org refused a column of it, the fullest answer to the others, all in one call.
 * @param others to fall back on, fuller ones first
 * @throws OrgFailure
 */
export const orFewer = async (
  client: OrgClient,
  answer: Reading<Answer> | undefined,
  others: readonly Query[],
): Promise<Reading<Answer> | undefined> => {
  if (!isColumnRefused(answer)) return answer;
  const answers = await readQueries(client, others);
  return answers.find(({ known: isKnown }) => isKnown) ?? answer;
};

/** The rows that answer one query, whole. @throws OrgFailure */
export const readRows = async (client: OrgClient, query: Query): Promise<Reading<readonly Row[]>> => {
  const [answer] = await readQueries(client, [query]);
  return answer ? wholeRows(answer) : gap('NOT_ANSWERED', query.from, '');
};

/**
 * The rows of queries that have to be read whole before something is written.
 * @returns the rows of each, in their order
 * @throws OrgFailure, REFUSED where one of them cannot be read
 */
export const mustRead = async (client: OrgClient, queries: readonly Query[]): Promise<(readonly Row[])[]> => {
  const answers = await readQueries(client, queries);
  return answers.map((answer, i) => mustBeWhole(queries[i]?.from ?? '', answer));
};

/** The rows of an answer that has to be whole. @throws OrgFailure REFUSED */
export const mustBeWhole = (from: string, answer: Reading<Answer>): readonly Row[] => {
  const rows = wholeRows(answer);
  if (!rows.known) throw new OrgFailure('REFUSED', [from, rows.gap.detail]);
  return rows.value;
};
