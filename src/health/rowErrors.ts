/** The errors of rows that a Bulk API job could not write, put together by what they say. */
import type { FailedRow } from './healthReading.js';

/** One error of a row, taken apart: `CODE:message:Field1,Field2 --` (fact N6). */
export type RowError = { readonly code: string; readonly message: string; readonly fields: readonly string[] };

/** An error with how many rows had it, and some of their records. */
export type ErrorGroup = RowError & { readonly count: number; readonly exampleIds: readonly string[] };

const statusCode = /^([A-Z][A-Z0-9_]{2,}):/;
const ending = /\s*--\s*$/;
/** The fields stand last, behind a colon: API names, or nothing. */
const fieldList = /:([A-Za-z]\w*(?:,\s*[A-Za-z]\w*)*)?$/;

/** Takes the text in the column `sf__Error` apart. A text of another form is a message without a code. */
export const rowErrorOf = (text: string): RowError => {
  const code = statusCode.exec(text)?.[1] ?? '';
  const rest = (code === '' ? text : text.slice(code.length + 1)).replace(ending, '');
  const list = fieldList.exec(rest);
  const fields = code === '' || list === null ? [] : (list[1] ?? '').split(',').map((name) => name.trim());
  return {
    code,
    message: (code !== '' && list !== null ? rest.slice(0, list.index) : rest).trim(),
    fields: fields.filter((name) => name !== ''),
  };
};

/** Ids in messages differ from row to row, though the cause is the same. */
const recordId = /\b[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?\b/g;
const looksLikeId = (word: string): boolean =>
  /\d/.test(word) && /^[a-zA-Z0-9]{3}[a-zA-Z0-9]*\d[a-zA-Z0-9]*$/.test(word);

/** What makes two errors the same cause. */
const causeOf = ({ code, message, fields }: RowError): string =>
  [code, message.replace(recordId, (word) => (looksLikeId(word) ? '…' : word)), ...fields].join('\u0000').toLowerCase();

/** Records that are named for each cause. */
const mostExamples = 3;

/** The errors of rows by cause, the commonest first; those with the same count by their first row. */
export const errorGroupsOf = (rows: readonly FailedRow[]): ErrorGroup[] => {
  const groups = new Map<string, { readonly error: RowError; count: number; readonly ids: string[] }>();
  for (const { error: text, recordId: id } of rows) {
    const error = rowErrorOf(text);
    const cause = causeOf(error);
    const group = groups.get(cause) ?? { error, count: 0, ids: [] };
    group.count += 1;
    if (id !== null && group.ids.length < mostExamples) group.ids.push(id);
    groups.set(cause, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ error, count, ids }) => ({ ...error, count, exampleIds: ids }));
};
