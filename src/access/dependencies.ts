import { accessRestsOn } from '../platform/objectAccess.js';
import type { Entry } from './entry.js';
import { entryId } from './entry.js';
import { keyOf } from '../platform/names.js';

/** Objects that can be read only together with others (fact B9); the org's PermissionDependency adds its own. */
const readWith: Readonly<Record<string, readonly string[]>> = {
  contact: ['Account'],
  opportunity: ['Account'],
  case: ['Account'],
  contract: ['Account'],
  order: ['Account'],
  quote: ['Opportunity'],
  asset: ['Account', 'Contact'],
  serializedproduct: ['Product2'],
  serviceterritory: ['OperatingHours'],
  vehicle: ['Asset'],
};

/** User permissions that need others (fact D6); names that the org does not have are left out by the caller. */
const permissionWith: Readonly<Record<string, string>> = {
  customizeapplication: 'ViewSetup ManageCustomPermissions ViewRoles',
  modifymetadata: 'ViewSetup',
  authorapex: 'ViewSetup ModifyMetadata',
  resetpasswords: 'ViewSetup',
  exportreport: 'RunReports',
  emailsingle: 'EditTask',
  emailmass: 'EmailSingle',
  manageusers:
    'ResetPasswords ViewAllUsers FreezeUsers ManageProfilesPermissionsets AssignPermissionSets ManageRoles ManageIpAddresses' +
    ' ManageSharing MonitorLoginHistory ViewSetup ManageInternalUsers ManagePasswordPolicies ManageLoginAccessPolicies' +
    ' DelegatedTwoFactor ViewRoles',
  viewalldata:
    'ViewSetup ViewEventLogFiles ViewPublicDashboards ViewPublicReports ViewPlatformEvents ViewDataLeakageEvents ViewRoles',
  modifyalldata:
    'ViewAllData TransferAnyEntity TransferAnyLead ConvertLeads ImportLeads EditTask EditEvent ModifyMetadata RunReports',
};

/** An edge of the org's own PermissionDependency: the first needs the second (fact D7). */
export type Edge = { readonly from: Entry; readonly to: Entry };

/** What this entry needs directly, by the rules that hold in every org. */
const staticNeeds = (entry: Entry): Entry[] => {
  switch (entry.kind) {
    case 'userPermission':
      return (permissionWith[keyOf(entry.name)]?.split(' ') ?? []).map((name) => ({ kind: 'userPermission', name }));
    case 'object': {
      const own = accessRestsOn[entry.access].map((access): Entry => ({ ...entry, access }));
      const others = entry.access === 'read' ? (readWith[keyOf(entry.sobject)] ?? []) : [];
      return [...own, ...others.map((sobject): Entry => ({ kind: 'object', sobject, access: 'read' }))];
    }
    case 'field':
      return entry.access === 'edit' ? [{ ...entry, access: 'read' }] : [];
  }
};

/** An entry that another one needs, with the ids of those that need it. */
export type Dependency = { readonly entry: Entry; readonly neededBy: readonly string[] };

/**
 * Everything that the entries need in the same permission set, transitively, without the entries themselves.
 * @param edges what the org adds to the rules that hold everywhere
 * @param exists whether the org has it: a static rule about something that is not there does not apply
 */
export const closureOf = (
  entries: readonly Entry[],
  edges: readonly Edge[],
  exists: (entry: Entry) => boolean,
): Dependency[] => {
  const key = (entry: Entry): string => keyOf(entryId(entry));
  const byFrom = new Map<string, Entry[]>();
  for (const { from, to } of edges) byFrom.set(key(from), [...(byFrom.get(key(from)) ?? []), to]);
  const asked = new Set(entries.map(key));
  const found = new Map<string, { entry: Entry; neededBy: Set<string> }>();
  const queue = [...entries];
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    for (const need of [...staticNeeds(entry), ...(byFrom.get(key(entry)) ?? [])]) {
      if (!exists(need) || key(need) === key(entry)) continue;
      const known = found.get(key(need));
      if (known) known.neededBy.add(entryId(entry));
      else {
        found.set(key(need), { entry: need, neededBy: new Set([entryId(entry)]) });
        if (!asked.has(key(need))) queue.push(need);
      }
    }
  }
  return [...found.values()]
    .filter(({ entry }) => !asked.has(key(entry)))
    .map(({ entry, neededBy }) => ({ entry, neededBy: [...neededBy].sort() }));
};

/** Objects that an object's Read may need beside it: their rows have to be read to know what is there already. */
export const companionObjects = (sobjects: readonly string[]): string[] => {
  const all = new Set<string>();
  const visit = (sobject: string): void => {
    for (const other of readWith[keyOf(sobject)] ?? []) {
      if (all.has(other)) continue;
      all.add(other);
      visit(other);
    }
  };
  sobjects.forEach(visit);
  return [...all];
};

/**
 * How many objects have to be readable in the same permission set before this one can be: what another one needs has a
 * smaller number, so that writing in this order, and taking away in the opposite one, never breaks a dependency (fact B9).
 */
export const objectDepth = (sobject: string, edges: readonly Edge[]): number =>
  closureOf([{ kind: 'object', sobject, access: 'read' }], edges, () => true).filter(
    ({ entry }) => entry.kind === 'object' && keyOf(entry.sobject) !== keyOf(sobject),
  ).length;
