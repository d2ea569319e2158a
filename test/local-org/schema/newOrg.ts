import type { Behaviours, Language, Org } from '../model/orgModel.js';
import { rowsOf, tableOf, textOf } from '../permissions/orgTables.js';
import { userPermissionsFor } from '../permissions/userPermissions.js';
import { buildSchema } from './buildSchema.js';
import type { CustomField, CustomObject } from './customObjects.js';
import { storeCustomRows } from './customFieldRows.js';
import { initialHistory } from './fieldHistory.js';
import { idMaker } from './recordIds.js';
import { storeLicenses } from './storeLicenses.js';
import type { LicenseData } from './storeLicenses.js';
import { profileNamed, storeProfiles } from './storeProfiles.js';
import { patchRow, storeNewRow } from '../permissions/rowStore.js';
import { storeFirstUser } from './firstUser.js';

export type NewOrgOptions = {
  name?: string;
  isSandbox?: boolean;
  language?: Language;
  instanceName?: string;
  organizationType?: string;
  apiVersions?: readonly number[];
  /** Instead of `defaultFeatures`. */
  features?: Iterable<string>;
  furtherUserPermissions?: number;
  behaviours?: Partial<Behaviours>;
  /** Milliseconds since the epoch; the real clock when absent. */
  now?: () => number;
  customObjects?: readonly CustomObject[];
  customFields?: readonly CustomField[];
  /** Username of the administrator who owns everything in a new org. */
  adminUsername?: string;
  dailyApiRequests?: { max: number; used: number };
  /** Seats by name of the license, instead of those in the data. */
  seats?: Readonly<Record<string, number>>;
  /** User licenses beside those of the data. */
  userLicenses?: Readonly<Record<string, LicenseData>>;
  /** Permission set licenses beside those of the data; null for one that this org was never given. */
  licenses?: Readonly<Record<string, LicenseData | null>>;
  licensedObjects?: Iterable<string>;
};

/** Features that an Enterprise org has from the start. */
export const defaultFeatures = ['Campaigns', 'PermissionSetGroups', 'Quotes', 'ContactsToMultipleAccounts'] as const;

/** v68 is Winter '27; versions below 31 are retired (facts I1, J1). */
export const defaultApiVersions = Array.from({ length: 68 - 31 + 1 }, (_, index) => 31 + index);

const defaultBehaviours: Behaviours = {
  virtualObjects: 'tolerant',
  historyWithoutSwitch: 'error',
  autoAssignPermissionSetLicense: true,
  licenseCeilingsReadable: true,
  usersArePrivate: false,
};

/**
 * A new org: schema, Organization row, licenses with their ceilings (facts A11-A17), standard profiles with their
 * hidden permission sets (fact A1), and one administrator.
 *
 * @throws Error naming what is wrong with a custom object or field
 */
export const createOrg = (options: NewOrgOptions = {}): Org => {
  const features = new Set<string>(options.features ?? defaultFeatures);
  const userPermissions = userPermissionsFor(features, options.furtherUserPermissions);
  const schema = buildSchema({
    features,
    userPermissions,
    customObjects: options.customObjects ?? [],
    customFields: options.customFields ?? [],
  });
  const idCounts = new Map<string, number>();
  const nextId = idMaker(idCounts);
  const org: Org = {
    id: nextId('00D'),
    name: options.name ?? 'Local Org',
    isSandbox: options.isSandbox ?? false,
    ...(options.language === undefined ? {} : { language: options.language }),
    instanceName: options.instanceName ?? (options.isSandbox === true ? 'CS1' : 'NA1'),
    organizationType: options.organizationType ?? 'Enterprise Edition',
    apiVersions: [...(options.apiVersions ?? defaultApiVersions)],
    features,
    behaviours: { ...defaultBehaviours, ...options.behaviours },
    now: options.now ?? Date.now,
    schema,
    tables: new Map(),
    history: initialHistory(schema),
    metadata: new Map(),
    ceilings: new Map(),
    licensedObjects: new Set(options.licensedObjects ?? []),
    sharing: new Map(),
    userPermissions,
    placeholders: [],
    bulkJobs: new Map(),
    eventLogs: new Map(),
    tokens: new Map(),
    limits: { dailyApiRequests: { ...(options.dailyApiRequests ?? { max: 100_000, used: 0 }) } },
    deletedIds: new Set(),
    automaticLicenses: new Set(),
    idCounts,
    nextId,
  };
  storeLicenses(org, options.seats ?? {}, options.userLicenses ?? {}, options.licenses ?? {});
  storeProfiles(org);
  storeFirstUser(org, {
    username: options.adminUsername ?? 'admin@example.com',
    firstName: 'Ada',
    lastName: 'Admin',
    profileId: profileNamed(org, 'System Administrator'),
  });
  assignToAdmin(org);
  storeOrganization(org);
  storeCustomRows(org);
  // Its trail begins empty, and every change is written down there.
  tableOf(org, 'SetupAuditTrail');
  return org;
};

/** Rows stored before there was a user belong to the administrator too. */
const assignToAdmin = (org: Org): void => {
  const admin = textOf(rowsOf(org, 'User')[0], 'Id');
  for (const [objectName, table] of org.tables) {
    for (const row of [...table.values()]) {
      const empty = ['CreatedById', 'LastModifiedById', 'OwnerId'].filter((field) => row[field] === null);
      if (empty.length > 0) patchRow(org, objectName, row, Object.fromEntries(empty.map((field) => [field, admin])));
    }
  }
};

const storeOrganization = (org: Org): void => {
  storeNewRow(org, 'Organization', {
    Id: org.id,
    Name: org.name,
    Country: 'US',
    PrimaryContact: 'Ada Admin',
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    TimeZoneSidKey: 'America/Los_Angeles',
    FiscalYearStartMonth: 1,
    DefaultAccountAccess: 'Edit',
    DefaultContactAccess: 'ControlledByParent',
    DefaultOpportunityAccess: 'Edit',
    DefaultLeadAccess: 'ReadEditTransfer',
    DefaultCaseAccess: 'ReadEditTransfer',
    DefaultCampaignAccess: 'All',
    InstanceName: org.instanceName,
    IsSandbox: org.isSandbox,
    OrganizationType: org.organizationType,
  });
};
