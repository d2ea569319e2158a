/** A plan for field history, done to the second evaluator's world, tracks what was asked for and untracks nothing. */
import { expect } from 'chai';
import fc from 'fast-check';
import { planDisable, planEnable, isEmptyPlan } from '../../../src/history/historyPlan.js';
import type { HistoryPlan } from '../../../src/history/historyPlan.js';
import { historyExitCode, historyStates } from '../../../src/history/historyState.js';
import type { ObjectState } from '../../../src/history/historyState.js';
import type { HistoryTarget } from '../../../src/history/historyTarget.js';
import { applyFlags, isForPeople, slotsOf, toTurnOn, trackedField } from '../naive/history.js';
import { judgeHistory } from '../naive/judgeField.js';
import { includes, same } from '../naive/world.js';
import type { Entity, Field, World } from '../naive/world.js';
import { torture } from '../support/torture.js';
import { schemaOf } from './support/toSnapshot.js';
import { fieldNames, worlds } from './support/worlds.js';

type Case = { world: World; targets: HistoryTarget[]; leaveOut: string[] };

/** More fields than there are slots; two that only people can tick. */
const many = [...Array.from({ length: 24 }, (_, at) => `F${at}__c`), 'Mirror__pc', 'pkg__Field__c'];
const plain: Omit<Field, 'name' | 'tracked'> = {
  partOf: null,
  isCompound: false,
  permissionable: true,
  createable: true,
  updateable: true,
  calculated: false,
  autoNumber: false,
};

const objects = ['Account', 'Opportunity', 'Task', 'Thing__c', 'Strange', 'Ghost'];
const fields = [...fieldNames, ...many, 'Ghost__c'];

const withMany = (world: World, sizes: readonly (readonly [size: number, tracked: number])[]): World => ({
  ...world,
  entities: world.entities.map((entity, at): Entity => {
    const [size, tracked] = sizes[at % sizes.length] ?? [0, 0];
    const more = many.slice(many.length - size);
    return {
      ...entity,
      fields: [...entity.fields, ...more.map((name, i) => ({ ...plain, name, tracked: i < tracked }))],
    };
  }),
});

const someFields = fc.uniqueArray(fc.constantFrom(...fields), {
  maxLength: 26,
  selector: (name) => name.toLowerCase(),
});
const target = fc.record({
  sobject: fc.constantFrom(...objects),
  fields: fc.oneof(fc.constant([]), someFields),
  suggested: someFields,
  ifPresent: fc.boolean(),
});

const cases: fc.Arbitrary<Case> = fc.record({
  world: fc
    .tuple(
      worlds({ users: 1, gaps: true }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: many.length }), fc.integer({ min: 0, max: 18 })), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([world, sizes]) => withMany(world, sizes)),
  targets: fc.uniqueArray(target, { minLength: 1, maxLength: 3, selector: ({ sobject }) => sobject }),
  leaveOut: fc.subarray(['Website', 'Account.BillingAddress', 'f3__c', 'F20__c']),
});

const statesOf = ({ world, targets }: Case): ObjectState[] => historyStates(schemaOf(world), targets);
const planOf = (one: Case): HistoryPlan => planEnable(schemaOf(one.world), statesOf(one), one.leaveOut);
const done = (world: World, plan: HistoryPlan): World =>
  applyFlags(world, plan.switches, plan.fields, plan.action === 'enable');

/** The command refuses to turn on what it could not read; such a plan is never carried out. */
const isBlind = (one: Case): boolean =>
  statesOf(one).some(
    ({ enabled, hasSwitch, trackedFields, verdict }) =>
      verdict.status !== 'impossible' && (trackedFields === null || (hasSwitch && enabled === null)),
  );

const trackedIn = ({ entities }: World): string[] =>
  entities
    .flatMap((entity) => entity.fields.filter(({ tracked }) => tracked).map(({ name }) => `${entity.name}.${name}`))
    .sort();

const isLeftOut = ({ leaveOut }: Case, sobject: string, names: readonly string[]): boolean =>
  names.some((name) => includes(leaveOut, name) || includes(leaveOut, `${sobject}.${name}`));

