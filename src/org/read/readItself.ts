import type { ReadingScope } from '../../access/readingScope.js';
import type { Evidence } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { ownPermissionColumns, ownPermissionsDescribe } from './describedSchema.js';
import { readSelfEvidence } from './selfEvidence.js';
import { send } from './subrequests.js';

/**
 * What whoever is logged in sees of itself, also one who may read permission rows: two calls for up to 24 objects.
 * @throws OrgFailure
 */
export const readItself = async (
  client: OrgClient,
  scope: ReadingScope,
): Promise<Extract<Evidence, { mode: 'self' }>> => {
  const replies = await send(client, [], [ownPermissionsDescribe]);
  const evidence = await readSelfEvidence(client, scope, ownPermissionColumns(replies));
  if (evidence.mode !== 'self') throw new Error('a user who looks at itself sees rows');
  return evidence;
};
