/** Seats of feature licenses, which the boxes on a user's record take. */
import { mapReading } from '../../access/snapshot.js';
import type { FeatureSeats, Reading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { OrgClient } from '../orgClient.js';
import { keys, numbers } from '../query.js';
import type { Query } from '../query.js';
import { numberOrNull, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { readRows } from './readQueries.js';

/** Feature types of Salesforce are fewer than twenty, each counted once a day: the last of each are among so many. */
const mostRows = 200;

/**
 * The newest rows, one for each feature license, counted once a day (Object Reference: ActiveFeatureLicenseMetric, since version 52:
 * MetricsDate can be sorted by). No filter by type, as a value that a restricted picklist does not know can be refused.
 */
const featureSeatsQuery: Query = {
  api: 'data',
  from: 'ActiveFeatureLicenseMetric',
  columns: [...keys('FeatureType', 'MetricsDate'), ...numbers('AssignedUserCount', 'TotalLicenseCount')],
  where: [],
  orderBy: 'MetricsDate',
  newestFirst: true,
  limit: mostRows,
};

/** The seats by the key of the flag, of each the latest count; one without numbers is left out. */
const featureSeatsIn = (rows: Reading<readonly Row[]>): Reading<ReadonlyMap<string, FeatureSeats>> =>
  mapReading(rows, (all) => {
    const seats = new Map<string, FeatureSeats>();
    for (const row of all) {
      const [used, total] = [numberOrNull(row, 'AssignedUserCount'), numberOrNull(row, 'TotalLicenseCount')];
      const [key, countedOn] = [keyOf(text(row, 'FeatureType')), text(row, 'MetricsDate').slice(0, 10)];
      if (used === null || total === null || (seats.get(key)?.countedOn ?? '') > countedOn) continue;
      seats.set(key, { total, used, countedOn });
    }
    return seats;
  });

/** Reads how many seats there are, and how many are taken. @throws OrgFailure */
export const readFeatureSeats = async (client: OrgClient): Promise<Reading<ReadonlyMap<string, FeatureSeats>>> =>
  featureSeatsIn(await readRows(client, featureSeatsQuery));
