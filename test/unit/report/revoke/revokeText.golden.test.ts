import { parseEntry } from '../../../../src/access/entry.js';
import type { Entry } from '../../../../src/access/entry.js';
import { outcomeText } from '../../../../src/report/grant/grantText.js';
import { revokeText } from '../../../../src/report/revoke/revokeText.js';
import type { RevokePlan } from '../../../../src/revoke/revokePlan.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { schema, snapshot, user } from '../../support/snapshot.js';
import { textOptions } from '../support/scenes.js';

const { org } = snapshot(user(), schema());

const entry = (id: string): Entry => {
  const parsed = parseEntry(id);
  if (!parsed) throw new Error(`no entry: ${id}`);
  return parsed;
};

const plan =
  (more: Partial<RevokePlan>) =>
  (view: View): string =>
    revokeText(
      {
        name: 'Integration_ciro',
        set: { id: '0PS000000000001AAA' },
        unassign: [],
        licenses: [],
        entries: null,
        platformRows: false,
        deletes: false,
        kept: null,
        ...more,
      },
      org,
      textOptions(view, 'integration.revoke'),
    );

const unassign = [
  { path: 'PermissionSetAssignment/0Pa000000000001AAA', user: 'ciro@example.com', detail: 'Integration_ciro' },
];

golden('revoke', {
  'plan-nothing': plan({}),
  'plan-deletes': plan({
    unassign,
    licenses: [
      {
        path: 'PermissionSetLicenseAssign/2LA000000000001AAA',
        user: 'ciro@example.com',
        detail: 'SalesforceAPIIntegrationPsl',
      },
    ],
    deletes: true,
  }),
  'plan-entries': plan({
    unassign,
    entries: ['userPermission:RunReports', 'object:Account:edit', 'field:Account.Website:edit'].map((id) => ({
      entry: entry(id),
      before: 'none',
    })),
  }),
  'plan-keeps-for-others': plan({ unassign, kept: { code: 'OTHERS_HAVE_IT', detail: 'ann@example.com' } }),
  'plan-keeps-what-others-added': plan({ unassign, kept: { code: 'HOLDS_MORE', detail: 'object:Case:read' } }),
  steps: (view) =>
    outcomeText(
      [
        { step: 'unassign', user: 'ciro@example.com', result: 'done', detail: 'Integration_ciro' },
        { step: 'licenses', user: 'ciro@example.com', result: 'alreadyDone', detail: 'SalesforceAPIIntegrationPsl' },
        { step: 'entries', result: 'done', detail: 'Integration_ciro' },
        { step: 'deleteSet', result: 'skipped', code: 'OTHERS_HAVE_IT', detail: 'ann@example.com' },
        { step: 'proof', result: 'done' },
      ],
      textOptions(view, 'integration.revoke'),
    ),
});
