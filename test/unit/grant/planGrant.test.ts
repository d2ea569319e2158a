import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { isEmpty } from '../../../src/grant/grantPlan.js';
import type { Plan, Scope } from '../../../src/grant/grantPlan.js';
import { field, needs, notRead, requirement, objectList } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { entryOf, existingSet, planned } from '../support/plans.js';
import type { Holds } from '../support/plans.js';

const { permission, object, anyOf } = needs;
const name = 'Integration_acme';

type Case = {
  title: string;
  requirements: Requirement[];
  /** One user without anything where nobody is named. */
  users?: UserSpec[];
  schema?: Partial<OrgSchema>;
  /** What the permission set holds already, and who has it; without it, it has to be made. */
  set?: { holds?: Holds; assignees?: string[] };
  scope?: Partial<Scope>;
  edges?: [from: string, to: string][];
  /** One line for each thing in the plan; who gets the set is told only where a case names its users. */
  plan: string[];
};

const planOf = ({ set, edges = [], requirements, ...world }: Case): Plan =>
  planned(
    {
      ...world,
      existing: set ? existingSet(set.holds, { assignees: set.assignees ?? [] }) : null,
      edges: edges.map(([from, to]) => ({ from: entryOf(from), to: entryOf(to) })),
    },
    requirements,
  );

const lines = (plan: Plan, withUsers: boolean): string[] => [
  ...plan.adds.map((one) => `${one.reason} ${entryId(one.entry)} for ${one.neededBy.join(' ')}`),
  ...plan.platformAdds.map((id) => `platform ${id}`),
  ...(withUsers
    ? plan.users.map(({ username, assign, licenses }) =>
        [username, ...(assign ? ['assign'] : []), ...licenses].join(' '),
      )
    : []),
  ...plan.closes.map((id) => `closes ${id}`),
  ...plan.manual.map(({ id, code }) => `manual ${id} ${code}`),
];

const table = (cases: Case[]): void => {
  for (const one of cases) {
    it(one.title, () => expect(lines(planOf(one), one.users !== undefined)).to.deep.equal(one.plan));
  }
};

const need = requirement;
const recommended = { level: 'recommended' } as const;
const optional = { level: 'optional' } as const;
const forbid = { forbid: true };
const reads = (...sobjects: string[]): Requirement[] => sobjects.map((sobject) => need(object(sobject, 'read')));
/** The permission set as a user has it. */
const own = { name, objects: { Lead: 'read' } };

