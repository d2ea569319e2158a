import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { isOffered } from '../../../src/kinds/field/offeredFields.js';
import { describedSchema } from '../../../src/org/read/describedSchema.js';
import type { Reply } from '../../../src/org/reply.js';
import { mirroredContactField } from '../../../src/platform/personAccounts.js';

const offered = (...fields: string[]): Pick<OrgSchema, 'offeredFields'> => ({
  offeredFields: known(new Map([['account', new Set(fields)]])),
});

describe('fields that field permissions accept (facts B4, C1)', () => {
  const table: [title: string, schema: Pick<OrgSchema, 'offeredFields'>, field: string, answer: boolean | null][] = [
    ['a field', offered('phone'), 'Account.Phone', true],
    ['another one', offered('phone'), 'Account.Fax', false],
    ['a lookup by its Id', offered('parentid'), 'Account.ParentId', true],
    ['a lookup without its Id', offered('parent'), 'Account.ParentId', true],
    ['a field of the name of a lookup', offered('parent'), 'Account.Parent__c', false],
    ['a field of an object that was not asked for', offered('phone'), 'Lead.Phone', null],
    [
      'a field where that was not told',
      { offeredFields: gap('NOT_ANSWERED', 'FieldPermissions', 'Field') },
      'Account.Phone',
      null,
    ],
    ['a field where nobody asked', {}, 'Account.Phone', null],
  ];
  for (const [title, schema, name, answer] of table) {
    it(`${title}: ${String(answer)}`, () => {
      const [sobject = '', field = ''] = name.split('.');
      expect(isOffered(schema, sobject, field)).to.equal(answer);
    });
  }
});

describe('what describe of FieldPermissions tells', () => {
  const reply = (picklistValues: unknown): Map<string, Reply> =>
    new Map([
      [
        'fieldPermissions',
        { ok: true, body: { fields: [{ name: 'Field', type: 'picklist', picklistValues }] } } as Reply,
      ],
    ]);
  const table: [title: string, values: unknown, offers: string[] | null][] = [
    [
      'the fields of the objects concerned',
      [{ value: 'Account.Phone', active: true }, { value: 'Lead.Fax' }],
      ['phone'],
    ],
    ['none that is not active', [{ value: 'Account.Fax', active: false }, { value: 'Account.Phone' }], ['phone']],
    ['none of an object of which it lists none', [{ value: 'Lead.Fax' }], []],
    ['nothing where it is empty', [], null],
    ['nothing where a value cannot be understood', [{ value: 'Account.Phone' }, { value: 'Phone' }], null],
    ['nothing where there is no picklist', undefined, null],
  ];
  for (const [title, values, offers] of table) {
    it(title, () => {
      const { offeredFields } = describedSchema(reply(values), ['Account'], '68.0');
      expect(offeredFields?.known ? [...(offeredFields.value.get('account') ?? [])] : null).to.deep.equal(offers);
    });
  }
  it('nothing where no field is asked for', () => {
    expect(describedSchema(reply([{ value: 'Account.Phone' }]), [], '68.0').offeredFields).to.equal(undefined);
  });
});

describe('the field of Contact that a field of Account may mirror (fact C6)', () => {
  const table: [string, string | undefined][] = [
    ['Account.PersonEmail', 'Email'],
    ['account.PersonMailingAddress', 'MailingAddress'],
    ['Account.Level__pc', 'Level__c'],
    ['Account.acme__Level__pc', 'acme__Level__c'],
    ['Account.Level__c', undefined],
    ['Account.Personal__c', undefined],
    ['Lead.PersonEmail', undefined],
  ];
  for (const [name, twin] of table) {
    it(`${name}: ${twin ?? 'none'}`, () => {
      const [sobject = '', field = ''] = name.split('.');
      expect(mirroredContactField(sobject, field)).to.equal(twin);
    });
  }
});
