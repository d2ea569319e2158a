/** Proof of what a grant gives of Apex classes and custom permissions: the real `sf` finds the rows, and none after the revoke. */

import { expect } from 'chai';

import { linkedOrg } from './linkedOrg.js';

const definition = `schemaVersion: 1
id: acme
label: Acme Sync
requires:
  - customPermission: Sync_Bypass
    because: Rules of the org let it pass.
  - apexClass: SyncApi
    because: Acme calls it.
`;
const rows = "SELECT SetupEntityType FROM SetupEntityAccess WHERE Parent.Name = 'Integration_acme'";

describe('custom permissions and Apex classes and the real sf', function () {
  this.timeout(240_000);
  const { sf } = linkedOrg('setupAccess', { 'acme.yml': definition });
  const types = async (): Promise<string[]> => {
    const { result } = await sf<{ records: Array<{ SetupEntityType: string }> }>('data', 'query', '-q', rows);
    return result.records.map(({ SetupEntityType }) => SetupEntityType).sort();
  };

  it('a grant gives them, and its receipt takes them back', async () => {
    const user = ['-i', './acme.yml', '-u', 'bare@example.com'];
    const granted = await sf('integration', 'grant', ...user, '--no-prompt', '--save-receipt', 'receipt.json');
    expect(granted.status).to.equal(0);
    expect(await types()).to.deep.equal(['ApexClass', 'CustomPermission']);
    expect((await sf('integration', 'check', ...user)).status).to.equal(0);
    const back = await sf('integration', 'revoke', '--receipt', 'receipt.json', '--no-prompt');
    expect(back.status).to.equal(0);
    expect(await types()).to.deep.equal([]);
    expect((await sf('integration', 'check', ...user)).status).to.equal(1);
  });
});
