import { findingTexts } from '../../../../src/cli/presentation.js';
import { surplusOf } from '../../../../src/check/surplus/surplus.js';
import { gap } from '../../../../src/access/snapshot.js';
import type { AccessSnapshot, InspectedUser, OrgSchema } from '../../../../src/access/snapshot.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import { checkReport } from '../../../../src/report/check/checkReport.js';
import type { CheckReport } from '../../../../src/report/check/checkReport.js';
import { checkText } from '../../../../src/report/check/checkText.js';
import { checkDocument } from '../../../../src/report/document/checkDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { golden, goldenFiles } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { reportFilesOf } from '../../../support/reportFiles.js';
import { requirement, user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import { ciro, definition, evaluations, reading, schemaFor, textOptions, wordsOf } from '../support/scenes.js';

type Scene = {
  needs: () => readonly RequirementSet[];
  users: readonly UserSpec[];
  schema?: Partial<OrgSchema>;
  verbose?: true;
  summary?: true;
  fails?: true;
  unread?: true;
};

const objects = [
  'Account',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Lead',
  'Opportunity',
  'Order',
  'Product2',
  'Solution',
];

/** The user as everything of him was read, or not all of it. */
const whole = (one: InspectedUser, unread: boolean): InspectedUser =>
  one.evidence.mode === 'admin'
    ? {
        ...one,
        evidence: {
          ...one.evidence,
          spelled: new Map(
            objects.flatMap((name) => [
              [name.toLowerCase(), name] as const,
              ...Array.from({ length: 40 }, (_, at) => `${name}.Field_${at}__c`).map(
                (field) => [field.toLowerCase(), field] as const,
              ),
            ]),
          ),
          ...(unread ? { fieldRows: gap('INCOMPLETE_ROWS', 'FieldPermissions', '2000/2412') } : {}),
        },
      }
    : one;

const reportOf = ({ needs, users, schema: more = {}, fails, unread }: Scene): CheckReport => {
  const sets = needs();
  const schema = schemaFor(sets, { more });
  const taken: AccessSnapshot = reading(schema, ...users.map((spec) => whole(user(spec), unread === true)));
  const judged = evaluations(taken, sets).map((one) => ({ ...one, failOn: 'required' as const }));
  const surplus = new Map(
    taken.users.map((one: InspectedUser) => [
      one.id,
      surplusOf(
        judged.filter((evaluation) => evaluation.user.id === one.id),
        taken,
        one,
      ),
    ]),
  );
  return checkReport(taken, judged, 8, findingTexts(), { surplus, failOnSurplus: fails === true });
};

const textOf =
  (scene: Scene) =>
  (view: View): string =>
    checkText(
      reportOf(scene),
      textOptions(view, 'integration.check', { verbose: scene.verbose === true, summary: scene.summary === true }),
    );

const needs = (): readonly RequirementSet[] => [
  definition([
    '{ userPermission: ApiEnabled, because: Calls the APIs. }',
    '{ object: Lead, access: [read], because: Leads are read. }',
  ]),
];

const own = { name: 'Integration_acme', permissions: ['ApiEnabled'], objects: { Lead: 'read' } };

/** Objects and fields without end, as a profile of an administrator has them. */
const everything: UserSpec['sources'] = [
  {
    type: 'Profile',
    name: 'System Administrator',
    permissions: [
      'ApiEnabled',
      'ModifyAllData',
      'ViewAllData',
      'ViewSetup',
      'RunReports',
      'TransferAnyLead',
      'EditTask',
    ],
    objects: Object.fromEntries(
      objects.map((name) => [name, 'read create edit delete viewAllRecords modifyAllRecords']),
    ),
    fields: Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`Account.Field_${at}__c`, at % 3 === 0 ? 'read' : 'edit'] as const),
    ),
  },
  own,
];

