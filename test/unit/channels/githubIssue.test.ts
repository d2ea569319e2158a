import { expect } from 'chai';
import { sendMessage } from '../../../src/channels/send.js';
import type { Delivery, LookNews, MonitorMessage } from '../../../src/monitor/message.js';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { forgetSecrets } from '../../../src/secrets.js';
import { hostile, hostileMessage, lookWith, newsWith } from '../report/monitor/messages.js';
import { receiver, virtualIo } from './receivers.js';
import type { Got, Receiver } from './receivers.js';

type Issue = {
  readonly number: number;
  title: string;
  body: string;
  state: string;
  labels: Array<{ name: string }>;
  readonly comments: Array<{ body: string }>;
  pull_request?: object;
};

type Hub = { readonly issues: Issue[]; mayLabel: boolean; readonly receiver: Receiver };

/**
 * A GitHub that keeps issues: only what this product asks of it, by the REST reference of 2022-11-28.
 * @param breaks whether a request is carried out and its answer lost
 */
const github = async (breaks: (got: Got, number: number) => boolean = () => false): Promise<Hub> => {
  const issues: Issue[] = [];
  const answer = ({ method, path, body, headers }: Got): { status: number; json: unknown } => {
    const url = new URL(path, 'http://x');
    if (headers.authorization !== 'Bearer ghs_token') return { status: 401, json: {} };
    const [, number, isComments] = /^\/repos\/acme\/access\/issues(?:\/(\d+)(\/comments)?)?$/.exec(url.pathname) ?? [];
    const given = body === '' ? {} : (JSON.parse(body) as Record<string, string> & { labels?: string[] });
    const issue = issues.find((one) => String(one.number) === number);
    const page = <T>(rows: readonly T[]): readonly T[] => {
      const [size, at] = [Number(url.searchParams.get('per_page')), Number(url.searchParams.get('page'))];
      return rows.slice((at - 1) * size, at * size);
    };
    if (number !== undefined && !issue) return { status: 404, json: {} };
    if (issue && isComments !== undefined) {
      if (method === 'GET') return { status: 200, json: page(issue.comments) };
      issue.comments.push({ body: given.body ?? '' });
      return { status: 201, json: issue.comments.at(-1) };
    }
    if (issue) {
      Object.assign(issue, given);
      return { status: 200, json: issue };
    }
    if (method === 'GET') {
      const label = url.searchParams.get('labels');
      const found = issues.filter(
        ({ state, labels }) =>
          state === url.searchParams.get('state') && (label === null || labels.some(({ name }) => name === label)),
      );
      return { status: 200, json: page(found.toReversed()) };
    }
    const made: Issue = {
      ...{ number: issues.length + 1, title: given.title ?? '', body: given.body ?? '', state: 'open', comments: [] },
      labels: hub.mayLabel ? (given.labels ?? []).map((name) => ({ name })) : [],
    };
    issues.push(made);
    return { status: 201, json: made };
  };
  const started = await receiver((response, got, number) => {
    const { status, json } = answer(got);
    if (breaks(got, number)) response.destroy();
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  const hub: Hub = { issues, mayLabel: true, receiver: started };
  return hub;
};

const channel: ChannelSettings = { name: 'gh', type: 'githubIssue', repository: 'acme/access', tokenFrom: 'GH_TOKEN' };

const message = (id: string, ...looks: LookNews[]): MonitorMessage => ({ id, at: '2026-11-28T07:00:00.000Z', looks });
const lost = lookWith({ news: [newsWith()], missing: 1 });
const restored = lookWith({ news: [newsWith({ news: 'restored', was: 'unmet', is: 'met', by: [] })], missing: 0 });

describe('issues of GitHub', () => {
  let hubs: Hub[] = [];
  const started = async (breaks?: (got: Got, number: number) => boolean): Promise<Hub> => {
    const hub = await github(breaks);
    hubs.push(hub);
    return hub;
  };
  const send = async ({ receiver: { url } }: Hub, one: MonitorMessage): Promise<Delivery | undefined> =>
    (await sendMessage(one, [channel], virtualIo({ GH_TOKEN: 'ghs_token\n', GITHUB_API_URL: `${url}/` }).io))[0];
  afterEach(async () => {
    await Promise.all(hubs.map((hub) => hub.receiver.close()));
    hubs = [];
    forgetSecrets();
  });

  it('are made once, updated by comments, and closed when nothing is missing', async () => {
    const hub = await started();
    expect(await send(hub, message('m1', lost))).to.include({ result: 'delivered' });
    expect(hub.issues.map(({ title, state }) => [title, state])).to.deep.equal([
      ['sf integration: 6sense in acme (00D5g00000AbCdEEAV): access is missing', 'open'],
    ]);
    await send(hub, message('m2', lookWith({ news: [newsWith()], missing: 2 })));
    expect(hub.issues[0]).to.deep.include({ state: 'open' });
    expect(hub.issues[0]?.comments).to.have.length(1);
    await send(hub, message('m3', restored));
    expect(hub.issues[0]?.comments[1]?.body).to.include('is there again');
    expect([hub.issues.length, hub.issues[0]?.state]).to.deep.equal([1, 'closed']);
    await send(hub, message('m4', lost));
    expect(hub.issues.map(({ state }) => state)).to.deep.equal(['closed', 'open']);
  });

  it('are one for each integration and org', async () => {
    const hub = await started();
    const org = { ...lost.org, id: '00D5g00000OtherEAV' };
    await send(
      hub,
      message('m1', lost, { ...lost, user: 'other@acme.com' }, { ...lost, org }, { ...lost, integration: 'hg' }),
    );
    expect(hub.issues).to.have.length(3);
    await send(hub, message('m2', { ...restored, org }));
    expect(hub.issues.map(({ state }) => state)).to.deep.equal(['open', 'closed', 'open']);
  });

  it('are not made for what is restored, and are made for what is about to end', async () => {
    const hub = await started();
    await send(hub, message('m1', restored));
    expect(hub.issues).to.deep.equal([]);
    const upcoming = [{ kind: 'license' as const, name: 'L', ends: '2026-12-05T00:00:00.000Z', text: 'It ends.' }];
    await send(hub, message('m2', lookWith({ upcoming, missing: 0 })));
    expect(hub.issues.map(({ state }) => state)).to.deep.equal(['open']);
  });

  it('stay open while something is unknown or about to end, and are made for what became unknown', async () => {
    const hub = await started();
    const unknown = newsWith({ news: 'becameUnknown', was: 'met', is: 'unknown', by: [] });
    await send(hub, message('m1', lookWith({ news: [unknown], missing: 1 })));
    expect(hub.issues.map(({ state }) => state)).to.deep.equal(['open']);
    await send(hub, message('m2', { ...restored, isEnding: true }));
    expect(hub.issues.map(({ state, comments }) => [state, comments.length])).to.deep.equal([['open', 1]]);
    await send(hub, message('m3', restored));
    expect(hub.issues.map(({ state }) => state)).to.deep.equal(['closed']);
  });

  it('are found among many, and pull requests are none', async () => {
    const hub = await started();
    await send(hub, message('m1', lost));
    const [first] = hub.issues;
    if (!first) return expect.fail('no issue');
    for (let number = 2; number <= 251; number += 1)
      hub.issues.push({ ...first, number, body: number === 251 ? first.body : 'x', pull_request: {}, comments: [] });
    await send(hub, message('m2', lost));
    expect([hub.issues.length, first.comments.length]).to.deep.equal([251, 1]);
  });

  it('are not written twice where an answer is lost', async () => {
    for (let broken = 0; broken < 4; broken += 1) {
      const hub = await started((_, number) => number === broken);
      expect(await send(hub, message('m1', lost)), `answer ${broken}`).to.include({ result: 'delivered' });
      expect(hub.issues).to.have.length(1);
      expect(hub.issues[0]?.comments).to.deep.equal([]);
      const again = await started((_, number) => number === broken + 3);
      await send(again, message('m1', lost));
      expect(await send(again, message('m2', restored)), `answer ${broken}`).to.include({ result: 'delivered' });
      expect(again.issues.map(({ state, comments }) => [state, comments.length])).to.deep.equal([['closed', 1]]);
    }
  });

  it('say where the token may not label them, or is wrong', async () => {
    const hub = await started();
    hub.mayLabel = false;
    expect(await send(hub, message('m1', lost))).to.include({
      result: 'failed',
      reason: 'the token may not give labels',
    });
    // The next run finds what this one has made, by its mark.
    expect(await send(hub, message('m1', lost))).to.include({ result: 'delivered' });
    expect(await send(hub, message('m2', lost))).to.include({ result: 'delivered' });
    expect(hub.issues.map(({ comments }) => comments.length)).to.deep.equal([1]);
    await send(hub, message('m3', restored));
    expect(hub.issues.map(({ state }) => state)).to.deep.equal(['closed']);
    const { io } = virtualIo({ GH_TOKEN: 'wrong', GITHUB_API_URL: hub.receiver.url });
    expect((await sendMessage(message('m1', lost), [channel], io))[0]).to.include({ reason: 'HTTP 401' });
  });

  it('go to api.github.com where nothing else is said, and never to http', async () => {
    const urls: string[] = [];
    const { io } = virtualIo(
      { GH_TOKEN: 'ghs_token' },
      { fetch: (url) => (urls.push(String(url)), Promise.reject(new Error('no network'))) },
    );
    expect((await sendMessage(message('m1', lost), [channel], io))[0]).to.include({ reason: 'no answer' });
    expect(new Set(urls.map((url) => new URL(url).origin))).to.deep.equal(new Set(['https://api.github.com']));
    const plain = virtualIo({ GH_TOKEN: 'ghs_token', GITHUB_API_URL: 'http://ghe.example/api/v3' });
    expect((await sendMessage(message('m1', lost), [channel], plain.io))[0]).to.include({
      reason: 'GITHUB_API_URL holds no https address',
    });
  });

  it('call nobody by a hostile name', async () => {
    const hub = await started();
    for (const text of hostile) await send(hub, hostileMessage(text));
    for (const { title, body } of hub.issues) {
      expect(title).not.to.match(/@octocat|[\r\n]/);
      expect(body.match(/^<!-- /gm)).to.have.length(2);
    }
    expect(hub.issues.length).to.equal(hostile.length);
  });
});
