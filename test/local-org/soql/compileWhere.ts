import type { Row } from '../model/orgModel.js';
import { errorAt } from './soqlErrors.js';
import type { Condition, FieldPath } from './parsedQuery.js';
import type { ResolvedPath } from './fieldPaths.js';
import type { QueryContext, VisibleObject } from './queryContext.js';
import { compileComparison } from './compileComparison.js';
import { compileSemiJoin } from './semiJoin.js';

/** Whether a row meets a condition. */
export type Predicate = (row: Row) => boolean;

/**
 * Makes a condition executable. Fields and literals are checked here, before the first row is read, so a wrong query
 * fails on an empty table too. Logic is two-valued: a comparison with an empty field is false, and NOT of it true.
 *
 * Throws INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR or MALFORMED_QUERY.
 */
export const compileCondition = (
  context: QueryContext,
  root: VisibleObject,
  resolve: (path: FieldPath) => ResolvedPath,
  condition: Condition,
): Predicate => {
  const compile = (node: Condition): Predicate => {
    switch (node.kind) {
      case 'group':
        return compile(node.part);
      case 'not': {
        const part = compile(node.part);
        return (row) => !part(row);
      }
      case 'and': {
        const parts = node.parts.map(compile);
        return (row) => parts.every((part) => part(row));
      }
      case 'or': {
        const parts = node.parts.map(compile);
        return (row) => parts.some((part) => part(row));
      }
      case 'compare':
        return compileComparison(context, filterable(context, node.path, resolve(node.path)), node);
      case 'semiJoin':
        return compileSemiJoin(context, root, filterable(context, node.path, resolve(node.path)), node);
    }
  };
  return compile(condition);
};

const filterable = (context: QueryContext, path: FieldPath, resolved: ResolvedPath): ResolvedPath => {
  if (!resolved.field.filterable)
    throw errorAt(
      context.soql,
      path.at,
      'INVALID_FIELD',
      `field '${resolved.field.name}' can not be filtered in a query call`,
    );
  return resolved;
};
