/**
 * The world as the second evaluator sees it: plain lists of what stands in an org and of what its users were given.
 * Nothing is prepared or indexed, so that a failing case prints as something a person can read.
 *
 * The folder imports only types of the product, and only of its results. Its rules are those of the contract (design,
 * sections 3 and 4) and of the platform facts, written down a second time in the plainest way.
 */
import type { FindingCode } from '../../../src/kinds/findingCodes.js';
import type { App } from './judgeApp.js';

export type Access = 'read' | 'create' | 'edit' | 'delete' | 'viewAllRecords' | 'modifyAllRecords' | 'viewAllFields';

/** What a permission set, a profile or a muting set holds. `fields` is by `Object.Field`; edit includes read. */
export type Holding = {
  readonly userPermissions: readonly string[];
  readonly objects: Readonly<Record<string, readonly Access[]>>;
  readonly fields: Readonly<Record<string, 'read' | 'edit'>>;
  /** Things of Setup to which it gives access (fact E12), as `setupKey` writes them. */
  readonly setup: readonly string[];
};

/** How a holding writes a custom permission, a class or an app of which kind ever. */
export const setupKey = (kind: 'customPermission' | 'apexClass' | App['type'], name: string): string =>
  `${kind}:${name}`;

/** How a holding writes a custom setting or custom metadata type that it opens (fact E12). */
export const openedKey = (sobject: string): string => `customEntityDefinition:${sobject}`;

export type Field = {
  readonly name: string;
  /** The compound field of which it is a part. */
  readonly partOf: string | null;
  readonly isCompound: boolean;
  /** Field permissions can be given for it. */
  readonly permissionable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  readonly tracked: boolean;
};

export type Entity = {
  readonly name: string;
  /** In the list of what ObjectPermissions accepts (fact B4). */
  readonly takesObjectPermissions: boolean;
  readonly fields: readonly Field[];
  /** The object switch of history tracking; `always` where the platform has none (fact F6). */
  readonly historySwitch: boolean | 'always';
};

export type PermissionSet = Holding & { readonly name: string; readonly namespace: string | null };

export type Group = {
  readonly name: string;
  /** Names of permission sets. */
  readonly members: readonly string[];
  readonly muting: Holding | null;
  /** What the aggregate permission set holds, which is what counts (facts A4, A5). */
  readonly aggregate: Holding;
  /** The aggregate is to be calculated again; until then it may be out of date (fact A6). */
  readonly waiting: boolean;
};

export type Profile = Holding & {
  readonly name: string;
  /** User permissions that only profiles can hold, of this one; null where nobody lets us see them (fact J6). */
  readonly profileOnly: readonly string[] | null;
};

export type AssignmentState = 'inForce' | 'expired' | 'revoked' | 'inactive' | 'needsActivation';

export type Assignment = {
  readonly of: string;
  readonly state: AssignmentState;
  /** Nobody could read until when it holds: it may grant, and it may not. */
  readonly doubtful: boolean;
};

/** What a license allows at most; null where the org does not tell. */
export type License = {
  readonly name: string;
  readonly objects: Readonly<Record<string, readonly Access[]>> | null;
  readonly userPermissions: readonly string[] | null;
};

/** A permission set license of the org; one that is not in force opens nothing (fact A20). */
export type PermissionSetLicense = License & {
  readonly force: 'inForce' | 'expired' | 'disabled';
  readonly freeSeat: boolean;
  /** No license of the org: the user is judged as if he had it, in force. */
  readonly supposed?: true;
};

/** Boxes on the record of a user (fact Q13); on the first two rests what is written, on the others nothing. */
export type Flag = 'MarketingUser' | 'KnowledgeUser' | 'SupportUser' | 'InteractionUser';

export type User = {
  readonly username: string;
  readonly profile: string;
  readonly permissionSets: readonly Assignment[];
  readonly groups: readonly Assignment[];
  readonly active: boolean;
  readonly frozen: boolean;
  /** Nobody named the user: it is whoever is logged in. */
  readonly unnamed: boolean;
  /** The user license; of its user permissions the org tells nothing. */
  readonly license: License;
  /** Names of the permission set licenses that are assigned, in force or not. */
  readonly permissionSetLicenses: readonly string[];
  /** Of the boxes that the org has: one without a feature has none for it. */
  readonly flags: Readonly<Partial<Record<Flag, boolean>>>;
  /** By namespace of the packages that sell seats. */
  readonly seats: Readonly<Record<string, 'held' | 'missing' | 'expired'>>;
};

/** Why something could not be read. */
export type GapCode =
  | 'NOT_AUTHORISED'
  | 'NOT_IN_API_VERSION'
  | 'NOT_ANSWERED'
  | 'INCOMPLETE_ROWS'
  | 'SELF_MODE'
  | 'RECALCULATING';

/**
 * Parts of the org that could not be read. A part is one of `entities`, `permissionableObjects`, `permissionSetColumns`,
 * `profileColumns`, `assignments`, `objectRows`, `fieldRows`, `userPermissionRows`, `frozen`, `permissionSetLicenses` (which
 * of them a user holds), `licenseForce`, `licenseSeats`, `flags`, `seats`, `permissionSets` (which the org has), `profile`
 * (what the user's is called), `customPermissions`, `apexClasses`, `connectedApps`, `externalApps`, `setupRows`, `packages`
 * (which are installed), `sharing`, or `fields:<Object>`, `historySwitch:<Object>`, `historyFields:<Object>`.
 */
export type Gaps = Readonly<Record<string, GapCode>>;

export type World = {
  readonly entities: readonly Entity[];
  /** User permissions for which PermissionSet has a column; profiles have all of these too (fact D2). */
  readonly setPermissions: readonly string[];
  /** User permissions that only profiles have a column for (fact D4). */
  readonly profilePermissions: readonly string[];
  /** User permissions for which a permission set license says whether it allows them (fact A20). */
  readonly ceilingPermissions: readonly string[];
  /** All permission set licenses of the org, whether anybody holds them or not. */
  readonly permissionSetLicenses: readonly PermissionSetLicense[];
  /** The API version knows View All Fields (fact B1). */
  readonly knowsViewAllFields: boolean;
  readonly profiles: readonly Profile[];
  readonly permissionSets: readonly PermissionSet[];
  readonly groups: readonly Group[];
  readonly users: readonly User[];
  readonly setup: Setup;
  readonly gaps: Gaps;
};

/** What rules can name beside permissions, objects and fields. */
export type Setup = {
  readonly customPermissions: readonly string[];
  readonly apexClasses: readonly string[];
  readonly apps: readonly App[];
  /** Namespaces of the packages of which the org tells that they are installed. */
  readonly packages: readonly string[];
  /** Org-wide defaults by object, in the words of EntityDefinition (fact O1). */
  readonly sharing: Readonly<Record<string, string>>;
  /** Objects that are offered for object permissions and are not in the org (fact X1). */
  readonly offeredOnly: readonly string[];
};

export type Code = FindingCode;

/** Names of Salesforce compare without regard to case. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
export const includes = (names: readonly string[], name: string): boolean => names.some((one) => same(one, name));

/** What a record of names says about one of them. */
export const lookUp = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined => {
  for (const [key, value] of Object.entries(record)) if (same(key, name)) return value;
  return undefined;
};

/** How the org spells a name, where it knows it. */
export const spelled = (names: readonly string[], name: string): string => names.find((one) => same(one, name)) ?? name;
