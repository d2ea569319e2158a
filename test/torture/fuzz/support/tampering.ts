/** What can become of an answer of the org on its way. */
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import JSZip from 'jszip';
import { anyDamage, damaged } from './damage.js';
import type { Damage } from './damage.js';
import { toJson, toNode } from './document.js';
import type { Node } from './document.js';
import { hostileTexts } from './hostile.js';
import { anyChange, mutateAll } from './mutations.js';
import type { Change } from './mutations.js';
import type { Answer } from './wire.js';
import { mutateXmlAll, readXml, writeXml, xmlHeads } from './xmlTree.js';

/** `at`: which request of the run, modulo how many an undisturbed run sends. */
export type Tampering = { readonly at: number } & (
  | { readonly kind: 'structure'; readonly changes: readonly Change[]; readonly head: number | null }
  | { readonly kind: 'text'; readonly damages: readonly Damage[] }
  /** Of the query results in the answer, which one, and what becomes of its paging. */
  | { readonly kind: 'paging'; readonly which: number; readonly how: number }
  /** Every name, label and message in the answer becomes another text. */
  | { readonly kind: 'texts'; readonly what: number }
  | { readonly kind: 'status'; readonly how: number }
  | { readonly kind: 'archive'; readonly how: number }
);

const at = fc.nat({ max: 999 });
export const anyTampering: fc.Arbitrary<Tampering> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      at,
      kind: fc.constant('structure' as const),
      changes: fc.array(anyChange, { minLength: 1, maxLength: 2 }),
      head: fc.option(fc.nat({ max: xmlHeads.length - 1 }), { freq: 8 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      at,
      kind: fc.constant('text' as const),
      damages: fc.array(anyDamage, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ at, kind: fc.constant('paging' as const), which: fc.nat(99), how: fc.nat(99) }),
  },
  { weight: 2, arbitrary: fc.record({ at, kind: fc.constant('texts' as const), what: fc.nat(999) }) },
  { weight: 2, arbitrary: fc.record({ at, kind: fc.constant('status' as const), how: fc.nat(99) }) },
  { weight: 1, arbitrary: fc.record({ at, kind: fc.constant('archive' as const), how: fc.nat(99) }) },
);

/** The answer as it arrives. `broken`: no program that looks at it closely can take it for a good one. */
export type Tampered = { readonly answer: Answer; readonly broken: boolean };

const isJson = ({ headers }: Answer): boolean => /json/.test(headers['content-type'] ?? '');
const isXml = ({ headers }: Answer): boolean => /xml/.test(headers['content-type'] ?? '');
const withText = (answer: Answer, text: string): Answer => ({ ...answer, body: Buffer.from(text, 'utf8') });

const nodeOf = (answer: Answer): Node => toNode(JSON.parse(answer.body.toString('utf8')));

type Records = Extract<Node, { kind: 'map' }>;

const keyIn = (node: Records, key: string): Node | undefined => node.entries.find(([name]) => name === key)?.[1];

/** Changes the n-th query result of an answer, in the order of the text. */
const inQuery = (root: Node, which: number, change: (result: Records) => Node): Node | null => {
  let seen = 0;
  const count = (node: Node): number =>
    node.kind === 'map'
      ? (keyIn(node, 'records') && keyIn(node, 'totalSize') ? 1 : 0) +
        node.entries.reduce((sum, [, value]) => sum + count(value), 0)
      : node.kind === 'list'
        ? node.items.reduce((sum, item) => sum + count(item), 0)
        : 0;
  const all = count(root);
  if (all === 0) return null;
  const wanted = which % all;
  const walk = (node: Node): Node => {
    if (node.kind === 'list') return { kind: 'list', items: node.items.map(walk) };
    if (node.kind !== 'map') return node;
    const isQuery = keyIn(node, 'records') !== undefined && keyIn(node, 'totalSize') !== undefined;
    if (isQuery) {
      seen += 1;
      if (seen - 1 === wanted) return change(node);
    }
    return { kind: 'map', entries: node.entries.map(([key, value]) => [key, walk(value)] as const) };
  };
  return walk(root);
};

const set = (result: Records, values: Readonly<Record<string, unknown>>): Node => ({
  kind: 'map',
  entries: [
    ...result.entries.filter(([key]) => !(key in values)),
    ...Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, toNode(value)] as const),
  ],
});

const without = (result: Records, ...keys: string[]): Node => ({
  kind: 'map',
  entries: result.entries.filter(([key]) => !keys.includes(key)),
});

