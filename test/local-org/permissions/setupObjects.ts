import type { ObjectSchema } from '../model/orgModel.js';

/**
 * Setup objects have no object permissions: user permissions open them. `read: 'all'` is every authenticated user;
 * otherwise one of the listed user permissions is needed, and without it the object behaves as unknown (fact A3).
 * Sources: "Special Access Rules" of each object in the object reference, facts A3, B11, G7, G8, H3.
 */
export type SetupRule = {
  read: 'all' | readonly string[];
  write: readonly string[];
  /** What shows the rows of others too, where everybody sees his own. */
  all?: readonly string[];
};

const profilesAndSets = ['ManageProfilesPermissionsets'] as const;
const assigners = ['AssignPermissionSets', 'ManageUsers'] as const;
const setupOnly: SetupRule = { read: ['ViewSetup'], write: [] };
const openToAll: SetupRule = { read: 'all', write: [] };
const permissionSetReaders = [
  'ViewSetup',
  'ManageSessionPermissionSets',
  'AssignPermissionSets',
  'ManageProfilesPermissionsets',
] as const;

const setupRules: Record<string, SetupRule> = {
  PermissionSet: { read: permissionSetReaders, write: profilesAndSets },
  PermissionSetGroup: { read: permissionSetReaders, write: profilesAndSets },
  MutingPermissionSet: { read: permissionSetReaders, write: profilesAndSets },
  PermissionSetGroupComponent: { read: ['ViewSetup'], write: profilesAndSets },
  ObjectPermissions: { read: ['ViewSetup'], write: profilesAndSets },
  FieldPermissions: { read: ['ViewSetup'], write: profilesAndSets },
  SetupEntityAccess: { read: ['ViewSetup'], write: profilesAndSets },
  PermissionSetTabSetting: { read: ['ViewSetup'], write: profilesAndSets },
  PermissionDependency: setupOnly,
  CustomPermission: { read: permissionSetReaders, write: ['ManageCustomPermissions'] },
  PermissionSetAssignment: { read: ['ViewSetup', ...assigners], write: assigners },
  PermissionSetLicenseAssign: { read: ['ViewSetup', ...assigners], write: assigners },
  SessionPermSetActivation: {
    read: ['ViewSetup', 'ManageSessionPermissionSets', 'AssignPermissionSets'],
    write: ['ManageSessionPermissionSets'],
  },
  // "Internal users only"; the model has no external users.
  PermissionSetLicense: openToAll,
  PackageLicense: openToAll,
  UserPackageLicense: { read: 'all', write: ['ManagePackageLicenses', 'ManageUsers'] },
  UserLicense: openToAll,
  // Rows are filtered instead: fact J6.
  Profile: { read: 'all', write: profilesAndSets, all: ['ViewAllProfiles', 'ViewSetup'] },
  UserLogin: { read: ['ManageUsers'], write: ['ManageUsers', 'FreezeUsers'] },
  // Own rows always, others with Manage Users or Monitor Login History (fact G7).
  LoginHistory: { read: 'all', write: [], all: ['ManageUsers', 'MonitorLoginHistory'] },
  UserRole: { read: ['ViewRoles'], write: ['ManageRoles'] },
  Group: { read: 'all', write: ['ManageUsers'] },
  GroupMember: { read: 'all', write: ['ManageUsers'] },
  Organization: { read: 'all', write: ['CustomizeApplication'] },
  RecordType: { read: 'all', write: ['CustomizeApplication'] },
  // Until Spring '27 View Setup suffices; then View Setup Audit Trail (fact G6).
  SetupAuditTrail: setupOnly,
  AsyncApexJob: setupOnly,
  // Own tokens always, all with Customize Application.
  OauthToken: { read: 'all', write: [], all: ['CustomizeApplication'] },
  ConnectedApplication: { read: ['ViewSetup', 'ManageRemoteAccess'], write: ['ManageRemoteAccess'] },
  ExternalClientApplication: { read: ['ViewSetup', 'ExternalClientAppViewer'], write: ['ExternalClientAppDeveloper'] },
  ExtlClntAppPlcyCnfg: { read: ['ViewSetup', 'ExternalClientAppViewer'], write: ['ExternalClientAppAdmin'] },
  ExtlClntAppOauthSettings: { read: ['ViewSetup', 'ExternalClientAppViewer'], write: ['ExternalClientAppDeveloper'] },
  // Fact M18.
  TwoFactorMethodsInfo: { read: ['ManageTwoFactor'], write: [] },
  ExtlClntAppOauthPlcyCnfg: { read: ['ViewSetup', 'ExternalClientAppViewer'], write: ['ExternalClientAppAdmin'] },
  FlowDefinitionView: setupOnly,
  FlowVersionView: setupOnly,
  // Fact L14; the others are assumed alike.
  DuplicateRule: setupOnly,
  MatchingRule: setupOnly,
  MatchingRuleItem: setupOnly,
  ProcessDefinition: setupOnly,
  // Whoever may see the record sees that it waits; sharing is not modelled.
  ProcessInstance: openToAll,
  ApexClass: { read: ['ViewSetup', 'AuthorApex'], write: ['AuthorApex'] },
  ApexTrigger: { read: ['ViewSetup', 'AuthorApex'], write: ['AuthorApex'] },
  // Their rows do not depend on the caller, and no special access rule is documented (facts C13, E1-E8).
  EntityDefinition: openToAll,
  FieldDefinition: openToAll,
  EntityParticle: openToAll,
  RelationshipInfo: openToAll,
  PicklistValueInfo: openToAll,
  UserPermissionAccess: openToAll,
  UserRecordAccess: openToAll,
  UserEntityAccess: openToAll,
  UserFieldAccess: openToAll,
};

/** Objects of the Tooling API alone describe the set-up of the org; nearly all of them need View Setup. */
const toolingOnly: SetupRule = { read: ['ViewSetup'], write: ['CustomizeApplication'] };

/** The rule of a setup object, or undefined when object permissions or derived rules decide. */
export const setupRule = (schema: ObjectSchema): SetupRule | undefined =>
  setupRules[schema.name] ?? (schema.api === 'tooling' ? toolingOnly : undefined);
