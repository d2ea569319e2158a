import { emptyContent, entryId, withEntries } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { keyOf } from '../../platform/names.js';
import type { Content } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { OrgFailure } from '../failure.js';
import { query } from '../read/subrequests.js';
import { flag, text } from '../read/answerRow.js';
import { storedRows } from '../read/permissionSetRows.js';
import { rowsOf } from '../read/rows.js';
import type { Row } from '../read/answerRow.js';
import { quote } from '../soql.js';
import { noRows, permissionColumns } from './entryWrites.js';
import type { ExistingRows } from './entryWrites.js';
import { accessesOf } from './standingSet.js';

/** A permission set right before it is extended. */
export type SetBefore = {
  readonly rows: ExistingRows;
  /** Its object and field permissions, and those of its user permissions that are to be written. */
  readonly content: Content;
  /** Ids of its object entries. */
  readonly objectIds: readonly string[];
};

export const nothingBefore: SetBefore = { rows: noRows, content: emptyContent, objectIds: [] };

const objectEntries = (row: Row): Entry[] =>
  accessesOf(row).map((access) => ({ kind: 'object', sobject: text(row, 'SobjectType'), access }));

const fieldEntry = (row: Row): Entry => {
  const [, field = ''] = text(row, 'Field').split('.');
  const access = flag(row, 'PermissionsEdit') ? 'edit' : 'read';
  return { kind: 'field', sobject: text(row, 'SobjectType'), field, access };
};

/**
 * Reads what a permission set holds before entries are written into it, in one round trip.
 * @param objectColumns columns of ObjectPermissions that this API version has
 * @throws OrgFailure where it cannot be read
 */
export const setBefore = async (
  client: OrgClient,
  setId: string,
  entries: readonly Entry[],
  objectColumns: readonly string[],
): Promise<SetBefore> => {
  const id = quote(setId);
  const columns = Object.keys(permissionColumns(entries));
  const replies = await client.composite(
    [
      query('set', `SELECT ${['Id', ...columns].join(', ')} FROM PermissionSet WHERE Id = ${id}`),
      query(
        'objects',
        `SELECT Id, SobjectType, ${objectColumns.join(', ')} FROM ObjectPermissions WHERE ParentId = ${id}`,
      ),
      query('fields', `SELECT Id, SobjectType, Field, PermissionsEdit FROM FieldPermissions WHERE ParentId = ${id}`),
    ],
    'data',
  );
  const read = async (part: string, ref: string): Promise<readonly Row[]> => {
    const rows = await rowsOf(client, part, replies.get(ref));
    if (!rows.known) throw new OrgFailure('REFUSED', [part, rows.gap.detail]);
    return storedRows(rows.value);
  };
  const [[set = {}], objects, fields] = await Promise.all([
    read('PermissionSet', 'set'),
    read('ObjectPermissions', 'objects'),
    read('FieldPermissions', 'fields'),
  ]);
  const byKey = (rows: readonly Row[], column: string): Map<string, string> =>
    new Map(rows.map((row) => [keyOf(text(row, column)), text(row, 'Id')]));
  const permissions = entries.filter(
    (entry) => entry.kind === 'userPermission' && flag(set, `Permissions${entry.name}`),
  );
  const objectsHeld = objects.flatMap(objectEntries);
  return {
    rows: { objects: byKey(objects, 'SobjectType'), fields: byKey(fields, 'Field') },
    content: withEntries(emptyContent, [...permissions, ...objectsHeld, ...fields.map(fieldEntry)]),
    objectIds: objectsHeld.map(entryId),
  };
};
