/** What is inside of rules, flows and profiles: told one by one, up to 25 in one call (facts L1-L3, L5, M16, L18). */
import type { LoginHours, ProfileRules } from '../../../access/orgAutomation.js';
import type { Reading } from '../../../access/snapshot.js';
import { gap, known, mapReading } from '../../../access/snapshot.js';
import { keyOf } from '../../../platform/names.js';
import { chunk } from '../../chunk.js';
import type { OrgClient } from '../../orgClient.js';
import type { Reply } from '../../reply.js';
import { soqlOf } from '../../soql.js';
import type { Query } from '../../query.js';
import type { Subrequest } from '../../restApi.js';
import { asRow, rowsIn, text, valueIn } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { answerTo, refusal } from '../queryAnswer.js';
import type { Answer } from '../queryAnswer.js';

/** One record of the Tooling API that is read by its id. */
export type ToolingRecord = {
  readonly type: 'ValidationRule' | 'Flow' | 'WorkflowRule' | 'Profile';
  readonly id: string;
};

/** Subrequests of one call (fact L2). */
const perCall = 25;

/** Only what is an id of the platform goes into a path; a managed flow may have a name there (fact L4). */
const isRecordId = (id: string): boolean => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id);

/** The metadata of the record; a gap where it was not told, or is hidden as the insides of managed packages are. */
const metadataIn = ({ type, id }: ToolingRecord, reply: Reply | undefined): Reading<Row> => {
  if (!reply) return gap('NOT_ANSWERED', type, id);
  if (!reply.ok) return { known: false, gap: refusal(type, reply) };
  const metadata = valueIn(asRow(reply.body), 'Metadata');
  return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)
    ? known(metadata as Row)
    : gap('NOT_ANSWERED', type, 'Metadata');
};

/** What the calls told, by the id of each record, and the answers to the queries that rode along. */
export type Details = {
  readonly metadata: ReadonlyMap<string, Reading<Row>>;
  readonly answers: readonly Reading<Answer>[];
};

/**
 * Reads records of the Tooling API with their metadata, as many calls as hold them, all at the same time.
 * @param queries of the Tooling API that ride along, at most five
 * @throws OrgFailure
 */
export const readDetails = async (
  client: OrgClient,
  records: readonly ToolingRecord[],
  queries: readonly Query[],
): Promise<Details> => {
  const asked = records.filter(({ id }) => isRecordId(id)).map((record, i) => ({ ref: `r${i}`, record }));
  const riding = queries.map((query, i) => ({ ref: `q${i}`, query }));
  const subrequests: Subrequest[] = [
    ...riding.map(({ ref, query }) => ({ ref, path: `/tooling/query?q=${encodeURIComponent(soqlOf(query))}` })),
    ...asked.map(({ ref, record }) => ({ ref, path: `/tooling/sobjects/${record.type}/${record.id}` })),
  ];
  const replies = await Promise.all(chunk(subrequests, perCall).map((some) => client.composite(some, 'tooling')));
  const byRef = new Map(replies.flatMap((one) => [...one]));
  return {
    metadata: new Map([
      // What is named otherwise than by an id was not asked for: no right of the runner would tell it.
      ...records.map(({ type, id }) => [id, gap('NOT_ANSWERED', type, id)] as const),
      ...asked.map(({ ref, record }) => [record.id, metadataIn(record, byRef.get(ref))] as const),
    ]),
    answers: await Promise.all(riding.map(({ ref, query }) => answerTo(client, query, byRef.get(ref)))),
  };
};

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Minutes of a login hour; null where none is told, undefined where it is no number of minutes. */
const minutesOf = (value: unknown): number | null | undefined => {
  if (value === undefined || value === null || value === '') return null;
  const minutes = typeof value === 'string' ? Number(value) : value;
  return typeof minutes === 'number' && Number.isFinite(minutes) ? minutes : undefined;
};

/**
 * The hours of the days that have any. A day of which one end is missing, or is no number, may shut the integration out, so
 * none of it counts as read.
 */
const loginHoursIn = (value: unknown): Reading<ProfileRules['loginHours']> => {
  const [hours = {}, ...others] = rowsIn(value);
  if (others.length > 0) return gap('NOT_ANSWERED', 'Profile', 'loginHours');
  const days: LoginHours[] = [];
  for (const day of weekdays) {
    const from = minutesOf(valueIn(hours, `${day}Start`));
    const to = minutesOf(valueIn(hours, `${day}End`));
    if (from === undefined || to === undefined || (from === null) !== (to === null))
      return gap('NOT_ANSWERED', 'Profile', `loginHours.${day}`);
    if (from !== null && to !== null) days.push({ day, from, to });
  }
  return known(days);
};

/** Record types that a profile or a permission set makes visible, by their keys (fact O5). */
export const visibleRecordTypes = (metadata: Row): string[] =>
  rowsIn(metadata['recordTypeVisibilities'])
    .filter((one) => one['visible'] === true || one['visible'] === 'true')
    .map((one) => keyOf(text(one, 'recordType')));

/** What the metadata of a profile says of logins and record types (facts M16, O5). */
export const profileRulesIn = (reading: Reading<Row>): Reading<ProfileRules> => {
  if (!reading.known) return reading;
  // Nothing there is no restriction; something that is no range may be one.
  const unread = ['loginIpRanges', 'loginHours'].find(
    (name) => !['object', 'undefined'].includes(typeof reading.value[name]),
  );
  if (unread !== undefined) return gap('NOT_ANSWERED', 'Profile', unread);
  const hours = loginHoursIn(reading.value['loginHours']);
  if (!hours.known) return hours;
  return mapReading(reading, (metadata) => {
    return {
      isCustom: metadata['custom'] === true || metadata['custom'] === 'true',
      loginHours: hours.value,
      ipRanges: rowsIn(metadata['loginIpRanges']).map((range) => ({
        from: text(range, 'startAddress'),
        to: text(range, 'endAddress'),
      })),
      recordTypes: new Set(visibleRecordTypes(metadata)),
    };
  });
};
