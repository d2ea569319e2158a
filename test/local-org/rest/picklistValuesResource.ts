import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import type { FieldSchema, Org } from '../model/orgModel.js';
import { treesOf } from '../automation/metadataParts.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { idOf, rowById, toLongId } from '../permissions/orgTables.js';
import { visibleFields } from '../permissions/visibleRows.js';
import { objectOfPath } from './describeResource.js';
import type { RestContext, Route } from './restRoute.js';

const masterRecordType = '012000000000000AAA';

/**
 * `GET /ui-api/object-info/<Object>/picklist-values/<record type>`, and of one field with its name behind (fact O6): the values
 * that the record type offers, of the picklists that the caller can read.
 */
function picklistValues(context: RestContext): HttpAnswer {
  const { org, caller, params, versionPath } = context;
  const schema = objectOfPath(context);
  const recordTypeId = toLongId(params['recordType'] ?? '');
  const recordType = rowById(org, 'RecordType', recordTypeId);
  if (recordTypeId !== masterRecordType && recordType?.['SobjectType'] !== schema.name) throw notFound();
  const fields = visibleFields(org, caller, schema).filter(({ type }) => ['picklist', 'multipicklist'].includes(type));
  const base = `${versionPath}/ui-api/object-info/${schema.name}/picklist-values/${recordTypeId}`;
  const answerOf = (field: FieldSchema): Record<string, unknown> => ({
    controllerValues: {},
    defaultValue: null,
    url: `${base}/${field.name}`,
    values: offered(org, recordType === undefined ? null : idOf(recordType), field),
  });
  const wanted = params['field'];
  if (wanted !== undefined) {
    const field = fields.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    if (field === undefined) throw notFound();
    return json(200, answerOf(field));
  }
  return json(200, { picklistFieldValues: Object.fromEntries(fields.map((field) => [field.name, answerOf(field)])) });
}

function offered(org: Org, recordTypeId: string | null, field: FieldSchema): unknown[] {
  const metadata = recordTypeId === null ? undefined : org.metadata.get(recordTypeId);
  const own = treesOf(metadata?.['picklistValues']).find(({ picklist }) => picklist === field.name);
  const names = own && new Set(treesOf(own['values']).map(({ fullName }) => fullName));
  return field.picklistValues
    .filter(({ value, active }) => active && (names?.has(value) ?? true))
    .map(({ value, label }) => ({ attributes: null, label, validFor: [], value }));
}

export const picklistValuesRoutes: readonly Route[] = [
  { path: '/ui-api/object-info/:object/picklist-values/:recordType', apis: ['data'], methods: { GET: picklistValues } },
  {
    path: '/ui-api/object-info/:object/picklist-values/:recordType/:field',
    apis: ['data'],
    methods: { GET: picklistValues },
  },
];
