import { expect } from 'chai';

import type { LocalOrg } from './localOrgServer.js';
import { administrator, call, startTestOrg } from './testClient.js';

const organization = `/services/data/v66.0/query?q=${encodeURIComponent('SELECT Id, Name FROM Organization')}`;

describe('embedded org: faults over HTTP', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => local.close());

  const replies: Array<[Parameters<LocalOrg['faults']['add']>[0]['kind'], number, RegExp]> = [
    ['401', 401, /INVALID_SESSION_ID/],
    ['requestLimit', 403, /TotalRequests Limit exceeded\./],
    ['concurrentLimit', 403, /ConcurrentPerOrgLongTxn Limit exceeded\./],
    ['apiDisabled', 403, /API_DISABLED_FOR_ORG/],
    ['500', 500, /UNKNOWN_EXCEPTION/],
    ['503', 503, /SERVER_UNAVAILABLE/],
    ['lockRow', 400, /UNABLE_TO_LOCK_ROW/],
    ['503html', 503, /<html/],
    ['htmlOk', 200, /<html/],
    ['emptyBody', 200, /^""$/],
  ];
  for (const [kind, status, body] of replies) {
    it(`${kind}: answers ${status} once, then as usual`, async () => {
      local.faults.add({ kind });
      const hit = await call(local, organization);
      expect(hit.status).to.equal(status);
      expect(JSON.stringify(hit.body)).to.match(body);
      expect(local.requests[0]).to.include({ fault: kind, status, apiCallsCharged: 0 });
      expect((await call(local, organization)).body).to.have.property('totalSize', 1);
    });
  }

  for (const kind of ['reset', 'cutOff'] as const) {
    it(`${kind}: breaks the connection`, async () => {
      local.faults.add({ kind });
      const error: unknown = await call(local, organization).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(TypeError);
      expect((await call(local, organization)).status).to.equal(200);
    });
  }

  it('timeout: never answers', async () => {
    local.faults.add({ kind: 'timeout' });
    const headers = { authorization: `Bearer ${local.tokenFor(administrator)}` };
    const error: unknown = await fetch(`${local.url}${organization}`, {
      headers,
      signal: AbortSignal.timeout(100),
    }).catch((reason: unknown) => reason);
    expect(error).to.have.property('name', 'TimeoutError');
    expect(local.requests[0]).to.include({ status: 0, endedAt: null });
  });

  it('truncatedJson: answers 200 with JSON that does not parse', async () => {
    local.faults.add({ kind: 'truncatedJson' });
    const reply = await call(local, organization);
    expect(reply.status).to.equal(200);
    expect(reply.body).to.be.a('string').that.matches(/^\{/);
  });

  it('fewerRows: leaves a row out (fact E9)', async () => {
    local.faults.add({ kind: 'fewerRows' });
    expect((await call(local, organization)).body).to.deep.equal({ totalSize: 1, done: true, records: [] });
  });

  it('slow: delays one request', async () => {
    local.faults.add({ kind: 'slow', delayMs: 60 });
    await call(local, organization);
    const [record] = local.requests;
    expect((record?.endedAt ?? 0) - (record?.startedAt ?? 0)).to.be.greaterThan(55);
  });
});
