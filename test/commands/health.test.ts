import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { storeBulkJob } from '../local-org/rest/bulkJobs.js';
import type { BulkJob, Org, Row } from '../local-org/model/orgModel.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { patchRow, storeNewRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import IntegrationHealth from '../../src/commands/integration/health.js';
import type { HealthResult } from '../../src/report/health/healthResult.js';

const admin = 'admin@example.com';
const viewer = 'viewer@example.com';

describe('integration health', function () {
  this.timeout(120_000);
  let world: World;
  const open = async (...more: string[]): Promise<Org> => {
    world = await openWorld({ org: loadScenario('default') }, admin, ...more);
    return world.org.org;
  };
  afterEach(() => world.close());

  const run = (...argv: string[]): Promise<Ran<HealthResult>> =>
    runCommand<HealthResult>(world.org, IntegrationHealth, argv);
  const resultOf = (ran: Ran<HealthResult>): HealthResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const calls = ({ requests }: Ran<HealthResult>): number =>
    requests.reduce((sum, { apiCallsCharged }) => sum + apiCallsCharged, 0);

  const userRow = (org: Org, username: string): Row => {
    const row = rowsOf(org, 'User').find(({ Username }) => Username === username);
    if (row === undefined) throw new Error(`no user ${username}`);
    return row;
  };
  /** Days before now, as the platform writes times. */
  const ago = (org: Org, days: number): string =>
    new Date(org.now() - days * 86_400_000).toISOString().replace('Z', '+0000');
  const job = (org: Org, username: string, more: Partial<BulkJob> = {}): BulkJob =>
    storeBulkJob(org, {
      operation: 'update',
      object: 'Lead',
      createdById: idOf(userRow(org, username)),
      createdDate: ago(org, 1),
      state: 'JobComplete',
      processed: 10,
      errorMessage: null,
      failedRows: [],
      ...more,
    });
  const login = (org: Org, username: string, status: string, days: number): void => {
    const id = idOf(userRow(org, username));
    storeNewRow(org, 'LoginHistory', {
      UserId: id,
      LoginTime: ago(org, days),
      LoginType: 'Remote Access 2.0',
      Application: 'HG Insights',
      Status: status,
    });
    if (status === 'Success') patchRow(org, 'User', userRow(org, username), { LastLoginDate: ago(org, days) });
  };

  it('is fine where nothing went wrong', async () => {
    const org = await open();
    login(org, viewer, 'Success', 1);
    const ran = await run('-o', admin, '-u', viewer);
    expect(ran.text).to.contain('Nothing went wrong');
    expect(resultOf(ran)).to.deep.include({ ready: true, failures: 0, unseen: [] });
    expect(ran.exitCode).to.equal(0);
    expect(calls(ran)).to.be.at.most(4);
  });

  it('says where there was nothing to look at, and does not call that fine', async () => {
    await open();
    const file = join(world.home, 'health.md');
    const ran = await run('-o', admin, '-u', viewer, '--output-file', file);
    expect(ran.exitCode).to.equal(0);
    const report = await readFile(file, 'utf8');
    for (const told of [ran.text, report])
      expect(told.replace(/\s+/g, ' '))
        .to.include('Nothing was found to look at')
        .and.not.match(/Nothing went wrong|FINE/);
    expect(report).to.include('**NOTHING SEEN**').and.include('PRODUCTION').and.not.include('✅ **');
  });

  it('tells failed logins by reason, of this user and this time alone', async () => {
    const org = await open();
    for (const days of [1, 2, 3]) login(org, viewer, 'Invalid Password', days);
    login(org, viewer, 'Success', 4);
    login(org, viewer, 'Restricted IP', 30);
    login(org, admin, 'Restricted IP', 1);
    const { logins, failures } = resultOf(await run('-o', admin, '-u', viewer));
    expect(logins.worked).to.equal(1);
    expect(logins.failed.map(({ status, count }) => ({ status, count }))).to.deep.equal([
      { status: 'Invalid Password', count: 3 },
    ]);
    expect(failures).to.equal(3);
    const long = resultOf(await run('-o', admin, '-u', viewer, '--days', '60', '--max-failed', '4'));
    expect(long).to.include({ failures: 4, ready: true });
  });

  it('tells the errors of failed jobs, those of partly failed ones too where calls are left', async () => {
    const org = await open();
    job(org, viewer, {
      state: 'Failed',
      failedRows: [1, 2].map((n) => ({
        id: `00Q00000000000${n}AAA`,
        error: 'INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: Phone.:Phone --',
        row: { Id: `00Q00000000000${n}AAA`, Phone: 'say "hi", they\nsaid' },
      })),
    });
    job(org, viewer, {
      createdDate: ago(org, 2),
      failedRows: [
        {
          id: '',
          error: 'REQUIRED_FIELD_MISSING:Required fields are missing: [Company]:Company --',
          row: { LastName: 'A' },
        },
      ],
    });
    job(org, admin, { state: 'Failed' });
    job(org, viewer, { state: 'Failed', createdDate: ago(org, 9) });
    const ran = await run('-o', admin, '-u', viewer, '-i', 'hg-insights', '--max-calls', '20');
    const { bulkJobs } = resultOf(ran);
    expect(bulkJobs).to.include({ ofUser: 2, notLookedInto: 0 });
    expect(
      bulkJobs.failed.map(({ state, errors }) => ({
        state,
        codes: errors?.map(({ code, count }) => `${code} ${count}`),
      })),
    ).to.deep.equal([
      { state: 'Failed', codes: ['INVALID_FIELD_FOR_INSERT_UPDATE 2'] },
      { state: 'JobComplete', codes: ['REQUIRED_FIELD_MISSING 1'] },
    ]);
    expect(bulkJobs.failed[0]?.errors?.[0]?.exampleIds).to.deep.equal(['00Q000000000001AAA', '00Q000000000002AAA']);
    expect(ran.exitCode).to.equal(1);
  });

  it('tells what Salesforce says of a job that failed before its first row', async () => {
    const org = await open();
    job(org, viewer, { state: 'Failed', errorMessage: 'InvalidBatch : Field name not found : Phone__x' });
    const { bulkJobs } = resultOf(await run('-o', admin, '-u', viewer));
    expect(bulkJobs.failed[0]).to.include({ message: 'InvalidBatch : Field name not found : Phone__x' });
  });

  it('takes an aborted job for failed, and looks into whatever has ended', async () => {
    const org = await open();
    job(org, viewer, { state: 'Aborted' });
    job(org, viewer, { state: 'Closed' as 'JobComplete', createdDate: ago(org, 2) });
    job(org, viewer, { state: 'InProgress', createdDate: ago(org, 3) });
    const { bulkJobs } = resultOf(await run('-o', admin, '-u', viewer, '--max-calls', '4'));
    expect(bulkJobs.failed.map(({ state }) => state)).to.deep.equal(['Aborted']);
    expect(bulkJobs.notLookedInto).to.equal(1);
  });

  it('finds 3 failed jobs among 5,000 with 6 calls, and says what it did not look at', async () => {
    const org = await open();
    for (let n = 0; n < 4997; n += 1) job(org, admin);
    for (let n = 0; n < 3; n += 1) job(org, viewer, { state: 'Failed', createdDate: ago(org, n) });
    const ran = await run('-o', admin, '-u', viewer);
    expect(calls(ran)).to.be.at.most(6);
    const { bulkJobs, unseen } = resultOf(ran);
    expect(bulkJobs.failed).to.have.lengthOf(3);
    expect(unseen).to.deep.include({ part: 'failedRows', code: 'MAX_CALLS' });
    expect(ran.text).to.contain('--max-calls');
    expect(ran.exitCode).to.equal(1);
  });

  it('does not take a list that was cut for a whole one', async () => {
    const org = await open();
    for (let n = 0; n < 4000; n += 1) job(org, admin);
    const ran = await run('-o', admin, '-u', viewer, '--max-calls', '3');
    expect(resultOf(ran).unseen).to.deep.include({ part: 'bulkJobs', code: 'MAX_CALLS' });
    expect(ran.exitCode).to.equal(3);
  });

  it('tells that the user is frozen, by whom, and that Salesforce may have done it', async () => {
    const org = await open();
    const row = userRow(org, viewer);
    const state = rowsOf(org, 'UserLogin').find(({ UserId }) => UserId === idOf(row));
    if (state) patchRow(org, 'UserLogin', state, { IsFrozen: true });
    storeNewRow(org, 'SetupAuditTrail', {
      Action: 'frozeuser',
      CreatedDate: ago(org, 1),
      CreatedById: idOf(userRow(org, admin)),
      Display: `Froze user account for ${String(row['Name'])}`,
    });
    storeNewRow(org, 'SetupAuditTrail', {
      Action: 'frozeuser',
      CreatedDate: ago(org, 1),
      CreatedById: idOf(userRow(org, admin)),
      Display: `Froze user account for X${String(row['Name'])}`,
    });
    const ran = await run('-o', admin, '-u', viewer, '--max-failed', '100');
    expect(resultOf(ran).user.isFrozen).to.equal(true);
    expect(resultOf(ran).freezes).to.have.lengthOf(1);
    expect(ran.text).to.contain('The user cannot log in').and.contain(`by ${admin}`).and.contain('April 2026');
    expect(ran.exitCode).to.equal(1);
  });

  it('counts Apex jobs and flows that failed', async () => {
    const org = await open();
    const id = idOf(userRow(org, viewer));
    const apex = { JobType: 'Queueable', JobItemsProcessed: 0, CreatedById: id, CreatedDate: ago(org, 1) };
    storeNewRow(org, 'AsyncApexJob', { ...apex, Status: 'Failed', NumberOfErrors: 1, ExtendedStatus: 'First error' });
    storeNewRow(org, 'AsyncApexJob', { ...apex, Status: 'Completed', NumberOfErrors: 2 });
    storeNewRow(org, 'AsyncApexJob', { ...apex, Status: 'Completed', NumberOfErrors: 0 });
    storeNewRow(
      org,
      'FlowInterview',
      {
        OwnerId: id,
        InterviewLabel: 'Route',
        InterviewStatus: 'Error',
        CurrentElement: 'Update_Lead',
        Error: 'No such record',
      },
      id,
    );
    const result = resultOf(await run('-o', admin, '-u', viewer));
    expect(result.apexJobs.map(({ status, errors }) => `${status} ${errors}`).sort()).to.deep.equal([
      'Completed 2',
      'Failed 1',
    ]);
    expect(result.flows.map(({ label, message }) => ({ label, message }))).to.deep.equal([
      { label: 'Route', message: 'No such record' },
    ]);
    expect(result.failures).to.equal(3);
  });

  it('never takes what the runner may not see for fine', async () => {
    await open(viewer);
    const ran = await run('-o', viewer, '-u', admin);
    const { unseen } = resultOf(ran);
    expect(unseen.map(({ part }) => part)).to.include.members(['loginState', 'logins', 'bulkJobs', 'interviews']);
    expect(ran.exitCode).to.equal(3);
  });

  it('names the user that is not there', async () => {
    await open();
    const ran = await run('-o', admin, '-u', 'nobody@example.com');
    expect(ran.outcome).to.have.property('error').with.property('name', 'UserNotFoundError');
    expect(ran.exitCode).to.equal(2);
  });
});
