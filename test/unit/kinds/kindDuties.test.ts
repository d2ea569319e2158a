/** What a kind of need says beside its verdict: its id, what it is told as, what is read for it, which names it holds. */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { EntityField, OrgSchema } from '../../../src/access/snapshot.js';
import { takesNoPermission } from '../../../src/kinds/field/fieldOwner.js';
import { kindOf, kinds } from '../../../src/kinds/kinds.js';
import type { Need, RuleKind } from '../../../src/kinds/kinds.js';
import { requirementId } from '../../../src/kinds/requirementId.js';
import { readingScopeOf } from '../../../src/kinds/readingNames.js';
import { keyOf } from '../../../src/platform/names.js';
import { field, needs, objectList, requirement, schema } from '../support/snapshot.js';

const { object, field: fieldOf, anyOf } = needs;
const value = (name: string, sobject = 'Lead', of = 'LeadSource'): Need => ({
  ...{ kind: 'picklistValue', sobject, field: of, value: name },
});
const pattern = (name: string, more: object = {}): Need => ({ ...fieldOf('Account', name, 'edit'), ...more }) as Need;

const notRead = gap('NOT_AUTHORISED', 'EntityParticle', 'hidden');
const fields = (...all: EntityField[]): OrgSchema['fields'] =>
  new Map([['lead', known(new Map(all.map((one) => [keyOf(one.name), one])))]]);

describe('what each kind tells of a need', () => {
  const table: [need: Need, id: string, details: object, page: unknown][] = [
    [
      object('Lead', 'edit'),
      'object:Lead:edit',
      { sobject: 'Lead', access: 'edit' },
      { page: 'object', sobject: 'Lead' },
    ],
    [
      object('Lead', 'delete', ['read', 'edit']),
      'object:Lead:delete',
      { sobject: 'Lead', access: 'delete', minimum: ['read', 'edit'] },
      { page: 'object', sobject: 'Lead' },
    ],
    [object('acme__*', 'read'), 'object:acme__*:read', { sobject: 'acme__*', access: 'read' }, undefined],
    [
      fieldOf('Lead', 'Email', 'edit'),
      'field:Lead.Email:edit',
      { sobject: 'Lead', field: 'Email', access: 'edit' },
      { page: 'fields', sobject: 'Lead' },
    ],
    [
      pattern('acme__*', { standardized: true, editableOnly: true }),
      'field:Account.acme__*:edit',
      { sobject: 'Account', field: 'acme__*', access: 'edit', standardized: true, editableOnly: true },
      { page: 'fields', sobject: 'Account' },
    ],
    [
      value('A/B=C'),
      'picklistValue:Lead.LeadSource=A/B=C',
      { sobject: 'Lead', field: 'LeadSource', value: 'A/B=C' },
      { page: 'fields', sobject: 'Lead' },
    ],
    [anyOf('people', [requirement(object('Lead', 'read'))]), 'anyOf:people', { name: 'people' }, undefined],
  ];
  for (const [need, id, details, page] of table)
    it(id, () => {
      const kind = kindOf(need);
      expect([requirementId(need, false), kind.details(need), kind.setupPage?.(need)]).to.deep.equal([
        id,
        details,
        page,
      ]);
    });

  const examples: [kind: RuleKind, example: string][] = [
    ['object', '- { object: Case, access: [read, edit] }'],
    ['field', '- { field: Lead.Email, access: [read] }'],
    ['picklistValue', '- { picklistValue: Lead.LeadSource, value: Web }'],
    ['anyOf', '- { name: people, anyOf: [{ object: Lead }, { object: Contact }] }'],
  ];
  for (const [kind, example] of examples)
    it(`the example of ${kind}`, () => expect(kinds[kind].lookedUp?.example('Case')).to.equal(example));
});

