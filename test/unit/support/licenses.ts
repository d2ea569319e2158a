/** Licenses for tests: tests name only what they are about. */
import { known } from '../../../src/access/snapshot.js';
import type { License, LicenseForce } from '../../../src/access/snapshot.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';

export type LicenseSpec = {
  objects?: Record<string, string>;
  permissions?: string[];
  /** Null where nobody asked whether it can be used. */
  force?: LicenseForce | null;
  free?: number;
};

/** A permission set license; without objects or permissions the org does not tell what it allows. */
export const license = (
  name: string,
  { objects, permissions, force = 'inForce', free = 1 }: LicenseSpec = {},
): License => ({
  id: `0PL ${name}`,
  name,
  label: name,
  objects:
    objects === undefined
      ? null
      : new Map(
          Object.entries(objects).map(([one, words]) => [
            one.toLowerCase(),
            new Set(words.split(' ') as ObjectAccess[]),
          ]),
        ),
  userPermissions: permissions === undefined ? null : new Set(permissions.map((one) => one.toLowerCase())),
  ...(force === null ? {} : { standing: { force: known(force), seats: known({ total: 5, used: 5 - free }) } }),
});
