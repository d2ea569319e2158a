import { expect } from 'chai';
import { derivedRule, historyParentOf, isDerivedObject, parentObjects } from '../../../src/platform/derivedObjects.js';
import type { AccessRule } from '../../../src/platform/derivedObjects.js';
import { objectAccesses } from '../../../src/platform/objectAccess.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';

const words = (rule: AccessRule): string => {
  switch (rule.rule) {
    case 'always':
    case 'never':
      return rule.rule;
    case 'userPermission':
      return rule.name;
    case 'object':
      return `${rule.sobject} ${rule.access}`;
    case 'all':
      return `(${rule.of.map(words).join(' and ')})`;
    case 'any':
      return `(${rule.of.map(words).join(' or ')})`;
  }
};

describe('objects without object permissions of their own (facts B5, B11)', () => {
  const activity = (edit: string): Partial<Record<ObjectAccess, string>> => ({
    read: 'ActivitiesAccess',
    create: `(ActivitiesAccess and ${edit})`,
    edit: `(ActivitiesAccess and ${edit})`,
    delete: `(ActivitiesAccess and ${edit})`,
    viewAllRecords: '(ActivitiesAccess and (ViewAllActivities or ViewAllData))',
    modifyAllRecords: 'ModifyAllData',
  });
  const member = '(Campaign read and (Lead read or Contact read))';
  const ofOpportunity = {
    read: 'Opportunity read',
    create: 'Opportunity edit',
    edit: 'Opportunity edit',
    delete: 'Opportunity edit',
  };
  const history = (parent: string): Partial<Record<ObjectAccess, string>> => ({
    read: `${parent} read`,
    viewAllRecords: `${parent} viewAllRecords`,
  });
  const table: Record<string, Partial<Record<ObjectAccess, string>>> = {
    Task: activity('EditTask'),
    Event: activity('EditEvent'),
    User: {
      read: 'always',
      viewAllRecords: '(ViewAllUsers or ViewAllData)',
      create: '(ManageInternalUsers or ManageUsers)',
      edit: '(ManageInternalUsers or ManageUsers)',
      delete: 'never',
      modifyAllRecords: 'never',
    },
    CampaignMember: {
      read: 'Campaign read',
      viewAllRecords: 'Campaign viewAllRecords',
      create: member,
      edit: member,
      delete: member,
    },
    OpportunityLineItem: ofOpportunity,
    OpportunityContactRole: ofOpportunity,
    ActivityFieldHistory: { read: 'ViewAllData', viewAllRecords: 'ViewAllData' },
    OpportunityHistory: history('Opportunity'),
    OpportunityFieldHistory: history('Opportunity'),
    AccountHistory: history('Account'),
    Thing__History: history('Thing__c'),
  };
  for (const [sobject, rules] of Object.entries(table)) {
    for (const access of objectAccesses) {
      it(`${sobject} ${access}: ${rules[access] ?? 'no rule'}`, () => {
        const rule = derivedRule(sobject.toUpperCase(), access);
        expect(rule && words(rule).toLowerCase()).to.equal(rules[access]?.toLowerCase());
      });
    }
    it(`${sobject} is one of them`, () => expect(isDerivedObject(sobject.toLowerCase())).to.equal(true));
  }

  for (const sobject of ['Account', 'Thing__c', 'TagPropagationHistory', 'Thing__HistoryX__c', 'LoginHistory']) {
    it(`${sobject} is none of them`, () => {
      expect(isDerivedObject(sobject)).to.equal(false);
      for (const access of objectAccesses) expect(derivedRule(sobject, access), access).to.equal(undefined);
    });
  }

  const parents: [sobject: string, parents: string[]][] = [
    ['task', []],
    ['User', []],
    ['CampaignMember', ['Campaign', 'Lead', 'Contact']],
    ['OpportunityLineItem', ['Opportunity']],
    ['opportunityhistory', ['Opportunity']],
    ['Thing__History', ['Thing__c']],
    ['Account', []],
  ];
  for (const [sobject, expected] of parents) {
    it(`${sobject} looks at ${expected.join(', ') || 'no object'}`, () =>
      expect(parentObjects(sobject)).to.have.members(expected));
  }
});

describe('objects that hold the history of another one (facts F4, F17)', () => {
  const standard =
    'Account Asset Campaign Case Contact Contract Entitlement Individual Lead Order OrderItem PricebookEntry Product2 Quote' +
    ' ServiceAppointment ServiceContract Solution WorkOrder WorkOrderLineItem';
  for (const parent of standard.split(' ')) {
    it(`${parent}History`, () => expect(historyParentOf(`${parent}History`.toLowerCase())).to.equal(parent));
  }
  const others: [sobject: string, parent: string | undefined][] = [
    ['OpportunityHistory', 'Opportunity'],
    ['OpportunityFieldHistory', 'Opportunity'],
    ['Thing__History', 'Thing__c'],
    ['acme__Thing__history', 'acme__Thing__c'],
    ['Thing__HistoryX', undefined],
    ['__History', undefined],
    ['AccountHistoryX', undefined],
    ['Account', undefined],
    ['LoginHistory', undefined],
  ];
  for (const [sobject, parent] of others) {
    it(`${sobject}: ${parent ?? 'none'}`, () => expect(historyParentOf(sobject)).to.equal(parent));
  }
});
