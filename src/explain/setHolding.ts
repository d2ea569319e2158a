/** Permission sets and groups of the org that hold something already, whoever has them. */
import type { PermissionSetName } from '../access/snapshot.js';

/** How much a set holds in all; null where that could not be counted. */
export type HeldCounts = {
  /** Objects, each counted once for every access. */
  readonly objects: number | null;
  /** Fields, each counted once for Read and once for Edit. */
  readonly fields: number | null;
  /** Classes, pages, apps, custom permissions and whatever else SetupEntityAccess names (fact E12). */
  readonly setup: number | null;
};

/** One of them, with what it is known to hold beside the thing itself. */
export type SetHolding = PermissionSetName & {
  /** Id of the user license or permission set license that it is tied to; null where it is tied to none, or that was not told. */
  readonly licenseId: string | null;
  /** Permissions over the whole org that it holds, by API name; null where that could not be read. */
  readonly orgWide: readonly string[] | null;
  readonly counts: HeldCounts;
};

/** All of what was counted together; endless where a part of it was not, as nobody knows how much that is. */
export const countedTogether = ({ objects, fields, setup }: HeldCounts): number =>
  objects === null || fields === null || setup === null ? Number.POSITIVE_INFINITY : objects + fields + setup;