describe('planGrant: what is planned', () => {
  table([
    { title: 'nothing where nothing is needed', requirements: [], plan: [] },
    {
      title: 'nothing where everything is held',
      requirements: reads('Lead'),
      users: [{ sources: [{ objects: { Lead: 'read' } }] }],
      plan: ['ann@example.com'],
    },
    {
      title: 'what is asked for, spelled and sorted as the org does',
      requirements: [need(permission('runreports')), need(object('LEAD', 'read')), need(object('account', 'read'))],
      plan: [
        'requested object:Account:read for object:Account:read',
        'requested object:Lead:read for object:Lead:read',
        'requested userPermission:RunReports for userPermission:RunReports',
        'closes object:Account:read',
        'closes object:Lead:read',
        'closes userPermission:RunReports',
      ],
    },
    {
      title: 'what that needs in the same set (facts B2, B9)',
      requirements: [need(object('Contact', 'edit'))],
      plan: [
        'dependency object:Account:read for object:Contact:read',
        'requested object:Contact:edit for object:Contact:edit',
        'dependency object:Contact:read for object:Contact:edit',
        'closes object:Contact:edit',
      ],
    },
    {
      title: 'what the org says that it needs, spelled as the org does (fact D7)',
      requirements: reads('Lead'),
      edges: [['object:Lead:read', 'userPermission:runreports']],
      plan: [
        'requested object:Lead:read for object:Lead:read',
        'dependency userPermission:RunReports for object:Lead:read',
        'closes object:Lead:read',
      ],
    },
    {
      title: 'fields that the org says are needed, also of objects without object permissions',
      requirements: [need(permission('EditTask'))],
      edges: [['userPermission:EditTask', 'field:Task.WhoId:read']],
      plan: [
        'dependency field:Task.WhoId:read for userPermission:EditTask',
        'requested userPermission:EditTask for userPermission:EditTask',
        'closes userPermission:EditTask',
      ],
    },
    {
      title: 'no dependency that this org does not have',
      requirements: [...reads('Contact'), need(permission('EditTask'))],
      schema: { permissionableObjects: known(objectList('Contact')) },
      edges: [['userPermission:EditTask', 'userPermission:NotHere']],
      plan: [
        'requested object:Contact:read for object:Contact:read',
        'requested userPermission:EditTask for userPermission:EditTask',
        'closes object:Contact:read',
        'closes userPermission:EditTask',
      ],
    },
    {
      title: 'one entry for all who ask for it',
      requirements: [need(object('CampaignMember', 'read')), ...reads('Campaign')],
      plan: [
        'requested object:Campaign:read for object:Campaign:read object:CampaignMember:read',
        'requested object:Lead:read for object:CampaignMember:read',
        'closes object:Campaign:read',
        'closes object:CampaignMember:read',
      ],
    },
    {
      title: 'edit of a field once, not read beside it; read of another one',
      requirements: [
        need(object('Account', 'edit')),
        ...['Website', 'Industry'].map((one) => need(needs.field('Account', one))),
        need(needs.field('Account', 'Website', 'edit')),
      ],
      users: [{ sources: [{ objects: { Account: 'read edit' } }] }],
      plan: [
        'requested field:Account.Industry:read for field:Account.Industry:read',
        'requested field:Account.Website:edit for field:Account.Website:edit',
        'ann@example.com assign',
        'closes field:Account.Industry:read',
        'closes field:Account.Website:edit',
        'closes field:Account.Website:read',
      ],
    },
    {
      title: 'a custom field of activities on both of them (fact C10)',
      requirements: [need(needs.field('Task', 'X__c')), need(permission('ActivitiesAccess'))],
      users: [{ sources: [{ permissions: ['ActivitiesAccess'] }] }],
      schema: {
        fields: new Map(['task', 'event'].map((key) => [key, known(new Map([['x__c', field('X__c')]]))] as const)),
      },
      plan: [
        'requested field:Event.X__c:read for field:Task.X__c:read',
        'requested field:Task.X__c:read for field:Task.X__c:read',
        'ann@example.com assign',
        'closes field:Task.X__c:read',
      ],
    },
    {
      title: 'what only people can do stays for them',
      requirements: [need(permission('ChatterInternalUser')), need(object('Nope__c', 'read')), ...reads('Lead')],
      plan: [
        'requested object:Lead:read for object:Lead:read',
        'closes object:Lead:read',
        'manual object:Nope__c:read NO_SUCH_OBJECT',
        'manual userPermission:ChatterInternalUser USER_PERMISSION_ON_PROFILE_ONLY',
      ],
    },
    {
      title: 'what is held and forbidden is never taken away',
      requirements: [need(permission('RunReports'), forbid)],
      users: [{ sources: [{ permissions: ['RunReports'] }] }],
      plan: ['ann@example.com', 'manual not:userPermission:RunReports FORBIDDEN_HELD'],
    },
    {
      title: 'what could not be read is not planned',
      requirements: reads('Lead'),
      users: [{ evidence: { objectRows: notRead } }],
      plan: ['ann@example.com'],
    },
    {
      title: 'the first alternative that is possible',
      requirements: [need(anyOf('way', [need(permission('NotHere'))], reads('Lead', 'Account'), reads('Campaign')))],
      plan: [
        'requested object:Account:read for anyOf:way',
        'requested object:Lead:read for anyOf:way',
        'closes anyOf:way',
      ],
    },
  ]);
});

