/**
 * Lies with a memory: an org that hides what a permission set holds until a certain request, that denies what it has
 * carried out, and that says of field history the opposite of what was written.
 */
import { json, text } from '../../../local-org/http/httpExchange.js';
import type { HttpAnswer, HttpRequest } from '../../../local-org/http/httpExchange.js';

export type Betrayal =
  /** Rows are missing from what is read, up to this request of the run; then they are there. */
  | { readonly kind: 'hides'; readonly what: number; readonly until: number }
  /** A write is carried out, and answered with a refusal in the platform's own form. `which`: the first, the second …, or all. */
  | { readonly kind: 'denies'; readonly how: number; readonly which: number | null }
  /** What is read of field history is not what is there: always, or once something was deployed. */
  | { readonly kind: 'contradicts'; readonly how: number };

/** How far a run has come. */
export type Progress = {
  /** Requests before this one. */
  readonly requests: number;
  /** Writes before this one. */
  readonly writes: number;
};

type Json = unknown;
type Rows = { readonly totalSize?: unknown; readonly records: readonly Json[] };

/** Every result of a query, at any depth of composite and batch. */
export const inQueries = (value: Json, change: (result: Rows) => Json): Json => {
  if (Array.isArray(value)) return value.map((one) => inQueries(one, change));
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray((value as { records?: unknown }).records)) return change(value as Rows);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inQueries(inner, change)]));
};

const isGraph = ({ path }: HttpRequest): boolean => path.includes('/composite/graph');
const isDeploy = ({ path, body }: HttpRequest): boolean => path.includes('/Soap/m/') && /<deploy[ >]/.test(body);
const isDeployStatus = ({ path, body }: HttpRequest): boolean =>
  path.includes('/Soap/m/') && /<checkDeployStatus[ >]/.test(body);

/** Whether a request may change the org. */
export const isWrite = (request: HttpRequest): boolean => isGraph(request) || isDeploy(request);

const typeOf = (row: Json): string =>
  String((row as { attributes?: { type?: unknown } } | null)?.attributes?.type ?? 'nothing');

const hiddenTypes: ReadonlyArray<readonly string[]> = [
  ['ObjectPermissions', 'FieldPermissions'],
  ['PermissionSetAssignment'],
  ['PermissionSetGroupComponent', 'PermissionSetGroup'],
  ['PermissionSet'],
  ['ObjectPermissions', 'FieldPermissions', 'PermissionSetAssignment', 'PermissionSetGroupComponent'],
  ['PermissionSetLicenseAssign'],
  ['SetupEntityAccess'],
];

/** A permission set shows none of its user permissions. */
const withoutPermissions = (row: Json): Json =>
  typeOf(row) === 'PermissionSet'
    ? Object.fromEntries(
        Object.entries(row as object).map(([key, value]) => [
          key,
          /^Permissions/.test(key) && value === true ? false : (value as Json),
        ]),
      )
    : row;

const hidden = (what: number, result: Rows): Json => {
  const types = hiddenTypes[what % (hiddenTypes.length + 1)];
  if (types === undefined) return { ...result, records: result.records.map(withoutPermissions) };
  const records = result.records.filter((row) => !types.includes(typeOf(row)));
  const gone = result.records.length - records.length;
  return { ...result, totalSize: Math.max(0, Number(result.totalSize ?? 0) - gone), records };
};

/** Refusals that are about a record, and such as are about all of it; none says that it is there already. */
const refusals: ReadonlyArray<readonly [code: string, words: string]> = [
  ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights on cross-reference id'],
  ['FIELD_INTEGRITY_EXCEPTION', 'Can not assign permission set: user license does not match'],
  ['LICENSE_LIMIT_EXCEEDED', 'The number of permission set licenses is exceeded'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no'],
  ['UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'],
  ['INVALID_FIELD', "No such column 'PermissionsX' on entity 'PermissionSet'"],
];

type Node = { readonly referenceId?: unknown };

const nodesIn = ({ body }: HttpAnswer): readonly Node[] => {
  const graphs = (body.kind === 'json' ? (body.value as { graphs?: unknown }).graphs : undefined) as
    | { graphResponse?: { compositeResponse?: readonly Node[] } }[]
    | undefined;
  return graphs?.[0]?.graphResponse?.compositeResponse ?? [];
};

const denied = (how: number, right: HttpAnswer, request: HttpRequest): HttpAnswer => {
  const [errorCode, message] = refusals[how % refusals.length] ?? ['INVALID_FIELD', 'no'];
  if (isDeploy(request))
    return text(
      500,
      `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><soapenv:Fault><faultcode>sf:${errorCode}</faultcode><faultstring>${errorCode}: ${message}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`,
      'text/xml;charset=UTF-8',
    );
  const nodes = nodesIn(right);
  const error = [{ errorCode, message, fields: [] }];
  const halted = [{ errorCode: 'PROCESSING_HALTED', message: 'The transaction was rolled back' }];
  const at = how % Math.max(1, nodes.length);
  const compositeResponse = nodes.map(({ referenceId }, place) => ({
    referenceId,
    httpStatusCode: 400,
    httpHeaders: {},
    body: place === at ? error : halted,
  }));
  if (nodes.length === 0 || how % 4 === 3) return json(400, error);
  return json(200, { graphs: [{ graphId: 'write', isSuccessful: false, graphResponse: { compositeResponse } }] });
};

/** A deploy that went well, told as one that failed. */
const failedDeploy = (right: HttpAnswer): HttpAnswer =>
  right.body.kind === 'text'
    ? {
        ...right,
        body: {
          ...right.body,
          text: right.body.text
            .replaceAll('<success>true</success>', '<success>false</success>')
            .replaceAll('<status>Succeeded</status>', '<status>Failed</status>'),
        },
      }
    : right;

/** Every word on field history is its opposite. */
const opposite = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(opposite);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'IsFieldHistoryTracked' && typeof inner === 'boolean' ? !inner : opposite(inner),
    ]),
  );
};

const withOppositeHistory = (right: HttpAnswer): HttpAnswer => {
  const { body } = right;
  if (body.kind === 'json') return { ...right, body: { kind: 'json', value: opposite(body.value) } };
  if (body.kind !== 'text') return right;
  const turned = body.text.replaceAll(
    /<(enableHistory|trackHistory)>(true|false)</g,
    (_, name: string, value: string) => `<${name}>${value === 'true' ? 'false' : 'true'}<`,
  );
  return { ...right, body: { ...body, text: turned } };
};

/** The answer that comes instead of the right one. */
export const betrayed = (
  lie: Betrayal,
  right: HttpAnswer,
  request: HttpRequest,
  { requests, writes }: Progress,
): HttpAnswer => {
  switch (lie.kind) {
    case 'hides':
      if (requests >= lie.until || right.body.kind !== 'json') return right;
      return {
        ...right,
        body: { kind: 'json', value: inQueries(right.body.value, (result) => hidden(lie.what, result)) },
      };
    case 'denies':
      // Of a deploy the order is denied, or what became of it.
      if (isDeployStatus(request)) return lie.how % 2 === 0 ? failedDeploy(right) : right;
      if (!isWrite(request) || (lie.which !== null && lie.which !== writes)) return right;
      return isDeploy(request) && lie.how % 2 === 0 ? right : denied(lie.how, right, request);
    case 'contradicts':
      return lie.how % 2 === 1 || writes > 0 ? withOppositeHistory(right) : right;
  }
};
