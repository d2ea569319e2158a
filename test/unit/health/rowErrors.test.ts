import { expect } from 'chai';
import { errorGroupsOf, rowErrorOf } from '../../../src/health/rowErrors.js';

describe('errors of rows that a bulk job could not write', () => {
  const texts = [
    {
      text: 'REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --',
      error: {
        code: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [LastName]',
        fields: ['LastName'],
      },
    },
    {
      text: 'FIELD_CUSTOM_VALIDATION_EXCEPTION:Phone number: must be 10 digits:Phone, Fax --',
      error: {
        code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'Phone number: must be 10 digits',
        fields: ['Phone', 'Fax'],
      },
    },
    {
      text: 'INSUFFICIENT_ACCESS_OR_READONLY:insufficient access rights on object id:--',
      error: {
        code: 'INSUFFICIENT_ACCESS_OR_READONLY',
        message: 'insufficient access rights on object id',
        fields: [],
      },
    },
    {
      text: 'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record: --',
      error: { code: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] },
    },
    {
      text: 'InvalidBatch : Field name not found : Phone',
      error: { code: '', message: 'InvalidBatch : Field name not found : Phone', fields: [] },
    },
    { text: '', error: { code: '', message: '', fields: [] } },
    {
      text: 'DUPLICATE_VALUE:duplicate value found: Key__c duplicates value on record with id: 001xx000003DGb2:Key__c --',
      error: {
        code: 'DUPLICATE_VALUE',
        message: 'duplicate value found: Key__c duplicates value on record with id: 001xx000003DGb2',
        fields: ['Key__c'],
      },
    },
  ];
  for (const { text, error } of texts)
    it(`takes apart ${JSON.stringify(text)}`, () => expect(rowErrorOf(text)).to.deep.equal(error));

  it('puts rows of the same cause together, the commonest first, with three records at most', () => {
    const id = (n: number): string => `00Q00000000000${n}AAA`;
    const duplicate = (n: number): string =>
      `DUPLICATE_VALUE:duplicate value found: Key__c duplicates value on record with id: 001xx000003DGb${n}:Key__c --`;
    const rows = [
      { error: 'REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --', recordId: null },
      ...[1, 2, 3, 4].map((n) => ({ error: duplicate(n), recordId: id(n) })),
    ];
    const groups = errorGroupsOf(rows);
    expect(groups.map(({ code, count, exampleIds }) => ({ code, count, exampleIds }))).to.deep.equal([
      { code: 'DUPLICATE_VALUE', count: 4, exampleIds: [id(1), id(2), id(3)] },
      { code: 'REQUIRED_FIELD_MISSING', count: 1, exampleIds: [] },
    ]);
    // The words of the first row stand for all.
    expect(groups[0]?.message).to.contain('001xx000003DGb1');
  });

  it('keeps long words of a message that are no ids apart', () => {
    const rows = ['Opportunities', 'OpportunityLine'].map((word) => ({
      error: `SOME_CODE:no ${word} found: --`,
      recordId: null,
    }));
    expect(errorGroupsOf(rows)).to.have.lengthOf(2);
  });
});
