import { always, any, never, nothingPublished, ownRows, permission, reads, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Users, roles, groups, permission sets, licenses and logins. */
export const users: readonly DerivedFamily[] = [
  {
    rules: {
      read: always,
      create: any(permission('ManageInternalUsers'), permission('ManageUsers')),
      edit: any(permission('ManageInternalUsers'), permission('ManageUsers')),
      viewAllRecords: any(permission('ViewAllUsers'), permission('ViewAllData')),
      modifyAllRecords: never,
    },
    certainty: 'doc',
    names: 'User',
  },
  {
    rules: { ...reads(permission('ViewRoles')), ...writes(permission('ManageRoles')) },
    certainty: 'doc',
    names: 'UserRole',
  },
  {
    rules: {
      read: ownRows(any(permission('ViewAllProfiles'), permission('ViewSetup'))),
      ...writes(permission('ManageProfilesPermissionsets')),
      viewAllRecords: any(permission('ViewAllProfiles'), permission('ViewSetup')),
    },
    certainty: 'doc',
    writeCertainty: 'known',
    names: 'Profile',
  },
  {
    rules: { read: always, ...writes(unpublished) },
    certainty: 'doc',
    feature: 'User sharing not public read only',
    names: 'UserShare',
  },
  { rules: { ...reads(always), ...writes(permission('ManageUsers')) }, certainty: 'doc', names: 'Group' },
  {
    rules: { ...reads(always), create: permission('ManageUsers'), delete: permission('ManageUsers') },
    certainty: 'inferred',
    names: 'GroupMember',
  },
  {
    rules: { ...reads(always), create: permission('ManageUsers'), delete: permission('ManageUsers') },
    certainty: 'doc',
    names: 'QueueSobject',
  },
  {
    rules: {
      ...reads(
        any(
          permission('ViewSetup'),
          permission('ManageSessionPermissionSets'),
          permission('AssignPermissionSets'),
          permission('ManageProfilesPermissionsets'),
        ),
      ),
      ...writes(permission('ManageProfilesPermissionsets')),
    },
    certainty: 'doc',
    writeCertainty: 'known',
    names: 'PermissionSet',
  },
  {
    rules: {
      ...reads(any(permission('ViewSetup'), permission('AssignPermissionSets'), permission('ManageUsers'))),
      ...writes(any(permission('AssignPermissionSets'), permission('ManageUsers'))),
    },
    certainty: 'doc',
    writeCertainty: 'known',
    names: 'PermissionSetAssignment',
  },
  {
    rules: {
      ...reads(
        any(permission('ViewSetup'), permission('ManageSessionPermissionSets'), permission('AssignPermissionSets')),
      ),
      ...writes(permission('ManageProfilesPermissionsets')),
    },
    certainty: 'doc',
    names: 'PermissionSetGroup',
  },
  {
    rules: {
      ...reads(
        any(permission('ViewSetup'), permission('ManageSessionPermissionSets'), permission('AssignPermissionSets')),
      ),
      ...writes(permission('ManageProfilesPermissionsets')),
    },
    certainty: 'doc',
    writeCertainty: 'inferred',
    names: 'MutingPermissionSet',
  },
  {
    rules: { ...reads(permission('ViewSetup')), ...writes(permission('ManageProfilesPermissionsets')) },
    certainty: 'doc',
    writeCertainty: 'known',
    members: { rcud: 'ObjectPermissions FieldPermissions', rcd: 'SetupEntityAccess PermissionSetGroupComponent' },
  },
  {
    rules: { ...reads(permission('ViewSetup')), ...writes(permission('ManageProfilesPermissionsets')) },
    certainty: 'doc',
    writeCertainty: 'inferred',
    names: 'PermissionSetTabSetting',
  },
  {
    rules: {
      ...reads(any(permission('ViewSetup'), permission('ManageSessionPermissionSets'))),
      create: permission('ManageSessionPermissionSets'),
      delete: permission('ManageSessionPermissionSets'),
    },
    certainty: 'doc',
    writeCertainty: 'inferred',
    names: 'SessionPermSetActivation',
  },
  {
    rules: {
      ...reads(
        any(permission('ViewSetup'), permission('ManageSessionPermissionSets'), permission('AssignPermissionSets')),
      ),
    },
    certainty: 'doc',
    names: 'CustomPermission',
  },
  { rules: { ...reads(always) }, certainty: 'doc', names: 'PermissionSetLicense' },
  {
    rules: {
      ...reads(any(permission('ViewSetup'), permission('AssignPermissionSets'))),
      create: permission('ManageUsers'),
      delete: permission('ManageUsers'),
    },
    certainty: 'doc',
    names: 'PermissionSetLicenseAssign',
  },
  { rules: { ...reads(permission('ViewSetup')) }, certainty: 'doc', names: 'UserLicense' },
  {
    rules: {
      read: unpublished,
      create: permission('ManagePackageLicenses'),
      delete: permission('ManagePackageLicenses'),
    },
    certainty: 'doc',
    fits: ['ManagePackageLicenses'],
    names: 'UserPackageLicense',
  },
  { rules: { ...reads(always) }, certainty: 'inferred', names: 'PackageLicense' },
  { rules: { read: always }, certainty: 'doc', names: 'UserPermissionAccess UserSetupEntityAccess' },
  { rules: { read: always }, certainty: 'known', names: 'UserRecordAccess' },
  { rules: { read: unpublished }, certainty: 'none', names: 'UserEntityAccess UserFieldAccess' },
  {
    rules: {
      read: ownRows(any(permission('MonitorLoginHistory'), permission('ManageUsers'))),
      viewAllRecords: any(permission('MonitorLoginHistory'), permission('ManageUsers')),
    },
    certainty: 'doc',
    names: 'LoginHistory',
  },
  { rules: { ...reads(permission('ManageUsers')) }, certainty: 'doc', names: 'LoginGeo VerificationHistory' },
  { rules: { read: unpublished, delete: unpublished }, certainty: 'none', fits: ['ManageUsers'], names: 'LoginIp' },
  {
    rules: { ...reads(permission('ManageUsers')), edit: permission('ManageUsers') },
    certainty: 'doc',
    names: 'UserLogin',
  },
  {
    rules: {
      read: ownRows(permission('ManageUsers')),
      delete: ownRows(permission('ManageUsers')),
      viewAllRecords: permission('ManageUsers'),
    },
    certainty: 'doc',
    names: 'AuthSession',
  },
  {
    rules: {
      read: unpublished,
      create: permission('ManageTwoFactor'),
      edit: permission('ManageTwoFactor'),
      delete: unpublished,
    },
    certainty: 'doc',
    names: 'TwoFactorInfo',
  },
  {
    rules: { ...reads(permission('ManageTwoFactor')) },
    certainty: 'doc',
    names: 'TwoFactorMethodsInfo TwoFactorTempCode',
  },
  {
    rules: { ...reads(permission('ManageInternalUsers')), ...writes(permission('ManageInternalUsers')) },
    certainty: 'doc',
    feature: 'certificate-based authentication',
    names: 'UserAuthCertificate',
  },
  {
    rules: { ...reads(permission('ManageInternalUsers')), ...writes(permission('ManageInternalUsers')) },
    certainty: 'doc',
    feature: 'on request from Salesforce',
    names: 'AllowedEmailDomain',
  },
  {
    rules: {
      read: ownRows(any(permission('ViewAllData'), permission('ManageUsers'))),
      ...writes(ownRows(unpublished)),
      viewAllRecords: any(permission('ViewAllData'), permission('ManageUsers')),
    },
    certainty: 'doc',
    names: 'UserPreference',
  },
  {
    rules: { read: ownRows(permission('ManageUsers')), viewAllRecords: permission('ManageUsers') },
    certainty: 'doc',
    names: 'ThirdPartyAccountLink',
  },
  {
    rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) },
    certainty: 'inferred',
    names: 'ExternalDataUserAuth',
  },
  {
    rules: { ...reads(permission('ViewSetup')), ...writes(permission('ManageSharing')) },
    certainty: 'doc',
    names: 'UserMembershipSharingRule',
  },
  { rules: { read: unpublished }, certainty: 'doc', names: 'UserAccessPolicy UserDeviceApplication' },
  { rules: nothingPublished, certainty: 'none', names: 'PortalDelegablePermissionSet UserRelatedRecordContent' },
  {
    rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) },
    certainty: 'inferred',
    members: {
      rcud: 'UserAppInfo UserAppMenuCustomization UserListView UserListViewCriterion UserPrioritizedRecord UserDefinedLabelAssignment TodayGoal OutOfOffice',
      r: 'UserAppMenuItem',
      'rcud*': 'UserUIPreference',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'User Provisioning',
    fits: ['ManageRemoteAccess'],
    members: {
      rcud: 'UserProvAccount UserProvAccountStaging UserProvMockTarget UserProvisioningConfig UserProvisioningLog UserProvisioningRequest',
    },
  },
  {
    rules: { read: any(permission('RecordVisibilityAPI'), permission('ViewAllData')), ...writes(unpublished) },
    certainty: 'doc',
    feature: 'RecordVisibility pilot',
    names: 'RecordVisibility',
  },
];
