/**
 * Queries about many objects whose answer holds one batch only, EntityDefinition and its like: they have to be sent with a
 * LIMIT that fits it (fact E5), and what does not fit into one answer is read in several.
 */
import type { Reading } from '../../access/snapshot.js';
import { gap } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import type { Query } from '../query.js';
import { valuesIn, withValues } from '../query.js';
import type { Reply } from '../reply.js';
import { inStatements } from '../soql.js';
import { answerTo } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { queriesPerCall, send } from './subrequests.js';

/** Rows that one answer holds. */
export const batchRows = 2000;

/** A query about objects, which it names in a list for this column. */
export type ObjectsQuery = {
  readonly query: Query;
  readonly column: string;
  /**
   * Columns that an org may refuse, those that mean something only together in one group: it is sent again without the groups of
   * those that are refused.
   */
  readonly spare?: ReadonlyArray<readonly string[]>;
};

/** What was answered about some of the objects. */
export type ObjectsAnswer = {
  readonly sobjects: readonly string[];
  readonly answer: Reading<Answer>;
  /** Columns that were refused, so that it tells nothing of them. Left out where none was. */
  readonly without?: readonly string[];
};

/** Every object has fields that nobody asks for: an id, an owner, dates. A guess; what does not fit is asked again. */
const rowsBeside = 30;
/** What is put into one batch at most, so that objects with more fields than guessed still fit. */
const wellFilled = 0.9 * batchRows;

/**
 * Objects over queries about their fields, of which each answers one batch: evenly over as many queries as there is room
 * for in one call, and over more where the fields that rules name say that this will not do.
 * @param fieldsNamed by the key of the object, how many of its fields are asked for
 * @param room queries that fit into the call, at least 1
 */
export const batchesOf = (
  sobjects: readonly string[],
  fieldsNamed: ReadonlyMap<string, number>,
  room: number,
): string[][] => {
  const expected = (sobject: string): number => (fieldsNamed.get(keyOf(sobject)) ?? 0) + rowsBeside;
  const all = sobjects.reduce((sum, sobject) => sum + expected(sobject), 0);
  if (all <= room * wellFilled) return chunk(sobjects, Math.max(1, Math.ceil(sobjects.length / room)));
  const batches: string[][] = [];
  let left = 0;
  for (const sobject of sobjects) {
    const current = batches.at(-1);
    left -= expected(sobject);
    if (current && left >= 0) current.push(sobject);
    else {
      batches.push([sobject]);
      left = wellFilled - expected(sobject);
    }
  }
  return batches;
};

const tooMuch = (reply: Reply | undefined, answer: Reading<Answer>): boolean =>
  answer.known ? answer.value.rows.length >= batchRows : reply?.ok === false && reply.errorCode === 'EXCEEDED_ID_LIMIT';

/**
 * The spare groups without which a refused query is sent again. The platform names a column that is not there; where it names none,
 * or refuses for another reason, it is tried without all of them, as the rest may still be told.
 */
const refusedOf = <Group extends readonly string[]>(
  spare: readonly Group[],
  { errorCode, message }: Extract<Reply, { ok: false }>,
): readonly Group[] => {
  if (errorCode === 'EXCEEDED_ID_LIMIT') return [];
  const words = new Set(errorCode === 'INVALID_FIELD' ? message.split(/\W+/).map(keyOf) : []);
  const named = spare.filter((group) => group.some((column) => words.has(keyOf(column))));
  return named.length > 0 ? named : spare;
};

/** The answer to a query that was sent; where it was too much, those to as many queries as a call holds. */
const settled = async (
  client: OrgClient,
  { query, column, spare = [] }: ObjectsQuery,
  reply: Reply | undefined,
): Promise<ObjectsAnswer[]> => {
  const sobjects = valuesIn(query, column);
  const groups = reply?.ok === false ? refusedOf(spare, reply) : [];
  if (groups.length > 0) {
    const refused = groups.flat();
    const columns = query.columns.filter((one) => 'children' in one || !refused.includes(one.path));
    const fewer = { query: { ...query, columns }, column, spare: spare.filter((group) => !groups.includes(group)) };
    const answers = (await readBatches(client, [[fewer]])).flat();
    return answers.map((one) => ({ ...one, without: [...refused, ...(one.without ?? [])] }));
  }
  const answer = await answerTo(client, query, reply);
  if (!tooMuch(reply, answer)) return [{ sobjects, answer }];
  // A single object with a full batch: nobody can say whether that was all.
  if (sobjects.length === 1)
    return [{ sobjects, answer: answer.known ? gap('INCOMPLETE_ROWS', query.from, sobjects.join()) : answer }];
  const smaller = chunk(sobjects, Math.ceil(sobjects.length / queriesPerCall));
  return (
    await readBatches(client, [smaller.map((some) => ({ query: withValues(query, column, some), column, spare }))])
  ).flat();
};

/**
 * Reads what answers queries about objects, all in one call where there are few. What is too long for one statement, or
 * too much for one answer, is read in several.
 * @param groups of queries
 * @returns the answers for each group, in their order
 * @throws OrgFailure
 */
export const readBatches = async (
  client: OrgClient,
  groups: readonly (readonly ObjectsQuery[])[],
): Promise<ObjectsAnswer[][]> => (await readBatchesBeside(client, groups, [])).groups;

/**
 * The same, with queries of the same API that are no such, in the same call where there is room.
 * @param beside queries that name no objects in a list of their own
 * @returns the answers for each group, and those to the queries beside, in their order
 * @throws OrgFailure
 */
export const readBatchesBeside = async (
  client: OrgClient,
  groups: readonly (readonly ObjectsQuery[])[],
  beside: readonly Query[],
): Promise<{ readonly groups: ObjectsAnswer[][]; readonly beside: Reading<Answer>[] }> => {
  const statements = groups
    .flatMap((group, of) =>
      group.flatMap(({ query, ...more }) => inStatements(query).map((part) => ({ ...more, of, query: part }))),
    )
    .map((statement, i) => ({ ...statement, ref: `q${i}` }));
  const others = beside.map((query, i) => ({ ref: `b${i}`, query }));
  const replies = await send(client, [...statements, ...others]);
  const [answers, answersBeside] = await Promise.all([
    Promise.all(
      statements.map(async ({ of, ref, ...query }) => ({ of, parts: await settled(client, query, replies.get(ref)) })),
    ),
    Promise.all(others.map(({ ref, query }) => answerTo(client, query, replies.get(ref)))),
  ]);
  return {
    groups: groups.map((_, i) => answers.filter(({ of }) => of === i).flatMap(({ parts }) => parts)),
    beside: answersBeside,
  };
};

/**
 * The answer to a query about objects that rode along in another call. What is a gap, or more than one answer holds, is read again.
 * @throws OrgFailure
 */
export const wholeBatches = async (
  client: OrgClient,
  one: ObjectsQuery,
  answer: Reading<Answer> | undefined,
): Promise<ObjectsAnswer[]> => {
  if (answer?.known === true && answer.value.rows.length < batchRows)
    return [{ sobjects: valuesIn(one.query, one.column), answer }];
  return (await readBatches(client, [[one]])).flat();
};
