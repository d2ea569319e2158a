import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { rowsOf } from '../permissions/orgTables.js';
import type { RestContext, Route } from './restRoute.js';

/** Allocations of which the embedded org uses nothing, because it has no such feature. */
const unused = {
  ConcurrentAsyncGetReportInstances: 200,
  DailyAsyncApexExecutions: 250_000,
  DailyBulkApiBatches: 15_000,
  DailyBulkV2QueryFileStorageMB: 976_562,
  DailyBulkV2QueryJobs: 10_000,
  DailyDeliveredPlatformEvents: 50_000,
  DailyStreamingApiEvents: 200_000,
  DailyWorkflowEmails: 100_000,
  DataStorageMB: 10_240,
  FileStorageMB: 10_240,
  HourlyPublishedPlatformEvents: 250_000,
  HourlyAsyncReportRuns: 1200,
  HourlySyncReportRuns: 500,
  MassEmail: 5000,
  SingleEmail: 5000,
} as const;

/** Fact N7. */
const maxPermissionSets = 1500;

/** `GET /limits`; needs View Setup (fact G10, code and text of the refusal are assumed). */
function limits({ org, caller }: RestContext): HttpAnswer {
  if (!effectiveAccess(org, caller.userId).userPermission('ViewSetup')) {
    throw new OrgError(
      403,
      'INSUFFICIENT_ACCESS',
      'You do not have the level of access necessary to perform the operation.',
    );
  }
  const { max, used } = org.limits.dailyApiRequests;
  const entries = Object.entries(unused).map(
    ([name, allowed]) => [name, { Max: allowed, Remaining: allowed }] as const,
  );
  // Calls of apps that the org knows are counted under their names as well (fact N7).
  const ofApps = rowsOf(org, 'ConnectedApplication').map(
    (app) => [String(app['Name']), { Max: 0, Remaining: 0 }] as const,
  );
  const sets = Math.max(
    0,
    maxPermissionSets - rowsOf(org, 'PermissionSet').filter((set) => set['IsOwnedByProfile'] !== true).length,
  );
  const all = Object.fromEntries([
    ...entries,
    ['DailyApiRequests', { Max: max, Remaining: Math.max(0, max - used), ...Object.fromEntries(ofApps) }],
    ['PermissionSets', { Max: maxPermissionSets, Remaining: sets }],
  ]);
  return json(200, Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b))));
}

export const limitRoutes: readonly Route[] = [{ path: '/limits', apis: ['data'], methods: { GET: limits } }];
