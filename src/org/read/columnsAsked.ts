import { asRow, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';

/** What a query asked for has to be in each of its rows: a column that is not there must not look like one that is empty. */

type Kind = 'flag' | 'text' | 'children';
type Column = { readonly name: string; readonly path: readonly string[]; readonly kind: Kind };

/** The platform's own naming of what is true or false. */
const isFlag = (column: string): boolean => /^(?:Maximum)?Permissions\w|^Is[A-Z]|^HasActivationRequired$/.test(column);

/** The columns of a query of ours, `Id, Profile.Name, (SELECT … FROM Children)`; of a subquery the relationship. */
const columnsIn = (soql: string): Column[] => {
  const columns: string[] = [];
  let [depth, start] = [0, 'SELECT '.length];
  for (let at = start; at < soql.length; at += 1) {
    const character = soql[at];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    const ends = depth === 0 && soql.startsWith(' FROM ', at);
    if (depth === 0 && (character === ',' || ends)) {
      columns.push(soql.slice(start, at).trim());
      start = at + 1;
    }
    if (ends) break;
  }
  return columns.map((text): Column => {
    const children = /^\(.* FROM (\w+)\)$/.exec(text)?.[1];
    if (children !== undefined) return { name: children, path: [children], kind: 'children' };
    const path = text.split('.');
    return { name: text, path, kind: isFlag(path.at(-1) ?? '') ? 'flag' : 'text' };
  });
};

/** Whether a row has the column, a record above it that is null counting as there (fact J6), and of the right type. */
const holds = (row: Row, { path, kind }: Column): boolean => {
  let value: unknown = row;
  for (const key of path) {
    if (value === null) return true;
    if (typeof value !== 'object' || Array.isArray(value)) return false;
    value = valueIn(asRow(value), key);
  }
  if (value === null) return true;
  if (kind === 'flag') return typeof value === 'boolean';
  return kind === 'text' ? typeof value === 'string' : typeof value === 'object';
};

/** Finds in a row of the query's answer the first column that it lacks, or that is not of its type; undefined for none. */
export const lackedIn = (soql: string): ((row: Row) => string | undefined) => {
  const columns = columnsIn(soql);
  return (row) => columns.find((column) => !holds(row, column))?.name;
};
