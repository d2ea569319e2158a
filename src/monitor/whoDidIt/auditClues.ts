/**
 * Which actions of the audit trail can explain what, and what of their text has to fit: one table. Actions and sentences as the trail
 * of a live org has them (facts G5, N4, Q13). The sentences are in English; one that is in another language is told by the names
 * in it.
 */

/** What may have happened, and to what; each is a row of the table. */
export const happenings = [
  'setTaken',
  'setChanged',
  'setRenamed',
  'groupTaken',
  'groupMember',
  'groupMuting',
  'profileTaken',
  'userPermission',
  'object',
  'objectByLicense',
  'field',
  'recordType',
  'customPermission',
  'customPermissionGone',
  'apexClass',
  'apexClassGone',
  'app',
  'appPolicy',
  'license',
  'packageSeat',
  'userActive',
  'userFrozen',
  'userRenamed',
  'password',
  'ipRanges',
  'MarketingUser',
  'KnowledgeUser',
  'InteractionUser',
  'ForecastEnabled',
  'historyOfField',
  'historyOfObject',
  'fieldGone',
  'objectGone',
  'unnamedFieldGone',
  'unnamedObjectGone',
  'packageGone',
  'picklistValue',
  'automation',
] as const;
export type Happening = (typeof happenings)[number];

/** How the two values behind `was changed from {was} to {is}` are read. */
export type Scale = 'permission' | 'object' | 'field' | 'switch' | 'policy' | 'expiry';

export type Clue = {
  readonly actions: readonly string[];
  /** The gaps are those of `GapNames`; `any`, `was` and `is` may hold anything. */
  readonly says: readonly string[];
  /** Whether it takes something away or gives it; `scale` where that is told by the values before and after. */
  readonly does: 'takes' | 'gives' | Scale;
  /** It fits and need not be the reason: shown only where nothing else explains the loss. */
  readonly weak?: true;
  /** The heading has to fit too, where it is this sentence. */
  readonly section?: string;
};

const clue = (does: Clue['does'], actions: string | readonly string[], ...says: readonly string[]): Clue => ({
  actions: typeof actions === 'string' ? [actions] : actions,
  says,
  does,
});
const weakly = (one: Clue): Clue => ({ ...one, weak: true });

/** An action that has one name for custom profiles or objects and another for standard ones. */
const both = (action: string): readonly string[] => [`${action}Custom`, `${action}Standard`];

const toUser = 'user {any} (UserID: [{userId}])';
const set = 'Changed permission set {source}:';
const profile = 'Changed profile {source}:';
const change = 'was changed from {was} to {is}';

/** What of Setup a set or profile gives access to, given and taken. @param says what it is called, and its verb */
const setupAccess = (type: string, says: string): readonly Clue[] =>
  (
    [
      ['takes', 'Disabled', 'disabled'],
      ['gives', 'Enabled', 'enabled'],
    ] as const
  ).flatMap(([does, action, word]) => [
    clue(does, `SetupEntityAccessAudit_PermissionSet_${type}_${action}`, `${set} ${says} ${word}`),
    clue(does, both(`SetupEntityAccessAudit_Profile_${type}_${action}`), `${profile} ${says} ${word}`),
  ]);

