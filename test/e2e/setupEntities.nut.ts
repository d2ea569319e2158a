/** Proof of what a grant gives of Apex classes and custom permissions: the real `sf` finds the rows, and none after the revoke. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { emptyHome, logIn, runSf } from './sf.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
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
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    org = await startLocalOrg({ scenario: 'setupAccess' });
    ({ home, remove } = await emptyHome());
    await writeFile(join(home, 'acme.yml'), definition);
    const linked = await runSf(['plugins', 'link', root, '--no-install'], { home });
    expect(linked.status, linked.stderr).to.equal(0);
    await logIn(org, 'admin@example.com', 'admin', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });

  const sf = async <T>(...args: string[]): Promise<{ status: number; result: T }> => {
    const { status, json, stdout } = await runSf([...args, '-o', 'admin', '--json'], { home });
    expect(json, stdout).to.be.an('object');
    return { status, result: (json as { result: T }).result };
  };
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
