import {
  all,
  always,
  any,
  contested,
  never,
  nothingPublished,
  on,
  ownRows,
  permission,
  reads,
  rowsOf,
  unpublished,
  writes,
} from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** What opens the activities of everybody, beside the access to activities at all. */
const allActivities = all(
  permission('ActivitiesAccess'),
  any(permission('ViewAllActivities'), permission('ViewAllData')),
);

/** Tasks, events, what hangs on them, and e-mails (fact B11). */
export const activities: readonly DerivedFamily[] = [
  // Edit Tasks and View All Activities are of use only beside Access Activities (facts B11, C9).
  {
    rules: {
      read: permission('ActivitiesAccess'),
      ...writes(all(permission('ActivitiesAccess'), permission('EditTask'))),
      viewAllRecords: allActivities,
      modifyAllRecords: permission('ModifyAllData'),
    },
    certainty: 'doc',
    names: 'Task',
  },
  {
    rules: {
      read: permission('ActivitiesAccess'),
      ...writes(all(permission('ActivitiesAccess'), permission('EditEvent'))),
      viewAllRecords: allActivities,
      modifyAllRecords: permission('ModifyAllData'),
    },
    certainty: 'doc',
    names: 'Event',
  },
  {
    rules: {
      read: permission('ActivitiesAccess'),
      ...writes(all(permission('ActivitiesAccess'), permission('EditEvent'))),
      viewAllRecords: allActivities,
    },
    certainty: 'inferred',
    names: 'EventRelation',
  },
  {
    rules: {
      read: permission('ActivitiesAccess'),
      create: all(permission('ActivitiesAccess'), permission('EditTask')),
      delete: all(permission('ActivitiesAccess'), permission('EditTask')),
      viewAllRecords: allActivities,
    },
    certainty: 'inferred',
    names: 'TaskRelation',
  },
  {
    rules: {
      read: permission('ActivitiesAccess'),
      viewAllRecords: allActivities,
    },
    certainty: 'inferred',
    feature: 'Shared Activities (the two Who views)',
    members: {
      r: 'EventWhoRelation TaskWhoRelation AcceptedEventRelation DeclinedEventRelation UndecidedEventRelation',
    },
  },
  // The object reference says View All Data, the security guide Modify All Data.
  {
    rules: { ...reads(contested(permission('ViewAllData'), permission('ModifyAllData'))), delete: unpublished },
    certainty: 'doc',
    feature: 'field history on activities',
    names: 'ActivityFieldHistory',
  },
  {
    rules: { read: unpublished, create: unpublished, edit: unpublished },
    certainty: 'none',
    feature: 'Einstein Activity Capture with Activity Metrics',
    names: 'ActivityMetric',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Einstein Activity Capture',
    fits: ['AutomaticActivityCapture', 'StdAutomaticActivityCapture'],
    members: {
      r: 'ActivityUsrConnectionStatus',
      rcu: 'UserEmailCalendarSync',
      'rud*': 'EventStagedInviteeEmail StagedUnmtchdEmailAddr',
      'rd*': 'StagedInviteeEmail',
      'r*': 'StagedUnmtchdEmailAddrRela EmailInsight EmailInsightAction',
    },
  },
  // Mails of cases go with the case, all others with the task behind them.
  {
    rules: {
      read: rowsOf(on('Case', 'read'), permission('ActivitiesAccess')),
      create: rowsOf(on('Case', 'edit'), all(permission('ActivitiesAccess'), permission('EditTask'))),
      edit: permission('CanUpdateEmailMessage'),
      delete: unpublished,
      viewAllRecords: permission('ModifyAllData'),
    },
    certainty: 'doc',
    writeCertainty: 'inferred',
    feature: 'Email-to-Case or Enhanced Email',
    names: 'EmailMessage',
  },
  {
    rules: {
      read: rowsOf(on('Case', 'read'), permission('ActivitiesAccess')),
      create: rowsOf(on('Case', 'edit'), all(permission('ActivitiesAccess'), permission('EditTask'))),
      edit: permission('CanUpdateEmailMessage'),
      delete: unpublished,
    },
    certainty: 'inferred',
    feature: 'Email-to-Case or Enhanced Email',
    names: 'EmailMessageRelation',
  },
  {
    rules: { read: always, ...writes(unpublished) },
    certainty: 'inferred',
    fits: ['EditPublicTemplates', 'EmailTemplateManagement', 'CreateLtngTempInPub'],
    names: 'EmailTemplate',
  },
  {
    rules: { ...reads(always), ...writes(permission('EditBrandTemplates')) },
    certainty: 'inferred',
    names: 'BrandTemplate',
  },
  {
    rules: { ...reads(always), ...writes(permission('CustomizeApplication')) },
    certainty: 'doc',
    names: 'MailmergeTemplate',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'list emails',
    fits: ['ListEmailSend'],
    members: {
      rcud: 'ListEmail ListEmailIndividualRecipient ListEmailRecipientSource',
      'rcux*': 'ListEmailSentResult',
      r: 'ListEmailMonthlyMetric',
    },
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    members: { rx: 'OutgoingEmail OutgoingEmailRelation EmailCapture MigratedEmail StagedEmail EmailMessageMigration' },
  },
  {
    rules: nothingPublished,
    certainty: 'doc',
    feature: 'Salesforce Today',
    members: { rcud: 'ConferenceNumber ExternalEvent ExternalEventMapping' },
  },
  { rules: { read: ownRows(unpublished), ...writes(ownRows(unpublished)) }, certainty: 'doc', names: 'CalendarView' },
  {
    rules: { read: never },
    certainty: 'doc',
    feature: 'Activity 360 Reporting',
    members: {
      r: 'UnifiedActivity UnifiedActivityInsight UnifiedActivityParticipant UnifiedActivityRelation UnifiedActvtyInsightKeyword UnifiedEmail UnifiedEmailParticipant UnifiedMeeting UnifiedMeetingParticipant UnifiedTask UnifiedTaskParticipant UnifiedVideoCall UnifiedVideoCallParticipant UnifiedVoiceCall UnifiedVoiceCallParticipant',
    },
  },
];