describe('what is read for a need', () => {
  const table: [what: string, need: Need, read: object][] = [
    ['an object', object('Lead', 'read'), { sobjects: ['Lead'], fieldSobjects: [], userFlags: [], namespaces: [] }],
    ['a pattern of objects: nothing of its own', object('Lea*', 'edit'), { sobjects: [], fieldSobjects: [] }],
    [
      'writing campaigns: the flag',
      object('Campaign', 'edit'),
      { sobjects: ['Campaign'], userFlags: ['MarketingUser'] },
    ],
    ['reading campaigns: no flag', object('Campaign', 'read'), { sobjects: ['Campaign'], userFlags: [] }],
    ['a minimum that takes the flag', object('Campaign', 'viewAllRecords', ['edit']), { userFlags: ['MarketingUser'] }],
    ['a packaged object', object('acme__Deal__c', 'read'), { namespaces: ['acme'] }],
    [
      'writing a field of campaigns',
      fieldOf('Campaign', 'Name', 'edit'),
      { fieldSobjects: ['Campaign'], userFlags: ['MarketingUser'] },
    ],
    ['a packaged field', fieldOf('Lead', 'acme__Score__c'), { sobjects: ['Lead'], namespaces: ['acme'] }],
    [
      'a standard field of Account',
      fieldOf('Account', 'Website'),
      { sobjects: ['Account'], fieldSobjects: ['Account'] },
    ],
    [
      'a field of persons: what it mirrors',
      fieldOf('Account', 'PersonEmail'),
      { sobjects: ['Account', 'Contact'], fieldSobjects: ['Account', 'Contact'] },
    ],
    [
      'a pattern of Account: what it may mirror',
      pattern('Per*'),
      { sobjects: ['Account', 'Contact'], fieldSobjects: ['Account', 'Contact'] },
    ],
    [
      'a pattern of another object',
      { ...pattern('Per*'), sobject: 'Lead' } as Need,
      { sobjects: ['Lead'], fieldSobjects: ['Lead'] },
    ],
    [
      'a value',
      value('Web'),
      {
        sobjects: ['Lead'],
        fieldSobjects: ['Lead'],
        picklists: [{ sobject: 'Lead', field: 'LeadSource' }],
        logins: true,
      },
    ],
  ];
  for (const [what, need, read] of table)
    it(what, () => expect(readingScopeOf([requirement(need)])).to.deep.include(read));

  const masked: [need: Need, asked: boolean][] = [
    [fieldOf('Lead', 'Email'), false],
    [fieldOf('Lead', 'Secret__c'), true],
    [fieldOf('Account', 'Secret__pc'), true],
    [{ ...pattern('S*'), sobject: 'Lead' } as Need, true],
    [object('Lead', 'read'), false],
  ];
  for (const [need, asked] of masked)
    it(`${requirementId(need, false)}: ${asked ? 'who sees encrypted values' : 'nothing of encrypted values'}`, () =>
      expect(readingScopeOf([requirement(need)]).userPermissions.includes('ViewEncryptedData')).to.equal(asked));
});

