import type { ObjectAccess, ObjectSchema } from '../model/orgModel.js';

export type AccessFlags = Record<ObjectAccess, boolean>;

/** How rules look up other access of the same user. */
export type AccessLookup = {
  permission: (name: string) => boolean;
  object: (objectName: string) => AccessFlags;
};

type DerivedRule = (lookup: AccessLookup) => Omit<AccessFlags, 'viewAllFields'>;

/** Tasks and events follow user permissions (fact B11). ViewAllData does not replace Access Activities. */
const activity =
  (editPermission: string): DerivedRule =>
  ({ permission }) => {
    const read = permission('ActivitiesAccess');
    const write = read && permission(editPermission);
    return {
      read,
      create: write,
      edit: write,
      delete: write,
      viewAllRecords: read && (permission('ViewAllActivities') || permission('ViewAllData')),
      modifyAllRecords: permission('ModifyAllData'),
    };
  };

/** Everybody may read users; writing needs Manage (Internal) Users; users are never deleted (fact B11). */
const userObject: DerivedRule = ({ permission }) => {
  const write = permission('ManageInternalUsers') || permission('ManageUsers');
  return {
    read: true,
    create: write,
    edit: write,
    delete: false,
    viewAllRecords: permission('ViewAllUsers') || permission('ViewAllData'),
    modifyAllRecords: false,
  };
};

/** Members need Read on the campaign, and on leads or contacts to be written (fact B11). */
const campaignMember: DerivedRule = ({ permission, object }) => {
  const campaign = object('Campaign');
  const write = campaign.read && (object('Lead').read || object('Contact').read);
  return {
    read: campaign.read,
    create: write,
    edit: write,
    delete: write,
    viewAllRecords: campaign.viewAllRecords,
    modifyAllRecords: permission('ModifyAllData'),
  };
};

/** Children whose every access follows the parent: reading its Read, writing its Edit (fact B11). */
const followsParent =
  (parent: string): DerivedRule =>
  ({ object }) => {
    const access = object(parent);
    return {
      read: access.read,
      create: access.edit,
      edit: access.edit,
      delete: access.edit,
      viewAllRecords: access.viewAllRecords,
      modifyAllRecords: access.modifyAllRecords,
    };
  };

/** History can be read with its parent and never be written (fact B11). */
const historyFollowsParent =
  (parent: string): DerivedRule =>
  ({ object }) => ({
    ...noAccess,
    read: object(parent).read,
    viewAllRecords: object(parent).viewAllRecords,
  });

const noAccess = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAllRecords: false,
  modifyAllRecords: false,
} as const;

const everybodyReads: DerivedRule = () => ({ ...noAccess, read: true });

/** Notes, files and comments are written by all who may read their parent record; the parent is not looked at here. */
const everybodyWrites: DerivedRule = () => ({ ...noAccess, read: true, create: true, edit: true, delete: true });

const derivedRules = new Map<string, DerivedRule>(
  Object.entries({
    Task: activity('EditTask'),
    Event: activity('EditEvent'),
    User: userObject,
    CampaignMember: campaignMember,
    CampaignMemberStatus: followsParent('Campaign'),
    OpportunityLineItem: followsParent('Opportunity'),
    OpportunityContactRole: followsParent('Opportunity'),
    OpportunityTeamMember: followsParent('Opportunity'),
    OpportunityHistory: historyFollowsParent('Opportunity'),
    OpportunityFieldHistory: historyFollowsParent('Opportunity'),
    ActivityFieldHistory: ({ permission }) => ({
      ...noAccess,
      read: permission('ViewAllData'),
      viewAllRecords: permission('ViewAllData'),
    }),
    QuoteLineItem: followsParent('Quote'),
    OrderItem: followsParent('Order'),
    // No rule is published for the entries of price books; whoever edits products edits their prices in practice.
    PricebookEntry: ({ object }) => ({
      ...followsParent('Product2')({ object, permission: () => false }),
      read: object('Product2').read && object('Pricebook2').read,
    }),
    AccountContactRelation: followsParent('Account'),
    CaseComment: followsParent('Case'),
    EmailMessage: followsParent('Case'),
    Attachment: everybodyWrites,
    Note: everybodyWrites,
    ContentVersion: everybodyWrites,
    ContentDocument: everybodyWrites,
    ContentDocumentLink: everybodyWrites,
  } satisfies Record<string, DerivedRule>).map(([name, rule]) => [name.toLowerCase(), rule]),
);

/** Name of the object whose history this one holds, or undefined (fact B11: `AccountHistory`, `Thing__History`). */
export const historyParent = (objectName: string): string | undefined => {
  const custom = /^(.+__)History$/i.exec(objectName)?.[1];
  if (custom !== undefined) return `${custom}c`;
  if (/^Opportunity(Field)?History$/i.test(objectName)) return 'Opportunity';
  return /^(?!Login)(.+)History$/i.exec(objectName)?.[1];
};

/** The object's only or first master, where it is the detail of a master-detail relationship. */
export const mastersOf = (schema: ObjectSchema): string[] =>
  schema.fields.filter((field) => field.masterDetail).flatMap((field) => field.referenceTo.slice(0, 1));

/**
 * Access to an object that has no object permissions of its own (fact B5), without View All Fields.
 * Objects for which no rule is known can be read by everybody and written by nobody: the platform has hundreds of
 * small ones (currencies, business hours, picklist tables) of which that is true.
 */
export const derivedObjectAccess = (schema: ObjectSchema, lookup: AccessLookup): Omit<AccessFlags, 'viewAllFields'> => {
  const rule = derivedRules.get(schema.name.toLowerCase());
  if (rule !== undefined) return rule(lookup);
  if (schema.customSetting || /__mdt$/i.test(schema.name)) {
    const write = lookup.permission('CustomizeApplication');
    const read = write || lookup.permission('ViewAllCustomSettings');
    return { ...noAccess, read, create: write, edit: write, delete: write, viewAllRecords: read };
  }
  const parent = historyParent(schema.name);
  if (parent !== undefined) return historyFollowsParent(parent)(lookup);
  const [master] = mastersOf(schema);
  if (master !== undefined) return followsParent(master)(lookup);
  return everybodyReads(lookup);
};
