import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

const { anyOf, field, object, permission } = needs;

/** The finding about the last of these needs, of a user who has what `of` says. */
const finding = (of: InspectedUser, ...all: Need[]): Finding => {
  const last = all.at(-1);
  const findings = evaluate(
    all.map((need) => requirement(need)),
    snapshot(of, schema()),
    of,
  );
  const found = findings.find(
    ({ need }) =>
      need.kind === last?.kind && (need.kind !== 'object' || ('access' in last && need.access === last.access)),
  );
  if (!found) throw new Error('no finding');
  return found;
};

/** What the remedy of a finding holds, in one list. */
const told = ({ remedy }: Finding): string[] => [
  ...(remedy?.entries ?? []).map(entryId),
  ...(remedy?.licenses ?? []).map((name) => `license ${name}`),
  ...(remedy?.objectAccess ?? []).map((entry) => `object access ${entryId(entry)}`),
];

const integrationUser = user({
  userLicense: 'Salesforce Integration',
  orgLicenses: known([
    {
      id: null,
      name: 'SalesforceAPIIntegrationPsl',
      label: 'Integration',
      objects: null,
      userPermissions: null,
    },
  ]),
});
const reader = (name: string): InspectedUser => user({ sources: [{ name: 'Own', objects: { [name]: 'read' } }] });
const worker = user({ sources: [{ name: 'Own', permissions: ['ActivitiesAccess'] }] });

describe('what closes a finding', () => {
  const cases: [title: string, of: InspectedUser, needs: Need[], expected: string[]][] = [
    ['a user permission', user(), [permission('RunReports')], ['userPermission:RunReports']],
    ['a user permission, as the org spells it', user(), [permission('runreports')], ['userPermission:RunReports']],
    ['object access', user(), [object('Account', 'edit')], ['object:Account:edit']],
    [
      'object access that waits for a license: both',
      integrationUser,
      [object('Account', 'read')],
      ['object:Account:read', 'license SalesforceAPIIntegrationPsl'],
    ],
    ['access beyond the minimum', reader('Account'), [object('Account', 'edit', ['read'])], ['object:Account:edit']],
    [
      'access beyond the minimum on a derived object: what gives it',
      worker,
      [object('Task', 'edit', ['read'])],
      ['userPermission:EditTask'],
    ],
    [
      'of several permissions the narrow one',
      worker,
      [object('Task', 'viewAllRecords', ['read'])],
      ['userPermission:ViewAllActivities'],
    ],
    [
      'access beyond the minimum that only power over all users would give',
      user(),
      [object('User', 'edit', ['read'])],
      [],
    ],
    ['a field', user(), [field('Account', 'Website', 'edit')], ['field:Account.Website:edit']],
    [
      'a part of an address: the address, although it cannot be updated itself (fact C4)',
      user(),
      [field('Account', 'BillingCity', 'edit')],
      ['field:Account.BillingAddress:edit'],
    ],
    [
      'reading tasks: a user permission (fact B11)',
      user(),
      [object('Task', 'read')],
      ['userPermission:ActivitiesAccess'],
    ],
    [
      'changing tasks: two user permissions',
      user(),
      [object('Task', 'edit')],
      ['userPermission:ActivitiesAccess', 'userPermission:EditTask'],
    ],
    ['changing tasks: only what is missing', worker, [object('Task', 'edit')], ['userPermission:EditTask']],
    [
      'members of campaigns: the campaign and the person',
      user(),
      [object('CampaignMember', 'read')],
      ['object:Campaign:read', 'object:Lead:read'],
    ],
    ['history: the parent', user(), [object('AccountHistory', 'read')], ['object:Account:read']],
    ['line items: the opportunity', user(), [object('OpportunityLineItem', 'edit')], ['object:Opportunity:edit']],
    [
      'access that a permission of another rule brings: that permission',
      user(),
      [permission('ViewAllData'), object('Account', 'read')],
      ['userPermission:ViewAllData'],
    ],
    [
      'a field that only waits for its object: nothing of its own',
      user(),
      [field('Account', 'Name')],
      ['object access object:Account:read'],
    ],
    ['an API', user(), [{ kind: 'api', api: 'rest' }], ['userPermission:ApiEnabled']],
    [
      'all of the member of a choice that is preferred, access to the object of its field too',
      user(),
      [anyOf('way', [requirement(object('Task', 'read')), requirement(field('Account', 'Website'))])],
      ['userPermission:ActivitiesAccess', 'field:Account.Website:read', 'object:Account:read'],
    ],
    [
      'nothing of a member of which one part is for people: the others alone do not meet it',
      user(),
      [anyOf('way', [requirement(object('Account', 'read')), requirement({ kind: 'profile', names: ['Sync'] })])],
      [],
    ],
    ['no such object', user(), [object('Nothing__c', 'read')], []],
    ['a computed field that is to be edited', user(), [field('Account', 'Score__c', 'edit')], []],
    ['deleting users, which nobody can', user(), [object('User', 'delete')], []],
  ];
  for (const [title, of, all, expected] of cases) {
    it(title, () => expect(told(finding(of, ...all)).sort()).to.deep.equal([...expected].sort()));
  }

  it('a license', () => {
    const missing = evaluate([requirement(object('Account', 'read'))], snapshot(integrationUser), integrationUser);
    expect(missing.filter(({ kind }) => kind === 'license').flatMap(told)).to.deep.equal([
      'license SalesforceAPIIntegrationPsl',
    ]);
  });

  it('nothing where nothing is missing, and nothing for what is forbidden, unknown or for people', () => {
    const inactive = user({
      isActive: known(false),
      isFrozen: known(true),
      sources: [{ name: 'Own', permissions: ['RunReports'] }],
    });
    const findings = evaluate(
      [requirement(permission('RunReports'), { forbid: true }), requirement(needs.history('Lead'))],
      snapshot(inactive, schema()),
      inactive,
    );
    expect(findings.map(({ status }) => status)).to.include.members(['unmet', 'unknown']);
    expect(findings.map(({ remedy }) => remedy)).to.deep.equal(findings.map(() => null));
  });
});
