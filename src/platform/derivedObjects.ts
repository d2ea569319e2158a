import type { ObjectAccess } from './objectAccess.js';
import { keyOf } from './names.js';
import { isCustom } from './customNames.js';

/**
 * Objects that have no object permissions of their own (facts B5, B11): what gives access to them instead.
 */
export type AccessRule =
  | { readonly rule: 'always' }
  | { readonly rule: 'never' }
  | { readonly rule: 'userPermission'; readonly name: string }
  | { readonly rule: 'object'; readonly sobject: string; readonly access: ObjectAccess }
  | { readonly rule: 'all'; readonly of: readonly AccessRule[] }
  /** Alternatives in order of preference: the narrowest permission first. */
  | { readonly rule: 'any'; readonly of: readonly AccessRule[] };

type Rules = Partial<Record<ObjectAccess, AccessRule>>;

const permission = (name: string): AccessRule => ({ rule: 'userPermission', name });
const on = (sobject: string, access: ObjectAccess): AccessRule => ({ rule: 'object', sobject, access });
const all = (...of: AccessRule[]): AccessRule => ({ rule: 'all', of });
const any = (...of: AccessRule[]): AccessRule => ({ rule: 'any', of });

/** Facts B11: View All Activities needs Access Activities beside it to be of any use. */
const activity = (edit: string): Rules => {
  const write = all(permission('ActivitiesAccess'), permission(edit));
  return {
    read: permission('ActivitiesAccess'),
    create: write,
    edit: write,
    delete: write,
    viewAllRecords: all(
      permission('ActivitiesAccess'),
      any(permission('ViewAllActivities'), permission('ViewAllData')),
    ),
    modifyAllRecords: permission('ModifyAllData'),
  };
};

const campaignMemberWrite = all(on('Campaign', 'read'), any(on('Lead', 'read'), on('Contact', 'read')));
const followsOpportunity: Rules = {
  read: on('Opportunity', 'read'),
  create: on('Opportunity', 'edit'),
  edit: on('Opportunity', 'edit'),
  delete: on('Opportunity', 'edit'),
};

const manageUsers = any(permission('ManageInternalUsers'), permission('ManageUsers'));

const rulesByName: Readonly<Record<string, Rules>> = {
  Task: activity('EditTask'),
  Event: activity('EditEvent'),
  User: {
    read: { rule: 'always' },
    viewAllRecords: any(permission('ViewAllUsers'), permission('ViewAllData')),
    create: manageUsers,
    edit: manageUsers,
    delete: { rule: 'never' },
    modifyAllRecords: { rule: 'never' },
  },
  CampaignMember: {
    read: on('Campaign', 'read'),
    viewAllRecords: on('Campaign', 'viewAllRecords'),
    create: campaignMemberWrite,
    edit: campaignMemberWrite,
    delete: campaignMemberWrite,
  },
  OpportunityLineItem: followsOpportunity,
  OpportunityContactRole: followsOpportunity,
  ActivityFieldHistory: { read: permission('ViewAllData'), viewAllRecords: permission('ViewAllData') },
};
const listed = new Map(Object.entries(rulesByName).map(([name, rules]) => [keyOf(name), rules]));

/** Standard objects with a history object called `<Object>History` (facts F4, F17). */
const standardHistoryParents = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Entitlement',
  'Individual',
  'Lead',
  'Order',
  'OrderItem',
  'PricebookEntry',
  'Product2',
  'Quote',
  'ServiceAppointment',
  'ServiceContract',
  'Solution',
  'WorkOrder',
  'WorkOrderLineItem',
];
const historyParents = new Map<string, string>([
  ...standardHistoryParents.map((parent): [string, string] => [keyOf(`${parent}History`), parent]),
  ['opportunityhistory', 'Opportunity'],
  ['opportunityfieldhistory', 'Opportunity'],
]);

/**
 * The object whose history rows this object holds, or undefined. Not by the suffix alone: TagPropagationHistory, for
 * one, is an ordinary object with permissions of its own (fact B5).
 */
export const historyParentOf = (sobject: string): string | undefined => {
  const custom = /^(.+)__History$/i.exec(sobject);
  return custom ? `${custom[1]}__c` : historyParents.get(keyOf(sobject));
};

/** The standard objects without object permissions of their own, by name. */
export const derivedObjectNames: readonly string[] = [
  ...Object.keys(rulesByName),
  ...standardHistoryParents.map((parent) => `${parent}History`),
  'OpportunityHistory',
  'OpportunityFieldHistory',
];

/** The object that holds the history rows of fields of this one: `Invoice__History`, `LeadHistory` (fact B5). */
export const historyObjectOf = (sobject: string): string =>
  isCustom(sobject) ? sobject.replace(/__c$/i, '__History') : `${sobject}History`;

/** Whether access to this object is derived instead of given by object permissions. */
export const isDerivedObject = (sobject: string): boolean =>
  listed.has(keyOf(sobject)) || historyParentOf(sobject) !== undefined;

/** The rule that gives this access to a derived object; undefined where no rule is known. */
export const derivedRule = (sobject: string, access: ObjectAccess): AccessRule | undefined => {
  const parent = historyParentOf(sobject);
  if (parent !== undefined) return access === 'read' || access === 'viewAllRecords' ? on(parent, access) : undefined;
  return listed.get(keyOf(sobject))?.[access];
};

/** Objects whose own permissions the rules for a derived object look at; empty for an ordinary object. */
export const parentObjects = (sobject: string): readonly string[] => {
  const parent = historyParentOf(sobject);
  if (parent !== undefined) return [parent];
  const inRule = (rule: AccessRule): string[] => {
    if (rule.rule === 'object') return [rule.sobject];
    return rule.rule === 'all' || rule.rule === 'any' ? rule.of.flatMap(inRule) : [];
  };
  const rules = listed.get(keyOf(sobject));
  return [...new Set(Object.values(rules ?? {}).flatMap(inRule))];
};
