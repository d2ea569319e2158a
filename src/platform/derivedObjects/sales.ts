import {
  all,
  always,
  any,
  followsParent,
  nothingPublished,
  on,
  ownRows,
  permission,
  reads,
  unpublished,
  userFlag,
  writes,
} from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Lines, contact roles, teams, splits, campaigns, price books, forecasts and territories. */
export const sales: readonly DerivedFamily[] = [
  // Lines name an entry of a price book, which has to be found first.
  {
    rules: followsParent,
    certainty: 'doc',
    beside: { create: all(on('Product2', 'read'), on('Pricebook2', 'read')) },
    children: {
      Opportunity: { rcud: 'OpportunityLineItem' },
      Quote: { rcud: 'QuoteLineItem' },
      Order: { rcud: 'OrderItem' },
    },
  },
  { rules: followsParent, certainty: 'doc', children: { WorkOrder: { rcud: 'WorkOrderLineItem' } } },
  {
    rules: (parent) => ({
      read: on(parent, 'read'),
      ...writes(all(on(parent, 'edit'), on('Contact', 'read'))),
      viewAllRecords: on(parent, 'viewAllRecords'),
      modifyAllRecords: on(parent, 'modifyAllRecords'),
    }),
    certainty: 'doc',
    children: {
      Opportunity: { rcud: 'OpportunityContactRole' },
      Account: { rcud: 'AccountContactRole' },
      Case: { rcud: 'CaseContactRole' },
      Contract: { rcud: 'ContractContactRole' },
    },
  },
  {
    rules: (parent) => ({
      read: on(parent, 'read'),
      create: on(parent, 'edit'),
      delete: on(parent, 'edit'),
      viewAllRecords: on(parent, 'viewAllRecords'),
      modifyAllRecords: on(parent, 'modifyAllRecords'),
    }),
    certainty: 'inferred',
    feature: 'partners (not person accounts)',
    children: { Account: { rcd: 'AccountPartner' }, Opportunity: { rcd: 'OpportunityPartner' } },
  },
  {
    rules: {
      read: any(on('Account', 'read'), on('Opportunity', 'read')),
      create: any(on('Account', 'edit'), on('Opportunity', 'edit')),
      delete: any(on('Account', 'edit'), on('Opportunity', 'edit')),
    },
    certainty: 'inferred',
    feature: 'partners',
    names: 'Partner',
  },
  {
    rules: followsParent,
    certainty: 'inferred',
    children: {
      Opportunity: {
        rcud: 'OpportunityCompetitor OpportunityLineItemSchedule',
        r: 'OpportunityRelatedDeleteLog',
        'rcud*': 'DealIndirectPartner',
      },
      Quote: {
        rcud: 'QuoteDocument QuoteAction QuoteLineRelationship',
        r: 'QuoteAdjustmentGroup QuoteLinePriceAdjustment QuoteItemTaxItem',
        'rcud*':
          'QuoteLineGroup QuoteLineItemRecipient QuoteRecipientGroup QuoteRecipientGroupMember QuoteLineWorkSource',
      },
      Order: {
        rcud: 'OrderAction OrderAdjustmentGroup OrderDeliveryGroup OrderItemAdjustmentLineItem OrderItemTaxLineItem OrderItemRelationship',
        'rcud*': 'OrderItemGroup OrderItemRecipient',
      },
      Asset: { rcud: 'AssetRelationship AssetWarranty AssetAttribute AssetDowntimePeriod' },
    },
  },
  {
    rules: {
      read: all(on('Account', 'read'), on('Contact', 'read')),
      ...writes(all(on('Account', 'read'), on('Contact', 'edit'))),
      viewAllRecords: all(on('Account', 'viewAllRecords'), on('Contact', 'viewAllRecords')),
    },
    certainty: 'doc',
    feature: 'contacts to multiple accounts',
    names: 'AccountContactRelation',
  },
  {
    rules: {
      read: on('Account', 'read'),
      ...writes(all(on('Account', 'edit'), ownRows(on('Account', 'modifyAllRecords')))),
      viewAllRecords: on('Account', 'viewAllRecords'),
      modifyAllRecords: on('Account', 'modifyAllRecords'),
    },
    certainty: 'doc',
    feature: 'account teams',
    names: 'AccountTeamMember',
  },
  {
    rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) },
    certainty: 'inferred',
    feature: 'account teams',
    names: 'UserAccountTeamMember',
  },
  {
    rules: {
      read: on('Opportunity', 'read'),
      ...writes(all(on('Opportunity', 'edit'), ownRows(on('Opportunity', 'modifyAllRecords')))),
      viewAllRecords: on('Opportunity', 'viewAllRecords'),
      modifyAllRecords: on('Opportunity', 'modifyAllRecords'),
    },
    certainty: 'inferred',
    writeCertainty: 'doc',
    feature: 'team selling',
    names: 'OpportunityTeamMember',
  },
  {
    rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) },
    certainty: 'inferred',
    feature: 'team selling',
    names: 'UserTeamMember',
  },
  {
    rules: {
      read: on('Opportunity', 'read'),
      ...writes(all(on('Opportunity', 'edit'), ownRows(on('Opportunity', 'modifyAllRecords')))),
      viewAllRecords: on('Opportunity', 'viewAllRecords'),
    },
    certainty: 'inferred',
    feature: 'opportunity splits',
    names: 'OpportunitySplit',
  },
  {
    rules: {
      read: on('Opportunity', 'read'),
      ...writes(all(on('Opportunity', 'edit'), ownRows(on('Opportunity', 'modifyAllRecords')))),
      viewAllRecords: on('Opportunity', 'viewAllRecords'),
    },
    certainty: 'inferred',
    feature: 'product splits',
    names: 'OpportunityLineItemSplit',
  },
  {
    rules: {
      ...reads(all(on('Product2', 'read'), on('Pricebook2', 'read'))),
      ...writes(all(on('Product2', 'edit'), on('Pricebook2', 'edit'))),
    },
    certainty: 'inferred',
    feature: 'products',
    names: 'PricebookEntry',
  },
  {
    rules: {
      read: all(on('Campaign', 'read'), any(on('Lead', 'read'), on('Contact', 'read'))),
      create: all(on('Campaign', 'read'), any(on('Lead', 'edit'), on('Contact', 'edit')), userFlag('MarketingUser')),
      edit: all(on('Campaign', 'read'), any(on('Lead', 'read'), on('Contact', 'read')), userFlag('MarketingUser')),
      delete: all(on('Campaign', 'read'), any(on('Lead', 'read'), on('Contact', 'read')), userFlag('MarketingUser')),
      viewAllRecords: all(on('Campaign', 'viewAllRecords'), any(on('Lead', 'read'), on('Contact', 'read'))),
    },
    certainty: 'doc',
    feature: 'campaigns',
    names: 'CampaignMember',
  },
  {
    rules: {
      read: on('Campaign', 'read'),
      ...writes(all(on('Campaign', 'edit'), userFlag('MarketingUser'))),
      viewAllRecords: on('Campaign', 'viewAllRecords'),
    },
    certainty: 'doc',
    writeCertainty: 'seen',
    feature: 'campaigns',
    names: 'CampaignMemberStatus',
  },
  {
    rules: { read: all(on('Campaign', 'read'), on('Opportunity', 'read')), ...writes(unpublished) },
    certainty: 'inferred',
    feature: 'Customizable Campaign Influence',
    fits: ['CampaignInfluence2'],
    names: 'CampaignInfluence',
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    feature: 'Customizable Campaign Influence',
    fits: ['CampaignInfluence2'],
    names: 'CampaignInfluenceModel',
  },
  {
    rules: { read: on('Opportunity', 'read'), viewAllRecords: on('Opportunity', 'viewAllRecords') },
    certainty: 'doc',
    names: 'OpportunityHistory',
  },
  {
    rules: { read: on('Opportunity', 'read'), viewAllRecords: on('Opportunity', 'viewAllRecords') },
    certainty: 'doc',
    feature: 'field history',
    names: 'OpportunityFieldHistory',
  },
  {
    rules: { read: on('Opportunity', 'read'), create: unpublished, delete: unpublished },
    certainty: 'inferred',
    feature: 'similar opportunities',
    names: 'Bookmark',
  },
  {
    rules: { read: on('Account', 'read'), edit: unpublished },
    certainty: 'inferred',
    feature: 'Data.com Clean',
    names: 'AccountCleanInfo',
  },
  {
    rules: { read: on('Contact', 'read'), ...writes(unpublished) },
    certainty: 'inferred',
    feature: 'Data.com Clean',
    names: 'ContactCleanInfo',
  },
  {
    rules: { read: on('Lead', 'read'), edit: unpublished },
    certainty: 'inferred',
    feature: 'Data.com Clean',
    names: 'LeadCleanInfo',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Data.com',
    members: {
      r: 'DatacloudCompany DatacloudContact DatacloudDandBCompany',
      rx: 'DatacloudAddress',
      rc: 'DatacloudOwnedEntity',
      rcud: 'DatacloudPurchaseUsage',
    },
  },
  {
    rules: {
      read: always,
      ...writes(permission('ManageTerritories')),
      viewAllRecords: permission('ManageTerritories'),
    },
    certainty: 'doc',
    writeCertainty: 'known',
    feature: 'Sales Territories',
    members: {
      rcud: 'Territory2 Territory2Model Territory2ObjectExclusion Territory2Type ObjectTerritory2AssignmentRule ObjectTerritory2AssignmentRuleItem',
      ru: 'Territory2ObjSharingConfig',
      rcu: 'TerritoryMgmtObjectConfig',
      rcd: 'ObjectTerritory2Association UserTerritory2Association',
      r: 'RuleTerritory2Association AccountUserTerritory2View',
    },
  },
  {
    rules: { read: always, edit: unpublished, viewAllRecords: permission('ManageTerritories') },
    certainty: 'inferred',
    feature: 'Sales Territories',
    members: {
      r: 'ObjectUserTerritory2View Territory2ModelHistory Territory2AlignmentLog',
      ru: 'UserTerritory2AssocLog',
    },
  },
  {
    rules: { read: always, ...writes(permission('ManageTerritories')) },
    certainty: 'doc',
    feature: 'original territory management',
    names: 'Territory',
  },
  {
    rules: {
      ...reads(permission('ViewSetup')),
      create: permission('ManageTerritories'),
      delete: permission('ManageTerritories'),
    },
    certainty: 'doc',
    feature: 'original territory management',
    names: 'UserTerritory',
  },
  {
    rules: { read: unpublished, ...writes(permission('ManageTerritories')) },
    certainty: 'doc',
    writeCertainty: 'inferred',
    feature: 'Sales Territories',
    fits: ['TerritoryOperations'],
    newNames: 'TerritoryAdminAssignment',
  },
  {
    rules: { ...reads(permission('ViewSetup')), ...writes(permission('ManageTerritories')) },
    certainty: 'doc',
    feature: 'original territory management',
    members: { rcud: 'AccountTerritoryAssignmentRule AccountTerritoryAssignmentRuleItem' },
  },
  {
    rules: {
      read: any(permission('ViewAllForecasts'), userFlag('ForecastEnabled')),
      ...writes(unpublished),
      viewAllRecords: permission('ViewAllForecasts'),
    },
    certainty: 'doc',
    feature: 'forecasts',
    fits: ['OverrideForecasts'],
    members: {
      rcud: 'ForecastingAdjustment ForecastingOwnerAdjustment ForecastingShare ForecastingType ForecastingFilter ForecastingFilterCondition',
      r: 'ForecastingDisplayedFamily ForecastingFact ForecastingItem',
      rcu: 'ForecastingUserPreference',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'forecasts',
    members: {
      rcud: 'ForecastingColumnDefinition ForecastingGroup ForecastingGroupItem ForecastingSourceDefinition ForecastingTypeSource ForecastingSrcRecJudgment',
      'r*': 'ForecastingCustomCategory ForecastingSubmission ForecastingSubmissionItem',
      'rcu*': 'FrcstCustmCatgRampRateSrc',
      'rcud*': 'FrcstCustmzAdjustment FrcstCustmzOwnerAdjustment',
    },
  },
  {
    rules: {
      read: any(permission('ViewAllForecasts'), userFlag('ForecastEnabled')),
      ...writes(permission('ManageQuotas')),
      viewAllRecords: permission('ViewAllForecasts'),
    },
    certainty: 'doc',
    writeCertainty: 'inferred',
    feature: 'forecasts with quotas',
    names: 'ForecastingQuota',
  },
  {
    rules: {
      read: permission('ManageForecastingCustomData'),
      create: permission('ManageForecastingCustomData'),
      edit: unpublished,
      delete: permission('ManageForecastingCustomData'),
    },
    certainty: 'doc',
    feature: 'forecasts',
    names: 'ForecastingCustomData',
  },
  {
    rules: { read: permission('PipelineInspectorUser'), ...writes(permission('PipelineInspectorUser')) },
    certainty: 'doc',
    writeCertainty: 'inferred',
    feature: 'Pipeline Inspection',
    members: {
      rcu: 'PipelineInspectionListView',
      'rcux*': 'PplnInspListViewCalcClmn',
      r: 'FieldChangeSnapshot RecentFieldChange',
    },
  },
  {
    rules: {
      read: any(permission('PipelineInspectorUser'), permission('CustomizeApplication'), permission('ModifyAllData')),
      ...writes(any(permission('CustomizeApplication'), permission('ModifyAllData'))),
    },
    certainty: 'doc',
    feature: 'Pipeline Inspection',
    names: 'PipelineInspectionSumField',
  },
  {
    rules: { read: unpublished, ...writes(permission('CustomizeApplication')) },
    certainty: 'doc',
    feature: 'sales methodologies',
    fits: ['PipelineInspectorUser'],
    members: { 'rx*': 'SalesMethodologyDef SalesMethodologyDefItem' },
  },
  {
    rules: nothingPublished,
    certainty: 'doc',
    feature: 'sales methodologies',
    members: { 'rcux*': 'OppSalesMethodology OppSalesMethodologyItem' },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Sales Engagement or Inbox',
    members: {
      rcud: 'ActionCadenceRule ActionCadenceStepVariant UserWorkList UserWorkListItem SalesWorkQueueSettings',
      r: 'ActionCadenceRuleCondition ActionCdncStpMonthlyMetric EmailTemplateMonthlyMetric UserDailyMetric UserMonthlyMetric CallTemplate ContactDailyMetric ContactMonthlyMetric LeadDailyMetric LeadMonthlyMetric',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: {
      'rcud*':
        'AccountPlan AccountPlanObjective AccountPlanObjectiveMeasure AccountPlanObjMeasRela AccountPlanObjMeasCalcDef AccountPlanObjMeasCalcCond Prospect Employee2 ServiceRequest DynamicDataCapture Brief',
      'r*': 'AssetRateCardEntry AssetRateAdjustment VideoCallInsight VoiceCallInsight EngagementSignal SlackChannelRelatedRecord',
      'rcux*': 'WorkItem WorkItemComponent ProspectingAgentRcmdTarget',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Partner Connect',
    members: {
      'ru*': 'ExtlRecShrCnct',
      'r*': 'ExtlRecShrCnctAccnt ExtlRecShrLead ExtlRecShrOpportunity ExtlRecShrRecordMap',
      'rcud*': 'ExtlRecShrField ExtlRecShrFieldMap ExtlRecShrObject ExtlRecShrPcklstOptn ExtlRecShrPicklistMap',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'person accounts with portals',
    names: 'PersonAccountOwnerPowerUser',
  },
  { rules: { read: unpublished }, certainty: 'doc', fits: ['ActivateContract'], names: 'Approval' },
];
