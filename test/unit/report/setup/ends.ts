/** How setups end, for tests: tests name only what they are about. */
import type { GrantRun } from '../../../../src/grant/grantRun.js';
import { planEnable } from '../../../../src/history/historyPlan.js';
import type { Receipt, ReceiptStep } from '../../../../src/grant/receipt.js';
import { known } from '../../../../src/access/snapshot.js';
import { emptyReceipt } from '../../../../src/history/historyReceipt.js';
import type { HistoryReceiptStep } from '../../../../src/history/historyReceipt.js';
import type { HistoryRun } from '../../../../src/history/historyRun.js';
import { historyStates } from '../../../../src/history/historyState.js';
import type { SetupEnd } from '../../../../src/setup/setupEnd.js';
import { existingSet, planFor } from '../../support/plans.js';
import { history, historyField, schema, snapshot, user } from '../../support/snapshot.js';

const startedAt = '2026-11-28T01:02:03.000Z';
const orgOfReceipt = { id: '00D000000000001EAA', instanceUrl: 'https://example.my.salesforce.com' };

/** The receipt of a grant that made its permission set. */
export const receiptOf = (...steps: ReceiptStep[]): Receipt => ({
  schemaVersion: 1,
  org: orgOfReceipt,
  integration: 'acme',
  reference: 'acme',
  variant: null,
  startedAt,
  users: ['ann@example.com'],
  permissionSet: { name: 'Integration_acme', id: '0PS000000000001AAA', created: true },
  steps,
});

/** Ann got the permission set. */
export const assigned: ReceiptStep = {
  step: 'assignments',
  state: 'done',
  assigned: [{ userId: '005000000000001AAA', username: 'ann@example.com', what: 'Integration_acme', recordId: '0Pa1' }],
};

/** A grant that wrote nothing. @param owned whether the org has the set, and whether grant made it; null where it has none */
export const grantRun = (more: Partial<GrantRun> = {}, owned: boolean | null = null): GrantRun => {
  const plan = planFor('Integration_acme', ['userPermission:ApiEnabled']);
  return {
    mode: 'change',
    plan:
      owned === null
        ? plan
        : { ...plan, permissionSet: { ...plan.permissionSet, existing: existingSet({}, { owned }) } },
    before: [],
    snapshot: snapshot(user()),
    outcomes: [],
    interrupted: false,
    receipt: null,
    after: null,
    ...more,
  };
};

const orgSchema = (isOn: boolean) =>
  schema({ history: new Map([['lead', history(known(isOn), [historyField('Status', isOn)])]]) });
const targets = [{ sobject: 'Lead', fields: ['Status'], suggested: [], ifPresent: false }];

/** History of Lead.Status, which was off and is on at the end. */
export const historyRun = (more: Partial<HistoryRun> = {}): HistoryRun => {
  const states = historyStates(orgSchema(false), targets);
  return {
    mode: 'change',
    org: snapshot(user()).org,
    plan: planEnable(orgSchema(false), states, []),
    takesBack: null,
    states: historyStates(orgSchema(true), targets),
    after: { schema: orgSchema(true), states: historyStates(orgSchema(true), targets) },
    outcomes: [],
    interrupted: false,
    receipt: null,
    ...more,
  };
};

/** The receipt of a run that turned these on, or tried to. */
export const historyReceipt = (...steps: HistoryReceiptStep[]): NonNullable<HistoryRun['receipt']> => ({
  ...emptyReceipt(orgOfReceipt, startedAt),
  steps,
});

/** Lead.Status, turned on. */
export const statusOn: HistoryReceiptStep = { step: 'field', sobject: 'Lead', field: 'Status', state: 'done' };

/** A setup of which nothing is left to be said. */
export const endOf = (more: Partial<SetupEnd> = {}): SetupEnd => ({
  exitCode: 0,
  grants: [],
  history: null,
  historyFailure: null,
  skipped: [],
  ...more,
});
