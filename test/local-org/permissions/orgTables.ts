import type { Org, Row } from '../model/orgModel.js';
import { once } from '../model/once.js';
import { RowTable } from '../model/rowTable.js';
import type { RowGroup } from '../model/rowTable.js';

/** The stored rows of an object; an empty, attached table when it has none yet. */
export const tableOf = (org: Org, objectName: string): Map<string, Row> => {
  let table = org.tables.get(objectName);
  if (table === undefined) {
    table = new RowTable();
    org.tables.set(objectName, table);
  }
  return table;
};

/** All stored rows of an object, in the order in which they were stored. */
export const rowsOf = (org: Org, objectName: string): readonly Row[] => {
  const table = org.tables.get(objectName);
  return table instanceof RowTable ? table.list() : [...(table?.values() ?? [])];
};

/** The row with this id (15 or 18 characters, or null), if the object has it. */
export const rowById = (org: Org, objectName: string, id: unknown): Row | undefined =>
  typeof id === 'string' ? org.tables.get(objectName)?.get(toLongId(id)) : undefined;

/** The rows with these ids, without those that the object does not have. */
export const rowsById = (org: Org, objectName: string, ids: readonly unknown[]): Row[] =>
  ids.map((id) => rowById(org, objectName, id)).filter((row) => row !== undefined);

/**
 * What is worked out from the rows of a table that have the same parent, such as a permission set: once, until one of
 * these rows changes.
 */
export const keptByParent = <T>(
  objectName: string,
  workOut: (rows: Iterable<Row>) => T,
): ((org: Org, parentId: string) => T) => {
  const kept = new WeakMap<RowGroup, { version: number; result: T }>();
  const ofNone = once(() => workOut([]));
  return (org, parentId) => {
    const table = org.tables.get(objectName);
    if (!(table instanceof RowTable))
      return workOut([...(table?.values() ?? [])].filter((row) => row['ParentId'] === parentId));
    const group = table.group('ParentId', parentId);
    if (group === undefined) return ofNone();
    const before = kept.get(group);
    if (before?.version === group.version) return before.result;
    const result = workOut(group.rows.values());
    kept.set(group, { version: group.version, result });
    return result;
  };
};

/** A text column of a row; null where the row or the value is missing. */
export const textOf = (row: Row | undefined, field: string): string | null => {
  const value = row?.[field];
  return typeof value === 'string' ? value : null;
};

/** A checkbox column of a row; false where the row or the value is missing. */
export const isTrue = (row: Row | undefined, field: string): boolean => row?.[field] === true;

/** The id of a stored row. Every stored row has one. */
export const idOf = (row: Row): string => textOf(row, 'Id') ?? '';

/** What the platform says as Id of rows that have none of their own. */
export const zeroId = '000000000000000AAA';

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of an id: 15-character ids get the suffix that encodes their upper-case letters. */
export const toLongId = (id: string): string => {
  if (id.length !== 15) return id;
  const suffix = [0, 5, 10].map((start) => {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      if (/[A-Z]/.test(id.charAt(start + index))) bits |= 1 << index;
    }
    return suffixAlphabet.charAt(bits);
  });
  return id + suffix.join('');
};

/** Whether this text has the shape of a record id. */
export const isIdShaped = (text: string): boolean => /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(text);
