/** Somebody who has the source of a definition and nothing else: what a check of that user finds is what the source gives. */
import { known } from '../access/snapshot.js';
import type { AccessSource, InspectedUser } from '../access/snapshot.js';
import { fullLicense } from '../platform/fullLicense.js';

/**
 * Such a user. Which license the holders have is not the matter of a permission set: this one's allows everything, and the
 * record has all that access may rest on.
 * @param like a user of the same org, for what has to be there and is not looked at
 */
export const sourceUser = (like: InspectedUser, sources: readonly AccessSource[]): InspectedUser => ({
  id: like.id,
  username: like.username,
  requestedUsername: null,
  name: like.name,
  profile: sources.find(({ type }) => type === 'Profile')?.name ?? null,
  userLicense: fullLicense,
  isActive: known(true),
  isFrozen: known(false),
  unnamed: false,
  license: { id: null, name: fullLicense, label: fullLicense, objects: null, userPermissions: null },
  permissionSetLicenses: known([]),
  orgLicenses: known([]),
  packages: new Map(),
  flags: new Map(),
  evidence: {
    mode: 'admin',
    sources: known(sources),
    objectRows: known(true),
    fieldRows: known(true),
    userPermissionRows: known(true),
    appRows: known(true),
  },
});
