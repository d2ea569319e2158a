/** What becomes of fields when a record is saved: who may write them, and what changes beside them. */
import { expect } from 'chai';
import { isLeftBlank } from '../../../src/platform/leftBlank.js';
import { isMaintained } from '../../../src/platform/maintainedFields.js';
import { isReadOnlyEverywhere } from '../../../src/platform/readOnlyFields.js';
import { sharedValueSet } from '../../../src/platform/sharedValueSets.js';
import { andWrittenAlong, writtenAlong, writtenTogether } from '../../../src/platform/writtenAlong.js';

const fieldsFor = (is: (sobject: string, field: string) => boolean, fields: readonly string[]): string[] =>
  fields.filter((name) => {
    const [sobject = '', field = ''] = name.split('.');
    return is(sobject, field);
  });

describe('fields that nobody can edit', () => {
  it('are system fields of every object, and what the platform works out', () => {
    const readOnly = [
      ...['Account.Id', 'Thing__c.CREATEDDATE', 'Lead.LastActivityDate', 'Opportunity.IsWon', 'opportunity.fiscal'],
      ...['Case.IsClosed', 'Case.CaseNumber'],
    ];
    const others = [
      ...['Account.Website', 'Account.OwnerId', 'Account.IsClosed', 'Lead.IsWon', 'Case.Status', 'Opportunity.Amount'],
      // Of the fields that a pattern stands for only the org can tell.
      ...['Account.*', 'Account.Last*', 'Account.Id*', 'Account.constructor'],
    ];
    expect(fieldsFor(isReadOnlyEverywhere, [...readOnly, ...others])).to.deep.equal(readOnly);
  });
});

describe('fields that change although nobody writes them', () => {
  it('are dates of every object, and fields that follow others or rules', () => {
    const maintained = [
      ...['Account.LastModifiedDate', 'Thing__c.systemmodstamp', 'Opportunity.Probability', 'case.OWNERID'],
      ...['Order.TotalAmount', 'Contract.EndDate'],
    ];
    const others = ['Account.Website', 'Thing__c.OwnerId', 'Lead.Probability', 'Account.Id', 'Case.Subject'];
    expect(fieldsFor(isMaintained, [...maintained, ...others])).to.deep.equal(maintained);
  });
});

describe('fields that stay blank in a new record (fact V10)', () => {
  it('are custom ones, and standard ones of which it is sure', () => {
    const blank = [
      'Account.Score__c',
      'Task.SCORE__C',
      'Account.Phone',
      'contact.DEPARTMENT',
      'Lead.Website',
      'Case.Subject',
    ];
    const others = [
      ...[
        'Account.OwnerId',
        'Account.BillingCity',
        'Contact.Website',
        'Case.Phone',
        'Account.Score__cx',
        'Order.Description',
      ],
    ];
    expect(fieldsFor(isLeftBlank, [...blank, ...others])).to.deep.equal(blank);
  });
});

describe('picklists with one list of values (fact O8)', () => {
  const cases: Array<[sobject: string, field: string, set: string | undefined]> = [
    ['Account', 'Rating', 'AccountRating'],
    ['Lead', 'RATING', 'AccountRating'],
    ['account', 'Industry', 'Industry'],
    ['Contact', 'LeadSource', 'LeadSource'],
    ['Opportunity', 'LeadSource', 'LeadSource'],
    ['Contact', 'Salutation', 'Salutation'],
    ['Account', 'LeadSource', undefined],
    ['Account', 'Type', undefined],
  ];
  for (const [sobject, field, set] of cases) {
    it(`${sobject}.${field}: ${set ?? 'its own'}`, () => expect(sharedValueSet(sobject, field)).to.equal(set));
  }
});

describe('fields that change because another one is written', () => {
  const cases: Array<[sobject: string, field: string, along: string[]]> = [
    ['Account', 'Website', []],
    // A name and its code are one value (fact C3).
    ['Account', 'BillingState', ['billingstatecode']],
    ['Contact', 'MailingCountryCode', ['mailingcountry']],
    ['Lead', 'Country', ['countrycode']],
    ['Account', 'Home__StateCode__s', ['home__state__s']],
    ['Account', 'Home__CountryCode__s', ['home__country__s']],
    ['Account', 'Home__State__s', ['home__statecode__s']],
    ['Account', 'StateTaxNumber', []],
    ['Account', 'Country__c', []],
    // A name is made of its parts (fact C5).
    ['Contact', 'FirstName', ['name']],
    ['Lead', 'SALUTATION', ['name']],
    ['Lead', 'MiddleName', ['name']],
    ['Lead', 'LastName', ['name']],
    ['Lead', 'Suffix', ['name']],
    ['Case', 'ContactId', ['accountid']],
    ['Opportunity', 'ContactId', []],
    ['Event', 'StartDateTime', ['activitydate', 'activitydatetime', 'durationinminutes', 'enddatetime']],
    ['event', 'DurationInMinutes', ['activitydate', 'activitydatetime', 'enddatetime', 'startdatetime']],
    ['Event', 'Subject', []],
    ['Task', 'ActivityDate', []],
  ];
  for (const [sobject, field, along] of cases) {
    it(`${sobject}.${field}: ${along.join(', ') || 'none'}`, () =>
      expect(writtenAlong(sobject, field)).to.deep.equal(along));
  }

  it('are asked for together with those that are written', () => {
    expect([...andWrittenAlong('Case', ['Subject', 'ContactId'])]).to.deep.equal(['subject', 'contactid', 'accountid']);
    expect([...andWrittenAlong('Contact', [])]).to.deep.equal([]);
  });

  it('and belong to no whole with it, by object', () => {
    expect(['EVENT', 'Case', 'Account', 'constructor'].map(writtenTogether)).to.deep.equal([
      ['ActivityDate', 'ActivityDateTime', 'DurationInMinutes', 'EndDateTime', 'StartDateTime'],
      ['AccountId'],
      [],
      [],
    ]);
  });
});
