/**
 * Standard fields that nobody can edit, in every org: the Object Reference calls them read-only, or they are not updateable there.
 * An org tells more: formulas, roll-ups and auto-numbers of its own.
 */
import { fieldKey, isNamePattern, keyOf, matcherOf } from './names.js';

/** System fields, which every object has, and the dates that the platform keeps beside them (Object Reference: System Fields). */
const everywhere: ReadonlySet<string> = new Set(
  [
    ...['Id', 'IsDeleted', 'CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp'],
    ...['LastActivityDate', 'LastViewedDate', 'LastReferencedDate'],
  ].map(keyOf),
);

/** What the platform works out of other fields (Object Reference: Opportunity, Case). */
const workedOut: ReadonlySet<string> = new Set(
  [
    ...['ExpectedRevenue', 'Fiscal', 'FiscalQuarter', 'FiscalYear', 'IsClosed', 'IsWon', 'HasOpportunityLineItem'].map(
      (field) => ['Opportunity', field] as const,
    ),
    ...['CaseNumber', 'IsClosed'].map((field) => ['Case', field] as const),
  ].map(([sobject, field]) => fieldKey(sobject, field)),
);

const auditFields = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'];
const audit: ReadonlySet<string> = new Set(auditFields.map(keyOf));

/** Who holds it sets the audit fields of records that he creates, in an org that has it at all (fact D1). */
export const auditPermission = 'CreateAuditFields';

/** Whether it is a field that this permission lets be written, once and on creation. */
export const isAuditField = (field: string): boolean => audit.has(keyOf(field));

/** Whether a name or a pattern means one of them. */
export const meansAuditField = (field: string): boolean =>
  isNamePattern(field) ? auditFields.some(matcherOf(field)) : isAuditField(field);

/** Whether nobody can edit a standard field, whatever the org; false where only the org can tell, as of a pattern. */
export const isReadOnlyEverywhere = (sobject: string, field: string): boolean =>
  everywhere.has(keyOf(field)) || workedOut.has(fieldKey(sobject, field));
