import { expect } from 'chai';
import { certaintyOf } from '../../../../src/platform/derivedObjects/derivedFamily.js';
import {
  derivedObject,
  derivedObjectNames,
  flagsBehind,
  restsOn,
} from '../../../../src/platform/derivedObjects/derivedObject.js';
import { historyObjectOf } from '../../../../src/platform/derivedObjects/patterns.js';
import { objectAccesses } from '../../../../src/platform/objectAccess.js';
import type { ObjectAccess } from '../../../../src/platform/objectAccess.js';
import { ruleInWords } from './ruleInWords.js';

type Words = Partial<Record<ObjectAccess, string>>;

const activity = (edit: string): Words => ({
  read: 'ActivitiesAccess',
  create: `(ActivitiesAccess and ${edit})`,
  edit: `(ActivitiesAccess and ${edit})`,
  delete: `(ActivitiesAccess and ${edit})`,
  viewAllRecords: '(ActivitiesAccess and (ViewAllActivities or ViewAllData))',
  modifyAllRecords: 'ModifyAllData',
});
const person = '(Lead read or Contact read)';
const follows = (parent: string): Words => ({
  read: `${parent} read`,
  create: `${parent} edit`,
  edit: `${parent} edit`,
  delete: `${parent} edit`,
  viewAllRecords: `${parent} viewAllRecords`,
  modifyAllRecords: `${parent} modifyAllRecords`,
});
const readOnly = { create: 'never', edit: 'never', delete: 'never', modifyAllRecords: 'never' } as const;
const reads = (rule: string): Words => ({ ...readOnly, read: rule, viewAllRecords: rule });
const history = (parent: string): Words => ({
  ...readOnly,
  read: `${parent} read`,
  viewAllRecords: `${parent} viewAllRecords`,
});
const role = '(Opportunity edit and Contact read)';
const team = '(Account edit and own, else Account modifyAllRecords)';
const sharing = (base: string): string => `(${base} read and own, else ${base} modifyAllRecords)`;

/** One or more objects of every family, with every word; a word that is left out is unpublished. */
const table: Record<string, Words> = {
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
    read: `(Campaign read and ${person})`,
    viewAllRecords: `(Campaign viewAllRecords and ${person})`,
    create: '(Campaign read and (Lead edit or Contact edit) and flag MarketingUser)',
    edit: `(Campaign read and ${person} and flag MarketingUser)`,
    delete: `(Campaign read and ${person} and flag MarketingUser)`,
  },
  OpportunityLineItem: follows('Opportunity'),
  WorkOrderLineItem: follows('WorkOrder'),
  OpportunityContactRole: { ...follows('Opportunity'), create: role, edit: role, delete: role },
  ActivityFieldHistory: {
    ...readOnly,
    delete: 'unpublished',
    read: '(ViewAllData or only ModifyAllData)',
    viewAllRecords: '(ViewAllData or only ModifyAllData)',
    modifyAllRecords: 'unpublished',
  },
  OpportunityHistory: history('Opportunity'),
  OpportunityFieldHistory: history('Opportunity'),
  AccountHistory: history('Account'),
  OrderItemHistory: history('OrderItem'),
  Thing__History: history('Thing__c'),
  acme__Thing__history: history('acme__Thing__c'),
  AccountShare: {
    read: 'Account read',
    create: sharing('Account'),
    edit: sharing('Account'),
    delete: sharing('Account'),
    viewAllRecords: 'Account viewAllRecords',
  },
  Thing__Feed: {
    read: 'Thing__c read',
    create: 'never',
    edit: 'never',
    delete: '(Thing__c read and own, else (ModerateChatter or Thing__c modifyAllRecords or ModifyAllData))',
    viewAllRecords: 'ViewAllData',
  },
  AccountChangeEvent: reads('Account viewAllRecords else ViewAllData'),
  UserChangeEvent: reads('ViewAllUsers'),
  Setting__mdt: reads('(CustomizeApplication or Setting__mdt opened)'),
  ThingEventStream: reads('ViewDataLeakageEvents'),
  LogoutEventStream: reads('CustomizeApplication'),
  Made__DataCategorySelection: { ...readOnly, read: 'Made__kav read' },
  AccountTeamMember: {
    read: 'Account read',
    create: team,
    edit: team,
    delete: team,
    viewAllRecords: 'Account viewAllRecords',
    modifyAllRecords: 'Account modifyAllRecords',
  },
  EmailMessage: {
    read: '(Case read with ActivitiesAccess)',
    create: '(Case edit with (ActivitiesAccess and EditTask))',
    edit: 'CanUpdateEmailMessage',
    viewAllRecords: 'ModifyAllData',
  },
  Attachment: {
    read: 'record read',
    create: 'record read',
    edit: 'own, else record edit',
    delete: 'own, else record edit',
    viewAllRecords: 'record viewAllRecords',
    modifyAllRecords: 'record modifyAllRecords',
  },
  // The calls that the API has mask the rule of the family.
  AsyncApexJob: reads('ViewSetup'),
  QuoteAdjustmentGroup: { ...history('Quote') },
  PaymentIntentEvent: { ...readOnly, read: 'never', viewAllRecords: 'never' },
  MobSecurityCertPinEvent: {
    read: 'never',
    create: 'unpublished',
    edit: 'never',
    delete: 'never',
    viewAllRecords: 'never',
  },
  EntityDefinition: {
    ...readOnly,
    read: 'always',
    edit: 'unpublished',
    delete: 'unpublished',
    modifyAllRecords: 'unpublished',
  },
};

