/** Proof of the verdicts on apps: what check says of an app follows what the real `sf` writes and deletes in the org. */

import { expect } from 'chai';

import type { CheckResult } from '../../src/report/check/checkResult.js';
import { linkedOrg } from './linkedOrg.js';

const definition = `schemaVersion: 1
id: acme
label: Acme Sync
requires:
  - connectedApp: Acme Sync
    because: Acme logs in through it.
`;

describe('verdicts on a connected app and the real sf', function () {
  this.timeout(240_000);
  const { sf } = linkedOrg('apps', { 'acme.yml': definition });
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
