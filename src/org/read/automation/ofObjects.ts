/**
 * Rows of set-up tables by their object, of which custom ones are named by an id that is not known at first (fact L19): by
 * names and what ids begin with in the first step, and by names and ids alone where an org refuses that.
 */
import type { OrgSchema, Reading } from '../../../access/snapshot.js';
import { isCustom } from '../../../platform/customNames.js';
import { keyOf } from '../../../platform/names.js';
import { longId } from '../../../platform/recordId.js';
import type { OrgClient } from '../../orgClient.js';
import type { Condition, Query } from '../../query.js';
import type { Answer } from '../queryAnswer.js';
import { readQueries, together } from '../readQueries.js';

/** Objects by name, and custom ones by an id as well, which is not known yet (fact L19). */
export const ofObjects = (column: string, sobjects: readonly string[]): Condition => ({
  anyOf: [{ column, in: sobjects }, ...(sobjects.some(isCustom) ? [{ column, startsWith: '01I' } as const] : [])],
});

/** The names of objects, with the ids of custom ones in both of their lengths; null where one did not tell its id. */
const namesAndIds = (sobjects: readonly string[], entities: OrgSchema['entities']): string[] | null => {
  const custom = sobjects.filter(isCustom);
  if (custom.length === 0) return [...sobjects];
  if (!entities.known) return null;
  const ids = custom.flatMap((name) => entities.value.get(keyOf(name)) ?? []).map(({ durableId }) => durableId);
  const told = ids.filter((id) => id !== undefined);
  if (told.length < ids.length) return null;
  return [...sobjects, ...told.flatMap((id) => [id.slice(0, 15), longId(id.slice(0, 15))])];
};

/** A condition without OR and LIKE. */
const isPlain = (condition: Condition): boolean =>
  'anyOf' in condition
    ? condition.anyOf.length === 1 && condition.anyOf.every(isPlain)
    : !('startsWith' in condition || 'pattern' in condition || 'contains' in condition);

/** Whether the org answered that it does not take the query; an object that it does not have at all it never takes. */
const isRefused = (answer: Reading<Answer>): boolean =>
  !answer.known &&
  (answer.gap.code === 'NOT_AUTHORISED' || answer.gap.code === 'NOT_ANSWERED') &&
  answer.gap.detail !== '' &&
  !answer.gap.detail.startsWith('INVALID_TYPE');

/** What is asked of which objects. */
export type OfObjects = {
  /** The query that was refused, whose conditions with OR and LIKE say no more than the following. */
  readonly query: Query;
  readonly column: string;
  readonly sobjects: readonly string[];
  /** What else is in the list, each in a query of its own. */
  readonly besides?: readonly Condition[];
  /** Other forms of the query to try, with fewer columns. */
  readonly fewer?: readonly Query[];
};

/**
 * The answer; or where the org refused the query, which has OR or LIKE in it, what it answers to lists of names and ids, in
 * one further call. A row may come twice then.
 * @param entities the objects of the org, waited for only then
 * @throws OrgFailure
 */
export const orPlainly = async (
  client: OrgClient,
  answer: Reading<Answer> | undefined,
  { query, column, sobjects, besides = [], fewer = [] }: OfObjects,
  entities: () => Promise<OrgSchema['entities']>,
): Promise<Reading<Answer> | undefined> => {
  if (answer === undefined || !isRefused(answer) || query.where.every(isPlain)) return answer;
  const names = namesAndIds(sobjects, await entities());
  if (names === null) return answer;
  const conditions: readonly Condition[] = [{ column, in: names }, ...besides];
  const forms = [query, ...fewer].map((form) =>
    conditions.map((condition): Query => ({ ...form, where: [...form.where.filter(isPlain), condition] })),
  );
  const answers = await readQueries(client, forms.flat());
  const whole = forms.map((form, i) =>
    together(query, answers.slice(i * conditions.length, i * conditions.length + form.length)),
  );
  return whole.find(({ known: isKnown }) => isKnown) ?? answer;
};
