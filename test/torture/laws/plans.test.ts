/** A plan, done to the second evaluator's world, closes what it says, opens nothing else and gives nothing more. */
import { expect } from 'chai';
import fc from 'fast-check';
import { entryId } from '../../../src/access/entry.js';
import type { Plan, Scope } from '../../../src/grant/grantPlan.js';
import { isEmpty } from '../../../src/grant/grantPlan.js';
import { expand } from '../naive/definition.js';
import type { Rule } from '../naive/definition.js';
import { holds, restsOn } from '../naive/holdings.js';
import type { World } from '../naive/world.js';
import { torture } from '../support/torture.js';
import { definitions } from './support/definitions.js';
import { applied, brokenPromises, planFor, scopes, statusesOf, thingOf, unnamedBlankets } from './support/plans.js';
import { requirementsOf } from './support/product.js';
import { shuffledRules, shuffledWorld } from './support/shuffle.js';
import { worlds } from './support/worlds.js';

type Case = { world: World; rules: Rule[]; set: string; scope: Scope };

const cases: fc.Arbitrary<Case> = fc.record({
  world: worlds({ users: 2, gaps: true }),
  rules: definitions(),
  // A set that has to be made, or one that some of the users have already.
  set: fc.constantFrom('Integration_acme', 'Three'),
  scope: scopes,
});

/** Null where the definition is refused. */
const planOf = ({ world, rules, set, scope }: Case): Plan | null => {
  const requirements = requirementsOf(rules, 'oauth');
  return requirements && planFor(world, requirements, set, scope);
};

describe('random orgs and definitions: plans', () => {
  torture(
    import.meta.url,
    'close what they say they close, and open nothing',
    { short: 350, long: 3000 },
    cases,
    (one) => {
      const plan = planOf(one);
      if (!plan) return;
      const broken = brokenPromises(one.world, one.set, plan, expand(one.rules, 'oauth'));
      expect(broken, broken.join('\n')).to.deep.equal([]);
    },
  );

  torture(import.meta.url, 'give nothing that nobody asked for', { short: 350, long: 2000 }, cases, (one) => {
    const plan = planOf(one);
    if (!plan) return;
    const needs = expand(one.rules, 'oauth');
    expect(unnamedBlankets(plan, needs), 'are named').to.deep.equal([]);
    const before = one.world.permissionSets.find(({ name }) => name === one.set);
    const planned = plan.adds.map(({ entry }) => entryId(entry));
    const known = new Set(statusesOf(one.world, needs).flatMap((statuses) => [...statuses.keys()]));
    for (const { entry, reason, neededBy } of plan.adds) {
      const id = entryId(entry);
      if (before) expect(holds(before, thingOf(entry)), `${id} was there already`).to.equal(false);
      expect(neededBy, `${id} is needed`).to.not.be.empty;
      for (const need of neededBy) {
        if (reason === 'requested') expect(known.has(need), `${need} is a finding`).to.equal(true);
        else expect(planned.includes(need) || before !== undefined, `${need} is planned`).to.equal(true);
      }
      // Salesforce refuses the row without the words that it rests on (fact B2).
      if (entry.kind !== 'object') continue;
      const after = applied(one.world, one.set, plan).permissionSets.find(({ name }) => name === one.set);
      for (const access of restsOn[entry.access]) {
        expect(after && holds(after, { ...entry, access }), `${id} with ${access}`).to.equal(true);
      }
    }
    // What nobody asks for is not added to a user either.
    if (plan.adds.length === 0 && before === undefined) {
      for (const user of plan.users) expect(user.assign, `${user.username} gets an empty set`).to.equal(false);
    }
  });

  torture(
    import.meta.url,
    'give a new set to nobody whose license refuses it',
    { short: 350, long: 2000 },
    cases,
    (one) => {
      const plan = planOf(one);
      // What a set holds already is not of this plan.
      if (plan?.permissionSet.existing === null) expect(plan.unassignable).to.deep.equal([]);
    },
  );

  torture(import.meta.url, 'are empty once they have been carried out', { short: 200, long: 1500 }, cases, (one) => {
    const plan = planOf(one);
    if (!plan) return;
    const again = planOf({ ...one, world: applied(one.world, one.set, plan) });
    if (!again) throw new Error('refused the second time only');
    expect(again.adds.map(({ entry }) => entryId(entry))).to.deep.equal([]);
    expect(isEmpty(again), JSON.stringify(again.users)).to.equal(true);
    expect(again.closes).to.deep.equal([]);
  });

  torture(
    import.meta.url,
    'do not depend on the order of rules, permission sets, rows and users',
    { short: 150, long: 1500 },
    fc.tuple(cases, fc.integer({ min: 1, max: 1_000_000 })),
    ([one, seed]) => {
      const essence = (plan: Plan | null): unknown =>
        plan && {
          adds: plan.adds
            .map(({ entry, reason, neededBy }) => [
              entryId(entry).toLowerCase(),
              reason,
              neededBy.map((id) => id.toLowerCase()).sort(),
            ])
            .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
          platformAdds: plan.platformAdds,
          users: [...plan.users].sort((a, b) => (a.username < b.username ? -1 : 1)),
          closes: plan.closes.map((id) => id.toLowerCase()).sort(),
          manual: plan.manual.map(({ id, status }) => `${id} ${status}`.toLowerCase()).sort(),
        };
      const other = { ...one, world: shuffledWorld(one.world, seed), rules: shuffledRules(one.rules, seed) };
      expect(essence(planOf(other))).to.deep.equal(essence(planOf(one)));
    },
  );
});
