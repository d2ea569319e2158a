/**
 * The user license of integration users, which allows no standard object by itself, and the permission set license that
 * lifts it (facts A13-A17).
 */
export const integrationLicense = 'Salesforce Integration';
export const integrationPermissionSetLicense = 'SalesforceAPIIntegrationPsl';

/** What the integration license gives without any permission set license (fact A13; PasswordNeverExpires is inferred). */
export const integrationBasePermissions: ReadonlySet<string> = new Set([
  'apienabled',
  'apiuseronly',
  'chatterinternaluser',
  'passwordneverexpires',
]);
