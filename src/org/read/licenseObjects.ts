/** Which objects the permission set licenses of the org open, those that no user of the reading holds among them (fact A20). */
import type { Gap, LicenseObjects, OrgSchema, Reading } from '../../access/snapshot.js';
import { lackedIn } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { OrgClient } from '../orgClient.js';
import type { Query } from '../query.js';
import { fewObjects, objectParts, objectRowsIn, objectRowsQuery } from './permissionSetRows.js';
import { toldBy } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { readQueries } from './readQueries.js';

/** What is looked up. */
export type LicensesAsked = {
  /** Licenses of which the objects were not read yet. */
  readonly ids: readonly string[];
  /** Objects that one of them may have to open. */
  readonly sobjects: readonly string[];
  /** Every license, where all packaged objects that come with one are wanted; empty where they are not. */
  readonly allIds: readonly string[];
};

/** The org's own objects come with no package, and a license may open hundreds of them. */
const packagedName = { column: 'SobjectType', pattern: '*__*__c' };

/** Whether the rows of these objects are asked for by the query for packaged ones: a longer list could not be split. */
const fitsBeside = (sobjects: readonly string[]): boolean => sobjects.length > 0 && sobjects.length <= fewObjects;

/** The queries that tell it; none where nothing is asked. */
export const licenseObjectQueries = (
  { objectAccessColumns }: Pick<OrgSchema, 'objectAccessColumns'>,
  { ids, sobjects, allIds }: LicensesAsked,
): { readonly unheld: Query | false; readonly packaged: Query | false } => {
  const rowsOf = (parentIds: readonly string[], some?: readonly string[]): Query =>
    objectRowsQuery({ parentIds, withIds: false, ...(some ? { sobjects: some } : {}) }, objectAccessColumns);
  const packaged = rowsOf(allIds);
  const isTogether = allIds.length > 0 && fitsBeside(sobjects);
  return {
    unheld: ids.length > 0 && sobjects.length > 0 && !isTogether && rowsOf(ids, sobjects),
    packaged: allIds.length > 0 && {
      ...packaged,
      where: [
        ...packaged.where,
        isTogether ? { anyOf: [{ column: 'SobjectType', in: sobjects }, packagedName] } : packagedName,
      ],
    },
  };
};

/** What the answers to these queries tell. What the org refuses to tell, it does not tell: then nothing is known to be opened. */
export const licenseObjectsIn = (
  { sobjects }: Pick<LicensesAsked, 'sobjects'>,
  answers: ReadonlyArray<Reading<Answer> | undefined>,
): LicenseObjects => {
  const told = answers.flatMap((answer) => (answer ? [toldBy(answer, objectParts)] : []));
  const rows = told.flatMap((answer) => (answer.known ? objectRowsIn(answer.value.rows) : []));
  const gaps = told.flatMap((answer): Gap[] => {
    const lacked = lackedIn(answer);
    if (lacked) return [lacked];
    return answer.known ? [...answer.value.untold.values()] : [];
  });
  const byLicense = new Map<string, Map<string, ReadonlySet<ObjectAccess>>>();
  for (const { parentId, sobject, accesses } of rows) {
    const objects = byLicense.get(parentId) ?? new Map<string, ReadonlySet<ObjectAccess>>();
    byLicense.set(parentId, objects.set(keyOf(sobject), accesses));
  }
  return { byLicense, sobjects: new Set(sobjects.map(keyOf)), untold: gaps[0] ?? null };
};

/**
 * Reads it in a call of its own, where the licenses of the org were not known before. Nothing is sent where nothing is asked.
 * @throws OrgFailure
 */
export const readLicenseObjects = async (
  client: OrgClient,
  schema: Pick<OrgSchema, 'objectAccessColumns'>,
  asked: LicensesAsked,
): Promise<LicenseObjects> => {
  const { unheld, packaged } = licenseObjectQueries(schema, asked);
  const queries = [unheld, packaged].filter((query) => query !== false);
  return licenseObjectsIn(asked, queries.length === 0 ? [] : await readQueries(client, queries));
};
