import { z } from 'zod';
import { connectedApp, externalClientApp } from './appFormat.js';
import { crowds } from './crowdFormat.js';
import type { MetadataValue } from '../model/orgModel.js';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const row = z.record(z.string(), value);
const names = z.array(z.string());
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** `read create edit delete viewAllRecords modifyAllRecords viewAllFields`, or `all` for all but the last. */
const accessWords = z
  .string()
  .regex(
    /^(all|((read|create|edit|delete|viewAllRecords|modifyAllRecords|viewAllFields)( +|$))+)$/,
    'expected words of read, create, edit, delete, viewAllRecords, modifyAllRecords, viewAllFields, or "all"',
  );

/**
 * What a permission set, a muting set or a profile holds. A field key is `Object.Field`, or `Object.*` for every field.
 */
const grants = {
  userPermissions: names.optional(),
  objects: z.record(z.string(), accessWords).optional(),
  fields: z
    .record(z.string().regex(/^\w+\.(\w+|\*)$/, 'expected Object.Field or Object.*'), z.enum(['read', 'edit']))
    .optional(),
  /** Custom permissions, which come to be where the org does not have them. */
  customPermissions: names.optional(),
  /** Names of Apex classes; a package's as `ns__Name`, as of custom permissions. */
  apexClasses: names.optional(),
  /** Connected apps and external client apps, by name, whose users this pre-authorizes (fact M14). */
  apps: names.optional(),
  /** Custom settings and custom metadata types, each of which this opens by itself (fact E12). */
  opens: names.optional(),
  /** Record types that are assigned to its holders, as `Lead.Business` (fact O5). */
  recordTypes: names.optional(),
};

const assignment = z.union([
  z.string(),
  z.strictObject({
    name: z.string(),
    expires: z.iso.datetime().optional(),
    active: z.boolean().optional(),
    revoked: z.boolean().optional(),
    /** Of a session-based set: a session of the user has activated it. */
    activated: z.boolean().optional(),
  }),
]);

const user = z.strictObject({
  username: z.string().optional(),
  firstName: z.string().nullable().optional(),
  lastName: z.string().optional(),
  profile: z.string(),
  active: z.boolean().optional(),
  frozen: z.boolean().optional(),
  permissionSetLicenses: names.optional(),
  /** Namespaces of packages of which the user has a seat. */
  packageSeats: names.optional(),
  /** Feature flags of the record: `MarketingUser`. */
  flags: names.optional(),
  passwordExpires: z.iso.datetime().optional(),
  passwordLocked: z.boolean().optional(),
  /** Of further fields of the record. */
  values: row.optional(),
  permissionSets: z.array(assignment).optional(),
  permissionSetGroups: z.array(assignment).optional(),
});

const component: z.ZodType<MetadataValue> = z.lazy(() =>
  z.union([value, z.array(component), z.record(z.string(), component)]),
);
const manageable = { namespace: z.string().optional(), active: z.boolean().optional() };
const byObject = <T extends z.ZodType>(entry: T) => z.record(z.string(), z.record(z.string(), entry)).optional();

