import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { LicenseCeiling, ObjectAccess, Org, Row } from '../model/types.js';
import { idOf } from '../permissions/tables.js';
import { requirementClosure } from '../permissions/userPermissions.js';
import { accessColumns, accessesOf } from './access.js';
import { storeRow } from './rows.js';

type LicenseData = {
  key?: string;
  label?: string;
  total: number;
  integrations?: boolean;
  userPermissions?: string[];
  objects?: Record<string, string>;
};
type LicensesData = {
  userLicenses: Record<string, LicenseData>;
  permissionSetLicenses: Record<string, LicenseData>;
};

const data = parse(readFileSync(new URL('data/org/licenses.yml', import.meta.url), 'utf8')) as LicensesData;

/**
 * Stores the rows of user licences and permission set licences and their ceilings (facts A12-A20). With the behaviour
 * `licenseCeilingsReadable` the object ceiling can be queried in ObjectPermissions by the id of the licence (fact A20).
 */
export const storeLicenses = (org: Org, seats: Readonly<Record<string, number>>): void => {
  for (const [name, license] of Object.entries(data.userLicenses)) {
    const row = storeRow(org, 'UserLicense', {
      Name: name,
      MasterLabel: name,
      LicenseDefinitionKey: license.key ?? name,
      TotalLicenses: seats[name] ?? license.total,
      UsedLicenses: 0,
      Status: 'Active',
    });
    setCeiling(org, row, license);
  }
  for (const [name, license] of Object.entries(data.permissionSetLicenses)) {
    const ceiling = ceilingOf(org, license);
    const maximum = org.userPermissions
      .filter((permission) => permission.onPermissionSet && allows(ceiling, permission.name))
      .map((permission) => [`MaximumPermissions${permission.name}`, true]);
    const row = storeRow(org, 'PermissionSetLicense', {
      DeveloperName: name,
      MasterLabel: license.label ?? name,
      PermissionSetLicenseKey: name,
      Language: 'en_US',
      TotalLicenses: seats[name] ?? license.total,
      UsedLicenses: 0,
      Status: 'Active',
      IsAvailableForIntegrations: license.integrations ?? false,
      ...Object.fromEntries(maximum),
    });
    setCeiling(org, row, license);
  }
};

const allows = (ceiling: LicenseCeiling, permission: string): boolean =>
  ceiling.userPermissions === null || ceiling.userPermissions.has(permission);

const ceilingOf = (org: Org, license: LicenseData): LicenseCeiling => {
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
    const allowed = letters[schema.name] ?? (schema.custom ? letters.custom : undefined);
    if (schema.permissionable && allowed !== undefined) ceiling.set(schema.name, accessesOf(allowed, schema));
  }
  return ceiling;
};

const setCeiling = (org: Org, row: Row, license: LicenseData): void => {
  const ceiling = ceilingOf(org, license);
  org.ceilings.set(idOf(row), ceiling);
  if (!org.behaviours.licenseCeilingsReadable) return;
  for (const schema of org.schema.values()) {
    if (!schema.permissionable) continue;
    const accesses = ceiling.objects === null ? accessesOf('CREDVMF', schema) : ceiling.objects.get(schema.name);
    if (accesses === undefined) continue;
    storeRow(org, 'ObjectPermissions', {
      ParentId: idOf(row),
      SobjectType: schema.name,
      ...accessColumns(accesses),
    });
  }
};
