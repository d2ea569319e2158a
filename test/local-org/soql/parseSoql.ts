import { parseQuery, type Query, type Subquery } from '@jetstreamapp/soql-parser-js';
import { errorAt, plainError, unexpectedToken } from './soqlErrors.js';
import { tokenize, type Token } from './soqlTokens.js';
import type { AggregateFunction, FieldPath, OrderItem, ParsedQuery, SelectItem } from './parsedQuery.js';
import { parseWhere } from './parseWhere.js';

/** Fact I3. The platform's error code for it is not known to us. */
const MAX_LENGTH = 100_000;

const AGGREGATES = new Set<string>(['COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG']);

/** Walks through the tokens of a query beside the library's tree. */
export type Cursor = {
  soql: string;
  /** The token at the cursor, without moving. */
  peek: () => Token;
  /** Moves over one token, which must read as given (without regard to case) if anything is given. */
  take: (expected?: string) => Token;
  /** Moves over one token if it reads as given. */
  skip: (expected: string) => boolean;
  path: () => FieldPath;
};

const createCursor = (soql: string, tokens: Token[]): Cursor => {
  let index = 0;
  const peek = (): Token => tokens[index] ?? { kind: 'end', text: '', at: soql.length };
  const take = (expected?: string): Token => {
    const token = peek();
    if (expected !== undefined && token.text.toUpperCase() !== expected.toUpperCase())
      throw unexpectedToken(soql, token.at, token.text);
    index += 1;
    return token;
  };
  const skip = (expected: string): boolean => {
    const found = peek().text.toUpperCase() === expected.toUpperCase();
    if (found) index += 1;
    return found;
  };
  const path = (): FieldPath => {
    const token = take();
    if (token.kind !== 'word' || token.text.includes(':')) throw unexpectedToken(soql, token.at, token.text);
    return { text: token.text, names: token.text.split('.'), at: token.at };
  };
  return { soql, peek, take, skip, path };
};

/**
 * Parses SOQL with the parser library and walks its tree beside the tokens of the text. What the walk does not expect
 * (a clause this org does not evaluate, something the library read over) is refused, so that nothing is ever ignored.
 *
 * Throws MALFORMED_QUERY.
 */
export const parseSoql = (soql: string): ParsedQuery => {
  const known = parsed.get(soql);
  if (known !== undefined) return known;
  const query = parseAnew(soql);
  const [oldest] = parsed.keys();
  if (parsed.size >= mostParsed && oldest !== undefined) parsed.delete(oldest);
  parsed.set(soql, query);
  return query;
};

/** The last queries that were parsed: the same few come again and again. */
const parsed = new Map<string, ParsedQuery>();
const mostParsed = 500;

const parseAnew = (soql: string): ParsedQuery => {
  if (soql.length > MAX_LENGTH)
    throw plainError('MALFORMED_QUERY', 'SOQL statements cannot be longer than 100000 characters');
  const tokens = tokenize(soql);
  const cursor = createCursor(soql, tokens);
  const query = readQuery(cursor, parseWithLibrary(soql, tokens), 'root');
  const rest = cursor.peek();
  if (rest.kind !== 'end') throw unexpectedToken(soql, rest.at, rest.text);
  return query;
};

/** The library names the token it stumbled over but not its place: the last token with this text is taken for it. */
const parseWithLibrary = (soql: string, tokens: Token[]): Query => {
  try {
    return parseQuery(soql);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const found = /found:? (?:--> )?'?(.*?)'?(?: <--.*)?$/s.exec(message)?.[1] ?? '';
    const end: Token = { kind: 'end', text: '', at: soql.length };
    const culprit = tokens.findLast((token) => found !== '' && token.text.startsWith(found)) ?? end;
    throw unexpectedToken(soql, culprit.at, culprit.text);
  }
};

/** Where a query stands: subqueries allow less. */
export type Position = 'root' | 'child' | 'semiJoin';

/** Reads `SELECT … [FROM …]` up to its last clause. `tree` is the library's view of the same words. */
export const readQuery = (cursor: Cursor, tree: Query | Subquery, position: Position): ParsedQuery => {
  cursor.take('SELECT');
  const select = readSelect(cursor, tree, position);
  cursor.take('FROM');
  const from = cursor.path();
  const alias = tree.sObjectAlias === undefined ? null : cursor.take(tree.sObjectAlias).text;
  const where = tree.where === undefined ? null : parseWhere(cursor, tree.where, position);
  // The platform's grammar ends a semi-join sub-select after WHERE.
  const last = position === 'semiJoin';
  const groupBy = tree.groupBy === undefined || last ? [] : readGroupBy(cursor);
  const orderBy = tree.orderBy === undefined || last ? [] : readOrderBy(cursor);
  const limit = tree.limit === undefined || last ? null : readInteger(cursor, 'LIMIT');
  const offset = tree.offset === undefined || last ? null : readInteger(cursor, 'OFFSET');
  return { ...select, from, alias, where, groupBy, orderBy, limit, offset };
};

