import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthInfo, StateAggregator } from '@salesforce/core';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import type { FaultMatch, Rewrite } from '../local-org/http/faults.js';
import { json, text } from '../local-org/http/httpExchange.js';
import type { HttpRequest } from '../local-org/http/httpExchange.js';
import { spelled } from '../support/commandRun.js';
import { runsNow } from '../support/largeMatrix.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { runQuietly } from '../torture/faults/support/running.js';
import type { Runnable } from '../torture/faults/support/running.js';

const admin = 'admin@example.com';

/** The session as it came with the request: in a header, or in the envelope of a SOAP call. */
const tokenIn = ({ headers, body }: HttpRequest): string =>
  /^(?:Bearer|OAuth) (\S+)/.exec(headers['authorization'] ?? '')?.[1] ??
  /sessionId>([^<]+)</.exec(body)?.[1] ??
  'no token';

const headersOf = ({ headers }: HttpRequest): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const answering =
  (status: number, errorCode: string, words: (token: string, request: HttpRequest) => string): Rewrite =>
  (_, request) =>
    json(status, [{ errorCode, message: words(tokenIn(request), request) }]);

/** Every value of a JSON answer, through `change`; keys stay. */
const walk = (value: unknown, change: (key: string, value: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => walk(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(key, walk(inner, change))]));
};

/** Errors within a composite or a graph, for every part. */
const inParts: Rewrite = (right, request) => {
  if (right.body.kind !== 'json') return right;
  const body = [{ errorCode: 'ODD_THING', message: `odd header Authorization: Bearer ${tokenIn(request)}` }];
  const failed = walk(right.body.value, (key, value) =>
    key === 'httpStatusCode' ? 400 : key === 'body' ? body : key === 'isSuccessful' ? false : value,
  );
  return json(200, failed);
};

const soapFault: Rewrite = (_, request) =>
  text(
    500,
    `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><soapenv:Fault><faultcode>sf:ODD_THING</faultcode><faultstring>ODD_THING: bad session ${tokenIn(request)} of ${request.body.length} bytes</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`,
    'text/xml;charset=UTF-8',
  );

/** The problem of a component in the result of a deploy; all else is right. */
const deployProblem: Rewrite = (right, request) => {
  const { body } = right;
  if (body.kind !== 'text' || !body.text.includes('checkDeployStatusResponse')) return right;
  const failure = `<details><componentFailures><componentType>PermissionSet</componentType><fullName>${tokenIn(request)}</fullName><problem>SessionHeader ${tokenIn(request)}</problem><problemType>Error</problemType><success>false</success></componentFailures></details>`;
  const failed = body.text
    .replace(/<success>true<\/success>/, '<success>false</success>')
    .replace(/<details>.*?<\/details>|<details\/>/s, '')
    .replace('</result>', `${failure}</result>`);
  return { ...right, body: { ...body, text: failed } };
};

/** Labels and names that people read, of every row and describe. */
const labels: Rewrite = (right, request) =>
  right.body.kind === 'json'
    ? json(
        right.status,
        walk(right.body.value, (key, value) =>
          /label|^name$/i.test(key) && value !== null ? `${tokenIn(request)}` : value,
        ),
      )
    : right;

const redirect: Rewrite = (_, request) => ({
  ...text(302, `moved to ?sid=${tokenIn(request)}`, 'text/plain'),
  headers: { location: `https://elsewhere.example/?sid=${encodeURIComponent(tokenIn(request))}` },
});

