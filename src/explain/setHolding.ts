/** Permission sets and groups of the org that hold something already, whoever has them. */
import type { PermissionSetName } from '../access/snapshot.js';

/** One of them, with what it is known to hold beside the thing itself. */
export type SetHolding = PermissionSetName & {
  /** Id of the user license or permission set license that it is tied to; null where it is tied to none, or that was not told. */
  readonly licenseId: string | null;
  /** Permissions over the whole org that it holds, by API name; null where that could not be read. */
  readonly orgWide: readonly string[] | null;
};
