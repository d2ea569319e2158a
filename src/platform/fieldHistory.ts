/** What the platform can track in the history of fields, and what it cannot. */
import { keyOf } from './names.js';

/** Standard objects that carry the object switch in their metadata (fact F6); custom objects all do. */
const withSwitch = new Set(['account', 'campaign', 'contact', 'lead', 'opportunity']);

/** Whether history tracking has to be switched on for the object as a whole before any field counts (fact F6). */
export const hasHistorySwitch = (sobject: string): boolean => withSwitch.has(keyOf(sobject)) || /__c$/i.test(sobject);

/**
 * Standard objects on which the platform tracks field history (fact F17: the Help list and Salto's, an older copy; so a
 * tracked field on any other object is believed, and only an object without one is called unsupported).
 */
const supported = new Set(
  [
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
  ].map(keyOf),
);

/** Whether the platform is known to track field history on the object (fact F17). */
export const isHistoryObject = (sobject: string): boolean =>
  /__(c|kav)$/i.test(sobject) || supported.has(keyOf(sobject));

/** What has to be known of a field to tell whether its history can be tracked. */
type TrackableField = { readonly name: string; readonly calculated: boolean; readonly dataType: string };

/** Why history can never be tracked for a field (fact F16); undefined where it can. */
export const untrackableReason = (sobject: string, field: TrackableField): string | undefined => {
  if (field.calculated || /^(formula|roll-?up)/i.test(field.dataType)) return 'formula or roll-up summary';
  if (/^auto ?number/i.test(field.dataType)) return 'auto-number';
  if (/^(CreatedById|LastModifiedById|CreatedBy|LastModifiedBy)$/i.test(field.name)) return 'audit field';
  // Nobody can change these, so there is nothing to record.
  if (/^(Id|IsDeleted|CreatedDate|LastModifiedDate|SystemModstamp)$/i.test(field.name)) return 'system field';
  if (keyOf(sobject) === 'opportunity' && keyOf(field.name) === 'expectedrevenue') return 'Expected Revenue';
  return undefined;
};
