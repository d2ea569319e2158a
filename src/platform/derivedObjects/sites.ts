import { any, nothingPublished, ownRows, permission, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Digital Experiences, enablement and Account Engagement. */
export const sites: readonly DerivedFamily[] = [
  {
    rules: {
      read: ownRows(any(permission('ManageNetworks'), permission('ModifyAllData'), permission('ViewAllData'))),
      edit: permission('ManageNetworks'),
      viewAllRecords: any(permission('ManageNetworks'), permission('ModifyAllData'), permission('ViewAllData')),
    },
    certainty: 'doc',
    feature: 'Digital Experiences',
    names: 'Network',
  },
  {
    rules: {
      read: ownRows(any(permission('ManageNetworks'), permission('ModifyAllData'), permission('ViewAllData'))),
      create: ownRows(any(permission('ManageNetworks'), permission('ModifyAllData'))),
      edit: ownRows(any(permission('ManageNetworks'), permission('ModifyAllData'))),
      viewAllRecords: any(permission('ManageNetworks'), permission('ModifyAllData'), permission('ViewAllData')),
    },
    certainty: 'doc',
    feature: 'Digital Experiences',
    members: { ru: 'NetworkMember', rcu: 'NetworkMemberGroup' },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Digital Experiences',
    members: {
      rcd: 'NetworkModeration',
      rcud: 'NetworkSelfRegistration NetworkEmailTmplAllowlist NetworkAuthApiSettings',
      rcu: 'NetworkDiscoverableLogin',
      r: 'NetworkDataCategory NetworkFeedResponseMetric PersonalizationTargetInfo ManagedContent ManagedContentChannel ManagedContentSpace ManagedContentVariant',
      rud: 'Audience',
      rx: 'SiteDetail',
    },
  },
  {
    rules: {
      read: any(permission('ViewSetup'), permission('CustomizeApplication')),
      ...writes(any(permission('ViewSetup'), permission('CustomizeApplication'))),
    },
    certainty: 'doc',
    feature: 'Digital Experiences',
    names: 'NetworkAffinity',
  },
  {
    rules: { read: unpublished, edit: permission('ManageNetworks') },
    certainty: 'doc',
    feature: 'Digital Experiences',
    names: 'NetworkPageOverride',
  },
  {
    rules: { read: permission('ManageNetworks'), ...writes(permission('ManageNetworks')) },
    certainty: 'doc',
    feature: 'Digital Experiences',
    names: 'SiteRedirectMapping',
  },
  {
    rules: {
      read: any(permission('EnablementAdmin'), permission('EnablementUser')),
      ...writes(permission('EnablementAdmin')),
      viewAllRecords: permission('EnablementAdmin'),
    },
    certainty: 'doc',
    feature: 'Enablement',
    members: {
      rcud: 'EnablementProgram EnablementMeasureDefinition EnblMeasureObjectDefinition',
      'r*': 'EnablementProgramDefinition EnblPgmTaskMeasureProgress EnblProgramTaskMeasure',
      r: 'EnblProgramSection EnblProgramTaskDefinition EnblProgramTaskProgress LearningItem LearningItemProgress LearningItemSubmission LearningPractice',
      'rcud*': 'EnblProgramTaskSubCategory',
      rcd: 'LearningItemAssignment',
      'rd*': 'LearningItemType',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'doc',
    feature: 'Account Engagement',
    members: { rcud: 'LandingPage', r: 'MarketingForm MarketingLink', rcd: 'SnippetAssignment' },
  },
  {
    rules: { read: permission('ManageEmailContent'), ...writes(permission('ManageEmailContent')) },
    certainty: 'doc',
    feature: 'Account Engagement',
    names: 'EmailContent',
  },
];
