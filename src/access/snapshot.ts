import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import type { OrgType } from '../platform/orgType.js';
import type { ConnectedApps } from './connectedApps.js';
import type { NamedEntities } from './setupEntities.js';
import type { ToldDependencies } from './dependencies.js';
import type { SecondOpinions } from './secondOpinion.js';
import type { ObjectAutomation, ObjectPicklists, ProfileRules, ReadFact } from './orgAutomation.js';

/**
 * Access snapshot: everything that was read from the org in one pass, about its schema and about each inspected user.
 * Plain data; keys of maps and members of sets are lower-case API names (`keyOf`).
 */

/** Why a part could not be read. A closed list: scripts and messages rely on it. */
export const gapCodes = [
  'NOT_AUTHORISED',
  'NOT_IN_API_VERSION',
  'NOT_ANSWERED',
  'INCOMPLETE_ROWS',
  'SELF_MODE',
  'RECALCULATING',
] as const;
export type GapCode = (typeof gapCodes)[number];

/** `part` names what was asked (e.g. `ObjectPermissions`), `detail` is the platform's own words, already one line. */
export type Gap = { readonly code: GapCode; readonly part: string; readonly detail: string };

/** Something that was read, or the reason why not. A failed reading is never an empty one. */
export type Reading<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly gap: Gap };

export type OrgIdentity = {
  readonly id: string;
  /** Who runs the command. */
  readonly username: string;
  readonly instanceUrl: string;
  readonly apiVersion: string;
  /** Its name; null where that was not read. */
  readonly name: string | null;
  /** Null where that was not read, or could not be. */
  readonly type: OrgType | null;
};

/** An object of this org, spelled as the org does. */
export type Entity = {
  readonly name: string;
  /** Of custom objects, as far as that was told. */
  readonly isCustomSetting?: true;
  /** The standard object of which a custom one is a detail (fact B10); left out where it is of none. */
  readonly standardMaster?: string;
  /** By which set-up tables name a custom object; left out where it was not told. */
  readonly durableId?: string;
};

/** One field as EntityParticle tells it, which does not depend on anybody's access (fact C13). */
export type EntityField = {
  readonly name: string;
  /** Where it differs from `name`, the compound field that carries the field permissions (facts C3-C5). */
  readonly compound: string | null;
  readonly isCompound: boolean;
  readonly permissionable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  /** In the words of the API, such as `picklist` and `reference`; empty where that was not told. */
  readonly dataType: string;
  /** Its id, by which values of a custom picklist are asked for. Left out where nobody wanted it. */
  readonly durableId?: string;
  /** The id of its FieldDefinition, which a part of an address shares with it. Left out where nobody wanted it. */
  readonly definitionId?: string;
  /** Whether every record has a value in it: it cannot be empty. Left out where that was not told. */
  readonly required?: boolean;
  /** Whether a new record that is sent without it gets a value by itself. Left out where that was not told. */
  readonly hasDefault?: boolean;
  /** The formula of its default value. Left out where it has none, or that was not told. */
  readonly defaultFormula?: string;
  /** A custom external id whose values are not unique. Left out where it is none, or that was not told. */
  readonly sharedExternalId?: true;
  /** Columns that the answer lacked: what is false or null above because of them is not known. Left out where there are none. */
  readonly untold?: ReadonlySet<string>;
};

/** One field as far as history tracking is concerned: as FieldDefinition tells it, and EntityParticle what it is. */
export type HistoryField = {
  readonly name: string;
  readonly tracked: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  /** In the words of the API, such as `picklist` and `reference`; empty where that was not told. */
  readonly dataType: string;
  /** Columns that the answer lacked, as of `EntityField`. */
  readonly untold?: ReadonlySet<string>;
};

export type ObjectHistory = {
  /** `always`: the platform has no object switch there (fact F6). */
  readonly objectSwitch: Reading<boolean | 'always'>;
  readonly fields: Reading<ReadonlyMap<string, HistoryField>>;
};

/** A user permission that this org knows: API name and label as the org spells them. */
export type UserPermission = { readonly name: string; readonly label: string };

/** The API version in use, where the org has a newer one, which may show more. */
export type OlderVersion = { readonly used: string; readonly newest: string };

