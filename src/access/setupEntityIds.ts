/** The ids by which rows of SetupEntityAccess name what rules name by name. */
import { isMetadataType } from '../platform/customNames.js';
import { keyOf } from '../platform/names.js';
import { appsNamed } from './connectedApps.js';
import type { SetupEntry } from './setupEntities.js';
import type { OrgSchema } from './snapshot.js';

/** The id of what an entry names; null where the org does not have it, was not asked, or has several of that name. */
export const setupEntityIdIn = (
  { connectedApps, namedEntities }: Pick<OrgSchema, 'connectedApps' | 'namedEntities'>,
  entry: SetupEntry,
): string | null => {
  const { name } = entry;
  if (entry.kind === 'connectedApp') {
    if (entry.appId !== undefined) return entry.appId;
    const [app, ...others] = connectedApps ? appsNamed(connectedApps, name) : [];
    return app && others.length === 0 ? app.id : null;
  }
  const list = namedEntities?.[entry.kind];
  return (list?.known ? list.value.get(keyOf(name))?.id : undefined) ?? null;
};

/**
 * Those of the objects that are custom settings or custom metadata types, by their ids: by these, rows say who opens them (fact
 * E12). One whose id was not told is left out.
 */
export const openedIdsIn = (
  { entities }: Pick<OrgSchema, 'entities'>,
  sobjects: readonly string[],
): ReadonlyMap<string, string> =>
  new Map(
    (entities.known ? sobjects : []).flatMap((name): Array<[string, string]> => {
      const entity = entities.known ? entities.value.get(keyOf(name)) : undefined;
      const mayBeOpened = entity !== undefined && (entity.isCustomSetting === true || isMetadataType(entity.name));
      return mayBeOpened && entity.durableId !== undefined ? [[entity.durableId, entity.name]] : [];
    }),
  );
