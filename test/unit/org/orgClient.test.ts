import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AuthInfo, Connection } from '@salesforce/core';
import { expect } from 'chai';
import sinon from 'sinon';
import type { Subrequest } from '../../../src/org/restApi.js';
import { createOrgClient } from '../../../src/org/orgClient.js';
import type { OrgClient } from '../../../src/org/orgClient.js';
import type { WriteReply } from '../../../src/org/restApi.js';
import type { ClientOptions } from '../../../src/org/transport.js';
import { OrgFailure } from '../../../src/org/failure.js';
import type { FailureCode } from '../../../src/failureCode.js';
import { forgetSecrets, withoutSecrets } from '../../../src/secrets.js';
import type { Row } from '../../local-org/model/orgModel.js';
import type { FaultKind } from '../../local-org/http/faults.js';
import { connect, connectRenewing, releaseRenewal } from '../../support/connection.js';
import { inHurriedTime } from '../../support/virtualClock.js';
import { failureOf } from '../../support/failureOf.js';
import { openWorld, openWorldOnTheWire } from '../../support/world.js';
import type { World } from '../../support/world.js';

const admin = 'admin@example.com';

/** Every fault: what it ends in when it stays, and whether it is worth another attempt. */
const faults: Record<
  Exclude<FaultKind, 'slow' | 'timeout' | 'fewerRows' | 'rowRefused' | 'licenseRefused' | 'rewritten'>,
  [FailureCode, retried: boolean]
> = {
  '401': ['SESSION_EXPIRED', false],
  requestLimit: ['REQUEST_LIMIT', false],
  concurrentLimit: ['REQUEST_LIMIT', true],
  apiDisabled: ['API_DISABLED', false],
  '500': ['SERVER_UNAVAILABLE', true],
  '503': ['SERVER_UNAVAILABLE', true],
  '503html': ['NOT_SALESFORCE_ANSWER', true],
  lockRow: ['SERVER_UNAVAILABLE', true],
  htmlOk: ['NOT_SALESFORCE_ANSWER', false],
  emptyBody: ['NOT_SALESFORCE_ANSWER', false],
  reset: ['CONNECTION_LOST', true],
  cutOff: ['CONNECTION_LOST', true],
  garbled: ['SERVER_UNAVAILABLE', true],
  truncatedJson: ['SERVER_UNAVAILABLE', true],
};

const statement = (ref: string, soql: string): Subrequest => ({ ref, path: `/query?q=${encodeURIComponent(soql)}` });

