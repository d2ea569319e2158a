import { expect } from 'chai';
import type { EntityField } from '../../../src/access/snapshot.js';
import { fieldFactsOf } from '../../../src/automation/fieldFacts.js';
import type { FieldFacts } from '../../../src/automation/formula/facts.js';
import { field } from '../support/snapshot.js';

/** What formulas have to know of fields, from what the schema says of them (facts V9-V11). */

const factsOf = (one: EntityField, sobject = 'Lead', namesWrites = true): FieldFacts | undefined =>
  fieldFactsOf(sobject, new Map([['any', one]]), namesWrites).get(one.name.toLowerCase());

const unknown = { state: 'unknown' } as const;
const blank = { state: 'known', value: null } as const;

describe('what formulas know of a field', () => {
  const types: [dataType: string, type: string][] = [
    ...['string', 'email', 'phone', 'url', 'textarea', 'combobox', 'encryptedstring'].map((one): [string, string] => [
      one,
      'text',
    ]),
    ...['int', 'double', 'currency', 'percent', 'long'].map((one): [string, string] => [one, 'number']),
    ...['picklist', 'multipicklist', 'boolean', 'date', 'datetime', 'time', 'id'].map((one): [string, string] => [
      one,
      one,
    ]),
    ['reference', 'id'],
    ['location', 'other'],
    ['base64', 'other'],
  ];
  for (const [dataType, type] of types)
    it(`its type: ${dataType}`, () => expect(factsOf(field('A__c', { dataType }))?.type).to.equal(type));

  const created: [title: string, one: EntityField, expected: FieldFacts['whenCreated']][] = [
    ['a field of the org without a default', field('A__c', { hasDefault: false }), blank],
    ['a standard field that stays blank', field('Phone', { hasDefault: false }), blank],
    ['a standard field that the platform may fill', field('Company', { hasDefault: false }), unknown],
    ['of which no default was told', field('A__c'), unknown],
    ['that has a default of its own', field('A__c', { hasDefault: true }), unknown],
    ['a picklist', field('A__c', { dataType: 'picklist', hasDefault: false }), unknown],
    ['a checkbox', field('A__c', { dataType: 'boolean', hasDefault: false }), unknown],
    ['a location', field('A__c', { dataType: 'location', hasDefault: false }), unknown],
    ['that needs no permission', field('A__c', { hasDefault: false, permissionable: false }), unknown],
    [
      'of which nobody told whether it needs one',
      field('A__c', { hasDefault: false, untold: new Set(['IsPermissionable']) }),
      unknown,
    ],
    [
      'of which something else was not told',
      field('A__c', { hasDefault: false, untold: new Set(['IsCalculated']) }),
      blank,
    ],
    ['a text as default', field('A__c', { defaultFormula: '"Web" & "site"' }), { state: 'known', value: 'Website' }],
    [
      'a number as default',
      field('A__c', { dataType: 'double', defaultFormula: '2 + 3' }),
      { state: 'known', value: 5 },
    ],
    [
      'a checkbox that is set',
      field('A__c', { dataType: 'boolean', defaultFormula: 'TRUE' }),
      { state: 'known', value: true },
    ],
    ['a percentage as default', field('A__c', { dataType: 'percent', defaultFormula: '0.5' }), unknown],
    ['a default of another type', field('A__c', { dataType: 'double', defaultFormula: '"5"' }), unknown],
    ['a default that is blank', field('A__c', { defaultFormula: 'NULL' }), unknown],
    ['a default that depends on the user', field('A__c', { defaultFormula: '$User.Title' }), unknown],
    [
      'a checkbox with a default that depends on the user',
      field('A__c', { dataType: 'boolean', defaultFormula: '$Permission.Skip' }),
      unknown,
    ],
    ['a default that cannot be read', field('A__c', { defaultFormula: '"Web' }), unknown],
  ];
  for (const [title, one, expected] of created) {
    it(`what a new record has in it: ${title}`, () => expect(factsOf(one)?.whenCreated).to.deep.equal(expected));
    it(`what a new record has in it, where nobody knows what is sent: ${title}`, () =>
      expect(factsOf(one, 'Lead', false)?.whenCreated).to.deep.equal(unknown));
  }

  const others: [title: string, one: EntityField, expected: Partial<FieldFacts>][] = [
    ['a field of the org', field('My_Field__c'), { name: 'My_Field__c', maintained: false, required: false }],
    ['a formula', field('A__c', { calculated: true }), { maintained: true }],
    ['an auto number', field('A__c', { autoNumber: true }), { maintained: true }],
    ['what nobody can edit', field('A__c', { updateable: false }), { maintained: true }],
    ['what rules assign', field('OwnerId'), { maintained: true }],
    ['a required field', field('A__c', { required: true }), { required: true }],
    ['a checkbox', field('A__c', { dataType: 'boolean', required: false }), { required: true }],
  ];
  for (const [title, one, expected] of others)
    it(`what the platform does with it: ${title}`, () => expect(factsOf(one)).to.deep.include(expected));
});
