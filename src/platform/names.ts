/** Salesforce API names compare without regard to case; this is the key under which they are kept. */
export const keyOf = (name: string): string => name.toLowerCase();

/** Key of a field: `Account.Website` → `account.website`. */
export const fieldKey = (sobject: string, field: string): string => `${keyOf(sobject)}.${keyOf(field)}`;
