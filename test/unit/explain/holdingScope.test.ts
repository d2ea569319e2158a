/** By what the holders of one thing are looked for, and which contents matter to it. */
import { expect } from 'chai';
import { openedKey } from '../../../src/access/setupEntities.js';
import type { PermissionEntry } from '../../../src/access/setupEntities.js';
import { gap, known } from '../../../src/access/snapshot.js';
import { holdingScopeOf, mayMatter } from '../../../src/explain/holdingScope.js';
import type { HoldingScope } from '../../../src/explain/holdingScope.js';
import { content, field, schema } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const permission = (name: string): PermissionEntry => ({ kind: 'userPermission', name });
const object = (sobject: string, access: 'read' | 'edit' | 'delete' | 'viewAllFields'): PermissionEntry => ({
  kind: 'object',
  sobject,
  access,
});
const ofField = (sobject: string, name: string, access: 'read' | 'edit'): PermissionEntry => ({
  kind: 'field',
  sobject,
  field: name,
  access,
});

/** In one line: permissions | objects | words | fields. */
const inWords = ({ userPermissions, sobjects, words, fields }: HoldingScope): string =>
  [
    userPermissions.join(' '),
    sobjects.join(' '),
    words === null ? 'all' : [...words].join(' '),
    fields.map(({ sobject, field: name }) => `${sobject}.${name}`).join(' '),
  ].join(' | ');

describe('by what holders are looked for', () => {
  const table: ReadonlyArray<readonly [string, PermissionEntry, string]> = [
    ['a permission by itself alone', permission('RunReports'), 'RunReports |  | all | '],
    [
      'reading an object by View All Data too',
      object('Account', 'read'),
      'ViewAllData ModifyAllData | Account | read | ',
    ],
    ['deleting by Modify All Data alone', object('Account', 'delete'), 'ModifyAllData | Account | delete | '],
    [
      'View All Fields by its twin over the org',
      object('Account', 'viewAllFields'),
      'ViewAllFieldsGlobal | Account | viewAllFields | ',
    ],
    [
      'reading a field by its object, and by View All Fields',
      ofField('Contact', 'Email', 'read'),
      'ViewAllData ModifyAllData ViewAllFieldsGlobal | Contact | read viewAllFields | Contact.Email',
    ],
    [
      'writing a field by Edit or Create of its object',
      ofField('Contact', 'Email', 'edit'),
      'ViewAllData ModifyAllData | Contact | read edit create | Contact.Email',
    ],
    [
      'a part of an address by the address',
      ofField('Account', 'BillingCity', 'edit'),
      'ViewAllData ModifyAllData | Account | read edit create | Account.BillingAddress',
    ],
    [
      'a field of a person account perhaps by the one of Contact',
      ofField('Account', 'PersonEmail', 'edit'),
      'ViewAllData ModifyAllData | Account Contact | read edit create | Account.PersonEmail Contact.Email',
    ],
  ];
  for (const [title, entry, expected] of table)
    it(title, () => {
      expect(inWords(holdingScopeOf(schema(), entry))).to.equal(expected);
    });

  it('of a derived object every word of what it rests on matters', () => {
    const scope = holdingScopeOf(schema(), object('OpportunityLineItem', 'edit'));
    expect(scope.words).to.equal(null);
    expect(scope.sobjects).to.include.members(['OpportunityLineItem', 'Opportunity']);
    const tasks = holdingScopeOf(schema(), object('Task', 'edit'));
    expect(tasks.userPermissions).to.include.members(['EditTask', 'ActivitiesAccess', 'ModifyAllData']);
  });

  it('names are there once, in whatever case', () => {
    const { userPermissions, sobjects } = holdingScopeOf(schema(), object('Task', 'read'));
    expect(userPermissions).to.have.length(new Set(userPermissions.map((name) => name.toLowerCase())).size);
    expect(sobjects).to.have.length(new Set(sobjects.map((name) => name.toLowerCase())).size);
  });

  it('of a detail of a standard object its master matters', () => {
    const detail = schema({
      entities: known(new Map([['part__c', { name: 'Part__c', standardMaster: 'Account' }]])),
      fields: new Map([['part__c', known(new Map([['name__c', field('Name__c')]]))]]),
      permissionableObjects: known(new Map([['account', 'Account']])),
    });
    expect(holdingScopeOf(detail, object('Part__c', 'read')).sobjects).to.include('Account');
  });

  it('where it is not known which objects take permissions, every word matters', () => {
    const unread = schema({ permissionableObjects: gap('NOT_ANSWERED', 'ObjectPermissions', '') });
    expect(holdingScopeOf(unread, object('Account', 'read')).words).to.equal(null);
    expect(holdingScopeOf(schema(), object('Account', 'read')).words).to.not.equal(null);
  });

  it('a thing with a box on the user names the box', () => {
    expect(holdingScopeOf(schema(), object('Campaign', 'edit')).userFlags).to.deep.equal(['MarketingUser']);
    expect(holdingScopeOf(schema(), object('Account', 'edit')).userFlags).to.deep.equal([]);
  });

  it('a custom setting and a custom metadata type name the id by which rows open them; other objects none', () => {
    const org = schema({
      entities: known(
        new Map([
          ['settings__c', { name: 'Settings__c', isCustomSetting: true as const, durableId: '01I000000000001' }],
          ['type__mdt', { name: 'Type__mdt', durableId: '01I000000000002' }],
          ['thing__c', { name: 'Thing__c', durableId: '01I000000000003' }],
          ['untold__mdt', { name: 'Untold__mdt' }],
        ]),
      ),
    });
    const openedOf = (name: string) => [...holdingScopeOf(org, object(name, 'read')).opened];
    expect(openedOf('settings__c')).to.deep.equal([['01I000000000001', 'Settings__c']]);
    expect(openedOf('Type__mdt')).to.deep.equal([['01I000000000002', 'Type__mdt']]);
    expect(openedOf('Thing__c')).to.deep.equal([]);
    expect(openedOf('Untold__mdt')).to.deep.equal([]);
  });

  it('a thing of a package names the package', () => {
    expect(holdingScopeOf(schema(), object('acme__Thing__c' as 'Account', 'read')).namespaces).to.deep.equal(['acme']);
    expect(holdingScopeOf(schema(), permission('ViewSetup')).namespaces).to.deep.equal([]);
  });
});