const scenes: Record<string, Scene> = {
  'an-administrator': { needs, users: [{ ...ciro, sources: everything }] },
  'an-administrator-verbose': { needs, users: [{ ...ciro, sources: everything }], verbose: true },
  none: { needs, users: [{ ...ciro, sources: [own] }] },
  fails: {
    needs,
    fails: true,
    users: [
      { ...ciro, sources: [own, { name: 'Old_Access', permissions: ['RunReports'], objects: { Lead: 'edit read' } }] },
    ],
  },
  'what-stays-holds-too-much': {
    needs,
    users: [
      {
        ...ciro,
        sources: [
          { type: 'PermissionSetGroup', name: 'Sales', permissions: ['ApiEnabled', 'RunReports'] },
          { name: 'Access', permissions: ['ViewSetup'], objects: { Lead: 'read edit' } },
        ],
      },
    ],
  },
  'sets-of-the-vendor': {
    needs: () => [
      definition([
        '{ object: Lead, access: [read], because: Leads are read. }',
        '{ permissionSetAssigned: acme__Base, because: The package brings it. }',
      ]),
    ],
    users: [
      {
        ...ciro,
        sources: [
          own,
          { name: 'Base', namespace: 'acme', permissions: ['ViewAllData', 'RunReports'], objects: { Account: 'read' } },
          { name: 'Extra', namespace: 'acme', permissions: ['TransferAnyLead'], objects: { Contact: 'read' } },
        ],
      },
    ],
  },
  'fails-for-a-set-of-the-vendor': {
    needs: () => [
      definition([
        '{ object: Lead, because: Leads are read. }',
        '{ object: acme__Thing__c, because: Things of the package are read. }',
      ]),
    ],
    fails: true,
    users: [
      { ...ciro, sources: [own, { name: 'Extra', namespace: 'acme', objects: { acme__Thing__c: 'read edit' } }] },
    ],
  },
  'two-users-and-definitions': {
    needs: () => [
      ...needs(),
      { ...definition(['{ object: Contact, because: Contacts are read. }']), integration: 'other' },
    ],
    users: [
      { ...ciro, sources: [own, { name: 'Wide', permissions: ['ModifyAllData'], objects: { Contact: 'read edit' } }] },
      {
        id: '005000000000003AAA',
        username: 'second@example.com',
        name: 'Second',
        sources: [{ ...own, type: 'PermissionSetGroup', name: 'Waiting', stale: true }],
      },
    ],
  },
  unknown: {
    needs,
    fails: true,
    unread: true,
    users: [{ ...ciro, sources: [own] }],
  },
  'dependencies-unread': {
    needs,
    schema: { dependencies: { edges: [], unread: gap('NOT_ANSWERED', 'PermissionDependency', '').gap } },
    users: [{ ...ciro, sources: [own, { name: 'Wide', permissions: ['RunReports', 'ViewSetup'] }] }],
  },
  summary: {
    needs,
    summary: true,
    users: [
      { ...ciro, sources: everything },
      { id: '005000000000003AAA', username: 'exact@example.com', sources: [own] },
    ],
  },
  'by-hand-and-not-filled-in': {
    needs: () => [
      definition([
        '{ userPermission: ApiEnabled, because: Calls the APIs. }',
        '{ manual: Assign the permission set HubSpot Integration., name: assign, because: The package brings it. }',
      ]),
      {
        ...definition(['{ userPermission: ApiEnabled, because: Calls the APIs. }']),
        integration: 'other',
        requirements: [
          requirement({
            ...{
              kind: 'parameter',
              name: 'objects',
              label: 'Objects that are copied',
              of: 'objects',
              example: 'Account',
            },
          }),
        ],
      },
    ],
    fails: true,
    users: [{ ...ciro, sources: [own, { name: 'HubSpot_Integration', objects: { Contact: 'read' } }] }],
  },
  'hostile-names': {
    needs,
    users: [{ ...ciro, sources: [own, { name: '\u001b[31mRed\u0007', permissions: ['RunReports'] }] }],
  },
};

golden('check-surplus', Object.fromEntries(Object.entries(scenes).map(([name, scene]) => [name, textOf(scene)])));

const documentOf = (): ReportDocument =>
  checkDocument(
    reportOf({ needs, fails: true, users: [{ ...ciro, sources: everything }] }),
    textOptions({ width: 80, paint: (_, text) => text }, 'integration.check'),
    { said: wordsOf('document'), version: '0.1.0' },
  );

goldenFiles('reports-surplus', reportFilesOf('surplus', documentOf));
