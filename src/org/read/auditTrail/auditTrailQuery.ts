/** The query for the audit trail of the org's setup (facts G5, N4). */
import { keys, names } from '../../query.js';
import type { Query } from '../../query.js';

/** How many entries are read at most: those of months, as only those of some actions are asked for. */
export const mostEntries = 10_000;

/** Which columns are asked for: orgs and API versions differ in who is named. */
export type AuditColumns = 'all' | 'fewer' | 'fewest';

const whoColumns: Readonly<Record<AuditColumns, readonly string[]>> = {
  all: ['CreatedBy.Username', 'CreatedById', 'DelegateUser', 'CreatedByContext', 'CreatedByIssuer'],
  fewer: ['CreatedBy.Username', 'CreatedById', 'DelegateUser'],
  fewest: ['CreatedById'],
};

/**
 * The entries since a time that some actions have made, the latest first. Action and CreatedDate can be filtered, the text cannot (fact N4).
 * @param actions null: of every action
 */
export const auditTrailQuery = (since: string, actions: readonly string[] | null, columns: AuditColumns): Query => ({
  api: 'data',
  from: 'SetupAuditTrail',
  columns: [...keys('Action', 'CreatedDate'), ...names('Id', 'Display', 'Section', ...whoColumns[columns])],
  where: [{ column: 'CreatedDate', since }, ...(actions === null ? [] : [{ column: 'Action', in: actions }])],
  orderBy: 'CreatedDate',
  newestFirst: true,
  limit: mostEntries,
});
