/** What a permission needs beside it in the same permission set, in every org. */
import { keyOf } from './names.js';
import type { ObjectAccess } from './objectAccess.js';

// Maps, as the keys are names from elsewhere: an object has a `constructor` and a `__proto__` that nobody put there.

/** Objects that can be read only together with others (fact B9); the org's PermissionDependency adds its own. */
const readWith: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
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
  }),
);

/** The objects that have to be readable for this one to be readable (fact B9). */
export const objectsReadWith = (sobject: string): readonly string[] => readWith.get(keyOf(sobject)) ?? [];

/**
 * User permissions that need others (facts D5, D6); names that the org does not have are left out by the caller. Setup ticks
 * View Roles with View Setup; Customize Application needs Manage Translation where translations are on (fact D5).
 */
const permissionWith: ReadonlyMap<string, string> = new Map(
  Object.entries({
    viewsetup: 'ViewRoles',
    customizeapplication: 'ViewSetup ManageCustomPermissions ViewRoles ManageTranslation',
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
    // Of these two PermissionDependency was seen without a single edge (facts D7, Q8): here stands all that Setup asks for.
    viewalldata:
      'ViewSetup ViewEventLogFiles ViewPublicDashboards ViewPublicReports ViewPlatformEvents ViewDataLeakageEvents ViewRoles',
    modifyalldata:
      'ViewAllData EditPublicFilters EditPublicTemplates EditPublicDocuments RunReports TransferAnyEntity' +
      ' TransferAnyLead ConvertLeads ImportLeads EditTask EditEvent ModifyMetadata ManageCategories UseTeamReassignWizards' +
      ' SolutionImport ManageNetworks ManageDashbdsInPubFolders ManageReportsInPubFolders ConnectOrgToEnvironmentHub' +
      ' CreateTopics EditTopics AssignTopics DeleteTopics',
  }),
);

/** All user permissions that other ones need (fact D6), as Salesforce spells them. */
export const permissionsInRules = (): string[] => [
  ...new Set([...permissionWith.values()].flatMap((names) => names.split(' '))),
];

/** The user permissions that this one needs (fact D6). */
export const permissionsNeededBy = (name: string): readonly string[] =>
  permissionWith.get(keyOf(name))?.split(' ') ?? [];

/** Access to an object that a user permission needs. */
export type NeededAccess = { readonly sobject: string; readonly access: ObjectAccess };

const accessTo = (sobject: string, ...accesses: readonly ObjectAccess[]): NeededAccess[] =>
  accesses.map((access) => ({ sobject, access }));

/**
 * User permissions that need access to objects: as a refusal of the platform says (fact D5), as rows of PermissionDependency say,
 * and as the platform mended a profile by itself (fact Q8). The org's own PermissionDependency adds others.
 */
const objectsWith: ReadonlyMap<string, readonly NeededAccess[]> = new Map(
  Object.entries({
    editpublicdocuments: accessTo('Document', 'read', 'create', 'edit', 'delete'),
    importpersonal: [...accessTo('Account', 'create', 'edit'), ...accessTo('Contact', 'create')],
    convertleads: accessTo('Lead', 'edit'),
  }),
);

/** The access to objects that this user permission needs (facts D5, Q8). */
export const objectAccessNeededBy = (name: string): readonly NeededAccess[] => objectsWith.get(keyOf(name)) ?? [];

/** Ticked along by Setup, or needed in some orgs alone (fact D5): one can be had without the other. */
const soft: ReadonlyMap<string, string> = new Map([
  ['viewsetup', 'viewroles'],
  ['customizeapplication', 'managetranslation'],
]);

/** Keys of user permissions that are reached by way of what each needs. */
const reached = (name: string, counts: (key: string, needed: string) => boolean): readonly string[] => {
  const needed = new Set<string>();
  const add = (one: string): void => {
    for (const key of permissionsNeededBy(one).map(keyOf)) {
      if (needed.has(key) || !counts(keyOf(one), key)) continue;
      needed.add(key);
      add(key);
    }
  };
  add(name);
  return [...needed];
};

/** Keys of all user permissions that this one needs, directly or because another one needs them (fact D6). */
export const permissionsNeededInAll = (name: string): readonly string[] => reached(name, () => true);

/** Keys of the user permissions that nobody lacks who has this one, in whatever org (fact D6). */
export const permissionsHeldWith = (name: string): readonly string[] =>
  reached(name, (key, needed) => soft.get(key) !== needed);
