/** What an org says that lies, or whoever stands between: other answers than the right ones. */
import fc from 'fast-check';
import type { FaultKind, Rewrite } from '../../../local-org/http/faults.js';
import { json, text } from '../../../local-org/http/httpExchange.js';
import type { HttpAnswer, HttpRequest } from '../../../local-org/http/httpExchange.js';
import { anyDamage, damaged } from '../../fuzz/support/damage.js';
import type { Damage } from '../../fuzz/support/damage.js';
import { hostileTexts } from '../../fuzz/support/hostile.js';
import { betrayed, inQueries, isWrite } from './betrayals.js';
import type { Betrayal } from './betrayals.js';
import { mutateXmlAll, readXml, writeXml } from '../../fuzz/support/xmlTree.js';

/** `at`: which request of the run, counted from 0; null for each of them. */
type At = { readonly at: number | null };
export type Lie = At &
  (
    | { readonly kind: 'echo'; readonly place: number; readonly disguise: number; readonly secret: number }
    /** Every label, every name, or every text that people read becomes another one. */
    | { readonly kind: 'words'; readonly keys: number; readonly what: number }
    /** One value of the answer becomes another one, perhaps of another type. */
    | { readonly kind: 'value'; readonly steps: readonly number[]; readonly what: number }
    /** All rows lack a column. */
    | { readonly kind: 'column'; readonly which: number }
    /** The last rows come again and again, or are not there. */
    | { readonly kind: 'rows'; readonly how: number }
    | { readonly kind: 'damage'; readonly damages: readonly Damage[] }
    | { readonly kind: 'trouble'; readonly which: number; readonly carriedOut: boolean }
    | { readonly kind: 'redirect'; readonly how: number }
    | Betrayal
  );

const at = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 5, arbitrary: fc.nat({ max: 13 }) },
) as fc.Arbitrary<number | null>;
const always = fc.constant(null);
const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });

