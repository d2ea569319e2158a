import {
  all,
  always,
  any,
  followsParent,
  nothingPublished,
  on,
  parentRow,
  permission,
  reads,
  unpublished,
  writes,
} from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Field Service and Workforce Engagement. */
export const fieldService: readonly DerivedFamily[] = [
  {
    rules: followsParent,
    certainty: 'inferred',
    feature: 'Field Service (Scheduler or Workforce Engagement for some)',
    children: {
      ServiceCrew: { rcud: 'ServiceCrewMember' },
      ServiceResource: { rcud: 'ServiceResourceSkill ServiceResourceCapacity ResourceAbsence' },
      ServiceTerritory: { rcud: 'ServiceTerritoryMember ServiceTerritoryLocation ServiceTerritoryWorkType' },
      ServiceAppointment: { rcud: 'AssignedResource FSL__Time_Dependency__c' },
      TimeSheet: { rcud: 'TimeSheetEntry' },
      ProductRequest: { rcud: 'ProductRequestLineItem' },
      MaintenancePlan: { rcud: 'MaintenanceAsset' },
      WorkPlanTemplate: { rcud: 'WorkPlanTemplateEntry' },
      WorkPlan: { rcud: 'WorkStep' },
      WorkTypeGroup: { rcud: 'WorkTypeGroupMember' },
      ShiftPattern: { rcud: 'ShiftPatternEntry' },
      ExpenseReport: { rcud: 'ExpenseReportEntry' },
      ContractLineOutcome: { rcud: 'ContractLineOutcomeData' },
      ProductServiceCampaign: { rcud: 'ProductServiceCampaignItem' },
      WarrantyTerm: { rcud: 'ProductWarrantyTerm' },
      Location: { rcud: 'AssociatedLocation' },
      OperatingHours: { rcud: 'TimeSlot OperatingHoursHoliday' },
      RecordsetFilterCriteria: { rcud: 'RecordsetFilterCriteriaRule RecordsetFltrCritMonitor' },
    },
  },
  {
    rules: { read: parentRow('read'), ...writes(parentRow('edit')), viewAllRecords: parentRow('viewAllRecords') },
    certainty: 'inferred',
    feature: 'Field Service',
    members: { rcud: 'ServiceReport ResourcePreference SkillRequirement', rcd: 'DigitalSignature' },
  },
  {
    rules: { read: parentRow('read'), ...writes(parentRow('edit')), viewAllRecords: parentRow('viewAllRecords') },
    certainty: 'inferred',
    feature: 'Field Service',
    names: 'ProductRequired',
  },
  {
    rules: {
      read: all(on('WorkOrder', 'read'), on('ProductItem', 'read')),
      create: all(on('WorkOrder', 'edit'), on('ProductItem', 'read')),
      edit: unpublished,
      delete: unpublished,
    },
    certainty: 'doc',
    writeCertainty: 'inferred',
    feature: 'Field Service',
    names: 'ProductConsumed',
  },
  {
    rules: {
      read: on('ProductItem', 'read'),
      create: on('ProductItem', 'edit'),
      edit: on('ProductItem', 'edit'),
      delete: any(on('ProductItem', 'modifyAllRecords'), permission('ModifyAllData')),
      viewAllRecords: on('ProductItem', 'viewAllRecords'),
    },
    certainty: 'inferred',
    writeCertainty: 'doc',
    feature: 'Field Service',
    names: 'ProductItemTransaction',
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Field Service, Scheduler or Chat',
    fits: ['AssignUserToSkill'],
    members: {
      rcud: 'FieldServiceMobileSettings MobileSettingsAssignment AppExtension AppointmentAssignmentPolicy AppointmentSchedulingPolicy SkillUser SkillProfile',
      r: 'FieldServiceOrgSettings',
      rcu: 'Skill',
    },
  },
  {
    rules: { ...reads(permission('ViewSALifecycle')) },
    certainty: 'doc',
    feature: 'tracking of the appointment lifecycle',
    members: { 'r*': 'FldSvcObjChg FldSvcObjChgDtl' },
  },
  {
    rules: nothingPublished,
    certainty: 'doc',
    feature: 'Workforce Engagement',
    members: {
      rcud: 'SchedulingAdherenceDetail SchedulingAdherenceSummary SchedulingObjective SchedulingRule SchedulingRuleParameter ShiftSegmentType WorkDemographic WorkforceCapacity WorkforceCapacityUnit WorkloadUnit JobProfileQueueGroup',
    },
  },
  {
    rules: { ...reads(always) },
    certainty: 'inferred',
    feature: 'Field Service (work orders for the first four)',
    members: {
      r: 'ServiceAppointmentStatus WorkOrderStatus WorkOrderLineItemStatus WorkStepStatus ShiftStatus ProductServiceCampaignStatus ProductServiceCampaignItemStatus ServiceReportLayout',
    },
  },
];
