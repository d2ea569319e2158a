import { all, any, nothingPublished, permission, reads, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Event log files, event log objects, real-time events and other platform events of Salesforce. */
export const events: readonly DerivedFamily[] = [
  {
    rules: { ...reads(any(permission('ViewEventLogFiles'), permission('ViewAllData'))) },
    certainty: 'doc',
    feature: 'Event Monitoring (some types without)',
    names: 'EventLogFile',
  },
  {
    rules: { ...reads(permission('ViewEventLogObjectData')) },
    certainty: 'doc',
    feature: 'Event Log Objects (Shield or Event Monitoring)',
    members: {
      'r*': 'AnalyticsChangeEventLog AnalyticsDownloadEventLog AnalyticsInteractEventLog AnalyticsPerfEventLog ApexExtlCalloutEventLog ApexUnexpectedExcpEventLog ApiTotalUsageEventLog AsyncReportRunEventLog AttachmentEventLog AuraRequestEventLog BlockedRedirectEventLog BulkApi2EventLog BulkApiEventLog BulkApiRequestEventLog ChangeSetOperationEventLog ConcurApexLimitEventLog ContCalloutSummaryEventLog ContentDistributionEventLog ContentDocLinkEventLog ContentTransferEventLog CspViolationEventLog DatabaseSaveEventLog DocAtchDownloadEventLog FlowNavMetricEventLog GroupMembershipEventLog InsufficientAccessEventLog InvocableActionEventLog KnowledgeArticleEventLog LightningErrorEventLog LightningLoggerEventLog LightningPageViewEventLog LightningPrfmEventLog LoginAsEventLog LoginEventLog LogoutEventLog MetadataApiOpEventLog NamedCredentialEventLog PackageInstallEventLog PermissionUpdateEventLog QueuedExecutionEventLog ReportEventLog ReportExportEventLog RestApiEventLog SalesforceLoginAsEventLog SandboxStatusEventLog SearchClickEventLog SearchEventLog SiteEventLog SoapApiEventLog UiAgentInteractionEventLog UiTelemetryNavTmEventLog UiTelemetryRsrcTmEventLog UniqueQueryEventLog UriEventLog VisualforceRequestEventLog',
      r: 'ApexCalloutEventLog ApexExecutionEventLog ApexRestApiEventLog ApexSoapApiEventLog ApexTriggerEventLog TransactionSecurityEventLog',
    },
  },
  { rules: nothingPublished, certainty: 'none', feature: 'Event Log Objects', newNames: 'ApexInlineEventLog' },
  { rules: { read: unpublished }, certainty: 'none', names: 'IdpEventLog DeleteEvent' },
  {
    rules: { ...reads(permission('ViewDataLeakageEvents')) },
    certainty: 'doc',
    feature: 'Shield or Event Monitoring',
    members: {
      r: 'ApiEvent ListViewEvent LightningUriEvent LoginAsEvent LogoutEvent ReportEvent UriEvent BulkApiResultEventStore FileEventStore PermissionSetEventStore',
      rx: 'LoginEvent',
    },
  },
  {
    rules: { read: all(permission('ViewDataLeakageEvents'), permission('CustomizeApplication')) },
    certainty: 'doc',
    feature: 'Shield or Event Monitoring',
    names: 'IdentityProviderEventStore',
  },
  {
    rules: { read: all(permission('ViewDataLeakageEvents'), permission('DelegatedTwoFactor')) },
    certainty: 'doc',
    feature: 'Shield or Event Monitoring',
    names: 'IdentityVerificationEvent',
  },
  {
    rules: { ...reads(permission('ViewDataLeakageEvents')) },
    certainty: 'doc',
    feature: 'Shield or Event Monitoring',
    members: {
      r: 'ApiEventStream ListViewEventStream LightningUriEventStream LoginAsEventStream LoginEventStream ReportEventStream UriEventStream BulkApiResultEvent FileEvent PermissionSetEvent ApiAnomalyEvent CredentialStuffingEvent GuestUserAnomalyEvent LoginAnomalyEvent ReportAnomalyEvent SessionHijackingEvent',
    },
  },
  { rules: { ...reads(permission('CustomizeApplication')) }, certainty: 'doc', names: 'LogoutEventStream' },
  {
    rules: { read: permission('MobileAppSecurity'), create: permission('MobileAppSecurity') },
    certainty: 'doc',
    writeCertainty: 'inferred',
    feature: 'Enhanced Mobile App Security with Event Monitoring',
    members: { rc: 'MobileEmailEvent MobileEnforcedPolicyEvent MobileTelephonyEvent MobileScreenshotEvent' },
  },
  {
    rules: { read: permission('CustomizeApplication') },
    certainty: 'doc',
    members: { rx: 'BatchApexErrorEvent', r: 'AIPredictionEvent' },
  },
  {
    rules: {
      read: any(
        permission('ManageRecommendationStrategies'),
        permission('CustomizeApplication'),
        permission('ModifyAllData'),
      ),
      ...writes(unpublished),
    },
    certainty: 'doc',
    names: 'PlatformStatusAlertEvent',
  },
  {
    rules: { read: any(permission('PrivacyDataAccess'), permission('ViewAllData')) },
    certainty: 'doc',
    names: 'ConsentEvent',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: {
      'c*': 'OSAsyncChgCompletedEvent DataKitDeployEvent',
      '-': 'PaymentIntentEvent PaymentLinkEvent MerchantAccountEvent SavedPaymentMethodEvent',
      'rcx*': 'WorkItemEvent',
      rx: 'AsyncOperationEvent BatchJobStatusChangedEvent EmailBounceEvent MLEngagementEvent AssetTokenEvent RemoteKeyCalloutEvent',
      r: 'ConcurLongRunApexErrEvent FlowExecutionErrorEvent DataObjectDataChgEvent OmniTrackingEvent',
      rc: 'FlowOrchestrationEvent',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: {
      rcu: 'ThreatDetectionFeedback',
      r: 'FileSearchActivity ObjectDataImport ObjectDataImportReference',
      rx: 'DataStatistics',
    },
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    feature: 'platform events',
    fits: ['ViewSetup'],
    names: 'PlatformEventUsageMetric',
  },
];
