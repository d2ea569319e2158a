/** Answers that are too much: what a hostile or broken org, or whoever sits between, may send. */

import { gzipSync } from 'node:zlib';

import { json } from './httpExchange.js';
import type { HttpAnswer } from './httpExchange.js';

/**
 * - `endlessBody`: a list in JSON that never ends; `endlessXml`: the same for SOAP
 * - `gzipBomb`: ten members of 64 MB of blanks each, some 640 KB on the wire
 * - `manyObjects`: 12 MB of empty objects, whole and right; `manyElements`: the same for SOAP
 * - `longDeclaration`: SOAP with `<!D` and a word of 60,000 characters behind it, ten times; a parser that looks at the word again
 *   for each of its characters takes 18 seconds for one
 * - `endlessPages`: a query that is never done; every page leads to another one, with rows that nobody promised
 * - `manyDependencies`: PermissionDependency with `promised` rows more (default 30,000), all of one permission
 * - `nestedXml`: the right answer of readMetadata with one more element, nested 25 deep
 */
export const floodKinds = [
  'endlessBody',
  'endlessXml',
  'gzipBomb',
  'manyObjects',
  'manyElements',
  'longDeclaration',
  'endlessPages',
  'manyDependencies',
  'nestedXml',
] as const;
export type FloodKind = (typeof floodKinds)[number];

/** An answer whose body is made while it is sent, as it may be endless. */
export type Flood = {
  readonly headers: Readonly<Record<string, string>>;
  /** As they go over the wire; `plain` where they are compressed there. */
  readonly chunks: () => Iterable<Buffer>;
  readonly plain: () => Iterable<Buffer>;
};

const chunkBytes = 65_536;
const json8 = 'application/json;charset=UTF-8';
const xml8 = 'text/xml;charset=UTF-8';

function* repeated(start: string, part: string, times: number, end: string): Iterable<Buffer> {
  yield Buffer.from(start);
  const perChunk = Math.floor(chunkBytes / part.length);
  const chunk = Buffer.from(part.repeat(perChunk));
  for (let left = times; left > 0; left -= perChunk) {
    yield left >= perChunk ? chunk : Buffer.from(part.repeat(left));
  }
  yield Buffer.from(end);
}

const open = '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><x><result>';
const close = '</result></x></soapenv:Body></soapenv:Envelope>';

const bombMembers = 10;
const memberBytes = 64 * 1024 * 1024;
let member: Buffer | undefined;

function plainFlood(contentType: string, chunks: () => Iterable<Buffer>): Flood {
  return { headers: { 'content-type': contentType }, chunks, plain: chunks };
}

/** The body of a flood that replaces the right answer, or undefined for those that change it. */
export function floodOf(kind: string): Flood | undefined {
  switch (kind) {
    case 'endlessBody':
      return plainFlood(json8, () => repeated('[', '{"attributes":{"type":"User"}},', Infinity, ''));
    case 'endlessXml':
      return plainFlood(xml8, () => repeated(open, '<records/>', Infinity, ''));
    case 'manyObjects':
      return plainFlood(json8, () => repeated('[', '{},', 4_000_000, '{}]'));
    case 'manyElements':
      return plainFlood(xml8, () => repeated(open, '<records/>', 1_200_000, close));
    case 'longDeclaration':
      return plainFlood(xml8, () => repeated(open, `<!D${'#'.repeat(60_000)}>`, 10, close));
    case 'gzipBomb':
      return {
        headers: { 'content-type': json8, 'content-encoding': 'gzip' },
        chunks: function* () {
          member ??= gzipSync(Buffer.alloc(memberBytes, ' '));
          for (let i = 0; i < bombMembers; i += 1) yield member;
        },
        plain: () => repeated('', ' ', bombMembers * memberBytes, ''),
      };
    default:
      return undefined;
  }
}

const pagePath = /\/query\/01gFLOOD-(\d+)$/;
const rowsPerPage = 2000;

const nextPage = (path: string, number: number): string =>
  `${/^\/services\/data\/v[\d.]+\/(?:tooling\/)?/.exec(path)?.[0] ?? ''}query/01gFLOOD-${number}`;

/** The page of a query that never ends, undefined where the path asks for none. */
export function floodPage(path: string, promised = 1): HttpAnswer | undefined {
  const [, number] = pagePath.exec(path) ?? [];
  if (number === undefined) return undefined;
  const url = '/services/data/v68.0/sobjects/User/005000000000001AAA';
  const records = Array.from({ length: rowsPerPage }, () => ({ attributes: { type: 'User', url }, Id: 'x' }));
  return json(200, { totalSize: promised, done: false, nextRecordsUrl: nextPage(path, Number(number) + 1), records });
}

/** Makes every query result in an answer one that goes on. */
export function withEndlessPages(value: unknown, path: string, promised?: number): unknown {
  if (Array.isArray(value)) return value.map((one) => withEndlessPages(one, path, promised));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withEndlessPages(inner, path, promised)]),
  );
  if (Array.isArray(copy['records']) && typeof copy['totalSize'] === 'number') {
    const totalSize = promised ?? copy['totalSize'];
    Object.assign(copy, { totalSize, done: false, nextRecordsUrl: nextPage(path, 0) });
  }
  return copy;
}

/** Rows of a list as long as that are never the same one twice: whoever leaves repeated ones out has to read all of them. */
const dependencyRow = (i: number): unknown => ({
  attributes: { type: 'PermissionDependency', url: '' },
  Permission: 'ApiEnabled',
  RequiredPermission: `Invented${i}`,
});

/** Adds rows to every answer about PermissionDependency that holds some. */
export function withManyDependencies(value: unknown, more = 30_000): unknown {
  if (Array.isArray(value)) return value.map((one) => withManyDependencies(one, more));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withManyDependencies(inner, more)]),
  );
  const { records } = copy;
  if (Array.isArray(records) && JSON.stringify(records[0] ?? '').includes('"PermissionDependency"')) {
    const rows = [...(records as unknown[]), ...Array.from({ length: more }, (_, i) => dependencyRow(i))];
    Object.assign(copy, { records: rows, totalSize: rows.length });
  }
  return copy;
}

const depth = 25;

/** An element nested deep, at the end of the first record of an answer of readMetadata. */
export function withNestedElement(xml: string): string {
  const nested = `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`;
  return xml.replace('</records>', `${nested}</records>`);
}