export type OrgSchema = {
  /** Left out where the newest version was used, or that is not known. */
  readonly olderVersion?: OlderVersion;
  /** Only the objects that were asked for; one that is missing from a known map does not exist in this org. */
  readonly entities: Reading<ReadonlyMap<string, Entity>>;
  /** Objects that can carry object permissions at all (fact B4), by key, as the org spells them. */
  readonly permissionableObjects: Reading<ReadonlyMap<string, string>>;
  /**
   * Per object (key) the fields, by key, that field permissions accept: what their picklist offers (fact B4), of the objects
   * whose fields were asked for. Left out where none was.
   */
  readonly offeredFields?: Reading<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Per object (key) its fields (by key). */
  readonly fields: ReadonlyMap<string, Reading<ReadonlyMap<string, EntityField>>>;
  /** User permissions with a column on PermissionSet, and on Profile (facts D2, D4). */
  readonly permissionSetColumns: Reading<ReadonlyMap<string, UserPermission>>;
  readonly profileColumns: Reading<ReadonlyMap<string, UserPermission>>;
  /** User permissions for which a permission set license has a ceiling column (fact A20). */
  readonly licenseCeilingColumns: Reading<ReadonlyMap<string, UserPermission>>;
  /** Object access words that ObjectPermissions has a column for in this API version (fact B1). */
  readonly objectAccessColumns: ReadonlySet<ObjectAccess>;
  readonly history: ReadonlyMap<string, ObjectHistory>;
  /** Org-wide defaults by the key of the object, in the words of EntityDefinition or Organization. Left out where nobody asked. */
  readonly sharingDefaults?: Reading<ReadonlyMap<string, string>>;
  /** The permission sets and groups that were asked for, and others that begin like them, by the key of their `qualifiedName`. */
  readonly permissionSets: Reading<ReadonlyMap<string, PermissionSetName>>;
  /** Which objects permission set licenses open, as far as that was looked up. Left out where nobody did. */
  readonly licenseObjects?: LicenseObjects;
  /** What runs when records are saved, by the key of the object, of those that were asked for. Left out where none was. */
  readonly automation?: ReadonlyMap<string, ObjectAutomation>;
  /** Picklists with their record types, by the key of the object. Left out where none was asked for. */
  readonly picklists?: ReadonlyMap<string, ObjectPicklists>;
  /** The apps through which integrations log in. Left out where none was asked for. */
  readonly connectedApps?: ConnectedApps;
  /** Custom permissions and Apex classes that rules name, and others of which one may be meant. Left out where none was asked for. */
  readonly namedEntities?: NamedEntities;
  /** Names of which the org has few, all that it shows. Left out where nobody asked. */
  readonly listedNames?: ListedNames;
  /** What the org itself says of dependencies between permissions. Left out where nobody asked. */
  readonly dependencies?: ToldDependencies;
};

/** Names that the org has shown, by their keys, and why it can have others: it need not show all of them to everybody. */
export type ShownNames = { readonly names: ReadonlyMap<string, string>; readonly hidden: Gap | null };

/** The names of profiles, of user licenses and of permission set licenses (DeveloperName). */
export type ListedNames = {
  readonly [list in 'profiles' | 'userLicenses' | 'permissionSetLicenses' | 'packages']: Reading<ShownNames>;
};

/** Objects, by key, that permission set licenses allow, by the id of the license; and what an answer about it lacked. */
export type LicenseObjects = {
  readonly byLicense: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<ObjectAccess>>>;
  /** Keys of the objects that were looked up by name; of others only custom ones may have been. */
  readonly sobjects: ReadonlySet<string>;
  readonly untold: Gap | null;
};

export type SourceType = 'Profile' | 'PermissionSet' | 'PermissionSetGroup';

/** A permission set or group that this org has, as it is named there. */
export type PermissionSetName = {
  readonly type: Exclude<SourceType, 'Profile'>;
  readonly id: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly label: string;
};

/** Where a permission comes from, as `--json` shows it. */
export type GrantedBy = {
  readonly type: SourceType;
  readonly name: string;
  readonly namespace: string | null;
  readonly label: string;
  /** For a group: names of the member permission sets that carry it. */
  readonly through?: readonly string[];
  /** The permission that implies it, e.g. `ViewAllData`. */
  readonly via?: string;
  readonly expiresAt?: string;
};

/** What one permission set, or one member of a group, contains. */
export type Content = {
  readonly userPermissions: ReadonlySet<string>;
  readonly objects: ReadonlyMap<string, ReadonlySet<ObjectAccess>>;
  /** Key of the field → its strongest access; `edit` includes `read`. */
  readonly fields: ReadonlyMap<string, FieldAccess>;
  /** Ids of the connected apps, of those that were asked for, whose users it pre-authorises. Left out where it has none. */
  readonly apps?: ReadonlySet<string>;
  /**
   * Keys of the things of Setup, of those that were asked for, to which it gives access (fact E12): those of entries, and of custom
   * settings and custom metadata types their `openedKey`. Left out where none.
   */
  readonly setupEntities?: ReadonlySet<string>;
};

/** Why an assigned source grants nothing at the moment (facts A2, A9). */
export type Inert = 'expired' | 'revoked' | 'inactive' | 'needsActivation';

