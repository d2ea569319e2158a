import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import { healthOf } from '../../../src/health/health.js';
import type { Health, HealthOptions } from '../../../src/health/health.js';
import type { BulkJob, BulkJobs, HealthReading } from '../../../src/health/healthReading.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Status } from '../../../src/kinds/verdict.js';

const day = '2026-11-27T10:00:00.000+0000';

const job = (more: Partial<BulkJob> = {}): BulkJob => ({
  id: '750000000000001AAA',
  sobject: 'Lead',
  operation: 'update',
  createdById: '005000000000001AAA',
  createdDate: day,
  state: 'Failed',
  failedRecords: null,
  ...more,
});

const noJobs: BulkJobs = { ofUser: 4, failed: [], notLookedInto: 0, isWhole: true };

/** A user of whom all was seen and nothing went wrong. */
const fine: HealthReading = {
  user: {
    id: '005000000000001AAA',
    username: 'integration@example.com',
    requestedUsername: null,
    name: 'Integration User',
    isActive: known(true),
  },
  since: '2026-11-21T00:00:00.000Z',
  loginState: known({ isFrozen: false, isPasswordLocked: false }),
  logins: known([{ status: 'Success', application: 'Sync', count: 12, latest: day }]),
  lastLogin: known(day),
  bulkJobs: known(noJobs),
  apexJobs: known([]),
  interviews: known([]),
  freezes: known([]),
  limits: known([{ name: 'DailyApiRequests', max: 1000, remaining: 900 }]),
};

const options: HealthOptions = { maxFailed: 0, authentication: 'oauth' };
const healthWith = (
  reading: Partial<HealthReading>,
  findings: readonly Finding[] = [],
  more: Partial<HealthOptions> = {},
): Health => healthOf({ ...fine, ...reading }, findings, { ...options, ...more });

const failedJob = (error: string, more: Partial<BulkJob> = {}): HealthReading['bulkJobs'] =>
  known({ ...noJobs, failed: [{ job: job(more), rows: known([{ error, recordId: null }]), message: null }] });

describe('the health of a user', () => {
  const denied = gap('NOT_AUTHORISED', 'LoginHistory', 'ManageUsers');
  const wrong = known([{ status: 'Invalid Password', application: 'Sync', count: 3, latest: day }]);
  const rows: ReadonlyArray<{
    readonly name: string;
    readonly reading: Partial<HealthReading>;
    readonly options?: Partial<HealthOptions>;
    readonly exitCode: number;
    readonly failures?: number;
  }> = [
    { name: 'is fine where nothing went wrong', reading: {}, exitCode: 0 },
    { name: 'counts failed logins', reading: { logins: wrong, lastLogin: known(null) }, exitCode: 1, failures: 3 },
    {
      name: 'puts up with as many as was said',
      reading: { logins: wrong, lastLogin: known(null) },
      options: { maxFailed: 3 },
      exitCode: 0,
      failures: 3,
    },
    { name: 'counts failed jobs', reading: { bulkJobs: failedJob('X') }, exitCode: 1, failures: 1 },
    {
      name: 'counts Apex jobs',
      reading: {
        apexJobs: known([
          {
            id: '707',
            className: 'Sync',
            jobType: 'Queueable',
            status: 'Failed',
            errors: 1,
            message: '',
            createdDate: day,
          },
        ]),
      },
      exitCode: 1,
      failures: 1,
    },
    {
      name: 'counts flows',
      reading: { interviews: known([{ id: '0Fo', label: 'Route', element: 'Update', message: '', createdDate: day }]) },
      exitCode: 1,
      failures: 1,
    },
    {
      name: 'is bad where the user is frozen, however much is put up with',
      reading: { loginState: known({ isFrozen: true, isPasswordLocked: false }) },
      options: { maxFailed: 100 },
      exitCode: 1,
    },
    {
      name: 'is bad where the user is not active',
      reading: { user: { ...fine.user, isActive: known(false) } },
      exitCode: 1,
    },
    {
      name: 'does not mind a locked password where nobody uses it',
      reading: { loginState: known({ isFrozen: false, isPasswordLocked: true }) },
      exitCode: 0,
    },
    {
      name: 'is bad where the password is locked and used',
      reading: { loginState: known({ isFrozen: false, isPasswordLocked: true }) },
      options: { authentication: 'usernamePassword' },
      exitCode: 1,
    },
    { name: 'is unknown where logins are not seen', reading: { logins: denied }, exitCode: 3 },
    { name: 'is unknown where the state of the user is not seen', reading: { loginState: denied }, exitCode: 3 },
    { name: 'is unknown where jobs are not seen', reading: { bulkJobs: denied }, exitCode: 3 },
    {
      name: 'is unknown where the list of jobs was cut',
      reading: { bulkJobs: known({ ...noJobs, isWhole: false }) },
      exitCode: 3,
    },
    {
      name: 'is unknown where completed jobs were not looked into',
      reading: { bulkJobs: known({ ...noJobs, notLookedInto: 2 }) },
      exitCode: 3,
    },
    { name: 'is unknown where Apex jobs are not seen', reading: { apexJobs: denied }, exitCode: 3 },
    { name: 'is unknown where flows were not looked at', reading: { interviews: null }, exitCode: 3 },
    { name: 'does not hang on who froze somebody', reading: { freezes: denied }, exitCode: 0 },
    { name: 'does not hang on the limits', reading: { limits: denied }, exitCode: 0 },
    {
      name: 'is bad where something failed, whatever else was not seen',
      reading: { bulkJobs: failedJob('X'), logins: denied },
      exitCode: 1,
      failures: 1,
    },
  ];
  for (const { name, reading, options: more, exitCode, failures = 0 } of rows)
    it(name, () => expect(healthWith(reading, [], more)).to.include({ exitCode, failures }));

  it('says which limits are nearly used up', () => {
    const limits = known([
      { name: 'DailyApiRequests', max: 1000, remaining: 99 },
      { name: 'DailyBulkApiBatches', max: 1000, remaining: 100 },
      { name: 'Nothing', max: 0, remaining: 0 },
    ]);
    expect(healthWith({ limits }).scarce.map(({ name }) => name)).to.deep.equal(['DailyApiRequests']);
  });

  it('shows the newest first', () => {
    const jobs = ['2026-11-25', '2026-11-27', '2026-11-26'].map((date) => ({
      job: job({ createdDate: `${date}T00:00:00.000+0000` }),
      rows: known([]),
      message: null,
    }));
    const { jobs: shown } = healthWith({ bulkJobs: known({ ...noJobs, failed: jobs }) });
    expect(shown.map((one) => one.job.createdDate.slice(8, 10))).to.deep.equal(['27', '26', '25']);
  });
});

