/**
 * The types that the folders of the embedded org share. Nothing here knows about HTTP, SOQL text or scenarios.
 *
 * The embedded org is a model of the Salesforce platform, written from public facts and independent of `src`. It never
 * imports the product, because the product's mistakes about the platform would then be in the org too and no test would
 * find them.
 */

/** The languages in which an org can speak to its users. */
export type Language = 'en' | 'de' | 'ja';

/** The two APIs that answer queries, describes and record requests. */
export type Api = 'data' | 'tooling';

/** A scalar as REST JSON shows it. Datetimes are `2026-11-22T10:00:00.000+0000`, dates `2026-11-22`. */
export type Value = string | number | boolean | null;

/** A component as the Metadata API has it, in JSON: what the column `Metadata` of a Tooling row holds (fact L5). */
export type MetadataTree = { [name: string]: MetadataValue };
export type MetadataValue = Value | MetadataValue[] | MetadataTree;

/** One stored record, keyed by exact API field names. Every stored row has an 18-character `Id`. */
export type Row = Record<string, Value>;

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'reference'
  | 'address'
  | 'location'
  | 'anyType'
  | 'encryptedstring'
  | 'base64'
  | 'complexvalue';

export type PicklistValue = { value: string; label: string; active: boolean; defaultValue: boolean };

export type FieldSchema = {
  name: string;
  /** How the org writes the name in its answers, where a scenario says that it differs from `name` in case. */
  answeredAs?: string;
  label: string;
  type: FieldType;
  length: number;
  /** Digits in all and after the point, of number fields. */
  precision?: number;
  scale?: number;
  custom: boolean;
  nillable: boolean;
  createable: boolean;
  updateable: boolean;
  /** describe's flag; true for address components although field permissions refuse them (fact C3). */
  permissionable: boolean;
  /** formula or roll-up summary */
  calculated: boolean;
  autoNumber: boolean;
  defaultedOnCreate: boolean;
  filterable: boolean;
  sortable: boolean;
  groupable: boolean;
  nameField: boolean;
  unique: boolean;
  externalId: boolean;
  /** API name of the compound this field is a component of, or null. `Account.Name` names itself (fact C5). */
  compoundFieldName: string | null;
  referenceTo: string[];
  /** Name used to walk up from here, e.g. `Owner` for `OwnerId`; null where there is none. */
  relationshipName: string | null;
  /** master-detail lookup */
  masterDetail: boolean;
  picklistValues: PicklistValue[];
  restrictedPicklist: boolean;
  /** First API version (e.g. 63) that knows this field; 0 for always. */
  minVersion: number;
  /** Only this API has the column: `Metadata` of Profile, for one, is the Tooling API's. */
  api?: Api;
  /** Whether field history may be tracked for it at all (fact F16). */
  trackable: boolean;
  defaultValue: Value;
  /** The formula of the default value, evaluated when a record is created without the field. */
  defaultFormula?: string;
};

/** `childObject.field` refers to this object; a subquery reaches the children by `relationshipName`. */
export type ChildRelationship = { childObject: string; field: string; relationshipName: string | null };

export type ObjectSchema = {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string | null;
  custom: boolean;
  customSetting: boolean;
  queryable: boolean;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  searchable: boolean;
  /** In the `SobjectType` picklist of ObjectPermissions, i.e. object permissions can be given (facts B4-B6). */
  permissionable: boolean;
  /** View All / Modify All are stored; false for Idea, Product2, Pricebook2, PushTopic (fact B7). */
  supportsViewAll: boolean;
  /** View All Fields is stored (fact C16). */
  supportsViewAllFields: boolean;
  /**
   * Which API answers for it. Rows of `both` are the same rows. `describe` and SOQL refuse the wrong API with
   * INVALID_TYPE.
   */
  api: Api | 'both';
  /** Object-level history switch (fact F6): has one, is always on, or cannot track at all. */
  history: 'switch' | 'implicit' | 'none';
  /** First API version that knows this object; 0 for always. */
  minVersion: number;
  fields: FieldSchema[];
  childRelationships: ChildRelationship[];
  /** Rows are computed (EntityDefinition and the like) instead of stored. */
  virtual: boolean;
};

/** The state of history tracking, kept per object. */
export type HistoryState = { objectSwitch: boolean; trackedFields: Set<string> };

/**
 * Shown as a row of ObjectPermissions, or of FieldPermissions where there is a field: id of zeros, everything false. It
 * cannot be updated, and an inserted row takes its place (fact B12).
 */
export type PermissionPlaceholder = { parentId: string; objectName: string; fieldName: string | null };

