/** A group that waits to be calculated again, and whose muting set takes away what a permission needs. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { storeMutingSet } from '../local-org/scenarios/storeGroup.js';
import type { Org } from '../local-org/model/orgModel.js';
import { check, finding, only } from '../support/checking.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

/** The aggregate is from before the muting set. */
const waitingGroup = (): Org => {
  const org = loadScenario('default', {
    permissionSets: { Reports: { userPermissions: ['RunReports', 'ExportReport'] } },
    permissionSetGroups: { Reporting: { permissionSets: ['Reports'] } },
    users: { muted: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Reporting'] } },
  });
  org.behaviours.groupRecalculation = 'manual';
  const caller = { userId: idOf(rowsOf(org, 'User')[0] ?? {}), apiVersion: Math.max(...org.apiVersions) };
  const group = rowsOf(org, 'PermissionSetGroup').find((row) => row['DeveloperName'] === 'Reporting') ?? {};
  storeMutingSet(org, caller, idOf(group), { userPermissions: ['RunReports'] });
  return org;
};

describe('a permission of a group that waits, of which a muting set takes away what it needs', () => {
  const shared = sharedWorld(() => openWorld({ org: waitingGroup() }, 'admin@example.com'));

  it('may stay or go, though no rule asks for what it needs', async () => {
    const reference = await shared.definitions.define('exports', [{ userPermission: 'ExportReport' }]);
    const result = await check(shared.world.org, '-o', 'admin@example.com', '-u', 'muted@example.com', '-i', reference);
    const { status, code } = finding(only(result), 'userPermission:ExportReport');
    expect(`${status} ${code}`).to.equal('unknown GROUP_RECALCULATING');
  });
});
