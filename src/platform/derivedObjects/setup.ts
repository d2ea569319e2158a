import { all, always, any, never, nothingPublished, permission, reads, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Set-up data: code, translations, tables behind picklists, currencies, definitions. */
export const setup: readonly DerivedFamily[] = [
  {
    rules: { ...reads(permission('ViewSetup')), ...writes(unpublished) },
    certainty: 'doc',
    fits: ['CustomizeApplication'],
    members: {
      r: 'AsyncApexJob FlexQueueItem AuthConfig CustomPermissionDependency DuplicateJobDefinition DuplicateJobMatchingRule DuplicateJobMatchingRuleDefinition DuplicateRule MatchingRule MatchingRuleItem NamedCredential SearchLayout UserAccessChange Site SiteDomain SiteHistory SiteIframeWhitelistUrl EventRelayConfig',
      rcu: 'ApexTestQueueItem',
      rcud: 'ApexTestResult ApexTestResultLimits ApexTestRunResult ApexTestSuite TestSuiteMembership SurveyEmailBranding OrgWideEmailAddress ContactCenterChannel',
      rcd: 'AuthConfigProviders OrgEmailAddressSecurity',
      ru: 'DuplicateJob',
    },
  },
  { rules: { ...reads(permission('ViewSetup')) }, certainty: 'known', names: 'SetupAuditTrail' },
  {
    rules: {
      ...reads(permission('ViewSetup')),
      ...writes(any(permission('ManageTranslation'), permission('CustomizeApplication'))),
    },
    certainty: 'doc',
    writeCertainty: 'inferred',
    feature: 'Translation Workbench (data translation for the DataTranslation objects)',
    members: {
      rcud: 'CategoryNodeLocalization DivisionLocalization RecordTypeLocalization ScontrolLocalization WebLinkLocalization Product2DataTranslation ProductCategoryDataTranslation ServiceResourceDataTranslation ServiceTerritoryDataTranslation',
      rcu: 'Translation',
    },
  },
  {
    rules: { read: unpublished, ...writes(any(permission('ManageTranslation'), permission('CustomizeApplication'))) },
    certainty: 'doc',
    feature: 'Translation Workbench',
    fits: ['ManageCategories'],
    members: { rcud: 'TopicLocalization', rcu: 'UserCustomBadgeLocalization' },
  },
  {
    rules: { ...reads(always), ...writes(permission('CustomizeApplication')) },
    certainty: 'doc',
    members: { rcud: 'ApexPage ApexComponent' },
  },
  { rules: { ...reads(permission('ViewSetup')) }, certainty: 'doc', names: 'ApexPageInfo' },
  {
    rules: { read: unpublished, ...writes(never) },
    certainty: 'none',
    fits: ['AuthorApex', 'ViewSetup'],
    members: { rcud: 'ApexClass ApexTrigger' },
  },
  { rules: { read: unpublished }, certainty: 'none', fits: ['ViewSetup'], members: { r: 'CronTrigger CronJobDetail' } },
  { rules: nothingPublished, certainty: 'none', members: { r: 'ApexTypeImplementor', rcud: 'DataWeaveResource' } },
  {
    rules: { read: unpublished, delete: unpublished },
    certainty: 'none',
    fits: ['ViewAllData', 'ManageUsers'],
    names: 'ApexLog',
  },
  { rules: nothingPublished, certainty: 'none', names: 'ApexEmailNotification' },
  {
    rules: nothingPublished,
    certainty: 'none',
    fits: ['CustomizeApplication', 'AuthorApex'],
    members: { rcud: 'AuraDefinitionBundle StaticResource', rx: 'AuraDefinitionBundleInfo AuraDefinitionInfo' },
  },
  {
    rules: { ...reads(always), ...writes(permission('CustomizeApplication')) },
    certainty: 'doc',
    feature: 's-controls',
    names: 'Scontrol',
  },
  {
    rules: { ...reads(permission('CustomizeApplication')) },
    certainty: 'doc',
    members: { r: 'VisualforceAccessMetrics ServiceSetupProvisioning' },
  },
  {
    rules: {
      read: all(permission('ModifyAllData'), permission('CustomizeApplication')),
      create: unpublished,
      edit: unpublished,
    },
    certainty: 'doc',
    feature: 'Salesforce Optimizer',
    members: { rcu: 'OrgMetric OrgMetricScanResult OrgMetricScanSummary' },
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    members: {
      r: 'LightningExitByPageMetrics LightningToggleMetrics LightningUsageByAppTypeMetrics LightningUsageByBrowserMetrics LightningUsageByFlexiPageMetrics LightningUsageByPageMetrics ActiveFeatureLicenseMetric ActivePermSetLicenseMetric ActiveProfileMetric',
      rx: 'OnboardingMetrics',
    },
  },
  {
    rules: { read: always, ...writes(unpublished), viewAllRecords: unpublished },
    certainty: 'doc',
    members: {
      rcud: 'AuraDefinition VoiceCallList VoiceCallListItem VoiceCallRecording VoiceMailContent VoiceMailGreeting VoiceMailMessage VoiceUserLine VoiceUserPreferences DataIntegrationRecordPurchasePermission',
      r: 'EventBusSubscriber CallDisposition CallDispositionCategory VoiceCoaching VoiceLocalPresenceNumber VoiceVendorInfo VoiceVendorLine',
    },
  },
  {
    rules: { read: always, ...writes(unpublished) },
    certainty: 'doc',
    members: {
      r: 'ExternalDataSource CustomHttpHeader',
      rcud: 'EmailDomainKey EmailServicesAddress EmailServicesFunction ConversationContextEntry LiveChatSensitiveDataRule LiveChatUserConfig RecordAction UserConfigTransferButton UserEmailPreferredPerson',
      rcd: 'LiveChatUserConfigProfile LiveChatUserConfigUser',
      rud: 'TagDefinition',
      rc: 'PartnerNetworkConnection PartnerNetworkRecordConnection',
    },
  },
  {
    rules: { ...reads(always), ...writes(unpublished) },
    certainty: 'doc',
    fits: ['ManageBusinessHourHolidays'],
    members: { rcu: 'BusinessHours', rcud: 'Holiday', r: 'Calendar Period FiscalYearSettings' },
  },
  {
    rules: { ...reads(always), ...writes(unpublished) },
    certainty: 'inferred',
    fits: ['ManageCategories'],
    members: {
      r: 'TaskStatus TaskPriority PartnerRole AssignmentRule',
      rc: 'CallCenter',
      rcud: 'AdditionalNumber CategoryData CategoryNode',
      rcu: 'DocumentAttachmentMap',
    },
  },
  {
    rules: { ...reads(always), edit: unpublished },
    certainty: 'inferred',
    members: {
      r: 'OpportunityStage CaseStatus LeadStatus ContractStatus OrderStatus SolutionStatus OpptyLineItemSplitType',
      ru: 'OpportunitySplitType',
    },
  },
  { rules: { ...reads(always), edit: unpublished }, certainty: 'inferred', names: 'Organization' },
  {
    rules: { ...reads(always), create: permission('CustomizeApplication'), edit: permission('CustomizeApplication') },
    certainty: 'doc',
    writeCertainty: 'known',
    names: 'RecordType',
  },
  { rules: { read: always, create: unpublished, edit: unpublished }, certainty: 'inferred', names: 'BusinessProcess' },
  {
    rules: { ...reads(always), create: permission('CustomizeApplication'), edit: unpublished, delete: unpublished },
    certainty: 'inferred',
    names: 'WebLink',
  },
  {
    rules: { ...reads(always), create: permission('CustomizeApplication'), edit: permission('CustomizeApplication') },
    certainty: 'inferred',
    writeCertainty: 'doc',
    feature: 'multiple currencies',
    names: 'CurrencyType',
  },
  {
    rules: { ...reads(always), edit: unpublished, delete: unpublished },
    certainty: 'inferred',
    feature: 'advanced currency management',
    fits: ['CustomizeApplication'],
    names: 'DatedConversionRate',
  },
  {
    rules: { read: always, create: unpublished, edit: unpublished },
    certainty: 'inferred',
    feature: 'divisions',
    names: 'Division',
  },
  {
    rules: { ...reads(always), ...writes(unpublished) },
    certainty: 'doc',
    feature: 'Digital Experiences, Surveys or Lightning Experience',
    names: 'BrandingSet',
  },
  {
    rules: { read: always, ...writes(unpublished) },
    certainty: 'inferred',
    members: { r: 'ListView ListViewChartInstance', rcud: 'ListViewChart' },
  },
  {
    rules: { read: always, edit: unpublished, delete: unpublished },
    certainty: 'inferred',
    members: {
      rx: 'EntityDefinition FieldDefinition EntityParticle RelationshipInfo RelationshipDomain DataType Publisher',
      r: 'PicklistValueInfo OwnerChangeOptionInfo ColorDefinition IconDefinition TabDefinition AppDefinition AppTabMember',
      rud: 'AppMenuItem',
      ru: 'RecentlyViewed',
    },
  },
  {
    rules: { ...reads(permission('ViewSetup')) },
    certainty: 'doc',
    members: { r: 'FormulaFunction FormulaFunctionCategory FormulaFunctionAllowedType' },
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    members: { r: 'RelatedListDefinition RelatedListColumnDefinition' },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: {
      rcud: 'CustomNotificationType CustomHelpMenuItem CustomHelpMenuSection Prompt PromptAction PromptError PromptVersion PromptLocalization PromptVersionLocalization NavigationLinkSet NavigationMenuItem MyDomainDiscoverableLogin LightningExperienceTheme LightningOnboardingConfig CustomBrandAsset EnhancedLetterhead WaveAutoInstallRequest',
      r: 'UiFormulaCriterion UiFormulaRule PlatformAction BackgroundOperationResult MetadataPackage MetadataPackageVersion TenantUsageEntitlement Stamp StampAssignment',
      rx: 'EmbeddedServiceDetail EmbeddedServiceLabel SetupAssistantStep PushUpgradeExcludedOrg SubscriberPackage SubscriberPackageVersion PlatformCachePartition PlatformCachePartitionType BrandingSetProperty InstalledMobileApp MobileApplicationDetail Community WaveCompatibilityCheckItem TableauHostMapping',
      rc: 'OrgDeleteRequest',
      rd: 'ClientBrowser',
      rcu: 'CustomBrand',
    },
  },
  {
    rules: {
      read: unpublished,
      create: unpublished,
      edit: permission('CustomizeApplication'),
      delete: permission('CustomizeApplication'),
    },
    certainty: 'doc',
    members: { rcud: 'ActionLinkGroupTemplate ActionLinkTemplate' },
  },
  {
    rules: {
      read: unpublished,
      create: any(permission('PublishPackaging'), permission('Packaging2')),
      edit: any(permission('PublishPackaging'), permission('Packaging2')),
    },
    certainty: 'doc',
    members: { rcu: 'PackagePushRequest PackagePushJob', r: 'PackagePushError PackageSubscriber' },
  },
  {
    rules: {
      read: all(permission('EmailAdministration'), permission('CustomizeApplication'), permission('ViewSetup')),
      ...writes(all(permission('EmailAdministration'), permission('CustomizeApplication'), permission('ViewSetup'))),
    },
    certainty: 'doc',
    members: { rcud: 'EmailRelay EmailDomainFilter' },
  },
  {
    rules: { ...reads(permission('ManageSearchPromotionRules')), ...writes(permission('ManageSearchPromotionRules')) },
    certainty: 'doc',
    names: 'SearchPromotionRule',
  },
  {
    rules: { read: unpublished, create: unpublished, delete: unpublished },
    certainty: 'none',
    feature: 'Briefcase Builder',
    members: { r: 'BriefcaseDefinition BriefcaseRule BriefcaseRuleFilter', rcd: 'BriefcaseAssignment' },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: { rcud: 'ExpressionFilter ExpressionFilterCriteria', 'rcud*': 'ExpressionSetConstraintObj' },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: {
      r: 'AIApplication ContextParamMap EventRelayFeedback Participant ProcessFlowMigration',
      rd: 'AIApplicationConfig',
      rx: 'ApplicationSubtypeDefinition AsyncOperationStatus AuditTrailFileExport BatchCalcJobDefinition BatchCalcJobDefinitionView BatchDataSource BatchDataSrcFilterCriteria BatchJob BatchJobDefinition BatchJobPart BatchJobPartFailedRecord BatchProcessJobDefView BatchProcessJobDefinition BusinessProcessTypeDef DecisionMatrixDefinition DecisionMatrixDefinitionVersion DecisionTable DecisionTableDatasetLink DecisionTableParameter DecisionTableSourceCriteria DecisionTblDatasetParameter EngagementInterface EngmtChannelTypeSettings ExplainabilityActionDef ExplainabilityActionVersion ExplainabilityMsgTemplate ExpressionSetDefinition ExpressionSetDefinitionVersion ExpressionSetMessageToken ExpressionSetView ExpsSetObjectAliasFieldVw ExternalDataSrcDescriptor GrantedByLicense IPAddressRange MatchingInformation MlFeatureValueMetric MlQueryObservation OrgLifecycleNotification PrivacyPolicyDefinition QuoteTemplateRichTextData RecAlrtDataSrcExpSetDef RecordAlertCategory RecordAlertDataSource RecordAlertTemplate SPSamlAttributes TimelineObjectDefinition UserSharedFeature TopInsight',
      rcu: 'CallCoachingMediaProvider',
      rcud: 'OauthTokenExchHandlerApp OauthTokenExchangeHandler AuthProvParamFwdAllowlist',
      rcux: 'SecurityHealthCheckResult SecurityHealthCheckAlertRecipient PushUpgradeCustomization',
      'rcud*': 'SenderEmailAddress',
      'rcu*': 'ReplyEmailSettings',
    },
  },
];