describe('objects without object permissions of their own (facts B5, B11)', () => {
  for (const [sobject, rules] of Object.entries(table)) {
    for (const access of objectAccesses) {
      it(`${sobject} ${access}: ${rules[access] ?? 'unpublished'}`, () => {
        const rule = derivedObject(sobject.toUpperCase())?.rules[access];
        expect(rule && ruleInWords(rule).toLowerCase()).to.equal((rules[access] ?? 'unpublished').toLowerCase());
      });
    }
  }

  const others = [
    'Account',
    'Thing__c',
    'TagPropagationHistory',
    'Thing__HistoryX__c',
    '__History',
    'History',
    'Thing__e',
    'Thing__b',
    'Thing__x',
    'Thing__kav',
    'constructor',
  ];
  for (const sobject of others) {
    it(`${sobject} is none of them`, () => expect(derivedObject(sobject)).to.equal(undefined));
  }

  it('names that look like the work of the platform and are objects of their own have their own rules', () => {
    const own =
      'ActivityHistory LoginHistory VerificationHistory CaseHistory2 RecordActionHistory SiteHistory UserShare ForecastingShare NewsFeed UserFeed IdpEventLog';
    for (const name of own.split(' ')) expect(derivedObject(name)?.base, name).to.equal(undefined);
  });

  it('every name stands in the tables once', () => {
    const names = derivedObjectNames().map((name) => name.toLowerCase());
    expect(names.filter((name, at) => names.indexOf(name) !== at)).to.deep.equal([]);
    expect(names).to.have.length(1267);
  });

  it('every object has a rule for every word', () => {
    for (const name of derivedObjectNames()) expect(derivedObject(name)?.rules, name).to.have.all.keys(objectAccesses);
  });

  it('how sure a rule is may differ between reading and writing', () => {
    const about = (name: string): string[] => {
      const derived = derivedObject(name);
      return derived
        ? [certaintyOf(derived, 'read'), certaintyOf(derived, 'create'), certaintyOf(derived, 'modifyAllRecords')]
        : [];
    };
    expect(about('EmailMessage')).to.deep.equal(['doc', 'inferred', 'doc']);
    expect(about('PricebookEntry')).to.deep.equal(['inferred', 'inferred', 'inferred']);
    expect(about('AccountShare')).to.deep.equal(['doc', 'doc', 'doc']);
  });

  it('an object that is younger than the tables is marked', () => {
    const young = 'AccountPlan ApexInlineEventLog VideoCallRecordingStructure'
      .split(' ')
      .map((name) => derivedObject(name)?.young);
    expect(young).to.deep.equal([true, true, true]);
    expect(derivedObject('Task')?.young).to.equal(false);
  });
});

describe('what the rules of an object look at', () => {
  const parents: [sobject: string, parents: string[]][] = [
    ['task', []],
    ['User', []],
    ['CampaignMember', ['Campaign', 'Lead', 'Contact']],
    ['OpportunityLineItem', ['Opportunity', 'Product2', 'Pricebook2']],
    ['opportunityhistory', ['Opportunity']],
    ['Thing__History', ['Thing__c']],
    ['OrderItemHistory', ['OrderItem', 'Order', 'Product2', 'Pricebook2']],
    ['FeedPollVote', ['FeedItem']],
    ['TaskChangeEvent', ['Task']],
    ['Account', []],
  ];
  for (const [sobject, expected] of parents) {
    it(`${sobject}: ${expected.join(', ') || 'no object'}`, () =>
      expect(restsOn(sobject).sobjects).to.have.members(expected));
  }

  it('user permissions, those of derived parents among them', () => {
    expect(restsOn('UserRole').userPermissions).to.have.members(['ViewRoles', 'ManageRoles']);
    expect(restsOn('TaskChangeEvent').userPermissions).to.include.members(['ViewAllData', 'ActivitiesAccess']);
  });

  it('boxes on the record of the user', () => {
    expect(flagsBehind('CampaignMember', 'create')).to.deep.equal(['MarketingUser']);
    expect(flagsBehind('CampaignMember', 'read')).to.deep.equal([]);
    expect(flagsBehind('Account', 'create')).to.deep.equal([]);
  });

  it('comes to an end for every object', () => {
    for (const name of derivedObjectNames()) expect(restsOn(name).sobjects.length, name).to.be.lessThan(12);
  });
});

describe('objects that hold the history of another one (facts F4, F17)', () => {
  it('standard', () => expect(historyObjectOf('Lead')).to.equal('LeadHistory'));
  it('custom', () => expect(historyObjectOf('acme__Thing__c')).to.equal('acme__Thing__History'));
});