describe('what explains an error', () => {
  const finding = (need: unknown, status: Status = 'unmet'): Finding =>
    findingOf(
      { need: need as Finding['need'], forbid: false, level: 'required', because: [] },
      verdict(status, 'FIELD_PERMISSION_MISSING', []),
    );
  const phone = finding({ kind: 'field', sobject: 'Lead', field: 'Phone', access: 'edit', standardized: false });
  const phoneMet = finding(
    { kind: 'field', sobject: 'Lead', field: 'Phone', access: 'edit', standardized: false },
    'met',
  );
  const phoneOfContact = finding({
    kind: 'field',
    sobject: 'Contact',
    field: 'Phone',
    access: 'edit',
    standardized: false,
  });
  const create = finding({ kind: 'object', sobject: 'Lead', access: 'create', minimum: [] });
  const edit = finding({ kind: 'object', sobject: 'Lead', access: 'edit', minimum: [] });
  const automation = finding({ kind: 'automation', sobject: 'Lead', onFields: [] });
  const source = finding({ kind: 'picklistValue', sobject: 'Lead', field: 'LeadSource', value: 'HG' });
  const all = [phone, phoneOfContact, create, edit, automation, source];

  const rows: ReadonlyArray<
    readonly [error: string, operation: string, findings: readonly Finding[], ids: readonly string[]]
  > = [
    [
      'INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: Phone.:Phone --',
      'update',
      all,
      ['field:Lead.Phone:edit'],
    ],
    ['INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: Phone.:Phone --', 'update', [phoneMet], []],
    ['INSUFFICIENT_ACCESS_OR_READONLY:insufficient access rights on object id:--', 'update', all, ['object:Lead:edit']],
    [
      'INSUFFICIENT_ACCESS_OR_READONLY:insufficient access rights on object id:--',
      'insert',
      all,
      ['object:Lead:create'],
    ],
    [
      'INSUFFICIENT_ACCESS:no access:Phone --',
      'upsert',
      all,
      ['field:Lead.Phone:edit', 'object:Lead:create', 'object:Lead:edit'],
    ],
    ['FIELD_CUSTOM_VALIDATION_EXCEPTION:no:Phone --', 'insert', all, ['automation:Lead']],
    ['DUPLICATES_DETECTED:Use one of these records?:--', 'insert', all, ['automation:Lead']],
    [
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:bad value for restricted picklist field: HG:LeadSource --',
      'insert',
      all,
      ['picklistValue:Lead.LeadSource=HG'],
    ],
    ['UNABLE_TO_LOCK_ROW:unable to obtain exclusive access:--', 'update', all, []],
  ];
  for (const [error, operation, findings, ids] of rows)
    it(`${operation}: ${error.split(':')[0]} with ${findings.length} findings`, () => {
      const { jobs } = healthWith({ bulkJobs: failedJob(error, { operation }) }, findings);
      const causes = jobs[0]?.errors?.[0]?.explainedBy ?? [];
      expect(causes.map(({ id }) => id).sort()).to.deep.equal(ids);
    });

  const login = (status: string): Partial<HealthReading> => ({
    logins: known([{ status, application: 'Sync', count: 1, latest: day }]),
    lastLogin: known(null),
  });
  const frozen = finding({ kind: 'user', condition: 'notFrozen' });
  const api = finding({ kind: 'userPermission', name: 'ApiEnabled' });
  const password = finding({ kind: 'user', condition: 'passwordValid' });
  const sync = finding({ kind: 'connectedApp', name: 'sync' });
  const other = finding({ kind: 'connectedApp', name: 'Other' });
  const notInstalled = 'Package for this consumer is not installed in your organization';
  for (const [status, ids] of [
    ['User is frozen', ['user:notFrozen']],
    ['USER IS FROZEN', ['user:notFrozen']],
    ['Failed: OAuth API access disabled', ['userPermission:ApiEnabled']],
    ['Maximum logins exceeded', []],
    ['Multi-factor required', ['user:passwordValid']],
    [notInstalled, ['connectedApp:sync']],
  ] as const)
    it(`a login that failed with ${status}`, () => {
      const causes = healthWith(login(status), [frozen, api, password, sync, other]).logins[0]?.explainedBy;
      expect(causes?.map(({ id }) => id)).to.deep.equal(ids);
    });
  it('a login through an app that no rule names may have to do with any of them', () => {
    const causes = healthWith(login(notInstalled), [other]).logins[0]?.explainedBy;
    expect(causes?.map(({ id }) => id)).to.deep.equal(['connectedApp:Other']);
  });
});
