/** What a user did through APIs, from the event log files of the org (facts Y1–Y6). */
import { known } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import { gatherCalls } from '../../generate/usage/gatherCalls.js';
import { logDaysOf } from '../../generate/usage/logDays.js';
import type { LogFile } from '../../generate/usage/logDays.js';
import { callerOf, loggedCallOf, loggedTypes, typeOfAllCalls } from '../../generate/usage/loggedCall.js';
import type { LoggedType } from '../../generate/usage/loggedCall.js';
import { unknownUsage, usageOf } from '../../generate/usage/usage.js';
import type { Usage } from '../../generate/usage/usage.js';
import { sameId } from '../../platform/sameId.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { keys, numbers } from '../query.js';
import type { Query } from '../query.js';
import { numberOrNull, text } from './answerRow.js';
import { orFewer, readQueries } from './readQueries.js';
import { wholeRows } from './queryAnswer.js';

/** Files that are read in one run: each takes an API call. A year of days of every type is not more. */
const mostFiles = 2_500;

/** Bytes of all files together: some two minutes of work (docs/performance.md). */
const mostBytes = 2 * 1024 * 1024 * 1024;

/** Failures that end the run wherever they happen; every other one leaves what was used unknown. */
const endsRun: ReadonlySet<string> = new Set(['INTERRUPTED', 'GAVE_UP_WAITING', 'SESSION_EXPIRED', 'REQUEST_LIMIT']);

const isId = (id: string): boolean => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id);

const filesQuery = (since: string): Query => ({
  api: 'data',
  from: 'EventLogFile',
  columns: [...keys('Id', 'EventType', 'LogDate'), ...numbers('LogFileLength')],
  where: [
    { column: 'EventType', in: loggedTypes },
    { column: 'LogDate', since: `${since}T00:00:00Z` },
  ],
});

/** The files of whole days. Where the org has no files of hours, it has no such column either (fact Y1). */
const readFiles = async (client: OrgClient, since: string): Promise<Reading<readonly LogFile[]>> => {
  const query = filesQuery(since);
  const daily: Query = { ...query, where: [...query.where, { column: 'Interval', is: 'Daily' }] };
  const [first] = await readQueries(client, [daily]);
  const answer = await orFewer(client, first, [query]);
  if (answer === undefined) throw new OrgFailure('NOT_SALESFORCE_ANSWER', ['', 'EventLogFile']);
  const rows = wholeRows(answer);
  if (!rows.known) return rows;
  return known(
    rows.value.flatMap((row): LogFile[] => {
      const id = text(row, 'Id');
      const type = loggedTypes.find((one) => one === text(row, 'EventType'));
      const time = Date.parse(text(row, 'LogDate'));
      if (type === undefined || !isId(id) || Number.isNaN(time)) return [];
      return [
        { id, type, day: new Date(time).toISOString().slice(0, 10), bytes: numberOrNull(row, 'LogFileLength') ?? 0 },
      ];
    }),
  );
};

/** Headings without which a file does not tell whose calls it holds. */
const headings = ['EVENT_TYPE', 'REQUEST_ID', 'USER_ID'] as const;

const order = (type: LoggedType): number => (type === typeOfAllCalls ? 0 : 1);

/**
 * What the user did since that day.
 * @param since a day in UTC, as `2027-01-31`
 * @param now milliseconds since the epoch
 * @throws OrgFailure where nothing more can be read
 */
export const readUsage = async (client: OrgClient, userId: string, since: string, now: number): Promise<Usage> => {
  const files = await readFiles(client, since);
  if (!files.known) return unknownUsage('NOT_VISIBLE', files.gap.detail);
  const days = logDaysOf(files.value, since, now);
  if (!days.whole) return unknownUsage(days.code, since, 'day' in days ? days.day : '');
  const wanted = files.value.filter(({ day }) => day <= days.to).sort((a, b) => order(a.type) - order(b.type));
  const tooMuch = (bytes: number): Usage =>
    unknownUsage('TOO_MUCH', String(wanted.length), String(Math.ceil(bytes / 1024 / 1024)));
  const said = wanted.reduce((sum, file) => sum + file.bytes, 0);
  if (wanted.length > mostFiles || said > mostBytes) return tooMuch(said);
  const gatherer = gatherCalls();
  // What the org says of a file is not what comes.
  let bytes = 0;
  for (const file of wanted) {
    try {
      bytes += await client.csv(`/sobjects/EventLogFile/${file.id}/LogFile`, headings, (row) => {
        if (sameId(callerOf(row), userId)) gatherer.add(file.type, loggedCallOf(file.type, row));
      });
    } catch (error) {
      if (!(error instanceof OrgFailure) || endsRun.has(error.code)) throw error;
      return unknownUsage('FILE_UNREAD', file.type, file.day, [error.code, ...error.args].join(' '));
    }
    if (bytes > mostBytes) return tooMuch(bytes);
  }
  return usageOf(days, gatherer.gathered());
};