/** Ways in which others pass a text on. */
const disguises: Record<string, (token: string) => string> = {
  plain: (token) => token,
  'url-encoded': encodeURIComponent,
  'url-encoded twice': (token) => encodeURIComponent(encodeURIComponent(token)),
  'as entities': (token) => token.replaceAll(/[!Q]/g, (c) => `&#${c.charCodeAt(0)};`),
  'with escapes of a terminal in it': (token) => token.replaceAll(/.{9}/g, '$&\u001b[31m'),
  'with characters in it that nobody sees': (token) => token.replaceAll(/.{7}/g, '$&\u200b'),
  'broken into lines': (token) => token.replaceAll(/.{20}/g, '$&\n'),
  'as JSON with escapes': (token) => token.replaceAll(/[AQ!]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  'behind what fills a sentence': (token) => `${'x'.repeat(250)} ${token}`,
  'its end alone': (token) => token.slice(30),
  'its beginning alone': (token) => token.slice(0, 40),
};

const rest: FaultMatch = { path: '/services/data/v' };
const soap: FaultMatch = { path: '/Soap/m/' };
const places: Record<string, { match: FaultMatch; rewrite: Rewrite }> = {
  'an error of REST': {
    match: rest,
    rewrite: answering(400, 'BAD_HEADER', (token) => `unexpected header Authorization: Bearer ${token}`),
  },
  'an error code': { match: rest, rewrite: (_, request) => json(400, [{ errorCode: tokenIn(request), message: 'x' }]) },
  'a page of a gateway': { match: rest, rewrite: (_, request) => text(502, headersOf(request), 'text/plain') },
  'the parts of a composite': { match: { path: /\/composite$/ }, rewrite: inParts },
  'the nodes of a graph': { match: { path: 'composite/graph' }, rewrite: inParts },
  'a SOAP fault': { match: soap, rewrite: soapFault },
  'the result of a deploy': { match: soap, rewrite: deployProblem },
  'labels and names': { match: rest, rewrite: labels },
  'a redirect': { match: rest, rewrite: redirect },
  'a redirect of SOAP': { match: soap, rewrite: redirect },
};

/** Twelve characters in a row of the secret half, whatever stands between them. */
const expectNothingOf = (token: string, said: string, what: string): void => {
  const secret = token.slice(token.indexOf('!') + 1);
  const forms = [said];
  for (let decoded = said, times = 0; times < 3; times += 1) {
    decoded = decoded
      .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      .replaceAll(/\\u\{?00([0-9a-f]{2})\}?|&#(\d+);/gi, (_, hex: string, number: string) =>
        String.fromCharCode(hex ? parseInt(hex, 16) : Number(number)),
      )
      .replaceAll(/\\u\{1b\}\[31m|\\u001b\[31m|\u001b\[31m|\\u\{200b\}|\\n/g, '');
    forms.push(decoded, decoded.replaceAll(/[\s\p{C}]/gu, ''));
  }
  for (let at = 0; at + 12 <= secret.length; at += 1) {
    const piece = secret.slice(at, at + 12);
    for (const form of forms) if (form.includes(piece)) expect.fail(`${what}: ${piece} of the token in\n${form}`);
  }
};

describe('an org that echoes the session', function () {
  this.timeout(300_000);
  let world: World;
  let token: string;

  beforeEach(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    token = world.org.tokenFor(admin);
  });
  afterEach(() => world.close());

  const runs = (): Record<string, [Runnable, string[]]> => {
    const grant = ['-o', admin, '-i', '6sense', '-u', 'sixsense@example.com'];
    const receipt = join(world.folder, 'receipt.json');
    return {
      check: [IntegrationCheck, ['-o', admin, '-i', 'hg-insights', '-u', 'grouped@example.com', '--verbose']],
      'grant --dry-run': [IntegrationGrant, [...grant, '--dry-run', '--save-plan', join(world.folder, 'plan.json')]],
      'grant --output-dir': [IntegrationGrant, [...grant, '--output-dir', world.folder]],
      'history-tracking': [IntegrationHistoryTracking, ['-o', admin, '--field', 'Account.Industry', '--enable', '-p']],
      grant: [IntegrationGrant, [...grant, '-p', '--save-receipt', receipt]],
      revoke: [IntegrationRevoke, ['-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', '-p']],
    };
  };

  const writtenFiles = async (): Promise<string> => {
    const entries = await readdir(world.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
  };

  /** A push runs one of two or three ways: each command, with `--json` and without in turn (`largeMatrix.ts`). */
  const expectSilence = async (
    row: number,
    rewrite: Rewrite,
    match: FaultMatch,
    commands: readonly string[],
    every = 3,
  ): Promise<number> => {
    let hits = 0;
    for (const [column, name] of commands.entries())
      for (const [way, more] of [[], ['--json']].entries()) {
        if (!runsNow(row, column + way, every)) continue;
        const [command, argv] = runs()[name] ?? [];
        if (!command || !argv) throw new Error(`no command ${name}`);
        world.org.faults.clear();
        const onHit = (): void => void (hits += 1);
        world.org.faults.add({ kind: 'rewritten', match, rewrite, times: Infinity, onHit });
        const { stdout, stderr, result, error } = await runQuietly(world.org, command, [...argv, ...more]);
        const files = await writtenFiles().catch(() => '');
        const said = [stdout, stderr, JSON.stringify(result) ?? '', error ? spelled(error) : '', files].join('\n');
        expectNothingOf(token, said, `${name} ${more.join(' ')}`);
      }
    return hits;
  };

  for (const [row, [place, { match, rewrite }]] of Object.entries(places).entries())
    it(`in ${place}: no command passes it on`, async () => {
      expect(
        await expectSilence(row, rewrite, match, Object.keys(runs())),
        'requests that were answered so',
      ).to.be.above(0);
    });

  for (const [row, [how, disguise]] of Object.entries(disguises).entries())
    it(`${how}: no command passes it on`, async () => {
      const words = answering(400, 'BAD_HEADER', (session) => `unexpected header ${disguise(session)} here`);
      const faults: Rewrite = (right, request) => {
        const answer = soapFault(right, { ...request, body: `sessionId>${disguise(tokenIn(request))}<` });
        return answer;
      };
      expect(await expectSilence(row, words, rest, ['check', 'grant'], 3)).to.be.above(0);
      expect(await expectSilence(row, faults, soap, ['grant --dry-run', 'grant --output-dir'], 2)).to.be.above(0);
    });

  it('of a session that was renewed during the run: no command passes it on', async () => {
    const { org } = world;
    const options = { accessToken: token, instanceUrl: org.url, loginUrl: org.url };
    const info = await AuthInfo.create({ accessTokenOptions: options });
    await info.save({ refreshToken: org.refreshTokenFor(admin), clientId: 'PlatformCLI' });
    StateAggregator.clearInstance();
    for (const [name, fails] of [
      ['check', 1],
      ['grant', 1],
      ['grant', 4],
    ] as const) {
      const known = new Set(org.org.tokens.keys());
      for (const one of org.org.tokens.values()) one.expired = false;
      org.faults.clear();
      org.faults.add({ kind: '401', match: { ...rest, nth: fails } });
      const echo = answering(400, 'BAD_HEADER', (session) => `unexpected header ${session.slice(30)} here`);
      // From the renewal on, whatever else is on its way meanwhile.
      const echoes = (): void =>
        void org.faults.add({ kind: 'rewritten', match: rest, rewrite: echo, times: Infinity });
      org.faults.add({ kind: 'slow', match: { path: '/oauth2/token' }, onHit: echoes });
      const [command, argv] = runs()[name] ?? [];
      if (!command || !argv) throw new Error(`no command ${name}`);
      const { stdout, stderr, error } = await runQuietly(org, command, argv);
      const renewed = [...org.org.tokens.keys()].filter((one) => !known.has(one));
      expect(renewed, 'sessions that are new').to.have.length(1);
      for (const one of renewed)
        expectNothingOf(
          one,
          [stdout, stderr, error ? spelled(error) : ''].join('\n'),
          `${name}, the ${fails}th answer`,
        );
    }
  });
});
