/** Event log files: rows of EventLogFile, each with a CSV of its own (facts Y1 to Y5). */
import { text } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import type { Org, Row } from '../model/orgModel.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { idOf, toLongId } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { mayQuery } from '../permissions/visibleRows.js';
import type { RestContext, Route } from './restRoute.js';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Columns of the types that the org makes files of, in the order of the files (fact Y5). */
const columnsOf = {
  ApiTotalUsage:
    'EVENT_TYPE TIMESTAMP REQUEST_ID ORGANIZATION_ID USER_ID API_FAMILY API_VERSION API_RESOURCE CLIENT_NAME HTTP_METHOD CLIENT_IP ' +
    'COUNTS_AGAINST_API_LIMIT CONNECTED_APP_ID ENTITY_NAME STATUS_CODE CONNECTED_APP_NAME USER_NAME TIMESTAMP_DERIVED',
  API: 'EVENT_TYPE TIMESTAMP REQUEST_ID ORGANIZATION_ID USER_ID API_TYPE METHOD_NAME ENTITY_NAME ROWS_PROCESSED USER_ID_DERIVED',
  RestApi:
    'EVENT_TYPE TIMESTAMP REQUEST_ID ORGANIZATION_ID USER_ID METHOD URI ENTITY_NAME QUERY STATUS_CODE USER_ID_DERIVED',
  BulkApi:
    'EVENT_TYPE TIMESTAMP REQUEST_ID ORGANIZATION_ID USER_ID JOB_ID BATCH_ID OPERATION_TYPE ENTITY_TYPE USER_ID_DERIVED',
  BulkApi2:
    'EVENT_TYPE TIMESTAMP REQUEST_ID ORGANIZATION_ID USER_ID JOB_ID OPERATION_TYPE ENTITY_TYPE JOB_STATUS USER_ID_DERIVED',
  CompositeApiSubrequest:
    'EVENT_TYPE TIMESTAMP REQUEST_ID ORGANIZATION_ID USER_ID METHOD URI STATUS_CODE SUCCESS USER_ID_DERIVED',
} as const;
export type EventLogType = keyof typeof columnsOf;

/** A row of a file: what stands below these headings; elsewhere it is empty. */
export type EventRow = Readonly<Record<string, string>>;

/** Puts the file of a day into the org, as it is there on the next one. */
export const storeEventLog = (
  org: Org,
  type: EventLogType,
  day: string,
  events: readonly EventRow[],
  more: Row = {},
): Row => {
  const columns = columnsOf[type].split(' ');
  const own: EventRow = { EVENT_TYPE: type, TIMESTAMP: `${day.replaceAll('-', '')}120000.000` };
  const lines = events.map((event) => columns.map((name) => quoted({ ...own, ...event }[name] ?? '')).join(','));
  const csv = `${[columns.map(quoted).join(','), ...lines].join('\n')}\n`;
  const row = storeNewRow(org, 'EventLogFile', {
    ApiVersion: 66,
    EventType: type,
    Interval: 'Daily',
    LogDate: `${day}T00:00:00.000+0000`,
    LogFileContentType: 'text/csv',
    LogFileFieldNames: columns.join(','),
    LogFileLength: Buffer.byteLength(csv),
    Sequence: 0,
    ...more,
  });
  org.eventLogs.set(idOf(row), csv);
  return row;
};

function logFile({ org, caller, params }: RestContext): HttpAnswer {
  const csv = org.eventLogs.get(toLongId(params['id'] ?? ''));
  if (csv === undefined || !mayQuery(org, caller, 'EventLogFile')) throw notFound();
  return text(200, csv, 'text/csv');
}

export const eventLogRoutes: readonly Route[] = [
  { path: '/sobjects/EventLogFile/:id/LogFile', apis: ['data'], methods: { GET: logFile } },
];
