import { expect } from 'chai';

import { createFaultControl, withBrokenText, withFewerRows } from './faults.js';
import type { FaultOptions, FaultTarget } from './faults.js';
import { startLocalOrg } from './localOrgServer.js';
import type { LocalOrg } from './localOrgServer.js';

const query = (overrides: Partial<FaultTarget> = {}): FaultTarget => ({
  method: 'GET',
  target: '/services/data/v66.0/query?q=SELECT+Id+FROM+User%20WHERE',
  body: '',
  subrequest: false,
  ...overrides,
});

describe('embedded org: faults', () => {
  it('hits once by default and is gone', () => {
    const faults = createFaultControl();
    faults.add({ kind: '401' });
    expect(faults.take(query())?.kind).to.equal('401');
    expect(faults.take(query())).to.equal(undefined);
    expect(faults.list()).to.deep.equal([]);
  });

  it('hits as often as it is told, and for ever', () => {
    const faults = createFaultControl();
    faults.add({ kind: '500', times: 2 });
    expect([1, 2, 3].map(() => faults.take(query())?.kind)).to.deep.equal(['500', '500', undefined]);
    faults.add({ kind: '503', times: Infinity });
    expect([1, 2, 3].map(() => faults.take(query())?.kind)).to.deep.equal(['503', '503', '503']);
  });

  it('hits only the n-th request that matches', () => {
    const faults = createFaultControl();
    faults.add({ kind: 'reset', match: { path: '/query', nth: 2 } });
    const targets = [query(), query({ target: '/services/data' }), query(), query()];
    expect(targets.map((target) => faults.take(target)?.kind)).to.deep.equal([
      undefined,
      undefined,
      'reset',
      undefined,
    ]);
  });

  it('hits from the n-th request on, as often as it is told', () => {
    const faults = createFaultControl();
    faults.add({ kind: '401', match: { path: '/query', from: 2 }, times: 2 });
    const targets = [query(), query({ target: '/services/data' }), query(), query(), query()];
    expect(targets.map((target) => faults.take(target)?.kind)).to.deep.equal([
      undefined,
      undefined,
      '401',
      '401',
      undefined,
    ]);
  });

  it('tells when it hits', () => {
    const faults = createFaultControl();
    let hits = 0;
    faults.add({ kind: 'slow', match: { nth: 2 }, onHit: () => (hits += 1) });
    expect([1, 2, 3].map(() => (faults.take(query()), hits))).to.deep.equal([0, 1, 1]);
  });

  const matching: Array<[string, FaultOptions['match'], FaultTarget, boolean]> = [
    ['text in the path', { path: '/query' }, query(), true],
    ['another path', { path: '/sobjects' }, query(), false],
    ['decoded query text', { path: 'FROM User WHERE' }, query(), true],
    ['an expression', { path: /FROM\s+User\b/ }, query(), true],
    ['the method', { method: 'post' }, query(), false],
    ['the method in any case', { method: 'get' }, query(), true],
    ['the body', { body: /compositeRequest/ }, query({ body: '{"compositeRequest":[]}' }), true],
    ['another body', { body: /compositeRequest/ }, query({ body: '{}' }), false],
    ['a part, when parts are meant', { subrequest: true }, query({ subrequest: true }), true],
    ['a whole request, when parts are meant', { subrequest: true }, query(), false],
    ['a part, when requests are meant', {}, query({ subrequest: true }), false],
  ];
  for (const [what, match, target, expected] of matching) {
    it(`${expected ? 'matches' : 'does not match'} ${what}`, () => {
      const faults = createFaultControl();
      faults.add({ kind: '500', ...(match === undefined ? {} : { match }) });
      expect(faults.take(target) !== undefined).to.equal(expected);
    });
  }

  it('cuts a body in half, or puts rubbish into its middle', () => {
    expect(withBrokenText('{"records":[]}', 'truncatedJson')).to.equal('{"recor');
    const garbled = withBrokenText('{"records":["0123456789"]}', 'garbled');
    expect(garbled)
      .to.have.length(26)
      .and.match(/^\{"records":/);
    expect(() => JSON.parse(garbled) as unknown).to.throw();
  });

  describe('of a running org', () => {
    let org: LocalOrg;
    before(async () => {
      org = await startLocalOrg();
    });
    after(() => org.close());
    afterEach(() => org.faults.clear());

    const sets = (): number => org.org.tables.get('PermissionSet')?.size ?? 0;
    const create = async (name: string): Promise<{ status: number; text: string } | string> => {
      const answer = await fetch(`${org.url}/services/data/v66.0/sobjects/PermissionSet`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${org.tokenFor('admin@example.com')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ Name: name, Label: name }),
      }).catch(() => 'lost');
      return typeof answer === 'string' ? answer : { status: answer.status, text: await answer.text() };
    };

    it('loses the answer of a write that is carried out', async () => {
      const before = sets();
      org.faults.add({ kind: 'reset' });
      expect(await create('Not_Made')).to.equal('lost');
      expect(sets()).to.equal(before);
      org.faults.add({ kind: 'reset', carriedOut: true });
      expect(await create('Made')).to.equal('lost');
      expect(sets()).to.equal(before + 1);
      org.faults.add({ kind: '503html', status: 504, carriedOut: true });
      expect(await create('Made_Too')).to.deep.include({ status: 504 });
      expect(sets()).to.equal(before + 2);
    });

    it('carries nothing out twice that it answers anyway', async () => {
      const before = sets();
      org.faults.add({ kind: 'garbled', carriedOut: true });
      expect(await create('Once')).to.deep.include({ status: 201 });
      expect(sets()).to.equal(before + 1);
    });
  });

  it('takes the last row of a query away and leaves the promise (fact E9)', () => {
    const body = { compositeResponse: [{ body: { totalSize: 2, done: true, records: [{ Id: '1' }, { Id: '2' }] } }] };
    expect(withFewerRows(body)).to.deep.equal({
      compositeResponse: [{ body: { totalSize: 2, done: true, records: [{ Id: '1' }] } }],
    });
  });
});
