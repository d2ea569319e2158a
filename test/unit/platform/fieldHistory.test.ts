import { expect } from 'chai';
import {
  definedOn,
  hasHistorySwitch,
  historyObjects,
  isHistoryObject,
  manualCodeOf,
  trackedFieldLimit,
  untrackableReason,
} from '../../../src/platform/fieldHistory.js';
import { historyObjectOf } from '../../../src/platform/derivedObjects/patterns.js';

describe('objects and their field history', () => {
  it('the switch of the object stands on five standard objects and on all custom ones (fact F6)', () => {
    const withSwitch = ['Account', 'CAMPAIGN', 'Contact', 'Lead', 'Opportunity', 'Invoice__c', 'acme__Thing__c'];
    const others = ['Case', 'Contract', 'Order', 'Task', 'Knowledge__kav', 'Order__e', 'Accounts'];
    expect([...withSwitch, ...others].filter(hasHistorySwitch)).to.deep.equal(withSwitch);
  });

  it('which can have one (fact F17)', () => {
    const can = [...historyObjects, 'ACCOUNT', 'Invoice__c', 'acme__Thing__C', 'FAQ__kav'];
    const others = ['CampaignMember', 'Order__e', 'Setting__mdt', 'Accounts', 'Thing__cx', 'constructor'];
    expect([...can, ...others].filter(isHistoryObject)).to.deep.equal(can);
  });

  it('where its rows stand (facts F4, F17)', () => {
    expect(['Lead', 'OrderItem', 'Invoice__c', 'acme__cat__C', 'My__cat__c'].map(historyObjectOf)).to.deep.equal([
      'LeadHistory',
      'OrderItemHistory',
      'Invoice__History',
      'acme__cat__History',
      'My__cat__History',
    ]);
  });
});

describe('fields whose history can never be tracked (fact F16)', () => {
  const plain = { calculated: false, autoNumber: false, dataType: 'Text(255)' };
  const cases: Array<[sobject: string, field: Parameters<typeof untrackableReason>[1], reason: string | undefined]> = [
    ['Account', { ...plain, name: 'Website' }, undefined],
    ['Account', { ...plain, name: 'OwnerId', dataType: 'Lookup(User)' }, undefined],
    ['Invoice__c', { ...plain, name: 'Total__c', calculated: true }, 'formula or roll-up summary'],
    ['Invoice__c', { ...plain, name: 'Name', autoNumber: true }, 'auto-number'],
    ['Account', { ...plain, name: 'CreatedById' }, 'audit field'],
    ['Account', { ...plain, name: 'lastmodifiedby' }, 'audit field'],
    ['Account', { ...plain, name: 'ApprovalLastModifiedById' }, undefined],
    ['Account', { ...plain, name: 'CreatedByIdText__c' }, undefined],
    ['Account', { ...plain, name: 'Id' }, 'system field'],
    ['Account', { ...plain, name: 'SYSTEMMODSTAMP' }, 'system field'],
    ['Account', { ...plain, name: 'ParentId' }, undefined],
    ['Account', { ...plain, name: 'IdNumber__c' }, undefined],
    ['Opportunity', { ...plain, name: 'ExpectedRevenue', dataType: 'Currency(16, 2)' }, 'Expected Revenue'],
    ['Opportunity', { ...plain, name: 'Amount', dataType: 'Currency(16, 2)' }, undefined],
    ['Campaign', { ...plain, name: 'ExpectedRevenue', dataType: 'Currency(18, 0)' }, undefined],
    ['Task', { ...plain, name: 'Budget__c', dataType: 'Currency(16, 2)' }, 'amount or percentage of an activity'],
    ['EVENT', { ...plain, name: 'Done__c', dataType: 'percent' }, 'amount or percentage of an activity'],
    ['Task', { ...plain, name: 'Part__c', dataType: 'Lookup(Percent)' }, undefined],
    ['Task', { ...plain, name: 'Subject' }, undefined],
    ['Account', { ...plain, name: 'Budget__c', dataType: 'Currency(16, 2)' }, undefined],
  ];
  for (const [sobject, field, reason] of cases) {
    it(`${sobject}.${field.name}, ${field.dataType}: ${reason ?? 'can be'}`, () =>
      expect(untrackableReason(sobject, field)).to.equal(reason));
  }
});

describe('how many fields can be tracked (fact F14)', () => {
  const cases: Array<[sobject: string, tracked: number, limit: number]> = [
    ['Account', 0, 20],
    ['Account', 20, 20],
    ['Account', 21, 60],
    ['Account', 60, 60],
    ['Account', 61, 200],
    // More than anything that is known: the org allows what it has.
    ['Account', 201, 201],
    ['Task', 0, 6],
    ['event', 6, 6],
    ['Event', 7, 20],
  ];
  for (const [sobject, tracked, limit] of cases) {
    it(`${sobject} with ${tracked}: ${limit}`, () => expect(trackedFieldLimit(sobject, tracked)).to.equal(limit));
  }
});

describe('where a field is tracked', () => {
  it('custom fields of tasks and events are those of Activity (fact C10)', () => {
    expect(
      [
        ['Task', 'Score__c'],
        ['EVENT', 'Score__c'],
        ['Task', 'Subject'],
        ['Account', 'Score__c'],
      ].map(([sobject = '', field = '']) => definedOn(sobject, field)),
    ).to.deep.equal(['Activity', 'Activity', 'Task', 'Account']);
  });

  it('a person has to tick those of person accounts and of packages (fact F19)', () => {
    const fields = ['Level__pc', 'acme__Level__PC', 'acme__Score__c', 'Score__c', 'Website', 'Score__pcs'];
    expect(fields.map(manualCodeOf)).to.deep.equal([
      'PERSON_ACCOUNT_FIELD',
      'PERSON_ACCOUNT_FIELD',
      'MANAGED_FIELD',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
