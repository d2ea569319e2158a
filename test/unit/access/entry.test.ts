import { expect } from 'chai';
import { contains, emptyContent, entryId, entryKey, parseEntry, withEntries } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import type { Content } from '../../../src/access/snapshot.js';
import { entryOf as entry } from '../support/plans.js';
import { content } from '../support/snapshot.js';

describe('entries of a permission set', () => {
  const ids: Record<string, Entry> = {
    'userPermission:ApiEnabled': { kind: 'userPermission', name: 'ApiEnabled' },
    'object:Account:read': { kind: 'object', sobject: 'Account', access: 'read' },
    'object:My__Thing__c:modifyAllRecords': { kind: 'object', sobject: 'My__Thing__c', access: 'modifyAllRecords' },
    'object:Lead:viewAllFields': { kind: 'object', sobject: 'Lead', access: 'viewAllFields' },
    'field:Account.Website:edit': { kind: 'field', sobject: 'Account', field: 'Website', access: 'edit' },
    'field:ns__Thing__c.ns__Field__c:read': {
      kind: 'field',
      sobject: 'ns__Thing__c',
      field: 'ns__Field__c',
      access: 'read',
    },
    'customPermission:ns__Sync_Bypass': { kind: 'customPermission', name: 'ns__Sync_Bypass' },
    'apexClass:LeadSync': { kind: 'apexClass', name: 'LeadSync' },
    'connectedApp:Acme Sync: leads': { kind: 'connectedApp', name: 'Acme Sync: leads' },
    'connectedApp:100%25 Acme%0ASync': { kind: 'connectedApp', name: '100% Acme\nSync' },
  };
  for (const [id, expected] of Object.entries(ids)) {
    it(`${id} is the id of what it names`, () => {
      expect(parseEntry(id)).to.deep.equal(expected);
      expect(entryId(expected)).to.equal(id);
      expect(entryKey(expected)).to.equal(id.toLowerCase());
    });
  }

  it('things of Setup are known however the kind is spelled', () => {
    const spelled: Record<string, Entry> = {
      'custompermission:Sync_Bypass': { kind: 'customPermission', name: 'Sync_Bypass' },
      'APEXCLASS:LeadSync': { kind: 'apexClass', name: 'LeadSync' },
      'connectedapp:Acme': { kind: 'connectedApp', name: 'Acme' },
    };
    for (const [id, expected] of Object.entries(spelled)) expect(parseEntry(id), id).to.deep.equal(expected);
  });

  for (const id of [
    '',
    'userPermission:',
    'userPermission:A B',
    'object:Account',
    'object:Account:grope',
    'object:*:read',
    'field:Account:read',
    'field:Account.Website:delete',
    'not:userPermission:ApiEnabled',
    'api:rest',
    'xobject:Account:read',
    'object:Account:read:x',
    'xfield:Account.Website:read',
    'field:Account.Website:reader',
    'field:.Website:read',
    'xuserPermission:ApiEnabled',
    'userPermission:ApiEnabled:x',
    'customPermission:',
    'not:customPermission:Sync_Bypass',
    'customPermission:Sync Bypass',
    'apexClass:LeadSync.run',
    'not:apexClass:LeadSync',
    'connectedApp:',
    'not:connectedApp:Acme',
    'connectedApp:Acme\nSync',
  ]) {
    it(`${JSON.stringify(id)} is none`, () => expect(parseEntry(id)).to.equal(undefined));
  }

  /** A set that holds a little of each sort. */
  const someContent = (): Content => ({
    ...content({
      permissions: ['ApiEnabled'],
      objects: { Account: 'read edit' },
      fields: { 'Account.Website': 'edit', 'Lead.Email': 'read' },
    }),
    apps: new Set(['0H4000000000001AAA', '0H4000000000002AAA']),
    setupEntities: new Set(['custompermission:sync_bypass', 'connectedapp:acme']),
  });
  /** An app by its id, whatever its name. */
  const app = (appId: string): Entry => ({ kind: 'connectedApp', name: 'Other', appId });

  const cases: [of: string | Entry, held: boolean][] = [
    ['userPermission:apienabled', true],
    ['userPermission:RunReports', false],
    ['object:ACCOUNT:edit', true],
    ['object:Account:delete', false],
    ['object:Lead:read', false],
    ['field:Account.Website:read', true],
    ['field:Account.website:edit', true],
    ['field:Lead.Email:read', true],
    ['field:Lead.Email:edit', false],
    ['field:Lead.Phone:read', false],
    ['customPermission:SYNC_Bypass', true],
    ['customPermission:Sync', false],
    ['apexClass:Sync_Bypass', false],
    ['connectedApp:Acme', true],
    ['connectedApp:Acme 2', false],
    [app('0H4000000000002AAA'), true],
    [app('0H4000000000002'), true],
    [app('0H4000000000003AAA'), false],
  ];
  for (const [of, expected] of cases) {
    const title = typeof of === 'string' ? of : JSON.stringify(of);
    it(`${title} is ${expected ? '' : 'not '}held`, () => {
      const one = typeof of === 'string' ? entry(of) : of;
      expect(contains(someContent(), one)).to.equal(expected);
      expect(contains(emptyContent, one), 'in an empty set').to.equal(false);
    });
  }

  it('are held once added, nothing is lost, and the original stays as it was', () => {
    const held = someContent();
    const added = cases.map(([of]) => (typeof of === 'string' ? entry(of) : of));
    expect(withEntries(held, added)).to.deep.equal({
      userPermissions: new Set(['apienabled', 'runreports']),
      objects: new Map([
        ['account', new Set(['read', 'edit', 'delete'])],
        ['lead', new Set(['read'])],
      ]),
      fields: new Map([
        ['account.website', 'edit'],
        ['lead.email', 'edit'],
        ['lead.phone', 'read'],
      ]),
      apps: new Set(['0H4000000000001AAA', '0H4000000000002AAA', '0H4000000000002', '0H4000000000003AAA']),
      setupEntities: new Set([
        'custompermission:sync_bypass',
        'connectedapp:acme',
        'custompermission:sync',
        'apexclass:sync_bypass',
        'connectedapp:acme 2',
        'connectedapp:other',
      ]),
    });
    expect(held).to.deep.equal(someContent());
  });

  it('of no entries nothing is added, and no empty lists', () => {
    expect(withEntries(emptyContent, [])).to.deep.equal(emptyContent);
    expect(withEntries(someContent(), [])).to.deep.equal(someContent());
  });

  const additions: [title: string, ids: string[], expected: Partial<Content>][] = [
    [
      'Edit of a field stays where Read is added as well',
      ['field:Lead.Email:edit', 'field:LEAD.EMAIL:read'],
      { fields: new Map([['lead.email', 'edit']]) },
    ],
    [
      'and replaces it',
      ['field:Lead.Email:read', 'field:Lead.Email:edit'],
      { fields: new Map([['lead.email', 'edit']]) },
    ],
    [
      'access to an object comes together',
      ['object:Lead:read', 'object:LEAD:edit'],
      { objects: new Map([['lead', new Set(['read', 'edit'] as const)]]) },
    ],
    [
      'a thing of Setup is no field and no app',
      ['apexClass:LeadSync', 'connectedApp:Acme'],
      { setupEntities: new Set(['apexclass:leadsync', 'connectedapp:acme']) },
    ],
  ];
  for (const [title, added, expected] of additions) {
    it(title, () => {
      expect(withEntries(emptyContent, added.map(entry))).to.deep.equal({ ...emptyContent, ...expected });
    });
  }
});