describe('planGrant: scope', () => {
  const requirements = [
    ...reads('Lead'),
    need(object('Account', 'read'), recommended),
    need(object('Campaign', 'read'), optional),
    need(object('Opportunity', 'edit', ['read'])),
    need(permission('ChatterInternalUser'), recommended),
  ];
  const users: UserSpec[] = [{ sources: [{ objects: { Opportunity: 'read' } }] }];
  const closed = (scope: Partial<Scope>): string[] =>
    lines(planOf({ title: '', requirements, users, scope, plan: [] }), false).filter(
      (line) => !/^requested|^dep/.test(line),
    );
  const cases: [scope: Partial<Scope>, expected: string[]][] = [
    [{}, ['closes object:Lead:read']],
    [
      { recommended: true },
      [
        'closes object:Account:read',
        'closes object:Lead:read',
        'manual userPermission:ChatterInternalUser USER_PERMISSION_ON_PROFILE_ONLY',
      ],
    ],
    [{ optional: true }, ['closes object:Campaign:read', 'closes object:Lead:read']],
    // Opportunity brings Read on Account, which is recommended.
    [{ degraded: true }, ['closes object:Account:read', 'closes object:Lead:read', 'closes object:Opportunity:edit']],
    [{ degraded: true, minimum: true }, ['closes object:Lead:read']],
  ];
  for (const [scope, expected] of cases) {
    it(`${Object.keys(scope).join(', ') || 'required alone'}`, () => expect(closed(scope)).to.deep.equal(expected));
  }

  table([
    {
      title: 'with minimum: of a rule that names one, that alone',
      requirements: [
        need(object('Opportunity', 'read', ['read'])),
        need(object('Opportunity', 'edit', ['read'])),
        need(object('Lead', 'edit')),
        need(permission('RunReports')),
      ],
      scope: { minimum: true },
      plan: [
        'dependency object:Account:read for object:Opportunity:read',
        'requested object:Lead:edit for object:Lead:edit',
        'dependency object:Lead:read for object:Lead:edit',
        'requested object:Opportunity:read for object:Opportunity:read',
        'requested userPermission:RunReports for userPermission:RunReports',
        'closes object:Lead:edit',
        'closes object:Opportunity:read',
        'closes userPermission:RunReports',
      ],
    },
    {
      title: 'with minimum: what holds for every user stays for people',
      requirements: [],
      users: [{ isActive: known(false) }],
      scope: { minimum: true },
      plan: ['ann@example.com', 'manual user:active USER_INACTIVE'],
    },
    {
      title: 'without it: all of the rule',
      requirements: [need(object('Lead', 'edit', ['read']))],
      plan: [
        'requested object:Lead:edit for object:Lead:edit',
        'dependency object:Lead:read for object:Lead:edit',
        'closes object:Lead:edit',
      ],
    },
  ]);
});

describe('planGrant: permissions over all data or all users', () => {
  table([
    {
      title: 'are not planned for a rule that only they could meet',
      requirements: [need(object('Task', 'modifyAllRecords')), need(object('User', 'edit'))],
      plan: [
        'manual object:Task:modifyAllRecords ONLY_BLANKET_PERMISSION',
        'manual object:User:edit ONLY_BLANKET_PERMISSION',
      ],
    },
    {
      title: 'are planned where a rule names them, with what they need, and with what the platform adds (fact B8)',
      requirements: [need(permission('viewalldata'))],
      plan: [
        'requested userPermission:ViewAllData for userPermission:ViewAllData',
        'dependency userPermission:ViewSetup for userPermission:ViewAllData',
        'platform object:*:read',
        'platform object:*:viewAllRecords',
        'closes userPermission:ViewAllData',
      ],
    },
    {
      title: 'bring others of their kind along when they are named themselves',
      requirements: [need(permission('ModifyAllData')), need(object('Task', 'modifyAllRecords'))],
      plan: [
        'dependency userPermission:EditEvent for userPermission:ModifyAllData',
        'dependency userPermission:EditTask for userPermission:ModifyAllData',
        'requested userPermission:ModifyAllData for object:Task:modifyAllRecords userPermission:ModifyAllData',
        'dependency userPermission:ModifyMetadata for userPermission:ModifyAllData',
        'dependency userPermission:RunReports for userPermission:ModifyAllData',
        'dependency userPermission:ViewAllData for userPermission:ModifyAllData',
        'dependency userPermission:ViewSetup for userPermission:ModifyMetadata userPermission:ViewAllData',
        ...['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'].map(
          (access) => `platform object:*:${access}`,
        ),
        'closes object:Task:modifyAllRecords',
        'closes userPermission:ModifyAllData',
      ],
    },
    {
      title: 'are not brought along by something else',
      requirements: [need(permission('RunReports')), ...reads('Lead')],
      edges: [['userPermission:RunReports', 'userPermission:ManageUsers']],
      plan: [
        'requested object:Lead:read for object:Lead:read',
        'closes object:Lead:read',
        'manual userPermission:RunReports USER_PERMISSION_MISSING',
      ],
    },
    {
      title: 'are brought along where a rule names them as well',
      requirements: [need(permission('RunReports')), need(permission('ViewAllData'))],
      users: [{}],
      schema: {
        permissionSetColumns: known(
          new Map(['RunReports', 'ViewAllData'].map((one) => [one.toLowerCase(), { name: one, label: one }])),
        ),
      },
      edges: [['userPermission:RunReports', 'userPermission:ViewAllData']],
      plan: [
        'requested userPermission:RunReports for userPermission:RunReports',
        'requested userPermission:ViewAllData for userPermission:ViewAllData',
        'platform object:*:read',
        'platform object:*:viewAllRecords',
        'ann@example.com assign',
        'closes userPermission:RunReports',
        'closes userPermission:ViewAllData',
      ],
    },
    {
      title: 'nothing at all of a need of which one part would bring one along',
      requirements: [need(object('CampaignMember', 'create'))],
      edges: [['object:Lead:edit', 'userPermission:ManageUsers']],
      plan: ['manual object:CampaignMember:create DERIVED_PERMISSION_MISSING'],
    },
  ]);
});

