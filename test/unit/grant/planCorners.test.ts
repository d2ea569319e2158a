import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import type { Plan } from '../../../src/grant/grantPlan.js';
import { field, needs, notRead, objectList, requirement } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { entryOf, existingSet, planned } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';

/** Corners in which a plan, done to the second evaluator's world (test/torture), left something else than it said. */

const { object, permission } = needs;

const planFor = ({ users = [{}], ...world }: PlanWorld, ...requirements: Requirement[]): Plan =>
  planned(
    {
      ...world,
      users: users.map((spec, at) => ({ id: `00500000000000${at}AAA`, username: `user${at}@example.com`, ...spec })),
    },
    requirements,
  );

const adds = (plan: Plan): string[] => plan.adds.map(({ entry }) => entryId(entry));
const manual = (plan: Plan): string[] => plan.manual.map(({ id, status }) => `${id} ${status}`);

describe('plan: a field whose object nobody asks for by name', () => {
  it('brings Read of the object', () => {
    const plan = planFor({}, requirement(needs.field('Account', 'Website')));
    expect(adds(plan)).to.deep.equal(['field:Account.Website:read', 'object:Account:read']);
    expect(plan.closes).to.deep.equal(['field:Account.Website:read']);
    expect(plan.manual).to.deep.equal([]);
  });
  it('brings Read and Edit where it is to be edited', () => {
    const plan = planFor({}, requirement(needs.field('Account', 'Website', 'edit')));
    expect(adds(plan)).to.deep.equal(['field:Account.Website:edit', 'object:Account:edit', 'object:Account:read']);
    expect(plan.closes).to.deep.equal(['field:Account.Website:edit']);
  });
  it('brings no Edit where Create is asked for, which will do', () => {
    const plan = planFor(
      {},
      requirement(needs.field('Account', 'Name', 'edit')),
      requirement(object('Account', 'create')),
    );
    expect(adds(plan)).to.deep.equal(['object:Account:create', 'object:Account:read']);
    expect(plan.closes).to.include('field:Account.Name:edit');
  });
  it('brings the user permission that opens a derived object', () => {
    const plan = planFor({}, requirement(needs.field('Task', 'Subject')));
    expect(adds(plan)).to.deep.equal(['userPermission:ActivitiesAccess']);
  });
  it('brings of what opens a derived object only what is missing', () => {
    const fields = new Map([['task', known(new Map([['whoid', field('WhoId')]]))]]);
    const edit = requirement(needs.field('Task', 'WhoId', 'edit'));
    const users = [{ sources: [{ name: 'Other', permissions: ['ActivitiesAccess'] }] }];
    const missing = ['field:Task.WhoId:edit', 'userPermission:EditTask'];
    expect(adds(planFor({ users, schema: { fields } }, edit))).to.deep.equal(missing);
    // The same of a way that is given in whole.
    expect(adds(planFor({ users, schema: { fields } }, requirement(needs.anyOf('way', [edit]))))).to.deep.equal(
      missing,
    );
  });
  it('brings of Edit on articles of Knowledge and Manage Articles only what is missing', () => {
    const columns = known(
      new Map(['EditKnowledge', 'ViewAllData'].map((name) => [name.toLowerCase(), { name, label: name }])),
    );
    const articles = {
      entities: known(new Map([['knowledge__kav', { name: 'Knowledge__kav' }]])),
      permissionableObjects: known(objectList('Knowledge__kav')),
      fields: new Map([['knowledge__kav', known(new Map([['title', field('Title')]]))]]),
      ...{ permissionSetColumns: columns, profileColumns: columns, licenseCeilingColumns: columns },
    };
    const added = (source: { permissions?: string[]; objects?: Record<string, string> }): string[] =>
      adds(
        planFor(
          {
            users: [{ flags: new Map([['knowledgeuser', known(true)]]), sources: [{ name: 'Other', ...source }] }],
            schema: articles,
          },
          requirement(needs.field('Knowledge__kav', 'Title', 'edit')),
        ),
      );
    expect(added({ permissions: ['EditKnowledge'] })).to.deep.equal([
      'field:Knowledge__kav.Title:edit',
      'object:Knowledge__kav:edit',
      'object:Knowledge__kav:read',
    ]);
    expect(added({ objects: { Knowledge__kav: 'read edit' } })).to.deep.equal([
      'field:Knowledge__kav.Title:edit',
      'userPermission:EditKnowledge',
    ]);
  });
  it('brings nothing where the object can never be had', () => {
    const users = { fields: new Map([['user', known(new Map([['team__c', field('Team__c')]]))]]) };
    const plan = planFor({ schema: users }, requirement(needs.field('User', 'Team__c', 'edit')));
    expect(adds(plan)).to.deep.equal([]);
    expect(manual(plan)).to.deep.equal(['field:User.Team__c:edit impossible']);
  });
});

