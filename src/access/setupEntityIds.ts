/** The ids by which rows of SetupEntityAccess name what rules name by name. */
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
