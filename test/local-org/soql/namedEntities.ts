import type { Condition, ParsedQuery } from './parsedQuery.js';

const rowsPerField = new Set(['entityparticle', 'fielddefinition']);
const rowsPerObject = 'entitydefinition';
const rowsPerUser = new Set(['userentityaccess', 'userfieldaccess']);

type Comparison = Extract<Condition, { kind: 'compare' }>;

const hasSemiJoin = (condition: Condition): boolean => {
  switch (condition.kind) {
    case 'semiJoin':
      return true;
    case 'and':
    case 'or':
      return condition.parts.some(hasSemiJoin);
    case 'not':
    case 'group':
      return hasSemiJoin(condition.part);
    case 'compare':
      return false;
  }
};

/** What a comparison limits the rows to; null where it does not. */
type Limit = (comparison: Comparison) => string[] | null;

const literalsOf = ({ literals }: Comparison, shape: RegExp): string[] | null => {
  const values = literals.map(({ text }) => shape.exec(text)?.[1]);
  return values.every((value) => value !== undefined) ? values : null;
};

/** Names to which EntityDefinition.QualifiedApiName is limited. */
const byObject: Limit = (comparison) => {
  const [parent = '', column = ''] = comparison.path.names.slice(-2).map((name) => name.toLowerCase());
  if (parent !== 'entitydefinition' || column !== 'qualifiedapiname') return null;
  return literalsOf(comparison, /^'(\w+)'$/)?.map((name) => name.toLowerCase()) ?? null;
};

/** Names to which the own QualifiedApiName of the rows is limited. */
const byOwnName: Limit = (comparison) => {
  const { names } = comparison.path;
  if (names.length !== 1 || names[0]?.toLowerCase() !== 'qualifiedapiname') return null;
  return literalsOf(comparison, /^'(\w+)'$/)?.map((name) => name.toLowerCase()) ?? null;
};

/** Ids of users, in their short form, to which UserId is limited, or DurableId, which ends with them (fact E3). */
const byUser: Limit = (comparison) => {
  const { names } = comparison.path;
  const column = names.length === 1 ? names[0]?.toLowerCase() : undefined;
  const shape = column === 'userid' ? /^'(\w+)'$/ : column === 'durableid' ? /^'[\w.]*\.(\w+)'$/ : undefined;
  return shape === undefined ? null : (literalsOf(comparison, shape)?.map((id) => id.slice(0, 15)) ?? null);
};

const limitedBy = (condition: Condition, limit: Limit): string[] | null => {
  if (condition.kind === 'group') return limitedBy(condition.part, limit);
  if (condition.kind === 'and')
    return condition.parts.map((part) => limitedBy(part, limit)).find((names) => names !== null) ?? null;
  return condition.kind === 'compare' && ['=', 'IN'].includes(condition.operator) ? limit(condition) : null;
};

const limitOf = (table: string): Limit | undefined => {
  if (rowsPerField.has(table)) return byObject;
  if (table === rowsPerObject) return byOwnName;
  return rowsPerUser.has(table) ? byUser : undefined;
};

/**
 * What a query is limited to, or null where it is not limited, or where it also reads other tables: for a query about objects or
 * fields the lower-case API names of the objects, for one about the access of users their ids of 15 characters. This saves time in
 * orgs with thousands of fields: rows are made only for these. The filter of the query still decides which of the rows are
 * found.
 */
export const namedEntities = ({ from, select, where }: ParsedQuery): ReadonlySet<string> | null => {
  const table = from.text.toLowerCase();
  const limit = limitOf(table);
  if (limit === undefined || where === null || hasSemiJoin(where)) return null;
  if (select.some(({ kind }) => kind === 'subquery')) return null;
  const names = limitedBy(where, limit);
  return names === null ? null : new Set(names);
};

/** The same for each table that a query reads: ids of users are no names of objects, to which the parents of its rows belong. */
export const limitsByTable = (query: ParsedQuery): ((table: string) => ReadonlySet<string> | null) => {
  const named = namedEntities(query);
  const isAboutUsers = rowsPerUser.has(query.from.text.toLowerCase());
  return (table) => (rowsPerUser.has(table.toLowerCase()) === isAboutUsers ? named : null);
};

/**
 * The lower-case API names of the fields that a query about fields is limited to, in the same way. They are those of its own rows
 * alone: the field that a part of an address belongs to has another name.
 */
export const fieldsNamed = ({ from, select, where }: ParsedQuery): ReadonlySet<string> | null => {
  if (!rowsPerField.has(from.text.toLowerCase()) || where === null || hasSemiJoin(where)) return null;
  if (select.some(({ kind }) => kind === 'subquery')) return null;
  const names = limitedBy(where, byOwnName);
  return names === null ? null : new Set(names);
};