describe('names of the org that a need holds', () => {
  const picklists = (values: readonly string[]): NonNullable<OrgSchema['picklists']> =>
    new Map([
      [
        'lead',
        {
          fields: new Map([['leadsource', known(values.map((one) => ({ value: one, isActive: true })))]]),
          recordTypes: known([]),
        },
      ],
    ]);
  const source = (dataType: string): OrgSchema['fields'] => fields(field('LeadSource', { dataType }));
  const yes = { found: 'yes' };
  const table: [what: string, need: Need, org: Partial<OrgSchema>, names: object][] = [
    ['an object', object('Lead', 'read'), {}, { 'object Lead': yes }],
    [
      'an object that is not there',
      object('Leads', 'read'),
      {},
      { 'object Leads': { found: 'no', nearest: ['Lead'] } },
    ],
    ['a pattern of objects', object('Le*', 'read'), {}, {}],
    [
      'a field',
      fieldOf('Lead', 'Email'),
      { fields: fields(field('Email')) },
      { 'object Lead': yes, 'field Lead.Email': yes },
    ],
    [
      'a field that is not there',
      fieldOf('Lead', 'Emial'),
      { fields: fields(field('Email')) },
      { 'object Lead': yes, 'field Lead.Emial': { found: 'no', nearest: ['Lead.Email'] } },
    ],
    [
      'a formula that is read',
      fieldOf('Lead', 'Sum'),
      { fields: fields(field('Sum', { calculated: true })) },
      { 'object Lead': yes, 'field Lead.Sum': yes },
    ],
    [
      'a formula that is edited',
      fieldOf('Lead', 'Sum', 'edit'),
      { fields: fields(field('Sum', { calculated: true })) },
      { 'object Lead': yes, 'field Lead.Sum': { found: 'unfit', why: 'readOnly' } },
    ],
    [
      'a field that is edited',
      fieldOf('Lead', 'Email', 'edit'),
      { fields: fields(field('Email')) },
      { 'object Lead': yes, 'field Lead.Email': yes },
    ],
    [
      'fields that could not be read',
      fieldOf('Lead', 'Email'),
      { fields: new Map([['lead', notRead]]) },
      { 'object Lead': yes, 'field Lead.Email': { found: 'unknown', gap: notRead.gap } },
    ],
    [
      'a value',
      value('Web'),
      { fields: source('picklist'), picklists: picklists(['Phone', 'Web']) },
      { 'object Lead': yes, 'field Lead.LeadSource': yes, 'picklistValue Lead.LeadSource=Web': yes },
    ],
    [
      'a value that is not there',
      value('web'),
      { fields: source('picklist'), picklists: picklists(['Phone', 'Web']) },
      {
        'object Lead': yes,
        'field Lead.LeadSource': yes,
        'picklistValue Lead.LeadSource=web': { found: 'no', nearest: ['Web'] },
      },
    ],
    [
      'a value of several',
      value('web'),
      { fields: source('multipicklist'), picklists: picklists(['Web']) },
      {
        'object Lead': yes,
        'field Lead.LeadSource': yes,
        'picklistValue Lead.LeadSource=web': { found: 'no', nearest: ['Web'] },
      },
    ],
    [
      'a value to be typed as well',
      value('web'),
      { fields: source('combobox'), picklists: picklists(['Web']) },
      {
        'object Lead': yes,
        'field Lead.LeadSource': yes,
        'picklistValue Lead.LeadSource=web': { found: 'no', nearest: ['Web'] },
      },
    ],
    [
      'a value, where the type was not told',
      value('web'),
      { fields: source(''), picklists: picklists(['Web']) },
      {
        'object Lead': yes,
        'field Lead.LeadSource': yes,
        'picklistValue Lead.LeadSource=web': { found: 'no', nearest: ['Web'] },
      },
    ],
    ...['string', 'picklistlike', 'mycombobox', 'comboboxes'].map(
      (dataType): [string, Need, Partial<OrgSchema>, object] => [
        `a value of what is no picklist but ${dataType}`,
        value('web'),
        { fields: source(dataType), picklists: picklists(['Web']) },
        {
          'object Lead': yes,
          'field Lead.LeadSource': { found: 'unfit', why: 'noPicklist' },
          'picklistValue Lead.LeadSource=web': yes,
        },
      ],
    ),
    [
      'a value of a field that is not there',
      value('Web', 'Lead', 'LaedSource'),
      { fields: source('picklist'), picklists: picklists(['Web']) },
      {
        'object Lead': yes,
        'field Lead.LaedSource': { found: 'no', nearest: ['Lead.LeadSource'] },
        'picklistValue Lead.LaedSource=Web': yes,
      },
    ],
    [
      'a value, of fields that could not be read',
      value('Web'),
      { fields: new Map([['lead', notRead]]) },
      {
        'object Lead': yes,
        'field Lead.LeadSource': { found: 'unknown', gap: notRead.gap },
        'picklistValue Lead.LeadSource=Web': yes,
      },
    ],
    [
      'a value, of fields that were not read',
      value('Web'),
      { fields: new Map() },
      {
        'object Lead': yes,
        'field Lead.LeadSource': { found: 'unknown', gap: null },
        'picklistValue Lead.LeadSource=Web': yes,
      },
    ],
    [
      'values that were not read',
      value('Web'),
      { fields: source('picklist') },
      {
        'object Lead': yes,
        'field Lead.LeadSource': yes,
        'picklistValue Lead.LeadSource=Web': { found: 'unknown', gap: null },
      },
    ],
    [
      'values of another object',
      value('Web'),
      { fields: source('picklist'), picklists: new Map() },
      {
        'object Lead': yes,
        'field Lead.LeadSource': yes,
        'picklistValue Lead.LeadSource=Web': { found: 'unknown', gap: null },
      },
    ],
    [
      'values that could not be read',
      value('Web'),
      {
        fields: source('picklist'),
        picklists: new Map([['lead', { fields: new Map([['leadsource', notRead]]), recordTypes: known([]) }]]),
      },
      {
        'object Lead': yes,
        'field Lead.LeadSource': yes,
        'picklistValue Lead.LeadSource=Web': { found: 'unknown', gap: notRead.gap },
      },
    ],
  ];
  for (const [what, need, org, names] of table)
    it(what, () => {
      const all = kindOf(need).namesInOrg?.(need) ?? [];
      const found = all.map((one) => [`${one.what} ${one.name}`, one.lookUp(schema(org))]);
      expect(Object.fromEntries(found)).to.deep.equal(names);
    });
});

