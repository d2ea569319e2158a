import { expect } from 'chai';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { ReportFinding } from '../../../../src/report/check/checkReport.js';
import type { AccessCell } from '../../../../src/report/check/objectMatrix.js';
import { accessTable, objectMatrix } from '../../../../src/report/check/objectMatrix.js';
import type { TextOptions } from '../../../../src/report/check/textStyle.js';
import type { ObjectAccess } from '../../../../src/platform/objectAccess.js';
import { textOptions } from '../support/scenes.js';
import { placeOf, withoutRows } from './stepScenes.js';
import type { StepScene } from './stepScenes.js';
import type { UserSpec } from '../../support/snapshot.js';

const some: UserSpec = { sources: [{ name: 'Some', objects: { Account: 'read edit', Lead: 'read' } }] };
const two: UserSpec = { sources: [...(some.sources ?? []), { name: 'Other', objects: { Lead: 'read' } }] };

const integrationLicense = {
  id: null,
  name: 'SalesforceAPIIntegrationPsl',
  label: 'Salesforce API Integration',
  objects: null,
  userPermissions: null,
};

/** A user who sees of himself that he reads both objects. */
const readsBoth = (): NonNullable<UserSpec['self']> => ({
  mode: 'self',
  userPermissions: known(new Set<string>()),
  userPermissionColumns: new Map(
    ['ViewAllData', 'ModifyAllData'].map((name) => [name.toLowerCase(), { name, label: name }]),
  ),
  objects: new Map(
    ['account', 'lead'].map((name) => [name, known({ access: new Set(['read' as const]), fields: new Map() })]),
  ),
});

type Case = {
  readonly title: string;
  readonly scene: () => StepScene;
  /** What no rule makes of a finding. */
  readonly change?: (finding: ReportFinding) => ReportFinding;
  readonly isVerbose?: true;
  readonly width?: number;
  readonly lines: readonly string[];
};

const isMissing = ({ need, status }: ReportFinding): boolean => need.kind === 'object' && status === 'unmet';

/** Waived where it is missing, with a reason by the object. */
const waived = (finding: ReportFinding): ReportFinding =>
  isMissing(finding)
    ? {
        ...finding,
        status: 'waived',
        waiver: {
          reason: finding.name.endsWith('Contact') || finding.id.endsWith('Lead:delete') ? 'Later.' : 'Never.',
          wouldBe: 'unmet',
        },
      }
    : finding;

/** What is read is needed to install, the rest of what is missing to upgrade, and all of leads always. */
const phased = (finding: ReportFinding): ReportFinding =>
  isMissing(finding) && !finding.name.endsWith('Lead')
    ? { ...finding, phase: finding.id.endsWith('read') ? 'install' : 'upgrade' }
    : finding;

