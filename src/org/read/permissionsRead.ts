/** What was read of permission sets, licenses and logins, and of whom it is wanted. */
import type { Content, LicenseObjects, Reading, Untold } from '../../access/snapshot.js';
import type { StandingSet } from '../../access/standingSet.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { LicensesAsked } from './licenseObjects.js';
import type { Ceilings } from './licenses.js';
import type { PackagesOf } from './packageSeats.js';

/** What permission sets are called, and what only their profile holds. */
export type ReadSet = {
  readonly name: string;
  /**
   * Keys of user permissions that the profile has in columns of its own (fact D4); null where the profile is hidden from
   * the runner (fact J6).
   */
  readonly profileOnly: ReadonlySet<string> | null;
};

/** All objects and fields that one permission set has rows of. */
export type WholeRows = Pick<StandingSet, 'objects' | 'fields'>;

/** Everything that an administrator reads about the permission sets, licenses and logins of users. */
export type Permissions = {
  /** What permission sets, muting permission sets and licenses hold, by their id; what holds nothing is missing. */
  readonly contents: ReadonlyMap<string, Content>;
  /** The permission sets that were read, by id. */
  readonly sets: ReadonlyMap<string, ReadSet>;
  /** Of every permission set license of the org. */
  readonly ceilings: Ceilings;
  readonly packagesOf: PackagesOf;
  /** Keys of namespaces; null where none was asked for. */
  readonly installedPackages: Reading<ReadonlySet<string>> | null;
  /** What the boxes say that were asked for once more, by the key of the flag. */
  readonly flagsOf: (userId: string) => ReadonlyMap<string, Reading<boolean>>;
  /** Null where it was not asked. */
  readonly licenseObjects: LicenseObjects | null;
  /** All rows of a permission set of which that was wanted. Left out where it was of none. */
  readonly wholeRowsOf?: (setId: string) => Reading<WholeRows>;
  /** Names of user licenses that the profile did not tell, by id. */
  readonly licenseNames: Reading<ReadonlyMap<string, string>>;
  /** Who is frozen, by user id; a user without a row was not told about (fact G8). */
  readonly frozen: Reading<ReadonlyMap<string, boolean>>;
  readonly userPermissionRows: Reading<true>;
  readonly mutingRows: Reading<true>;
  readonly objectRows: Reading<true>;
  readonly fieldRows: Reading<true>;
  readonly appRows: Reading<true>;
  /** Names of the apps that the user has tokens of, by the id of the user. */
  readonly tokens: Reading<ReadonlyMap<string, ReadonlySet<string>>>;
  readonly untold: Untold;
  /** Objects and fields as the org spells them, by key. Left out where only what is named was read. */
  readonly spelled?: ReadonlyMap<string, string>;
};

/** Whose permissions are read. */
export type Holders = {
  readonly permissionSetIds: readonly string[];
  readonly mutingIds: readonly string[];
  /** The permission sets of which all rows are wanted, whatever the objects. Left out where it is of none. */
  readonly wholeIds?: readonly string[];
  readonly licenseIds: readonly string[];
  /** User licenses of which only the id is known. */
  readonly unnamedLicenseIds: readonly string[];
  /** Whether the permission set licenses of the org are wanted: they may not be assigned yet. */
  readonly wantsLicenses: boolean;
  readonly userIds: readonly string[];
  /** Boxes on the users' records that there surely are, and that the first query for the users did not tell. */
  readonly untoldFlags: readonly UserFlag[];
  /** What is looked up of the licenses of the org, where they are known already; null where they are not. */
  readonly licensesAsked: LicensesAsked | null;
  /** Users whose login state is wanted; empty where the runner may not see it. */
  readonly loginIds: readonly string[];
  /** Things of Setup of which it is wanted who has access, by their ids; with the keys of the entries that each is. */
  readonly setupEntities: ReadonlyMap<string, readonly string[]>;
  /** Users whose tokens are wanted; empty where the runner may not see them. */
  readonly tokenIds: readonly string[];
};
