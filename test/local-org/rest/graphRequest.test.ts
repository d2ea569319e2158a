import { expect } from 'chai';

import type { LocalOrg } from '../http/localOrgServer.js';
import { call, startTestOrg } from '../http/testClient.js';
import type { Reply } from '../http/testClient.js';
import type { Row } from '../model/orgModel.js';

const data = '/services/data/v66.0';

type Node = { method: string; url: string; referenceId: string; body?: unknown };
type Graph = {
  graphId: string;
  graphResponse: { compositeResponse: Array<{ httpStatusCode: number; referenceId: string; body: unknown }> };
  isSuccessful: boolean;
};

describe('embedded org: composite graphs', () => {
  let local: LocalOrg;
  beforeEach(async () => {
    local = await startTestOrg();
  });
  afterEach(() => local.close());

  const rows = (object: string): Row[] => [...(local.org.tables.get(object)?.values() ?? [])];
  const post = (graphs: unknown, version = 'v66.0'): Promise<Reply> =>
    call(local, `/services/data/${version}/composite/graph`, { body: { graphs } });
  const answered = (reply: Reply): Graph[] => {
    expect(reply.status, JSON.stringify(reply.body)).to.equal(200);
    return (reply.body as { graphs: Graph[] }).graphs;
  };
  const node = (referenceId: string, object: string, body: unknown): Node => ({
    method: 'POST',
    url: `${data}/sobjects/${object}`,
    referenceId,
    body,
  });
  const graph = (graphId: string, ...compositeRequest: Node[]): unknown => ({ graphId, compositeRequest });
  const codes = ({ graphResponse }: Graph): unknown[] =>
    graphResponse.compositeResponse.map(({ httpStatusCode, body }) =>
      httpStatusCode < 400 ? httpStatusCode : (body as Array<{ errorCode: string }>)[0]?.errorCode,
    );

  it('writes a permission set and its rows in one call, which counts once', async () => {
    local.clearRequests();
    const [answer] = answered(
      await post([
        graph(
          'g',
          node('set', 'PermissionSet', { Name: 'Acme', Label: 'Acme' }),
          node('account', 'ObjectPermissions', {
            ParentId: '@{set.id}',
            SobjectType: 'Account',
            PermissionsRead: true,
          }),
          node('website', 'FieldPermissions', {
            ParentId: '@{set.id}',
            SobjectType: 'Account',
            Field: 'Account.Website',
            PermissionsRead: true,
          }),
          { method: 'PATCH', url: `${data}/sobjects/PermissionSet/@{set.id}`, referenceId: 'l', body: { Label: 'B' } },
          { method: 'GET', url: `${data}/sobjects/PermissionSet/@{set.id}?fields=Label`, referenceId: 'read' },
        ),
      ]),
    );
    const set = rows('PermissionSet').find((row) => row['Name'] === 'Acme');
    expect(answer).to.include({ graphId: 'g', isSuccessful: true });
    expect(answer?.graphResponse.compositeResponse.map(({ httpStatusCode }) => httpStatusCode)).to.deep.equal([
      201, 201, 201, 204, 200,
    ]);
    expect(answer?.graphResponse.compositeResponse[4]?.body).to.include({ Label: 'B' });
    for (const object of ['ObjectPermissions', 'FieldPermissions']) {
      expect(rows(object).filter((row) => row['ParentId'] === set?.['Id'])).to.have.length(1);
    }
    expect(local.requests.map(({ apiCallsCharged, subrequests }) => [apiCallsCharged, subrequests])).to.deep.equal([
      [1, 5],
    ]);
  });

  it('rolls back the graph that fails and no other', async () => {
    const answers = answered(
      await post([
        graph('good', node('a', 'Account', { Name: 'A' })),
        graph('bad', node('b', 'Account', { Name: 'B' }), node('c', 'Contact', { AccountId: '@{b.id}' })),
        graph('last', node('b', 'Account', { Name: 'D' })),
      ]),
    );
    expect(answers.map(({ isSuccessful }) => isSuccessful)).to.deep.equal([true, false, true]);
    expect(answers.map(codes)).to.deep.equal([[201], ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING'], [201]]);
    expect(rows('Account').map((row) => row['Name'])).to.deep.equal(['A', 'D']);
  });

  it('halts after fourteen failures (fact I9)', async () => {
    const failing = Array.from({ length: 14 }, (_, index) => graph(`f${index}`, node('a', 'Account', {})));
    const answers = answered(await post([...failing, graph('late', node('a', 'Account', { Name: 'A' }))]));
    expect(answers.slice(0, 14).map(codes)).to.deep.equal(Array(14).fill(['REQUIRED_FIELD_MISSING']));
    expect(answers.at(-1)).to.include({ isSuccessful: false });
    expect(answers.map(codes).at(-1)).to.deep.equal(['PROCESSING_HALTED']);
    expect(rows('Account')).to.deep.equal([]);
  });

  const notNodes: Array<[string, Node]> = [
    ['a collection', { method: 'POST', url: `${data}/composite/sobjects`, referenceId: 'r', body: { records: [] } }],
    ['a query', { method: 'GET', url: `${data}/query?q=SELECT+Id+FROM+Account`, referenceId: 'r' }],
    ['a describe', { method: 'GET', url: `${data}/sobjects/Account/`, referenceId: 'r' }],
  ];
  for (const [what, wrong] of notNodes) {
    it(`takes no ${what.slice(2)} as a node`, async () => {
      const [answer] = answered(await post([graph('g', node('a', 'Account', { Name: 'A' }), wrong)]));
      expect(answer?.isSuccessful).to.equal(false);
      expect(rows('Account')).to.deep.equal([]);
    });
  }

  it('has no values across graphs, nor from nodes that come later', async () => {
    const answers = answered(
      await post([
        graph('one', node('a', 'Account', { Name: 'A' })),
        graph('two', node('c', 'Contact', { LastName: 'C', AccountId: '@{a.id}' })),
        graph(
          'three',
          node('d', 'Contact', { LastName: 'C', AccountId: '@{e.id}' }),
          node('e', 'Account', { Name: 'E' }),
        ),
      ]),
    );
    expect(answers.map(({ isSuccessful }) => isSuccessful)).to.deep.equal([true, false, false]);
  });

  const chain = (length: number): Node[] =>
    Array.from({ length }, (_, index) =>
      node(`n${index}`, 'Account', { Name: 'A', ...(index === 0 ? {} : { ParentId: `@{n${index - 1}.id}` }) }),
    );
  const many = (length: number): Node[] =>
    Array.from({ length }, (_, index) => node(`n${index}`, 'Account', { Name: 'A' }));
  const kinds = ['Account', 'Contact', 'Lead', 'Case', 'Opportunity', 'Campaign', 'Task', 'Event'].flatMap(
    (object, index): Node[] => [
      node(`p${index}`, object, {}),
      { method: 'GET', url: `${data}/sobjects/${object}/001000000000000AAA`, referenceId: `g${index}` },
    ],
  );
  const limits: Array<[string, unknown[]]> = [
    ['76 graphs', Array.from({ length: 76 }, (_, index) => graph(`g${index}`, node('a', 'Account', { Name: 'A' })))],
    ['501 nodes', [graph('a', ...many(250)), graph('b', ...many(251))]],
    ['16 levels', [graph('a', ...chain(16))]],
    ['16 kinds of nodes', [graph('a', ...kinds)]],
  ];
  for (const [what, graphs] of limits) {
    it(`refuses ${what} (fact I9)`, async () => {
      const reply = await post(graphs);
      expect([reply.status, (reply.body as Array<{ errorCode: string }>)[0]?.errorCode]).to.deep.equal([
        400,
        'LIMIT_EXCEEDED',
      ]);
      expect(rows('Account')).to.deep.equal([]);
    });
  }

  it('takes 15 levels', async () => {
    expect(answered(await post([graph('a', ...chain(15))]))[0]?.isSuccessful).to.equal(true);
  });

  for (const [what, graphs] of [
    ['no graphs', []],
    ['a graph id used twice', [graph('a', ...many(1)), graph('a', ...many(1))]],
    ['a reference id used twice', [graph('a', ...many(1), ...many(1))]],
    ['a graph without nodes', [graph('a')]],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect((await post(graphs)).status).to.equal(400);
    });
  }

  it('is there since version 50', async () => {
    expect((await post([graph('a', ...many(1))], 'v49.0')).status).to.equal(404);
    expect(rows('Account')).to.deep.equal([]);
  });
});