const readSelect = (
  cursor: Cursor,
  tree: Query | Subquery,
  position: Position,
): Pick<ParsedQuery, 'count' | 'select'> => {
  const items: SelectItem[] = [];
  for (const field of tree.fields ?? []) {
    if (items.length > 0) cursor.take(',');
    const start = cursor.peek();
    if (field.type === 'FieldSubquery') {
      // One level of subqueries; deeper ones exist on the platform (API 58 and later) but not here.
      if (position !== 'root') throw unexpectedToken(cursor.soql, start.at, start.text);
      cursor.take('(');
      items.push({ kind: 'subquery', query: readQuery(cursor, field.subquery, 'child'), at: start.at });
      cursor.take(')');
    } else if (field.type === 'FieldFunctionExpression') {
      if (field.functionName.toUpperCase() === 'COUNT' && field.parameters.length === 0 && items.length === 0) {
        cursor.take('COUNT');
        cursor.take('(');
        cursor.take(')');
        if (position !== 'root')
          throw errorAt(cursor.soql, start.at, 'MALFORMED_QUERY', 'only root queries support aggregate expressions');
        return { count: true, select: [] };
      }
      items.push(readFunction(cursor, position));
    } else {
      // TYPEOF ends here too: it is a word followed by what is no comma, alias or FROM.
      if (field.type === 'FieldTypeof') throw unexpectedToken(cursor.soql, start.at, start.text);
      const path = cursor.path();
      const next = cursor.peek();
      const aliased = next.kind === 'word' && next.text.toUpperCase() !== 'FROM';
      items.push({ kind: 'field', path, alias: aliased ? cursor.take().text : null });
    }
  }
  return { count: false, select: items };
};

const readFunction = (cursor: Cursor, position: Position): SelectItem => {
  const name = cursor.take();
  const fn = name.text.toUpperCase();
  if (fn === 'FIELDS') {
    cursor.take('(');
    const which = cursor.take();
    cursor.take(')');
    const kind = which.text.toUpperCase();
    if (kind === 'ALL' || kind === 'STANDARD' || kind === 'CUSTOM')
      return { kind: 'fieldsFunction', which: kind, at: name.at };
    throw unexpectedToken(cursor.soql, which.at, which.text);
  }
  if (!AGGREGATES.has(fn)) throw unexpectedToken(cursor.soql, name.at, name.text);
  if (position !== 'root')
    throw errorAt(cursor.soql, name.at, 'MALFORMED_QUERY', 'only root queries support aggregate expressions');
  cursor.take('(');
  const path = cursor.path();
  cursor.take(')');
  const next = cursor.peek();
  const aliased = next.kind === 'word' && next.text.toUpperCase() !== 'FROM';
  return { kind: 'aggregate', fn: fn as AggregateFunction, path, alias: aliased ? cursor.take().text : null };
};

const readGroupBy = (cursor: Cursor): FieldPath[] => {
  cursor.take('GROUP');
  cursor.take('BY');
  const paths = [cursor.path()];
  while (cursor.skip(',')) paths.push(cursor.path());
  return paths;
};

const readOrderBy = (cursor: Cursor): OrderItem[] => {
  cursor.take('ORDER');
  cursor.take('BY');
  const items: OrderItem[] = [];
  do {
    const path = cursor.path();
    const isFunction = cursor.skip('(');
    const fn = path.text.toUpperCase();
    if (isFunction && !AGGREGATES.has(fn)) throw unexpectedToken(cursor.soql, path.at, path.text);
    const by = isFunction ? cursor.path() : path;
    if (isFunction) cursor.take(')');
    const descending = cursor.skip('DESC');
    if (!descending) cursor.skip('ASC');
    // Nulls come first by default, in both directions.
    const nullsLast = cursor.skip('NULLS') && (cursor.skip('LAST') || cursor.take('FIRST') === undefined);
    items.push({ by, fn: isFunction ? (fn as AggregateFunction) : null, descending, nullsLast });
  } while (cursor.skip(','));
  return items;
};

const readInteger = (cursor: Cursor, keyword: string): number => {
  cursor.take(keyword);
  const token = cursor.take();
  if (!/^\d{1,9}$/.test(token.text)) throw unexpectedToken(cursor.soql, token.at, token.text);
  return Number(token.text);
};
