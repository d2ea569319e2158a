import { emptyContent, entryId } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { fieldKey, keyOf } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Content } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { keys } from '../query.js';
import {
  contentsOf,
  fieldRowsIn,
  fieldRowsQuery,
  objectRowsIn,
  objectRowsQuery,
  userPermissionColumns,
  userPermissionsIn,
} from '../read/permissionSetRows.js';
import { mustRead } from '../read/readQueries.js';
import { noRows } from './entryWrites.js';
import type { ExistingRows } from './entryWrites.js';

/** A permission set right before it is extended. */
export type SetBefore = {
  readonly rows: ExistingRows;
  /** Its object and field permissions, and those of its user permissions that are to be written. */
  readonly content: Content;
  /** Ids of its object entries. */
  readonly objectIds: readonly string[];
};

export const nothingBefore: SetBefore = { rows: noRows, content: emptyContent, objectIds: [] };

/**
 * Reads what a permission set holds before entries are written into it, in one round trip.
 * @param objectAccesses that ObjectPermissions has a column for in this API version
 * @throws OrgFailure where it cannot be read
 */
export const setBefore = async (
  client: OrgClient,
  setId: string,
  entries: readonly Entry[],
  objectAccesses: Iterable<ObjectAccess>,
): Promise<SetBefore> => {
  const permissions = entries.flatMap((entry) => (entry.kind === 'userPermission' ? [entry.name] : []));
  const rowsOf = { parentIds: [setId], withIds: true };
  const [[set = {}] = [], objectRows = [], fieldRows = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSet',
      columns: [...keys('Id'), ...userPermissionColumns(permissions)],
      where: [{ column: 'Id', is: setId }],
    },
    objectRowsQuery(rowsOf, objectAccesses),
    fieldRowsQuery(rowsOf),
  ]);
  const [objects, fields] = [objectRowsIn(objectRows), fieldRowsIn(fieldRows)];
  const held = new Map([[setId, userPermissionsIn(set, permissions)]]);
  return {
    rows: {
      objects: new Map(objects.map(({ sobject, id }) => [keyOf(sobject), id])),
      fields: new Map(fields.map(({ sobject, field, id }) => [fieldKey(sobject, field), id])),
    },
    content: contentsOf(held, objects, fields).get(setId) ?? emptyContent,
    objectIds: objects.flatMap(({ sobject, accesses }) =>
      [...accesses].map((access) => entryId({ kind: 'object', sobject, access })),
    ),
  };
};