/** Ways of pointing to a next page that is none of the org's. `other`: an address of another host. */
const elsewhere = (other: string): readonly string[] => {
  const { host, port } = new URL(other);
  return [
    `${other}/services/data/v66.0/query/01gxx-2000`,
    `//${host}/services/data/v66.0/query/01gxx-2000`,
    `@${host}/services/data/v66.0/query/01gxx-2000`,
    `:x@${host}/services/data/v66.0/query/01gxx-2000`,
    `.example.com:${port}/services/data/v66.0/query/01gxx-2000`,
    `\\\\${host}\\services\\data`,
    `/\\${host}/services/data/v66.0/query/01gxx-2000`,
    `\t//${host}/services`,
    `/services/data/v66.0/query/../../../../oauth2/revoke?token=x`,
    '/services/oauth2/userinfo',
    '/services/data/v66.0/sobjects/User/005000000000000AAA',
    '/services/data/v66.0/query?q=SELECT+Id+FROM+User',
    'javascript:alert(1)',
    '',
    'x',
    '/services/data/v66.0/query/01gxx-2000\r\nX-Injected: 1',
    `/services/data/v66.0/query/${'x'.repeat(100_000)}`,
  ];
};

const paging = (result: Records, how: number, other: string): Node => {
  const addresses = elsewhere(other);
  const ways: readonly (() => Node)[] = [
    () => set(result, { done: false }),
    () => without(result, 'done'),
    () => without(result, 'totalSize'),
    () => without(result, 'records'),
    () => set(result, { done: 'true' }),
    () => set(result, { totalSize: 'many' }),
    () => set(result, { totalSize: 1_000_000_000 }),
    () => set(result, { totalSize: -1, done: false, nextRecordsUrl: 7 }),
    () => set(result, { done: false, nextRecordsUrl: null }),
    () => set(result, { done: false, nextRecordsUrl: { length: 3 } }),
    ...addresses.map((nextRecordsUrl) => () => set(result, { done: false, nextRecordsUrl })),
    ...addresses.map((nextRecordsUrl) => () => set(result, { done: false, totalSize: 4000, nextRecordsUrl })),
  ];
  return ways[how % ways.length]?.() ?? result;
};

/** Keys under which texts stand that people get to see. */
const shownKeys =
  /^(Name|Label|MasterLabel|DeveloperName|label|message|errorCode|statusCode|Username|Description|Status)$/;

/** The first few become the whole text, all others the beginning of it: a megabyte each would only try the memory. */
const withTexts = (root: Node, text: string): Node => {
  let whole = 5;
  const walk = (node: Node): Node => {
    if (node.kind === 'list') return { kind: 'list', items: node.items.map(walk) };
    if (node.kind !== 'map') return node;
    return {
      kind: 'map',
      entries: node.entries.map(([key, value]) => {
        const replaces = shownKeys.test(key) && value.kind === 'value' && typeof value.value === 'string';
        if (replaces) whole -= 1;
        return [
          key,
          replaces ? { kind: 'value', value: whole >= 0 ? text : text.slice(0, 300) } : walk(value),
        ] as const;
      }),
    };
  };
  return walk(root);
};

const errorBody = (code: string): string =>
  JSON.stringify([{ errorCode: code, message: `${code} \u001b[31m<b>no</b>\n%d` }]);

const statuses = (answer: Answer, other: string): readonly Answer[] => [
  ...[301, 302, 303, 307, 308].map((status) => ({
    ...answer,
    status,
    headers: { ...answer.headers, location: `${other}/services/data/v66.0/composite` },
  })),
  ...[200, 201, 204, 300, 304, 400, 401, 403, 404, 405, 409, 410, 414, 418, 420, 429, 500, 502, 503, 599].map(
    (status) => ({
      ...answer,
      status,
    }),
  ),
  ...[
    'TypeError',
    'AbortError',
    'ENOENT',
    'OrgFailure',
    'ExitPromptError',
    'x'.repeat(5000),
    '__proto__',
    'ERROR_HTTP_600',
  ].map((code) => ({ ...withText(answer, errorBody(code)), status: 400 })),
  { ...withText(answer, '[]'), status: 400 },
  { ...withText(answer, 'null'), status: 200 },
  { ...withText(answer, '{"error":{"error":"nested"}}'), status: 500 },
  ...['text/html', 'text/csv', 'application/octet-stream', 'application/xml', 'application/json', ''].map((type) => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': type },
  })),
  { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' } },
  { ...answer, headers: { ...answer.headers, 'sforce-limit-info': `api-usage=${'9'.repeat(400)}/x; \u00e9` } },
];

/** An archive in base64. Node packs much in a tenth of the time that JSZip takes. */
const largeArchive = (files: ReadonlyArray<readonly [path: string, content: Buffer]>): string => {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content);
    /** What both headers say of the file: version, flags, method 8 (deflate), time, date, checksum, sizes, lengths. */
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), about, name, packed]);
    // Version, what both headers say, then comment, disk and attributes, which are all zero, and the place of the file.
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), about, rest, name]));
    parts.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06'), end]).toString('base64');
};

