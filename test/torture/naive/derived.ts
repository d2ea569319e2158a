/**
 * Objects without object permissions of their own follow rules (design, section 4; facts B5, B11). The table says for an
 * access word what has to be held: every part of it, and of each part one of the alternatives, the narrow one first;
 * `always` and `never` speak for themselves; undefined: the contract has no rule.
 */
import { includes, same } from './world.js';
import type { Access, Flag } from './world.js';

export type Need = { readonly permission: string } | { readonly object: string; readonly access: Access };
/** A box on the user's record, which no permission set gives. */
export type Box = { readonly box: Flag };
/** A custom setting or custom metadata type is opened by itself: a row of SetupEntityAccess, which no grant writes (fact E12). */
export type Opening = { readonly opened: string };
/** Two readings of the documents: without the mild one it is missing, the strict one gives it, between them nobody knows. */
export type Contested = { readonly mild: string; readonly strict: string };
export type Rule = 'always' | 'never' | ReadonlyArray<ReadonlyArray<Need | Box | Opening>> | Contested;

const permission = (name: string): Need => ({ permission: name });
const on = (object: string, access: Access): Need => ({ object, access });

const activity = (editPermission: string): Partial<Record<Access, Rule>> => ({
  read: [[permission('ActivitiesAccess')]],
  create: [[permission('ActivitiesAccess')], [permission(editPermission)]],
  edit: [[permission('ActivitiesAccess')], [permission(editPermission)]],
  delete: [[permission('ActivitiesAccess')], [permission(editPermission)]],
  viewAllRecords: [[permission('ActivitiesAccess')], [permission('ViewAllActivities'), permission('ViewAllData')]],
  modifyAllRecords: [[permission('ModifyAllData')]],
});

const campaignAndPerson: ReadonlyArray<readonly Need[]> = [
  [on('Campaign', 'read')],
  [on('Lead', 'read'), on('Contact', 'read')],
];
const marketing: readonly Box[] = [{ box: 'MarketingUser' }];

const allOfOpportunity: Partial<Record<Access, Rule>> = {
  read: [[on('Opportunity', 'read')]],
  viewAllRecords: [[on('Opportunity', 'viewAllRecords')]],
  modifyAllRecords: [[on('Opportunity', 'modifyAllRecords')]],
};
const opportunityEdit: readonly Need[] = [on('Opportunity', 'edit')];
const partOfOpportunity: Partial<Record<Access, Rule>> = {
  ...allOfOpportunity,
  create: [opportunityEdit],
  edit: [opportunityEdit],
  delete: [opportunityEdit],
};
const contactOfOpportunity: Rule = [opportunityEdit, [on('Contact', 'read')]];
const priceBook = (access: Access): Rule => [[on('Product2', access)], [on('Pricebook2', access)]];
/** Nobody writes history. */
const unwritten = { create: 'never', edit: 'never', delete: 'never', modifyAllRecords: 'never' } as const;
const fieldHistoryOfActivities: Rule = { mild: 'ViewAllData', strict: 'ModifyAllData' };

/** All of them with a permission, or the one by itself. */
const opening = (sobject: string, ...permissions: readonly string[]): Partial<Record<Access, Rule>> => {
  const rule: Rule = [[...permissions.map(permission), { opened: sobject }]];
  return { read: rule, viewAllRecords: rule };
};
const customize: Rule = [[permission('CustomizeApplication')]];

