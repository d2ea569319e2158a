import { always, any, nothingPublished, ownRows, permission, unpublished, userFlag } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Flows, orchestrations and approvals. */
export const automation: readonly DerivedFamily[] = [
  {
    rules: { read: any(permission('RunFlow'), userFlag('InteractionUser')), delete: permission('ManageInteraction') },
    certainty: 'doc',
    names: 'FlowInterview',
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    fits: ['ViewSetup', 'ManageInteraction', 'ViewNonSetupFlow'],
    members: { r: 'FlowDefinitionView FlowVersionView FlowVariableView FlowTestView' },
  },
  {
    rules: { read: ownRows(permission('ViewAllData')), viewAllRecords: permission('ViewAllData') },
    certainty: 'doc',
    members: { r: 'FlowInterviewLog FlowInterviewLogEntry' },
  },
  { rules: { read: always }, certainty: 'doc', names: 'FlowTestResult' },
  {
    rules: { read: ownRows(permission('ViewAllData')), edit: unpublished, viewAllRecords: permission('ViewAllData') },
    certainty: 'doc',
    fits: ['ManageOrchestrationRuns', 'ManageOrchInstsAndWorkItems'],
    members: {
      ru: 'FlowOrchestrationInstance FlowOrchestrationWorkItem',
      r: 'FlowOrchestrationStageInstance FlowOrchestrationStepInstance',
    },
  },
  {
    rules: {
      read: any(permission('ManageInteraction'), permission('ViewAllData')),
      edit: unpublished,
      viewAllRecords: permission('ViewAllData'),
    },
    certainty: 'doc',
    names: 'FlowOrchestrationLog',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    members: {
      rud: 'FlowRecord',
      r: 'FlowRecordElement FlowRecordVersion',
      rcud: 'FlowRecordRelation',
      '-': 'FlowRecordVersionOccurrence',
      rd: 'FlowStageRelation',
      'rud*': 'FlowOrchestration',
      'r*': 'FlowOrchestrationVersion FlowRecordElementOccurrence',
    },
  },
  {
    rules: { read: any(permission('ManageInteraction'), permission('ViewNonSetupFlow')) },
    certainty: 'doc',
    feature: 'Marketing Cloud Growth',
    names: 'StandardInvocableActionType',
  },
  { rules: { read: always }, certainty: 'inferred', members: { r: 'ProcessDefinition ProcessNode' } },
  {
    rules: { read: unpublished },
    certainty: 'inferred',
    members: { r: 'ProcessInstance ProcessInstanceNode ProcessInstanceStep' },
  },
  {
    rules: { read: unpublished, edit: unpublished, delete: unpublished },
    certainty: 'inferred',
    names: 'ProcessInstanceWorkitem',
  },
  {
    rules: {
      read: any(permission('ApprovalAdmin'), permission('ModifyAllData')),
      edit: any(permission('ApprovalAdmin'), permission('ModifyAllData')),
    },
    certainty: 'doc',
    feature: 'Advanced Approvals',
    members: { 'ru*': 'ApprovalWorkItemCondition ApprovalWorkItemCriteria' },
  },
  {
    rules: { read: unpublished },
    certainty: 'none',
    feature: 'Actions and Recommendations',
    names: 'RecordActionHistory',
  },
];
