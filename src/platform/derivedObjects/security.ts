import { all, any, nothingPublished, on, ownRows, permission, reads, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Connected apps, single sign-on, certificates, encryption, privacy and security monitoring. */
export const security: readonly DerivedFamily[] = [
  {
    rules: { read: ownRows(permission('CustomizeApplication')), viewAllRecords: permission('CustomizeApplication') },
    certainty: 'doc',
    names: 'OauthToken',
  },
  {
    rules: { read: permission('ManageRemoteAccess'), ...writes(permission('ManageRemoteAccess')) },
    certainty: 'doc',
    names: 'OauthCustomScope',
  },
  { rules: nothingPublished, certainty: 'inferred', fits: ['ManageRemoteAccess'], names: 'OauthCustomScopeApp' },
  {
    rules: { read: unpublished },
    certainty: 'none',
    fits: ['ViewSetup', 'CustomizeApplication'],
    names: 'ConnectedApplication',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    fits: ['ExternalClientAppViewer', 'ExternalClientAppAdmin', 'ExternalClientAppDeveloper'],
    members: { rx: 'ExternalClientApplication ExtlClntAppPlcyCnfg ExtlClntAppOauthPlcyCnfg ExtlClntAppOauthSettings' },
  },
  {
    rules: {
      read: all(permission('CustomizeApplication'), permission('ManageAuthProviders')),
      ...writes(all(permission('CustomizeApplication'), permission('ManageAuthProviders'))),
    },
    certainty: 'doc',
    names: 'AuthProvider',
  },
  {
    rules: {
      ...reads(any(permission('ViewSetup'), all(permission('CustomizeApplication'), permission('ModifyAllData')))),
    },
    certainty: 'doc',
    names: 'SamlSsoConfig',
  },
  {
    rules: {
      read: all(permission('ViewSetup'), permission('CustomizeApplication')),
      ...writes(all(permission('ViewSetup'), permission('CustomizeApplication'))),
    },
    certainty: 'doc',
    names: 'RedirectWhitelistUrl',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    fits: ['CustomizeApplication'],
    members: { rcud: 'CorsWhitelistEntry CspTrustedSite IframeWhiteListUrl' },
  },
  {
    rules: { ...reads(any(permission('ViewSetup'), permission('ManageCustomDomains'))) },
    certainty: 'doc',
    members: { r: 'Domain DomainSite' },
  },
  {
    rules: { read: unpublished, create: unpublished, edit: unpublished },
    certainty: 'none',
    feature: 'Shield Platform Encryption',
    fits: ['ManageEncryptionKeys'],
    members: { rcu: 'TenantSecret', 'rc*': 'DataEncryptionKey', ru: 'ExternalEncryptionRootKey' },
  },
  {
    rules: { read: permission('MobileAppSecurity'), ...writes(unpublished) },
    certainty: 'doc',
    feature: 'Enhanced Mobile App Security',
    members: {
      rcud: 'MobSecurityCertPinConfig MobileSecurityAssignment MobileSecurityPolicy',
      c: 'MobSecurityCertPinEvent',
      r: 'MobileSecurityUserMetric',
    },
  },
  {
    rules: { ...reads(any(permission('PrivacyDataAccess'), permission('ViewAllData'))) },
    certainty: 'doc',
    feature: 'Privacy Center',
    members: { r: 'DsarPolicy DsarPolicyLog' },
  },
  {
    rules: { read: on('Individual', 'read'), viewAllRecords: on('Individual', 'viewAllRecords') },
    certainty: 'inferred',
    feature: 'Data Protection and Privacy',
    names: 'IndividualHistory',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Security Center',
    fits: ['ViewSecurityCommandCenter', 'ManageSecurityCommandCenter'],
    members: {
      'rcx*': 'TenantSecurityAnomaly',
      r: 'TenantSecurityApiAnomaly TenantSecurityConnectedApp TenantSecurityCredentialStuffing TenantSecurityEncryptionPolicy TenantSecurityFeature TenantSecurityHealthCheckDetail TenantSecurityHealthCheckTrend TenantSecurityLicense TenantSecurityLogin TenantSecurityMonitorMetric TenantSecurityPackage TenantSecurityReportAnomaly TenantSecuritySessionHijacking TenantSecurityTenantInfo TenantSecurityUserActivity TenantSecurityUserPerm',
      'r*': 'TenantSecurityCertificate TenantSecurityEncryptedField',
      rcud: 'TenantSecurityGuestUserAnomaly TenantSecurityHealthCheckBaselineTrend TenantSecurityNotification TenantSecurityNotificationRule TenantSecurityPolicy TenantSecurityPolicyDeployment',
      rx: 'TenantSecurityMetricDetail',
    },
  },
  {
    rules: { ...reads(permission('ViewHealthCheck')), ...writes(permission('ManageHealthCheck')) },
    certainty: 'doc',
    names: 'SecurityCustomBaseline',
  },
  {
    rules: { read: unpublished },
    certainty: 'inferred',
    feature: 'Event Monitoring add-on',
    names: 'TransactionSecurityPolicy',
  },
  {
    rules: { read: all(permission('CustomizeApplication'), permission('ModifyAllData')), delete: unpublished },
    certainty: 'doc',
    newNames: 'BrowserPolicyViolation',
  },
  {
    rules: { ...reads(any(permission('ModifyDataClassification'), permission('CustomizeApplication'))) },
    certainty: 'doc',
    names: 'FieldSecurityClassification',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Field Audit Trail or Archive',
    members: { r: 'FieldHistoryArchive EntityHistory', 'r*': 'ArchiveActivity', 'rcud*': 'ArchivePolicyDefinition' },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: { rcud: 'SharingRecordCollectionItem SharingRecordCollectionMember' },
  },
  { rules: { read: unpublished }, certainty: 'doc', feature: 'Organization Sync', names: 'PartnerNetworkSyncLog' },
];
