/** A profile as a source of access, as if it were somebody's: what a change to it would give. */
import type { ReadingScope } from '../../access/readingScope.js';
import { known } from '../../access/snapshot.js';
import type { AccessSource, OrgSchema } from '../../access/snapshot.js';
import { nearest } from '../../kinds/nearest.js';
import { sameName } from '../../platform/names.js';
import { Refusal } from '../../refusal.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import { parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { withMasters } from './customObjects.js';
import { setupEntitiesIn } from './inspectedUsers.js';
import { readPermissions } from './readPermissions.js';
import { mustRead } from './readQueries.js';
import { toSource } from './sources.js';

export type ProfileSource = {
  readonly source: AccessSource;
  /** Name of the user license that comes with it; empty where that was not told. */
  readonly userLicense: string;
};

/**
 * Reads what the profile holds of what is asked about.
 * @param scope of a reading for it
 * @param now milliseconds since the epoch
 * @throws OrgFailure, REFUSED where it could not be read whole; Refusal with the nearest names where the org has none of this name
 */
export const readProfileSource = async (
  client: OrgClient,
  name: string,
  scope: ReadingScope,
  schema: OrgSchema,
  now: number,
): Promise<ProfileSource> => {
  const [rows = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSet',
      columns: [...keys('Id', 'Profile.Name'), ...texts('Profile.UserLicense.Name')],
      where: [{ column: 'IsOwnedByProfile', is: true }],
    },
  ]);
  const nameOf = (row: Row): string => text(parent(row, 'Profile'), 'Name');
  const row = rows.find((one) => sameName(nameOf(one), name));
  if (row === undefined) {
    const names = rows.map(nameOf).filter((one) => one !== '');
    throw new Refusal('integration.explain', 'NoSuchProfile', [name]).meaning(nearest(name, names));
  }
  const id = text(row, 'Id');
  const permissions = await readPermissions(
    client,
    withMasters(scope, schema),
    schema,
    {
      permissionSetIds: [id],
      mutingIds: [],
      licenseIds: [],
      unnamedLicenseIds: [],
      wantsLicenses: false,
      userIds: [],
      untoldFlags: [],
      licensesAsked: null,
      loginIds: [],
      setupEntities: setupEntitiesIn(schema, scope),
      tokenIds: [],
    },
    now,
  );
  const { untold, userPermissionRows, objectRows, fieldRows, appRows } = permissions;
  const unread = [userPermissionRows, objectRows, fieldRows, appRows].flatMap((one) => (one.known ? [] : [one.gap]));
  const [lacked] = [...unread, ...Object.values(untold).flatMap((parts) => [...parts.values()])];
  if (lacked) throw new OrgFailure('REFUSED', [lacked.part, lacked.detail]);
  return {
    source: toSource(
      {
        userId: '',
        permissionSetId: id,
        set: {
          name: nameOf(row),
          namespace: null,
          label: nameOf(row),
          isOwnedByProfile: true,
          profile: nameOf(row),
          licenseId: known(''),
        },
        group: null,
        isSessionBased: false,
        expiresAt: null,
        isRevoked: false,
        isActive: null,
      },
      { doubt: null, groupDoubt: null, statusUntold: null, all: [] },
      known([]),
      permissions,
      now,
    ),
    userLicense: text(parent(parent(row, 'Profile'), 'UserLicense'), 'Name'),
  };
};
