import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { LicenseCeiling, ObjectAccess, Org } from '../model/orgModel.js';
import { idOf } from '../permissions/orgTables.js';
import { requirementClosure } from '../permissions/userPermissions.js';
import { accessesOfLetters } from './accessLetters.js';
import { storeNewRow } from '../permissions/rowStore.js';

export type LicenseData = {
  key?: string | undefined;
  label?: string | undefined;
  total: number;
  integrations?: boolean;
  status?: 'Active' | 'Disabled' | undefined;
  /** Last day, `2026-12-31`. */
  expires?: string | undefined;
  userPermissions?: string[] | undefined;
  objects?: Record<string, string> | undefined;
};
type LicensesData = {
  userLicenses: Record<string, LicenseData>;
  permissionSetLicenses: Record<string, LicenseData>;
};

const licensesData = parse(readFileSync(new URL('data/org/licenses.yml', import.meta.url), 'utf8')) as LicensesData;

/** Stores the rows of user licenses and permission set licenses and their ceilings (facts A12-A17, A20). */
export const storeLicenses = (
  org: Org,
  seats: Readonly<Record<string, number>>,
  moreOfUsers: Readonly<Record<string, LicenseData>> = {},
  more: Readonly<Record<string, LicenseData | null>> = {},
): void => {
  for (const [name, license] of Object.entries({ ...licensesData.userLicenses, ...moreOfUsers })) {
    const row = storeNewRow(org, 'UserLicense', {
      Name: name,
      MasterLabel: name,
      LicenseDefinitionKey: license.key ?? name,
      TotalLicenses: seats[name] ?? license.total,
      UsedLicenses: 0,
      Status: 'Active',
    });
    org.ceilings.set(idOf(row), ceilingOfLicense(org, license));
  }
  for (const [name, license] of Object.entries({ ...licensesData.permissionSetLicenses, ...more })) {
    if (license === null) continue;
    const ceiling = ceilingOfLicense(org, license);
    const maximum = org.userPermissions
      .filter((permission) => permission.onPermissionSet && allows(ceiling, permission.name))
      .map((permission) => [`MaximumPermissions${permission.name}`, true]);
    const row = storeNewRow(org, 'PermissionSetLicense', {
      DeveloperName: name,
      MasterLabel: license.label ?? name,
      PermissionSetLicenseKey: name,
      Language: 'en_US',
      TotalLicenses: seats[name] ?? license.total,
      UsedLicenses: 0,
      Status: license.status ?? 'Active',
      ExpirationDate: license.expires ?? null,
      IsAvailableForIntegrations: license.integrations ?? false,
      ...Object.fromEntries(maximum),
    });
    org.ceilings.set(idOf(row), ceiling);
  }
};

const allows = (ceiling: LicenseCeiling, permission: string): boolean =>
  ceiling.userPermissions === null || ceiling.userPermissions.has(permission);

const ceilingOfLicense = (org: Org, license: LicenseData): LicenseCeiling => {
  const names = license.userPermissions;
  const known = new Set(org.userPermissions.map(({ name }) => name));
  return {
    userPermissions:
      names === undefined
        ? null
        : new Set([...names.filter((name) => known.has(name)), ...requirementClosure(org.userPermissions, names)]),
    objects: license.objects === undefined ? null : objectCeiling(org, license.objects),
  };
};

const objectCeiling = (org: Org, letters: Record<string, string>): Map<string, Set<ObjectAccess>> => {
  const ceiling = new Map<string, Set<ObjectAccess>>();
  for (const schema of org.schema.values()) {
    const general = (schema.custom ? letters.custom : undefined) ?? letters.all;
    const allowed = letters[schema.name] ?? (org.licensedObjects.has(schema.name.toLowerCase()) ? undefined : general);
    if (schema.permissionable && allowed !== undefined) ceiling.set(schema.name, accessesOfLetters(allowed, schema));
  }
  return ceiling;
};
