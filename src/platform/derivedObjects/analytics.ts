import { always, any, nothingPublished, on, permission, reads, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Reports, dashboards, analytics, Einstein and agents. */
export const analytics: readonly DerivedFamily[] = [
  { rules: { read: always, viewAllRecords: permission('ViewPublicReports') }, certainty: 'inferred', names: 'Report' },
  {
    rules: { read: always, viewAllRecords: permission('ViewPublicDashboards') },
    certainty: 'inferred',
    names: 'Dashboard',
  },
  { rules: { read: always }, certainty: 'inferred', names: 'DashboardComponent' },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'CRM Analytics',
    fits: ['InsightsAppUploadUser', 'InsightsAppAdmin'],
    members: { rcud: 'AnalyticsLicensedAsset', r: 'DatasetExport DatasetExportPart' },
  },
  {
    rules: nothingPublished,
    certainty: 'doc',
    feature: 'Tableau Next',
    fits: ['TableauViewDashboard', 'TableauViewVisualization', 'TableauViewWorkspace'],
    members: {
      'r*': 'AnalyticsDashboard',
      'rcud*': 'AnalyticsVisualization AnalyticsVizField AnalyticsVizViewDef',
      r: 'AnalyticsWorkspace AnalyticsWorkspaceAsset',
    },
  },
  {
    rules: { read: on('AIRecordInsight', 'read') },
    certainty: 'inferred',
    feature: 'Einstein prediction features',
    members: { r: 'AIInsightAction AIInsightFeedback' },
  },
  {
    rules: { read: on('AIRecordInsight', 'read') },
    certainty: 'doc',
    feature: 'Einstein prediction features',
    fits: ['AICreateInsightObjects'],
    names: 'AIInsightValue',
  },
  {
    rules: { read: permission('ViewMLModels'), ...writes(unpublished) },
    certainty: 'inferred',
    feature: 'Einstein Prediction Builder',
    members: {
      r: 'MLModel MLModelFactor MLModelFactorComponent MLModelMetric',
      rd: 'MLPredictionDefinition MLField',
      rx: 'MLRecommendationDefinition',
    },
  },
  {
    rules: { read: permission('SCEViewAllData') },
    certainty: 'doc',
    feature: 'Sales Cloud Einstein',
    members: { r: 'SalesAIScoreCycle SalesAIScoreModelFactor' },
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    feature: 'data assessments',
    fits: ['ViewDataAssessment'],
    members: { r: 'DataAssessmentMetric DataAssessmentFieldMetric DataAssessmentValueMetric' },
  },
  {
    rules: { read: unpublished },
    certainty: 'doc',
    feature: 'Sales Cloud Einstein',
    members: { r: 'AccountInsight OpportunityInsight' },
  },
  {
    rules: { read: unpublished },
    certainty: 'doc',
    feature: 'Sales Cloud Einstein',
    members: { r: 'ContactSuggestionInsight OpportunityContactRoleSuggestionInsight' },
  },
  {
    rules: { read: unpublished, ...writes(unpublished), viewAllRecords: permission('ViewAllCalls') },
    certainty: 'none',
    feature: 'Einstein Conversation Insights',
    members: { rcud: 'VideoCall VideoCallParticipant VideoCallRecording' },
  },
  {
    rules: { read: permission('CallCoachingUser') },
    certainty: 'doc',
    feature: 'Einstein Conversation Insights',
    members: {
      'r*': 'VideoCallInsightAction VideoCallInsightReason VideoCallRecordingStructure VoiceCallInsightAction VoiceCallInsightReason',
      'rx*': 'VoiceCallRecordingStructure',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'doc',
    feature: 'Agents or bots',
    fits: ['BotManageBots', 'ManageAgentforceServiceAgent'],
    members: {
      r: 'BotDefinition',
      'rcud*': 'BotVersion GenAiPluginDefinition',
      rcud: 'GenAiFunctionDefinition GenAiPlannerDefinition GenAiPlannerFunctionDef',
    },
  },
  {
    rules: {
      read: permission('ViewRecommendations'),
      create: any(permission('ManagePropositions'), permission('ModifyAllData')),
      edit: any(permission('ManagePropositions'), permission('ModifyAllData')),
      delete: unpublished,
    },
    certainty: 'inferred',
    writeCertainty: 'doc',
    feature: 'Next Best Action',
    names: 'Recommendation',
  },
  {
    rules: {
      ...reads(
        any(
          permission('ManagePropositions'),
          permission('ManageRecommendationStrategies'),
          permission('ModifyAllData'),
        ),
      ),
      create: unpublished,
      delete: any(
        permission('ManagePropositions'),
        permission('ManageRecommendationStrategies'),
        permission('ModifyAllData'),
      ),
    },
    certainty: 'doc',
    names: 'RecommendationResponse',
  },
];