describe('what is sought where a name is not there', () => {
  const org = (): OrgSchema =>
    schema({ fields: fields(field('Email')), permissionableObjects: known(objectList('Lead', 'Account')) });
  const all: [what: string, need: Need][] = [
    ['an object', object('Lode', 'read')],
    ['a field', fieldOf('Leed', 'Emial')],
    ['a value', value('Web', 'Leed', 'Emial')],
  ];
  for (const [what, need] of all)
    it(what, () => {
      const sought = kindOf(need).sought;
      const name = 'sobject' in need ? need.sobject : '';
      const ofObject = sought?.(need, 'NO_SUCH_OBJECT', org());
      expect([ofObject?.name, ofObject?.candidates.slice(0, 2), ofObject?.within]).to.deep.equal([
        ...[name, ['Lead', 'Account'], undefined],
      ]);
      const ofField = 'sobject' in need ? sought?.({ ...need, sobject: 'Lead' }, 'NO_SUCH_FIELD', org()) : undefined;
      expect(ofField).to.deep.equal(
        need.kind === 'object' ? undefined : { name: 'Emial', candidates: ['Email'], called: [], within: 'Lead' },
      );
      expect(sought?.(need, 'GRANTED', org())).to.equal(undefined);
    });
});

describe('steps that are told together', () => {
  const table: [need: Need, variant: string | undefined, together: string | undefined][] = [
    [value('Web', 'Lead', 'LeadSource'), 'sharedList', 'LeadSource'],
    [value('Web', 'Contact', 'LeadSource'), 'sharedList', 'LeadSource'],
    [value('Web', 'Lead', 'LeadSource'), undefined, 'lead'],
    [value('Hot', 'Lead', 'Status'), 'sharedList', 'lead'],
    [fieldOf('Lead', 'Email'), undefined, undefined],
  ];
  for (const [need, variant, together] of table)
    it(`${requirementId(need, false)}${variant ? `, ${variant}` : ''}: ${together ?? 'each by itself'}`, () =>
      expect(kindOf(need).stepsTogether?.(need, variant)).to.equal(together));
});

describe('two rules for the same fields', () => {
  const [plain, editable] = [pattern('acme__*'), pattern('acme__*', { editableOnly: true })];
  const standard = pattern('acme__*', { standardized: true });
  const merged = (first: Need, second: Need, stricter: 'first' | 'second' | null): Need =>
    kindOf(first).merged(first, second, stricter);
  it('pass over what nobody can edit where both do, or the stricter one does', () => {
    expect(merged(plain, editable, null)).to.deep.equal(plain);
    expect(merged(editable, plain, null)).to.deep.equal(plain);
    expect(merged(editable, editable, null)).to.deep.equal(editable);
    expect(merged(plain, editable, 'first')).to.deep.equal(plain);
    expect(merged(plain, editable, 'second')).to.deep.equal(editable);
    expect(merged(editable, plain, 'first')).to.deep.equal(editable);
    expect(merged(editable, plain, 'second')).to.deep.equal(plain);
  });
  it('are standardized where one of them is', () => {
    expect(merged(plain, standard, null)).to.deep.equal(standard);
    expect(merged(standard, plain, null)).to.deep.equal(standard);
    expect(merged(plain, plain, null)).to.deep.equal(plain);
  });
  it('have together what one or the other has as its minimum', () => {
    const [first, second] = [object('Lead', 'delete', ['read']), object('lead', 'delete', ['edit', 'read'])];
    expect(merged(first, second, null)).to.deep.equal(object('Lead', 'delete', ['read', 'edit']));
  });
});

describe('fields that take no permission of their own', () => {
  const org = {
    fields: fields(
      field('Name', { permissionable: false }),
      field('Email'),
      field('City', { compound: 'Address' }),
      field('Address', { isCompound: true, permissionable: false }),
    ),
  };
  const table: [name: string, org: Partial<OrgSchema>, expected: boolean][] = [
    ['Name', org, true],
    ['name', org, true],
    ['Email', org, false],
    ['City', org, true],
    ['Nope', org, false],
    ['Name', { fields: new Map([['lead', notRead]]) }, false],
    ['Name', { fields: new Map() }, false],
  ];
  for (const [name, more, expected] of table)
    it(`${name}: ${String(expected)}`, () => expect(takesNoPermission(schema(more), 'Lead', name)).to.equal(expected));
});
