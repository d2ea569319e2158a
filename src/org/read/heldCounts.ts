/**
 * How much permission sets hold in all, counted by the org: one query each for objects, fields and things of Setup, in the call
 * that looks for the sets. How many user permissions a set holds no query counts,
 * as each is a column of its own.
 */
import type { Reading } from '../../access/snapshot.js';
import type { HeldCounts } from '../../explain/setHolding.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import { counted, flags, keys } from '../query.js';
import type { Condition, Query } from '../query.js';
import { flag, numberOrNull, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';

/** Groups in one answer: further ones there are not, as grouped rows do not page (fact E5). */
const mostGroups = 2000;

/** The first version with View All Fields (fact B1). */
const viewAllFieldsSince = 63;

/** The tables that are counted. */
const tables = { objects: 'ObjectPermissions', fields: 'FieldPermissions', setup: 'SetupEntityAccess' } as const;

type Part = keyof typeof tables;

export const countedParts = ['objects', 'fields', 'setup'] as const satisfies readonly Part[];

/** What may be in a row beside Read, which is in every one (facts B2, C2). */
const furtherColumns = (part: Part, apiVersion: string): string[] => {
  if (part === 'setup') return [];
  if (part === 'fields') return ['PermissionsEdit'];
  const isThere = (word: string): boolean =>
    word !== 'read' && (word !== 'viewAllFields' || Number(apiVersion) >= viewAllFieldsSince);
  return Object.entries(objectPermissionColumns).flatMap(([word, column]) => (isThere(word) ? [column] : []));
};

/** Which sets are counted: by columns of the set, or by rows of one of these tables. */
export type CountedSets =
  | { readonly by: 'set'; readonly where: readonly Condition[] }
  | { readonly by: 'rows'; readonly from: string; readonly where: readonly Condition[]; readonly sobject: string };

const holdersIn = (from: string, where: readonly Condition[]): Condition => ({
  column: 'ParentId',
  inRowsOf: { api: 'data', from, columns: keys('ParentId'), where },
});

/**
 * A query may not look into its own table (SOQL reference, semi-joins), so its holders are taken from another one: those of a
 * field by the object, without which nobody reaches it; those of an object are counted with all others.
 */
const narrowed = (part: Part, sets: CountedSets): readonly Condition[] => {
  if (sets.by === 'set') return sets.where;
  if (tables[part] !== sets.from) return [holdersIn(sets.from, sets.where)];
  return part === 'fields' ? [holdersIn('ObjectPermissions', [{ column: 'SobjectType', is: sets.sobject }])] : [];
};

const countQuery = (part: Part, sets: CountedSets, apiVersion: string): Query => {
  const further = furtherColumns(part, apiVersion);
  return {
    api: 'data',
    from: tables[part],
    columns: [...keys('ParentId'), ...flags(...further), ...counted('Id')],
    where: [{ column: 'Parent.IsOwnedByProfile', is: false }, ...narrowed(part, sets)],
    groupBy: ['ParentId', ...further],
    orderBy: 'ParentId',
    limit: mostGroups,
  };
};

/** The queries, in the order of `countedParts`. */
export const countQueries = (sets: CountedSets, apiVersion: string): readonly Query[] =>
  countedParts.map((part) => countQuery(part, sets, apiVersion));

const countsIn = (rows: readonly Row[], further: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const words = 1 + further.filter((column) => flag(row, column)).length;
    const id = text(row, 'ParentId');
    counts.set(id, (counts.get(id) ?? 0) + words * (numberOrNull(row, 'counted') ?? 0));
  }
  return counts;
};

/** How much one set holds, by its id. */
export type CountsOf = (setId: string) => HeldCounts;

/**
 * What the org counted. A set that is not in an answer holds nothing, where the answer is whole and about all sets; else nobody
 * knows.
 * @param answers to `countQueries`
 */
export const heldCounts = (
  sets: CountedSets,
  answers: ReadonlyArray<Reading<Answer> | undefined>,
  apiVersion: string,
): CountsOf => {
  const [objects, fields, setup] = countedParts.map((part, at) => {
    const answer = answers[at];
    const rows = answer ? wholeRows(answer) : undefined;
    if (rows?.known !== true) return (): number | null => null;
    const counts = countsIn(rows.value, furtherColumns(part, apiVersion));
    const isCut = rows.value.length >= mostGroups;
    // The last set of a list that was cut may have had more rows.
    if (isCut) counts.delete(text(rows.value.at(-1) ?? {}, 'ParentId'));
    const isWhole = !isCut && (sets.by === 'set' || tables[part] !== sets.from);
    return (setId: string): number | null => counts.get(setId) ?? (isWhole ? 0 : null);
  });
  return (setId) => ({
    objects: objects?.(setId) ?? null,
    fields: fields?.(setId) ?? null,
    setup: setup?.(setId) ?? null,
  });
};
