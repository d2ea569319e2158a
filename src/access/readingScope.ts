import type { UserFlag } from '../platform/userFlags.js';

/**
 * What has to be read from the org so that requirements can be judged: names only, each once, in the spelling of the
 * definition. Filters go by object, never by ten thousand field names (fact I3).
 */
export type ReadingScope = {
  readonly userPermissions: readonly string[];
  /** Objects whose existence and object permissions matter. */
  readonly sobjects: readonly string[];
  /** Objects whose fields and field permissions matter. */
  readonly fieldSobjects: readonly string[];
  /** How many rules name a field of an object, by its key: roughly how much an answer about its fields will hold. */
  readonly fieldsNamed: ReadonlyMap<string, number>;
  readonly historySobjects: readonly string[];
  /** Namespaces of packages to which something belongs that is asked for. */
  readonly namespaces: readonly string[];
  /** Objects whose org-wide default matters. */
  readonly sharingSobjects: readonly string[];
  /** Whether all custom objects matter that come with a license: View All Data takes them along (fact B8). */
  readonly licensedObjects: boolean;
  /** Feature flags of the user's record on which access to one of the objects rests. */
  readonly userFlags: readonly UserFlag[];
  /** Whether the seats of feature licenses matter. */
  readonly featureSeats: boolean;
  /** Objects whose automation matters. */
  readonly automationSobjects: readonly string[];
  /** Picklists whose values matter. */
  readonly picklists: ReadonlyArray<{ readonly sobject: string; readonly field: string }>;
  /** Whether the passwords of the users matter: the integration logs in with them. */
  readonly passwords: boolean;
  /** Connected apps and external client apps that rules name. */
  readonly connectedApps: readonly string[];
  /** Custom permissions and Apex classes that rules name, `ns__Name` when packaged. */
  readonly customPermissions: readonly string[];
  readonly apexClasses: readonly string[];
  /** Whether it matters what the profiles of the users say of logins. */
  readonly logins: boolean;
  /** Permission sets and groups that rules name, `ns__Name` when packaged. */
  readonly permissionSets: readonly string[];
  /** User permissions of which nothing matters but what licenses allow. Left out where there are none. */
  readonly licensedPermissions?: readonly string[];
  /** Whether all that profiles, permission sets and groups hold matters, not only what is named. Left out where it does not. */
  readonly everything?: true;
  /** Whether the platform is asked for its opinion, which goes by the ids of objects and fields. Left out where it is not. */
  readonly opinions?: true;
};

/** Nothing to be read; what a reading wants is put in the place of its parts. */
export const emptyScope: ReadingScope = {
  userPermissions: [],
  sobjects: [],
  fieldSobjects: [],
  fieldsNamed: new Map(),
  historySobjects: [],
  namespaces: [],
  sharingSobjects: [],
  licensedObjects: false,
  userFlags: [],
  featureSeats: false,
  automationSobjects: [],
  picklists: [],
  passwords: false,
  connectedApps: [],
  customPermissions: [],
  apexClasses: [],
  logins: false,
  permissionSets: [],
};