/** A license's ceiling: what its holder may at most be given. `null` means "no limit known to the org". */
export type LicenseCeiling = {
  userPermissions: Set<string> | null;
  /** object API name -> accesses that are allowed; null: every object */
  objects: Map<string, Set<ObjectAccess>> | null;
  /** Of several licenses together: objects that one of them names. */
  opened?: Set<string>;
};

export type ObjectAccess =
  | 'read'
  | 'create'
  | 'edit'
  | 'delete'
  | 'viewAllRecords'
  | 'modifyAllRecords'
  | 'viewAllFields';

/** Switches for behaviours on which the sources disagree. In each comment the default is named first. */
export type Behaviours = {
  /**
   * LIMIT, OFFSET, ORDER BY, `>` and LIKE on the restricted virtual objects (facts E6, C22): as tools use them, or refused
   * as far as the documentation may be read so.
   */
  virtualObjects: 'tolerant' | 'strict';
  /** UserFieldAccess by a list of ids: refused, as nobody has shown that it is taken (fact E3), or answered. */
  userFieldAccess?: 'equals' | 'lists';
  /** trackHistory deployed while the object switch is off (facts F11, F12). */
  historyWithoutSwitch: 'error' | 'silent';
  /** Assigning a set on a PSL license gives the PSL too (fact A18). */
  autoAssignPermissionSetLicense: boolean;
  /**
   * Whether taking a set away takes the permission set license that it is on only where that came by itself with the set
   * (default), or in any case, as reported since Winter '26 (fact P3).
   */
  licenseLeavesWithSet?: 'automatic' | 'always';
  /** ObjectPermissions rows of licenses can be queried (fact A20, not tried on a live org). */
  licenseCeilingsReadable: boolean | 'ofPermissionSetLicenses';
  /** Whether users see other users only with View All Users or View All Data (fact B11). */
  usersArePrivate: boolean;
  /**
   * Permission set groups are recalculated at once (default), or become Outdated and stay stale until
   * `recalculateGroups` is called (facts A6, H15).
   */
  groupRecalculation?: 'immediate' | 'manual';
  /**
   * What becomes of user permissions of a group that need a muted one: removed as well (default), or kept. It is not known
   * what the platform does (facts D6, M4).
   */
  dependentsOfMuted?: 'remove' | 'keep';
  /**
   * Answers to queries of PermissionDependency with more than 2,000 rows: all of them (default), or the first 2,000 of them
   * again and again up to 10,000 records, so that only `Id > 'x' ORDER BY Id` reaches the rest (fact D7, one report).
   */
  permissionDependencies?: 'complete' | 'repeated';
  /**
   * What UserEntityAccess and UserFieldAccess say otherwise than it is, as `Lead` or `Lead.Email`, column and value; null leaves
   * the row out, as the platform does for what it does not answer (fact E4).
   */
  accessOpinions?: Array<[about: string, column: string, says: boolean | null]>;
  /** Dependencies that the org claims beyond its own and does not enforce, as in `Lead<read>` needs `AuthorApex`. */
  claimedDependencies?: Array<[permission: string, required: string]>;
  /**
   * Whether PermissionDependency lists what View All Data and Modify All Data need (default, as the documentation's example),
   * or nothing of either, as one tool measured (facts D7, Q8). Setup asks for it in either case (fact D6).
   */
  dataPermissionDependencies?: 'told' | 'untold';
  /**
   * Object permissions of a custom detail of a standard master: dropped without an error (default), or kept (fact B10).
   */
  detailOfStandardMaster?: 'drop' | 'keep';
  /**
   * Field permissions of the fields that person accounts mirror on Account: on Account, as describe says (default), or on the
   * fields of Contact that they mirror, and the picklist of FieldPermissions offers none on Account (fact C6, contested).
   */
  personAccountFields?: 'onAccount' | 'onContact';
  /**
   * Name of the permission set that holds the sum of a group: built like that of a profile's hidden set (default), or the name
   * of the group. Not documented.
   */
  aggregateNames?: 'coded' | 'ofGroup';
  /** Fields, as `Object.Field`, that field permissions do not accept although describe calls them permissionable (fact B4). */
  unofferedFields?: string[];
  /** Names in the picklist of ObjectPermissions of which the org has no object: it lists far more than there is (facts B4, X1). */
  furtherOfferedObjects?: number;
};

/**
 * The org refuses a request with this answer; the folders `http` and `soap` write it in the platform's JSON or SOAP.
 */
export class OrgError extends Error {
  public readonly httpStatus: number;
  public readonly errorCode: string;
  public readonly fields: string[];
  /** Errors that the platform reports in the same answer, after this one (fact A21). */
  public readonly further: ReadonlyArray<{ errorCode: string; message: string; fields: string[] }>;
  /** What the JSON of this error has in place of `fields` (fact L16). */
  public readonly details: Readonly<Record<string, unknown>> | undefined;

