/** Fields that stay blank in a new record where nobody sends them and they have no default (fact V10). */
import { fieldKey } from './names.js';

/**
 * Standard fields of which that is sure. The platform fills many others by itself: names, addresses with state and country
 * picklists, what follows from the account, the owner or the contact.
 */
const standard: ReadonlySet<string> = new Set(
  Object.entries({
    Account:
      'AccountNumber AnnualRevenue Description Fax NumberOfEmployees ParentId Phone Sic SicDesc TickerSymbol Website',
    Campaign: 'ActualCost BudgetedCost Description EndDate ExpectedRevenue ParentId StartDate',
    Case: 'Description ParentId Subject',
    Contact:
      'AccountId AssistantName AssistantPhone Birthdate Department Description Email Fax HomePhone MobilePhone OtherPhone ' +
      'Phone ReportsToId Title',
    Lead: 'AnnualRevenue Description Email Fax MobilePhone NumberOfEmployees Phone Title Website',
    Opportunity: 'AccountId Description NextStep',
  }).flatMap(([sobject, fields]) => fields.split(' ').map((field) => fieldKey(sobject, field))),
);

/** Whether a field without a default surely stays blank: one of the org's own, or one of those above. */
export const isLeftBlank = (sobject: string, field: string): boolean =>
  /__c$/i.test(field) || standard.has(fieldKey(sobject, field));
