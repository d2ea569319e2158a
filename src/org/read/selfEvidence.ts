import type { ReadingScope } from '../../access/readingScope.js';
import { keyOf } from '../../platform/names.js';
import type { DescribedObject, Evidence, Reading, UserPermission } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import type { OrgClient } from '../orgClient.js';
import type { Query } from '../query.js';
import type { Reply } from '../reply.js';
import { asRow, flag, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { permissionParts, userPermissionColumns, userPermissionsIn } from './permissionSetRows.js';
import { answerTo, refusal, toldBy } from './queryAnswer.js';
import { describeOf, send } from './subrequests.js';

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
 * @param columns that UserPermissionAccess has
 * @throws OrgFailure
 */
export const readSelfEvidence = async (
  client: OrgClient,
  scope: ReadingScope,
  columns: Reading<ReadonlyMap<string, UserPermission>>,
): Promise<Extract<Evidence, { mode: 'self' }>> => {
  const existing = columns.known ? columns.value : new Map<string, UserPermission>();
  const wanted = scope.userPermissions.flatMap((name) => existing.get(keyOf(name))?.name ?? []);
  const query: Query = {
    api: 'data',
    from: 'UserPermissionAccess',
    columns: userPermissionColumns(wanted),
    where: [],
  };
  const replies = await send(
    client,
    wanted.length > 0 ? [{ ref: 'permissions', query }] : [],
    scope.sobjects.map((sobject, i) => describeOf(`d${i}`, sobject)),
  );
  const told = columns.known
    ? toldBy(await answerTo(client, query, replies.get('permissions')), permissionParts(wanted))
    : columns;
  const own = told.known && told.value.rows.length === 0 ? gap('NOT_ANSWERED', query.from, '') : told;
  return {
    mode: 'self',
    userPermissionColumns: existing,
    userPermissions: mapReading(
      own,
      ({ rows }) => new Set(rows.flatMap((row) => userPermissionsIn(row, wanted)).map((name) => keyOf(name))),
    ),
    ...(own.known && own.value.untold.size > 0 ? { untold: own.value.untold } : {}),
    objects: new Map(
      scope.sobjects.map((sobject, i) => [keyOf(sobject), describeReading(sobject, replies.get(`d${i}`))]),
    ),
  };
};
