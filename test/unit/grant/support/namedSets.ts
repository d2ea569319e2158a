/** Permission sets and groups that rules name, for tests of grants. */
import { known } from '../../../../src/access/snapshot.js';
import type { PermissionSetName, Reading } from '../../../../src/access/snapshot.js';
import { namedSetKey } from '../../../../src/grant/namedSet.js';
import type { NamedSet, NamedSets } from '../../../../src/grant/namedSet.js';
import type { SetLicense } from '../../../../src/grant/setLicense.js';
import type { Requirement } from '../../../../src/kinds/requirement.js';
import { entryOf } from '../../support/plans.js';
import { requirement } from '../../support/snapshot.js';

/** `acme__<name>`, as it was read: it holds these entries, by their ids, and nothing else is said of it. */
export const namedSet = (name: string, holds: readonly string[] = [], more: Partial<NamedSet> = {}): NamedSet => ({
  type: 'PermissionSet',
  id: `0PS ${name}`,
  name,
  namespace: 'acme',
  label: name,
  made: [],
  needsSession: false,
  isRecalculating: false,
  members: [],
  licenses: [],
  holds: holds.map(entryOf),
  setupAccess: [],
  ...more,
});

/** What the org lists of them. */
export const listed = (sets: readonly NamedSet[]): Reading<Map<string, PermissionSetName>> =>
  known(new Map(sets.map((set) => [namedSetKey(set), set])));

/** All of them as they were read. */
export const readSets = (sets: readonly NamedSet[]): NamedSets =>
  new Map(sets.map((set) => [namedSetKey(set), known(set)]));

/** The rule that a set is assigned. */
export const assigned = (name: string, more: Partial<Requirement> = {}): Requirement =>
  requirement({ kind: 'permissionSetAssigned', name: `acme__${name}` }, more);

/** A license that sets are tied to. */
export const setLicense = (name: string, more: Partial<SetLicense> = {}): SetLicense => ({
  kind: 'permissionSetLicense',
  id: `0PL ${name}`,
  name,
  seats: { total: 2, used: 1 },
  allows: { id: `0PL ${name}`, name, label: name, objects: null, userPermissions: null },
  ...more,
});
