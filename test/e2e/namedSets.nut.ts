/** Proof of sets that a grant assigns as they are: the real `sf` finds the assignments, and none after the revoke. */

import { expect } from 'chai';

import { linkedOrg } from './linkedOrg.js';

const definition = `schemaVersion: 1
id: acme
label: Acme Sync
requires:
  - permissionSetAssigned: [acme__Sync_User, Acme_Access]
    because: The package brings them.
  - object: Lead
    because: Acme reads leads.
`;
const rows =
  'SELECT PermissionSet.Name, PermissionSetGroup.DeveloperName FROM PermissionSetAssignment ' +
  "WHERE Assignee.Username = 'bot@example.com' AND PermissionSet.IsOwnedByProfile = false";

type Row = {
  readonly PermissionSet: { readonly Name: string } | null;
  readonly PermissionSetGroup: { readonly DeveloperName: string } | null;
};

describe('permission sets that a definition names and the real sf', function () {
  this.timeout(240_000);
  const { sf } = linkedOrg('namedSets', { 'acme.yml': definition });
  const assigned = async (): Promise<string[]> => {
    const { result } = await sf<{ records: Row[] }>('data', 'query', '-q', rows);
    return result.records
      .map(({ PermissionSet, PermissionSetGroup }) => PermissionSetGroup?.DeveloperName ?? PermissionSet?.Name ?? '')
      .sort();
  };
  const user = ['-i', './acme.yml', '-u', 'bot@example.com'];

  it('a grant assigns them, the check is ready, and the receipt takes exactly these assignments back', async () => {
    expect((await sf('integration', 'check', ...user)).status).to.equal(1);
    const granted = await sf('integration', 'grant', ...user, '--no-prompt', '--save-receipt', 'receipt.json');
    expect(granted.status).to.equal(0);
    expect(await assigned()).to.deep.equal(['Acme_Access', 'Integration_acme', 'Sync_User']);
    expect((await sf('integration', 'check', ...user)).status).to.equal(0);
    const back = await sf('integration', 'revoke', '--receipt', 'receipt.json', '--delete', '--no-prompt');
    expect(back.status).to.equal(0);
    expect(await assigned()).to.deep.equal([]);
    expect((await sf('integration', 'check', ...user)).status).to.equal(1);
  });

  it('what sf assigned itself is found, not given again, and stays', async () => {
    const set = ['org', 'assign', 'permset', '--name', 'acme__Sync_User', '--on-behalf-of', 'bot@example.com'];
    expect((await sf(...set)).status).to.equal(0);
    await sf('integration', 'grant', ...user, '--no-prompt', '--save-receipt', 'second.json');
    expect(await assigned()).to.deep.equal(['Acme_Access', 'Integration_acme', 'Sync_User']);
    await sf('integration', 'revoke', '--receipt', 'second.json', '--delete', '--no-prompt');
    expect(await assigned()).to.deep.equal(['Sync_User']);
  });
});
