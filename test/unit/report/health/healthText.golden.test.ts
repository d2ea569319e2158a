import { gap, known } from '../../../../src/access/snapshot.js';
import { healthOf } from '../../../../src/health/health.js';
import type { HealthReading } from '../../../../src/health/healthReading.js';
import { findingOf } from '../../../../src/kinds/finding.js';
import { verdict } from '../../../../src/kinds/verdict.js';
import { healthDocument } from '../../../../src/report/document/healthDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { healthJson } from '../../../../src/report/health/healthJson.js';
import type { HealthReport } from '../../../../src/report/health/healthJson.js';
import { healthText } from '../../../../src/report/health/healthText.js';
import type { HealthTextOptions } from '../../../../src/report/health/healthText.js';
import type { Words } from '../../../../src/report/words.js';
import { golden, goldenFiles } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { reportFilesOf } from '../../../support/reportFiles.js';
import { wordsOf } from '../support/scenes.js';

const org = {
  id: '00D5g0000000GBsEAM',
  username: 'admin@example.com',
  instanceUrl: 'https://acme.example',
  apiVersion: '66.0',
  name: 'Acme',
  type: 'production',
} as const;
const [own, ofCheck] = [wordsOf('integration.health'), wordsOf('integration.check')];
const words: Words = (key, tokens) => (key.startsWith('report.') ? ofCheck : own)(key, tokens);

const fine: HealthReading = {
  user: {
    id: '0055g000000001AAAQ',
    username: 'integration@example.com',
    requestedUsername: null,
    name: 'Integration User',
    isActive: known(true),
  },
  since: '2026-11-21T10:00:00.000Z',
  loginState: known({ isFrozen: false, isPasswordLocked: false }),
  logins: known([{ status: 'Success', application: 'HG Insights', count: 12, latest: '2026-11-28T09:00:00.000+0000' }]),
  lastLogin: known('2026-11-28T09:00:00.000+0000'),
  bulkJobs: known({ ofUser: 4, failed: [], notLookedInto: 0, isWhole: true }),
  apexJobs: known([]),
  interviews: known([]),
  freezes: known([]),
  limits: known([{ name: 'DailyApiRequests', max: 100_000, remaining: 90_000 }]),
};

const phone = findingOf(
  {
    need: { kind: 'field', sobject: 'Lead', field: 'Phone', access: 'edit', standardized: false },
    forbid: false,
    level: 'required',
    because: [],
  },
  verdict('unmet', 'FIELD_PERMISSION_MISSING', []),
);

const job = (n: number, state: string, failedRecords: number | null) => ({
  id: `7505g00000000${String(n).padStart(2, '0')}AAA`,
  sobject: 'Lead',
  operation: 'update',
  createdById: fine.user.id,
  createdDate: `2026-11-27T${String(n).padStart(2, '0')}:00:00.000+0000`,
  state,
  failedRecords,
});

const noFieldAccess =
  'INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: Phone. Please check the security settings of this field and verify that it is read/write for your profile or permission set.:Phone --';