describe('plan: nothing that a rule forbids', () => {
  const forbid = { forbid: true };

  it('not as what something else needs: Contact would bring Account', () => {
    const plan = planFor(
      {},
      requirement(object('Contact', 'read')),
      requirement(permission('RunReports')),
      requirement(object('Account', 'read'), forbid),
    );
    expect(adds(plan)).to.deep.equal(['userPermission:RunReports']);
    expect(manual(plan)).to.deep.equal(['object:Contact:read unmet']);
  });
  it('not together with what the user has: Read of the object would open the field', () => {
    const holder: UserSpec = { sources: [{ fields: { 'Account.Website': 'read' } }] };
    const plan = planFor(
      { users: [holder] },
      requirement(object('Account', 'read')),
      requirement(permission('RunReports')),
      requirement(needs.field('Account', 'Website'), forbid),
    );
    expect(adds(plan)).to.deep.equal(['userPermission:RunReports']);
    expect(manual(plan)).to.deep.equal(['object:Account:read unmet']);
  });
  it('not the set of the grant itself, which a rule names and which holds it', () => {
    const named = requirement({ kind: 'permissionSetAssigned', name: 'Integration_acme' });
    const existing = existingSet({ permissions: ['ModifyAllData'] });
    const set = {
      type: 'PermissionSet',
      id: '0PS Own',
      name: 'Integration_acme',
      namespace: null,
      label: 'Acme',
    } as const;
    const permissionSets = known(new Map([['integration_acme', set]]));
    const assigned = (...rules: Requirement[]): unknown[] =>
      planFor({ existing, schema: { permissionSets } }, named, ...rules).users.map(({ assign }) => assign);
    expect(assigned()).to.deep.equal([true]);
    expect(assigned(requirement(object('Account', 'modifyAllRecords'), forbid))).to.deep.equal([false]);
  });
  it('not for another user who shares the set', () => {
    const holder: UserSpec = { sources: [{ objects: { Account: 'read' } }] };
    const other: UserSpec = { sources: [{ fields: { 'Account.Website': 'read' } }] };
    const rules = [requirement(object('Account', 'read')), requirement(needs.field('Account', 'Website'), forbid)];
    expect(adds(planFor({ users: [holder, other] }, ...rules))).to.deep.equal([]);
  });
  it('what is held already is no reason to give less', () => {
    const holder: UserSpec = { sources: [{ permissions: ['ViewSetup'] }] };
    const rules = [requirement(permission('RunReports')), requirement(permission('ViewSetup'), forbid)];
    expect(adds(planFor({ users: [holder] }, ...rules))).to.deep.equal(['userPermission:RunReports']);
  });
});

describe('plan: the license of somebody who shares the set', () => {
  const lift = {
    id: '0PL',
    name: 'SalesforceAPIIntegrationPsl',
    label: '',
    objects: null,
    userPermissions: new Set<string>(),
  };
  const id = '005000000000000AAA';
  const limited: UserSpec = {
    id,
    userLicense: 'Salesforce Integration',
    orgLicenses: known([lift]),
    permissionSetLicenses: known([lift]),
    sources: [{ name: 'Integration_acme', permissions: ['RunReports'] }],
  };
  const set = existingSet({ permissions: ['RunReports'] }, { assignees: [id] });

  it('counts also where he needs nothing more himself', () => {
    const plan = planFor({ users: [limited, {}], existing: set }, requirement(permission('RunReports')));
    expect(plan.users.map(({ assign }) => assign)).to.deep.equal([false, true]);
    const more = planFor(
      { users: [limited, {}], existing: set },
      requirement(permission('RunReports')),
      requirement(object('Task', 'read'), { level: 'optional' }),
    );
    expect(adds(more)).to.deep.equal([]);
  });
});

