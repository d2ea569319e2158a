import type { Org, Row } from '../model/orgModel.js';
import { tableOf } from './orgTables.js';

/** What an open transaction keeps of a table that it has changed. */
type TableBackup = {
  /** Rows as they were before, by id; undefined for new ones. Not used where `whole` is there. */
  changed: Map<string, Row | undefined>;
  /** All rows in their order, kept from the first delete on: a row that is put back must stand where it stood. */
  whole: ReadonlyMap<string, Row> | null;
};
type Transaction = { tables: Map<string, TableBackup>; deletedIds: string[] };

const openTransactions = new WeakMap<Org, Transaction[]>();

const backupOf = ({ tables }: Transaction, objectName: string): TableBackup => {
  const known = tables.get(objectName);
  if (known !== undefined) return known;
  const backup: TableBackup = { changed: new Map(), whole: null };
  tables.set(objectName, backup);
  return backup;
};

const undo = (table: Map<string, Row>, { changed }: TableBackup): void => {
  for (const [id, row] of changed) {
    if (row === undefined) table.delete(id);
    else table.set(id, row);
  }
};

/** Whether a record with this 18-character id has been deleted. */
export const isDeletedId = (org: Org, id: string): boolean => org.deletedIds.has(id);

/** Puts a row into a table, and keeps for open transactions what was there. */
export const setRow = (org: Org, objectName: string, id: string, row: Row): void => {
  const table = tableOf(org, objectName);
  for (const transaction of openTransactions.get(org) ?? []) {
    const { changed, whole } = backupOf(transaction, objectName);
    if (whole === null && !changed.has(id)) changed.set(id, table.get(id));
  }
  table.set(id, row);
};

/** Takes a row out of a table, and keeps for open transactions what was there. */
export const deleteRowOf = (org: Org, objectName: string, id: string): void => {
  const table = tableOf(org, objectName);
  if (!table.has(id)) return;
  for (const transaction of openTransactions.get(org) ?? []) {
    const backup = backupOf(transaction, objectName);
    if (backup.whole === null) {
      const rows = new Map(table);
      undo(rows, backup);
      backup.whole = rows;
    }
    if (!org.deletedIds.has(id)) transaction.deletedIds.push(id);
  }
  org.deletedIds.add(id);
  table.delete(id);
};

const rollBack = (org: Org, { tables, deletedIds }: Transaction): void => {
  for (const [objectName, backup] of tables) {
    // Other code may hold the table itself, so it is filled again instead of replaced.
    const table = tableOf(org, objectName);
    if (backup.whole === null) {
      undo(table, backup);
      continue;
    }
    table.clear();
    for (const [id, row] of backup.whole) table.set(id, row);
  }
  for (const id of deletedIds) org.deletedIds.delete(id);
};

/**
 * Runs something and puts every table back as it was when it throws, as a transaction does (for composite requests with
 * allOrNone, and for each write together with what the platform changes because of it).
 */
export const inTransaction = <T>(org: Org, run: () => T): T => {
  const open = openTransactions.get(org) ?? [];
  openTransactions.set(org, open);
  const transaction: Transaction = { tables: new Map(), deletedIds: [] };
  open.push(transaction);
  try {
    return run();
  } catch (error) {
    rollBack(org, transaction);
    throw error;
  } finally {
    open.pop();
  }
};
