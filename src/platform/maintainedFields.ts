/** Fields that the platform changes although nobody writes them, beside formulas and what nobody can edit. */
import { fieldKey, keyOf } from './names.js';

/** On every object. */
const everywhere: ReadonlySet<string> = new Set([
  'createdbyid',
  'createddate',
  'lastactivitydate',
  'lastmodifiedbyid',
  'lastmodifieddate',
  'lastreferenceddate',
  'lastvieweddate',
  'systemmodstamp',
]);

/** They follow from other fields, or from rules that assign records. */
const followers: ReadonlySet<string> = new Set(
  [
    ...['Opportunity.Amount', 'Opportunity.ForecastCategoryName', 'Opportunity.Probability', 'Opportunity.IsPrivate'],
    ...['Lead.OwnerId', 'Lead.Status', 'Case.OwnerId', 'Case.Status', 'Case.Priority', 'Account.OwnerId'],
    ...['Contact.OwnerId', 'Opportunity.OwnerId', 'Order.TotalAmount', 'Contract.EndDate'],
  ].map((name) => keyOf(name)),
);

/** Whether a field can change in a save that does not name it. */
export const isMaintained = (sobject: string, field: string): boolean =>
  everywhere.has(keyOf(field)) || followers.has(fieldKey(sobject, field));
