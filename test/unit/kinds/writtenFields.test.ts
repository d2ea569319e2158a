/** What is written along with the fields that a definition names. */
import { expect } from 'chai';
import type { EntityField } from '../../../src/access/snapshot.js';
import type { Context } from '../../../src/kinds/context.js';
import { doingOf } from '../../../src/kinds/automation/judgeAutomationNeed.js';
import { field } from '../support/snapshot.js';

const part = (name: string, compound: string): EntityField => field(name, { compound });
const compound = (name: string): EntityField => field(name, { isCompound: true, createable: false, updateable: false });
const objects: Record<string, EntityField[]> = {
  Account: [
    field('Website'),
    compound('BillingAddress'),
    ...['BillingCity', 'BillingState', 'BillingStateCode', 'BillingCountry', 'BillingCountryCode'].map((name) =>
      part(name, 'BillingAddress'),
    ),
  ],
  Contact: [compound('Name'), part('FirstName', 'Name'), part('LastName', 'Name'), field('Email')],
  Case: [field('ContactId'), field('AccountId'), field('Subject')],
  Event: [
    ...['StartDateTime', 'EndDateTime', 'DurationInMinutes', 'ActivityDate', 'ActivityDateTime', 'Subject'].map(
      (name) => field(name),
    ),
  ],
};
const times = 'activitydate activitydatetime durationinminutes enddatetime startdatetime';
const written = (sobject: string, names: string): string => {
  const context = { writes: new Map() } as unknown as Context;
  const fields = new Map((objects[sobject] ?? []).map((one) => [one.name.toLowerCase(), one]));
  return [...doingOf(context, sobject, names.split(' '), fields).fields].sort().join(' ');
};

describe('fields that are written along', () => {
  const cases: [sobject: string, names: string, expected: string][] = [
    ['Account', 'Website', 'website'],
    [
      'Account',
      'BillingAddress',
      'billingaddress billingcity billingcountry billingcountrycode billingstate billingstatecode',
    ],
    ['Account', 'BillingCity', 'billingaddress billingcity'],
    ['Account', 'BillingState', 'billingaddress billingstate billingstatecode'],
    ['Account', 'BillingStateCode', 'billingaddress billingstate billingstatecode'],
    ['Account', 'BillingCountryCode', 'billingaddress billingcountry billingcountrycode'],
    ['Contact', 'Name', 'firstname lastname name'],
    ['Contact', 'LastName', 'lastname name'],
    ['Case', 'ContactId', 'accountid contactid'],
    ['Case', 'AccountId', 'accountid'],
    ['Event', 'StartDateTime', times],
    ['Event', 'DurationInMinutes', times],
    ['Event', 'Subject', 'subject'],
  ];
  for (const [sobject, names, expected] of cases) {
    it(`${sobject}: ${names}`, () => expect(written(sobject, names)).to.equal(expected));
  }
});
