/** The platform's own opinion about what users may do: UserEntityAccess and UserFieldAccess (facts E3, E4, K6). */
import type { FieldOpinion, ObjectOpinion, PlatformOpinion } from '../../access/secondOpinion.js';
import type { OrgSchema, Reading } from '../../access/snapshot.js';
import { fieldKey, keyOf } from '../../platform/names.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { keyFlags, keys, valuesIn } from '../query.js';
import type { Query } from '../query.js';
import { flag, text } from './answerRow.js';
import { batchRows } from './batches.js';
import { wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { readQueries } from './readQueries.js';
import { queriesPerCall } from './subrequests.js';

/** What is asked about; names as the org spells them. */
export type OpinionsWanted = {
  readonly sobjects: readonly string[];
  readonly fields: ReadonlyArray<{ readonly sobject: string; readonly field: string }>;
};

/** Objects in one query (fact E4), and fields, whose ids are long. */
const objectsPerQuery = 200;
const fieldsPerQuery = 1000;

/** By entity and by user, as the documentation asks for both (fact Q9.1). */
const objectsQuery = (userId: string, entityIds: readonly string[]): Query => ({
  api: 'tooling',
  from: 'UserEntityAccess',
  columns: [...keys('EntityDefinitionId'), ...keyFlags('IsReadable', 'IsCreatable', 'IsEditable', 'IsDeletable')],
  where: [
    { column: 'UserId', is: userId },
    { column: 'EntityDefinitionId', in: entityIds },
  ],
  limit: batchRows,
});

/** By `<id of the FieldDefinition>.<id of the user>` and by nothing else (fact E3). */
const fieldsQuery = (durableIds: readonly string[]): Query => ({
  api: 'tooling',
  from: 'UserFieldAccess',
  columns: [...keys('DurableId'), ...keyFlags('IsAccessible', 'IsCreatable', 'IsUpdatable')],
  where: [
    durableIds.length === 1 && durableIds[0] !== undefined
      ? { column: 'DurableId', is: durableIds[0] }
      : { column: 'DurableId', in: durableIds },
  ],
  limit: batchRows,
});

/** One query for each field, as all who are known to ask do (fact E3). */
const singly = (durableIds: readonly string[]): Query[] => durableIds.map((id) => fieldsQuery([id]));

/** Most fields that are asked about one by one: five calls. Of further ones the platform says nothing. */
const mostSingly = 25;

/** The queries for all of these fields; so few that they have room beside the objects are asked about one by one at once. */
const fieldsQueries = (durableIds: readonly string[]): Query[] =>
  durableIds.length < queriesPerCall ? singly(durableIds) : chunk(durableIds, fieldsPerQuery).map(fieldsQuery);

/** Whether a list of fields was asked about and nothing came: nobody has shown that lists are taken (fact E3). */
const isListRefused = (query: Query, answer: Reading<Answer> | undefined): boolean =>
  query.from === 'UserFieldAccess' &&
  valuesIn(query, 'DurableId').length > 0 &&
  (answer?.known !== true || answer.value.rows.length === 0);

type Asked = { readonly queries: readonly Query[]; readonly answers: ReadonlyArray<Reading<Answer> | undefined> };

/** Asks, and where a list of fields is not taken once more, one by one. @throws OrgFailure */
const ask = async (client: OrgClient, queries: readonly Query[], durableIds: readonly string[]): Promise<Asked> => {
  const answers = await readQueries(client, queries);
  if (!queries.some((query, at) => isListRefused(query, answers[at]))) return { queries, answers };
  const again = singly(durableIds.slice(0, mostSingly));
  return { queries: [...queries, ...again], answers: [...answers, ...(await readQueries(client, again))] };
};

/** The platform gives ids of 15 or 18 characters, with the name of a standard thing in their place (fact E10). */
const plainId = (id: string): string => (/^[0-9a-zA-Z]{18}$/.test(id) ? id.slice(0, 15) : id);

/** Ids of fields are made of two parts. */
const plainIds = (id: string): string => id.split('.').map(plainId).join('.');

/** The id without that of the user behind it. */
const withoutUser = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf('.')));

/**
 * Reads what the platform says of one user: in one call for up to 200 objects and 4,000 of their fields, in two for twice as
 * many; in up to five more, at the same time, where it takes no list of fields, then for 25 of them. Objects and fields that it does not answer, or whose id nobody knows, are left out, as a missing row says
 * nothing (fact E4).
 * @throws OrgFailure
 */
export const readOpinion = async (
  client: OrgClient,
  { entities, fields: fieldsOfObjects }: Pick<OrgSchema, 'entities' | 'fields'>,
  userId: string,
  { sobjects, fields }: OpinionsWanted,
): Promise<PlatformOpinion> => {
  const entityIds = new Map(
    sobjects.map((name) => {
      const entity = entities.known ? entities.value.get(keyOf(name)) : undefined;
      return [plainId(entity?.durableId ?? name), { key: keyOf(name), id: entity?.durableId ?? name }] as const;
    }),
  );
  // A part of an address has the FieldDefinition of the address: several fields may have one id.
  const fieldIds = new Map<string, { readonly id: string; readonly keys: string[]; isCompound: boolean }>();
  for (const { sobject, field } of fields) {
    const own = fieldsOfObjects.get(keyOf(sobject));
    const found = own?.known ? own.value.get(keyOf(field)) : undefined;
    const id = found?.definitionId;
    if (found === undefined || id === undefined) continue;
    const same = fieldIds.get(plainIds(id)) ?? { id, keys: [], isCompound: false };
    same.keys.push(fieldKey(sobject, field));
    same.isCompound ||= found.isCompound || found.compound !== null;
    fieldIds.set(plainIds(id), same);
  }
  const durableIds = [...fieldIds.values()].map(({ id }) => `${id}.${userId}`);
  const wanted = [
    ...chunk(
      [...entityIds.values()].map(({ id }) => id),
      objectsPerQuery,
    ).map((ids) => objectsQuery(userId, ids)),
    ...fieldsQueries(durableIds),
  ];
  if (wanted.length === 0) return { objects: new Map(), fields: new Map() };
  const { queries, answers } = await ask(client, wanted, durableIds);
  const rowsOf = (from: string): ReadonlyArray<Parameters<typeof text>[0]> =>
    answers.flatMap((answer, at) => {
      const rows = answer && queries[at]?.from === from ? wholeRows(answer) : null;
      return rows?.known === true ? rows.value : [];
    });
  const objects = new Map<string, ObjectOpinion>();
  for (const row of rowsOf('UserEntityAccess')) {
    const asked = entityIds.get(plainId(text(row, 'EntityDefinitionId')));
    if (asked)
      objects.set(asked.key, {
        read: flag(row, 'IsReadable'),
        create: flag(row, 'IsCreatable'),
        edit: flag(row, 'IsEditable'),
        delete: flag(row, 'IsDeletable'),
      });
  }
  const fieldOpinions = new Map<string, FieldOpinion>();
  for (const row of rowsOf('UserFieldAccess')) {
    const asked = fieldIds.get(plainIds(withoutUser(text(row, 'DurableId'))));
    const write = { create: flag(row, 'IsCreatable'), update: flag(row, 'IsUpdatable') };
    for (const key of asked?.keys ?? [])
      fieldOpinions.set(key, { read: flag(row, 'IsAccessible'), write: asked?.isCompound === true ? null : write });
  }
  return { objects, fields: fieldOpinions };
};
