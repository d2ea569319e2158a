/** Where one thing comes from, why what is assigned gives nothing, and how the user could get it. */
import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { entryId } from '../../../src/access/entry.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { InspectedUser, OrgSchema } from '../../../src/access/snapshot.js';
import type { AccessPath } from '../../../src/explain/accessPaths.js';
import { carrierOf, entriesBehind, entriesByName } from '../../../src/explain/entriesBehind.js';
import { explain, hasIt } from '../../../src/explain/explanation.js';
import type { Explanation, ExplainQuestion } from '../../../src/explain/explanation.js';
import { misspelt } from '../../../src/explain/misspelt.js';
import { requirementFor } from '../../../src/explain/subject.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Status } from '../../../src/kinds/verdict.js';
import type { RequirementSet } from '../../../src/definition/requirementSet.js';
import { needs, requirement, schema, snapshot, source, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const permission = (name: string): Entry => ({ kind: 'userPermission', name });
const object = (sobject: string, access: 'read' | 'edit' | 'delete'): Entry => ({ kind: 'object', sobject, access });
const ofField = (sobject: string, field: string, access: 'read' | 'edit' = 'read'): Entry => ({
  kind: 'field',
  sobject,
  field,
  access,
});

const asked = (entry: Entry | null, who: InspectedUser, more: Partial<ExplainQuestion> = {}): Explanation =>
  explain(
    {
      subject: entry && requirementFor(entry),
      requirements: null,
      without: null,
      sets: [],
      lookedFor: [],
      ownSet: null,
      ...more,
    },
    snapshot(who),
    who,
  );

/** `+` grants, `-` with the reason does not. */
const inWords = ({ grants, type, name, why, through, via, expiresAt }: AccessPath): string =>
  [
    `${grants ? '+' : `-${why}`} ${type} ${name}`,
    ...(through.length === 0 ? [] : [`through ${through.join(', ')}`]),
    ...(via === null ? [] : [`by ${via}`]),
    ...(expiresAt === null ? [] : [`until ${expiresAt}`]),
  ].join(' ');

const until = '2030-01-01T00:00:00Z';

describe('where one thing comes from', () => {
  const readsAccount: SourceSpec = { name: 'A', objects: { Account: 'read' } };
  const table: ReadonlyArray<readonly [string, Entry, readonly SourceSpec[], Explanation['has'], readonly string[]]> = [
    ['nothing', object('Account', 'read'), [{ name: 'A', objects: { Contact: 'read' } }], false, []],
    ['a set', object('Account', 'read'), [readsAccount], true, ['+ PermissionSet A']],
    [
      'two sets, one with an end',
      object('Account', 'read'),
      [readsAccount, { ...readsAccount, name: 'B', expiresAt: until }],
      true,
      ['+ PermissionSet A', `+ PermissionSet B until ${until}`],
    ],
    [
      'what implies it',
      object('Account', 'read'),
      [{ name: 'A', permissions: ['ViewAllData'] }],
      true,
      ['+ PermissionSet A by ViewAllData'],
    ],
    [
      'what an expired assignment would imply',
      object('Account', 'read'),
      [{ name: 'A', permissions: ['ModifyAllData'], inert: 'expired', expiresAt: until }],
      false,
      [`-expired PermissionSet A by ModifyAllData until ${until}`],
    ],
    [
      'what grants first, then what gives nothing',
      object('Account', 'read'),
      [{ ...readsAccount, name: 'Old', inert: 'revoked' }, readsAccount],
      true,
      ['+ PermissionSet A', '-revoked PermissionSet Old'],
    ],
    [
      'a session',
      permission('RunReports'),
      [{ name: 'A', permissions: ['RunReports'], inert: 'needsActivation' }],
      false,
      ['-needsActivation PermissionSet A'],
    ],
    [
      'members of a group',
      object('Account', 'read'),
      [
        {
          type: 'PermissionSetGroup',
          name: 'G',
          objects: { Account: 'read' },
          members: { One: { objects: { Account: 'read' } }, Two: {}, Three: { objects: { Account: 'read' } } },
        },
      ],
      true,
      ['+ PermissionSetGroup G through One, Three'],
    ],
    [
      'what a group mutes',
      object('Account', 'read'),
      [
        {
          type: 'PermissionSetGroup',
          name: 'G',
          members: { One: { objects: { Account: 'read' } } },
          muted: { objects: { Account: 'read' } },
        },
      ],
      false,
      ['-muted PermissionSetGroup G through One'],
    ],
    [
      'a group that is being calculated again',
      object('Account', 'read'),
      [
        {
          type: 'PermissionSetGroup',
          name: 'G',
          stale: true,
          members: { One: { objects: { Account: 'read' } } },
        },
      ],
      'unknown',
      ['-recalculating PermissionSetGroup G through One'],
    ],
    [
      'a field whose object is missing',
      ofField('Account', 'Website'),
      [{ name: 'A', fields: { 'Account.Website': 'read' } }],
      false,
      ['-objectMissing PermissionSet A'],
    ],
    [
      'a part of an address by the address',
      ofField('Account', 'BillingCity', 'edit'),
      [{ name: 'A', objects: { Account: 'read edit' }, fields: { 'Account.BillingAddress': 'edit' } }],
      true,
      ['+ PermissionSet A by BillingAddress'],
    ],
    [
      'a field by View All Fields of the org',
      ofField('Account', 'Website'),
      [{ name: 'A', objects: { Account: 'read' }, permissions: ['ViewAllFieldsGlobal'] }],
      true,
      ['+ PermissionSet A by ViewAllFieldsGlobal'],
    ],
    [
      'tasks by the permission that opens them',
      object('Task', 'read'),
      [{ name: 'A', permissions: ['ActivitiesAccess'] }],
      true,
      ['+ PermissionSet A by ActivitiesAccess'],
    ],
    [
      'a set and a group of one name, of which one has expired',
      object('Account', 'read'),
      [
        readsAccount,
        { ...readsAccount, type: 'PermissionSetGroup', inert: 'expired' },
        { ...readsAccount, namespace: 'acme', inert: 'revoked' },
      ],
      true,
      ['+ PermissionSet A', '-expired PermissionSetGroup A', '-revoked PermissionSet A'],
    ],
    [
      'itself and what implies it, in one set',
      object('Account', 'read'),
      [{ ...readsAccount, permissions: ['ViewAllData'] }],
      true,
      ['+ PermissionSet A', '+ PermissionSet A by ViewAllData'],
    ],
    [
      'a task that can be written and not seen',
      object('Task', 'edit'),
      [{ name: 'A', permissions: ['EditTask'] }],
      false,
      ['-needsMore PermissionSet A by EditTask'],
    ],
    [
      'a thing of Setup that nobody was asked about',
      { kind: 'customPermission', name: 'Sync_Bypass' },
      [readsAccount],
      'unknown',
      [],
    ],
  ];
  for (const [title, entry, sources, has, paths] of table)
    it(title, () => {
      const told = asked(entry, user({ sources: [...sources] }));
      expect(told.has).to.equal(has);
      expect(told.paths?.map(inWords)).to.deep.equal(paths);
    });

  it('of a permission that only profiles have, the profile', () => {
    const profile = source({ type: 'Profile', name: 'P', profileOnly: ['ChatterInternalUser'] });
    const who = user({ evidence: { sources: known([profile]) } });
    const told = asked(permission('ChatterInternalUser'), who);
    expect(told.paths?.map(inWords)).to.deep.equal(['+ Profile P']);
  });

  it('hidden where it is not known what is assigned', () => {
    const who = user({ evidence: { sources: gap('NOT_AUTHORISED', 'PermissionSetAssignment', '') } });
    const told = asked(object('Account', 'read'), who);
    expect(told.paths).to.equal(null);
    expect(told.has).to.equal('unknown');
  });

  it('of nothing where nothing is asked about', () => {
    const told = asked(null, user(), { requirements: { requirements: [] } as unknown as RequirementSet, without: 'A' });
    expect(told.paths).to.deep.equal([]);
    expect(told.finding).to.equal(null);
    expect(told.has).to.equal('unknown');
    expect(told.ways).to.deep.equal([]);
  });

  it('a field that takes no permissions is open by itself, a part of an address is not', () => {
    const open = (entry: Entry): boolean => asked(entry, user()).isOpenByItself;
    expect(open(ofField('Account', 'Name'))).to.equal(true);
    expect(open(ofField('Account', 'Website'))).to.equal(false);
    expect(open(ofField('Account', 'BillingCity'))).to.equal(false);
    expect(open(ofField('Account', 'Nothing'))).to.equal(false);
    expect(open(object('Account', 'read'))).to.equal(false);
  });
});

describe('what a set has to hold for it', () => {
  const gives = (entry: Entry, ...sources: SourceSpec[]): string[] =>
    asked(entry, user({ sources })).ways.flatMap(({ do: verb, gives: all }) =>
      verb === 'create' ? all.map(entryId) : [],
    );
  it('all of it, what is missing behind it too', () => {
    expect(gives(object('Account', 'edit'))).to.deep.equal(['object:Account:edit']);
    expect(gives(ofField('Account', 'Website'))).to.include.members([
      'field:Account.Website:read',
      'object:Account:read',
    ]);
  });
  it('not what is there already', () => {
    expect(gives(ofField('Account', 'Website'), { objects: { Account: 'read' } })).to.deep.equal([
      'field:Account.Website:read',
    ]);
    expect(gives(object('Account', 'read'), { objects: { Account: 'read' } })).to.deep.equal([]);
  });
});

describe('what if something went away', () => {
  const both = (): InspectedUser =>
    user({
      sources: [
        { name: 'A', objects: { Account: 'read' } },
        { name: 'B', objects: { Account: 'read', Contact: 'read' } },
      ],
    });
  const rules = (...requirements: Requirement[]): RequirementSet => ({ requirements }) as unknown as RequirementSet;

  it('one thing stays that another source gives too', () => {
    const { without } = asked(object('Account', 'read'), both(), { without: 'A' });
    expect(without).to.deep.include({ name: 'A', found: 'PermissionSet', toProfile: null, has: true });
    expect(without?.loses).to.deep.equal([]);
  });

  it('one thing that nothing else gives is lost', () => {
    const { without, has } = asked(object('Contact', 'read'), both(), { without: 'B' });
    expect(has).to.equal(true);
    expect(without?.has).to.equal(false);
    expect(without?.loses.map(({ id }) => id)).to.deep.equal(['object:Contact:read']);
  });

  it('of a definition everything that it asks for', () => {
    const requirements = rules(
      requirement(needs.object('Account', 'read')),
      requirement(needs.object('Contact', 'read')),
      requirement(needs.object('Contact', 'read'), { forbid: true }),
    );
    const { without } = asked(null, both(), { requirements, without: 'B' });
    expect(without?.loses.map(({ id }) => id)).to.deep.equal(['object:Contact:read']);
    expect(without).to.not.have.property('has');
  });

  it('another profile in the place of one', () => {
    const profile = source({ type: 'Profile', name: 'P', objects: { Account: 'read', Contact: 'read' } });
    const other = source({ type: 'Profile', name: 'Q', objects: { Account: 'read' } });
    const who = user({ evidence: { sources: known([profile]) } });
    const told = (more: Partial<ExplainQuestion>): Explanation['without'] =>
      asked(object('Account', 'read'), who, { without: 'P', ...more }).without;
    expect(told({ toProfile: other })).to.deep.include({ toProfile: 'Q', has: true });
    expect(told({})).to.deep.include({ toProfile: null, has: false });
    expect(asked(object('Account', 'read'), both(), { without: 'A', toProfile: other }).without?.toProfile).to.equal(
      null,
    );
  });

  it('a rule of the definition and the question about the same are judged each by itself', () => {
    const requirements = rules(requirement(needs.object('Account', 'read'), { forbid: true }));
    const told = asked(object('Account', 'read'), both(), { requirements });
    expect(told.finding?.forbid).to.equal(false);
    expect(told.has).to.equal(true);
  });
});

describe('whether the user has what a finding is about', () => {
  const finding = (status: Status, code: Finding['code'], forbid = false): Finding =>
    findingOf(requirement(needs.object('Lead', 'read'), { forbid }), verdict(status, code, []));
  const table: ReadonlyArray<readonly [string, Finding, Explanation['has']]> = [
    ['met', finding('met', 'GRANTED'), true],
    ['unmet', finding('unmet', 'DERIVED_PERMISSION_MISSING'), false],
    ['degraded', finding('degraded', 'DERIVED_PERMISSION_MISSING'), false],
    ['unknown', finding('unknown', 'NOT_READABLE'), 'unknown'],
    ['forbidden and there', finding('unmet', 'FORBIDDEN_HELD', true), true],
    ['forbidden and not there', finding('met', 'GRANTED', true), false],
    ['forbidden and not known', finding('unknown', 'NOT_READABLE', true), 'unknown'],
  ];
  for (const [title, one, expected] of table)
    it(title, () => {
      expect(hasIt(one)).to.equal(expected);
    });
});

describe('what gives an entry', () => {
  const behind = (entry: Entry, org: OrgSchema = schema()): string[] =>
    entriesBehind(org, entry).map(({ entry: one, via }) => `${entryId(one)}${via === null ? '' : ` by ${via}`}`);
  const table: ReadonlyArray<readonly [string, Entry, readonly string[]]> = [
    ['a permission itself alone', permission('ViewSetup'), ['userPermission:ViewSetup']],
    [
      'reading an object',
      object('Account', 'read'),
      [
        'object:Account:read',
        'userPermission:ViewAllData by ViewAllData',
        'userPermission:ModifyAllData by ModifyAllData',
      ],
    ],
    [
      'a field and View All Fields',
      ofField('Account', 'Website'),
      [
        'field:Account.Website:read',
        'object:Account:viewAllFields by viewAllFields',
        'userPermission:ViewAllFieldsGlobal by ViewAllFieldsGlobal',
      ],
    ],
    [
      'writing a field, which View All Fields does not give',
      ofField('Account', 'Website', 'edit'),
      ['field:Account.Website:edit'],
    ],
    [
      'a part of an address',
      ofField('Account', 'BillingCity', 'edit'),
      ['field:Account.BillingAddress:edit by BillingAddress'],
    ],
    ['a custom permission', { kind: 'customPermission', name: 'X' }, ['customPermission:X']],
    ['an app', { kind: 'connectedApp', name: 'X' }, ['connectedApp:X']],
    ['an Apex class', { kind: 'apexClass', name: 'X' }, ['apexClass:X', 'userPermission:AuthorApex by AuthorApex']],
  ];
  for (const [title, entry, expected] of table)
    it(title, () => {
      expect(behind(entry)).to.deep.equal(expected);
    });

  it('of a task what opens activities, and each permission once', () => {
    const all = behind(object('Task', 'edit'));
    expect(all).to.include('userPermission:EditTask by EditTask');
    expect(all).to.have.length(new Set(all).size);
  });

  it('the field that carries the permissions, as far as it is known', () => {
    expect(carrierOf(schema(), 'account', 'billingcity')).to.equal('BillingAddress');
    expect(carrierOf(schema(), 'account', 'WEBSITE')).to.equal('Website');
    expect(carrierOf(schema(), 'account', 'Nothing__c')).to.equal('Nothing__c');
    expect(carrierOf(schema(), 'Nothing__c', 'X__c')).to.equal('X__c');
  });

  it('by names alone', () => {
    expect(entriesByName(object('Account', 'edit')).map(entryId)).to.deep.equal(['object:Account:edit']);
    expect(entriesByName(permission('ViewSetup')).map(entryId)).to.deep.equal(['userPermission:ViewSetup']);
    expect(entriesByName(object('Task', 'edit')).map(entryId)).to.include('userPermission:EditTask');
  });
});

describe('names that the org does not have', () => {
  const told = (entry: Entry, org: OrgSchema = schema()): string | null => {
    const who = user();
    const { finding } = explain(
      { subject: requirementFor(entry), requirements: null, without: null, sets: [], lookedFor: [], ownSet: null },
      snapshot(who, org),
      who,
    );
    const typo = finding && misspelt(finding, org);
    return typo && [typo.code, typo.name, ...typo.meant].join(' ');
  };
  const table: ReadonlyArray<readonly [string, Entry, string | null]> = [
    ['a permission', permission('RunReport'), 'NoSuchPermission RunReport RunReports'],
    ['an object', object('Acount', 'read'), 'NoSuchObject Acount Account'],
    ['a field', ofField('Account', 'Websit'), 'NoSuchField Account.Websit Account.Website'],
    ['what is there and missing', permission('RunReports'), null],
  ];
  for (const [title, entry, expected] of table)
    it(title, () => {
      expect(told(entry)).to.equal(expected);
    });

  it('not where another code, status or variant says why', () => {
    const finding = { status: 'impossible', code: 'NO_SUCH_OBJECT', args: ['Acount'] } as const;
    const of = (more: object): unknown =>
      misspelt({ ...finding, need: needs.object('Acount', 'read'), ...more } as unknown as Finding, schema());
    expect(of({})).to.deep.equal({ code: 'NoSuchObject', name: 'Acount', meant: ['Account'] });
    expect(of({ status: 'unmet' })).to.equal(null);
    expect(of({ code: 'DERIVED_PERMISSION_MISSING' })).to.equal(null);
    expect(of({ variant: 'feature' })).to.equal(null);
  });
});
