/** What Setup calls permission set licenses, in English, by their API names (fact A15). */
import { integrationPermissionSetLicense } from '../integrationLicense.js';

export const permissionSetLicenseLabels: ReadonlyArray<readonly [name: string, label: string]> = [
  [integrationPermissionSetLicense, 'Salesforce API Integration'],
];