/** Automation by object and by name; what is not said to be otherwise is active. */
const automation = {
  validationRules: byObject(
    z.strictObject({
      formula: z.string(),
      message: z.string(),
      /** A field of the object, or `Top of Page`. */
      field: z.string().optional(),
      description: z.string().optional(),
      ...manageable,
    }),
  ),
  /** Record-triggered flows and processes. `flow` is the Flow of the Metadata API; `start.object` is added. */
  flows: byObject(
    z.strictObject({
      label: z.string().optional(),
      trigger: z.enum(['RecordBeforeSave', 'RecordAfterSave', 'RecordBeforeDelete']).optional(),
      on: z.enum(['Create', 'Update', 'CreateAndUpdate', 'Delete']).optional(),
      processType: z.string().optional(),
      runInMode: z.enum(['DefaultMode', 'SystemModeWithSharing', 'SystemModeWithoutSharing']).optional(),
      order: z.int().optional(),
      /** There is a newer version that nobody has activated. */
      draft: z.boolean().optional(),
      flow: z.record(z.string(), component).optional(),
      ...manageable,
    }),
  ),
  triggers: byObject(
    z.strictObject({
      events: z.array(
        z.enum([
          'BeforeInsert',
          'AfterInsert',
          'BeforeUpdate',
          'AfterUpdate',
          'BeforeDelete',
          'AfterDelete',
          'AfterUndelete',
        ]),
      ),
      ...manageable,
    }),
  ),
  duplicateRules: byObject(
    z.strictObject({
      onInsert: z.enum(['Allow', 'Block']).optional(),
      onUpdate: z.enum(['Allow', 'Block']).optional(),
      /** What an allowed duplicate leads to; `Alert` refuses a write through the API without the header (fact L14). */
      operationsOnInsert: z.array(z.enum(['Alert', 'Report'])).optional(),
      operationsOnUpdate: z.array(z.enum(['Alert', 'Report'])).optional(),
      alertText: z.string().optional(),
      securityOption: z.enum(['EnforceSharingRules', 'BypassSharingRules']).optional(),
      /** Fields that must be equal, by which the rule finds duplicates. */
      matchOn: names,
      /** Conditions for the rule, as DuplicateRuleFilterItem. */
      conditions: z
        .array(
          z.strictObject({ table: z.string().optional(), field: z.string(), operation: z.string(), value: z.string() }),
        )
        .optional(),
      /** How they are joined: `1 OR 2`. All must hold where it is left out. */
      logic: z.string().optional(),
      ...manageable,
    }),
  ),
  workflowRules: byObject(
    z.strictObject({
      trigger: z.enum(['onCreateOnly', 'onCreateOrTriggeringUpdate', 'onAllChanges']).optional(),
      formula: z.string().optional(),
      /** A field of the object, or `User.Title`: of whoever saves. */
      criteria: z.array(z.strictObject({ field: z.string(), operation: z.string(), value: z.string() })).optional(),
      logic: z.string().optional(),
      fieldUpdates: z
        .record(
          z.string(),
          z.strictObject({
            field: z.string(),
            formula: z.string().optional(),
            literal: z.string().optional(),
            reevaluate: z.boolean().optional(),
          }),
        )
        .optional(),
      ...manageable,
    }),
  ),
  approvalProcesses: byObject(
    z.strictObject({
      state: z.enum(['Active', 'Inactive', 'Obsolete']).optional(),
      lockType: z.enum(['Total', 'Admin', 'Owner', 'Workitem', 'Node', 'none']).optional(),
      /** Records, by their name in `as`, that wait for approval. */
      pending: names.optional(),
    }),
  ),
};

