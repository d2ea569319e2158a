import { json, noBody } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import type { ObjectSchema } from '../model/orgModel.js';
import { mayQuery } from '../permissions/visibleRows.js';
import { describeGlobal, describeObject } from '../schema/describeObject.js';
import { findObject, servedBy, visibleInVersion } from '../schema/schemaLookup.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { isObject } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

/**
 * The object named in the path. Throws 404 NOT_FOUND (fact I7) when there is no such object, this API or version
 * does not know it, or the caller may not see it: the platform does not tell these apart (fact I4).
 */
export function objectOfPath(context: RestContext): ObjectSchema {
  const { org, caller, api, params } = context;
  const schema = findObject(org, params['object'] ?? '');
  if (
    schema === undefined ||
    !servedBy(schema, api) ||
    !visibleInVersion(schema, caller.apiVersion) ||
    !mayQuery(org, caller, schema.name)
  ) {
    throw notFound();
  }
  return schema;
}

function globalDescribe(context: RestContext): HttpAnswer {
  return unlessUnchanged(context, 'global', describeGlobal(context.org, context.caller, context.api));
}

function describe(context: RestContext): HttpAnswer {
  const schema = objectOfPath(context);
  const described = describeObject(context.org, context.caller, schema.name, context.api);
  return unlessUnchanged(context, schema.name, described);
}

function basicInformation(context: RestContext): HttpAnswer {
  const schema = objectOfPath(context);
  const global: unknown = describeGlobal(context.org, context.caller, context.api);
  const entries: unknown = isObject(global) ? global['sobjects'] : [];
  const own = Array.isArray(entries)
    ? entries.find((entry: unknown) => isObject(entry) && entry['name'] === schema.name)
    : undefined;
  if (own === undefined) throw notFound();
  return json(200, { objectDescribe: own as unknown, recentItems: [] });
}

/** 304 when nothing has changed since `If-Modified-Since`, as seen by this caller; else the body with its date. */
function unlessUnchanged(context: RestContext, name: string, body: unknown): HttpAnswer {
  const lastModified = modifiedAt(context, name, body);
  const headers = { 'last-modified': new Date(lastModified).toUTCString() };
  const since = Date.parse(context.request.headers['if-modified-since'] ?? '');
  return since >= lastModified ? noBody(304, headers) : json(200, body, headers);
}

/**
 * When this describe last changed for this caller, in whole seconds as HTTP dates are. The platform takes the date of
 * the object's definition. Here the describe is compared with the last one that the caller got, because it also depends
 * on the caller's access.
 */
function modifiedAt({ running, org, caller, api }: RestContext, name: string, body: unknown): number {
  const key = [caller.userId, caller.apiVersion, api, name].join(':');
  const known = running.describeStamps.get(key);
  if (known !== undefined && isSame(known.body, body)) return known.lastModified;
  const second = 1000;
  const now = Math.floor(org.now() / second) * second;
  const lastModified =
    known === undefined ? Math.floor(running.startedAt / second) * second : Math.max(now, known.lastModified + second);
  running.describeStamps.set(key, { body, lastModified });
  return lastModified;
}

/** Whether two values made of JSON are the same, their keys in the same order. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((value, index) => isSame(value, other[index]))
    );
  if (!isObject(one) || !isObject(other)) return false;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    names.length === others.length &&
    names.every((name, index) => name === others[index] && isSame(one[name], other[name]))
  );
}

export const sobjectRoutes: readonly Route[] = [
  { path: '/sobjects', apis: ['data', 'tooling'], methods: { GET: globalDescribe } },
  { path: '/sobjects/:object/describe', apis: ['data', 'tooling'], methods: { GET: describe } },
];

/** GET on `/sobjects/X`; the route itself is with the records, because POST creates one there. */
export const objectInformation = basicInformation;