export const auditClues: Readonly<Record<Happening, readonly Clue[]>> = {
  setTaken: [
    clue('takes', 'PermSetUnassign', `Permission set {source}: unassigned from ${toUser}`),
    clue(
      'takes',
      'PermSetUnassign_HasExpiration',
      `Permission set {source} with expiration: unassigned from ${toUser}`,
    ),
    clue('gives', 'PermSetAssign', `Permission set {source}: assigned to ${toUser}`),
    clue(
      'expiry',
      'PermSetAssign_HasExpiration',
      `Permission set {source} with expiration: assigned to ${toUser}, expiring on {is}`,
    ),
    clue(
      'expiry',
      'PermSetAssignmentExpirationChange',
      `Permission set {source} assigned to ${toUser}: expiration ${change}`,
      `Permission set {source} with expiration assigned to ${toUser}: expiration ${change}`,
    ),
  ],
  setChanged: [
    clue('takes', 'PermSetDelete', 'Deleted permission set {source}'),
    clue(
      'switch',
      'PermSetHasActivationRequiredChange',
      'Changed permission set {source}: Session Activation Required has changed from {was} to {is}',
    ),
  ],
  setRenamed: [
    clue(
      'takes',
      'PermSetDeveloperNameChange',
      'Changed permission set {any}: API name was changed from {source} to {is}',
    ),
  ],
  groupTaken: [
    clue('takes', 'PermSetGroupUnassign', `Permission set group {source}: unassigned from ${toUser}`),
    clue(
      'takes',
      'PermSetGroupUnassign_HasExpiration',
      `Permission set group {source} with expiration: unassigned from ${toUser}`,
    ),
    clue('gives', 'PermSetGroupAssign', `Permission set group {source}: assigned to ${toUser}`),
    clue(
      'expiry',
      'PermSetGroupAssign_HasExpiration',
      `Permission set group {source} with expiration: assigned to ${toUser}, expiring on {is}`,
    ),
    clue('takes', 'PermissionSetGroupDelete', 'Deleted permission set group {source}'),
    clue('takes', 'PermissionSetGroupCalculationError', 'Permission set group calculation error : {source}'),
    weakly(
      clue('takes', 'PermissionSetGroupCalculationStarted', 'Permission set group calculation started : {source}'),
    ),
  ],
  groupMember: [
    clue(
      'takes',
      ['PermissionSetGroupComponentRemoved', 'PermissionSetGroupComponentRemove'],
      'Changed permission set group {source}: group member {member} was removed',
    ),
    clue(
      'gives',
      'PermissionSetGroupComponentAdd',
      'Changed permission set group {source}: group member {member} was added',
    ),
  ],
  groupMuting: [
    clue(
      'takes',
      'PermissionSetGroupComponentAdd',
      'Changed permission set group {source}: group member {member} was added',
    ),
    clue(
      'gives',
      ['PermissionSetGroupComponentRemoved', 'PermissionSetGroupComponentRemove'],
      'Changed permission set group {source}: group member {member} was removed',
    ),
  ],
  profileTaken: [
    clue(
      'takes',
      [
        'changedprofileforuser',
        'changedprofileforusercusttostd',
        'changedprofileforuserstdtocust',
        'changedprofileforuserstdtostd',
        'changedprofileforusercusttocust',
      ],
      'Changed profile for user {user} from {from} to {is}',
    ),
    clue(
      'gives',
      [
        'changedprofileforuser',
        'changedprofileforusercusttostd',
        'changedprofileforuserstdtocust',
        'changedprofileforuserstdtostd',
        'changedprofileforusercusttocust',
      ],
      'Changed profile for user {user} from {was} to {from}',
    ),
  ],
  userPermission: [
    clue('permission', ['PermSetDisableUserPerm', 'PermSetEnableUserPerm'], `${set} {permission} permission ${change}`),
    clue(
      'permission',
      both('profilePermChanged'),
      `${profile} general user permission {permission} ${change}`,
      `${profile} administrative permission {permission} ${change}`,
      `${profile} {permission} permission ${change}`,
    ),
  ],
  object: [
    clue('object', 'PermSetEntityPermChanged', `${set} {object} object permissions were changed from {was} to {is}`),
    clue('object', both('profileOlpChanged'), `${profile} {object} object permissions were changed from {was} to {is}`),
    // The platform takes it away by itself.
    clue(
      'takes',
      'profileEntityPermRemoved',
      'Removed the {access} on {object} object permission from Profile {source}',
    ),
  ],
  objectByLicense: [
    clue(
      'takes',
      'userLicenseEntityPermRevoked',
      'Removed the {access} on {object} object permission as allowed by User License {userLicense}',
    ),
  ],
  field: [
    clue('field', 'PermSetFlsChanged', `${set} field-level security for {object}: {field} ${change}`),
    clue('field', both('profileFlsChanged'), `${profile} field-level security for {object}: {field} ${change}`),
  ],
  recordType: [
    clue('takes', 'PermSetRecordTypeRemoved', `${set} {any} record type was removed from {object} object`),
    clue('takes', both('profileRecordTypeRemoved'), `${profile} {any} record type was removed from {object} object`),
  ],
  customPermission: setupAccess('CustomPermission', '{customPermission} Custom Permission was'),
  customPermissionGone: [
    clue('takes', 'CustomPermissionDelete', 'Deleted custom permission {customPermission}'),
    clue(
      'takes',
      'CustomPermissionDeveloperNameChange',
      'Changed custom permission {any}: developer name was changed from {customPermission} to {is}',
    ),
  ],
  apexClass: setupAccess('ApexClass', '{apexClass} Apex class access was'),
  apexClassGone: [clue('takes', 'deletedApexClass', 'Deleted {apexClass} Apex Class code')],
  app: [
    ...setupAccess('ConnectedApplication', '{app} connected app is'),
    // No text of these is known: told by the names in it.
    clue(
      'takes',
      [
        'SetupEntityAccessAudit_PermissionSet_ExternalClientApplication_Disabled',
        ...both('SetupEntityAccessAudit_Profile_ExternalClientApplication_Disabled'),
      ],
      `${set} {app} external client app is disabled`,
      `${profile} {app} external client app is disabled`,
    ),
  ],
  appPolicy: [
    clue('takes', 'deleteConnectedApplication', 'Uninstalled Connected App {app}'),
    clue('takes', 'deleteApplication', 'Deleted Connected App {app}'),
    clue('takes', 'blockConnectedApplication', 'Blocked Connected App {app} to Salesforce'),
    clue('gives', 'unblockConnectedApplication', 'Unblocked Connected App {app} to Salesforce'),
    clue(
      'policy',
      'changeUserRuntimeAccessPolicy',
      'Changed connected app {app} Permitted Users setting from {was} to {is}',
    ),
    clue('policy', 'changeIpRelaxationPolicy', 'Changed connected app {app} IP relaxation setting from {was} to {is}'),
  ],
  license: [
    clue(
      'takes',
      'PermSetLicenseUnassign',
      `Permission set license {license} removed from ${toUser}`,
      `Permission set license {license}: unassigned from ${toUser}`,
    ),
    clue('gives', 'PermSetLicenseAssign', `Permission set license {license}: assigned to ${toUser}`),
  ],
  packageSeat: [
    clue('gives', 'granteduserpackagelicense', 'Granted {any} User Package Licenses for User with ID: {userId}'),
    // Neither says whose license it was.
    weakly(clue('takes', 'revokeduserpackagelicense', 'Revoked User Package License assignment')),
    weakly(
      clue(
        'takes',
        'removeduserpackagelicense',
        'Removed {any} User Package License for Package License with ID: {is}',
        'Removed {any} User Package Licenses for Package License with ID: {is}',
      ),
    ),
  ],
  userActive: [
    clue('takes', 'deactivateduser', `Deactivated ${toUser}`),
    clue('gives', 'activateduser', `Activated ${toUser}`),
  ],
  userFrozen: [
    clue('takes', 'frozeuser', 'Froze user account for {user}'),
    clue('gives', 'unfrozeuser', 'Unfroze user account for {user}'),
  ],
  userRenamed: [clue('takes', 'changedusername', 'Changed username for {userId} from {was} to {is}')],
  password: [
    clue('takes', 'changedpassword', 'Set new password for user {user}'),
    clue('takes', 'resetpassword', 'Reset password for user {user}'),
    clue(
      'takes',
      'passwordexpiryForProfile',
      'Changed profile {source}: Changed password expiry policy from {was} to {is}',
    ),
  ],
  ipRanges: [clue('takes', 'loginIpRange', 'Added Login Ip Range to {from} from {was} to {is}')],
  MarketingUser: [
    clue('takes', 'changedmarketinguseronoff', 'For user {user}, changed marketing user from on to off'),
    clue('gives', 'changedmarketinguseroffon', 'For user {user}, changed marketing user from off to on'),
  ],
  KnowledgeUser: [
    clue('takes', 'changedknowledgeuseronoff', 'For user {user}, changed Knowledge user from on to off'),
    clue('gives', 'changedknowledgeuseroffon', 'For user {user}, changed Knowledge user from off to on'),
  ],
  InteractionUser: [
    clue('takes', 'changedinteractionuseronoff', 'For user {user}, changed Flow user from on to off'),
    clue('gives', 'changedinteractionuseroffon', 'For user {user}, changed Flow user from off to on'),
  ],
  ForecastEnabled: [
    clue('takes', 'userAllowForecastingOff', 'Changed allow forecasting from on to off for user {user}'),
    clue('gives', 'userAllowForecastingOn', 'Changed allow forecasting from off to on for user {user}'),
  ],
  historyOfField: [
    clue('takes', 'entity_history_field_untracked', 'Track History for {object} field {field} off'),
    clue('gives', 'entity_history_field_tracked', 'Track History for {object} field {field} on'),
  ],
  historyOfObject: [clue('takes', 'entity_history_field_untracked', 'Track History for {object} field {any} off')],
  fieldGone: [
    { ...clue('takes', 'deletedCF', 'Deleted custom field {field}'), section: 'Customize {objects}' },
    { ...clue('takes', 'hardDeletedCF', 'Permanently deleted custom field {field}'), section: 'Customize {objects}' },
    clue('takes', 'deletedCFCustom', 'Deleted custom field {field} from {object}'),
    clue('takes', 'hardDeletedCFCustom', 'Permanently deleted custom field {field} from {object}'),
    {
      ...clue('takes', 'changedCFDevName', 'Changed field name of {any} custom field from {field} to {is}'),
      section: 'Customize {objects}',
    },
    clue(
      'takes',
      'changedCFDevNameCustom',
      'Changed field name of {any} custom field on {object} from {field} to {is}',
    ),
  ],
  objectGone: [
    clue('takes', ['deletedCustEnt'], 'Deleted custom object: {object}'),
    clue('takes', 'hardDeletedCustEnt', 'Permanently deleted custom object: {object}'),
    // No text of this one is known: told by the name in it.
    clue('takes', 'changedCustEntName', 'Changed API name of custom object from {object} to {is}'),
  ],
  // Where it is gone, and with it the label under which the entry has it.
  unnamedFieldGone: [
    weakly({
      ...clue(
        'takes',
        ['deletedCF', 'hardDeletedCF'],
        'Deleted custom field {is}',
        'Permanently deleted custom field {is}',
      ),
      section: 'Customize {objects}',
    }),
    weakly(
      clue(
        'takes',
        ['deletedCFCustom', 'hardDeletedCFCustom'],
        'Deleted custom field {is} from {object}',
        'Permanently deleted custom field {is} from {object}',
      ),
    ),
  ],
  unnamedObjectGone: [
    weakly(
      clue(
        'takes',
        ['deletedCustEnt', 'hardDeletedCustEnt'],
        'Deleted custom object: {is}',
        'Permanently deleted custom object: {is}',
      ),
    ),
  ],
  packageGone: [
    clue('takes', 'uninstalledpackagingapp', 'Uninstalled AppExchange package: {package}'),
    // A package is rarely called as its namespace is.
    weakly(clue('takes', 'uninstalledpackagingapp', 'Uninstalled AppExchange package: {is}')),
  ],
  picklistValue: [
    {
      ...clue(
        'takes',
        [
          'deactivatePicklistValueWithColor',
          'deletedPicklistWithColor',
          'deletedPicklistMapWithColor',
          'changedPicklist',
        ],
        'Deactivated value {value} from {field} picklist with color {is}',
        'Deleted value {value} from {field} picklist with color {is}',
        'Deleted value {value} with color {was} from {field} picklist and replaced with value {is}',
        'Changed {field} picklist value from {value} to {is}',
      ),
      section: 'Customize {objects}',
    },
    clue(
      'takes',
      [
        'deactivatePicklistValueWithColorCustom',
        'deletedPicklistWithColorCustom',
        'deletedPicklistMapWithColorCustom',
        'changedPicklistCustom',
      ],
      'Deactivated value {value} from {field} picklist with color {was} on {object}',
      'Deleted value {value} from {field} picklist with color {was} on {object}',
      'Deleted value {value} with color {any} from {field} picklist on {object} and replaced with value {is}',
      'Changed {field} picklist value on {object} from {value} to {is}',
    ),
  ],
  automation: [
    clue('switch', 'changedValidationActive', 'Changed active flag for {object} validation {any} from {was} to {is}'),
    clue('takes', 'changedValidationFormula', 'Changed formula for {object} validation {is}'),
    // No text of this one is known: told by the name in it.
    clue('takes', 'newValidation', 'New {object} validation {is}'),
  ],
};

/** Every action by which one of these can be explained. */
export const actionsOf = (some: Iterable<Happening>): string[] => [
  ...new Set([...some].flatMap((happening) => auditClues[happening].flatMap(({ actions }) => actions))),
];