/** A scenario file. What is a map can be extended entry by entry with `extends`. */
export const scenarioFormat = z.strictObject({
  description: z.string(),
  extends: z.string().optional(),
  org: z
    .strictObject({
      name: z.string(),
      isSandbox: z.boolean(),
      language: z.enum(['en', 'de', 'ja']),
      instanceName: z.string(),
      organizationType: z.string(),
      /** Instead of the default features. */
      features: names,
      addFeatures: names,
      removeFeatures: names,
      /** So many user permissions beside those that are known by name: an org of 2026 has more than a thousand. */
      furtherUserPermissions: z.int().min(1),
      newestApiVersion: z.int().min(31),
      now: z.iso.datetime(),
      usernameDomain: z.string(),
      usernameSuffix: z.string(),
      seats: z.record(z.string(), z.int()),
      /**
       * Spellings in which the org answers, by `Object.Column` or `Object.Relationship`, where they differ in case from
       * those of the schema data; the references of the platform do not agree on all of them.
       */
      columnSpelling: z.record(z.string().regex(/^\w+\.\w+$/), z.string()),
      dailyApiRequests: z.strictObject({ max: z.int(), used: z.int() }),
      behaviours: z
        .strictObject({
          virtualObjects: z.enum(['tolerant', 'strict']),
          userFieldAccess: z.enum(['equals', 'lists']),
          historyWithoutSwitch: z.enum(['error', 'silent']),
          autoAssignPermissionSetLicense: z.boolean(),
          licenseLeavesWithSet: z.enum(['automatic', 'always']),
          licenseCeilingsReadable: z.union([z.boolean(), z.literal('ofPermissionSetLicenses')]),
          usersArePrivate: z.boolean(),
          groupRecalculation: z.enum(['immediate', 'manual']),
          permissionDependencies: z.enum(['complete', 'repeated']),
          dataPermissionDependencies: z.enum(['told', 'untold']),
          accessOpinions: z.array(z.tuple([z.string(), z.string(), z.boolean().nullable()])),
          claimedDependencies: z.array(z.tuple([z.string(), z.string()])),
          dependentsOfMuted: z.enum(['remove', 'keep']),
          detailOfStandardMaster: z.enum(['drop', 'keep']),
          personAccountFields: z.enum(['onAccount', 'onContact']),
          unofferedFields: names,
          furtherOfferedObjects: z.int().min(1),
          aggregateNames: z.enum(['coded', 'ofGroup']),
        })
        .partial(),
    })
    .partial()
    .optional(),
  /** User licenses beside those of the schema data, with what they allow at most, as there. */
  userLicenses: z
    .record(
      z.string(),
      z.strictObject({
        total: z.int(),
        userPermissions: names.optional(),
        objects: z.record(z.string(), z.string()).optional(),
      }),
    )
    .optional(),
  /**
   * Permission set licenses beside those of the schema data; objects as letters, with `custom` and `all`. Null for one of the
   * schema data that this org was never given.
   */
  licenses: z
    .record(
      z.string(),
      z
        .strictObject({
          label: z.string().optional(),
          total: z.int(),
          status: z.enum(['Active', 'Disabled']).optional(),
          expires: z.iso.date().optional(),
          userPermissions: names.optional(),
          objects: z.record(z.string(), z.string()).optional(),
        })
        .nullable(),
    )
    .optional(),
  /** Seats of feature licenses by flag: `MarketingUser`. How many are taken, the org has counted. */
  featureLicenses: z.record(z.string(), z.int()).optional(),
  /** Objects that no user license allows by itself. */
  licensedObjects: names.optional(),
  /** Org-wide defaults by object, in the words of EntityDefinition. */
  sharing: z.record(z.string(), z.string()).optional(),
  /** Installed packages by namespace; `seats: -1` for one that is licensed for the whole org. */
  packages: z
    .record(
      z.string(),
      z.strictObject({
        seats: z.int(),
        status: z.enum(['Active', 'Expired', 'Free', 'Trial']).optional(),
        expires: z.iso.datetime().optional(),
      }),
    )
    .optional(),
  objects: z
    .record(
      z.string().regex(/^\w+__c$/, 'a custom object ends in __c'),
      z.strictObject({
        label: z.string().optional(),
        labelPlural: z.string().optional(),
        nameField: z.enum(['text', 'auto']).optional(),
        customSetting: z.boolean().optional(),
      }),
    )
    .optional(),
  /** Custom fields by object (or Activity), as field lines. */
  fields: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** Values beside those of the schema data, by `Object.Field`. */
  addPicklistValues: z.record(z.string().regex(/^\w+\.\w+$/, 'expected Object.Field'), names).optional(),
  /** By object: whether the object switch is on, and which fields are tracked. */
  history: z
    .record(z.string(), z.strictObject({ enabled: z.boolean().optional(), fields: names.optional() }))
    .optional(),
  /** One of the same name that every org has gives way. */
  profiles: z
    .record(z.string(), z.strictObject({ license: z.string(), custom: z.boolean().optional(), ...grants }))
    .optional(),
  /** By profile: minutes since midnight, and ranges of addresses (fact M16). */
  loginRestrictions: z
    .record(
      z.string(),
      z.strictObject({
        hours: z.partialRecord(z.enum(weekdays), z.tuple([z.int(), z.int()])).optional(),
        ipRanges: z.array(z.tuple([z.string(), z.string()])).optional(),
      }),
    )
    .optional(),
  /** Record types by object; `picklists` names the values that they offer, all where it does not name the field. */
  recordTypes: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.strictObject({
          label: z.string().optional(),
          active: z.boolean().optional(),
          picklists: z.record(z.string(), names).optional(),
        }),
      ),
    )
    .optional(),
  /** Apps that the org knows (facts M10-M12). */
  connectedApps: z.record(z.string(), connectedApp).optional(),
  externalClientApps: z.record(z.string(), externalClientApp).optional(),
  permissionSets: z
    .record(
      z.string(),
      z.strictObject({
        label: z.string().optional(),
        description: z.string().optional(),
        license: z.string().optional(),
        sessionBased: z.boolean().optional(),
        ...grants,
      }),
    )
    .optional(),
  permissionSetGroups: z
    .record(
      z.string(),
      z.strictObject({
        label: z.string().optional(),
        sessionBased: z.boolean().optional(),
        permissionSets: names,
        muting: z.strictObject(grants).optional(),
        status: z.enum(['Updated', 'Outdated', 'Updating', 'Failed']).optional(),
      }),
    )
    .optional(),
  /**
   * Rows with an id of zeros that queries show (fact B12): by permission set, or by profile, the objects (`Campaign`)
   * and fields (`Lead.Email`) that have one.
   */
  placeholders: z.record(z.string(), z.array(z.string().regex(/^\w+(\.\w+)?$/))).optional(),
  users: z.record(z.string(), user).optional(),
  /**
   * Records that the administrator inserts. `as` gives one a name; the value `@name` is its id, or the id of a user.
   */
  records: z.record(z.string(), z.array(row)).optional(),
  /** Rows that nobody inserts (history, logins …), stored without rules. */
  rows: z.record(z.string(), z.array(row)).optional(),
  /** It is there only when the records are, so it has not hindered them. */
  ...automation,
  ...crowds(grants),
});

export type Scenario = z.infer<typeof scenarioFormat>;
export type Grants = Pick<
  NonNullable<Scenario['permissionSets']>[string],
  'userPermissions' | 'objects' | 'fields' | 'customPermissions' | 'apexClasses' | 'apps' | 'opens' | 'recordTypes'
>;
export type Assignment = z.infer<typeof assignment>;
