import type { Row } from '../model/orgModel.js';
import { servedBy } from '../schema/schemaLookup.js';
import { errorAt, unknownObject } from './soqlErrors.js';
import type { FieldPath, ParsedQuery } from './parsedQuery.js';
import { resolvePath, type ResolvedPath } from './fieldPaths.js';
import { checkRestrictions } from './virtualObjectRestrictions.js';
import type { Session, VisibleObject } from './querySession.js';
import { compileCondition } from './compileWhere.js';

/** Resolves the paths of one query against the object in its FROM, under its alias. */
export const pathResolver =
  (session: Session, object: VisibleObject, query: ParsedQuery): ((path: FieldPath) => ResolvedPath) =>
  (path) =>
    resolvePath(session, object, query.alias === null ? [object.schema.name] : [query.alias, object.schema.name], path);

/**
 * Throws INVALID_TYPE if the object does not belong to the API asked (the Tooling API knows its own objects and those of
 * both), INVALID_TYPE_FOR_OPERATION if it cannot be queried (fact I6).
 */
export const checkQueryable = (session: Session, { schema }: VisibleObject, { from }: ParsedQuery): void => {
  if (!servedBy(schema, session.api)) throw unknownObject(session.soql, from.at, from.text, session.api);
  if (!schema.queryable)
    throw errorAt(
      session.soql,
      from.at,
      'INVALID_TYPE_FOR_OPERATION',
      `entity type ${schema.name} does not support query`,
    );
};

/**
 * The visible rows of an object that meet the WHERE clause of a query, in stored order. Every table that a query reads
 * (FROM, subqueries, semi-joins) is read here, so the rules of virtual objects hold everywhere.
 *
 * `given` names the columns that a surrounding query already filters by. Throws what WHERE and the rules of virtual
 * objects can throw.
 */
export const filterRows = (
  session: Session,
  object: VisibleObject,
  query: ParsedQuery,
  given: readonly string[],
): Row[] => {
  checkRestrictions(session, object.schema, query, given);
  if (query.where === null) return object.rows();
  const matches = compileCondition(session, object, pathResolver(session, object, query), query.where);
  return object.rows().filter(matches);
};
