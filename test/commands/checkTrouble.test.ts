import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Connection } from '@salesforce/core';
import { check as checkWorkflow } from '../../src/workflows/checkWorkflow.js';
import type { CheckOutcome } from '../../src/workflows/checkWorkflow.js';
import type { FaultKind, FaultMatch } from '../local-org/http/faults.js';
import { setUserPermission } from '../local-org/http/testClient.js';
import { check, finding, only, refusal } from '../support/checking.js';
import { connect } from '../support/connection.js';
import { inHurriedTime } from '../support/virtualClock.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const ciro = ['-u', 'ciro@example.com', '-i', 'ciro'];

describe('integration check that cannot be carried out', function () {
  this.timeout(60_000);
  let world: World;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin, 'standard@example.com', 'viewer@example.com');
  });
  after(() => world.close());
  beforeEach(() => {
    world.org.faults.clear();
    world.org.clearRequests();
  });

  const refused = (...argv: string[]): ReturnType<typeof refusal> => refusal(world.org, '-o', admin, ...argv);

  describe('because of what was asked', () => {
    const cases: [title: string, argv: string[], name: string, message: RegExp, action: RegExp][] = [
      [
        'unknown definition',
        ['-i', 'cirro'],
        'UnknownDefinitionError',
        /"cirro"; did you mean ciro\?/,
        /integration list TEXT/,
      ],
      ['unknown variant', ['-i', 'ciro@broad'], 'UnknownVariantError', /broad/, /granular/],
      ['missing file', ['-i', './nowhere.yml'], 'FileNotFoundError', /nowhere\.yml/, /\w/],
      [
        'unknown user',
        ['-i', 'ciro', '-u', 'nobody@example.com'],
        'UserNotFoundError',
        /nobody@example\.com/,
        /spelling/,
      ],
      [
        'API version too old',
        [...ciro, '--api-version', '40.0'],
        'ApiVersionTooOldError',
        /40\.0.*45\.0/,
        /--api-version/,
      ],
      [
        'API version too new',
        [...ciro, '--api-version', '99.0'],
        'ApiVersionNotSupportedError',
        /version/,
        /--api-version/,
      ],
    ];
    for (const [title, argv, name, message, action] of cases) {
      it(title, async () => {
        const error = await refused(...argv);
        expect(error).to.include({ exitCode: 2, name });
        expect(error.message).to.match(message);
        expect(error.actions?.join(' ')).to.match(action);
      });
    }

    it('takes several definitions with commas between, and finds a path with a comma in it again', async () => {
      await mkdir(join(world.folder, 'a,b'));
      const file = join(world.folder, 'a,b', 'acme.yml');
      await writeFile(file, 'schemaVersion: 1\nid: acme\nlabel: Acme\nrequires:\n  - object: Lead\n');
      const named = file.replace(',', '\\,');
      const checked = await check(world.org, '-o', admin, '-u', 'ciro@example.com', '-i', `ciro, cognism,${named}`);
      expect(checked.result.checks.map(({ integration }) => integration)).to.deep.equal(['ciro', 'cognism', 'acme']);
      expect(checked.text).to.include(`-i ciro -i cognism -i '${named}'`);
    });

    it('a broken file, with file, line and column, and without asking the org', async () => {
      const file = join(world.folder, 'acme.yml');
      await writeFile(
        file,
        'schemaVersion: 1\nid: acme\nlabel: Acme\nrequires:\n  - object: Lead\n    access: [reed]\n',
      );
      const error = await refused('-u', 'ciro@example.com', '-i', 'cognism', '-i', file);
      expect(error).to.include({ exitCode: 2 });
      expect(error.message).to.equal(`${file}:6:14: "reed" is not a word for "access"; did you mean read?`);
      expect(world.org.requests).to.deep.equal([]);
    });
  });

  describe('because of the org', () => {
    const kinds: [FaultKind, name: string][] = [
      ['401', 'SessionExpiredError'],
      ['requestLimit', 'RequestLimitError'],
      ['apiDisabled', 'ApiDisabledError'],
      ['htmlOk', 'NotSalesforceAnswerError'],
      ['emptyBody', 'NotSalesforceAnswerError'],
    ];
    for (const [kind, name] of kinds) {
      it(`${kind}: ${name}`, async () => {
        world.org.faults.add({ kind, times: Infinity });
        expect(await refused(...ciro)).to.include({ exitCode: 2, name });
      });
    }

    const retried: [FaultKind, name: string][] = [
      ['500', 'ServerUnavailableError'],
      ['503html', 'NotSalesforceAnswerError'],
      ['cutOff', 'ConnectionLostError'],
    ];
    for (const [kind, name] of retried) {
      it(`${kind}: ${name}, after a bounded number of attempts`, async () => {
        world.org.faults.add({ kind, times: Infinity });
        expect(await refused('-u', 'ciro@example.com', '-i', 'hg-insights')).to.include({ exitCode: 2, name });
        // Three calls at the same time, three attempts each; one may still be trying when another has given up.
        expect(world.org.requests.length).to.be.at.most(12);
      });
    }

    it('an expired session', async () => {
      for (const session of world.org.org.tokens.values()) session.expired = true;
      try {
        const error = await refused(...ciro);
        expect(error).to.include({ exitCode: 2, name: 'SessionExpiredError' });
        expect(error.actions?.join(' ')).to.include('sf org login');
      } finally {
        for (const session of world.org.org.tokens.values()) session.expired = false;
      }
    });

    it('a used-up request limit', async () => {
      const { dailyApiRequests } = world.org.org.limits;
      const { used } = dailyApiRequests;
      dailyApiRequests.used = dailyApiRequests.max;
      try {
        const error = await refused(...ciro);
        expect(error).to.include({ exitCode: 2, name: 'RequestLimitError' });
        expect(error.message).to.include('TotalRequests Limit exceeded.');
      } finally {
        dailyApiRequests.used = used;
      }
    });

    it('a user who may not call the API', async () => {
      setUserPermission(world.org.org, 'standard@example.com', 'ApiEnabled', false);
      const error = await refusal(world.org, '-o', 'standard@example.com', '-i', 'ciro');
      expect(error).to.include({ exitCode: 2, name: 'ApiDisabledError' });
      expect(error.actions?.join(' ')).to.include('API Enabled');
    });
  });

  it('an org that is not there any more', async () => {
    const gone = await openWorld({ scenario: 'default' }, admin);
    await gone.org.close();
    const error = await refusal(gone.org, '-o', admin, ...ciro);
    expect(error).to.include({ exitCode: 2, name: 'ConnectionLostError' });
    expect(error.message).to.include('127.0.0.1');
    await gone.close();
  });
});

