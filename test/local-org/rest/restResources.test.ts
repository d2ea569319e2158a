import { expect } from 'chai';

import type { LocalOrg } from '../http/localOrgServer.js';
import { changeField } from '../schema/changeField.js';
import { administrator, call, plainUser, startTestOrg } from '../http/testClient.js';
import type { Reply } from '../http/testClient.js';

const data = '/services/data/v66.0';
const queryPath = (soql: string, api = ''): string => `${data}${api}/query?q=${encodeURIComponent(soql)}`;

type Part = { httpStatusCode: number; referenceId: string; body: unknown; httpHeaders: Record<string, string> };
const parts = (reply: Reply): Part[] => (reply.body as { compositeResponse: Part[] }).compositeResponse;
const codes = (reply: Reply): unknown[] =>
  parts(reply).map(({ httpStatusCode, body }) =>
    httpStatusCode < 400 ? httpStatusCode : (body as Array<{ errorCode: string }>)[0]?.errorCode,
  );

describe('embedded org: REST', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => local.close());

  const rows = (object: string): Array<Record<string, unknown>> => [...(local.org.tables.get(object)?.values() ?? [])];
  const createAccount = async (Name: string): Promise<string> => {
    const reply = await call(local, `${data}/sobjects/Account`, { body: { Name } });
    expect(reply.status).to.equal(201);
    return (reply.body as { id: string }).id;
  };

  describe('records', () => {
    it('creates, reads, changes and deletes one', async () => {
      const created = await call(local, `${data}/sobjects/account`, { body: { Name: 'Acme', Website: 'acme.test' } });
      expect(created.body).to.have.keys('id', 'success', 'errors');
      const { id } = created.body as { id: string };
      const path = `${data}/sobjects/Account/${id}`;
      expect(created.headers.get('location')).to.equal(path);
      expect((await call(local, `${path}?fields=Name,website`)).body).to.deep.equal({
        attributes: { type: 'Account', url: path },
        Name: 'Acme',
        Website: 'acme.test',
        Id: id,
      });
      expect((await call(local, path)).body).to.include({ Id: id, Name: 'Acme', IsDeleted: false });
      const changed = await call(local, path.slice(0, -3), { method: 'PATCH', body: { Website: null } });
      expect([changed.status, changed.body]).to.deep.equal([204, '']);
      expect(rows('Account').find((row) => row['Id'] === id)).to.include({ Name: 'Acme', Website: null });
      expect((await call(local, path, { method: 'DELETE' })).status).to.equal(204);
      expect(rows('Account').find((row) => row['Id'] === id)).to.equal(undefined);
      expect((await call(local, path)).status).to.equal(404);
    });

    it('says the fields of an error with record operations (fact H8)', async () => {
      const reply = await call(local, `${data}/sobjects/Account`, { body: { Website: 'acme.test' } });
      expect(reply.status).to.equal(400);
      expect(reply.body).to.deep.equal([
        { message: 'Required fields are missing: [Name]', errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] },
      ]);
    });

    const refusals: Array<[string, string, number, string]> = [
      ['GET', '/sobjects/Account/001000000000000', 404, 'NOT_FOUND'],
      ['GET', '/sobjects/Account/nonsense', 404, 'NOT_FOUND'],
      ['GET', '/sobjects/Account/005000000000000', 404, 'NOT_FOUND'],
      ['POST', '/sobjects/Nothing__c', 404, 'NOT_FOUND'],
      ['DELETE', '/sobjects/Account/001000000000000', 404, 'NOT_FOUND'],
    ];
    for (const [method, path, status, code] of refusals) {
      it(`answers ${method} ${path} with ${status} ${code}`, async () => {
        const reply = await call(local, `${data}${path}`, { method, ...(method === 'POST' ? { body: {} } : {}) });
        expect([reply.status, (reply.body as Array<{ errorCode: string }>)[0]?.errorCode]).to.deep.equal([
          status,
          code,
        ]);
      });
    }

    it('refuses a field that is not there', async () => {
      const id = await createAccount('Acme');
      const reply = await call(local, `${data}/sobjects/Account/${id}?fields=Name,Wrong`);
      expect([reply.status, reply.body]).to.deep.equal([
        400,
        [{ message: "No such column 'Wrong' on sobject of type Account", errorCode: 'INVALID_FIELD' }],
      ]);
    });
  });

  describe('describe', () => {
    it('shows the object, then 304 until it changes for the caller', async () => {
      const path = `${data}/sobjects/Account/describe`;
      const token = local.tokenFor(administrator);
      const first = await call(local, path, { token });
      expect(first.body).to.deep.include({ name: 'Account', keyPrefix: '001' });
      const date = first.headers.get('last-modified') ?? '';
      const unchanged = await call(local, path, { token, headers: { 'if-modified-since': date } });
      expect([unchanged.status, unchanged.body]).to.deep.equal([304, '']);
      changeField(local.org, 'Account', 'Website', { label: 'Home Page' });
      const changed = await call(local, path, { token, headers: { 'if-modified-since': date } });
      expect(changed.status).to.equal(200);
      expect(Date.parse(changed.headers.get('last-modified') ?? '')).to.be.greaterThan(Date.parse(date));
    });

    it('lists the objects of each API', async () => {
      const namesOf = async (path: string): Promise<string[]> => {
        const reply = await call(local, path);
        return (reply.body as { sobjects: Array<{ name: string }> }).sobjects.map(({ name }) => name);
      };
      expect(await namesOf(`${data}/sobjects`)).to.include.members(['Account', 'PermissionSet']);
      const tooling = await namesOf(`${data}/tooling/sobjects`);
      expect(tooling).to.include('FieldDefinition').and.not.to.include('Account');
      expect((await call(local, `${data}/sobjects/Account`)).body).to.have.nested.property(
        'objectDescribe.name',
        'Account',
      );
    });
  });

  describe('queries', () => {
    const fill = (count: number): void => {
      const table = local.org.tables.get('Account') ?? new Map<string, Record<string, never>>();
      local.org.tables.set('Account', table as never);
      table.clear();
      for (let index = 0; index < count; index += 1) {
        const Id = local.org.nextId('001');
        table.set(Id, { Id, Name: `A${index}`, IsDeleted: false } as never);
      }
    };

    it('pages with a locator that belongs to the caller (fact I2)', async () => {
      fill(2500);
      const token = local.tokenFor(administrator);
      const soql = queryPath('SELECT Id, Name FROM Account');
      const first = await call(local, soql, { token });
      expect(first.body).to.include({ totalSize: 2500, done: false });
      const { nextRecordsUrl, records } = first.body as { nextRecordsUrl: string; records: unknown[] };
      expect(records).to.have.length(2000);
      expect(nextRecordsUrl).to.match(/^\/services\/data\/v66\.0\/query\/01g[A-Za-z0-9]+-2000$/);
      const second = await call(local, nextRecordsUrl, { token });
      expect(second.body).to.include({ totalSize: 2500, done: true }).and.not.have.property('nextRecordsUrl');
      expect((second.body as { records: unknown[] }).records).to.have.length(500);
      expect(local.requests.slice(-2).map(({ rows }) => rows)).to.deep.equal([2000, 500]);
      expect((await call(local, nextRecordsUrl, { token: local.tokenFor(plainUser) })).body).to.deep.equal([
        { message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' },
      ]);
    });

    it('takes smaller batches and queryAll', async () => {
      fill(401);
      const headers = { 'Sforce-Query-Options': 'batchSize=200' };
      const path = `${data}/queryAll?q=${encodeURIComponent('SELECT Id FROM Account')}`;
      const sizes: number[] = [];
      let next: string | undefined = path;
      while (next !== undefined) {
        const { body } = await call(local, next, { headers });
        sizes.push((body as { records: unknown[] }).records.length);
        next = (body as { nextRecordsUrl?: string }).nextRecordsUrl;
      }
      expect(sizes).to.deep.equal([200, 200, 1]);
    });

    it('answers the Tooling API in its own shape', async () => {
      const soql = "SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Account'";
      expect((await call(local, queryPath(soql, '/tooling'))).body).to.deep.include({
        size: 1,
        totalSize: 1,
        done: true,
        queryLocator: null,
        entityTypeName: 'EntityDefinition',
      });
    });

    it('reads SOQL with plus signs and percent signs', async () => {
      await createAccount('50% + more');
      const reply = await call(local, `${data}/query/?q=SELECT+Name+FROM+Account+WHERE+Name='50%25+%2B+more'`);
      expect(reply.body).to.have.nested.property('records[0].Name', '50% + more');
    });
  });

  describe('composite', () => {
    const composite = (compositeRequest: unknown, more = {}, api = ''): Promise<Reply> =>
      call(local, `${data}${api}/composite`, { body: { compositeRequest, ...more } });
    const account = (referenceId: string, body: unknown): unknown => ({
      method: 'POST',
      url: `${data}/sobjects/Account`,
      referenceId,
      body,
    });
    const get = (referenceId: string, url: string): unknown => ({ method: 'GET', url, referenceId });

    it('runs parts in order with references, as one API call', async () => {
      const before = local.org.limits.dailyApiRequests.used;
      const reply = await composite([
        account('acme', { Name: 'Acme' }),
        get('found', `${data}/query/?q=SELECT+Id,Name+FROM+Account+WHERE+Id='@{acme.id}'`),
        {
          method: 'PATCH',
          url: `${data}/sobjects/Account/@{found.records[0].Id}`,
          referenceId: 'changed',
          body: { Site: '@{found.records[0].Name} HQ' },
        },
        get('read', `${data}/sobjects/Account/@{acme.id}?fields=Site`),
        get('described', `${data}/sobjects/Account/describe`),
        get('limits', `${data}/limits`),
      ]);
      expect(reply.status).to.equal(200);
      expect(codes(reply)).to.deep.equal([201, 200, 204, 200, 200, 200]);
      expect(parts(reply)[3]?.body).to.include({ Site: 'Acme HQ' });
      expect(parts(reply)[0]?.httpHeaders['Location']).to.match(/^\/services\/data\/v66\.0\/sobjects\/Account\/001/);
      expect(parts(reply).map(({ referenceId }) => referenceId)).to.deep.equal([
        'acme',
        'found',
        'changed',
        'read',
        'described',
        'limits',
      ]);
      expect(local.org.limits.dailyApiRequests.used).to.equal(before + 1);
      expect(local.requests.at(-1)).to.include({ apiCallsCharged: 1, subrequests: 6 });
    });

    it('halts what refers to a part that failed, and keeps the rest', async () => {
      const reply = await composite([
        account('bad', { Website: 'x' }),
        get('none', queryPath("SELECT Id FROM Account WHERE Name = 'Nobody'")),
        get('a', `${data}/sobjects/Account/@{bad.id}`),
        get('b', `${data}/sobjects/Account/@{none.records[0].Id}`),
        account('good', { Name: 'Good' }),
      ]);
      expect(codes(reply)).to.deep.equal([
        'REQUIRED_FIELD_MISSING',
        200,
        'PROCESSING_HALTED',
        'PROCESSING_HALTED',
        201,
      ]);
      expect(rows('Account').some((row) => row['Name'] === 'Good')).to.equal(true);
    });

    it('rolls everything back with allOrNone', async () => {
      const before = rows('Account');
      const reply = await composite(
        [account('one', { Name: 'One' }), account('bad', {}), account('two', { Name: 'Two' })],
        { allOrNone: true },
      );
      expect(reply.status).to.equal(200);
      expect(codes(reply)).to.deep.equal(['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED']);
      expect(rows('Account')).to.deep.equal(before);
    });

    it('answers unknown resources inside as outside (fact I7)', async () => {
      const reply = await composite([
        get('foo', `${data}/sobjects/Foo`),
        get('nested', `${data}/composite`),
        get('tooling', queryPath('SELECT Id FROM ApexClass', '/tooling')),
      ]);
      expect(codes(reply)[0]).to.equal('NOT_FOUND');
      expect(parts(reply)[0]).to.deep.include({
        httpStatusCode: 404,
        body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
      });
      expect(parts(reply).map(({ httpStatusCode }) => httpStatusCode >= 400)).to.deep.equal([true, true, true]);
    });

    it('takes Tooling parts at the Tooling resource', async () => {
      const soql = "SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Lead'";
      const reply = await composite(
        [get('lead', queryPath(soql, '/tooling')), get('data', `${data}/limits`)],
        {},
        '/tooling',
      );
      expect(codes(reply)).to.deep.equal([200, 'NOT_FOUND']);
      expect(parts(reply)[0]?.body).to.include({ entityTypeName: 'EntityDefinition', size: 1 });
    });

    const many = (count: number, url: string): unknown[] => Array.from({ length: count }, (_, n) => get(`r${n}`, url));
    const bounds: Array<[string, unknown, number]> = [
      ['25 parts', many(25, `${data}/limits`), 200],
      ['26 parts', many(26, `${data}/limits`), 400],
      ['5 queries', many(5, queryPath('SELECT Id FROM Organization')), 200],
      ['6 queries', many(6, queryPath('SELECT Id FROM Organization')), 400],
      ['no parts', [], 400],
      ['no list', { a: 1 }, 400],
      ['the same reference id twice', [...many(1, `${data}/limits`), ...many(1, `${data}/limits`)], 400],
      ['a reference id with a dash', [get('a-b', `${data}/limits`)], 400],
      ['a part without method', [{ url: `${data}/limits`, referenceId: 'a' }], 400],
    ];
    for (const [what, request, status] of bounds) {
      it(`answers ${status} to ${what}`, async () => {
        expect((await composite(request)).status).to.equal(status);
      });
    }

    it('lets a fault hit one part', async () => {
      local.faults.add({ kind: 'lockRow', match: { subrequest: true, path: '/sobjects/Account', nth: 2 } });
      const reply = await composite([account('one', { Name: 'One' }), account('two', { Name: 'Two' })]);
      expect(codes(reply)).to.deep.equal([201, 'UNABLE_TO_LOCK_ROW']);
    });
  });

  describe('batch', () => {
    const batch = (batchRequests: unknown, more = {}): Promise<Reply> =>
      call(local, `${data}/composite/batch`, { body: { batchRequests, ...more } });

    it('runs independent parts and charges each', async () => {
      const before = local.org.limits.dailyApiRequests.used;
      const reply = await batch([
        { method: 'GET', url: 'v66.0/limits' },
        { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'Batch' } },
        { method: 'GET', url: 'v66.0/query?q=SELECT+Id+FROM+Nothing__c' },
        { method: 'GET', url: 'v66.0/tooling/query?q=SELECT+Id+FROM+ApexClass' },
      ]);
      const { hasErrors, results } = reply.body as { hasErrors: boolean; results: Array<{ statusCode: number }> };
      expect(hasErrors).to.equal(true);
      expect(results.map(({ statusCode }) => statusCode)).to.deep.equal([200, 201, 400, 404]);
      expect(local.org.limits.dailyApiRequests.used).to.equal(before + 4);
      expect(local.requests.at(-1)).to.include({ apiCallsCharged: 4, subrequests: 3 });
      expect(rows('Account').some((row) => row['Name'] === 'Batch')).to.equal(true);
    });

    it('stops at the first error when asked to', async () => {
      const reply = await batch(
        [
          { method: 'GET', url: 'v66.0/sobjects/Nothing__c' },
          { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'Late' } },
        ],
        { haltOnError: true },
      );
      expect(reply.body).to.have.nested.property('results[1].statusCode', 412);
      expect(rows('Account').some((row) => row['Name'] === 'Late')).to.equal(false);
    });
  });
});