describe('plan: the license of somebody who shares the set and rules out an object', () => {
  const ceiling: UserSpec = {
    license: {
      id: null,
      name: 'Limited',
      label: '',
      objects: new Map([['lead', new Set(['read'] as const)]]),
      userPermissions: null,
    },
  };
  it('keeps the object from everybody, as the assignment would be refused as a whole (A16)', () => {
    const plan = planFor(
      { users: [{}, ceiling] },
      requirement(object('Lead', 'read')),
      requirement(object('Contact', 'read')),
    );
    expect(adds(plan)).to.deep.equal(['object:Lead:read']);
    expect(manual(plan)).to.deep.equal(['object:Contact:read impossible']);
  });
});

describe('plan: somebody whose license rules everything out', () => {
  it('is not assigned what the others get', () => {
    const limited: UserSpec = {
      license: { id: null, name: 'Limited', label: '', objects: new Map(), userPermissions: null },
    };
    const plan = planFor({ users: [{}, limited] }, requirement(object('Lead', 'read')));
    expect(adds(plan)).to.deep.equal(['object:Lead:read']);
    expect(plan.users.map(({ assign }) => assign)).to.deep.equal([true, false]);
    expect(manual(plan)).to.deep.equal(['object:Lead:read impossible']);
  });
});

describe('plan: a license that is planned', () => {
  it('is no obstacle any more: what it allows is planned at once', () => {
    const lift = { id: '0PL', name: 'SalesforceAPIIntegrationPsl', label: '', objects: null, userPermissions: null };
    const newcomer: UserSpec = {
      userLicense: 'Salesforce Integration',
      license: { id: null, name: 'Salesforce Integration', label: '', objects: new Map(), userPermissions: null },
      orgLicenses: known([lift]),
    };
    const plan = planFor({ users: [newcomer, {}] }, requirement(object('Thing__c', 'read')));
    expect(adds(plan)).to.deep.equal(['object:Thing__c:read']);
    expect(plan.users.map(({ licenses }) => licenses)).to.deep.equal([[lift.name], []]);
    expect(plan.manual).to.deep.equal([]);
  });
});

describe('plan: alternatives', () => {
  const choice = (...members: Requirement[]): Requirement => requirement(needs.anyOf('way', members));

  it('a field that takes no field permissions: its object alone', () => {
    const plan = planFor({}, choice(requirement(needs.field('Account', 'Name', 'edit'))));
    expect(adds(plan)).to.deep.equal(['object:Account:edit', 'object:Account:read']);
    expect(plan.closes).to.deep.equal(['anyOf:way']);
  });
  it('a part of an address: the address and the object', () => {
    const plan = planFor({}, choice(requirement(needs.field('Account', 'BillingCity'))));
    expect(adds(plan)).to.deep.equal(['field:Account.BillingAddress:read', 'object:Account:read']);
    expect(plan.closes).to.deep.equal(['anyOf:way']);
  });
  it('nothing in vain where nobody knows how a part is given, and no row for what takes none', () => {
    const plan = planFor({}, choice(requirement(object('Strange', 'read')), requirement(permission('RunReports'))));
    expect(adds(plan)).to.deep.equal([]);
    expect(manual(plan)).to.deep.equal(['anyOf:way unmet']);
  });
  it('not the one of which a part can never be given, though its minimum is there', () => {
    const reader: UserSpec = { sources: [{ objects: { Product2: 'read' } }] };
    const [first, second] = [
      requirement(object('Product2', 'viewAllRecords', ['read'])),
      requirement(permission('RunReports')),
    ];
    const plan = planFor({ users: [reader] }, requirement(needs.anyOf('way', [first], [second])));
    expect(adds(plan)).to.deep.equal(['userPermission:RunReports']);
  });
  /** Account cannot be read without what nobody may get unasked, as this org says. */
  const edges = [{ from: entryOf('object:Account:read'), to: entryOf('userPermission:ViewAllData') }];
  const refused = [requirement(object('Account', 'read'))];
  const last = [requirement(permission('RunReports'))];
  const behind = (before: number): Plan =>
    planFor({ edges }, requirement(needs.anyOf('way', ...Array.from({ length: before }, () => refused), last)));
  it('the next one that can be given, and none behind eight that cannot', () => {
    expect([adds(behind(1)), behind(1).closes]).to.deep.equal([['userPermission:RunReports'], ['anyOf:way']]);
    expect(adds(behind(7))).to.deep.equal(['userPermission:RunReports']);
    expect([adds(behind(8)), manual(behind(8))]).to.deep.equal([[], ['anyOf:way unmet']]);
  });
  it('another one for each of two users, as each lacks another thing', () => {
    const writer: UserSpec = { sources: [{ objects: { Account: 'read' } }] };
    const first = [...refused, requirement(object('Product2', 'read'))];
    const plan = planFor({ users: [{}, writer], edges }, requirement(needs.anyOf('way', first, last)));
    expect(adds(plan)).to.deep.equal(['object:Product2:read', 'userPermission:RunReports']);
    expect(plan.closes).to.deep.equal(['anyOf:way']);
  });
  it('what can never be given is not planned for what is degraded either', () => {
    const reader: UserSpec = { sources: [{ objects: { Product2: 'read' } }] };
    const rule = requirement(object('Product2', 'viewAllRecords', ['read']));
    const plan = planFor({ users: [reader], scope: { degraded: true } }, rule);
    expect(adds(plan)).to.deep.equal([]);
    expect(manual(plan)).to.deep.equal(['object:Product2:viewAllRecords degraded']);
  });
});

