import type { HttpAnswer, HttpRequest, RequestDetails } from '../http/httpExchange.js';
import type { RunningOrg } from '../http/runningOrg.js';
import { charge, userOfToken } from '../http/accessTokens.js';
import { OrgError } from '../model/orgModel.js';
import type { Caller, Org } from '../model/orgModel.js';
import { requireMetadataAccess } from '../metadata/metadataApiAccess.js';
import { xmlNodeOf } from '../metadata/xmlConversion.js';
import { childrenNamed } from '../metadata/elementShape.js';
import { componentTypes } from '../metadata/componentTypeList.js';
import { readStored, storedComponents } from '../metadata/storedComponents.js';
import { parseXml } from '../metadata/metadataXml.js';
import type { XmlElement } from '../metadata/metadataXml.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { findObject } from '../schema/schemaLookup.js';
import { crudOperations } from './soapCrudCalls.js';
import { customObjectXml, isCustomizable } from './customObjectXml.js';
import { readEnvelope, soapFault, soapResult } from './soapEnvelope.js';
import type { SoapCall, XmlNode } from './soapEnvelope.js';
import { describeTypes, listComponents } from './listedComponents.js';
import { jobOperations } from './soapJobCalls.js';

const maxReads = 10;

/** What a call of the Metadata API knows when it is answered. */
export type MetadataCall = {
  running: RunningOrg;
  org: Org;
  caller: Caller;
  parameters: Record<string, unknown>;
  /** The element of the call, for values that depend on order or attributes. */
  element: () => XmlElement;
};

type Operation = (call: MetadataCall) => XmlNode[];

const operations: Record<string, Operation> = {
  readMetadata,
  listMetadata,
  describeMetadata: () => [describeTypes()],
  ...jobOperations,
  ...crudOperations,
};

/** Checking a deploy does not count against the API request limit (Metadata API guide, checkDeployStatus). */
const freeOfCharge = new Set(['checkDeployStatus']);

/**
 * Answers `POST /services/Soap/m/<version>`. Never throws: refusals and defects of the embedded org are SOAP faults.
 */
export function answerMetadata(running: RunningOrg, request: HttpRequest, details: RequestDetails): HttpAnswer {
  try {
    requireVersion(running.org, request.path);
    const call = readEnvelope(request.body);
    details.soapCall = call.operation;
    return soapResult(call.operation, run(running, request, call, details));
  } catch (error) {
    if (error instanceof OrgError) return soapFault(error);
    details.internalError = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return soapFault(new OrgError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'));
  }
}

function run(running: RunningOrg, request: HttpRequest, call: SoapCall, details: RequestDetails): XmlNode[] {
  const { org } = running;
  const userId = userOfToken(org, call.sessionId);
  details.userId = userId;
  const access = effectiveAccess(org, userId);
  if (!access.userPermission('ApiEnabled')) {
    throw new OrgError(500, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner');
  }
  // As in REST, a call that is refused for lack of permission has been made.
  if (!freeOfCharge.has(call.operation)) {
    charge(org, 1);
    details.apiCallsCharged += 1;
  }
  requireMetadataAccess(access);
  const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : undefined;
  if (operation === undefined) {
    throw new OrgError(500, 'INVALID_OPERATION', `No operation available for request {${call.operation}}`);
  }
  const caller = { userId, apiVersion: versionOf(request.path) };
  const element = (): XmlElement => callElement(request.body);
  return operation({ running, org, caller, parameters: call.parameters, element });
}

/** The first element of the body, which is the call. The envelope has been read once, so it is well-formed. */
function callElement(body: string): XmlElement {
  const [call] = childrenNamed(parseXml(body), 'Body').flatMap(({ children }) => children);
  if (call === undefined) throw new OrgError(500, 'UNKNOWN_EXCEPTION', 'The request is not a SOAP envelope.');
  return call;
}

function requireVersion(org: Org, path: string): void {
  if (!org.apiVersions.includes(versionOf(path))) {
    // Fact I1: retired versions answer so; the same is assumed for unknown ones.
    throw new OrgError(500, 'UNSUPPORTED_API_VERSION', 'Invalid Api version specified on URL');
  }
}

function versionOf(path: string): number {
  return Number(/^\/services\/Soap\/m\/(\d+)\.0(?:\/|$)/i.exec(path)?.[1] ?? Number.NaN);
}

/** At most ten names in one call; a name that does not exist comes back as an empty record. */
function readMetadata({ org, caller, parameters }: MetadataCall): XmlNode[] {
  const { type, fullNames } = parameters;
  const names = Array.isArray(fullNames) ? fullNames.map(String) : [];
  if (names.length > maxReads) {
    throw new OrgError(
      500,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxReads} records in this operation`,
    );
  }
  if (type === 'CustomObject') return [{ records: names.map((name) => readObject(org, name)) }];
  if (typeof type === 'string' && storedComponents(org, type) !== undefined) {
    return [{ records: names.map((name) => readStored(org, type, name)) }];
  }
  const recordType = componentTypes.find(({ name }) => name === type);
  if (recordType === undefined) {
    throw new OrgError(500, 'INVALID_TYPE', `Unknown type: ${typeof type === 'string' ? type : ''}`);
  }
  const records = names.map((fullName): XmlNode => {
    const elements = recordType.read(org, fullName, caller.apiVersion);
    return elements === undefined ? null : { '@xsi:type': recordType.name, fullName, ...xmlNodeOf(elements) };
  });
  return [{ records }];
}

function readObject(org: Org, name: string): XmlNode {
  const schema = findObject(org, name);
  return schema === undefined || !isCustomizable(schema)
    ? null
    : { '@xsi:type': 'CustomObject', ...customObjectXml(org, schema) };
}

function listMetadata({ org, parameters }: MetadataCall): XmlNode[] {
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
