/** Field permissions, asked for in several queries at the same time and read as one. */
import type { OrgSchema, Reading } from '../../access/snapshot.js';
import type { Query } from '../query.js';
import type { Answer } from './queryAnswer.js';
import { sideBySide } from './sideBySide.js';
import { together } from './readQueries.js';

const fieldCounts = ({ fields }: Pick<OrgSchema, 'fields'>): ReadonlyMap<string, number> =>
  new Map([...fields].map(([key, reading]) => [key, reading.known ? reading.value.size : 0]));

/** What further queries for field permissions are called. */
const moreFields = 'fields side by side ';

/** The queries in place of the one for field permissions, by what they are called. */
export const fieldQueriesSideBySide = (
  query: Query,
  schema: Pick<OrgSchema, 'fields'>,
): Readonly<Record<string, Query>> => {
  const [first = query, ...more] = sideBySide(query, fieldCounts(schema));
  return { fields: first, ...Object.fromEntries(more.map((one, i) => [`${moreFields}${i}`, one])) };
};

/** The answers, with those about field permissions as one. */
export const withWholeFields = (
  parts: ReadonlyMap<string, Reading<Answer>>,
  query: Query | false,
): ReadonlyMap<string, Reading<Answer>> => {
  const first = parts.get('fields');
  const others = [...parts].filter(([part]) => part.startsWith(moreFields)).map(([, answer]) => answer);
  if (!first || query === false || others.length === 0) return parts;
  return new Map([...parts, ['fields', together(query, [first, ...others])]]);
};