describe('planGrant: the permission set that is there', () => {
  const ann = '005000000000001AAA';
  table([
    {
      title: 'is extended by what it lacks',
      requirements: [need(object('Lead', 'edit')), need(permission('RunReports'))],
      users: [{ sources: [own] }],
      set: { holds: own, assignees: [ann] },
      plan: [
        'requested object:Lead:edit for object:Lead:edit',
        'requested userPermission:RunReports for userPermission:RunReports',
        'ann@example.com',
        'closes object:Lead:edit',
        'closes userPermission:RunReports',
      ],
    },
    {
      title: 'is assigned where it holds everything already',
      requirements: reads('Lead'),
      users: [{}],
      set: { holds: own },
      plan: ['ann@example.com assign', 'closes object:Lead:read'],
    },
    {
      title: 'brings what it held before to those who get it',
      requirements: [...reads('Lead'), need(object('Account', 'read'), recommended)],
      users: [{}],
      set: { holds: { objects: { Account: 'read' } } },
      plan: [
        'requested object:Lead:read for object:Lead:read',
        'ann@example.com assign',
        'closes object:Account:read',
        'closes object:Lead:read',
      ],
    },
    {
      title: 'is not given to somebody for what it holds and nobody may plan',
      requirements: [need(object('User', 'edit'))],
      users: [{}],
      set: { holds: { permissions: ['ManageInternalUsers'] } },
      plan: ['ann@example.com', 'manual object:User:edit ONLY_BLANKET_PERMISSION'],
    },
    {
      title: 'platform rows are not told again of what it holds',
      requirements: [need(permission('ViewAllData')), need(permission('RunReports'))],
      users: [{ sources: [{ name, permissions: ['ViewAllData'] }] }],
      set: { holds: { permissions: ['ViewAllData'] }, assignees: [ann] },
      plan: [
        'requested userPermission:RunReports for userPermission:RunReports',
        'ann@example.com',
        'closes userPermission:RunReports',
      ],
    },
    {
      title: 'a set of a package with the same name is another one',
      requirements: reads('Account'),
      users: [{ sources: [{ ...own, namespace: 'acme', inert: 'expired' }] }],
      set: {},
      plan: [
        'requested object:Account:read for object:Account:read',
        'ann@example.com assign',
        'closes object:Account:read',
      ],
    },
    {
      title: 'a group with the same name is another thing',
      requirements: reads('Account'),
      users: [{ sources: [{ ...own, type: 'PermissionSetGroup', inert: 'expired' }] }],
      set: {},
      plan: [
        'requested object:Account:read for object:Account:read',
        'ann@example.com assign',
        'closes object:Account:read',
      ],
    },
    {
      title: 'an expired assignment of another set stands in nobody’s way',
      requirements: reads('Account'),
      users: [{ sources: [{ ...own, name: 'Other', inert: 'expired' }] }],
      set: {},
      plan: [
        'requested object:Account:read for object:Account:read',
        'ann@example.com assign',
        'closes object:Account:read',
      ],
    },
    {
      title: 'an assignment that has run out is left to people (facts A2, A9, A19)',
      requirements: reads('Account'),
      users: [{ sources: [{ ...own, inert: 'expired' }] }],
      set: { holds: own },
      plan: ['ann@example.com', 'manual object:Account:read OBJECT_PERMISSION_MISSING'],
    },
    {
      title: 'and does not keep others from getting theirs',
      requirements: reads('Account'),
      users: [
        { sources: [{ ...own, inert: 'needsActivation' }] },
        { id: '005000000000002AAA', username: 'bob@example.com' },
      ],
      set: { holds: own },
      plan: [
        'requested object:Account:read for object:Account:read',
        'ann@example.com',
        'bob@example.com assign',
        'manual object:Account:read OBJECT_PERMISSION_MISSING',
      ],
    },
    {
      title: 'keeps granting what the other sets of its user do not',
      requirements: [...reads('Lead', 'Account'), need(object('Lead', 'delete'), forbid)],
      users: [{ sources: [{ name: 'Other', objects: { Account: 'read' } }, own] }],
      set: { holds: own, assignees: [ann] },
      plan: ['ann@example.com'],
    },
  ]);
});

