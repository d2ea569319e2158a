import { expect } from 'chai';
import type { Edge } from '../../../src/access/dependencies.js';
import { known } from '../../../src/access/snapshot.js';
import { entryWrites, noRows } from '../../../src/org/apply/entryWrites.js';
import { field, needs, requirement } from '../support/snapshot.js';
import { entryOf, planned } from '../support/plans.js';

/** Edges that count how often somebody goes through all of them. */
class CountedEdges extends Array<Edge> {
  public walks = 0;

  public override [Symbol.iterator](): ArrayIterator<Edge> {
    this.walks += 1;
    return super[Symbol.iterator]();
  }
}

const edges = (): CountedEdges =>
  CountedEdges.from([{ from: entryOf('object:Account:read'), to: entryOf('object:Thing__c:read') }]) as CountedEdges;

/** How often a plan for so many fields goes through the org's dependencies. */
const walksFor = (count: number): number => {
  const names = Array.from({ length: count }, (_, at) => `F${at}__c`);
  const fields = new Map([['account', known(new Map(names.map((name) => [name.toLowerCase(), field(name)])))]]);
  const walked = edges();
  const plan = planned(
    { schema: { fields }, edges: walked },
    names.map((name) => requirement(needs.field('Account', name))),
  );
  expect(plan.adds.length).to.equal(count + 2);
  return walked.walks;
};

describe('plan: what the dependencies of the org cost', () => {
  it('goes through them as often for many fields as for few', () => {
    expect(walksFor(40)).to.equal(walksFor(4));
  });
  it('and so does the order of the writes', () => {
    const walksOf = (count: number): number => {
      const walked = edges();
      const entries = Array.from({ length: count }, (_, at) => entryOf(`object:Thing${at}__c:read`));
      entryWrites('0PS', entries, noRows, walked);
      return walked.walks;
    };
    expect(walksOf(40)).to.equal(walksOf(4));
  });
});