export type GroupMember = { readonly id: string; readonly name: string; readonly content: Content };

/** One assignment: the profile, a permission set, or a group through its aggregate set (facts A1, A4, A5). */
export type AccessSource = {
  readonly type: SourceType;
  readonly name: string;
  readonly namespace: string | null;
  readonly label: string;
  readonly expiresAt: string | null;
  readonly inert: Inert | null;
  /** A group whose aggregate is being recalculated, or may be: what it says may be old (fact A6). */
  readonly stale: boolean;
  /** Of a stale group, why nobody can say whether it is being recalculated. Left out where it is. */
  readonly staleness?: Gap;
  /** Why nobody can say whether it grants anything now: an expiry or a muting set that could not be read. */
  readonly doubt: Gap | null;
  readonly content: Content;
  /** Permissions that only Profile has a column for; empty for anything but the profile, null where it is hidden (J6). */
  readonly profileOnly: ReadonlySet<string> | null;
  readonly members: readonly GroupMember[];
  /** Why nobody can say what a group is made of. Left out where that was read. */
  readonly membersUnread?: Gap;
  /** What the group's muting permission sets take away; of a field the weakest access: without `read` no `edit`. */
  readonly muted: Content | null;
};

/**
 * What answers lacked a column for, by what rests on it: that is unknown, unless it is held all the same. Keys of user
 * permissions, be they of permission sets or of what only profiles hold; of muting permission sets apart.
 */
export type Untold = {
  readonly userPermissions: ReadonlyMap<string, Gap>;
  readonly mutedPermissions: ReadonlyMap<string, Gap>;
  readonly objects: ReadonlyMap<ObjectAccess, Gap>;
  readonly fields: ReadonlyMap<FieldAccess, Gap>;
};

/** What a license lets its holder have at most; null where the org does not tell (facts A15, A20). */
export type License = {
  /** Null where it was not told; a user license cannot be assigned. */
  readonly id: string | null;
  readonly name: string;
  readonly label: string;
  readonly objects: ReadonlyMap<string, ReadonlySet<ObjectAccess>> | null;
  /** Keys of the objects, packaged ones aside, of which no row means that they are not allowed. Left out where that holds of all. */
  readonly onlyOf?: ReadonlySet<string>;
  /** Keys of the user permissions that it allows, of those that were asked; null where the org does not tell. */
  readonly userPermissions: ReadonlySet<string> | null;
  /**
   * What nobody can say of it although the org tells such things, because an answer lacked it: which objects it allows, and
   * whether it allows a user permission, by key. Left out where nothing was lacking.
   */
  readonly untold?: { readonly objects?: Gap; readonly userPermissions: ReadonlyMap<string, Gap> };
  /** Of a permission set license. Left out where the org was not asked or has no license of this name. */
  readonly standing?: LicenseStanding;
};

/** Whether a permission set license can be used at all, and by how many more users (fact A20). */
export type LicenseStanding = {
  /** A license that is not in force opens nothing, even to users who hold it. */
  readonly force: Reading<LicenseForce>;
  readonly seats: Reading<{ readonly total: number; readonly used: number }>;
};

/** `notInOrg`: Salesforce never gave the org this license, so that nobody can hold it. */
export type LicenseForce = 'inForce' | 'disabled' | 'expired' | 'notInOrg';

/** What a describe told the user about himself. */
export type DescribedObject = {
  readonly access: ReadonlySet<ObjectAccess>;
  readonly fields: ReadonlyMap<string, FieldAccess>;
};

/** Two ways of knowing: from permission rows (needs View Setup, fact A3) or from what the user himself may see. */
export type Evidence =
  | {
      readonly mode: 'admin';
      readonly sources: Reading<readonly AccessSource[]>;
      /** Rows of ObjectPermissions and FieldPermissions are separate readings: each may fail alone. */
      readonly objectRows: Reading<true>;
      readonly fieldRows: Reading<true>;
      readonly userPermissionRows: Reading<true>;
      /**
       * Rows of SetupEntityAccess for apps, custom permissions, Apex classes, custom settings and custom metadata types. Left out
       * where none was asked for.
       */
      readonly appRows?: Reading<true>;
      /** Left out where no column was lacking. */
      readonly untold?: Untold;
      /**
       * Objects and fields (`Lead.Email`) as the org spells them, by key. Only where everything was read that the sources hold;
       * else left out, and of most things nobody knows whether they are held.
       */
      readonly spelled?: ReadonlyMap<string, string>;
    }
  | {
      readonly mode: 'self';
      readonly userPermissions: Reading<ReadonlySet<string>>;
      /** User permissions, by key, that the answer lacked the column of. Left out where there are none. */
      readonly untold?: ReadonlyMap<string, Gap>;
      /** Columns that UserPermissionAccess has: what is not among them cannot be known. */
      readonly userPermissionColumns: ReadonlyMap<string, UserPermission>;
      /** Key of the object → its describe; a known null: describe refused it. */
      readonly objects: ReadonlyMap<string, Reading<DescribedObject | null>>;
    };

