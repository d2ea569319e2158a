import { XMLBuilder, XMLParser } from 'fast-xml-parser';

import { text } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';

/** A tree that becomes XML: `@name` is an attribute, an array repeats its element, null is `xsi:nil`. */
export type XmlNode = string | number | boolean | null | XmlNode[] | { [name: string]: XmlNode | undefined };

const namespace = 'http://soap.sforce.com/2006/04/metadata';
const contentType = 'text/xml;charset=UTF-8';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressBooleanAttributes: false });
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: (name) => name === 'fullNames' || name === 'queries',
});

export type SoapCall = { sessionId: string; operation: string; parameters: Record<string, unknown> };

/** Reads an envelope. Throws 500 for what is no SOAP request (code and text are an assumption). */
export function readEnvelope(body: string): SoapCall {
  const envelope = child(parse(body), 'Envelope');
  const call = Object.entries(child(envelope, 'Body'))[0];
  if (call === undefined) throw malformed();
  const sessionId = child(child(envelope, 'Header'), 'SessionHeader')['sessionId'];
  return {
    sessionId: typeof sessionId === 'string' ? sessionId : '',
    operation: call[0],
    parameters: record(call[1]),
  };
}

/** The answer `<operation>Response` with one `result` element, or several for an array. */
export function soapResult(operation: string, result: XmlNode[]): HttpAnswer {
  return text(200, envelope({ [`${operation}Response`]: { result } }), contentType);
}

/** A SOAP fault: always HTTP 500, `sf:CODE` and `CODE: text` (fact I10). */
export function soapFault(error: OrgError): HttpAnswer {
  const message =
    error.errorCode === 'INVALID_SESSION_ID'
      ? 'Invalid Session ID found in SessionHeader: Illegal Session'
      : error.message;
  const fault = { faultcode: `sf:${error.errorCode}`, faultstring: `${error.errorCode}: ${message}` };
  return text(500, envelope({ 'soapenv:Fault': fault }), contentType);
}

function envelope(body: { [name: string]: XmlNode | undefined }): string {
  const tree = {
    'soapenv:Envelope': {
      '@xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xmlns:sf': namespace,
      '@xmlns': namespace,
      'soapenv:Body': body,
    },
  };
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build(printable(tree))}`;
}

/** null becomes an element with xsi:nil; characters that XML 1.0 cannot carry are left out. */
function printable(node: XmlNode | undefined): unknown {
  if (node === null) return { '@xsi:nil': 'true' };
  if (typeof node === 'string') return node.replace(unprintable, '');
  if (Array.isArray(node)) return node.map(printable);
  if (typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, printable(value)]));
}

// Everything but tab, line feed, carriage return and the allowed ranges (XML 1.0, production Char).
const unprintable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function parse(body: string): Record<string, unknown> {
  try {
    return record(parser.parse(body, true));
  } catch {
    throw malformed();
  }
}

function child(parent: Record<string, unknown>, name: string): Record<string, unknown> {
  return record(parent[name]);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function malformed(): OrgError {
  return new OrgError(500, 'UNKNOWN_EXCEPTION', 'The request is not a SOAP envelope.');
}
