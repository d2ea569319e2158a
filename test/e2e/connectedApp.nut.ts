/** Proof of the verdicts on apps: what check says of an app follows what the real `sf` writes and deletes in the org. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import type { CheckResult } from '../../src/report/check/checkResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { emptyHome, logIn, runSf } from './sf.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const definition = `schemaVersion: 1
id: acme
label: Acme Sync
requires:
  - connectedApp: Acme Sync
    because: Acme logs in through it.
`;

describe('verdicts on a connected app and the real sf', function () {
  this.timeout(240_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    org = await startLocalOrg({ scenario: 'apps' });
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
  const verdict = async (user: string): Promise<string> => {
    const args = ['integration', 'check', '-i', './acme.yml', '-u', `${user}@example.com`];
    const { status, result } = await sf<CheckResult>(...args);
    const finding = result.checks[0]?.findings.find(({ id }) => id === 'connectedApp:Acme Sync');
    return `${status} ${finding?.status} ${finding?.code}`;
  };
  const idOf = async (soql: string): Promise<string> => {
    const { result } = await sf<{ records: Array<{ Id: string }> }>('data', 'query', '-q', soql);
    return result.records[0]?.Id ?? '';
  };

  it('the app admits the user once a permission set of his is named, and no more once it is taken out', async () => {
    expect(await verdict('viewer')).to.equal('1 unmet CONNECTED_APP_NOT_PREAUTHORIZED');
    const app = await idOf("SELECT Id FROM ConnectedApplication WHERE Name = 'Acme Sync'");
    const set = await idOf("SELECT Id FROM PermissionSet WHERE Name = 'Setup_Viewer'");
    const values = `ParentId=${set} SetupEntityId=${app}`;
    const { status, result } = await sf<{ id: string }>(
      ...['data', 'create', 'record', '--sobject', 'SetupEntityAccess', '--values', values],
    );
    expect(status).to.equal(0);
    expect(await verdict('viewer')).to.equal('0 met CONNECTED_APP_WITHOUT_TOKEN');
    const deleted = await sf(
      ...['data', 'delete', 'record', '--sobject', 'SetupEntityAccess', '--record-id', result.id],
    );
    expect(deleted.status).to.equal(0);
    expect(await verdict('viewer')).to.equal('1 unmet CONNECTED_APP_NOT_PREAUTHORIZED');
  });
});
