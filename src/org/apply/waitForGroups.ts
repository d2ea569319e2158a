import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { OrgClient } from '../orgClient.js';
import { texts } from '../query.js';
import type { Query } from '../query.js';
import { text } from '../read/answerRow.js';
import { readRows } from '../read/readQueries.js';

/** Between two looks; the first few are closer together, small groups are done within a second. */
const pausesMs = [250, 500, 1000, 2000];

/** How often to look before giving up; the deadline of the run ends it earlier. */
const looks = 150;

const groupsHolding = (permissionSetId: string): Query => ({
  api: 'data',
  from: 'PermissionSetGroup',
  columns: texts('DeveloperName', 'Status'),
  where: [
    {
      column: 'Id',
      inRowsOf: {
        api: 'data',
        from: 'PermissionSetGroupComponent',
        columns: texts('PermissionSetGroupId'),
        where: [{ column: 'PermissionSetId', is: permissionSetId }],
      },
    },
  ],
});

/**
 * Waits until the groups that hold the permission set have recalculated (facts A6, H15): until then their aggregate is
 * old. No outcome where no group holds it.
 * @throws OrgFailure
 */
export const waitForGroups = async (
  client: OrgClient,
  permissionSetId: string,
  onWait: () => void,
  interrupted: () => boolean,
): Promise<Outcome[]> => {
  for (let look = 0; look < looks && !interrupted(); look += 1) {
    const rows = await readRows(client, groupsHolding(permissionSetId));
    // Orgs without groups answer INVALID_TYPE (fact A7): nothing to wait for.
    if (!rows.known || rows.value.length === 0) return [];
    const failedGroup = rows.value.find((row) => text(row, 'Status') === 'Failed');
    if (failedGroup)
      return [{ step: 'groups', result: 'failed', code: 'GROUP_FAILED', detail: text(failedGroup, 'DeveloperName') }];
    if (rows.value.every((row) => text(row, 'Status') === 'Updated')) return [{ step: 'groups', result: 'done' }];
    onWait();
    await delay(pausesMs[Math.min(look, pausesMs.length - 1)]);
  }
  return [{ step: 'groups', result: 'skipped', code: 'STILL_RECALCULATING' }];
};
