/** What the platform can track in the history of fields, and what it cannot. */
import { keyOf } from './names.js';
import { isCustom } from './customNames.js';

/** Standard objects that carry the object switch in their metadata (fact F6); custom objects all do. */
const withSwitch = new Set(['account', 'campaign', 'contact', 'lead', 'opportunity']);

/** Whether history tracking has to be switched on for the object as a whole before any field counts (fact F6). */
export const hasHistorySwitch = (sobject: string): boolean => withSwitch.has(keyOf(sobject)) || isCustom(sobject);

/**
 * Standard objects on which the platform tracks field history (fact F17: the Help list and Salto's, an older copy; so a
 * tracked field on any other object is believed, and only an object without one is called unsupported).
 */
export const historyObjects: readonly string[] = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'ContractLineItem',
  'Employee',
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
  'QuoteLineItem',
  'ServiceAppointment',
  'ServiceContract',
  'Solution',
  'Task',
  'User',
  'WorkOrder',
  'WorkOrderLineItem',
];
const supported = new Set(historyObjects.map(keyOf));

/** Whether the platform is known to track field history on the object (fact F17). */
export const isHistoryObject = (sobject: string): boolean =>
  /__(c|kav)$/i.test(sobject) || supported.has(keyOf(sobject));

const isActivity = (sobject: string): boolean => ['task', 'event'].includes(keyOf(sobject));

/** What has to be known of a field to tell whether its history can be tracked. */
type TrackableField = {
  readonly name: string;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  /** In the words of the API; an org that tells it in other words refuses such a field itself. */
  readonly dataType: string;
};

/**
 * Why history can never be tracked for a field (fact F16); undefined where it can. By flags, but for amounts: the type that
 * FieldDefinition names is a text in the language of whoever asks.
 */
export const untrackableReason = (sobject: string, field: TrackableField): string | undefined => {
  if (field.calculated) return 'formula or roll-up summary';
  if (field.autoNumber) return 'auto-number';
  if (/^(CreatedById|LastModifiedById|CreatedBy|LastModifiedBy)$/i.test(field.name)) return 'audit field';
  // Nobody can change these, so there is nothing to record.
  if (/^(Id|IsDeleted|CreatedDate|LastModifiedDate|SystemModstamp)$/i.test(field.name)) return 'system field';
  // Of tasks and events (Security Implementation Guide v67, "Field History Tracking").
  if (isActivity(sobject) && /^(currency|percent)\b/i.test(field.dataType))
    return 'amount or percentage of an activity';
  if (keyOf(sobject) === 'opportunity' && keyOf(field.name) === 'expectedrevenue') return 'Expected Revenue';
  return undefined;
};

/**
 * How many fields of an object orgs may track: 20, 60 with Field Audit Trail (fact F14), and 200 with it since Spring '26
 * (forcedotcom/cli#3549).
 */
const trackedFieldLimits: readonly number[] = [20, 60, 200];

/** The object on which the field is defined: custom fields of tasks and events are fields of Activity (fact C10). */
export const definedOn = (sobject: string, field: string): string =>
  isActivity(sobject) && isCustom(field) ? 'Activity' : sobject;

/** Six of tasks, and of events (Security Implementation Guide v67, "Field History Tracking"). */
const activityLimit = 6;

/**
 * How many fields can surely be tracked: the lowest known limit that holds what is tracked. Nothing that can be read tells
 * whether the org has Field Audit Trail: FieldHistoryArchive is also in the describe of a plain developer org.
 * @param tracked how many fields of the object are tracked now
 */
export const trackedFieldLimit = (sobject: string, tracked: number): number =>
  [...(isActivity(sobject) ? [activityLimit] : []), ...trackedFieldLimits].find((limit) => tracked <= limit) ?? tracked;

/** Why the API cannot track a field, so that a person has to tick it in Setup. */
export const manualCodes = ['MANAGED_FIELD', 'PERSON_ACCOUNT_FIELD'] as const;

/**
 * Why the API cannot turn on tracking for this field: fields of person accounts (fact F19), and those of managed packages,
 * which are named `ns__Name__c`. Undefined where it can.
 */
export const manualCodeOf = (field: string): (typeof manualCodes)[number] | undefined => {
  if (keyOf(field).endsWith('__pc')) return 'PERSON_ACCOUNT_FIELD';
  return field.split('__').length > 2 ? 'MANAGED_FIELD' : undefined;
};
