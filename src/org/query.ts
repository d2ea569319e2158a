/** Queries as data: the text is made of it at the end (soql.ts), and what comes back is held against it (queryAnswer.ts). */

/** One column of a query, by its API name, behind relationships where it is a parent's: `Profile.UserLicense.Name`. */
export type ValueColumn = {
  readonly path: string;
  /** Ids, dates and picklists are texts too. */
  readonly holds: 'text' | 'flag' | 'number';
  /**
   * What an answer without it leaves unknown: `everything`, as nobody can say what its rows are about; `parts`, which the
   * reader names (`toldBy`); or only what something is called, so that another name or the id stands in.
   */
  readonly missing: 'everything' | 'parts' | 'name';
};

/** A subquery: the children of each row, of which all conditions must hold. */
export type ChildColumn = {
  readonly children: string;
  readonly columns: readonly ValueColumn[];
  readonly where?: readonly Condition[];
};

/** A column that the org reckons up over the rows of a group; `path` is the name that it has in the answer. */
export type ReckonedColumn = ValueColumn & { readonly reckoned: 'COUNT' | 'MAX'; readonly of: string };

export type Column = ValueColumn | ChildColumn | ReckonedColumn;

export type Condition =
  | { readonly column: string; readonly is: string | boolean | null }
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly column: string; readonly inRowsOf: Query }
  | { readonly column: string; readonly startsWith: string }
  /** A pattern in which `*` stands for any characters, and all else for itself. */
  | { readonly column: string; readonly pattern: string }
  /** A date and time not before this one, as `2027-01-31T00:00:00Z`. */
  | { readonly column: string; readonly since: string }
  | { readonly column: string; readonly moreThan: number }
  | { readonly column: string; readonly contains: string }
  | { readonly anyOf: readonly Condition[] };

export type Query = {
  readonly api: 'data' | 'tooling';
  readonly from: string;
  readonly columns: readonly Column[];
  /** All of them must hold. */
  readonly where: readonly Condition[];
  /** Columns by which rows are put together: then every other column is reckoned up. */
  readonly groupBy?: readonly string[];
  readonly orderBy?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
};

/** Columns that say what a row is about: ids, and names by which something is found or told in every finding. */
export const keys = (...paths: readonly string[]): ValueColumn[] =>
  paths.map((path) => ({ path, holds: 'text', missing: 'everything' }));

/** The same for columns that are true or false. */
export const keyFlags = (...paths: readonly string[]): ValueColumn[] =>
  paths.map((path) => ({ path, holds: 'flag', missing: 'everything' }));

/** Columns with what something is called, and no more: nothing is judged by them. */
export const names = (...paths: readonly string[]): ValueColumn[] =>
  paths.map((path) => ({ path, holds: 'text', missing: 'name' }));

/** Columns with texts, ids, dates. */
export const texts = (...paths: readonly string[]): ValueColumn[] =>
  paths.map((path) => ({ path, holds: 'text', missing: 'parts' }));

/** Columns with numbers. */
export const numbers = (...paths: readonly string[]): ValueColumn[] =>
  paths.map((path) => ({ path, holds: 'number', missing: 'parts' }));

/** Columns that are true or false. */
export const flags = (...paths: readonly string[]): ValueColumn[] =>
  paths.map((path) => ({ path, holds: 'flag', missing: 'parts' }));

/** How many rows, and the latest of their times. */
export const reckoned = (of: { readonly countOf: string; readonly latestOf: string }): ReckonedColumn[] => [
  { path: 'counted', holds: 'number', missing: 'everything', reckoned: 'COUNT', of: of.countOf },
  { path: 'latest', holds: 'text', missing: 'everything', reckoned: 'MAX', of: of.latestOf },
];

/** How many rows of each group there are. */
export const counted = (of: string): ReckonedColumn[] => [
  { path: 'counted', holds: 'number', missing: 'everything', reckoned: 'COUNT', of },
];

const isValueList = (condition: Condition): condition is Extract<Condition, { in: readonly string[] }> =>
  'in' in condition;

/** The values that the query asks for in a column; none where it has no list for it. */
export const valuesIn = ({ where }: Query, column: string): readonly string[] =>
  where.filter(isValueList).find((condition) => condition.column === column)?.in ?? [];

/** The same query for other values of a column that it has a list for. */
export const withValues = (query: Query, column: string, values: readonly string[]): Query => ({
  ...query,
  where: query.where.map((condition) =>
    isValueList(condition) && condition.column === column ? { column, in: values } : condition,
  ),
});

/** The column with the longest list of values, and the list; undefined where no list can be split. */
export const longestList = ({
  where,
}: Query): { readonly column: string; readonly values: readonly string[] } | undefined => {
  const lists = where.filter(isValueList).filter((condition) => condition.in.length > 1);
  const [first, ...others] = lists;
  if (!first) return undefined;
  const longest = others.reduce((a, b) => (b.in.length > a.in.length ? b : a), first);
  return { column: longest.column, values: longest.in };
};
