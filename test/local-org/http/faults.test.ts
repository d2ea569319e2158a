import { expect } from 'chai';

import { createFaultControl, withFewerRows } from './faults.js';
import type { FaultOptions, FaultTarget } from './faults.js';

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

  it('takes the last row of a query away and leaves the promise (fact E9)', () => {
    const body = { compositeResponse: [{ body: { totalSize: 2, done: true, records: [{ Id: '1' }, { Id: '2' }] } }] };
    expect(withFewerRows(body)).to.deep.equal({
      compositeResponse: [{ body: { totalSize: 2, done: true, records: [{ Id: '1' }] } }],
    });
  });
});
