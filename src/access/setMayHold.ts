/** What a permission set that is tied to a license can hold (facts A11, A17). */
import { integrationPermissionSetLicense } from '../platform/integrationLicense.js';
import { sameName } from '../platform/names.js';
import type { Entry } from './entry.js';
import { lacking, unclear, untold, yes } from './holder.js';
import type { Holder, MayHold } from './holder.js';
import { allOf, licenseAllows, licensedObjects } from './licenseAllows.js';
import { isGap, objectCeilingOfSet, permissionCeiling } from './licenseCeiling.js';
import type { Ceiling } from './licenseCeiling.js';
import { isSetupEntry } from './setupEntities.js';
import { known } from './snapshot.js';
import type { License } from './snapshot.js';

/** The license of a permission set, and what it allows. */
export type SetTie = {
  readonly kind: 'userLicense' | 'permissionSetLicense';
  readonly allows: License;
};

const answerOf = (ceiling: Ceiling): MayHold => {
  if (isGap(ceiling)) return unclear(ceiling);
  if (ceiling === 'silent') return untold;
  return ceiling === 'allows' ? yes : lacking({ kind: 'license', openedBy: [] });
};

/** What a permission set license allows by itself, whatever user license its holder has. */
const permissionSetLicenseAllows = (holder: Holder, license: License, entry: Entry): MayHold => {
  const { user, schema } = holder;
  if (entry.kind === 'field') return yes;
  if (isSetupEntry(entry)) return untold;
  const isLifter = sameName(license.name, integrationPermissionSetLicense);
  const ceiling =
    entry.kind === 'object' ? objectCeilingOfSet(user, license, entry) : permissionCeiling(schema, license, entry.name);
  // It is known to allow nearly all that a full license does (fact Q1).
  const may = isLifter && ceiling === 'silent' ? yes : answerOf(ceiling);
  if (entry.kind === 'object') return may;
  const alone = { ...user, license: { ...license, objects: null }, permissionSetLicenses: known([license]) };
  return allOf([may, licensedObjects({ user: alone, schema }, entry.name)]);
};

/**
 * Whether a permission set can hold an entry that is tied to this license: what the license does not allow by itself cannot
 * be written into the set, whatever else its holders have. `unknown` where the org does not tell.
 * @param like somebody who may get the set, with what the other licenses of the org allow
 */
export const setMayHold = ({ kind, allows: license }: SetTie, like: Holder, entry: Entry): MayHold => {
  if (kind === 'permissionSetLicense') return permissionSetLicenseAllows(like, license, entry);
  const alone = { ...like.user, userLicense: license.name, license, permissionSetLicenses: known([]) };
  return licenseAllows({ user: alone, schema: like.schema }, entry);
};
