/** Standard picklists that have one list of values for several objects (fact O8): a value added to one of them is in all. */
import { fieldKey, keyOf } from './names.js';

/** Fields by the name of their list in the Metadata API (StandardValueSet). */
const fieldsOfSet: Readonly<Record<string, readonly string[]>> = {
  AccountRating: ['Account.Rating', 'Lead.Rating'],
  Industry: ['Account.Industry', 'Lead.Industry'],
  LeadSource: ['Contact.LeadSource', 'Lead.LeadSource', 'Opportunity.LeadSource'],
  Salutation: ['Contact.Salutation', 'Lead.Salutation'],
};

const setOfField: ReadonlyMap<string, string> = new Map(
  Object.entries(fieldsOfSet).flatMap(([set, fields]) => fields.map((field): [string, string] => [keyOf(field), set])),
);

/** The list of values that a field shares with fields of other objects; undefined where it has one of its own. */
export const sharedValueSet = (sobject: string, field: string): string | undefined =>
  setOfField.get(fieldKey(sobject, field));