const cases: readonly Case[] = [
  {
    title: 'has a row for each object of which something is missing, and a column for each access',
    scene: () => ({ rules: ['{ object: [Account, Contact, Lead], access: [read, edit] }'], user: some }),
    lines: ['           Read     Edit', '  Contact  MISSING  MISSING', '  Lead     ok       MISSING'],
  },
  {
    title: 'has small words for what is not required, and a dash for what is not asked for',
    scene: () => ({
      rules: [
        '{ object: Account, access: [read, delete] }',
        '{ object: Contact, access: [edit], level: recommended }',
        '{ object: Lead, access: [create], level: optional }',
      ],
      user: some,
    }),
    lines: [
      '           Read  Create   Edit     Delete',
      '  Account  ok    -        -        MISSING',
      '  Contact  -     -        missing  -',
      '  Lead     -     missing  -        -',
    ],
  },
  { title: 'is left out where all is met', scene: () => ({ rules: ['{ object: Account }'], user: some }), lines: [] },
  {
    title: 'is left out where no object is asked for',
    scene: () => ({ rules: ['{ userPermission: RunReports }', '{ field: Account.Website }'] }),
    lines: [],
  },
  {
    title: 'is there with its sources where everything was asked for',
    scene: () => ({ rules: ['{ object: Account, access: [read, edit] }', '{ object: Lead }'], user: two }),
    isVerbose: true,
    lines: [
      '           Read  Edit',
      '  Account  ok    ok',
      '  Lead     ok    -',
      '    Account Read, Edit from permission set Some',
      '    Lead Read from permission set Some; permission set Other',
    ],
  },
  {
    title: 'tells reasons, sources of what is met, and ids of what is open where everything was asked for',
    scene: () => ({
      rules: [
        '{ object: [Contact, Lead], access: [read, edit], because: Synced. }',
        '{ object: Contact, access: [delete], because: Cleaned. }',
      ],
      user: some,
    }),
    isVerbose: true,
    lines: [
      '           Read     Edit     Delete',
      '  Contact  MISSING  MISSING  MISSING',
      '  Lead     ok       MISSING  -',
      '    why: Contact: Cleaned.',
      '    why: Contact, Lead: Synced.',
      '    Lead Read from permission set Some',
      '    id: object:Contact:delete, object:Contact:edit, object:Contact:read, object:Lead:edit',
    ],
  },
  {
    title: 'says what gives objects that have no permissions of their own, those alike together',
    scene: () => ({
      rules: [
        '{ object: [Task, Event] }',
        '{ object: Task, access: [create] }',
        '{ object: CampaignMember, access: [read, create] }',
      ],
    }),
    lines: [
      '                  Read     Create',
      '  CampaignMember  MISSING  MISSING',
      '  Event           MISSING  -',
      '  Task            MISSING  MISSING',
      '    CampaignMember: no object permissions exist for this. What gives Create is missing: Read on Campaign, Edit on Lead.',
      '    CampaignMember: no object permissions exist for this. What gives Read is missing: Read on Campaign, Read on Lead.',
      '    Event, Task: no object permissions exist for this. What gives Read is missing: Access Activities (ActivitiesAccess).',
      '    Task: no object permissions exist for this. What gives Create is missing: Access Activities (ActivitiesAccess), Edit Tasks (EditTask).',
    ],
  },
  {
    title: 'says of which permission, asked for as well, something comes',
    scene: () => ({
      rules: ['{ object: [Account, Lead], access: [read, viewAllRecords] }', '{ userPermission: ViewAllData }'],
    }),
    lines: [
      '           Read     ViewAll',
      '  Account  MISSING  MISSING',
      '  Lead     MISSING  MISSING',
      '    Account, Lead: what gives Read, View All Records is needed as well (above), and missing: View All Data (ViewAllData).',
    ],
  },
  {
    title: 'says which minimum is there',
    scene: () => ({
      rules: [
        '{ object: Opportunity, access: [read, edit, viewAllRecords], minimum: [read] }',
        '{ object: Lead, access: [read, edit], minimum: [read] }',
        '{ object: Account, access: [read, edit, delete], minimum: [read, edit] }',
      ],
      user: { sources: [{ objects: { Opportunity: 'read', Lead: 'read', Account: 'read edit' } }] },
    }),
    lines: [
      '               Read  Edit      Delete    ViewAll',
      '  Account      ok    ok        DEGRADED  -',
      '  Lead         ok    DEGRADED  -         -',
      '  Opportunity  ok    DEGRADED  -         DEGRADED',
      '    Account: this is missing: Delete. The minimum (Read, Edit) is there, so the integration works in part.',
      '    Lead: this is missing: Edit. The minimum (Read) is there, so the integration works in part.',
      '    Opportunity: this is missing: Edit, View All Records. The minimum (Read) is there, so the integration works in part.',
    ],
  },
  {
    title: 'says what could not be read, by what it was',
    scene: () => ({
      rules: ['{ object: [Account, Lead], access: [read, edit] }', '{ object: Task }'],
      user: withoutRows(),
    }),
    lines: [
      '           Read     Edit',
      '  Account  UNKNOWN  UNKNOWN',
      '  Lead     UNKNOWN  UNKNOWN',
      '  Task     UNKNOWN  -',
      '    Account, Lead: this is not known: Read, Edit. What could not be read: ObjectPermissions: INVALID_TYPE.',
      '    Task: this is not known: Read. What could not be read: PermissionSet: INVALID_TYPE.',
    ],
  },
  {
    title: 'says what could not be read where nothing more is known of it',
    scene: () => ({
      rules: ['{ object: Account }'],
      user: { evidence: { objectRows: gap('NOT_ANSWERED', 'ObjectPermissions', '') } },
    }),
    lines: [
      '           Read',
      '  Account  UNKNOWN',
      '    Account: this is not known: Read. What could not be read: ObjectPermissions.',
    ],
  },
  {
    title: 'says what was answered in part',
    scene: () => ({
      rules: ['{ object: [Account, Lead] }'],
      user: { evidence: { objectRows: gap('INCOMPLETE_ROWS', 'ObjectPermissions', '1999 of 2400 rows') } },
    }),
    lines: [
      '           Read',
      '  Account  UNKNOWN',
      '  Lead     UNKNOWN',
      '    Account, Lead: this is not known: Read. The answer of the org was incomplete: ObjectPermissions: 1999 of 2400 rows.',
    ],
  },
  {
    title: 'says what users cannot see about themselves',
    scene: () => ({
      rules: ['{ object: [Account, Lead], access: [read, viewAllRecords] }'],
      user: { self: readsBoth() },
    }),
    lines: [
      '           Read  ViewAll',
      '  Account  ok    UNKNOWN',
      '  Lead     ok    UNKNOWN',
      '    Account, Lead: the user cannot see about itself whether it has View All Records.',
    ],
  },
  {
    title: 'says for what the API version is too old, apart from what is just missing',
    scene: () => ({
      rules: ['{ object: [Account, Lead], access: [viewAllFields] }', '{ object: Account }'],
      org: { more: { objectAccessColumns: new Set<ObjectAccess>(['read', 'create', 'edit', 'delete']) } },
    }),
    lines: [
      '           Read     AllFields',
      '  Account  MISSING  UNKNOWN',
      '  Lead     -        UNKNOWN',
      '    Account, Lead: this is not known: View All Fields. The API version in use has no column for it.',
    ],
  },
  {
    title: 'says what is impossible, a sentence for each',
    scene: () => ({
      rules: ['{ object: [Invoice__c, Product2], access: [read, viewAllRecords] }'],
      org: { absent: ['Invoice__c'] },
    }),
    lines: [
      '              Read        ViewAll',
      '  Invoice__c  IMPOSSIBLE  IMPOSSIBLE',
      '  Product2    MISSING     IMPOSSIBLE',
      '    This org has no object Invoice__c.',
      '    Salesforce has no View All Records access on Product2 for anybody with an ordinary license.',
    ],
  },
  {
    title: 'says once which license has to be there first',
    scene: () => ({
      rules: ['{ object: [Account, Lead] }'],
      user: { userLicense: 'Salesforce Integration', orgLicenses: known([integrationLicense]) },
    }),
    lines: [
      '           Read',
      '  Account  MISSING',
      '  Lead     MISSING',
      '    Object permissions can be given only when this is there: Permission set license SalesforceAPIIntegrationPsl.',
    ],
  },
  {
    title: 'says why what is assigned does not give it',
    scene: () => ({
      rules: ['{ object: [Account, Lead], access: [read, edit] }'],
      user: {
        sources: [
          { name: 'Old', inert: 'expired', objects: { Account: 'read edit', Lead: 'read' } },
          { name: 'Off', inert: 'inactive', objects: { Lead: 'edit' } },
        ],
      },
    }),
    lines: [
      '           Read     Edit',
      '  Account  MISSING  MISSING',
      '  Lead     MISSING  MISSING',
      '    ! Account Read, Edit; Lead Read: Permission set Old has it, but its assignment has expired.',
      '    ! Lead Edit: Permission set Off has it, but its assignment is not active.',
    ],
  },
  {
    title: 'says that a pattern reaches no object, once',
    scene: () => ({ rules: ['{ object: "nope_*__c", access: [read, edit] }', '{ object: Account }'] }),
    lines: [
      '             Read     Edit',
      '  Account    MISSING  -',
      '  nope_*__c  n/a      n/a',
      '    No object that takes object permissions matches nope_*__c.',
    ],
  },
  {
    title: 'says what is there and must not be',
    scene: () => ({ rules: ['{ object: Account, access: [edit], forbid: true }', '{ object: Lead }'], user: some }),
    lines: [
      '           Edit',
      '  Account  FORBIDDEN',
      '    The user has Edit on Account, which the definition forbids. It comes from permission set Some.',
    ],
  },
  {
    title: 'says why something is let pass',
    scene: () => ({ rules: ['{ object: [Contact, Lead], access: [read, edit, delete] }'], user: some }),
    change: waived,
    lines: [
      '           Read    Edit    Delete',
      '  Contact  waived  waived  waived',
      '  Lead     ok      waived  waived',
      '    Contact Read, Edit, Delete; Lead Delete: Waived: Later.',
      '    Lead Edit: Waived: Never.',
    ],
  },
  {
    title: 'says for which phase something is needed',
    scene: () => ({ rules: ['{ object: [Contact, Lead, Case], access: [read, edit, delete] }'], user: some }),
    change: phased,
    lines: [
      '           Read     Edit     Delete',
      '  Case     MISSING  MISSING  MISSING',
      '  Contact  MISSING  MISSING  MISSING',
      '  Lead     ok       MISSING  MISSING',
      '    Case Read; Contact Read: only to install',
      '    Case Edit, Delete; Contact Edit, Delete: only to upgrade',
    ],
  },
];

