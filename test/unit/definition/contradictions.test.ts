import { expect } from 'chai';
import { mistakeIn, parse, withRules } from './helpers.js';

describe('what is required and forbidden at the same time', () => {
  const forbidden = (rule: string): string => `  - { ${rule}, forbid: true }`;
  const cases: [title: string, required: string, forbids: string, contradicts: boolean][] = [
    ['the same field, reading', 'field: Lead.Title', 'field: Lead.Title', true],
    ['the same field in another case', 'field: lead.title', 'field: Lead.TITLE', true],
    ['editing a field, of which reading is forbidden', 'field: Lead.Title, access: [edit]', 'field: Lead.Title', true],
    [
      'editing a field, and editing is forbidden',
      'field: Lead.Title, access: [edit]',
      'field: Lead.Title, access: [edit]',
      true,
    ],
    [
      'reading a field, of which only editing is forbidden',
      'field: Lead.Title',
      'field: Lead.Title, access: [edit]',
      false,
    ],
    ['the field of that name of another object', 'field: Contact.Title', 'field: Lead.Title', false],
    ['another field of the object', 'field: Lead.Company', 'field: Lead.Title', false],
    ['a field of a forbidden pattern', 'field: Lead.Secret__c', 'field: Lead.S*__c', true],
    ['a field beside a forbidden pattern', 'field: Lead.Open__c', 'field: Lead.S*__c', false],
    ['a pattern that holds a forbidden field', 'field: Lead.S*__c', 'field: Lead.Secret__c', true],
    ['access to an object that is forbidden', 'object: Lead', 'object: lead', true],
    ['access that includes a forbidden one', 'object: Lead, access: [edit]', 'object: Lead', true],
    ['access that a forbidden one includes', 'object: Lead', 'object: Lead, access: [edit]', false],
    ['the same access to another object', 'object: Contact', 'object: Lead', false],
    ['a user permission', 'userPermission: ViewSetup', 'userPermission: viewsetup', true],
    ['another user permission', 'userPermission: ViewSetup', 'userPermission: ApiEnabled', false],
    ['things of two kinds', 'object: Lead', 'field: Lead.Title', false],
  ];
  for (const [title, required, forbids, contradicts] of cases) {
    it(`${title}: ${contradicts ? 'a mistake' : 'is fine'}, in both orders`, () => {
      const rules = [`  - { ${required} }`, forbidden(forbids)];
      for (const lines of [rules, [...rules].reverse()]) {
        const text = withRules(...lines);
        if (contradicts) expect(mistakeIn(() => parse(text)).code).to.equal('RequiredAndForbidden');
        else expect(parse(text).id).to.equal('acme');
      }
    });
  }
});
