import type { Row } from '../model/orgModel.js';
import { servedBy } from '../schema/schemaLookup.js';
import { errorAt, plainError, unknownObject } from './soqlErrors.js';
import type { FieldPath, ParsedQuery } from './parsedQuery.js';
import { resolvePath, type ResolvedPath } from './fieldPaths.js';
import { checkRestrictions } from './virtualObjectRestrictions.js';
import type { QueryContext, VisibleObject } from './queryContext.js';
import { compileCondition } from './compileWhere.js';

/** OFFSET goes no further (SOQL reference, "OFFSET"). */
const MAX_OFFSET = 2000;

/** Resolves the paths of one query against the object in its FROM, under its alias. */
export const pathResolver =
  (context: QueryContext, object: VisibleObject, query: ParsedQuery): ((path: FieldPath) => ResolvedPath) =>
  (path) =>
    resolvePath(context, object, query.alias === null ? [object.schema.name] : [query.alias, object.schema.name], path);

/**
 * Throws INVALID_TYPE if the object does not belong to the API of the request (the Tooling API knows its own objects
 * and those of both), INVALID_TYPE_FOR_OPERATION if it cannot be queried (fact I6).
 */
export const checkQueryable = (context: QueryContext, { schema }: VisibleObject, { from }: ParsedQuery): void => {
  if (!servedBy(schema, context.api)) throw unknownObject(context.soql, from.at, from.text, context.api);
  if (!schema.queryable)
    throw errorAt(
      context.soql,
      from.at,
      'INVALID_TYPE_FOR_OPERATION',
      `entity type ${schema.name} does not support query`,
    );
};

/** Throws NUMBER_OUTSIDE_VALID_RANGE for an OFFSET above 2,000. */
export const checkOffset = ({ offset }: ParsedQuery): void => {
  if ((offset ?? 0) > MAX_OFFSET)
    throw plainError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
};

/**
 * The visible rows of an object that meet the WHERE clause of a query, in stored order. FROM, subqueries and semi-joins
 * all read their rows here, so the rules of virtual objects are checked for each of them.
 *
 * `given` names the columns that a surrounding query already filters by. Throws what WHERE and the rules of virtual
 * objects can throw.
 */
export const filterRows = (
  context: QueryContext,
  object: VisibleObject,
  query: ParsedQuery,
  given: readonly string[],
): readonly Row[] => {
  checkRestrictions(context, object.schema, query, given);
  if (query.where === null) return object.rows();
  const matches = compileCondition(context, object, pathResolver(context, object, query), query.where);
  return object.rows().filter(matches);
};