describe('planGrant: several users', () => {
  const bob = { id: '005000000000002AAA', username: 'bob@example.com' };
  table([
    {
      title: 'those who lack something get the set, the others not',
      requirements: reads('Lead', 'Account'),
      users: [
        { sources: [{ objects: { Lead: 'read', Account: 'read' } }] },
        { ...bob, sources: [{ objects: { Lead: 'read' } }] },
      ],
      plan: [
        'requested object:Account:read for object:Account:read',
        'ann@example.com',
        'bob@example.com assign',
        'closes object:Account:read',
      ],
    },
    {
      title: 'each may lack something else',
      requirements: reads('Lead', 'Account'),
      users: [{ sources: [{ objects: { Account: 'read' } }] }, { ...bob, sources: [{ objects: { Lead: 'read' } }] }],
      plan: [
        'requested object:Account:read for object:Account:read',
        'requested object:Lead:read for object:Lead:read',
        'ann@example.com assign',
        'bob@example.com assign',
        'closes object:Account:read',
        'closes object:Lead:read',
      ],
    },
    {
      title: 'who lacks only what people have to do gets nothing',
      requirements: [need(permission('ChatterInternalUser'), {}), ...reads('Lead')],
      users: [{ sources: [{ objects: { Lead: 'read' } }] }, bob],
      plan: [
        'requested object:Lead:read for object:Lead:read',
        'ann@example.com',
        'bob@example.com assign',
        'closes object:Lead:read',
        'manual userPermission:ChatterInternalUser USER_PERMISSION_ON_PROFILE_ONLY',
      ],
    },
    {
      title: 'a user in self mode, of whom no rows were read, is not known to be helped',
      requirements: reads('Lead'),
      users: [
        {
          self: {
            mode: 'self',
            userPermissions: known(new Set()),
            userPermissionColumns: new Map(),
            objects: new Map([['lead', known({ access: new Set(), fields: new Map() })]]),
          },
        },
      ],
      plan: [
        'requested object:Lead:read for object:Lead:read',
        'ann@example.com assign',
        'manual object:Lead:read OBJECT_PERMISSION_MISSING',
      ],
    },
  ]);
});

