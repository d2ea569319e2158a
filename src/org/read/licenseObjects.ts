/** Which objects the permission set licenses of the org open, those that no user of the reading holds among them (fact A20). */
import type { Gap, LicenseObjects, OrgSchema } from '../../access/snapshot.js';
import { lackedIn } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { OrgClient } from '../orgClient.js';
import type { Condition, Query } from '../query.js';
import { objectParts, objectRowsIn, objectRowsQuery } from './permissionSetRows.js';
import { toldBy } from './queryAnswer.js';
import { readQueries } from './readQueries.js';

/** What is looked up. */
export type LicensesAsked = {
  /** Licenses of which the objects were not read yet. */
  readonly ids: readonly string[];
  /** Objects that one of them may have to open. */
  readonly sobjects: readonly string[];
  /** Every license, where all custom objects that come with one are wanted; empty where they are not. */
  readonly allIds: readonly string[];
};

const none: LicenseObjects = { byLicense: new Map(), untold: null };

/**
 * Reads what these licenses allow. What the org refuses to tell, it does not tell: then nothing is known to be opened.
 * Nothing is sent where nothing is asked.
 * @throws OrgFailure
 */
export const readLicenseObjects = async (
  client: OrgClient,
  { objectAccessColumns }: Pick<OrgSchema, 'objectAccessColumns'>,
  { ids, sobjects, allIds }: LicensesAsked,
): Promise<LicenseObjects> => {
  const custom: Condition = { column: 'SobjectType', endsWith: '__c' };
  const rowsOf = (parentIds: readonly string[]): Query =>
    objectRowsQuery({ parentIds, withIds: false }, objectAccessColumns);
  const queries: Query[] = [
    ...(ids.length > 0 && sobjects.length > 0
      ? [objectRowsQuery({ parentIds: ids, sobjects, withIds: false }, objectAccessColumns)]
      : []),
    ...(allIds.length > 0 ? [{ ...rowsOf(allIds), where: [...rowsOf(allIds).where, custom] }] : []),
  ];
  if (queries.length === 0) return none;
  const answers = (await readQueries(client, queries)).map((answer) => toldBy(answer, objectParts));
  const rows = answers.flatMap((answer) => (answer.known ? objectRowsIn(answer.value.rows) : []));
  const gaps = answers.flatMap((answer): Gap[] => {
    const lacked = lackedIn(answer);
    if (lacked) return [lacked];
    return answer.known ? [...answer.value.untold.values()] : [];
  });
  const byLicense = new Map<string, Map<string, ReadonlySet<ObjectAccess>>>();
  for (const { parentId, sobject, accesses } of rows) {
    const objects = byLicense.get(parentId) ?? new Map<string, ReadonlySet<ObjectAccess>>();
    byLicense.set(parentId, objects.set(keyOf(sobject), accesses));
  }
  return { byLicense, untold: gaps[0] ?? null };
};
