/** What went wrong lately, by the real `sf`, with the built plugin linked into an empty home. */
import { expect } from 'chai';
import type { HealthResult } from '../../src/report/health/healthResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { patchRow, storeNewRow } from '../local-org/permissions/rowStore.js';
import { storeBulkJob } from '../local-org/rest/bulkJobs.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

const user = 'hginsights@example.com';

describe('sf integration health', function () {
  this.timeout(240_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    org = await startLocalOrg({ scenario: 'default' });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'admin', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });

  const health = (...args: string[]): Promise<SfResult> =>
    runSf(['integration', 'health', '-o', 'admin', '-u', user, ...args], { home });
  const resultOf = ({ json, stdout, stderr }: SfResult): HealthResult => {
    const { result } = (json ?? {}) as { result?: HealthResult };
    if (!result) throw new Error(`no result: ${stdout}${stderr}`);
    return result;
  };

  it('finds nothing, then the errors of a job and the finding that explains them', async () => {
    const fine = await health();
    expect(fine.status, fine.stdout).to.equal(0);
    expect(fine.stdout).to.include('Nothing was found to look at');

    const row = rowsOf(org.org, 'User').find(({ Username }) => Username === user) ?? {};
    const yesterday = new Date(org.org.now() - 86_400_000).toISOString().replace('Z', '+0000');
    storeNewRow(org.org, 'LoginHistory', {
      UserId: idOf(row),
      LoginTime: yesterday,
      LoginType: 'Remote Access 2.0',
      Application: 'HG Insights',
      Status: 'Success',
    });
    patchRow(org.org, 'User', row, { LastLoginDate: yesterday });
    storeBulkJob(org.org, {
      operation: 'update',
      object: 'Account',
      createdById: idOf(row),
      createdDate: yesterday,
      state: 'Failed',
      processed: 2,
      errorMessage: null,
      failedRows: [1, 2].map((n) => ({
        id: `00100000000000${n}AAA`,
        error: 'INSUFFICIENT_ACCESS_OR_READONLY:insufficient access rights on object id:--',
        row: { Id: `00100000000000${n}AAA`, Website: 'https://acme.example' },
      })),
    });
    const wrong = await health('-i', 'hg-insights', '--json');
    expect(wrong.status, wrong.stdout).to.equal(1);
    const { bulkJobs, logins, failures } = resultOf(wrong);
    expect({ failures, worked: logins.worked }).to.deep.equal({ failures: 1, worked: 1 });
    expect(bulkJobs.failed[0]?.errors?.[0]).to.deep.include({ count: 2, code: 'INSUFFICIENT_ACCESS_OR_READONLY' });

    const told = await health('-i', 'hg-insights');
    expect(told.stdout).to.include('2 x INSUFFICIENT_ACCESS_OR_READONLY').and.include('001000000000001AAA');
  });
});