describe('whether what a permission set holds matters', () => {
  const scope = (more: Partial<HoldingScope> = {}): HoldingScope => ({
    userPermissions: ['ViewAllData'],
    sobjects: ['Lead'],
    words: new Set(['edit'] as const),
    fields: [{ sobject: 'Lead', field: 'Email' }],
    opened: new Map(),
    userFlags: [],
    namespaces: [],
    ...more,
  });
  const table: ReadonlyArray<readonly [string, SourceSpec, Partial<HoldingScope>, boolean]> = [
    ['a permission that gives it', { permissions: ['ViewAllData'] }, {}, true],
    ['another permission', { permissions: ['ViewSetup'] }, {}, false],
    ['the word of the object', { objects: { Lead: 'read edit' } }, {}, true],
    ['another word of the object', { objects: { Lead: 'read' } }, {}, false],
    ['any word where all matter', { objects: { Lead: 'read' } }, { words: null }, true],
    ['another object', { objects: { Account: 'read edit' } }, { words: null }, false],
    ['the field', { fields: { 'Lead.Email': 'read' } }, {}, true],
    ['another field', { fields: { 'Lead.Phone': 'edit' } }, {}, false],
    ['nothing', {}, { words: null }, false],
  ];
  for (const [title, held, more, expected] of table)
    it(title, () => {
      expect(mayMatter(content(held), scope(more))).to.equal(expected);
    });

  it('a custom setting that it opens by itself', () => {
    const opens = { ...content({}), setupEntities: new Set([openedKey('Settings__c')]) };
    expect(mayMatter(opens, scope({ opened: new Map([['01I000000000001', 'Settings__c']]) }))).to.equal(true);
    expect(mayMatter(opens, scope({ opened: new Map([['01I000000000002', 'Other__c']]) }))).to.equal(false);
    expect(mayMatter(opens, scope())).to.equal(false);
  });

  it('an object of which all words are muted does not matter', () => {
    const muted = { ...content({}), objects: new Map([['lead', new Set<never>()]]) };
    expect(mayMatter(muted, scope({ words: null }))).to.equal(false);
  });
});
