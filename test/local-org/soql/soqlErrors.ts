import type { Api } from '../model/orgModel.js';
import { OrgError } from '../model/orgModel.js';

/** How many characters around the error the platform quotes before it stops at the next gap between words. */
const EXCERPT_REACH = 30;

const CUSTOM_OBJECT_HINT =
  " If you are attempting to use a custom object, be sure to append the '__c' after the entity name." +
  ' Please reference your WSDL or the describe call for the appropriate names.';
const CUSTOM_FIELD_HINT =
  " If you are attempting to use a custom field, be sure to append the '__c' after the custom field name." +
  ' Please reference your WSDL or the describe call for the appropriate names.';
const CUSTOM_RELATIONSHIP_HINT =
  " If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name." +
  ' Please reference your WSDL or the describe call for the appropriate names.';

/**
 * The lines with which the platform points at a place in the query: an excerpt, a caret, row and column (facts I4, I5).
 * The excerpt reaches 30 characters to each side and on to the next blank or comma, but never beyond the row; this was
 * read off the error bodies of real orgs and is not documented.
 */
export const pointAt = (soql: string, at: number): string => {
  const rows = soql.slice(0, at).split('\n');
  const rowStart = at - (rows.at(-1) ?? '').length;
  const rowEnd = soql.indexOf('\n', at) === -1 ? soql.length : soql.indexOf('\n', at);
  const row = soql.slice(rowStart, rowEnd);
  const column = at - rowStart;
  const isGap = (character: string | undefined): boolean => character === undefined || /[\s,]/.test(character);
  let start = Math.max(0, column - EXCERPT_REACH);
  while (start > 0 && !isGap(row[start - 1])) start -= 1;
  let end = Math.min(row.length, column + EXCERPT_REACH + 1);
  while (end < row.length && !isGap(row[end])) end += 1;
  return `\n${row.slice(start, end)}\n${' '.repeat(column - start)}^\nERROR at Row:${rows.length}:Column:${column + 1}\n`;
};

/** An error of the query that the platform shows with an excerpt and a caret. */
export const errorAt = (soql: string, at: number, code: string, sentence: string): OrgError =>
  new OrgError(400, code, pointAt(soql, at) + sentence);

/** An error of the query that comes without an excerpt. */
export const plainError = (code: string, sentence: string): OrgError => new OrgError(400, code, sentence);

/** MALFORMED_QUERY for the token at which the query stops making sense; `''` stands for the end of the query. */
export const unexpectedToken = (soql: string, at: number, token: string): OrgError =>
  errorAt(soql, at, 'MALFORMED_QUERY', `unexpected token: '${token === '' ? '<EOF>' : token}'`);

/** INVALID_TYPE for an object that does not exist or that the caller may not query: the same text (fact I4). */
export const unknownObject = (soql: string, at: number, name: string, api: Api): OrgError =>
  errorAt(
    soql,
    at,
    'INVALID_TYPE',
    `sObject type '${name}' is not supported.${api === 'data' ? CUSTOM_OBJECT_HINT : ''}`,
  );

/** INVALID_FIELD for a field that does not exist or is hidden by field-level security: the same text (fact I5). */
export const unknownField = (soql: string, at: number, field: string, entity: string): OrgError =>
  errorAt(soql, at, 'INVALID_FIELD', `No such column '${field}' on entity '${entity}'.${CUSTOM_FIELD_HINT}`);

/** INVALID_FIELD for a step of a path that is no relationship of the object before it. */
export const unknownRelationship = (soql: string, at: number, name: string): OrgError =>
  errorAt(
    soql,
    at,
    'INVALID_FIELD',
    `Didn't understand relationship '${name}' in field path.${CUSTOM_RELATIONSHIP_HINT}`,
  );

/** INVALID_TYPE for a subquery over something that is no child relationship of the parent. */
export const unknownChildRelationship = (soql: string, at: number, name: string): OrgError =>
  errorAt(
    soql,
    at,
    'INVALID_TYPE',
    `Didn't understand relationship '${name}' in FROM part of query call.${CUSTOM_RELATIONSHIP_HINT}`,
  );