/** Archives that nobody should unpack as they are. */
const archives = async (): Promise<readonly string[]> => {
  const pack = async (files: Readonly<Record<string, string | Buffer>>): Promise<string> => {
    const zip = new JSZip();
    for (const [path, content] of Object.entries(files)) zip.file(path, content);
    return (await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })).toString('base64');
  };
  const object = (inner: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</CustomObject>\n`;
  const good = object('<fields><fullName>Amount</fullName><type>Currency</type></fields>');
  const whole = await pack({ 'objects/Opportunity.object': good });
  const noArchives = [
    'not base64 at all !!!',
    Buffer.from('not an archive').toString('base64'),
    '',
    whole.slice(0, whole.length / 2),
  ];
  const packed = await Promise.all([
    pack({}),
    pack({ 'unpackaged/package.xml': '<Package/>' }),
    pack({ '../../../../tmp/fuzz-slipped': 'x', '/etc/fuzz-slipped': 'x', 'objects/../../Opportunity.object': good }),
    pack({ __proto__: 'x', constructor: 'x', 'objects/__proto__.object': good }),
    pack({ 'objects/Opportunity.object': '' }),
    pack({ 'objects/Opportunity.object': 'no XML' }),
    pack({ 'objects/Opportunity.object': '<html><body>Login</body></html>' }),
    pack({ 'objects/Opportunity.object': `<!DOCTYPE x [<!ENTITY a "b">]>${good}` }),
    pack({ 'objects/Opportunity.object': Buffer.from([0xff, 0xfe, 0x00]) }),
    pack({ 'objects/Opportunity.object': object('<a>'.repeat(10_000) + '</a>'.repeat(10_000)) }),
    pack({ 'objects/Opportunity.object': object('<fields><fullName>Amount</fullName></fields>'.repeat(3000)) }),
    pack({ 'objects/Opportunity.object': object('<fields><fullName>\u001b[31m</fullName></fields>') }),
    pack({ 'objects/Opportunity.object': object('<fields>') }),
  ]);
  const [content, spaces] = [Buffer.from(good), Buffer.alloc(80_000_000, ' ')];
  const many = largeArchive(Array.from({ length: 3000 }, (_, i) => [`objects/X${i}__c.object`, content]));
  const bomb = largeArchive([['objects/Opportunity.object', spaces]]);
  return [...noArchives, ...packed, many, bomb];
};
const allArchives = await archives();

/** Puts a text into every element of that name. */
const withElement = (xml: string, name: string, text: string): string =>
  xml.replace(new RegExp(`<${name}>[^<]*</${name}>`), () => `<${name}>${text}</${name}>`);

const passes = (answer: Answer): Tampered => ({ answer, broken: false });

/** What becomes of the answer. `other`: the address of another host. */
export const tamperedWith = (answer: Answer, tampering: Tampering, other: string): Tampered => {
  switch (tampering.kind) {
    case 'text':
      return { answer: { ...answer, body: damaged(answer.body.toString('utf8'), tampering.damages) }, broken: false };
    case 'status': {
      const all = statuses(answer, other);
      return passes(all[tampering.how % all.length] ?? answer);
    }
    case 'paging': {
      if (!isJson(answer)) return passes(answer);
      const node = inQuery(nodeOf(answer), tampering.which, (result) => paging(result, tampering.how, other));
      return node === null ? passes(answer) : { answer: withText(answer, toJson(node)), broken: true };
    }
    case 'texts': {
      const text = hostileTexts[tampering.what % hostileTexts.length] ?? '';
      return passes(isJson(answer) ? withText(answer, toJson(withTexts(nodeOf(answer), text))) : answer);
    }
    case 'archive': {
      const xml = answer.body.toString('utf8');
      const archive = allArchives[tampering.how % allArchives.length] ?? '';
      return passes(xml.includes('<zipFile>') ? withText(answer, withElement(xml, 'zipFile', archive)) : answer);
    }
    case 'structure': {
      if (isJson(answer)) {
        const { node, broken } = mutateAll(nodeOf(answer), tampering.changes);
        return { answer: withText(answer, toJson(node)), broken };
      }
      if (!isXml(answer)) return passes(answer);
      const { head, root } = readXml(answer.body.toString('utf8'));
      const changed = mutateXmlAll(root, tampering.changes);
      const start = tampering.head === null ? head : (xmlHeads[tampering.head] ?? '');
      return { answer: withText(answer, start + writeXml(changed.root)), broken: changed.broken };
    }
  }
};
