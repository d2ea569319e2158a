import type { HttpAnswer, HttpRequest, Ledger } from '../http/exchange.js';
import type { RunningOrg } from '../http/running.js';
import { charge, userOfToken } from '../http/tokens.js';
import { OrgError } from '../model/types.js';
import type { EffectiveAccess, Org } from '../model/types.js';
import { effectiveAccess } from '../permissions/access.js';
import { findObject } from '../schema/lookup.js';
import { customObject, isCustomizable } from './customObject.js';
import { readEnvelope, soapFault, soapResult } from './envelope.js';
import type { SoapCall, XmlNode } from './envelope.js';
import { describeTypes, listComponents } from './components.js';

const maxReads = 10;

type Operation = (org: Org, parameters: Record<string, unknown>) => XmlNode[];

/** The calls of the Metadata API that reading needs. */
const operations: Record<string, Operation> = {
  readMetadata,
  listMetadata,
  describeMetadata: () => [describeTypes()],
};

/** Answers `POST /services/Soap/m/<version>`. Never throws: refusals are SOAP faults, as are defects of ours. */
export function answerMetadata(running: RunningOrg, request: HttpRequest, ledger: Ledger): HttpAnswer {
  try {
    requireVersion(running.org, request.path);
    const call = readEnvelope(request.body);
    ledger.soapCall = call.operation;
    return soapResult(call.operation, run(running.org, call, ledger));
  } catch (error) {
    if (error instanceof OrgError) return soapFault(error);
    ledger.internalError = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return soapFault(new OrgError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'));
  }
}

function run(org: Org, call: SoapCall, ledger: Ledger): XmlNode[] {
  const userId = userOfToken(org, call.sessionId);
  ledger.userId = userId;
  const access = effectiveAccess(org, userId);
  if (!access.userPermission('ApiEnabled')) {
    throw new OrgError(500, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner');
  }
  // As in REST, a call that is refused for lack of permission has been made.
  charge(org, 1);
  ledger.apiCallsCharged += 1;
  requireMetadataAccess(access);
  const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : undefined;
  if (operation === undefined) {
    throw new OrgError(500, 'INVALID_OPERATION', `No operation available for request {${call.operation}}`);
  }
  return operation(org, call.parameters);
}

/** One of two permissions (fact H3); the text is assumed. */
function requireMetadataAccess(access: EffectiveAccess): void {
  if (!access.userPermission('ModifyMetadata') && !access.userPermission('ModifyAllData')) {
    throw new OrgError(
      500,
      'INSUFFICIENT_ACCESS',
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
    );
  }
}

function requireVersion(org: Org, path: string): void {
  const version = Number(/^\/services\/Soap\/m\/(\d+)\.0(?:\/|$)/i.exec(path)?.[1] ?? Number.NaN);
  if (!org.apiVersions.includes(version)) {
    // Fact I1: retired versions answer so; the same is assumed for unknown ones.
    throw new OrgError(500, 'UNSUPPORTED_API_VERSION', 'Invalid Api version specified on URL');
  }
}

/** At most ten names in one call; a name that does not exist comes back as an empty record. */
function readMetadata(org: Org, parameters: Record<string, unknown>): XmlNode[] {
  const { type, fullNames } = parameters;
  const names = Array.isArray(fullNames) ? fullNames.map(String) : [];
  if (names.length > maxReads) {
    throw new OrgError(
      500,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxReads} records in this operation`,
    );
  }
  if (type !== 'CustomObject') {
    throw new OrgError(500, 'INVALID_TYPE', `Unknown type: ${typeof type === 'string' ? type : ''}`);
  }
  return [{ records: names.map((name) => readObject(org, name)) }];
}

function readObject(org: Org, name: string): XmlNode {
  const schema = findObject(org, name);
  return schema === undefined || !isCustomizable(schema)
    ? null
    : { '@xsi:type': 'CustomObject', ...customObject(org, schema) };
}

function listMetadata(org: Org, parameters: Record<string, unknown>): XmlNode[] {
  const queries = Array.isArray(parameters['queries']) ? parameters['queries'] : [];
  const maxQueries = 3;
  if (queries.length > maxQueries) {
    throw new OrgError(500, 'EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${maxQueries} records`);
  }
  return queries.flatMap((query: unknown) => {
    const type = typeof query === 'object' && query !== null && 'type' in query ? String(query.type) : '';
    return listComponents(org, type);
  });
}