describe('random orgs: field history', () => {
  torture(import.meta.url, 'is judged as the second evaluation judges it', { short: 150, long: 1500 }, cases, (one) => {
    const status = { met: 'tracked', unmet: 'untracked', impossible: 'impossible', unknown: 'unknown' } as const;
    for (const { sobject, requested, verdict } of statesOf(one)) {
      expect(verdict.status, sobject).to.equal(judgeHistory(one, sobject, null, false).status);
      for (const { field, status: said } of requested) {
        const judged = judgeHistory(one, sobject, field, false).status;
        expect(said, `${sobject}.${field}`).to.equal(judged in status ? status[judged as keyof typeof status] : judged);
      }
    }
  });

  torture(
    import.meta.url,
    'plans track what was asked for, and never untrack',
    { short: 200, long: 2000 },
    cases,
    (one) => {
      if (isBlind(one)) return;
      const plan = planOf(one);
      const { world } = one;
      const after = done(world, plan);
      for (const name of trackedIn(world)) expect(trackedIn(after), name).to.include(name);
      for (const { sobject, fields: requested } of one.targets) {
        const entity = world.entities.find(({ name }) => same(name, sobject));
        if (!entity || world.gaps[`historyFields:${entity.name}`] !== undefined) continue;
        const wanted = toTurnOn(world, sobject, requested).filter(
          (name) =>
            !requested.some(
              (field) => trackedField(world, sobject, field)?.name === name && isLeftOut(one, sobject, [field, name]),
            ),
        );
        const planned = plan.fields.filter((field) => same(field.sobject, sobject) && field.reason === 'requested');
        expect(planned.map(({ field }) => field).sort(), sobject).to.deep.equal([...wanted].sort());
        const used = entity.fields.filter(({ tracked }) => tracked).length;
        const limit = slotsOf(sobject, used);
        const overflows = plan.overflows.filter((overflow) => same(overflow.sobject, sobject));
        expect(overflows.length > 0, `${sobject}: ${used} used, ${wanted.length} wanted`).to.equal(
          wanted.length > limit - used,
        );
        // What is merely suggested never takes more than what is left.
        const suggested = plan.fields.filter((field) => same(field.sobject, sobject) && field.reason === 'suggested');
        expect(suggested.length).to.be.at.most(Math.max(0, limit - used));
        if (requested.length > 0) expect(suggested).to.deep.equal([]);
      }
      for (const { field } of plan.fields) expect(isForPeople(field), field).to.equal(false);
      // Everything that was planned and not held back is tracked afterwards.
      const states = statesOf({ ...one, world: after });
      for (const { sobject, requested } of states) {
        for (const { field, trackedAs, status } of requested) {
          const wasPlanned = plan.fields.some(
            (planned) => same(planned.sobject, sobject) && same(planned.field, trackedAs),
          );
          if (wasPlanned) expect(status, `${sobject}.${field}`).to.equal('tracked');
        }
      }
      expect(historyExitCode(states), 'it gets no worse').to.be.oneOf([0, historyExitCode(statesOf(one)), 3]);
    },
  );

  torture(
    import.meta.url,
    'a plan that was carried out is empty the second time',
    { short: 100, long: 1000 },
    cases,
    (one) => {
      if (isBlind(one)) return;
      const plan = planOf(one);
      if (plan.overflows.length > 0) return;
      const again = planOf({ ...one, world: done(one.world, plan) });
      expect(isEmptyPlan(again), JSON.stringify(again)).to.equal(true);
    },
  );

  torture(
    import.meta.url,
    'turning off takes out what was asked for, and nothing else',
    { short: 100, long: 1000 },
    cases,
    (one) => {
      const { world } = one;
      const plan = planDisable(schemaOf(world), statesOf(one));
      expect(plan.switches).to.deep.equal([]);
      const after = trackedIn(done(world, plan));
      const requested = one.targets.flatMap(({ sobject, fields: names }) =>
        names.flatMap((name) => {
          const entity = world.entities.find((entityHere) => same(entityHere.name, sobject));
          const field = trackedField(world, sobject, name);
          return entity && field ? [`${entity.name}.${field.name}`] : [];
        }),
      );
      for (const name of trackedIn(world)) {
        const readable = world.gaps[`historyFields:${name.split('.')[0] ?? ''}`] === undefined;
        const goes = requested.includes(name) && !isForPeople(name.split('.')[1] ?? '') && readable;
        expect(after.includes(name), name).to.equal(!goes);
      }
      const second = planDisable(schemaOf(done(world, plan)), statesOf({ ...one, world: done(world, plan) }));
      expect(second.fields).to.deep.equal([]);
    },
  );
});