describe('org client', function () {
  this.timeout(30_000);
  let world: World;
  let connection: Connection;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    connection = await connect(world, admin);
  });
  after(() => world.close());
  beforeEach(() => {
    world.org.faults.clear();
    world.org.clearRequests();
    world.org.latency.ms = 0;
  });

  const client = (options: Partial<ClientOptions> = {}): OrgClient =>
    createOrgClient(connection, { waitMs: 5000, backoffMs: [1, 1], ...options });
  const subrequests = [statement('users', 'SELECT Id FROM User'), statement('sets', 'SELECT Id FROM PermissionSet')];
  /** How a call ended: the code of its failure, or of its reply where it stays a gap for whoever asked. */
  const endOf = async (call: Promise<unknown>): Promise<string> => {
    try {
      return (await (call as Promise<{ errorCode?: string }>)).errorCode ?? 'no failure';
    } catch (error) {
      expect(error).to.be.instanceOf(OrgFailure);
      expect((error as OrgFailure).cause).to.equal(undefined);
      return (error as OrgFailure).code;
    }
  };
  const calls: Record<string, (client: OrgClient) => Promise<unknown>> = {
    composite: (one) => one.composite(subrequests, 'data'),
    'composite of the Tooling API': (one) =>
      one.composite([{ ref: 't', path: `/tooling${statement('', 'SELECT Id FROM ApexTrigger').path}` }], 'tooling'),
    readMetadata: (one) => one.readMetadata('CustomObject', ['Opportunity']),
  };

  /** The way over the wire is the real one; the way through this process must end alike, as most tests take it. */
  for (const [way, open] of [
    ['over HTTP', openWorldOnTheWire],
    ['in this process', openWorld],
  ] as const) {
    describe(way, () => {
      before(async () => {
        await world.close();
        world = await open({ scenario: 'default' }, admin);
        connection = await connect(world, admin);
      });

      for (const [name, call] of Object.entries(calls)) {
        describe(name, () => {
          for (const [kind, [code, retried]] of Object.entries(faults) as [FaultKind, [FailureCode, boolean]][]) {
            it(`${kind} that stays: ${code} after ${retried ? 'three attempts' : 'one attempt'}`, async () => {
              world.org.faults.add({ kind, times: Infinity });
              const one = client();
              const ended = await endOf(call(one));
              expect(ended).to.equal(code);
              expect(world.org.requests.length).to.equal(retried ? 3 : 1);
            });

            if (!retried) continue;
            it(`${kind} that passes: as if nothing had been`, async () => {
              const clean = await call(client());
              world.org.faults.add({ kind, times: 1 });
              world.org.clearRequests();
              expect(await call(client())).to.deep.equal(clean);
              expect(world.org.requests.length).to.equal(2);
            });
          }
        });
      }

      it('slow: the right answer', async () => {
        const clean = await calls['composite']?.(client());
        world.org.faults.add({ kind: 'slow', delayMs: 5 });
        expect(await calls['composite']?.(client())).to.deep.equal(clean);
      });

      it('fewerRows: an answer that promises one more than it holds', async () => {
        world.org.faults.add({ kind: 'fewerRows' });
        const reply = (await client().composite(subrequests, 'data')).get('users');
        const { records, totalSize } = (reply?.ok ? reply.body : {}) as { records: unknown[]; totalSize: number };
        expect(totalSize - records.length).to.equal(1);
      });

      it('timeout: gives up', async () => {
        world.org.faults.add({ kind: 'timeout', times: Infinity });
        const call = client({ waitMs: 200 }).composite(subrequests, 'data');
        expect((await failureOf(call)).code).to.equal('GAVE_UP_WAITING');
      });

      describe('sf renews the session, and the answer to that breaks off', () => {
        let kept: Connection;
        before(() => {
          kept = connection;
        });
        after(() => {
          connection = kept;
        });
        beforeEach(async () => {
          connection = await connectRenewing(world, admin);
        });
        afterEach(() => releaseRenewal(admin));
        const over = { kind: '401', match: { path: '/composite', nth: 1 } } as const;
        const renewal = { path: '/oauth2/token' };
        const renewals = (): number => world.org.requests.filter(({ path }) => path.includes(renewal.path)).length;

        it('once: as if nothing had been', async () => {
          const clean = await calls['composite']?.(client());
          world.org.faults.add(over);
          world.org.faults.add({ kind: 'cutOff', match: renewal });
          expect(await calls['composite']?.(client())).to.deep.equal(clean);
          expect(renewals()).to.equal(1);
        });

        it('always: says so after three attempts, and does not wait for it until the time is over', async () => {
          world.org.faults.add({ ...over, match: { path: '/composite' }, times: Infinity });
          world.org.faults.add({ kind: 'cutOff', match: renewal, times: Infinity });
          expect((await failureOf(client().composite(subrequests, 'data'))).code).to.equal('CONNECTION_LOST');
          // sf keeps its lock on the login meanwhile: another renewal in this process would wait for that.
          expect(renewals()).to.equal(1);
          expect(world.org.requests.length - renewals()).to.equal(3);
        });
      });

      for (const [kind, errorCode] of [
        ['rowRefused', 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'],
        ['licenseRefused', 'FIELD_INTEGRITY_EXCEPTION'],
      ] as const) {
        it(`${kind}: the record is refused`, async () => {
          world.org.faults.add({ kind, match: { subrequest: true } });
          const body = { Name: 'Refused', Label: 'Refused' };
          const reply = await client().write([{ ref: 'a', method: 'POST', path: 'PermissionSet', body }]);
          expect(reply.ok ? 'written' : reply.errors.map((error) => error.errorCode)).to.deep.equal([errorCode]);
        });
      }
    });
  }

  describe('the answer to a write', () => {
    const graph = (isSuccessful: unknown, ...entries: unknown[]): unknown => ({
      graphs: [{ graphId: 'write', isSuccessful, graphResponse: { compositeResponse: entries } }],
    });
    const made = { referenceId: 'a', httpStatusCode: 201, body: { id: '0PS000000000001', success: true, errors: [] } };
    const no = { referenceId: 'a', httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'x' }] };
    const unclear = 'NOT_SALESFORCE_ANSWER';
    const table: [is: string, answer: unknown, ended: string][] = [
      ['written', graph(true, made), '0PS000000000001'],
      ['refused', graph(false, no), 'REQUIRED_FIELD_MISSING'],
      ['nothing', {}, unclear],
      ['no graph', { graphs: [] }, unclear],
      ['no word of success', graph(undefined, made), unclear],
      ['success as text', graph('true', made), unclear],
      ['success without a word of the record', graph(true), unclear],
      ['success of another record', graph(true, { ...made, referenceId: 'b' }), unclear],
      ['success without the id of the record', graph(true, { ...made, body: {} }), unclear],
      ['success with a refusal', graph(true, no), unclear],
      ['failure without a reason', graph(false, made), unclear],
      ['failure with an empty reason', graph(false, { ...no, body: [] }), unclear],
      ['a refusal of the whole request', Object.assign(new Error('x'), { errorCode: 'INVALID_TYPE' }), 'REFUSED'],
      ['an error without a reason', Object.assign(new Error('x'), { errorCode: 'ERROR_HTTP_400' }), unclear],
      [
        'an answer over which the client stumbles',
        new TypeError("Cannot read properties of null (reading 'x')"),
        unclear,
      ],
      ['an answer that is nested without end', new RangeError('Maximum call stack size exceeded'), unclear],
      ['a lost connection', new TypeError('fetch failed'), 'CONNECTION_LOST'],
    ];
    for (const [is, answer, ended] of table) {
      it(`${is}: ${ended}`, async () => {
        const request = (): Promise<unknown> =>
          answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        const faked = Object.assign(Object.create(connection) as Connection, { request });
        const one = createOrgClient(faked, { waitMs: 5000, backoffMs: [] });
        const reply = await one
          .write([{ ref: 'a', method: 'POST', path: 'PermissionSet', body: {} }])
          .catch((error: unknown) => error);
        if (reply instanceof OrgFailure) return void expect(reply.code).to.equal(ended);
        const { ok, ...rest } = reply as WriteReply;
        expect('ids' in rest ? rest.ids.get('a') : rest.errors[0]?.errorCode, String(ok)).to.equal(ended);
      });
    }
  });

  it('takes the session to no other host, whatever an answer says', async () => {
    const sent: string[] = [];
    const elsewhere = createServer((request, response) => {
      sent.push(`${request.url ?? ''} ${JSON.stringify(request.headers)}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const instance = createServer((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${port}/services/data` });
      response.end();
    });
    await new Promise<void>((resolve) => instance.listen(0, '127.0.0.1', resolve));
    const instanceUrl = `http://127.0.0.1:${(instance.address() as AddressInfo).port}`;
    try {
      const moved = Object.assign(Object.create(connection) as Connection, { instanceUrl });
      const one = createOrgClient(moved, { waitMs: 5000, backoffMs: [] });
      expect((await failureOf(one.composite(subrequests, 'data'))).code).to.equal('NOT_SALESFORCE_ANSWER');
      expect((await failureOf(one.write([{ ref: 'a', method: 'POST', path: 'User', body: {} }]))).code).to.equal(
        'NOT_SALESFORCE_ANSWER',
      );
      expect(sent).to.be.empty;
    } finally {
      elsewhere.close();
      instance.close();
    }
  });

  describe('a further page', () => {
    before(() => {
      const leads = world.org.org.tables.get('Lead') ?? new Map<string, Row>();
      for (let i = 0; i < 2300; i += 1) {
        const Id = world.org.org.nextId('00Q');
        leads.set(Id, { Id, LastName: `L${i}`, Company: 'Paged', IsDeleted: false });
      }
      world.org.org.tables.set('Lead', leads);
    });
    const next = async (one: OrgClient): Promise<string> => {
      const replies = await one.composite([statement('all', "SELECT Id FROM Lead WHERE Company = 'Paged'")], 'data');
      const reply = replies.get('all');
      if (reply?.ok !== true) throw new Error('refused');
      return (reply.body as { nextRecordsUrl: string }).nextRecordsUrl;
    };

    it('is fetched, counted, and tried again', async () => {
      const one = client();
      const url = await next(one);
      const before = one.cost();
      world.org.faults.add({ kind: 'reset', match: { method: 'GET' } });
      const page = (await one.page(url)) as { records: unknown[] };
      expect(page.records).to.have.length(300);
      expect(one.cost().apiCalls - before.apiCalls).to.equal(2);
    });

    for (const address of ['https://elsewhere.example/x', '//elsewhere.example/x', '@elsewhere.example/x', '0/x', '']) {
      it(`is not asked for at ${JSON.stringify(address)}`, async () => {
        const one = client();
        expect((await failureOf(one.page(address))).code).to.equal('NOT_SALESFORCE_ANSWER');
        expect(one.cost().apiCalls).to.equal(0);
      });
    }

    it('that is none is refused', async () => {
      const one = client();
      const url = await next(one);
      world.org.faults.add({ kind: 'htmlOk', match: { method: 'GET' } });
      expect((await failureOf(one.page(url))).code).to.equal('NOT_SALESFORCE_ANSWER');
    });
  });

  describe('parts of a composite', () => {
    it('are replies of their own: what one is refused does not touch the others', async () => {
      const replies = await client().composite(
        [...subrequests, statement('none', 'SELECT Id FROM Nothing__c')],
        'data',
      );
      expect(replies.get('users')).to.have.property('ok', true);
      expect(replies.get('none')).to.deep.include({ ok: false, errorCode: 'INVALID_TYPE' });
      expect(replies.get('none'))
        .to.have.property('message')
        .that.matches(/^sObject type 'Nothing__c' is not supported/);
    });

    for (const [kind, code] of [
      ['401', 'SESSION_EXPIRED'],
      ['requestLimit', 'REQUEST_LIMIT'],
    ] as const) {
      it(`${kind}: ${code}, for nothing else would be answered either`, async () => {
        world.org.faults.add({ kind, times: Infinity, match: { subrequest: true } });
        expect((await failureOf(client().composite(subrequests, 'data'))).code).to.equal(code);
        expect(world.org.requests.length).to.equal(1);
      });
    }

    for (const [kind, errorCode] of [
      ['503', 'SERVER_UNAVAILABLE'],
      ['lockRow', 'UNABLE_TO_LOCK_ROW'],
    ] as const) {
      it(`${kind} that stays: three attempts, then a reply of its own beside the good ones`, async () => {
        world.org.faults.add({ kind, times: Infinity, match: { subrequest: true, path: 'PermissionSet' } });
        const replies = await client().composite(subrequests, 'data');
        expect(replies.get('sets')).to.deep.include({ ok: false, errorCode });
        expect(replies.get('users')).to.have.property('ok', true);
        expect(world.org.requests.length).to.equal(3);
      });
    }
  });

  it('takes a refusal of the Metadata API as a reply', async () => {
    const own = createOrgClient(await connect(world, 'ciro@example.com'), { waitMs: 5000, backoffMs: [1] });
    const reply = await own.readMetadata('CustomObject', ['Opportunity']);
    expect(reply).to.deep.include({ ok: false });
    expect(JSON.stringify(reply)).to.include('ModifyMetadata');
  });

  it('knows what it logs in with, also once that was renewed, and decrypts it only then', async () => {
    forgetSecrets();
    await connect(world, 'ciro@example.com');
    const info = await AuthInfo.create({ username: 'ciro@example.com' });
    const fields = sinon.spy(info, 'getFields');
    info.update({ refreshToken: 'oneThatIsOfNoUse1' });
    createOrgClient(await Connection.create({ authInfo: info }), { waitMs: 5000 });
    const decrypted = (): number => fields.args.filter(([decrypt]) => decrypt === true).length;
    const before = decrypted();
    const text = 'oneThatIsOfNoUse1 and theOtherOneLater22';
    expect([withoutSecrets(text), withoutSecrets(text)]).to.deep.equal(Array(2).fill('(token) and theOtherOneLater22'));
    expect(decrypted()).to.equal(before);
    info.update({ refreshToken: 'theOtherOneLater22' });
    expect([withoutSecrets(text), withoutSecrets(text)]).to.deep.equal(Array(2).fill('(token) and (token)'));
    expect(decrypted()).to.equal(before + 1);
    forgetSecrets();
  });

  describe('within its time', () => {
    it('gives up when the org does not answer', () =>
      inHurriedTime(async (now) => {
        world.org.faults.add({ kind: 'timeout', times: Infinity });
        const startedAt = now();
        const failure = await failureOf(client({ waitMs: 600_000 }).composite(subrequests, 'data'));
        expect(failure).to.deep.include({ code: 'GAVE_UP_WAITING', args: ['600'] });
        expect(now() - startedAt).to.equal(600_000);
      }));

    it('gives up between attempts as well, and pauses no longer than it may', () =>
      inHurriedTime(async (now) => {
        world.org.faults.add({ kind: '503', times: Infinity });
        const startedAt = now();
        const one = client({ waitMs: 3000, backoffMs: [2000, 2000] });
        expect((await failureOf(one.composite(subrequests, 'data'))).code).to.equal('GAVE_UP_WAITING');
        expect([now() - startedAt, world.org.requests.length]).to.deep.equal([3000, 2]);
      }));

    it('counts the time of all calls together', () =>
      inHurriedTime(async () => {
        world.org.latency.ms = 1200;
        const one = client({ waitMs: 2000 });
        await one.composite(subrequests, 'data');
        expect((await failureOf(one.composite(subrequests, 'data'))).code).to.equal('GAVE_UP_WAITING');
      }));

    it('begins anew when the clock is restarted', () =>
      inHurriedTime(async () => {
        world.org.latency.ms = 1200;
        const one = client({ waitMs: 2000 });
        await one.composite(subrequests, 'data');
        one.restartClock();
        await one.composite(subrequests, 'data');
      }));

    for (const [title, kind] of [
      ['while the org does not answer', 'slow'],
      ['in a pause before another attempt', '503'],
    ] as const) {
      it(`stops at once when interrupted ${title}`, () =>
        inHurriedTime(async (now) => {
          world.org.faults.add({ kind, times: Infinity, delayMs: kind === 'slow' ? 3000 : 0 });
          const stop = new AbortController();
          const startedAt = now();
          const options = { waitMs: 20_000, backoffMs: [3000], signal: stop.signal };
          const call = failureOf(client(options).composite(subrequests, 'data'));
          await delay(150);
          stop.abort();
          expect((await call).code).to.equal('INTERRUPTED');
          expect(now() - startedAt).to.equal(150);
        }));
    }

    it('sends nothing once it has been interrupted', async () => {
      const failure = await failureOf(client({ signal: AbortSignal.abort() }).composite(subrequests, 'data'));
      expect(failure.code).to.equal('INTERRUPTED');
      expect(world.org.requests).to.be.empty;
    });
  });
});
