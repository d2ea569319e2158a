/** Reads who changed what in the setup of the org. */
import type { Reading } from '../../../access/snapshot.js';
import { gap, mapReading } from '../../../access/snapshot.js';
import { trailFrom } from '../../../monitor/whoDidIt/loss.js';
import type { TrailEntry } from '../../../monitor/whoDidIt/loss.js';
import type { OrgClient } from '../../orgClient.js';
import type { Row } from '../answerRow.js';
import { parent, text } from '../answerRow.js';
import type { Answer } from '../queryAnswer.js';
import { wholeRows } from '../queryAnswer.js';
import { orFewer, readQueries } from '../readQueries.js';
import { auditTrailQuery, mostEntries } from './auditTrailQuery.js';

export type AuditTrail = {
  readonly entries: readonly TrailEntry[];
  /** There are more: older ones were left out. */
  readonly isCut: boolean;
};

/**
 * Who did it: the user; whoever was logged in as that user, before it; of what the platform or a package did, whatever the entry
 * says of it.
 */
const whoIn = (row: Row): string => {
  const username = text(parent(row, 'CreatedBy'), 'Username');
  const delegate = text(row, 'DelegateUser');
  const user = username || text(row, 'CreatedById') || text(row, 'CreatedByContext') || text(row, 'CreatedByIssuer');
  return delegate === '' ? user : `${delegate} (${user})`;
};

const entryOf = (row: Row): TrailEntry | null => {
  const time = Date.parse(text(row, 'CreatedDate').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time)) return null;
  return {
    id: text(row, 'Id'),
    when: new Date(time).toISOString(),
    who: whoIn(row),
    action: text(row, 'Action'),
    text: text(row, 'Display'),
    section: text(row, 'Section'),
  };
};

/** Statements are split where they are long: then the bound holds for each of them, and together they may have more. */
const entriesIn = (answer: Reading<Answer>): Reading<AuditTrail> =>
  mapReading(wholeRows(answer), (rows) => ({
    entries: rows.flatMap((row) => entryOf(row) ?? []),
    isCut: rows.length >= mostEntries,
  }));

/**
 * The entries since a time that some actions have made. Where the org refuses a column, with fewer columns; where it does not let
 * actions be filtered, all entries. A gap where the runner may not read the trail: that takes View Setup, and from Spring '27 on View
 * Setup Audit Trail (fact G6).
 * @param since ISO 8601
 * @throws OrgFailure
 */
export const readAuditTrail = async (
  client: OrgClient,
  since: string,
  actions: readonly string[],
): Promise<Reading<AuditTrail>> => {
  const from = trailFrom(since);
  const [first] = await readQueries(client, [auditTrailQuery(from, actions, 'all')]);
  const answer = await orFewer(client, first, [
    auditTrailQuery(from, actions, 'fewer'),
    auditTrailQuery(from, actions, 'fewest'),
    auditTrailQuery(from, null, 'fewest'),
  ]);
  return answer ? entriesIn(answer) : gap('NOT_ANSWERED', 'SetupAuditTrail', '');
};
