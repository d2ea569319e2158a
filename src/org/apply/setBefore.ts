import { emptyContent, entryId } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { isSetupEntry } from '../../access/setupEntities.js';
import { fieldKey, keyOf } from '../../platform/names.js';
import { sameId } from '../../platform/sameId.js';
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
import { text } from '../read/answerRow.js';
import { mustRead } from '../read/readQueries.js';
import { setupRowsQuery } from '../read/permissionQueries.js';
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
 * @param setupIds ids of the things of Setup among the entries, by the key of the entry
 * @throws OrgFailure where it cannot be read
 */
export const setBefore = async (
  client: OrgClient,
  setId: string,
  entries: readonly Entry[],
  objectAccesses: Iterable<ObjectAccess>,
  setupIds: ReadonlyMap<string, string>,
): Promise<SetBefore> => {
  const permissions = entries.flatMap((entry) => (entry.kind === 'userPermission' ? [entry.name] : []));
  const setup = entries.filter(isSetupEntry);
  const keysOf = (entityId: string): string[] =>
    [...setupIds].flatMap(([key, id]) => (sameId(id, entityId) ? [key] : []));
  const rowsOf = { parentIds: [setId], withIds: true };
  const [[set = {}] = [], objectRows = [], fieldRows = [], setupRows = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSet',
      columns: [...keys('Id'), ...userPermissionColumns(permissions)],
      where: [{ column: 'Id', is: setId }],
    },
    objectRowsQuery(rowsOf, objectAccesses),
    fieldRowsQuery(rowsOf),
    ...(setup.length === 0 ? [] : [setupRowsQuery([setId], [...setupIds.values()])]),
  ]);
  const [objects, fields] = [objectRowsIn(objectRows), fieldRowsIn(fieldRows)];
  const held = new Map([[setId, userPermissionsIn(set, permissions)]]);
  return {
    rows: {
      objects: new Map(objects.map(({ sobject, id }) => [keyOf(sobject), id])),
      fields: new Map(fields.map(({ sobject, field, id }) => [fieldKey(sobject, field), id])),
    },
    content:
      contentsOf(
        held,
        objects,
        fields,
        new Set(),
        setupRows.map((row) => {
          const entityId = text(row, 'SetupEntityId');
          return { parentId: setId, entityId, keys: keysOf(entityId) };
        }),
      ).get(setId) ?? emptyContent,
    objectIds: objects.flatMap(({ sobject, accesses }) =>
      [...accesses].map((access) => entryId({ kind: 'object', sobject, access })),
    ),
  };
};