const table: Readonly<Record<string, Partial<Record<Access, Rule>>>> = {
  Task: activity('EditTask'),
  Event: activity('EditEvent'),
  User: {
    read: 'always',
    viewAllRecords: [[permission('ViewAllUsers'), permission('ViewAllData')]],
    create: [[permission('ManageInternalUsers'), permission('ManageUsers')]],
    edit: [[permission('ManageInternalUsers'), permission('ManageUsers')]],
    delete: 'never',
    modifyAllRecords: 'never',
  },
  CampaignMember: {
    read: campaignAndPerson,
    viewAllRecords: [[on('Campaign', 'viewAllRecords')], ...campaignAndPerson.slice(1)],
    create: [[on('Campaign', 'read')], [on('Lead', 'edit'), on('Contact', 'edit')], marketing],
    edit: [...campaignAndPerson, marketing],
    delete: [...campaignAndPerson, marketing],
  },
  OpportunityLineItem: partOfOpportunity,
  OpportunityContactRole: {
    ...allOfOpportunity,
    create: contactOfOpportunity,
    edit: contactOfOpportunity,
    delete: contactOfOpportunity,
  },
  PricebookEntry: {
    read: priceBook('read'),
    viewAllRecords: priceBook('read'),
    create: priceBook('edit'),
    edit: priceBook('edit'),
    delete: priceBook('edit'),
  },
  UserRole: {
    read: [[permission('ViewRoles')]],
    viewAllRecords: [[permission('ViewRoles')]],
    create: [[permission('ManageRoles')]],
    edit: [[permission('ManageRoles')]],
    delete: [[permission('ManageRoles')]],
  },
  CampaignMemberStatus: {
    read: [[on('Campaign', 'read')]],
    viewAllRecords: [[on('Campaign', 'viewAllRecords')]],
    create: [[on('Campaign', 'edit')], marketing],
    edit: [[on('Campaign', 'edit')], marketing],
    delete: [[on('Campaign', 'edit')], marketing],
  },
  AccountContactRelation: {
    read: [[on('Account', 'read')], [on('Contact', 'read')]],
    viewAllRecords: [[on('Account', 'viewAllRecords')], [on('Contact', 'viewAllRecords')]],
    create: [[on('Account', 'read')], [on('Contact', 'edit')]],
    edit: [[on('Account', 'read')], [on('Contact', 'edit')]],
    delete: [[on('Account', 'read')], [on('Contact', 'edit')]],
  },
  Sync_Settings__c: {
    ...opening('Sync_Settings__c', 'ViewAllCustomSettings', 'CustomizeApplication'),
    create: customize,
    edit: customize,
    delete: customize,
  },
  Level__mdt: { ...unwritten, ...opening('Level__mdt', 'CustomizeApplication') },
  ActivityFieldHistory: {
    create: 'never',
    edit: 'never',
    read: fieldHistoryOfActivities,
    viewAllRecords: fieldHistoryOfActivities,
  },
};

/** Of these nobody has published a rule: it is concluded from what vendors ask for. */
export const isConcluded = (sobject: string): boolean => same(sobject, 'PricebookEntry');

/** Standard objects whose field history can be tracked (fact F17). */
export const trackedObjects = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Entitlement',
  'Event',
  'Individual',
  'Knowledge__kav',
  'Lead',
  'Opportunity',
  'Order',
  'OrderItem',
  'PricebookEntry',
  'Product2',
  'Quote',
  'ServiceAppointment',
  'ServiceContract',
  'Solution',
  'Task',
  'User',
  'WorkOrder',
  'WorkOrderLineItem',
];

/** `<Object>History` follows its object; the two of Opportunity have names of their own (fact F4). */
const parentOfHistory = (sobject: string): string | null => {
  if (same(sobject, 'OpportunityHistory') || same(sobject, 'OpportunityFieldHistory')) return 'Opportunity';
  if (/__History$/i.test(sobject)) return sobject.replace(/__History$/i, '__c');
  // The suffix alone is no rule: TagPropagationHistory is an object like any other (fact B5).
  const parent = sobject.replace(/History$/i, '');
  return parent !== sobject && includes(trackedObjects, parent) ? parent : null;
};

/** The rules of an object that has some; null for every other object. */
export const derivedRules = (sobject: string): Partial<Record<Access, Rule>> | null => {
  for (const [name, rules] of Object.entries(table)) if (same(name, sobject)) return rules;
  const parent = parentOfHistory(sobject);
  return parent === null
    ? null
    : { ...unwritten, read: [[on(parent, 'read')]], viewAllRecords: [[on(parent, 'viewAllRecords')]] };
};
