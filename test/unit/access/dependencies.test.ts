import { expect } from 'chai';
import { keyOf } from '../../../src/platform/names.js';
import {
  closureOf,
  companionObjects,
  directNeedsIn,
  neededEntries,
  needsRefused,
  objectDepths,
} from '../../../src/access/dependencies.js';
import type { Edge } from '../../../src/access/dependencies.js';
import { entryId } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import { entryOf as entry } from '../support/plans.js';

const edge = (from: string, to: string): Edge => ({ from: entry(from), to: entry(to) });
const closure = (ids: readonly string[], edges: readonly Edge[] = [], absent: readonly string[] = []): string[] =>
  closureOf(ids.map(entry), directNeedsIn(edges), (one) => !absent.includes(entryId(one)))
    .map((dependency) => entryId(dependency.entry))
    .sort();

describe('what entries need in the same permission set', () => {
  const cases: [title: string, ids: string[], expected: string[]][] = [
    ['nothing', ['object:Account:read', 'userPermission:ApiEnabled'], []],
    ['create needs read', ['object:Lead:create'], ['object:Lead:read']],
    ['delete needs edit and read', ['object:Lead:delete'], ['object:Lead:edit', 'object:Lead:read']],
    [
      'modify all needs all but create (fact B2)',
      ['object:Lead:modifyAllRecords'],
      ['object:Lead:delete', 'object:Lead:edit', 'object:Lead:read', 'object:Lead:viewAllRecords'],
    ],
    ['contacts need accounts (fact B9)', ['object:Contact:read'], ['object:Account:read']],
    [
      'transitively: quotes need opportunities, which need accounts',
      ['object:Quote:edit'],
      ['object:Account:read', 'object:Opportunity:read', 'object:Quote:read'],
    ],
    [
      'what is asked for itself is no dependency',
      ['object:Contact:create', 'object:Contact:read', 'object:Account:read'],
      [],
    ],
    ['edit of a field needs read', ['field:Lead.Email:edit'], ['field:Lead.Email:read']],
    [
      'mass mail needs single mail, which needs tasks (fact D6)',
      ['userPermission:EmailMass'],
      ['userPermission:EditTask', 'userPermission:EmailSingle'],
    ],
    [
      'public documents need all access to documents (fact D5)',
      ['userPermission:EditPublicDocuments'],
      ['create', 'delete', 'edit', 'read'].map((access) => `object:Document:${access}`),
    ],
    [
      'importing contacts needs to write them and accounts (facts D5, Q8)',
      ['userPermission:ImportPersonal'],
      [
        'object:Account:create',
        'object:Account:edit',
        'object:Account:read',
        'object:Contact:create',
        'object:Contact:read',
      ],
    ],
    [
      'converting leads needs to edit them (fact Q8)',
      ['userPermission:ConvertLeads'],
      ['object:Lead:edit', 'object:Lead:read'],
    ],
    ['without regard to case', ['object:CONTACT:read', 'object:account:read'], []],
    ['things of Setup need nothing', ['customPermission:Sync_Bypass', 'apexClass:Sync', 'connectedApp:Acme'], []],
  ];
  for (const [title, ids, expected] of cases) {
    it(title, () => {
      expect(closure(ids)).to.deep.equal(expected);
      const needed = neededEntries(ids.map(entry), directNeedsIn([]), () => true);
      expect(needed.map(entryId).sort(), 'without who needs it').to.deep.equal(expected);
    });
  }

  /** What an entry needs directly, where the org says this. */
  const direct = (id: string, edges: readonly Edge[]): string[] => directNeedsIn(edges)(entry(id)).map(entryId);

  it('directly: what the rules of every org say, then all that this org says', () => {
    const edges = [
      edge('object:contact:read', 'object:Zoo__c:read'),
      edge('field:Lead.Email:edit', 'object:Lead:edit'),
      edge('object:Contact:read', 'userPermission:RunReports'),
    ];
    const needs: Record<string, string[]> = {
      'object:Contact:read': ['object:Account:read', 'object:Zoo__c:read', 'userPermission:RunReports'],
      'object:Contact:edit': ['object:Contact:read'],
      'object:Lead:read': [],
      'field:Lead.Email:read': [],
      'field:LEAD.EMAIL:edit': ['field:LEAD.EMAIL:read', 'object:Lead:edit'],
      'field:Lead.Phone:edit': ['field:Lead.Phone:read'],
      'userPermission:EmailMass': ['userPermission:EmailSingle'],
      'customPermission:Sync_Bypass': [],
      'apexClass:Sync': [],
      'connectedApp:Acme': [],
    };
    for (const [id, expected] of Object.entries(needs)) expect(direct(id, edges), id).to.deep.equal(expected);
    expect(direct('object:Contact:read', [])).to.deep.equal(['object:Account:read']);
  });

  it("follows the org's own rules, also from what other rules brought", () => {
    const edges = [
      edge('object:Toy__c:read', 'object:Animal__c:read'),
      edge('object:Animal__c:read', 'object:Contact:read'),
    ];
    expect(closure(['object:Toy__c:edit'], edges)).to.deep.equal([
      'object:Account:read',
      'object:Animal__c:read',
      'object:Contact:read',
      'object:Toy__c:read',
    ]);
  });

  it('leaves out what this org does not have, and what only that would need', () => {
    expect(closure(['userPermission:EmailMass'], [], ['userPermission:EmailSingle'])).to.deep.equal([]);
  });

  it('ends where rules go round in a circle', () => {
    const edges = [edge('object:A__c:read', 'object:B__c:read'), edge('object:B__c:read', 'object:A__c:read')];
    expect(closure(['object:A__c:read'], edges)).to.deep.equal(['object:B__c:read']);
  });

  it('names who needs it, all of them', () => {
    const [account] = closureOf(
      [entry('object:Contact:read'), entry('object:Case:read')],
      directNeedsIn([]),
      () => true,
    );
    expect(account?.neededBy).to.deep.equal(['object:Case:read', 'object:Contact:read']);
  });

  it('names whoever needs it once, and not itself', () => {
    const edges = [
      edge('object:Toy__c:read', 'object:Zoo__c:read'),
      edge('object:Toy__c:read', 'object:ZOO__C:read'),
      edge('object:Zoo__c:read', 'object:Zoo__c:read'),
      edge('object:Ark__c:read', 'object:Zoo__c:read'),
    ];
    const entries = ['object:Toy__c:read', 'object:Ark__c:read'].map(entry);
    expect(closureOf(entries, directNeedsIn(edges), () => true)).to.deep.equal([
      { entry: entry('object:Zoo__c:read'), neededBy: ['object:Ark__c:read', 'object:Toy__c:read'] },
    ]);
  });

  it('comes once, however many need it, and without what this org does not have', () => {
    const entries = ['object:Contact:read', 'object:Case:read', 'object:Asset:read', 'object:Quote:read'].map(entry);
    const exists = (one: Entry): boolean => entryId(one) !== 'object:Opportunity:read';
    const needed = neededEntries(entries, directNeedsIn([]), exists);
    expect(needed.map(entryId)).to.deep.equal(['object:Account:read']);
  });

  it('is the same whether it is told who needs it or not', () => {
    const entries = ['object:Quote:edit', 'userPermission:EmailMass', 'field:Lead.Email:edit'].map(entry);
    const needs = directNeedsIn([edge('field:Lead.Email:read', 'object:Asset:read')]);
    const told = closureOf(entries, needs, () => true).map((dependency) => dependency.entry);
    expect(neededEntries(entries, needs, () => true)).to.deep.equal(told);
    expect(told.map(entryId)).to.include('object:Contact:read');
  });

  it('puts what others need first', () => {
    const edges = [
      edge('object:Toy__c:read', 'object:Animal__c:read'),
      edge('object:Animal__c:read', 'object:Zoo__c:read'),
    ];
    const sobjects = ['Toy__c', 'Quote', 'Animal__c', 'Opportunity', 'Zoo__c', 'Account'];
    const depths = objectDepths(sobjects, directNeedsIn(edges));
    const order = [...sobjects].sort((a, b) => (depths.get(keyOf(a)) ?? 0) - (depths.get(keyOf(b)) ?? 0));
    for (const [child, parent] of [
      ['Toy__c', 'Animal__c'],
      ['Animal__c', 'Zoo__c'],
      ['Quote', 'Opportunity'],
      ['Opportunity', 'Account'],
    ] as const) {
      expect(order.indexOf(parent), `${parent} before ${child}`).to.be.lessThan(order.indexOf(child));
    }
  });

  /** Those of the entries that are, or need, what is refused by itself. */
  const refusedOf = (ids: readonly string[], byItself: string, absent: readonly string[] = []): string[] => {
    const entries = ids.map(entry);
    const exists = (one: Entry): boolean => !absent.includes(entryId(one));
    const { refused } = needsRefused(entries, directNeedsIn([]), exists, {
      refused: (one) => entryId(one) === byItself,
    });
    return entries.filter(refused).map(entryId);
  };
  const quotes = ['object:Quote:edit', 'object:Opportunity:read', 'object:Lead:read'];

  it('is refused with what is refused, by way of others too, and with nothing else', () => {
    expect(refusedOf(quotes, 'object:Account:read')).to.deep.equal(['object:Quote:edit', 'object:Opportunity:read']);
    expect(refusedOf(quotes, 'object:Lead:read')).to.deep.equal(['object:Lead:read']);
    expect(refusedOf(quotes, 'object:Case:read')).to.deep.equal([]);
  });

  it('is not refused with what this org does not have: the rule does not apply', () => {
    const absent = ['object:Opportunity:read'];
    expect(refusedOf(quotes, 'object:Opportunity:read', absent)).to.deep.equal(['object:Opportunity:read']);
  });

  it('is refused with what several need, each of them', () => {
    const ids = ['object:Contact:read', 'object:Case:read', 'object:Lead:read', 'object:Order:edit'];
    expect(refusedOf(ids, 'object:Account:read')).to.deep.equal([ids[0], ids[1], ids[3]]);
  });

  it('is refused for each reason by itself; of each is asked once, and of nothing that this org does not have', () => {
    const asked: string[] = [];
    const exists = (one: Entry): boolean => entryId(one) !== 'object:Opportunity:read';
    const entries = ['object:Quote:read', 'object:CONTACT:edit', 'object:Contact:read'].map(entry);
    const tests = needsRefused(entries, directNeedsIn([]), exists, {
      unread: (one) => asked.push(entryId(one)) < 0,
      licensed: (one) => entryId(one) === 'object:Account:read',
    });
    expect(entries.map(tests.unread)).to.deep.equal([false, false, false]);
    expect(entries.map(tests.licensed)).to.deep.equal([false, true, true]);
    expect(asked).to.deep.equal([
      'object:Quote:read',
      'object:CONTACT:edit',
      'object:Contact:read',
      'object:Account:read',
    ]);
  });

  const readTogether: Record<string, string[]> = {
    Contact: ['Account'],
    Opportunity: ['Account'],
    Case: ['Account'],
    Contract: ['Account'],
    Order: ['Account'],
    Quote: ['Account', 'Opportunity'],
    Asset: ['Account', 'Contact'],
    SerializedProduct: ['Product2'],
    ServiceTerritory: ['OperatingHours'],
    Vehicle: ['Account', 'Asset', 'Contact'],
    Account: [],
    Thing__c: [],
  };
  for (const [sobject, others] of Object.entries(readTogether)) {
    it(`${sobject} can be read only together with ${others.join(', ') || 'nothing'} (fact B9)`, () => {
      expect(companionObjects([sobject.toUpperCase()]).sort()).to.deep.equal(others);
      expect(closure([`object:${sobject}:read`])).to.deep.equal(others.map((other) => `object:${other}:read`));
      expect([...objectDepths([sobject], directNeedsIn([])).values()]).to.deep.equal([others.length]);
    });
  }
  it('companions of several, each once; edits need no others of their own', () => {
    expect(companionObjects(['Vehicle', 'Contact', 'Asset']).sort()).to.deep.equal(['Account', 'Asset', 'Contact']);
    expect(closure(['object:Contact:edit'], [], ['object:Contact:read'])).to.deep.equal([]);
  });

  const permissionsWith: Record<string, string> = {
    CustomizeApplication: 'ManageCustomPermissions ManageTranslation ViewRoles ViewSetup',
    ViewSetup: 'ViewRoles',
    ModifyMetadata: 'ViewRoles ViewSetup',
    AuthorApex: 'ModifyMetadata ViewRoles ViewSetup',
    ResetPasswords: 'ViewRoles ViewSetup',
    ExportReport: 'RunReports',
    EmailSingle: 'EditTask',
    EmailMass: 'EditTask EmailSingle',
    ManageUsers:
      'AssignPermissionSets DelegatedTwoFactor FreezeUsers ManageInternalUsers ManageIpAddresses ManageLoginAccessPolicies' +
      ' ManagePasswordPolicies ManageProfilesPermissionsets ManageRoles ManageSharing MonitorLoginHistory ResetPasswords' +
      ' ViewAllUsers ViewRoles ViewSetup',
    ViewAllData:
      'ViewDataLeakageEvents ViewEventLogFiles ViewPlatformEvents ViewPublicDashboards ViewPublicReports ViewRoles ViewSetup',
    ModifyAllData:
      'AssignTopics ConnectOrgToEnvironmentHub ConvertLeads CreateTopics DeleteTopics EditEvent' +
      ' EditPublicDocuments EditPublicFilters EditPublicTemplates EditTask EditTopics ImportLeads' +
      ' ManageCategories ManageDashbdsInPubFolders ManageNetworks ManageReportsInPubFolders ModifyMetadata' +
      ' RunReports SolutionImport TransferAnyEntity TransferAnyLead UseTeamReassignWizards ViewAllData' +
      ' ViewDataLeakageEvents ViewEventLogFiles ViewPlatformEvents ViewPublicDashboards ViewPublicReports' +
      ' ViewRoles ViewSetup',
    ApiEnabled: '',
  };
  for (const [name, others] of Object.entries(permissionsWith)) {
    it(`${name} needs ${others || 'nothing'} (fact D6)`, () => {
      const expected = others === '' ? [] : others.split(' ').map((other) => `userPermission:${other}`);
      const needed = closure([`userPermission:${name.toUpperCase()}`]).filter((id) => !id.startsWith('object:'));
      expect(needed).to.deep.equal(expected);
    });
  }

  it('asks for what each entry needs once, however the org entangles a thousand objects', () => {
    const sobjects = Array.from({ length: 1000 }, (_, i) => `O${i}__c`);
    const edges = sobjects.flatMap((from, i) =>
      [1, 2, 3].map((step) => edge(`object:${from}:read`, `object:O${(i + step) % 1000}__c:read`)),
    );
    const needs = directNeedsIn(edges);
    let asked = 0;
    const depths = objectDepths(sobjects, (entry) => {
      asked += 1;
      return needs(entry);
    });
    expect([depths.size, asked]).to.deep.equal([1000, 1000]);
  });

  it('lies one deeper than what it needs by way of a permission', () => {
    const edges = [edge('object:Toy__c:read', 'userPermission:ConvertLeads')];
    const depths = objectDepths(['Toy__c', 'LEAD', 'Lead'], directNeedsIn(edges));
    expect([...depths]).to.deep.equal([
      ['toy__c', 1],
      ['lead', 0],
    ]);
  });

  it('an object that needs itself, or a permission, is no deeper for it', () => {
    const edges = [
      edge('object:A__c:read', 'object:A__c:read'),
      edge('object:A__c:read', 'object:A__c:edit'),
      edge('object:A__c:read', 'userPermission:ViewSetup'),
    ];
    expect([...objectDepths(['A__c'], directNeedsIn(edges)).values()]).to.deep.equal([0]);
    expect(closure(['object:A__c:read'], [edge('object:A__c:read', 'object:A__c:read')])).to.deep.equal([]);
  });
});
