import type { ObjectAccess, ObjectSchema } from '../model/orgModel.js';

export type AccessFlags = Record<ObjectAccess, boolean>;

/** How rules look up other access of the same user. */
export type AccessLookup = {
  permission: (name: string) => boolean;
  object: (objectName: string) => AccessFlags;
  /** A feature flag of the user's record: `MarketingUser`. */
  flag: (name: string) => boolean;
  /** Whether a set that counts opens this custom setting or custom metadata type by itself (fact E12). */
  opened: (schema: ObjectSchema) => boolean;
  /** Whether the object takes object permissions. */
  takesPermissions: (objectName: string) => boolean;
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

/**
 * Members need Read on the campaign and on the lead or contact; to be written also the flag Marketing User, and to be added
 * Edit on leads or contacts (Salesforce Help on campaign members).
 */
const campaignMember: DerivedRule = ({ permission, object, flag }) => {
  const campaign = object('Campaign');
  const [lead, contact] = [object('Lead'), object('Contact')];
  const read = campaign.read && (lead.read || contact.read);
  const write = read && flag('MarketingUser');
  return {
    read,
    create: write && (lead.edit || contact.edit),
    edit: write,
    delete: write,
    viewAllRecords: read && campaign.viewAllRecords,
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

/** Roles of contacts are written with Edit on the record and Read on contacts (Salesforce Help on contact roles). */
const contactRole =
  (parent: string): DerivedRule =>
  (lookup) => {
    const access = followsParent(parent)(lookup);
    const write = access.edit && lookup.object('Contact').read;
    return { ...access, create: write, edit: write, delete: write };
  };

/** User permissions alone: any of them reads everything, any of the others writes. */
const byPermissions =
  (read: readonly string[], write: readonly string[] = []): DerivedRule =>
  ({ permission }) => {
    const reads = read.some(permission);
    const writes = write.some(permission);
    return { ...noAccess, read: reads, viewAllRecords: reads, create: writes, edit: writes, delete: writes };
  };

/** Everybody reads, who holds one of the permissions writes. */
const openTo =
  (...write: string[]): DerivedRule =>
  (lookup) => ({ ...byPermissions([], write)(lookup), read: true, viewAllRecords: true });

/** The user's own rows, which `visibleRows` leaves; all rows with one of the permissions. */
const ownRowsOf =
  (writes: ReadonlyArray<'create' | 'edit' | 'delete'>, ...all: string[]): DerivedRule =>
  ({ permission }) => ({
    ...noAccess,
    ...Object.fromEntries(writes.map((word) => [word, true])),
    read: true,
    viewAllRecords: all.every(permission),
  });

/** Mails of cases go with the case, others with the task; only sent ones are ever changed. */
const emailMessage: DerivedRule = ({ permission, object }) => ({
  ...noAccess,
  read: object('Case').read || permission('ActivitiesAccess'),
  create: object('Case').edit || (permission('ActivitiesAccess') && permission('EditTask')),
  edit: permission('CanUpdateEmailMessage'),
  viewAllRecords: permission('ModifyAllData'),
});

/** Records that files and notes hang on most: who may read none of them finds no row. */
const possibleParents = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Contract'];
const hangsOnRecords: DerivedRule = ({ object }) => {
  const access = possibleParents.map(object);
  const any = (word: 'read' | 'edit'): boolean => access.some((one) => one[word]);
  return { ...noAccess, read: any('read'), create: any('read'), edit: any('edit'), delete: any('edit') };
};

/** What the platform makes beside an object, told by the ending of its name. */
const besideObject: ReadonlyArray<readonly [ending: RegExp, rule: (base: string) => DerivedRule]> = [
  [
    /^(.+)ChangeEvent$/,
    (base) =>
      ({ permission, object, takesPermissions }) => {
        const all = takesPermissions(base)
          ? object(base).viewAllRecords
          : permission(base === 'User' ? 'ViewAllUsers' : 'ViewAllData');
        return { ...noAccess, read: all, viewAllRecords: all };
      },
  ],
  [
    /^(.+)Share$/,
    (base) =>
      ({ object }) => {
        const { read, viewAllRecords } = object(base);
        return { ...noAccess, read, create: read, edit: read, delete: read, viewAllRecords };
      },
  ],
  [
    /^(.+)Feed$/,
    (base) =>
      ({ object, permission }) => ({
        ...noAccess,
        read: object(base).read,
        delete: object(base).read,
        viewAllRecords: permission('ViewAllData'),
      }),
  ],
];

const noAccess = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAllRecords: false,
  modifyAllRecords: false,
} as const;

const derivedRules = new Map<string, DerivedRule>(
  Object.entries({
    Task: activity('EditTask'),
    Event: activity('EditEvent'),
    User: userObject,
    CampaignMember: campaignMember,
    CampaignMemberStatus: followsParent('Campaign'),
    OpportunityLineItem: followsParent('Opportunity'),
    OpportunityContactRole: contactRole('Opportunity'),
    // Of records of others Modify All is needed as well: ownership is not modelled.
    OpportunityTeamMember: followsParent('Opportunity'),
    AccountTeamMember: followsParent('Account'),
    OpportunitySplit: followsParent('Opportunity'),
    CaseTeamMember: followsParent('Case'),
    OpportunityHistory: historyFollowsParent('Opportunity'),
    OpportunityFieldHistory: historyFollowsParent('Opportunity'),
    ActivityFieldHistory: ({ permission }) => ({
      ...noAccess,
      read: permission('ViewAllData'),
      viewAllRecords: permission('ViewAllData'),
    }),
    QuoteLineItem: followsParent('Quote'),
    OrderItem: followsParent('Order'),
    // No rule is published for the entries of price books; vendors ask for products and price books.
    PricebookEntry: ({ object }) => {
      const [product, book] = [object('Product2'), object('Pricebook2')];
      const [read, write] = [product.read && book.read, product.edit && book.edit];
      return { ...noAccess, read, viewAllRecords: read, create: write, edit: write, delete: write };
    },
    AccountContactRelation: ({ object }) => {
      const [account, contact] = [object('Account'), object('Contact')];
      const write = account.read && contact.edit;
      const viewAllRecords = account.viewAllRecords && contact.viewAllRecords;
      return {
        ...noAccess,
        read: account.read && contact.read,
        create: write,
        edit: write,
        delete: write,
        viewAllRecords,
      };
    },
    // Everybody who sees the case adds comments; those of others change with Modify All.
    CaseComment: ({ object }) => {
      const { read, modifyAllRecords, viewAllRecords } = object('Case');
      return { ...noAccess, read, create: read, edit: modifyAllRecords, delete: modifyAllRecords, viewAllRecords };
    },
    EmailMessage: emailMessage,
    Attachment: hangsOnRecords,
    Note: hangsOnRecords,
    ContentVersion: ownRowsOf(['create', 'edit'], 'QueryAllFiles', 'ViewAllData'),
    ContentDocument: ownRowsOf(['edit', 'delete'], 'QueryAllFiles', 'ViewAllData'),
    TaskRelation: (lookup) => ({ ...activity('EditTask')(lookup), edit: false, modifyAllRecords: false }),
    FeedRevision: byPermissions(['ViewAllData']),
    EventLogFile: byPermissions(['ViewEventLogFiles', 'ViewAllData']),
    ApiEventStream: byPermissions(['ViewDataLeakageEvents']),
    VerificationHistory: byPermissions(['ManageUsers']),
    AuthSession: ownRowsOf(['delete'], 'ManageUsers'),
    PermissionSetTabSetting: byPermissions(['ViewSetup'], ['ManageProfilesPermissionsets']),
    BusinessHours: openTo(),
    OpportunityStage: openTo(),
    // Everybody sees groups and queues; folders decide on reports and dashboards, which are not modelled.
    Group: openTo(),
    QueueSobject: openTo(),
    Report: openTo(),
    Dashboard: openTo(),
    CurrencyType: openTo('CustomizeApplication'),
    // Models that are not active show themselves to those who manage territories.
    Territory2: (lookup) => ({
      ...openTo('ManageTerritories')(lookup),
      viewAllRecords: lookup.permission('ManageTerritories'),
    }),
    FlowInterview: ({ permission, flag }) => ({
      ...noAccess,
      read: permission('RunFlow') || flag('InteractionUser'),
      delete: permission('ManageInteraction'),
    }),
    Topic: ({ permission }) => ({
      ...noAccess,
      read: true,
      viewAllRecords: true,
      create: permission('CreateTopics'),
      edit: permission('EditTopics'),
      delete: permission('DeleteTopics') || permission('ModifyAllData'),
    }),
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
 * Objects of which nothing is said here are set-up data: about fifty of the platform's open with View Setup alone.
 */
export const derivedObjectAccess = (schema: ObjectSchema, lookup: AccessLookup): Omit<AccessFlags, 'viewAllFields'> => {
  const rule = derivedRules.get(schema.name.toLowerCase());
  if (rule !== undefined) return rule(lookup);
  // Only metadata deployments write custom metadata types (fact E12).
  if (/__mdt$/i.test(schema.name)) {
    const read = lookup.permission('CustomizeApplication') || lookup.opened(schema);
    return { ...noAccess, read, viewAllRecords: read };
  }
  if (schema.customSetting) {
    const write = lookup.permission('CustomizeApplication');
    const read = write || lookup.permission('ViewAllCustomSettings') || lookup.opened(schema);
    return { ...noAccess, read, create: write, edit: write, delete: write, viewAllRecords: read };
  }
  const parent = historyParent(schema.name);
  if (parent !== undefined) return historyFollowsParent(parent)(lookup);
  const [master] = mastersOf(schema);
  if (master !== undefined) return followsParent(master)(lookup);
  for (const [ending, of] of besideObject) {
    const base = ending.exec(schema.name)?.[1];
    if (base !== undefined) return of(base.replace(/__$/, '__c'))(lookup);
  }
  return byPermissions(['ViewSetup'])(lookup);
};
