import type { Row } from '../../model/orgModel.js';
import { textOf } from '../orgTables.js';
import type { ObjectRules } from './objectRules.js';

/** Sets Name to its parts, in this order, where the row has the compound (fact C5). */
export const composeName = (row: Row, parts: readonly string[]): void => {
  const name = parts.flatMap((part) => textOf(row, part) ?? []).join(' ');
  if ('Name' in row && name !== '') row['Name'] = name;
};

/** Contact and Lead: Name is made of its parts and not written itself (fact C5). */
export const personRules: ObjectRules = {
  complete: (_write, row) => composeName(row, ['FirstName', 'MiddleName', 'LastName', 'Suffix']),
};

/** Account: a person account is one that has a last name (fact C6). */
export const accountRules: ObjectRules = {
  complete: (_write, row) => {
    if (!('IsPersonAccount' in row)) return;
    row['IsPersonAccount'] = textOf(row, 'LastName') !== null;
    if (row['IsPersonAccount']) composeName(row, ['FirstName', 'MiddleName', 'LastName', 'Suffix']);
  },
};
