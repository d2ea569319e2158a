import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import type { ObjectSchema } from '../model/orgModel.js';
import { deleteRow, insertRow, updateRow } from '../permissions/dml.js';
import { setupRule } from '../permissions/setupObjects.js';
import { inTransaction } from '../permissions/rowTransactions.js';
import { isIdShaped, toLongId } from '../permissions/orgTables.js';
import { mayQuery } from '../permissions/visibleRows.js';
import { findObject, objectOfId, servedBy, visibleInVersion } from '../schema/schemaLookup.js';
import { fieldValues } from './fieldValues.js';
import { isObject, jsonObject } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

/** Limits of the REST guide (fact I9 for the records). */
const maxRecords = 200;
const maxChunks = 10;

type SaveError = { statusCode: string; message: string; fields: string[] };
type RecordSaveResult = { id?: string; success: boolean; errors: SaveError[] };

/** One record of the request: the object it belongs to, and what to do with it; gives the record's id. */
type RecordWrite = { schema: ObjectSchema | undefined; run: () => string };

/**
 * `POST /composite/sobjects`: up to 200 new records, of several objects if none of them belongs to Setup. 200 with one
 * result for each (fact H8); 400 for a request that cannot be read, which includes unknown objects and fields.
 */
function createRecords(context: RestContext): HttpAnswer {
  const { org, caller } = context;
  const body = jsonObject(context.request);
  const writes = recordsOf(body).map((record): RecordWrite => {
    const schema = schemaOf(context, record);
    const values = fieldValues(withoutId(record));
    const run = (): string => {
      if (idKey(record) !== undefined) {
        throw new OrgError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
      }
      return insertRow(org, caller, schema.name, values);
    };
    return { schema, run };
  });
  return answerOfWrites(context, writes, body['allOrNone'] === true);
}

/** `PATCH /composite/sobjects`: as {@link createRecords}, for records that say their `id`. */
function updateRecords(context: RestContext): HttpAnswer {
  const { org, caller } = context;
  const body = jsonObject(context.request);
  const writes = recordsOf(body).map((record): RecordWrite => {
    const schema = schemaOf(context, record);
    const id = String(record[idKey(record) ?? ''] ?? '');
    const values = fieldValues(withoutId(record));
    const run = (): string => {
      if (id === '') throw new OrgError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
      if (!isIdShaped(id)) throw wrongType(schema, id);
      if (schema.keyPrefix !== null && !id.startsWith(schema.keyPrefix)) throw wrongType(schema, id);
      updateRow(org, caller, schema.name, id, values);
      return toLongId(id);
    };
    return { schema, run };
  });
  return answerOfWrites(context, writes, body['allOrNone'] === true);
}

/** `DELETE /composite/sobjects?ids=…&allOrNone=…`. */
function deleteRecords(context: RestContext): HttpAnswer {
  const { org, caller, request } = context;
  const ids = (request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw new OrgError(400, 'MISSING_ARGUMENT', 'The ids parameter is required');
  const writes = ids.map((id): RecordWrite => {
    const schema = isIdShaped(id) ? objectOfId(org, id) : undefined;
    const run = (): string => {
      if (!isIdShaped(id)) throw new OrgError(400, 'MALFORMED_ID', `malformed id ${id}`);
      if (schema === undefined) throw invalidReference();
      deleteRow(org, caller, schema.name, id);
      return toLongId(id);
    };
    return { schema, run };
  });
  return answerOfWrites(context, writes, request.query.get('allOrNone')?.toLowerCase() === 'true');
}

/**
 * Records are written one after the other, and each is checked against what is stored then. It is assumed that the
 * platform too checks dependencies of permissions (fact B2) row by row and not once for the call.
 */
function answerOfWrites(context: RestContext, writes: readonly RecordWrite[], requested: boolean): HttpAnswer {
  checkSize(writes);
  // In a composite request the outer allOrNone overrides the inner one.
  const allOrNone = requested || context.allOrNone;
  try {
    const results = inTransaction(context.org, () => {
      const tried = writes.map(({ run }) => saveResultOf(run));
      if (allOrNone && tried.some(({ success }) => !success)) throw new CollectionRolledBack(tried);
      return tried;
    });
    return json(200, results);
  } catch (error) {
    if (error instanceof CollectionRolledBack) return json(200, error.results.map(rolledBack));
    throw error;
  }
}

/** Thrown to roll back; holds the results that the records would have had. */
class CollectionRolledBack extends Error {
  public readonly results: readonly RecordSaveResult[];

  public constructor(results: readonly RecordSaveResult[]) {
    super('A record of a collection failed');
    this.results = results;
  }
}

function saveResultOf(run: () => string): RecordSaveResult {
  try {
    return { id: run(), success: true, errors: [] };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    // The platform looks up columns when it reads the request, so this fails the whole call.
    if (error.errorCode === 'INVALID_FIELD') throw error;
    const own = error.errorCode === 'NOT_FOUND' ? invalidReference() : error;
    const all = [{ errorCode: own.errorCode, message: own.message, fields: own.fields }, ...error.further];
    return {
      success: false,
      errors: all.map(({ errorCode, message, fields }) => ({ statusCode: errorCode, message, fields })),
    };
  }
}

function rolledBack(result: RecordSaveResult): RecordSaveResult {
  if (!result.success) return result;
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  return {
    ...(result.id === undefined ? {} : { id: result.id }),
    success: false,
    errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] }],
  };
}

