/**
 * How the org calls what a loss is about. Entries of the audit trail name things by label, by API name or by id (fact N4), so each
 * has all names under which it may stand there.
 */

/** What is called so, and its ids where they may stand in place of the name. */
export type Names = readonly string[];

export type OrgUserNames = {
  readonly id: string;
  readonly name: string;
  /** Empty where nobody may see it. */
  readonly profile: Names;
  /** Ids of the user license. */
  readonly userLicense: Names;
};

export type OrgObjectNames = {
  readonly label: string;
  readonly pluralLabel: string;
};

export type OrgFieldNames = {
  /** As describe and as Setup call it: of lookups they differ. */
  readonly labels: Names;
  /** API name of the address or name that it is a part of, whose field permissions are its own (facts C3, C4); null for a field of its own. */
  readonly carrier: string | null;
};

export type OrgNames = {
  /** By the key of the username. */
  readonly users: ReadonlyMap<string, OrgUserNames>;
  /** Permission sets by the key of their API name. */
  readonly permissionSets: ReadonlyMap<string, Names>;
  readonly groups: ReadonlyMap<string, { readonly names: Names; readonly muting: readonly Names[] }>;
  /** Profiles by the key of their name. */
  readonly profiles: ReadonlyMap<string, Names>;
  /** By the key of the API name; what does not exist any more is missing. */
  readonly objects: ReadonlyMap<string, OrgObjectNames>;
  /** By the key of the object, its fields by key. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, OrgFieldNames>>;
  /** Labels of user permissions by key. */
  readonly permissions: ReadonlyMap<string, Names>;
  /** Labels of custom permissions by the key of their name with its namespace. */
  readonly customPermissions: ReadonlyMap<string, Names>;
  /** Labels of permission set licenses by the key of their API name. */
  readonly licenses: ReadonlyMap<string, Names>;
};

/** Of an org that told nothing. */
export const noNames: OrgNames = {
  users: new Map(),
  permissionSets: new Map(),
  groups: new Map(),
  profiles: new Map(),
  objects: new Map(),
  fields: new Map(),
  permissions: new Map(),
  customPermissions: new Map(),
  licenses: new Map(),
};