describe('integration check with trouble that passes', function () {
  this.timeout(120_000);
  let world: World;
  let connection: Connection;
  let clean: CheckOutcome;

  const run = (waitMs = 20_000): Promise<CheckOutcome> =>
    checkWorkflow({
      targets: [
        {
          reference: 'hg-insights',
          users: ['hginsights@example.com'],
          authentication: 'oauth',
          failOn: 'required',
          waivers: null,
        },
      ],
      waivers: { update: false, aliasesOf: () => Promise.resolve([]) },
      connect: () => Promise.resolve(connection),
      waitMs,
      backoffMs: [1, 1],
    });

  before(async () => {
    world = await openWorld({ scenario: 'default' });
    connection = await connect(world, admin);
    clean = await run();
  });
  after(() => world.close());
  beforeEach(() => world.org.faults.clear());

  /** The four requests of a check. */
  const places: [string, FaultMatch][] = [
    ['the first request', { path: '/v68.0/composite', nth: 1 }],
    ['the schema', { path: '/tooling/composite', nth: 1 }],
    ['the history switch', { path: '/Soap/m/', nth: 1 }],
    ['the permission rows', { path: '/v68.0/composite', nth: 2 }],
    ['a part of the first request', { path: '/query', subrequest: true, nth: 1 }],
  ];
  const passing: FaultKind[] = [
    '500',
    '503',
    '503html',
    'lockRow',
    'concurrentLimit',
    'reset',
    'cutOff',
    'truncatedJson',
  ];

  for (const [place, match] of places) {
    for (const kind of passing) {
      const whole = ['503html', 'reset', 'cutOff', 'truncatedJson', 'concurrentLimit'].includes(kind);
      if (match.subrequest === true && whole) continue;
      it(`${kind} in ${place}: the same result as without`, async () => {
        world.org.faults.add({ kind, match });
        const { evaluations, cost } = await run();
        expect(evaluations).to.deep.equal(clean.evaluations);
        if (kind !== 'truncatedJson' || !place.includes('history')) {
          expect(world.org.faults.list()).to.deep.equal([]);
          expect(cost.apiCalls).to.be.greaterThan(clean.cost.apiCalls);
        }
      });
    }
  }

  it('a slow org: the same result', () =>
    inHurriedTime(async () => {
      world.org.faults.add({ kind: 'slow', delayMs: 2000, times: Infinity });
      expect((await run()).evaluations).to.deep.equal(clean.evaluations);
    }));

  it('an org that answers nothing: gives up in time', () =>
    inHurriedTime(async (now) => {
      world.org.faults.add({ kind: 'timeout', times: Infinity });
      const startedAt = now();
      const code = await run(60_000).catch((error: unknown) => (error as { code: unknown }).code);
      expect([code, now() - startedAt]).to.deep.equal(['GAVE_UP_WAITING', 60_000]);
    }));

  it('fewer rows than promised: nothing is called missing or met because of it', async () => {
    world.org.faults.add({ kind: 'fewerRows', match: { path: '/v68.0/composite', nth: 2 } });
    const { evaluations } = await run();
    const before = new Map(clean.evaluations[0]?.findings.map(({ id, status }) => [id, status]));
    const changes = new Set(
      evaluations[0]?.findings
        .filter(({ id, status }) => before.get(id) !== status)
        .map(({ id, status }) => `${before.get(id) ?? ''} → ${status}`),
    );
    expect([...changes].filter((change) => !change.endsWith('→ unknown'))).to.deep.equal([]);
    expect(changes.size).to.be.greaterThan(0);
  });

  it('is told by the command as well: the same findings', async () => {
    const argv = ['-o', admin, ...ciro];
    const undisturbed = only(await check(world.org, ...argv));
    world.org.faults.add({ kind: '503', match: { path: '/tooling/composite', nth: 1 } });
    const one = only(await check(world.org, ...argv));
    expect(one).to.deep.equal(undisturbed);
    expect(finding(one, 'user:active').status).to.equal('met');
  });
});
