import { errorAnswer, json, noBody } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import type { ObjectSchema } from '../model/orgModel.js';
import { deleteRow, insertRow, updateRow } from '../permissions/dml.js';
import { isIdShaped, toLongId } from '../permissions/orgTables.js';
import { visibleFields } from '../permissions/visibleRows.js';
import { fieldServedBy, visibleInVersion } from '../schema/schemaLookup.js';
import { runQuery } from '../soql/runQuery.js';
import { fieldValues } from './fieldValues.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { jsonObject } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';
import { objectInformation, objectOfPath } from './describeResource.js';

function createRecord(context: RestContext): HttpAnswer {
  const { org, caller, apiPath } = context;
  const schema = objectOfPath(context);
  const values = fieldValues(jsonObject(context.request));
  return answerOfWrite(() => {
    const id = insertRow(org, caller, schema.name, values);
    return json(201, { id, success: true, errors: [] }, { location: `${apiPath}/sobjects/${schema.name}/${id}` });
  });
}

function retrieveRecord(context: RestContext): HttpAnswer {
  const { org, caller, api } = context;
  const schema = objectOfPath(context);
  const id = idOfPath(context, schema);
  const soql = `SELECT ${fieldsToRead(context, schema).join(', ')} FROM ${schema.name} WHERE Id = '${id}'`;
  const [record] = runQuery(org, caller, soql, api).records;
  if (record === undefined) throw notFound();
  return json(200, record);
}

function updateRecord(context: RestContext): HttpAnswer {
  const { org, caller } = context;
  const schema = objectOfPath(context);
  const id = idOfPath(context, schema);
  const values = fieldValues(jsonObject(context.request));
  return answerOfWrite(() => {
    updateRow(org, caller, schema.name, id, values);
    return noBody(204);
  });
}

function deleteRecord(context: RestContext): HttpAnswer {
  const { org, caller } = context;
  const schema = objectOfPath(context);
  const id = idOfPath(context, schema);
  return answerOfWrite(() => {
    deleteRow(org, caller, schema.name, id);
    return noBody(204);
  });
}

/** Errors of record operations always have `fields`, even if the list is empty (fact H8). */
function answerOfWrite(operation: () => HttpAnswer): HttpAnswer {
  try {
    return operation();
  } catch (error) {
    if (error instanceof OrgError && error.errorCode !== 'NOT_FOUND') return errorAnswer(error, true);
    throw error;
  }
}

/** The fields of `fields=`, else all that the caller may read. Throws 400 INVALID_FIELD. */
function fieldsToRead(context: RestContext, schema: ObjectSchema): string[] {
  const { org, caller, api, request } = context;
  const readable = visibleFields(org, caller, schema)
    .filter((field) => visibleInVersion(field, caller.apiVersion) && fieldServedBy(field, api))
    .map((field) => field.name);
  const fieldList = request.query.get('fields');
  if (fieldList === null || fieldList.trim() === '') return readable;
  const names = fieldList.split(',').map((name) => {
    const found = readable.find((candidate) => candidate.toLowerCase() === name.trim().toLowerCase());
    if (found === undefined) {
      throw new OrgError(400, 'INVALID_FIELD', `No such column '${name.trim()}' on sobject of type ${schema.name}`);
    }
    return found;
  });
  // The platform adds the id even if `fields=` does not name it.
  return names.includes('Id') ? names : [...names, 'Id'];
}

/** The 18-character id in the path. Throws 404 for what is no id, or the id of another object. */
function idOfPath(context: RestContext, schema: ObjectSchema): string {
  const given = context.params['id'] ?? '';
  if (!isIdShaped(given)) {
    throw new OrgError(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${given}`);
  }
  const id = toLongId(given);
  if (schema.keyPrefix !== null && !id.startsWith(schema.keyPrefix)) throw notFound();
  return id;
}

export const recordRoutes: readonly Route[] = [
  { path: '/sobjects/:object', apis: ['data', 'tooling'], methods: { GET: objectInformation, POST: createRecord } },
  {
    path: '/sobjects/:object/:id',
    apis: ['data', 'tooling'],
    methods: { GET: retrieveRecord, PATCH: updateRecord, DELETE: deleteRecord },
  },
];