  public constructor(
    httpStatus: number,
    errorCode: string,
    message: string,
    fields: string[] = [],
    further: ReadonlyArray<{ errorCode: string; message: string; fields: string[] }> = [],
    details: Readonly<Record<string, unknown>> | undefined = undefined,
  ) {
    super(message);
    this.httpStatus = httpStatus;
    this.errorCode = errorCode;
    this.fields = fields;
    this.further = further;
    this.details = details;
    this.name = 'OrgError';
  }
}

export type Org = {
  id: string;
  name: string;
  isSandbox: boolean;
  /** Of all who call, as their LanguageLocaleKey would say; absent: English. */
  language?: Language;
  /** e.g. `DEV46` */
  instanceName: string;
  organizationType: string;
  /** In any order, e.g. [31 … 68]. */
  apiVersions: number[];
  /** e.g. 'PersonAccounts', 'Campaigns', 'PermissionSetGroups', 'ApiAccessControl'. */
  features: Set<string>;
  behaviours: Behaviours;
  /** Milliseconds since the epoch; scenarios may freeze it. */
  now: () => number;
  /** Keyed by lower-case object name. */
  schema: Map<string, ObjectSchema>;
  /** Keyed by exact object name, then by 18-character id. */
  tables: Map<string, Map<string, Row>>;
  history: Map<string, HistoryState>;
  /** The component behind a row of set-up (validation rule, flow version …), by the row's id. Replaced, never changed. */
  metadata: Map<string, MetadataTree>;
  /** Keyed by license row id (UserLicense or PermissionSetLicense). */
  ceilings: Map<string, LicenseCeiling>;
  /** Lower-case names of objects that no user license allows by itself: they come with permission set licenses. */
  licensedObjects: Set<string>;
  /** Org-wide defaults by lower-case object name, in the words of EntityDefinition; ReadWrite where nothing is said. */
  sharing: Map<string, string>;
  /** API names of all user permissions this org knows (columns of PermissionSet / Profile, facts D1-D4). */
  userPermissions: UserPermissionSchema[];
  /** Rows of ObjectPermissions and FieldPermissions that queries show although nothing is stored (fact B12). */
  placeholders: PermissionPlaceholder[];
  /** Bulk API 2.0 ingest jobs by their id; replaced, never changed. */
  bulkJobs: Map<string, BulkJob>;
  /** Text of event log files by the id of their row: files of their own, outside of the tables (fact Y1). */
  eventLogs: Map<string, string>;
  /** access token -> user id and whether it is still good */
  tokens: Map<string, { userId: string; expired: boolean }>;
  limits: { dailyApiRequests: { max: number; used: number } };
  /** Ids (18 characters) of records that were there and have been deleted. */
  deletedIds: Set<string>;
  /** Ids of license assignments that the org made with a permission set and removes with it; no column holds this. */
  automaticLicenses: Set<string>;
  /** How many ids have been made, by key prefix. */
  idCounts: Map<string, number>;
  /** Makes the next id for a key prefix, 18 characters with a correct checksum suffix. */
  nextId: (keyPrefix: string) => string;
};

/** A Bulk API 2.0 ingest job that has ended (fact N6). */
export type BulkJob = {
  readonly id: string;
  readonly operation: string;
  readonly object: string;
  readonly createdById: string;
  readonly createdDate: string;
  readonly state: 'JobComplete' | 'Failed' | 'Aborted' | 'InProgress' | 'UploadComplete' | 'Open';
  readonly processed: number;
  /** Why the job as a whole failed. */
  readonly errorMessage: string | null;
  /** `id` is empty for a record that was to be inserted; `error` is the text of `sf__Error`. */
  readonly failedRows: ReadonlyArray<{
    readonly id: string;
    readonly error: string;
    readonly row: Readonly<Record<string, string>>;
  }>;
};

export type UserPermissionSchema = {
  name: string;
  label: string;
  /** has a `Permissions<name>` column on PermissionSet (else only on Profile), facts D2-D4 */
  onPermissionSet: boolean;
  onProfile: boolean;
  /** Its name on Profile, where that is another one (fact Q12). */
  profileName?: string;
  /** direct requirements, as user permission API names (fact D6) */
  requires: string[];
};

/** Who calls, and with which API version. */
export type Caller = {
  userId: string;
  apiVersion: number;
  /** Sent `Sforce-Duplicate-Rule-Header: allowSave=true` (fact L15). */
  allowDuplicates?: boolean;
};

/** Effective access of one user, computed from the stored rows by `permissions/effectiveAccess`. */
export type EffectiveAccess = {
  userPermission: (name: string) => boolean;
  object: (objectName: string) => Record<ObjectAccess, boolean>;
  field: (objectName: string, fieldName: string) => { read: boolean; edit: boolean };
};
