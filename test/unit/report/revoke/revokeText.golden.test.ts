import { parseEntry } from '../../../../src/access/entry.js';
import type { Entry } from '../../../../src/access/entry.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { evaluate } from '../../../../src/check/evaluate.js';
import { outcomeText } from '../../../../src/report/grant/outcomeText.js';
import { revokeReport } from '../../../../src/report/revoke/revokeReport.js';
import { lostText, revokeText } from '../../../../src/report/revoke/revokeText.js';
import { keptOutcome } from '../../../../src/revoke/revokePlan.js';
import type { AssignedRecord, RevokeAction, RevokePlan } from '../../../../src/revoke/revokePlan.js';
import type { TakeOut } from '../../../../src/revoke/takeOut.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { schema, snapshot, user } from '../../support/snapshot.js';
import { builtIn, schemaFor, textOptions } from '../support/scenes.js';

const org = snapshot(user(), schema());
const name = 'Integration_ciro';
const setId = '0PS000000000001AAA';

const entries = (...ids: string[]): Entry[] =>
  ids.map((id) => {
    const parsed = parseEntry(id);
    if (!parsed) throw new Error(`no entry: ${id}`);
    return parsed;
  });

const takeOut = (more: Partial<TakeOut>): TakeOut => ({
  userPermissions: [],
  objects: [],
  fields: [],
  setup: [],
  entries: [],
  platformEntries: [],
  ...more,
});

const record = (type: string, detail: string): AssignedRecord => ({
  path: `${type}/000000000000001AAA`,
  userId: '005000000000001AAA',
  user: 'ciro@example.com',
  detail,
});
const unassign: RevokeAction = { action: 'unassign', records: [record('PermissionSetAssignment', name)] };
const kept: Extract<RevokeAction, { action: 'keep' }> = {
  action: 'keep',
  what: 'set',
  why: 'OTHERS_HAVE_IT',
  users: [],
  more: [],
  groups: [],
  failsRevoke: true,
};
const keep = (more: Partial<typeof kept>): RevokeAction => ({ ...kept, ...more });

const plan =
  (actions: readonly RevokeAction[], more: Partial<RevokePlan> = {}, fromDefinition = true) =>
  (view: View): string =>
    revokeText(
      {
        plan: { name, formerName: null, set: { id: setId }, actions, notFound: [], ...more },
        snapshot: org,
        needs: { reference: './acme.yml', fromDefinition },
      },
      textOptions(view, 'integration.revoke'),
    );

/** What becomes unmet of ciro, of which the user has everything or nothing. */
const lost =
  (some: 'all' | 'none', done: boolean) =>
  (view: View): string => {
    const requirements = builtIn.ciro;
    const evaluation = {
      reference: 'ciro',
      requirements,
      user: user(),
      findings: evaluate(requirements.requirements, org, user()),
    };
    const met = {
      ...evaluation,
      findings: evaluation.findings.map((finding) => ({ ...finding, status: 'met' as const })),
    };
    const report = revokeReport(
      {
        plan: { name, formerName: null, set: { id: setId }, actions: [unassign], notFound: [] },
        snapshot: { ...org, users: [user()] },
        needs: { reference: 'ciro', fromDefinition: true },
        before: [met],
        expected: [some === 'all' ? evaluation : met],
      },
      null,
      true,
      0,
      findingTexts(),
    );
    return lostText(report, done, textOptions(view, 'integration.revoke'));
  };

golden('revoke', {
  'plan-nothing': plan([]),
  'plan-nothing-left': plan([], {
    set: null,
    notFound: [
      { what: 'user', name: 'ann@example.com', id: '005000000000002AAA', why: 'GONE' },
      { what: 'permissionSet', name, id: setId, why: 'GONE' },
      {
        what: 'license',
        name: 'ciro@example.com',
        id: null,
        why: 'PERHAPS_NEVER_MADE',
        detail: 'SalesforceAPIIntegrationPsl',
      },
    ],
  }),
  'plan-deletes': plan([
    unassign,
    {
      action: 'unassignLicenses',
      records: [record('PermissionSetLicenseAssign', 'SalesforceAPIIntegrationPsl')],
    },
    {
      action: 'deleteSet',
      setId,
      holds: entries('userPermission:RunReports', 'object:Account:read', 'object:Account:edit', 'field:Lead.Site:edit'),
    },
  ]),
  'plan-entries': plan(
    [
      unassign,
      {
        action: 'removeEntries',
        description: '',
        holds: [],
        leaves: [],
        setId,
        takeOut: takeOut({
          entries: entries(
            'userPermission:ViewSetup',
            'object:Account:edit',
            'object:Lead:read',
            'object:Account:read',
            'field:Account.Website:edit',
            'field:Account.AnnualRevenue:edit',
            'field:Account.Site:read',
          ),
          platformEntries: entries('object:Case:read', 'object:Case:viewAllRecords'),
        }),
        alsoFrom: ['ann@example.com', 'bob@example.com'],
      },
    ],
    { formerName: 'Ciro' },
    false,
  ),
  'plan-keeps-for-others': plan([unassign, keep({ users: ['ann@example.com'] })]),
  'plan-keeps-entries-for-others': plan([unassign, keep({ what: 'entries', users: ['ann@example.com'] })]),
  'plan-keeps-what-others-added': plan([
    unassign,
    keep({ why: 'HOLDS_MORE', more: entries('object:Case:read', 'userPermission:ViewSetup') }),
  ]),
  'plan-made-anew': plan([], {
    notFound: [
      { what: 'assignment', name: 'ciro@example.com', id: '0Pa000000000001AAA', why: 'MADE_ANEW', detail: name },
    ],
  }),
  'will-be-unmet': lost('all', false),
  'will-be-unmet-nothing': lost('none', false),
  unmet: lost('all', true),
  'unmet-nothing': lost('none', true),
  steps: (view) =>
    outcomeText(
      [
        { step: 'unassign', user: 'ciro@example.com', result: 'done', detail: name },
        { step: 'licenses', user: 'ciro@example.com', result: 'alreadyDone', detail: 'SalesforceAPIIntegrationPsl' },
        { step: 'entries', result: 'done', detail: name },
        keptOutcome({ ...kept, users: ['ann@example.com'] }),
        keptOutcome({ ...kept, what: 'entries', users: ['ann@example.com', 'zoe@example.com'] }),
        keptOutcome({ ...kept, why: 'IN_A_GROUP', groups: ['Sales_Integration'] }),
        keptOutcome({
          ...kept,
          why: 'HOLDS_MORE',
          more: entries('object:Case:read', 'userPermission:ViewSetup', 'object:Case:edit'),
        }),
        { step: 'proof', result: 'done' },
      ],
      { texts: findingTexts(), schema: schemaFor([]) },
      textOptions(view, 'integration.revoke'),
    ),
});