/** Whether the body of a subrequest is the answer to a collection in which a record failed. */
export function hasFailedRecord(body: unknown): boolean {
  return Array.isArray(body) && body.some((result) => isObject(result) && result['success'] === false);
}

function recordsOf(body: Record<string, unknown>): Array<Record<string, unknown>> {
  const records: unknown = body['records'];
  if (!Array.isArray(records) || records.length === 0) {
    throw new OrgError(400, 'JSON_PARSER_ERROR', 'records is required and must not be empty');
  }
  return records.map((record: unknown) => (isObject(record) ? record : {}));
}

/**
 * Checks the size and mixture of a request. Numbers and rules are those of the REST guide; the sentence about chunks is
 * that of Apex, the one about Setup objects the guide's own.
 */
function checkSize(writes: readonly RecordWrite[]): void {
  if (writes.length > maxRecords) {
    throw new OrgError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxRecords} records in this operation`,
    );
  }
  const names = writes.map(({ schema }) => schema?.name);
  const chunks = names.filter((name, index) => index === 0 || name !== names[index - 1]).length;
  if (chunks > maxChunks) {
    throw new OrgError(
      400,
      'INVALID_OPERATION',
      `Cannot have more than ${maxChunks} chunks in a single operation. Please rearrange the data to reduce chunking.`,
    );
  }
  if (new Set(names).size > 1 && writes.some(({ schema }) => schema !== undefined && isSetupObject(schema))) {
    throw new OrgError(
      400,
      'INVALID_OPERATION',
      "You can't write records of multiple object types in one call when one of the types is related to a feature in " +
        'the Salesforce Setup area.',
    );
  }
}

function isSetupObject(schema: ObjectSchema): boolean {
  return schema.name === 'User' || setupRule(schema) !== undefined;
}

/** The object that a record's attributes name. Throws 400 INVALID_TYPE for one that is not there for the caller. */
function schemaOf({ org, caller, api }: RestContext, record: Record<string, unknown>): ObjectSchema {
  const attributes = isObject(record['attributes']) ? record['attributes'] : {};
  const name = attributes['type'];
  if (typeof name !== 'string') {
    throw new OrgError(400, 'INVALID_INPUT', 'Include an entity type in all the records.');
  }
  const schema = findObject(org, name);
  const known = schema !== undefined && servedBy(schema, api) && visibleInVersion(schema, caller.apiVersion);
  if (!known || !mayQuery(org, caller, schema.name)) {
    throw new OrgError(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
  }
  return schema;
}

function idKey(record: Record<string, unknown>): string | undefined {
  return Object.keys(record).find((key) => key.toLowerCase() === 'id');
}

function withoutId(record: Record<string, unknown>): Record<string, unknown> {
  const key = idKey(record);
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function wrongType(schema: ObjectSchema, id: string): OrgError {
  return new OrgError(400, 'MALFORMED_ID', `${schema.label} ID: id value of incorrect type: ${id}`, ['Id']);
}

function invalidReference(): OrgError {
  return new OrgError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

export const collectionRoutes: readonly Route[] = [
  {
    path: '/composite/sobjects',
    apis: ['data'],
    methods: { POST: createRecords, PATCH: updateRecords, DELETE: deleteRecords },
  },
];
