import { Agent, request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';

import { expect } from 'chai';

import { patchRow } from '../permissions/rowStore.js';
import { requestsInSequence } from './requestLog.js';
import type { LocalOrg } from './localOrgServer.js';
import { administrator, call, plainUser, startTestOrg, setUserPermission, userId } from './testClient.js';

const query = (soql: string): string => `/services/data/v66.0/query?q=${encodeURIComponent(soql)}`;
const organization = query('SELECT Id, Name FROM Organization');

describe('embedded org: HTTP', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => local.close());

  describe('who calls', () => {
    const expired = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];

    for (const token of [null, '00D000000000001!nonsense', '']) {
      it(`refuses the token ${String(token)} with 401 (fact I10)`, async () => {
        const reply = await call(local, organization, { token });
        expect(reply.status).to.equal(401);
        expect(reply.body)
          .to.have.nested.property('[0].errorCode')
          .that.matches(/^INVALID_(SESSION_ID|AUTH_HEADER)$/);
      });
    }

    it('refuses a session that has ended, and opens a new one for the user', async () => {
      const token = local.tokenFor(administrator);
      expect(local.tokenFor(administrator)).to.equal(token);
      expect((await call(local, `/services/oauth2/revoke?token=${encodeURIComponent(token)}`)).status).to.equal(200);
      expect((await call(local, organization, { token })).body).to.deep.equal(expired);
      expect(local.tokenFor(administrator)).not.to.equal(token);
      expect((await call(local, organization)).status).to.equal(200);
    });

    it('refuses an inactive user, who cannot log in again', async () => {
      const username = plainUser;
      const token = local.tokenFor(username);
      const user = local.org.tables.get('User')?.get(userId(local.org, username));
      if (user !== undefined) patchRow(local.org, 'User', user, { IsActive: false });
      expect((await call(local, organization, { token })).body).to.deep.equal(expired);
      expect(() => local.tokenFor(username)).to.throw('inactive');
    });

    it('refuses a user without API Enabled, who still has an identity (fact I14)', async () => {
      const username = plainUser;
      const token = local.tokenFor(username);
      setUserPermission(local.org, username, 'ApiEnabled', false);
      const reply = await call(local, organization, { token });
      expect(reply.status).to.equal(403);
      expect(reply.body).to.deep.equal([
        { message: 'The REST API is not enabled for this Organization.', errorCode: 'API_DISABLED_FOR_ORG' },
      ]);
      const identity = await call(local, '/services/oauth2/userinfo', { token });
      expect(identity.body).to.include({ preferred_username: username, organization_id: local.org.id });
    });

    it('tells the identity service apart from the data API: 403 and a word', async () => {
      const reply = await call(local, '/services/oauth2/userinfo', { token: 'wrong' });
      expect([reply.status, reply.body]).to.deep.equal([403, 'Bad_OAuth_Token']);
    });

    it('gives a new access token for a refresh token', async () => {
      const username = administrator;
      const refresh = new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'PlatformCLI',
        refresh_token: local.refreshTokenFor(username),
      });
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const reply = await call(local, '/services/oauth2/token', {
        body: refresh.toString(),
        headers: form,
        token: null,
      });
      expect(reply.status).to.equal(200);
      const { access_token: token, id } = reply.body as { access_token: string; id: string };
      expect(token).to.match(new RegExp(`^${local.org.id.slice(0, 15)}!`));
      expect((await call(local, organization, { token })).status).to.equal(200);
      expect((await call(local, new URL(id).pathname, { token })).body).to.include({ username });
      refresh.set('refresh_token', 'old');
      const refused = await call(local, '/services/oauth2/token', {
        body: refresh.toString(),
        headers: form,
        token: null,
      });
      expect(refused).to.deep.include({
        status: 400,
        body: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
      });
    });
  });

  describe('what is there', () => {
    it('lists its versions to anybody (fact I1)', async () => {
      const reply = await call(local, '/services/data', { token: null });
      expect(reply.status).to.equal(200);
      expect(reply.body).to.deep.include({ label: "Spring '26", url: '/services/data/v66.0', version: '66.0' });
      expect(reply.body).to.have.nested.property('[0].version', '31.0');
    });

    it('lists the resources of a version with the identity of the caller, also under a double slash', async () => {
      const reply = await call(local, '//services/data/v66.0/');
      expect(reply.body).to.include({
        sobjects: '/services/data/v66.0/sobjects',
        identity: `${local.url}/id/${local.org.id}/${userId(local.org, administrator)}`,
      });
    });

    const refusals: Array<[string, string, number, string]> = [
      ['GET', '/services/data/v99.0/limits', 404, 'NOT_FOUND'],
      ['GET', '/services/data/v30.0/limits', 410, 'UNSUPPORTED_API_VERSION'],
      ['GET', '/services/data/v66.0/nothing', 404, 'NOT_FOUND'],
      ['GET', '/services/nothing', 404, 'NOT_FOUND'],
      ['GET', '/services/data/v66.0/sobjects/Nothing__c/describe', 404, 'NOT_FOUND'],
      ['PATCH', '/services/data/v66.0/limits', 405, 'METHOD_NOT_ALLOWED'],
      ['PUT', '/services/data/v66.0/sobjects/Account', 405, 'METHOD_NOT_ALLOWED'],
      ['GET', '/services/data/v66.0/composite', 405, 'METHOD_NOT_ALLOWED'],
      ['GET', '/services/data/v66.0/query', 400, 'MALFORMED_QUERY'],
      ['GET', '/services/data/v66.0/query/01g000000000001-2000', 400, 'INVALID_QUERY_LOCATOR'],
    ];
    for (const [method, path, status, code] of refusals) {
      it(`answers ${method} ${path} with ${status} ${code}`, async () => {
        const reply = await call(local, path, { method });
        expect([reply.status, (reply.body as Array<{ errorCode: string }>)[0]?.errorCode]).to.deep.equal([
          status,
          code,
        ]);
      });
    }

    it('refuses bodies that are not JSON', async () => {
      const path = '/services/data/v66.0/sobjects/Account';
      const broken = await call(local, path, { body: '{"Name": "A",}' });
      expect([broken.status, (broken.body as Array<{ errorCode: string }>)[0]?.errorCode]).to.deep.equal([
        400,
        'JSON_PARSER_ERROR',
      ]);
      const form = await call(local, path, { body: 'Name=A', headers: { 'content-type': 'text/csv' } });
      expect([form.status, (form.body as Array<{ errorCode: string }>)[0]?.errorCode]).to.deep.equal([
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ]);
    });

    it('refuses URIs and headers that are too long (fact I3)', async () => {
      const long = 'x'.repeat(16_400);
      expect((await call(local, query(`SELECT Id FROM User WHERE Name = '${long}'`))).status).to.equal(414);
      expect((await call(local, organization, { headers: { 'x-long': long } })).status).to.equal(431);
    });
  });

  describe('what it counts', () => {
    it('says the API usage in a header and charges each call (fact I12)', async () => {
      const before = local.org.limits.dailyApiRequests.used;
      const reply = await call(local, organization);
      expect(reply.headers.get('sforce-limit-info')).to.equal(
        `api-usage=${before + 1}/${local.org.limits.dailyApiRequests.max}`,
      );
      await call(local, '/services/oauth2/userinfo');
      await call(local, '/services/data', { token: null });
      expect(local.org.limits.dailyApiRequests.used).to.equal(before + 1);
    });

    it('refuses when the daily limit is used up (fact I11)', async () => {
      local.org.limits.dailyApiRequests.used = local.org.limits.dailyApiRequests.max;
      const reply = await call(local, organization);
      expect([reply.status, reply.body]).to.deep.equal([
        403,
        [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
      ]);
    });

    it('gives the limits to those who have View Setup (fact G10)', async () => {
      const reply = await call(local, '/services/data/v66.0/limits');
      const { max, used } = local.org.limits.dailyApiRequests;
      expect(reply.body).to.deep.include({ DailyApiRequests: { Max: max, Remaining: max - used } });
      const refused = await call(local, '/services/data/v66.0/limits', { token: local.tokenFor(plainUser) });
      expect(refused.status).to.equal(403);
    });

    it('lists every request with user, bytes, queries and time', async () => {
      local.latency.ms = 20;
      await Promise.all([call(local, organization), call(local, organization)]);
      await call(local, '/services/data', { token: null });
      expect(
        local.requests.map(({ username, status, apiCallsCharged }) => [username, status, apiCallsCharged]),
      ).to.deep.equal([
        [administrator, 200, 1],
        [administrator, 200, 1],
        [null, 200, 0],
      ]);
      expect(local.requests[0]?.queries).to.deep.equal(['SELECT Id, Name FROM Organization']);
      expect(local.requests[0]?.bytesOut).to.be.greaterThan(20);
      expect(requestsInSequence(local.requests)).to.equal(2);
      local.clearRequests();
      expect(local.requests).to.deep.equal([]);
    });

    it('counts what went over the wire, headers and all, exchange by exchange', async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const seen: Array<{ sent: number; received: number }> = [];
      for (const path of [organization, query('SELECT Id, Username FROM User'), '/services/data']) {
        const socket = await exchange(local, path, agent);
        seen.push({ sent: socket.bytesWritten, received: socket.bytesRead });
      }
      agent.destroy();
      const of = (from: number, to: number): number => to - from;
      const expected = seen.map(({ sent, received }, index) => ({
        wireIn: of(seen[index - 1]?.sent ?? 0, sent),
        wireOut: of(seen[index - 1]?.received ?? 0, received),
      }));
      expect(local.requests.map(({ wireIn, wireOut }) => ({ wireIn, wireOut }))).to.deep.equal(expected);
      for (const record of local.requests) expect(record.wireOut).to.be.greaterThan(record.bytesOut);
    });

    it('counts the rows of queries', async () => {
      const users = query('SELECT Id, (SELECT Id FROM PermissionSetAssignments) FROM User');
      const { body } = await call(local, users);
      const part = { method: 'GET', referenceId: 'org' };
      await call(local, '/services/data/v66.0/composite', {
        body: {
          compositeRequest: [
            { ...part, url: organization },
            { ...part, url: users, referenceId: 'users' },
          ],
        },
      });
      const { totalSize } = body as { totalSize: number };
      expect(local.requests.map(({ rows }) => rows)).to.deep.equal([totalSize, totalSize + 1]);
    });
  });

  it('is controlled from outside: faults, requests, latency, rows, users', async () => {
    const control = (path: string, options = {}): ReturnType<typeof call> =>
      call(local, `/__control/${path}`, { token: null, ...options });
    const fault = { kind: 'requestLimit', times: 'always', match: { pathPattern: 'FROM\\s+Organization' } };
    expect((await control('faults', { body: fault })).body).to.deep.equal({ id: 1 });
    expect((await call(local, organization)).status).to.equal(403);
    expect((await control('faults')).body).to.have.nested.property('[0].remaining', 'always');
    await control('faults', { method: 'DELETE' });
    expect((await call(local, organization)).status).to.equal(200);
    expect((await control('faults', { body: { kind: 'flood' } })).status).to.equal(400);
    expect((await control('requests')).body).to.have.length(2);
    await control('requests', { method: 'DELETE' });
    expect(local.requests).to.deep.equal([]);
    await control('latency', { body: { ms: 5 } });
    expect(local.latency.ms).to.equal(5);
    expect((await control('state/Organization')).body).to.have.nested.property('[0].Id', local.org.id);
    expect((await control('users')).body).to.deep.include({
      username: administrator,
      accessToken: local.tokenFor(administrator),
    });
    expect((await control('expire', { body: { username: administrator } })).body).to.deep.equal({ expired: 1 });
    expect((await control('expire', { body: { username: 'nobody' } })).status).to.equal(400);
    expect((await control('nothing')).status).to.equal(404);
  });

  it('compresses for clients that accept it', async () => {
    const { hostname, port } = new URL(local.url);
    const encodings: Array<[string | undefined, string | undefined]> = [
      ['gzip, deflate', 'gzip'],
      [undefined, undefined],
    ];
    for (const [accept, expected] of encodings) {
      const encoding = await new Promise((resolve, reject) => {
        const headers = accept === undefined ? {} : { 'accept-encoding': accept };
        httpRequest({ hostname, port, path: '/services/data', headers }, (response) => {
          response.resume();
          resolve(response.headers['content-encoding']);
        })
          .on('error', reject)
          .end();
      });
      expect(encoding).to.equal(expected);
    }
  });
});

/** One GET over the agent's connection. Resolves with that connection once the answer has been read. */
function exchange(local: LocalOrg, path: string, agent: Agent): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${local.tokenFor(administrator)}`, 'accept-encoding': 'gzip' };
    const sent = httpRequest(`${local.url}${path}`, { headers, agent }, (response) => {
      response.resume().once('end', () => {
        if (sent.socket === null) reject(new Error('no connection'));
        else resolve(sent.socket);
      });
    });
    sent.on('error', reject).end();
  });
}
