import { expect } from 'chai';
import type { ReadFact } from '../../../../src/access/orgAutomation.js';
import { factOf } from '../../../../src/org/read/automation/factOfRow.js';

describe('values of a row as facts of a formula', () => {
  const known = (value: unknown): ReadFact => ({ state: 'known', value }) as ReadFact;
  const id = (value: string): ReadFact => known({ kind: 'id', id: value });
  const cases: Array<[path: string, value: unknown, fact: ReadFact]> = [
    ['IsActive', true, known(true)],
    ['Level__c', 3, known(3)],
    ['Alias', null, known(null)],
    ['Alias', 'ann', known('ann')],
    // An id is told by its last three characters, or by the name of its field.
    ['Owner__c', '0017000000ULFqTAAX', id('0017000000ULFqTAAX')],
    ['ManagerId', '0017000000ULFqTAAY', id('0017000000ULFqTAAY')],
    // Texts that are as long as an id.
    ['Department', 'Customer Relations', known('Customer Relations')],
    ['Department', 'CustomerRelations1', known('CustomerRelations1')],
    ['TeamId', 'Customer Relations', known('Customer Relations')],
    ['LastDate__c', '2026-11-30', { state: 'unreadable' }],
    ['Address', {}, { state: 'unreadable' }],
    ['Alias', undefined, { state: 'unreadable' }],
  ];
  for (const [path, value, fact] of cases) {
    it(`${path} ${JSON.stringify(value) ?? 'that is not told'}`, () =>
      expect(factOf({ [path]: value }, [path])).to.deep.equal(fact));
  }
});