describe('object access as a table', () => {
  for (const { title, scene, change = (finding: ReportFinding) => finding, isVerbose, width = 200, lines } of cases)
    it(title, () => {
      const findings = placeOf(scene()).findings.map(change);
      const options = textOptions({ width, paint: (_, text) => text }, 'integration.check', {
        verbose: isVerbose === true,
      });
      expect(objectMatrix(findings, options)).to.deep.equal(lines);
    });
});

describe('cells of access to objects', () => {
  const cell = (sobject: string, access: ObjectAccess, text: string): AccessCell => ({
    sobject,
    access,
    text,
    tone: 'bad',
  });
  const cells = [
    cell('Account', 'read', 'MISSING'),
    cell('Account', 'edit', 'no'),
    cell('Opportunity', 'edit', 'MISSING'),
  ];
  const table = (width: number, paint: TextOptions['paint'] = (_, text) => text): string[] =>
    accessTable(cells, textOptions({ width, paint }, 'integration.check'));
  const wide = ['               Read     Edit', '  Account      MISSING  no', '  Opportunity  -        MISSING'];
  const widths: ReadonlyArray<readonly [title: string, width: number, lines: readonly string[]]> = [
    ['stand beside the names', 80, wide],
    ['stand beside the names as long as they fit', 33, wide],
    [
      'stand below the names where they do not',
      32,
      ['        Read     Edit', '  Account', '      MISSING  no', '  Opportunity', '      -        MISSING'],
    ],
  ];
  for (const [title, width, lines] of widths)
    it(title, () => {
      expect(table(width)).to.deep.equal(lines);
    });

  it('are painted, and stay in their columns', () => {
    expect(table(80, (tone, text) => `<${tone}>${text}</${tone}>`)).to.deep.equal([
      '               Read     Edit',
      '  Account      <bad>MISSING</bad>  <bad>no</bad>',
      '  Opportunity  -        <bad>MISSING</bad>',
    ]);
  });

  it('have names made harmless', () => {
    expect(
      accessTable(
        [cell('Acc\u202eount', 'delete', 'no')],
        textOptions({ width: 80, paint: (_, text) => text }, 'integration.check'),
      ),
    ).to.deep.equal(['                   Delete', '  Acc\\u{202e}ount  no']);
  });
});
