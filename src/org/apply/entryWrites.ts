import { directNeedsIn, objectDepths } from '../../access/dependencies.js';
import type { Edge } from '../../access/dependencies.js';
import { entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { isSetupEntry } from '../../access/setupEntities.js';
import { keyOf } from '../../platform/names.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { Write } from '../restApi.js';

/** A row of ObjectPermissions or FieldPermissions that the set has already, by its object or field. */
export type ExistingRows = {
  readonly objects: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
};

export const noRows: ExistingRows = { objects: new Map(), fields: new Map() };

type Cells = {
  readonly key: string;
  readonly sobject: string;
  readonly field?: string;
  readonly columns: Record<string, true>;
};

const cellsOf = (entries: readonly Entry[]): Cells[] => {
  const cells = new Map<string, Cells>();
  for (const entry of entries) {
    if (entry.kind !== 'object' && entry.kind !== 'field') continue;
    const field = entry.kind === 'field' ? `${entry.sobject}.${entry.field}` : undefined;
    const key = keyOf(field ?? entry.sobject);
    const cell = cells.get(key) ?? {
      key,
      sobject: entry.sobject,
      ...(field === undefined ? {} : { field }),
      columns: {},
    };
    if (entry.kind === 'object') cell.columns[objectPermissionColumns[entry.access]] = true;
    else {
      cell.columns['PermissionsRead'] = true;
      if (entry.access === 'edit') cell.columns['PermissionsEdit'] = true;
    }
    cells.set(key, cell);
  }
  return [...cells.values()];
};

/**
 * The writes that put object and field entries into a permission set: an existing row gains columns, a missing one is
 * inserted (facts B1, C1). Nothing that is not named changes.
 * @param parentId id of the set, or a reference to the node that creates it
 * @param edges what the org itself says about dependencies
 * @param setupIds ids of the things of Setup, by the key of the entry
 */
export const entryWrites = (
  parentId: string,
  entries: readonly Entry[],
  existing: ExistingRows,
  edges: readonly Edge[],
  setupIds: ReadonlyMap<string, string> = new Map(),
): Write[] => {
  const cells = cellsOf(entries);
  // Parents before children: reading a contact needs reading accounts in the same set (fact B9).
  const ofObjects = cells.filter(({ field }) => field === undefined);
  const depths = objectDepths(
    ofObjects.map(({ sobject }) => sobject),
    directNeedsIn(edges),
  );
  const depthOf = ({ sobject }: Cells): number => depths.get(keyOf(sobject)) ?? 0;
  const objects = [...ofObjects].sort((a, b) => depthOf(a) - depthOf(b));
  const fields = cells.filter(({ field }) => field !== undefined);
  return [
    ...objects.map(({ key, sobject, columns }, i): Write => {
      const id = existing.objects.get(key);
      return id === undefined
        ? {
            ref: `object${i}`,
            method: 'POST',
            path: 'ObjectPermissions',
            body: { ParentId: parentId, SobjectType: sobject, ...columns },
          }
        : { ref: `object${i}`, method: 'PATCH', path: `ObjectPermissions/${id}`, body: columns };
    }),
    ...fields.map(({ key, sobject, field, columns }, i): Write => {
      const id = existing.fields.get(key);
      return id === undefined
        ? {
            ref: `field${i}`,
            method: 'POST',
            path: 'FieldPermissions',
            body: { ParentId: parentId, SobjectType: sobject, Field: field, ...columns },
          }
        : { ref: `field${i}`, method: 'PATCH', path: `FieldPermissions/${id}`, body: columns };
    }),
    ...entries.filter(isSetupEntry).map((entry, i): Write => ({
      ref: `setup${i}`,
      method: 'POST',
      path: 'SetupEntityAccess',
      // Its type follows from the id, and cannot be written (fact E12).
      body: { ParentId: parentId, SetupEntityId: setupIds.get(entryKey(entry)) ?? '' },
    })),
  ];
};

/** The user permissions among the entries, as columns of the set. */
export const permissionColumns = (entries: readonly Entry[]): Record<string, true> =>
  Object.fromEntries(
    entries.flatMap((entry) => (entry.kind === 'userPermission' ? [[`Permissions${entry.name}`, true] as const] : [])),
  );