/** Whether a password lets its user in. */
export type PasswordState = { readonly expired: Reading<boolean>; readonly locked: Reading<boolean> };

export type InspectedUser = {
  readonly id: string;
  readonly username: string;
  /** What was asked for, where it differs from `username` (sandbox suffix). */
  readonly requestedUsername: string | null;
  readonly name: string;
  readonly profile: string | null;
  /** Empty where nobody can say: hidden together with the profile (fact J6), or an answer lacked it. */
  readonly userLicense: string;
  /** Why nobody can say, where an answer lacked it. Left out elsewhere. */
  readonly userLicenseUntold?: Gap;
  readonly isActive: Reading<boolean>;
  readonly isFrozen: Reading<boolean>;
  /** Nobody named this user: it is whoever is logged in. */
  readonly unnamed: boolean;
  readonly license: License;
  readonly permissionSetLicenses: Reading<readonly License[]>;
  /** Every permission set license of the org, whether anybody holds it or not. */
  readonly orgLicenses: Reading<readonly License[]>;
  /** The packages that something belongs to which was asked for, by the key of the namespace; one that sells no seats is missing. */
  readonly packages: ReadonlyMap<string, Reading<PackageSeat>>;
  /** Keys of the namespaces of packages that are installed, of those that were asked for. Left out where nobody asked. */
  readonly installedPackages?: Reading<ReadonlySet<string>>;
  /** Feature flags of the user's record, by their key (`marketinguser`): those on which something rests that was asked for. */
  readonly flags: ReadonlyMap<string, Reading<boolean>>;
  /** Seats of feature licenses, by the key of the flag that takes one. Left out where nobody asked, or users look at themselves. */
  readonly featureSeats?: Reading<ReadonlyMap<string, FeatureSeats>>;
  /** Of an integration that logs in with a password. Left out where nobody asked. */
  readonly password?: PasswordState;
  /** What the profile says of logins and record types. Left out where nobody asked. */
  readonly profileRules?: Reading<ProfileRules>;
  /** Names of the apps for which the user has tokens, by their key. Left out where nobody asked. */
  readonly tokens?: Reading<ReadonlySet<string>>;
  /**
   * Record types that the user's permission sets make visible, by the key of `Lead.Business` (fact O5). Left out where no record
   * type closes a value that somebody asked about.
   */
  readonly recordTypesOfSets?: Reading<ReadonlySet<string>>;
  /** What conditions of automation name of this user and the org, by the key of the reference. Left out where nobody asked. */
  readonly facts?: ReadonlyMap<string, ReadFact>;
  /** What others say of the same access. Left out where nobody asked. */
  readonly opinions?: SecondOpinions;
  readonly evidence: Evidence;
};

/** Seats of a feature license, as the org counted them last; `countedOn` is YYYY-MM-DD. */
export type FeatureSeats = { readonly total: number; readonly used: number; readonly countedOn: string };

/** A package that is licensed user by user. */
export type PackageSeat = {
  readonly state: 'held' | 'missing' | 'expired';
  /** As the license of the package spells it: in names of fields and rules people write it as they like. */
  readonly namespace?: string;
  readonly allowed: number;
  readonly used: number;
};

export type AccessSnapshot = {
  readonly org: OrgIdentity;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly schema: OrgSchema;
  readonly users: readonly InspectedUser[];
};

/** A reading that succeeded, with its value. */
export const known = <T>(value: T): Reading<T> => ({ known: true, value });

/** A reading that failed: why, of which part of the org, and a detail for the sentence, such as a column. */
export const gap = (code: GapCode, part: string, detail: string): { known: false; gap: Gap } => ({
  known: false,
  gap: { code, part, detail },
});

/** What the answer lacked; undefined for a reading that is known, and for one of which there was no answer at all. */
export const lackedIn = (reading: Reading<unknown>): Gap | undefined =>
  reading.known || reading.gap.code !== 'INCOMPLETE_ROWS' ? undefined : reading.gap;

/** Turns a known reading into another, and leaves a gap as it is. */
export const mapReading = <A, B>(reading: Reading<A>, change: (value: A) => B): Reading<B> =>
  reading.known ? known(change(reading.value)) : reading;

/** A username that was asked for and is nobody's, or of which several users of a sandbox may be meant. */
export type UserNotFound = {
  readonly username: string;
  readonly code: 'USER_NOT_FOUND' | 'USER_AMBIGUOUS';
  /** Usernames that may have been meant. */
  readonly meant: readonly string[];
};