describe('plan: what stays for people', () => {
  it('is what nobody can tell to be closed', () => {
    const fields = new Map([['strange', known(new Map([['website', field('Website')]]))]]);
    const plan = planFor({ schema: { fields } }, requirement(needs.field('Strange', 'Website')));
    expect(plan.closes).to.deep.equal([]);
    expect(manual(plan)).to.deep.equal(['field:Strange.Website:read unknown']);
  });
  it('is what hangs on an assignment that may have expired', () => {
    const assigned = { name: 'Integration_acme', doubt: notRead.gap };
    const id = '005000000000000AAA';
    const plan = planFor(
      {
        users: [{ id, sources: [assigned] }],
        existing: existingSet({}, { assignees: [id] }),
      },
      requirement(permission('RunReports')),
    );
    expect(adds(plan)).to.deep.equal(['userPermission:RunReports']);
    expect(plan.closes).to.deep.equal([]);
    expect(manual(plan)).to.deep.equal(['userPermission:RunReports unknown']);
  });
  it('and what nobody wanted is not said to be closed, where one of two users may still lack it', () => {
    const writer: UserSpec = { sources: [{ permissions: ['EditTask'] }] };
    const doubtful: UserSpec = { sources: [{ permissions: ['EditTask'], doubt: notRead.gap }] };
    const both = [requirement(permission('RunReports')), requirement(permission('EditTask'))];
    const rules = [
      requirement(permission('RunReports')),
      requirement(needs.anyOf('way', both), { level: 'recommended' }),
    ];
    expect(planFor({ users: [writer] }, ...rules).closes).to.include('anyOf:way');
    for (const users of [
      [writer, doubtful],
      [doubtful, writer],
    ])
      expect(planFor({ users }, ...rules).closes).to.deep.equal(['userPermission:RunReports']);
  });
  it('is told as it is for whom it is worst, whoever comes first', () => {
    const license = { id: null, name: 'Chatter Free', label: '', objects: new Map(), userPermissions: null };
    const expired: UserSpec = { sources: [{ name: 'Integration_acme', inert: 'expired' }] };
    const limited: UserSpec = { license };
    for (const users of [
      [expired, limited],
      [limited, expired],
    ]) {
      expect(manual(planFor({ users }, requirement(object('Account', 'read'))))).to.deep.equal([
        'object:Account:read impossible',
      ]);
    }
  });
});

describe('planGrant: access to objects that a user permission needs (fact D5)', () => {
  const needsOf = (...names: readonly string[]): Requirement[] => names.map((name) => requirement(permission(name)));
  const schema = {
    permissionSetColumns: known(
      new Map(['ConvertLeads', 'ModifyAllData'].map((name) => [name.toLowerCase(), { name, label: name }])),
    ),
  };
  const objectsIn = (plan: Plan): string[] => adds(plan).filter((id) => id.startsWith('object:'));

  it('is planned along', () => {
    expect(objectsIn(planned({ schema }, needsOf('ConvertLeads')))).to.deep.equal([
      'object:Lead:edit',
      'object:Lead:read',
    ]);
  });
  it('but not where Salesforce writes it by itself (fact B8)', () => {
    expect(objectsIn(planned({ schema }, needsOf('ModifyAllData', 'ConvertLeads')))).to.deep.equal([]);
  });
});
