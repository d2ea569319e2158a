import type { ReadingScope } from '../../access/readingScope.js';
import { known } from '../../access/snapshot.js';
import type { Evidence } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import { ownPermissionColumns, ownPermissionsDescribe } from './describedSchema.js';
import { permissionsTold } from './askedByName.js';
import type { ToldByName } from './askedByName.js';
import { isColumnRefused } from './queryAnswer.js';
import { readSelfEvidence } from './selfEvidence.js';
import { send } from './subrequests.js';

type SelfEvidence = Extract<Evidence, { mode: 'self' }>;

/**
 * What whoever is logged in sees of itself. UserPermissionAccess mostly has a column for whatever a permission set can hold (facts D1,
 * E7), so it is asked for those that were told; where it refuses one, its describe says which there are.
 * @param replies of the first call, which has that describe where nothing was asked by name
 * @param told of the columns by name; null where nobody asked
 * @throws OrgFailure
 */
export const readOwnEvidence = async (
  client: OrgClient,
  scope: ReadingScope,
  replies: ReadonlyMap<string, Reply>,
  told: ToldByName | null,
): Promise<SelfEvidence> => {
  const first = told && (await readSelfEvidence(client, scope, known(permissionsTold(told))));
  if (first && !isColumnRefused(first.userPermissions)) return first;
  const isDescribed = replies.has(ownPermissionsDescribe.ref);
  const columns = ownPermissionColumns(isDescribed ? replies : await send(client, [], [ownPermissionsDescribe]));
  if (!first) return readSelfEvidence(client, scope, columns);
  return { ...(await readSelfEvidence(client, { ...scope, sobjects: [] }, columns)), objects: first.objects };
};

/**
 * The same, also of one who may read permission rows: two calls for up to 24 objects.
 * @throws OrgFailure
 */
export const readItself = async (client: OrgClient, scope: ReadingScope): Promise<SelfEvidence> =>
  readOwnEvidence(client, scope, new Map(), null);
