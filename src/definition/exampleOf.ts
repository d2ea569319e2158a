/** Examples of what stands under a key, for people who do not know yet what such a value looks like. */
import type { Container } from './definitionMistake.js';

/** Keys under which a name stands: never a number, true or false. */
const names: Readonly<Record<string, string>> = {
  userPermission: 'ApiEnabled',
  object: 'Account',
  field: 'Account.Industry',
  fields: 'Industry',
  suggestedFields: 'Industry',
  onFields: 'Industry',
  historyTracking: 'Opportunity',
  automation: 'Opportunity',
  picklistValue: 'Account.Type',
  customPermission: 'Beta_Access',
  apexClass: 'SyncService',
  permissionSetLicense: 'SalesforceAPIIntegrationPsl',
  userLicense: 'Salesforce Integration',
};

/** A name as it may stand under this key; undefined where a text may be anything. */
export const exampleName = (key: string): string | undefined => (Object.hasOwn(names, key) ? names[key] : undefined);

/** Keys that a part of a file has to have, with their values. */
const lines: Readonly<Partial<Record<Container, Readonly<Record<string, string>>>>> = {
  definition: { schemaVersion: '1', id: 'acme-sync', label: 'Acme Sync' },
  source: { title: 'Permissions of the vendor' },
  rule: { name: 'trusted-ips', value: 'Partner' },
  anyOfMember: { name: 'trusted-ips', value: 'Partner' },
  waiver: { id: 'manual:trusted-ips', reason: 'Seen by the security team.' },
  project: { integrations: '[{ definition: ciro }]' },
  projectIntegration: { definition: 'ciro' },
};

/** A key that is missing, as a line of YAML: `name: trusted-ips`; undefined where no example would help. */
export const exampleLine = (container: Container, key: string): string | undefined => {
  const of = lines[container];
  return of !== undefined && Object.hasOwn(of, key) ? `${key}: ${of[key]}` : undefined;
};
