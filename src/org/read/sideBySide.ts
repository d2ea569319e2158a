/**
 * One query in several that page at the same time. Pages of one query come one after the other, 2,000 rows each (fact I2): the
 * field permissions of a dozen sets on a few wide objects would be eight round trips in sequence.
 */
import { keyOf } from '../../platform/names.js';
import { valuesIn, withValues } from '../query.js';
import type { Query } from '../query.js';
import { chunk } from '../chunk.js';
import { queriesPerCall } from './subrequests.js';

/** Rows in one page. */
const pageRows = 2000;

/** Fewer pages than that are not worth another call. */
const worthwhile = 2 * pageRows;

/** The names in groups of about the same weight. */
const balanced = (names: readonly string[], weight: (name: string) => number, groups: number): string[][] => {
  const all = Array.from({ length: groups }, (): { names: string[]; sum: number } => ({ names: [], sum: 0 }));
  for (const name of [...names].sort((a, b) => weight(b) - weight(a))) {
    const lightest = all.reduce((a, b) => (b.sum < a.sum ? b : a));
    lightest.names.push(name);
    lightest.sum += weight(name);
  }
  return all.map((group) => group.names).filter((group) => group.length > 0);
};

/**
 * The query in as many as one call holds, by object and where there are few objects by permission set, so that each has about a
 * page; the query itself where all of it may be little.
 * @param query that lists objects for SobjectType and sets for ParentId
 * @param fields how many fields each object has, by its key: no set holds more rows of it
 */
export const sideBySide = (query: Query, fields: ReadonlyMap<string, number>): [Query, ...Query[]] => {
  const [sobjects, sets] = [valuesIn(query, 'SobjectType'), valuesIn(query, 'ParentId')];
  const rowsOf = (sobject: string): number => (fields.get(keyOf(sobject)) ?? 0) * sets.length;
  const rows = sobjects.reduce((sum, sobject) => sum + rowsOf(sobject), 0);
  if (rows <= worthwhile) return [query];
  const wanted = Math.min(queriesPerCall, Math.ceil(rows / pageRows));
  const ofObjects = balanced(sobjects, rowsOf, Math.min(wanted, sobjects.length));
  const ofSets = chunk(sets, Math.ceil(sets.length / Math.max(1, Math.floor(wanted / ofObjects.length))));
  const [first = query, ...others] = ofObjects.flatMap((some) =>
    ofSets.map((ids) => withValues(withValues(query, 'SobjectType', some), 'ParentId', ids)),
  );
  return [first, ...others];
};
