import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import {
  field,
  history,
  historyField,
  needs,
  notRead,
  requirement,
  objectList,
  schema,
  snapshot,
  user,
} from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

/** Corners in which the second evaluator (test/torture/naive) once said something else, and was right. */

const { object, permission, anyOf } = needs;

type World = { user?: UserSpec; schema?: Partial<OrgSchema> };

const findingsOf = (world: World, ...requirements: Requirement[]): Finding[] => {
  const inspected = user(world.user);
  return evaluate(requirements, snapshot(inspected, schema(world.schema)), inspected);
};

const findingOf = (id: string, world: World, ...requirements: Requirement[]): Finding => {
  const findings = findingsOf(world, ...requirements);
  const found = findings.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id} among ${findings.map((one) => one.id).join(', ')}`);
  return found;
};

const said = ({ level, status, code }: Finding): string => `${level} ${status} ${code}`;
const withoutEntity = (...names: string[]): Partial<OrgSchema> => {
  const { entities } = schema();
  if (!entities.known) throw new Error('the builder knows its entities');
  return { entities: known(new Map([...entities.value].filter(([, { name }]) => !names.includes(name)))) };
};
const integrationUser: UserSpec = {
  userLicense: 'Salesforce Integration',
  orgLicenses: known([
    {
      id: '0PL',
      name: 'SalesforceAPIIntegrationPsl',
      label: '',
      objects: null,
      userPermissions: null,
    },
  ]),
};

describe('evaluate: object access that another rule would bring', () => {
  const read = requirement(object('Account', 'read'));
  const entriesFor = (...others: Requirement[]): unknown[] => [
    ...(findingOf('object:Account:read', {}, read, ...others).remedy?.entries ?? []),
  ];

  it('does not wait for a permission that is only optional: nobody gives View All Data for one Read', () => {
    expect(entriesFor(requirement(permission('ViewAllData'), { level: 'optional' }))).to.deep.equal([
      { kind: 'object', sobject: 'Account', access: 'read' },
    ]);
  });
  it('nor for one that is only an alternative', () => {
    const choice = anyOf('way', [requirement(permission('ModifyAllData'))], [requirement(permission('ApiEnabled'))]);
    expect(entriesFor(requirement(choice))).to.deep.equal([{ kind: 'object', sobject: 'Account', access: 'read' }]);
  });
  it('nor for one that this org does not have', () => {
    const { permissionSetColumns } = schema();
    const columns = new Map(permissionSetColumns.known ? permissionSetColumns.value : []);
    columns.delete('viewalldata');
    const without = { permissionSetColumns: known(columns), profileColumns: known(columns) };
    const finding = findingOf(read.id, { schema: without }, read, requirement(permission('ViewAllData')));
    expect(said(finding)).to.equal('required unmet OBJECT_PERMISSION_MISSING');
  });
  it('waits for one that is asked for as strictly', () => {
    const finding = findingOf(
      read.id,
      {},
      { ...read, level: 'optional' },
      requirement(permission('ViewAllData'), { level: 'recommended' }),
    );
    expect(said(finding)).to.equal('optional unmet COMES_WITH_MISSING_PERMISSION');
  });
});

describe('evaluate: what is forbidden and not there', () => {
  const cases: Array<[title: string, requirement: Requirement]> = [
    ['object', requirement(object('Ghost__c', 'read'), { forbid: true, ifPresent: true })],
    ['field', requirement(needs.field('Account', 'Ghost__c'), { forbid: true, ifPresent: true })],
    ['user permission', requirement(permission('UseAnyApiClient'), { forbid: true, ifPresent: true })],
    ['pattern without a match', requirement(needs.field('Account', '*ghost*'), { forbid: true })],
  ];
  for (const [title, forbidden] of cases) {
    it(`does not apply: ${title}`, () =>
      expect(findingOf(forbidden.id, {}, forbidden).status).to.equal('notApplicable'));
  }
});

describe('evaluate: how strictly the license of an integration user is needed', () => {
  const levels = ['required', 'recommended', 'optional'] as const;
  for (const level of levels) {
    it(`as strictly as the objects: ${level}`, () => {
      const rule = requirement(object('Account', 'read'), { level });
      const found = findingOf('license:SalesforceAPIIntegrationPsl', { user: integrationUser }, rule);
      expect(said(found)).to.equal(`${level} unmet LICENSE_MISSING`);
    });
  }
  it('as the strictest of them', () => {
    const found = findingOf(
      'license:SalesforceAPIIntegrationPsl',
      { user: integrationUser },
      requirement(object('Account', 'read'), { level: 'optional' }),
      requirement(anyOf('way', [requirement(object('Lead', 'read'))]), { level: 'required' }),
    );
    expect(found.level).to.equal('required');
  });
});

describe('evaluate: access that the platform drops (B7, C16)', () => {
  const cases: Array<[sobject: string, access: 'viewAllFields' | 'viewAllRecords', code: string]> = [
    ['Entitlement', 'viewAllFields', 'impossible ACCESS_NOT_SUPPORTED'],
    ['Entitlement', 'viewAllRecords', 'unmet OBJECT_PERMISSION_MISSING'],
    ['Product2', 'viewAllFields', 'impossible ACCESS_NOT_SUPPORTED'],
    ['Product2', 'viewAllRecords', 'impossible ACCESS_NOT_SUPPORTED'],
  ];
  const names = ['Entitlement', 'Product2'];
  const world: World = {
    schema: {
      entities: known(new Map(names.map((name) => [name.toLowerCase(), { name, label: name }]))),
      permissionableObjects: known(objectList(...names)),
    },
  };
  for (const [sobject, access, expected] of cases) {
    it(`${sobject} ${access}`, () => {
      const found = findingOf(`object:${sobject}:${access}`, world, requirement(object(sobject, access)));
      expect(said(found)).to.equal(`required ${expected}`);
    });
  }
});

describe('evaluate: sources', () => {
  const sourcesOf = ({ grantedBy }: Finding): string[] => grantedBy.map(({ name }) => name).sort();

  it('of a field are those of its row and those of View All Fields', () => {
    const sources = [
      { name: 'Row', objects: { Account: 'read' }, fields: { 'Account.Website': 'read' as const } },
      { name: 'All', objects: { Account: 'read viewAllFields' } },
      { name: 'Global', permissions: ['ViewAllFieldsGlobal'] },
    ];
    const rule = requirement(needs.field('Account', 'Website'));
    expect(sourcesOf(findingOf(rule.id, { user: { sources } }, rule))).to.deep.equal(['All', 'Global', 'Row']);
  });
  it('of a field that follows its object are those of the object, also where it is forbidden', () => {
    const sources = [{ name: 'Rows', objects: { Account: 'read' } }];
    const rule = requirement(needs.field('Account', 'Name'));
    expect(sourcesOf(findingOf(rule.id, { user: { sources } }, rule))).to.deep.equal(['Rows']);
    const forbidden = requirement(needs.field('Account', 'Name'), { forbid: true });
    expect(sourcesOf(findingOf(forbidden.id, { user: { sources } }, forbidden))).to.deep.equal(['Rows']);
  });
});

describe('evaluate: what rests on an object that can never be had', () => {
  const canCreateOnly = {
    id: null,
    name: 'Salesforce',
    label: '',
    objects: new Map([['account', new Set(['read', 'create'] as const)]]),
    userPermissions: null,
  };
  const cases: Array<[title: string, rule: Requirement, world: World, expected: string]> = [
    [
      'a campaign member in an org without campaigns',
      requirement(object('CampaignMember', 'read')),
      { schema: withoutEntity('Campaign') },
      'impossible NO_SUCH_OBJECT',
    ],
    [
      'a campaign member where the license forbids campaigns',
      requirement(object('CampaignMember', 'read')),
      { user: { license: canCreateOnly } },
      'impossible LICENSE_FORBIDS',
    ],
    [
      'a line item without its row, where only that is missing',
      requirement(object('OpportunityLineItem', 'read')),
      {},
      'unmet DERIVED_PERMISSION_MISSING',
    ],
    [
      'a field of users, which only blanket permissions let anybody edit',
      requirement(needs.field('User', 'Team__c', 'edit')),
      { schema: { fields: new Map([['user', known(new Map([['team__c', field('Team__c')]]))]]) } },
      'impossible FIELD_PERMISSION_MISSING',
    ],
    [
      'a field of an object of which records may be created, although not edited',
      requirement(needs.field('Account', 'Website', 'edit')),
      { user: { license: canCreateOnly, sources: [{ fields: { 'Account.Website': 'edit' } }] } },
      'unmet BLOCKED_BY_OBJECT',
    ],
    [
      'the Metadata API where only Modify All Data is left, which nobody named',
      requirement({ kind: 'api', api: 'metadata' }),
      {
        schema: {
          permissionSetColumns: known(
            new Map(['ApiEnabled', 'ModifyAllData'].map((name) => [name.toLowerCase(), { name, label: name }])),
          ),
          profileColumns: known(new Map()),
        },
      },
      'impossible ONLY_BLANKET_PERMISSION',
    ],
  ];
  for (const [title, rule, world, expected] of cases) {
    it(title, () => {
      const found = findingOf(rule.id, world, rule);
      expect(said(found)).to.equal(`required ${expected}`);
      if (found.status === 'impossible') expect(found.remedy).to.equal(null);
    });
  }
});

describe('evaluate: what was not read', () => {
  const oldApi: Partial<OrgSchema> = { objectAccessColumns: new Set(['read', 'create', 'edit', 'delete'] as const) };
  const canRead = { objects: { Account: 'read' } };
  const staleGroup = {
    type: 'PermissionSetGroup' as const,
    stale: true,
    objects: { Account: 'read' },
    members: { Member: { objects: { Account: 'read' } } },
  };
  const cases: Array<[title: string, rule: Requirement, world: World, expected: string]> = [
    [
      'View All Fields in an API version without the column: the field may be open through it (B1)',
      requirement(needs.field('Account', 'Website')),
      { schema: oldApi, user: { sources: [canRead] } },
      'unknown API_VERSION_TOO_OLD',
    ],
    [
      'not so on an object that takes no object permissions',
      requirement(needs.field('Task', 'WhoId')),
      { schema: oldApi, user: { sources: [{ permissions: ['ActivitiesAccess'] }] } },
      'unmet FIELD_PERMISSION_MISSING',
    ],
    [
      'which objects take permissions: without a row nobody knows (B4)',
      requirement(object('Account', 'read')),
      { schema: { permissionableObjects: notRead }, user: { sources: [{ permissions: ['ViewAllData'] }] } },
      'unknown NOT_READABLE',
    ],
    [
      'which objects take permissions: a row says so itself',
      requirement(object('Account', 'read')),
      { schema: { permissionableObjects: notRead }, user: { sources: [canRead] } },
      'met GRANTED',
    ],
    [
      'which objects there are: what opens campaign members does not say that there are any (F3, I4)',
      requirement(object('CampaignMember', 'read')),
      { schema: { entities: notRead }, user: { sources: [{ objects: { Campaign: 'read' } }] } },
      'unknown NOT_READABLE',
    ],
    [
      'the assignments: a permission that this org lacks is still nobody’s',
      requirement(permission('UseAnyApiClient')),
      { user: { evidence: { sources: notRead } } },
      'impossible NO_SUCH_USER_PERMISSION',
    ],
    [
      'some rows, of a group that waits: the missing ones may mute it (A6)',
      requirement(object('Account', 'read')),
      { user: { sources: [staleGroup], evidence: { objectRows: notRead } } },
      'unknown GROUP_RECALCULATING',
    ],
    [
      'the parts of addresses: history of one of them',
      requirement(needs.history('Account', 'BillingCity')),
      {
        schema: {
          fields: new Map([['account', notRead]]),
          history: new Map([['account', history(known(true), [historyField('BillingAddress', true)])]]),
        },
      },
      'unknown NOT_READABLE',
    ],
  ];
  for (const [title, rule, world, expected] of cases) {
    it(title, () => expect(said(findingOf(rule.id, world, rule))).to.equal(`required ${expected}`));
  }
});

it('evaluate: a pattern without a match prints the object as the org spells it', () => {
  const rule = requirement(needs.field('ACCOUNT', '*ghost*'));
  expect(findingsOf({}, rule).map(({ id }) => id)).to.include('field:Account.*ghost*:read');
});
