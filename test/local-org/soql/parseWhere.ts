import type { WhereClause } from '@jetstreamapp/soql-parser-js';
import { errorAt, unexpectedToken } from './soqlErrors.js';
import type { Condition, Operator } from './parsedQuery.js';
import { readQuery, type Cursor, type Position } from './parseSoql.js';

/** Main query WHERE clauses take two semi-joins or anti-joins (SOQL reference, "Semi-Joins and Anti-Joins"). */
const MAX_SEMI_JOINS = 2;

type Leaf = { condition: Condition; at: number };
type WherePart = { sign: '(' | ')' | 'AND' | 'OR' | 'NOT'; at: number } | Leaf;

/**
 * Reads a WHERE clause. The library gives a flat chain of conditions with counts of parentheses; from it the tree is
 * rebuilt with the platform's grammar: a group is one condition, or conditions joined all by AND or all by OR, or NOT
 * and one condition. So `A AND B OR C`, `A AND NOT B` and `NOT A AND B` are refused, as on the platform.
 *
 * Throws MALFORMED_QUERY, also for semi-joins where the platform does not take them.
 */
export const parseWhere = (cursor: Cursor, tree: WhereClause, position: Position): Condition => {
  cursor.take('WHERE');
  const condition = buildTree(cursor, flatten(cursor, tree, position));
  checkSemiJoins(cursor.soql, condition);
  return condition;
};

const flatten = (cursor: Cursor, tree: WhereClause, position: Position): WherePart[] => {
  const parts: WherePart[] = [];
  const sign = (text: '(' | ')' | 'AND' | 'OR' | 'NOT', times = 1): void => {
    for (let count = 0; count < times; count += 1) parts.push({ sign: text, at: cursor.take(text).at });
  };
  let node: WhereClause | undefined = tree;
  while (node !== undefined) {
    const left = node.left;
    const operator = 'operator' in node ? node.operator : undefined;
    if (left === null || !('operator' in left)) {
      // a bare NOT, with the parentheses before it
      sign('(', left?.openParen ?? 0);
      sign('NOT');
    } else {
      sign('(', left.openParen ?? 0);
      parts.push(readLeaf(cursor, left, position));
      sign(')', left.closeParen ?? 0);
      if (operator !== undefined) sign(operator);
    }
    node = 'right' in node ? node.right : undefined;
  }
  return parts;
};

type LibraryCondition = Extract<WhereClause['left'], { operator: unknown }>;

const OPERATORS_BY_WORD: Record<string, Operator> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  LIKE: 'LIKE',
  IN: 'IN',
  INCLUDES: 'INCLUDES',
  EXCLUDES: 'EXCLUDES',
};

const readLeaf = (cursor: Cursor, tree: LibraryCondition, position: Position): Leaf => {
  const path = cursor.path();
  // Functions, and words that the library read over (WHERE AND A = 1).
  if (!('field' in tree) || tree.field.toUpperCase() !== path.text.toUpperCase())
    throw unexpectedToken(cursor.soql, path.at, path.text);
  const word = cursor.take();
  const negated = word.text.toUpperCase() === 'NOT';
  if (negated) cursor.take('IN');
  const operator: Operator | undefined = negated ? 'NOT IN' : OPERATORS_BY_WORD[word.text.toUpperCase()];
  if (operator === undefined) throw unexpectedToken(cursor.soql, word.at, word.text);
  if ('valueQuery' in tree) {
    // The platform has no semi-join inside a semi-join; inside a child subquery we do not know, so it is refused.
    if (position !== 'root')
      throw errorAt(cursor.soql, path.at, 'MALFORMED_QUERY', 'Nesting of semi join sub-selects is not supported');
    cursor.take('(');
    const query = readQuery(cursor, tree.valueQuery, 'semiJoin');
    cursor.take(')');
    return { condition: { kind: 'semiJoin', path, negated, query }, at: path.at };
  }
  const isList = ['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator);
  if (isList) cursor.take('(');
  const literals = [cursor.take()];
  while (isList && cursor.skip(',')) literals.push(cursor.take());
  for (const literal of literals)
    if (literal.kind === 'sign' || literal.kind === 'end') throw unexpectedToken(cursor.soql, literal.at, literal.text);
  if (isList) cursor.take(')');
  return { condition: { kind: 'compare', path, operator, literals }, at: path.at };
};

const buildTree = (cursor: Cursor, parts: WherePart[]): Condition => {
  let index = 0;
  const signAt = (): string | undefined => {
    const part = parts[index];
    return part !== undefined && 'sign' in part ? part.sign : undefined;
  };
  const stop = (): never => {
    const part = parts[index];
    throw unexpectedToken(
      cursor.soql,
      part?.at ?? cursor.peek().at,
      part === undefined ? cursor.peek().text : textAt(cursor.soql, part.at),
    );
  };
  const simple = (): Condition => {
    if (signAt() === '(') {
      index += 1;
      const part = expression();
      if (signAt() !== ')') stop();
      index += 1;
      return { kind: 'group', part };
    }
    const part = parts[index];
    if (part === undefined || 'sign' in part) return stop();
    index += 1;
    return part.condition;
  };
  const expression = (): Condition => {
    const first = parts[index];
    if (first !== undefined && signAt() === 'NOT') {
      index += 1;
      return { kind: 'not', part: simple(), at: first.at };
    }
    const conditions = [simple()];
    const joiner = signAt();
    if (joiner !== 'AND' && joiner !== 'OR') return conditions[0] ?? stop();
    while (signAt() === joiner) {
      index += 1;
      conditions.push(simple());
    }
    return { kind: joiner === 'AND' ? 'and' : 'or', parts: conditions };
  };
  const condition = expression();
  if (index < parts.length) stop();
  return condition;
};

const textAt = (soql: string, at: number): string => /^(?:\w+|.)/.exec(soql.slice(at))?.[0] ?? '';

/**
 * Semi-joins stand alone or in an AND at the top of WHERE. Parentheses around one are refused as well: that the
 * platform takes them where they change nothing is not certain.
 */
const checkSemiJoins = (soql: string, condition: Condition): void => {
  let count = 0;
  const refuse = (at: number, sentence: string): never => {
    throw errorAt(soql, at, 'MALFORMED_QUERY', sentence);
  };
  const visit = (node: Condition, depth: 'top' | 'or' | 'not' | 'nested'): void => {
    switch (node.kind) {
      case 'semiJoin':
        if (depth === 'or') refuse(node.path.at, "Semi join sub-selects are not allowed with the 'OR' operator");
        if (depth === 'not') refuse(node.path.at, "Semi join sub-selects are not allowed with the 'NOT' operator");
        if (depth === 'nested')
          refuse(
            node.path.at,
            'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.',
          );
        count += 1;
        if (count > MAX_SEMI_JOINS) refuse(node.path.at, `Maximum ${MAX_SEMI_JOINS} semi join sub-selects are allowed`);
        break;
      case 'and':
      case 'or':
        for (const part of node.parts) visit(part, node.kind === 'or' ? 'or' : depth);
        break;
      case 'not':
        visit(node.part, 'not');
        break;
      case 'group':
        visit(node.part, depth === 'top' ? 'nested' : depth);
        break;
      case 'compare':
        break;
    }
  };
  visit(condition, 'top');
};
