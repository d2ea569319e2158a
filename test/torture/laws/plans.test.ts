/** A plan, done to the second evaluator's world, closes what it says, opens nothing else and gives nothing more. */
import { expect } from 'chai';
import fc from 'fast-check';
import { entryId } from '../../../src/access/entry.js';
import { isSetupEntry } from '../../../src/access/setupEntities.js';
import type { Entry } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { Plan, Scope, TargetSet } from '../../../src/grant/grantPlan.js';
import { isEmpty } from '../../../src/grant/grantPlan.js';
import { planGrant } from '../../../src/grant/planGrant.js';
import { conclude } from '../naive/check.js';
import { expand } from '../naive/definition.js';
import type { Requirement, Rule } from '../naive/definition.js';
import { applyChange } from '../naive/grant.js';
import type { Thing } from '../naive/holdings.js';
import { holds, restsOn } from '../naive/holdings.js';
import type { Status } from '../naive/judgement.js';
import { same, setupKey } from '../naive/world.js';
import type { World } from '../naive/world.js';
import { torture } from '../support/torture.js';
import { definitions } from './support/definitions.js';
import { over, requirementsOf } from './support/product.js';
import { shuffledRules, shuffledWorld } from './support/shuffle.js';
import { appKeyOfId, contentOf, inspected, snapshotOf } from './support/toSnapshot.js';
import { worlds } from './support/worlds.js';

type Case = { world: World; rules: Rule[]; set: string; scope: Scope };

const often = (value: boolean): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) });

const cases: fc.Arbitrary<Case> = fc.record({
  world: worlds({ users: 2, gaps: true }),
  rules: definitions(),
  // A set that has to be made, or one that some of the users have already.
  set: fc.constantFrom('Integration_acme', 'Three'),
  scope: fc.record({
    recommended: often(false),
    optional: often(false),
    degraded: often(false),
    minimum: often(false),
  }),
});

const targetOf = (world: World, name: string): TargetSet => {
  const set = world.permissionSets.find((one) => one.name === name);
  const assignees = world.users.filter(({ permissionSets }) =>
    permissionSets.some(({ of, state }) => of === name && state === 'inForce'),
  );
  return {
    name,
    label: name,
    existing: set
      ? {
          id: '0PS000000000001',
          owned: true,
          intact: true,
          description: '',
          license: known(null),
          throughGroups: [],
          content: contentOf(set),
          holds: [],
          alsoFor: [],
          assignees: assignees.map((user) => inspected(world, user).id),
        }
      : null,
  };
};

/** Null where the definition is refused. */
const planOf = ({ world, rules, set, scope }: Case): Plan | null => {
  const requirements = requirementsOf(rules, 'oauth');
  if (!requirements) return null;
  return planGrant({
    requirements: over(requirements, world),
    snapshot: snapshotOf(world),
    permissionSet: targetOf(world, set),
    scope,
    edges: [],
  });
};

/** An app is found by its id: which of several of the name is meant, only that tells. */
const thingOf = (entry: Entry): Thing => {
  if (entry.kind === 'connectedApp') return { kind: 'setup', key: appKeyOfId(entry.appId ?? '') };
  if (isSetupEntry(entry)) return { kind: 'setup', key: setupKey(entry.kind, entry.name) };
  return entry.kind === 'field'
    ? { kind: 'field', field: `${entry.sobject}.${entry.field}`, access: entry.access }
    : entry;
};

const applied = (world: World, set: string, plan: Plan): World =>
  applyChange(world, {
    permissionSet: set,
    adds: plan.adds.map(({ entry }) => thingOf(entry)),
    users: plan.users,
  });

const statusesOf = (world: World, rules: readonly Rule[]): Map<string, Status>[] =>
  world.users.map((user) => new Map(conclude(world, user, rules, 'oauth').map(({ id, status }) => [id, status])));

const missing: readonly (Status | undefined)[] = ['unmet', 'impossible', 'degraded'];

const blankets = ['ViewAllData', 'ModifyAllData', 'ManageUsers', 'ManageInternalUsers'];
const namedIn = (requirements: readonly Requirement[]): string[] =>
  requirements.flatMap(({ wanted, forbid }) => {
    if (forbid) return [];
    if (wanted.kind === 'userPermission') return [wanted.name];
    return wanted.kind === 'anyOf' ? wanted.members.flatMap(namedIn) : [];
  });
/** What a blanket permission needs in the same set comes with it (fact D6). */
const broughtBy = (named: string): string[] =>
  same(named, 'ModifyAllData') ? ['ViewAllData'] : same(named, 'ManageUsers') ? ['ManageInternalUsers'] : [];

describe('random orgs and definitions: plans', () => {
  torture(
    import.meta.url,
    'close what they say they close, and open nothing',
    { short: 350, long: 3000 },
    cases,
    (one) => {
      const plan = planOf(one);
      if (!plan) return;
      const before = statusesOf(one.world, one.rules);
      const after = statusesOf(applied(one.world, one.set, plan), one.rules);
      before.forEach((was, at) => {
        const is = after[at] ?? new Map<string, Status>();
        for (const [id, status] of was) {
          const now = is.get(id);
          if (plan.closes.includes(id) && missing.includes(status)) expect(now, `${id} closed`).to.equal('met');
          if (status === 'met') expect(missing.includes(now), `${id} stays: ${now ?? ''}`).to.equal(false);
          if (status === 'degraded') expect(now, `${id} gets no worse`).to.be.oneOf(['degraded', 'met']);
        }
      });
    },
  );

  torture(import.meta.url, 'give nothing that nobody asked for', { short: 350, long: 2000 }, cases, (one) => {
    const plan = planOf(one);
    if (!plan) return;
    const named = namedIn(expand(one.rules, 'oauth'));
    const allowed = [...named, ...named.flatMap(broughtBy)];
    const before = one.world.permissionSets.find(({ name }) => name === one.set);
    const planned = plan.adds.map(({ entry }) => entryId(entry));
    const known = new Set(statusesOf(one.world, one.rules).flatMap((statuses) => [...statuses.keys()]));
    for (const { entry, reason, neededBy } of plan.adds) {
      const id = entryId(entry);
      if (entry.kind === 'userPermission' && blankets.includes(entry.name)) {
        expect(
          allowed.some((name) => same(name, entry.name)),
          `${id} is named`,
        ).to.equal(true);
      }
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
