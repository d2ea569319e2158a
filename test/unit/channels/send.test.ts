import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fetch, Response } from 'undici';
import { heartbeat } from '../../../src/channels/heartbeat.js';
import { sendMessage } from '../../../src/channels/send.js';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { forgetSecrets, withoutSecrets } from '../../../src/secrets.js';
import { fullMessage, hostile, hostileMessage, hugeMessage, lookWith, newsWith } from '../report/monitor/messages.js';
import { receiver, status, virtualIo } from './receivers.js';
import type { Answering, Receiver, VirtualIo } from './receivers.js';

const hook: ChannelSettings = { name: 'hub', type: 'webhook', urlFrom: 'HUB_URL' };
const secretPath = '/hooks/T0AB12CD34/s3cretPart0fTheAddress';

describe('sending a message', () => {
  let open: Receiver[] = [];
  const started = async (answering: Answering, secure = false): Promise<Receiver> => {
    const one = await receiver(answering, secure);
    open.push(one);
    return one;
  };
  afterEach(async () => {
    await Promise.all(open.map(({ close }) => close()));
    open = [];
    forgetSecrets();
  });

  /** Sends to one webhook. */
  const toHook = async (
    answering: Answering,
    during?: (world: VirtualIo) => Answering,
  ): Promise<{ result: unknown; requests: number; pauses: readonly number[] }> => {
    const world = virtualIo({});
    const hub = await started(during ? during(world) : answering);
    const io = { ...world.io, env: { HUB_URL: `${hub.url}${secretPath}` } };
    const [delivery] = await sendMessage(fullMessage, [hook], io);
    expect(JSON.stringify(delivery)).not.to.include('s3cretPart').and.not.to.include('127.0.0.1');
    return { result: delivery?.reason ?? delivery?.result, requests: hub.got.length, pauses: world.pauses };
  };

  it('gives Slack blocks, Teams a card, a webhook JSON, each with the id of the message', async () => {
    const all = await started(status(200));
    const { io } = virtualIo({ SLACK: `${all.url}/slack`, TEAMS: `${all.url}/teams`, HUB: `${all.url}/hub` });
    const deliveries = await sendMessage(
      fullMessage,
      [
        { name: 's', type: 'slack', urlFrom: 'SLACK' },
        { name: 't', type: 'teams', urlFrom: 'TEAMS' },
        { name: 'h', type: 'webhook', urlFrom: 'HUB' },
      ],
      io,
    );
    expect(deliveries).to.deep.equal(
      ['s', 't', 'h'].map((name) => ({ name, result: 'delivered', messageId: fullMessage.id })),
    );
    const bodyOf = (path: string): Record<string, unknown> =>
      JSON.parse(all.got.find((one) => one.path === path)?.body ?? '') as Record<string, unknown>;
    expect(bodyOf('/slack')).to.have.property('blocks');
    expect(bodyOf('/teams')).to.have.property('attachments');
    expect(bodyOf('/hub')).to.include({ schemaVersion: 1, id: fullMessage.id });
    for (const { headers, method } of all.got) {
      expect(method).to.equal('POST');
      expect(headers).to.include({ 'idempotency-key': fullMessage.id, 'x-sf-integration-id': fullMessage.id });
    }
  });

  describe('to a receiver that', () => {
    it('answers 500 and then 200: tries again', async () =>
      expect(await toHook((response, _, number) => response.writeHead(number === 0 ? 500 : 200).end())).to.deep.equal({
        result: 'delivered',
        requests: 2,
        pauses: [1000],
      }));

    it('answers 503 for ever: four attempts, each later than the one before', async () =>
      expect(await toHook(status(503))).to.deep.equal({
        result: 'HTTP 503',
        requests: 4,
        pauses: [1000, 4000, 15_000],
      }));

    it('answers 429 with Retry-After: waits as long as it wants', async () =>
      expect(
        await toHook((response, _, number) =>
          number === 0 ? response.writeHead(429, { 'retry-after': '30' }).end() : response.writeHead(200).end(),
        ),
      ).to.deep.equal({ result: 'delivered', requests: 2, pauses: [30_000] }));

    it('answers 503 with a Retry-After that is a date', async () =>
      expect(
        await toHook((response, _, number) =>
          number === 0
            ? response.writeHead(503, { 'retry-after': 'Sat, 28 Nov 2026 07:00:20 GMT' }).end()
            : response.writeHead(200).end(),
        ),
      ).to.deep.equal({ result: 'delivered', requests: 2, pauses: [20_000] }));

    it('wants to be left alone for an hour: gives up at once', async () =>
      expect(await toHook(status(429, { 'retry-after': '3600' }))).to.deep.equal({
        result: 'HTTP 429',
        requests: 1,
        pauses: [],
      }));

    for (const code of [400, 401, 403, 404, 410])
      it(`answers ${code}: does not try again`, async () =>
        expect(await toHook(status(code))).to.deep.equal({ result: `HTTP ${code}`, requests: 1, pauses: [] }));

    for (const [code, permanent] of [
      [400, 'message'],
      [413, 'message'],
      [401, 'channel'],
      [404, 'channel'],
      [429, undefined],
      [503, undefined],
    ] as const)
      it(`answers ${code}: ${permanent === undefined ? 'may pass' : `the ${permanent} is refused for good`}`, async () => {
        const { url } = await started(status(code));
        const [delivery] = await sendMessage(fullMessage, [hook], virtualIo({ HUB_URL: url }).io);
        expect(delivery?.permanent).to.equal(permanent);
      });

    it('redirects: does not follow, so that nobody else gets the news', async () => {
      const other = await started(status(200));
      expect(await toHook(status(307, { location: `${other.url}/stolen` }))).to.include({
        result: 'HTTP 307',
        requests: 1,
      });
      expect(other.got).to.deep.equal([]);
    });

    it('cuts the connection: tries again', async () => {
      const { result, requests } = await toHook((response) => response.destroy());
      expect(requests).to.equal(4);
      expect(result).to.be.oneOf(['UND_ERR_SOCKET', 'ECONNRESET']);
    });

    it('cuts the connection in the middle of its answer: tries again', async () => {
      const { result, requests } = await toHook((response, _, number) => {
        if (number > 0) return void response.end('ok');
        response.writeHead(200, { 'content-length': '1000' });
        response.write('o', () => response.destroy());
      });
      expect([result, requests]).to.deep.equal(['delivered', 2]);
    });

    it('never answers: each attempt has its end', async () =>
      expect(
        await toHook(status(200), (world) => () => {
          setImmediate(world.expire);
        }),
      ).to.deep.equal({ result: 'ETIMEDOUT', requests: 4, pauses: [1000, 4000, 15_000] }));

    it('answers a byte at a time for ever: the same', async () => {
      const { result, requests } = await toHook(status(200), (world) => (response) => {
        response.writeHead(200);
        let dripped = 0;
        const drip = (): void => {
          if (response.destroyed) return;
          dripped += 1;
          if (dripped === 20) world.expire();
          response.write('.', () => setImmediate(drip));
        };
        drip();
      });
      expect(result).to.be.oneOf(['ETIMEDOUT', 'delivered']);
      expect(requests).to.be.at.least(1);
    });

    it('answers without end: reads no more than a little', async () => {
      let written = 0;
      const { result } = await toHook((response) => {
        response.writeHead(200);
        const chunk = Buffer.alloc(64 * 1024, 'x');
        const more = (): void => {
          if (response.destroyed) return;
          written += chunk.length;
          response.write(chunk, () => setImmediate(more));
        };
        more();
      });
      expect(result).to.equal('delivered');
      expect(written).to.be.below(64 * 1024 * 1024);
    });

    it('is not there', async () => {
      const gone = await receiver(status(200));
      await gone.close();
      const { io, pauses } = virtualIo({ HUB_URL: gone.url });
      expect((await sendMessage(fullMessage, [hook], io))[0]).to.include({ result: 'failed', reason: 'ECONNREFUSED' });
      expect(pauses).to.have.length(3);
    });

    it('has a certificate that nobody vouches for', async () => {
      const own = await started(status(200), true);
      const { io } = virtualIo({ HUB_URL: own.url });
      expect((await sendMessage(fullMessage, [hook], io))[0]).to.include({ reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(own.got).to.deep.equal([]);
    });
  });

  const unusable: ReadonlyArray<readonly [value: string | undefined, reason: string]> = [
    [undefined, 'HUB_URL is not set'],
    ['', 'HUB_URL is not set'],
    ['\n', 'HUB_URL is not set'],
    ['http://hub.example/s3cretPart0fTheAddress', 'HUB_URL holds no https address'],
    ['s3cretPart0fTheAddress', 'HUB_URL holds no https address'],
    ['file:///etc/passwd', 'HUB_URL holds no https address'],
    ['http://127.0.0.1.evil.example/', 'HUB_URL holds no https address'],
    ['https://u:s3cretPart0f@hub.example/', 'HUB_URL holds an address with a user or password in it'],
  ];
  for (const [value, reason] of unusable)
    it(`sends nothing where the variable is ${JSON.stringify(value)}: ${reason}`, async () => {
      const { io, pauses } = virtualIo({ HUB_URL: value }, { fetch: () => expect.fail('sent') });
      expect(await sendMessage(fullMessage, [hook], io)).to.deep.equal([
        { name: 'hub', result: 'failed', permanent: 'channel', messageId: fullMessage.id, reason },
      ]);
      expect(pauses).to.deep.equal([]);
    });

  it('takes an address with the end of a line behind it', async () => {
    const hub = await started(status(200));
    const { io } = virtualIo({ HUB_URL: `${hub.url}/x\r\n` });
    expect((await sendMessage(fullMessage, [hook], io))[0]).to.include({ result: 'delivered' });
  });

  it('holds up no channel for one that hangs, and tells them in their order', async () => {
    const world = virtualIo({});
    const good = await started(status(200));
    const bad = await started(() => undefined);
    const channels: ChannelSettings[] = [
      { name: 'bad', type: 'webhook', urlFrom: 'BAD' },
      { name: 'good', type: 'webhook', urlFrom: 'GOOD' },
      { name: 'printed', type: 'stdout' },
    ];
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    // Time is over when the answer is here, and not while it is on its way.
    let isAnswered = false;
    const answering: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      const whole = new Response(await answer.text(), { status: answer.status });
      isAnswered = true;
      return whole;
    };
    const io = { ...world.io, env: { BAD: bad.url, GOOD: good.url }, fetch: answering };
    const sent = sendMessage(fullMessage, channels, io);
    while (!isAnswered || bad.got.length === 0) await turn();
    for (let turns = 0; turns < 10; turns += 1) await turn();
    expect(world.printed).to.have.length(1);
    const timer = setInterval(world.expire, 1);
    const deliveries = await sent;
    clearInterval(timer);
    expect(deliveries.map(({ name, result, reason }) => [name, result, reason])).to.deep.equal([
      ['bad', 'failed', 'ETIMEDOUT'],
      ['good', 'delivered', undefined],
      ['printed', 'delivered', undefined],
    ]);
  });

  it('ends with the run', async () => {
    const world = virtualIo({});
    const bad = await started(() => world.abort());
    const [delivery] = await sendMessage(fullMessage, [hook], { ...world.io, env: { HUB_URL: bad.url } });
    expect(delivery).to.include({ result: 'failed', reason: 'ABORTED' });
    expect(bad.got).to.have.length(1);
  });

  it('goes through the proxy that sf takes', async () => {
    const proxy = await started(status(200));
    const { io } = virtualIo({ HUB_URL: 'https://hub.example/x', https_proxy: proxy.url });
    // The receiver knows no CONNECT, and so the tunnel is refused: what counts is that nothing went another way.
    expect((await sendMessage(fullMessage, [hook], io))[0]).to.include({ result: 'failed' });
  });

  it('signs the body, so that a receiver can tell who sent it and when', async () => {
    const hub = await started(status(200));
    const { io } = virtualIo({ HUB_URL: hub.url, KEY: 'a key of the team' });
    await sendMessage(hostileMessage('\u202Eé'), [{ ...hook, secretFrom: 'KEY' }], io);
    const { headers, body } = hub.got[0] ?? expect.fail('nothing came');
    const at = headers['x-sf-integration-timestamp'] as string;
    expect(at).to.equal('1795849200');
    expect(headers['x-sf-integration-signature']).to.equal(
      `v1=${createHmac('sha256', 'a key of the team').update(`${at}.${body}`).digest('hex')}`,
    );
  });

  it('sends no webhook unsigned where the key is not there', async () => {
    const hub = await started(status(200));
    const { io } = virtualIo({ HUB_URL: hub.url });
    expect((await sendMessage(fullMessage, [{ ...hook, secretFrom: 'KEY' }], io))[0]).to.include({
      result: 'failed',
      reason: 'KEY is not set',
    });
    expect(hub.got).to.deep.equal([]);
  });

  it('sends each channel what it is told of, and says nothing of one that is told of nothing', async () => {
    const hub = await started(status(200));
    const { io, printed } = virtualIo({ HUB_URL: hub.url });
    const looks = [
      lookWith({ integration: 'for-all', news: [newsWith()] }),
      lookWith({ integration: 'for-hub', notify: ['HUB'], news: [newsWith()] }),
      lookWith({ integration: 'for-nobody-here', notify: ['other'], news: [newsWith()] }),
    ];
    const channels: ChannelSettings[] = [hook, { name: 'out', type: 'stdout' }];
    await sendMessage({ ...fullMessage, looks }, channels, io);
    const body = JSON.parse(hub.got[0]?.body ?? '') as { looks: Array<{ integration: string }> };
    expect(body.looks.map(({ integration }) => integration)).to.deep.equal(['for-all', 'for-hub']);
    expect(printed.join('')).to.include('for-all').and.not.to.include('for-hub');
    expect(await sendMessage({ ...fullMessage, looks: looks.slice(2) }, channels, io)).to.deep.equal([]);
  });

  it('lets no secret of a channel out, in news or afterwards', async () => {
    const hub = await started(status(200));
    const token = 'ghp_0123456789abcdefABCDEF0123456789abcd';
    const env = { HUB_URL: `${hub.url}${secretPath}`, TOKEN: token, PASSWORD: 'correct horse battery' };
    const { io, printed } = virtualIo(env);
    const channels: ChannelSettings[] = [
      hook,
      { name: 'out', type: 'stdout' },
      { name: 'gh', type: 'githubIssue', repository: 'a/b', tokenFrom: 'TOKEN' },
      {
        ...{ name: 'm', type: 'smtp', host: 'localhost', port: 1, security: 'none', userFrom: 'TOKEN' },
        ...{ passwordFrom: 'PASSWORD', from: 'a@b.c', to: ['d@e.f'] },
      },
    ];
    const text = `${token} ${env.PASSWORD} ${secretPath}`;
    await sendMessage(hostileMessage(text), channels.slice(0, 2), { ...io, all: channels });
    for (const out of [hub.got[0]?.body ?? '', printed.join(''), withoutSecrets(text)])
      expect(out)
        .to.include('(token)')
        .and.not.match(/ghp_0123|correct horse|s3cretPart/);
  });

  it('gives everybody hostile and huge news without failing', async () => {
    const all = await started(status(200));
    const { io } = virtualIo({ U: all.url });
    const channels: ChannelSettings[] = [
      { name: 's', type: 'slack', urlFrom: 'U' },
      { name: 't', type: 'teams', urlFrom: 'U' },
      { name: 'w', type: 'webhook', urlFrom: 'U' },
      { name: 'o', type: 'stdout' },
    ];
    for (const message of [...hostile.map(hostileMessage), hugeMessage(10, 50)])
      for (const delivery of await sendMessage(message, channels, io)) expect(delivery.result).to.equal('delivered');
    for (const { body } of all.got) JSON.parse(body);
  });

  describe('into the summary of a step', () => {
    let folder = '';
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'summary-'));
    });
    afterEach(() => rm(folder, { recursive: true }));
    const summary: ChannelSettings = { name: 'summary', type: 'githubSummary' };

    it('adds to what is there', async () => {
      const file = join(folder, 'summary.md');
      await writeFile(file, '# Before\n');
      const { io } = virtualIo({ GITHUB_STEP_SUMMARY: file });
      expect((await sendMessage(fullMessage, [summary], io))[0]).to.include({ result: 'delivered' });
      expect(await readFile(file, 'utf8')).to.match(/^# Before\n\n## sf integration: /);
    });

    it('writes no more than fits', async () => {
      const file = join(folder, 'summary.md');
      const { io } = virtualIo({ GITHUB_STEP_SUMMARY: file });
      await writeFile(file, 'x'.repeat(1_048_576 - 5000));
      await sendMessage(hugeMessage(20, 50), [summary], io);
      expect((await readFile(file)).length).to.be.within(1_048_576 - 5000, 1_048_576);
      expect(await readFile(file, 'utf8')).to.match(/more integrations and orgs|And \d+ more/);
    });

    it('says where there is no file, and where it is full', async () => {
      const file = join(folder, 'summary.md');
      await writeFile(file, 'x'.repeat(1_048_576 - 100));
      const reasonWith = async (env: Record<string, string>): Promise<string | undefined> =>
        (await sendMessage(fullMessage, [summary], virtualIo(env).io))[0]?.reason;
      expect(await reasonWith({})).to.equal('GITHUB_STEP_SUMMARY is not set');
      expect(await reasonWith({ GITHUB_STEP_SUMMARY: file })).to.equal('the summary of the step is full');
      expect(await reasonWith({ GITHUB_STEP_SUMMARY: folder })).to.equal('EISDIR');
      await writeFile(file, 'x'.repeat(1_048_576));
      expect(await reasonWith({ GITHUB_STEP_SUMMARY: file })).to.equal('the summary of the step is full');
    });
  });

  describe('of life', () => {
    it('calls the address with GET', async () => {
      const watch = await started(status(200));
      expect(await heartbeat(`${watch.url}/ping/abc`, virtualIo({}).io)).to.equal(null);
      expect(watch.got.map(({ method, path, body }) => [method, path, body])).to.deep.equal([['GET', '/ping/abc', '']]);
    });

    it('tries again, and says in the end why it was not heard', async () => {
      const watch = await started(status(500));
      const { io, pauses } = virtualIo({});
      expect(await heartbeat(watch.url, io)).to.equal('HTTP 500');
      expect(pauses).to.deep.equal([1000, 4000]);
      expect(await heartbeat('http://example.com/s3cret', io, 'BEAT_URL')).to.equal('BEAT_URL holds no https address');
    });
  });
});