describe('planGrant: licenses', () => {
  const psl = 'SalesforceAPIIntegrationPsl';
  const lift = { id: '0PL', name: psl, label: 'Salesforce API Integration', objects: null, userPermissions: null };
  const integration: UserSpec = { userLicense: 'Salesforce Integration', orgLicenses: known([lift]) };
  const id = `license:${psl}`;
  table([
    {
      title: 'the one that an integration user lacks comes first (facts A15-A17)',
      requirements: reads('Lead'),
      users: [integration],
      plan: [
        'requested object:Lead:read for object:Lead:read',
        `ann@example.com assign ${psl}`,
        `closes ${id}`,
        'closes object:Lead:read',
      ],
    },
    {
      title: 'alone, where nothing else is missing',
      requirements: reads('Thing__c'),
      users: [{ ...integration, sources: [{ objects: { Thing__c: 'read' } }] }],
      plan: [`ann@example.com ${psl}`, `closes ${id}`],
    },
    {
      title: 'not where it is assigned',
      requirements: reads('Lead'),
      users: [{ ...integration, permissionSetLicenses: known([lift]) }],
      plan: ['requested object:Lead:read for object:Lead:read', 'ann@example.com assign', 'closes object:Lead:read'],
    },
    {
      title: 'not for a user whose own set has run out',
      requirements: reads('Lead'),
      users: [{ ...integration, sources: [{ ...own, inert: 'expired' }] }],
      set: { holds: own },
      plan: ['ann@example.com', `manual ${id} LICENSE_MISSING`, 'manual object:Lead:read OBJECT_PERMISSION_MISSING'],
    },
    {
      title: 'what it forbids is not planned, nor what that would bring along (fact A16)',
      requirements: [need(permission('RunReports')), need(permission('EditTask')), need(permission('ViewSetup'))],
      users: [
        { ...integration, orgLicenses: known([{ ...lift, userPermissions: new Set(['edittask', 'viewsetup']) }]) },
      ],
      edges: [['userPermission:EditTask', 'userPermission:RunReports']],
      plan: [
        'requested userPermission:ViewSetup for userPermission:ViewSetup',
        `ann@example.com assign ${psl}`,
        `closes ${id}`,
        'closes userPermission:ViewSetup',
        'manual userPermission:EditTask USER_PERMISSION_MISSING',
        'manual userPermission:RunReports LICENSE_FORBIDS_PERMISSION',
      ],
    },
    {
      title: 'one that the org tells nothing about is assigned all the same',
      requirements: reads('Lead'),
      users: [
        {
          ...integration,
          orgLicenses: gap('NOT_ANSWERED', 'PermissionSetLicense', ''),
          permissionSetLicenses: known([]),
        },
      ],
      plan: [
        'requested object:Lead:read for object:Lead:read',
        `ann@example.com assign ${psl}`,
        `closes ${id}`,
        'closes object:Lead:read',
      ],
    },
    {
      title: 'a ceiling of which nobody was asked forbids nothing',
      requirements: [need(permission('EditTask'))],
      users: [{ ...integration, orgLicenses: known([{ ...lift, userPermissions: new Set(['edittask']) }]) }],
      schema: {
        permissionSetColumns: known(
          new Map(['EditTask', 'Odd'].map((one) => [one.toLowerCase(), { name: one, label: one }])),
        ),
        licenseCeilingColumns: known(
          new Map(['EditTask', 'Odd'].map((one) => [one.toLowerCase(), { name: one, label: one }])),
        ),
      },
      edges: [['userPermission:EditTask', 'userPermission:Odd']],
      plan: [
        'requested userPermission:EditTask for userPermission:EditTask',
        'dependency userPermission:Odd for userPermission:EditTask',
        `ann@example.com assign ${psl}`,
        `closes ${id}`,
        'closes userPermission:EditTask',
      ],
    },
    {
      title: 'what forbids something to a user who lacks nothing is nobody’s trouble',
      requirements: [need(permission('RunReports'))],
      users: [
        {
          sources: [{ permissions: ['RunReports'] }],
          ...integration,
          orgLicenses: known([{ ...lift, userPermissions: new Set() }]),
        },
        { id: '005000000000002AAA', username: 'bob@example.com' },
      ],
      plan: [
        'requested userPermission:RunReports for userPermission:RunReports',
        'ann@example.com',
        'bob@example.com assign',
        'closes userPermission:RunReports',
      ],
    },
  ]);
});

describe('an empty plan', () => {
  const plan = (more: Partial<Plan>): Plan => ({ ...planOf({ title: '', requirements: [], plan: [] }), ...more });
  const ann = { id: '005', username: 'ann@example.com', assign: false, licenses: [], permissionSets: [], receives: [] };
  const add = { entry: entryOf('object:Lead:read'), reason: 'requested', neededBy: [] } as const;
  const cases: [title: string, plan: () => Plan, expected: boolean][] = [
    ['for nobody', () => plan({ users: [] }), true],
    ['users who need nothing', () => plan({ users: [ann, ann] }), true],
    ['an entry', () => plan({ adds: [add], users: [ann] }), false],
    ['an assignment for one of two', () => plan({ users: [ann, { ...ann, assign: true }] }), false],
    ['a set that a rule names', () => plan({ users: [{ ...ann, permissionSets: ['acme__Sync'] }] }), false],
    ['a license', () => plan({ users: [{ ...ann, licenses: ['SomePsl'] }] }), false],
    ['manual work alone', () => plan({ users: [ann], closes: [] }), true],
  ];
  for (const [title, one, expected] of cases) {
    it(`${title}: ${expected ? 'is' : 'is none'}`, () => expect(isEmpty(one())).to.equal(expected));
  }
});
