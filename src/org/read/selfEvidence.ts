import type { ReadingScope } from '../../access/readingScope.js';
import { keyOf } from '../../platform/names.js';
import type { DescribedObject, Evidence, Reading, UserPermission } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import { chunk, isApiName } from '../soql.js';
import { describe, query } from './subrequests.js';
import { asRow, flag, text } from './answerRow.js';
import { mapReading, refusal, rowsOf } from './rows.js';
import type { Row } from './answerRow.js';

/** Subrequests in one composite call (fact I8); one place is kept for the query. */
const describesPerCall = 24;

const words: readonly [ObjectAccess, string][] = [
  ['read', 'queryable'],
  ['create', 'createable'],
  ['edit', 'updateable'],
  ['delete', 'deletable'],
];

/** The first thing that a describe does not tell, so that it must not look like a no; undefined where all is there. */
const lackedInDescribe = (object: Row): string | undefined => {
  const { fields } = object;
  if (!Array.isArray(fields)) return 'fields';
  const isFlag = (row: Row, name: string): boolean => typeof row[name] === 'boolean';
  const isWhole = (field: Row): boolean =>
    text(field, 'name') !== '' && isFlag(field, 'updateable') && isFlag(field, 'createable');
  if (!fields.map(asRow).every(isWhole)) return 'fields';
  return words.find(([, name]) => !isFlag(object, name))?.[1];
};

const describedObject = (body: unknown): DescribedObject => {
  const object = asRow(body);
  const fields = (Array.isArray(object['fields']) ? object['fields'] : []).map(asRow);
  return {
    access: new Set(words.filter(([, name]) => flag(object, name)).map(([access]) => access)),
    fields: new Map(
      fields.map((field): [string, FieldAccess] => [
        keyOf(text(field, 'name')),
        flag(field, 'updateable') || flag(field, 'createable') ? 'edit' : 'read',
      ]),
    ),
  };
};

/** NOT_FOUND on a describe is how the platform says "not for you" (fact I7): a known answer, not a gap. */
const describeReading = (sobject: string, reply: Reply | undefined): Reading<DescribedObject | null> => {
  if (!reply) return { known: false, gap: { code: 'NOT_ANSWERED', part: sobject, detail: '' } };
  if (reply.ok) {
    const lacked = lackedInDescribe(asRow(reply.body));
    return lacked === undefined ? known(describedObject(reply.body)) : gap('INCOMPLETE_ROWS', sobject, lacked);
  }
  return reply.errorCode === 'NOT_FOUND' ? known(null) : { known: false, gap: refusal(sobject, reply) };
};

/**
 * What the user sees of himself: the permissions he has, and a describe of each object (facts C18, E7). One call for up
 * to 24 objects.
 * @throws OrgFailure
 */
export const readSelfEvidence = async (
  client: OrgClient,
  question: ReadingScope,
  columns: Reading<ReadonlyMap<string, UserPermission>>,
): Promise<Evidence> => {
  const userPermissionColumns = columns.known ? columns.value : new Map<string, UserPermission>();
  const wanted = question.userPermissions.flatMap((name) => {
    const column = userPermissionColumns.get(keyOf(name));
    return column && isApiName(column.name) ? [`Permissions${column.name}`] : [];
  });
  const groups = chunk(question.sobjects, describesPerCall);
  const calls = (groups.length > 0 ? groups : [[]]).map(async (sobjects, call) => {
    const subrequests = sobjects.map((sobject, i) => describe(`d${i}`, sobject));
    const permissions =
      call === 0 && wanted.length > 0
        ? [query('permissions', `SELECT ${wanted.join(', ')} FROM UserPermissionAccess`)]
        : [];
    const all = [...subrequests, ...permissions];
    const replies = all.length > 0 ? await client.composite(all, 'data') : new Map<string, Reply>();
    return {
      objects: sobjects.map((s, i): [string, Reading<DescribedObject | null>] => [
        keyOf(s),
        describeReading(s, replies.get(`d${i}`)),
      ]),
      permissions: replies.get('permissions'),
    };
  });
  const answers = await Promise.all(calls);
  const rows = columns.known ? await rowsOf(client, 'UserPermissionAccess', answers[0]?.permissions) : columns;
  const own = rows.known && rows.value.length === 0 ? gap('NOT_ANSWERED', 'UserPermissionAccess', '') : rows;
  return {
    mode: 'self',
    userPermissionColumns,
    userPermissions: mapReading(
      own,
      (all) =>
        new Set(
          all
            .flatMap((row) => Object.keys(row).filter((name) => flag(row, name)))
            .map((name) => keyOf(name.replace(/^Permissions/i, ''))),
        ),
    ),
    objects: new Map(answers.flatMap((answer) => answer.objects)),
  };
};