export const anyLie: fc.Arbitrary<Lie> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ at, kind: fc.constant('echo' as const), place: nat(99), disguise: nat(99), secret: nat(9) }),
  },
  { weight: 4, arbitrary: fc.record({ at, kind: fc.constant('words' as const), keys: nat(2), what: nat(99) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      at,
      kind: fc.constant('value' as const),
      steps: fc.array(nat(999), { minLength: 1, maxLength: 9 }),
      what: nat(99),
    }),
  },
  { weight: 2, arbitrary: fc.record({ at, kind: fc.constant('column' as const), which: nat(99) }) },
  { weight: 2, arbitrary: fc.record({ at, kind: fc.constant('rows' as const), how: nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      at,
      kind: fc.constant('damage' as const),
      damages: fc.array(anyDamage, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ at, kind: fc.constant('trouble' as const), which: nat(99), carriedOut: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ at, kind: fc.constant('redirect' as const), how: nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({ at: always, kind: fc.constant('hides' as const), what: nat(15), until: nat(16) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      at: always,
      kind: fc.constant('denies' as const),
      how: nat(23),
      which: fc.option(nat(2)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ at: always, kind: fc.constant('contradicts' as const), how: nat(1) }) },
);

/** What a run must not pass on, and how it is known: some of it to the run itself, the rest by its form alone. */
export type Secrets = { readonly refresh: string; readonly foreign: readonly string[] };

/** The session as it came with the request: in a header, or in the envelope of a SOAP call. */
const sessionOf = ({ headers, body }: HttpRequest): string =>
  /^(?:Bearer|OAuth) (\S+)/.exec(headers['authorization'] ?? '')?.[1] ??
  /sessionId>([^<]+)</.exec(body)?.[1] ??
  'no session';

const base64 = (words: string): string => Buffer.from(words).toString('base64');

/** Ways in which others pass on what they should not. */
const disguises: ReadonlyArray<(secret: string) => string> = [
  (secret) => secret,
  (secret) => `Bearer ${secret}`,
  (secret) => `https://x.example/secur/frontdoor.jsp?sid=${encodeURIComponent(secret)}&retURL=%2F`,
  (secret) => `<SessionHeader><sessionId>${secret}</sessionId></SessionHeader>`,
  encodeURIComponent,
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => secret.replaceAll(/[!Q5]/g, (c) => `&#${c.charCodeAt(0)};`),
  (secret) => secret.replaceAll(/[!Q5]/g, (c) => `&amp;#x${c.charCodeAt(0).toString(16)};`),
  (secret) => secret.replaceAll(/.{9}/g, '$&\u001b[31m'),
  (secret) => secret.replaceAll(/.{7}/g, '$&\u200b'),
  (secret) => secret.replaceAll(/.{20}/g, '$&\n'),
  (secret) => secret.replaceAll(/[A!5]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  (secret) => `${'x'.repeat(280)} ${secret}`,
  (secret) => secret.slice(30),
  (secret) => secret.slice(0, 40),
  (secret) => JSON.stringify({ access_token: secret, nested: [{ headers: { authorization: `Bearer ${secret}` } }] }),
  base64,
  (secret) => `Basic ${base64(`user:${secret}`)}`,
  (secret) => base64(secret).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_'),
];

/** What holds for a form alone is held to as it stands, not in disguise. */
const plainDisguises = 4;

const soapFault = (words: string): HttpAnswer =>
  text(
    500,
    `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><soapenv:Fault><faultcode>sf:ODD_THING</faultcode><faultstring>${words
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll(/[^\P{C}\n]/gu, '')}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`,
    'text/xml;charset=UTF-8',
  );

const isSoap = ({ path }: HttpRequest): boolean => path.includes('/Soap/');

type Json = unknown;
type Change = (key: string, value: Json) => Json;

/** Every value of a JSON answer, through `change`; keys stay. */
const walk = (value: Json, change: Change): Json => {
  if (Array.isArray(value)) return value.map((one) => walk(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(key, walk(inner, change))]));
};

const inJson = (right: HttpAnswer, change: (value: Json) => Json): HttpAnswer =>
  right.body.kind === 'json' ? { ...right, body: { kind: 'json', value: change(right.body.value) } } : right;

/** Texts between elements of XML that hold words. */
const inXmlTexts = (right: HttpAnswer, words: string): HttpAnswer =>
  right.body.kind === 'text'
    ? {
        ...right,
        body: {
          ...right.body,
          text: right.body.text.replaceAll(
            /<(label|description|problem|fullName|statusCode|message|faultstring)>[^<]*</g,
            (_, name: string) => `<${name}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}<`,
          ),
        },
      }
    : right;

const readByPeople = /label|^(master|display)?name$|description|message|^title$/i;

/** Where the words go. */
const places: ReadonlyArray<(right: HttpAnswer, request: HttpRequest, words: string) => HttpAnswer> = [
  (_, request, words) =>
    isSoap(request) ? soapFault(words) : json(400, [{ errorCode: 'BAD_HEADER', message: `unexpected: ${words}` }]),
  (_, request, words) => (isSoap(request) ? soapFault(words) : json(400, [{ errorCode: words, message: 'odd' }])),
  (_, __, words) => text(502, `Bad gateway\nauthorization: ${words}`, 'text/plain'),
  (_, __, words) => text(200, `<html><title>${words}</title><body>${words}</body></html>`, 'text/html'),
  (right, _, words) =>
    inJson(right, (value) => {
      const body = [{ errorCode: 'ODD_THING', message: `odd header ${words}` }];
      return walk(value, (key, inner) =>
        key === 'httpStatusCode' ? 400 : key === 'body' ? body : key === 'isSuccessful' ? false : inner,
      );
    }),
  (right, _, words) =>
    right.body.kind === 'text'
      ? inXmlTexts(right, words)
      : inJson(right, (value) =>
          walk(value, (key, inner) => (readByPeople.test(key) && inner !== null ? words : inner)),
        ),
  (right, _, words) =>
    inJson(right, (value) => walk(value, (key, inner) => (/label/i.test(key) && inner !== null ? words : inner))),
  (right, _, words) =>
    inJson(right, (value) =>
      walk(value, (key, inner) => (/^(Name|DeveloperName|ProfileId)$/.test(key) ? words : inner)),
    ),
  (right, _, words) => ({
    ...right,
    headers: { ...right.headers, 'set-cookie': `sid=${words}`, 'x-echo': words, 'sforce-limit-info': words },
  }),
  (right, _, words) => ({
    ...right,
    status: 400,
    body: { kind: 'json', value: { error: words, error_description: [{ deep: { deeper: words } }] } },
  }),
  (_, __, words) => json(403, { message: words, errorCode: 'X', extendedErrorDetails: [{ [words]: words }] }),
];

/** Texts that a terminal obeys, that read otherwise than they are, or that never end. */
const wordsOfLiars: readonly string[] = [
  ...hostileTexts.filter((one) => one.length < 1000),
  '\u001b[2K\u001b[1A\rHarmless\u202e\u001b]0;pwned\u0007\u009b8m\u200b\nApply nothing',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  `${'long '.repeat(20_000)}end`,
  '\u001b[31m'.repeat(3000),
];

const strangeValues: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  '',
  'x',
  'true',
  [],
  {},
  [null],
  { records: null },
  { attributes: null, Id: 7 },
  'ModifyAllData',
  '0055g0000000GBsAAM',
  '2999-12-31T23:59:59.000+0000',
  '1970-01-01',
  '__proto__',
  '../../../etc/passwd',
  ...hostileTexts.filter((one) => one.length < 400),
];

/** The value with another one at the place to which the steps lead. */
const putAt = (value: Json, [step, ...rest]: readonly number[], put: Json): Json => {
  if (step === undefined || typeof value !== 'object' || value === null) return put;
  if (Array.isArray(value)) {
    if (value.length === 0) return put;
    const index = step % value.length;
    return value.map((one: Json, i) => (i === index ? putAt(one, rest, put) : one));
  }
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  return key === undefined ? put : { ...value, [key]: putAt((value as Record<string, Json>)[key], rest, put) };
};

type Rows = { readonly totalSize?: unknown; readonly records: readonly Json[] };

const withoutColumn = ({ records, ...result }: Rows, which: number): Rows => {
  const columns = Object.keys((records[0] as object | undefined) ?? {}).filter((name) => name !== 'attributes');
  const column = columns[which % Math.max(1, columns.length)];
  return {
    ...result,
    records: records.map((row) =>
      typeof row === 'object' && row !== null
        ? Object.fromEntries(Object.entries(row).filter(([name]) => name !== column))
        : row,
    ),
  };
};

const withOtherRows = (result: Rows, how: number): Rows => {
  const { records } = result;
  const again = Array.from({ length: 1500 }, (_, i) => records[i % Math.max(1, records.length)]);
  const ways: readonly Rows[] = [
    { ...result, records: records.slice(0, -1) },
    { ...result, records: [] },
    { ...result, totalSize: 0, records: [] },
    { ...result, records: [...records, ...records] },
    { ...result, totalSize: records.length * 2, records: [...records, ...records] },
    records.length === 0 ? result : { ...result, totalSize: again.length, records: again },
    { ...result, records: [...records].reverse() },
  ];
  return ways[how % ways.length] ?? result;
};

const troubles: readonly FaultKind[] = [
  '401',
  '401',
  '401',
  '500',
  'requestLimit',
  'rowRefused',
  'licenseRefused',
  'apiDisabled',
  'htmlOk',
  'reset',
  'cutOff',
  'truncatedJson',
  'garbled',
  'emptyBody',
];

/** The whole answer that comes instead, whether or not the request is carried out. */
export type Trouble = { readonly kind: FaultKind; readonly at: number | null; readonly carriedOut: boolean };

/** Refusals of the platform that no request is carried out in spite of. */
const refusals: readonly FaultKind[] = ['requestLimit', 'rowRefused', 'licenseRefused', 'apiDisabled'];

const troubleOf = (kind: FaultKind, lie: { readonly at: number | null; readonly carriedOut: boolean }): Trouble => ({
  kind,
  at: lie.at,
  carriedOut: lie.carriedOut && !refusals.includes(kind),
});

const isBetrayal = (lie: Lie): lie is Lie & Betrayal =>
  lie.kind === 'hides' || lie.kind === 'denies' || lie.kind === 'contradicts';

/** The lies that are no rewriting of the right answer. */
export const troublesIn = (lies: readonly Lie[]): Trouble[] =>
  lies.flatMap((lie) =>
    lie.kind === 'trouble' ? [troubleOf(troubles[lie.which % troubles.length] ?? '401', lie)] : [],
  );

/** Whether it may hide what is there, as nobody can see through who hides it well. */
export const mayHide = ({ kind }: Lie): boolean =>
  kind === 'value' || kind === 'column' || kind === 'rows' || kind === 'damage' || kind === 'hides';

/** Whether it may be told of what is read after a request of the run, counted from 0. */
export const mayReachAfter = (lie: Lie, request: number): boolean =>
  lie.kind === 'hides' ? lie.until > request + 1 : lie.at === null || lie.at > request;

/** Whether names and labels are not those of the org. */
export const changesWords = (lie: Lie): boolean => lie.kind === 'words' || lie.kind === 'echo' || mayHide(lie);

const textOf = ({ body }: HttpAnswer): string =>
  body.kind === 'json' ? JSON.stringify(body.value) : body.kind === 'text' ? body.text : '';
const typeOf = ({ body }: HttpAnswer): string =>
  body.kind === 'text' ? body.contentType : 'application/json;charset=UTF-8';

const told = (
  lie: Exclude<Lie, Betrayal>,
  right: HttpAnswer,
  request: HttpRequest,
  { refresh, foreign }: Secrets,
): HttpAnswer => {
  switch (lie.kind) {
    case 'echo': {
      const secrets = [sessionOf(request), sessionOf(request), sessionOf(request), refresh, ...foreign];
      const which = lie.secret % secrets.length;
      const forms = which < 4 ? disguises.length : plainDisguises;
      const words = (disguises[lie.disguise % forms] ?? String)(secrets[which] ?? '');
      return places[lie.place % places.length]?.(right, request, words) ?? right;
    }
    case 'words': {
      const words = wordsOfLiars[lie.what % wordsOfLiars.length] ?? '';
      const keys = [/label/i, readByPeople, /label|description|^(FirstName|LastName)$/i][lie.keys] ?? /label/i;
      return right.body.kind === 'text'
        ? inXmlTexts(right, words.replaceAll(/[^\P{C}\n]/gu, ''))
        : inJson(right, (value) =>
            walk(value, (key, inner) => (keys.test(key) && typeof inner === 'string' ? words : inner)),
          );
    }
    case 'value':
      if (right.body.kind === 'text' && /xml/.test(right.body.contentType) && right.body.text.includes('<')) {
        const { head, root } = readXml(right.body.text);
        const change = { steps: lie.steps, how: lie.what, child: lie.steps[0] ?? 0, what: lie.what };
        return { ...right, body: { ...right.body, text: head + writeXml(mutateXmlAll(root, [change]).root) } };
      }
      return inJson(right, (value) => putAt(value, lie.steps, strangeValues[lie.what % strangeValues.length]));
    case 'column':
      return inJson(right, (value) => inQueries(value, (result) => withoutColumn(result, lie.which)));
    case 'rows':
      return inJson(right, (value) => inQueries(value, (result) => withOtherRows(result, lie.how)));
    case 'damage':
      return text(right.status, damaged(textOf(right), lie.damages).toString('utf8'), typeOf(right));
    case 'redirect': {
      const status = [301, 302, 303, 307, 308][lie.how % 5] ?? 302;
      const location = `https://elsewhere.example/?sid=${encodeURIComponent(sessionOf(request))}`;
      return { ...text(status, `moved to ${location}`, 'text/plain'), headers: { location } };
    }
    case 'trouble':
      return right;
  }
};

/** A refusal in the platform's own form: whoever gets it has to believe that nothing was carried out. */
const isRefusal = ({ status, body }: HttpAnswer): boolean =>
  (body.kind === 'json' && JSON.stringify(body.value)?.includes('"isSuccessful":false')) ||
  (status >= 400 && (body.kind === 'json' || (body.kind === 'text' && body.text.includes('soapenv:Fault'))));

/**
 * All of them as one rewriting; it counts the requests of the run.
 * @param onDenied told where a request that was carried out is answered with a refusal
 */
export const rewritingOf = (lies: readonly Lie[], secrets: Secrets, onDenied: () => void): Rewrite => {
  let [count, writes] = [0, 0];
  return (right, request) => {
    const progress = { requests: count, writes };
    count += 1;
    if (isWrite(request)) writes += 1;
    const answer = lies.reduce((before, lie) => {
      if (isBetrayal(lie)) return betrayed(lie, before, request, progress);
      return lie.at === null || lie.at === progress.requests ? told(lie, before, request, secrets) : before;
    }, right);
    if (isRefusal(answer) && !isRefusal(right)) onDenied();
    return answer;
  };
};