const wrong: Partial<HealthReading> = {
  loginState: known({ isFrozen: true, isPasswordLocked: true }),
  freezes: known([
    {
      action: 'frozeuser',
      when: '2026-11-27T22:10:00.000+0000',
      who: 'admin@example.com',
      text: 'Froze user account for Integration User',
    },
  ]),
  logins: known([
    { status: 'Success', application: 'HG Insights', count: 12, latest: '2026-11-27T09:00:00.000+0000' },
    { status: 'User is frozen', application: 'HG Insights', count: 3, latest: '2026-11-28T09:00:00.000+0000' },
    { status: 'Restricted IP', application: 'Sync\u001b[31m', count: 1, latest: '2026-11-26T09:00:00.000+0000' },
  ]),
  bulkJobs: known({
    ofUser: 16,
    notLookedInto: 2,
    isWhole: true,
    failed: [
      {
        job: job(1, 'JobComplete', 1200),
        message: null,
        rows: known([
          ...Array.from({ length: 1000 }, (_, n) => ({
            error: noFieldAccess,
            recordId: `00Q5g00000000${String(n).padStart(3, '0')}AA`,
          })),
          ...Array.from({ length: 200 }, () => ({
            error: 'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record:--',
            recordId: null,
          })),
        ]),
      },
      { job: job(2, 'Failed', null), message: 'InvalidBatch : Field name not found : Phone__c', rows: known([]) },
      { job: job(3, 'Failed', null), message: null, rows: null },
    ],
  }),
  apexJobs: known([
    {
      id: '7075g00000000001AA',
      className: 'LeadRouter',
      jobType: 'Queueable',
      status: 'Failed',
      errors: 1,
      message: 'First error: Update failed.',
      createdDate: '2026-11-27T09:00:00.000+0000',
    },
  ]),
  interviews: known([
    {
      id: '0Fo5g00000000001AA',
      label: 'Route leads',
      element: 'Update_Lead',
      message: 'The flow tried to update these records: null.',
      createdDate: '2026-11-27T09:00:00.000+0000',
    },
  ]),
  limits: known([{ name: 'DailyApiRequests', max: 100_000, remaining: 950 }]),
};

const denied = (needs: string): ReturnType<typeof gap> => gap('NOT_AUTHORISED', '', needs);

const unseen: Partial<HealthReading> = {
  loginState: denied('ManageUsers'),
  logins: denied('ManageUsers, MonitorLoginHistory'),
  bulkJobs: known({ ofUser: 2, failed: [], notLookedInto: 0, isWhole: false }),
  apexJobs: gap('NOT_ANSWERED', 'AsyncApexJob', 'INVALID_TYPE: no such thing'),
  interviews: null,
  freezes: null,
  limits: gap('NOT_ANSWERED', 'Limits', ''),
};

const options = (view: View): HealthTextOptions => ({
  ...view,
  words,
  plugin: '0.1.0',
  again: (more) => ['sf integration health -o admin@example.com', ...more].join(' '),
  check: 'sf integration check -o admin@example.com -u integration@example.com -i hg-insights',
  results: (id) => `sf data bulk results -o admin@example.com --job-id ${id}`,
});

const reportOf = (reading: Partial<HealthReading>, maxFailed = 0, wasChecked = true): HealthReport => {
  const whole = { ...fine, ...reading };
  return {
    org,
    at: '2026-11-28T10:00:00.000Z',
    reading: whole,
    health: healthOf(whole, [phone], { maxFailed, authentication: 'oauth' }),
    apiCalls: 3,
    maxFailed,
    wasChecked,
    openNeeds: wasChecked && maxFailed === 0 ? 1 : 0,
  };
};

const text =
  (...of: Parameters<typeof reportOf>) =>
  (view: View): string =>
    healthText(reportOf(...of), options(view));

/** The same as a document, of which every format is made. */
const document =
  (...of: Parameters<typeof reportOf>) =>
  (): ReportDocument => {
    const report = reportOf(...of);
    const view: View = { width: 80, paint: (_, one) => one };
    const json = healthJson(report);
    return healthDocument({ report, json }, options(view), { said: wordsOf('document'), version: '0.1.0' });
  };

golden('health', {
  fine: text({}),
  everythingWrong: text(wrong),
  putUpWith: text({ apexJobs: wrong.apexJobs ?? fine.apexJobs }, 3),
  unseen: text(unseen),
  frozen: text({ loginState: known({ isFrozen: true, isPasswordLocked: false }) }),
  nothingThere: text({
    logins: known([]),
    lastLogin: known(null),
    bulkJobs: known({ ofUser: 0, failed: [], notLookedInto: 0, isWhole: true }),
  }),
  notChecked: text({ bulkJobs: wrong.bulkJobs ?? fine.bulkJobs }, 0, false),
});

goldenFiles('reports-health', {
  ...reportFilesOf('everythingWrong', document(wrong)),
  ...reportFilesOf('unseen', document(unseen)),
});
