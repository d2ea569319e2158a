import type { ObjectAccess, ObjectSchema, Org, Row } from '../model/orgModel.js';
import type { AccessFlags } from './derivedObjects.js';
import {
  allows,
  ceilingOfLicenses,
  licensesInForce,
  permissionSetLicenseIds,
  userLicenseId,
} from './licenseCeilings.js';
import { allAccess, objectAccesses } from './objectAccess.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from './orgTables.js';

/** What rows give and the platform does not let the user have all the same. */
export type HeldBack = {
  permission: (name: string) => boolean;
  /** The access without what is held back. */
  object: (schema: ObjectSchema, given: AccessFlags) => AccessFlags;
};

/** Writing campaigns takes the flag Marketing User (fact Q13), writing articles Knowledge User; some licenses are free of it. */
const flagOf = (objectName: string): string | null => {
  if (objectName === 'Campaign') return 'UserPermissionsMarketingUser';
  return objectName.endsWith('__kav') ? 'UserPermissionsKnowledgeUser' : null;
};

/** The namespace of a packaged object. */
export const namespaceOf = (name: string): string | null => /^([A-Za-z0-9]+)__\w+__\w+$/.exec(name)?.[1] ?? null;

const mayUsePackage = (org: Org, user: Row, namespace: string): boolean => {
  const license = rowsOf(org, 'PackageLicense').find((row) => row['NamespacePrefix'] === namespace);
  if (license === undefined) return true;
  const ends = textOf(license, 'ExpirationDate');
  if (license['Status'] === 'Expired' || (ends !== null && Date.parse(ends) <= org.now())) return false;
  if (license['AllowedLicenses'] === -1) return true;
  return rowsOf(org, 'UserPackageLicense').some(
    (row) => row['UserId'] === idOf(user) && row['PackageLicenseId'] === license['Id'],
  );
};

/**
 * What the licenses, package seats and feature flags of a user hold back of what rows give. Licenses hold something back
 * only where one that is assigned is not in force any more: everything else the platform has refused to assign (A16).
 */
export const heldBackFrom = (org: Org, userId: string): HeldBack => {
  const user = rowById(org, 'User', userId);
  const licenses = permissionSetLicenseIds(org, userId);
  const inForce = licensesInForce(org, licenses);
  const ceiling =
    user === undefined || inForce.length === licenses.length
      ? null
      : ceilingOfLicenses(org, userLicenseId(org, user), inForce);
  const licenseName = user && textOf(rowById(org, 'UserLicense', userLicenseId(org, user)), 'Name');
  const withoutFlag = (objectName: string): boolean => {
    const flag = flagOf(objectName);
    if (flag === null || user === undefined || (flag.includes('Marketing') && licenseName?.startsWith('B2BMA')))
      return false;
    return !isTrue(user, flag);
  };
  const isHeldBack = (schema: ObjectSchema, word: ObjectAccess): boolean => {
    const namespace = namespaceOf(schema.name);
    if (namespace !== null && user !== undefined && !mayUsePackage(org, user, namespace)) return true;
    if (['create', 'edit', 'delete'].includes(word) && withoutFlag(schema.name)) return true;
    return ceiling !== null && schema.permissionable && !allows(org, ceiling, schema.name, word);
  };
  return {
    permission: (name) => ceiling?.userPermissions?.has(name) === false,
    object: (schema, given) => {
      const left = allAccess(false);
      for (const word of objectAccesses) left[word] = given[word] && !isHeldBack(schema, word);
      return left;
    },
  };
};
