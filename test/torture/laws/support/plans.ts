/** A plan of a grant in a random world, and that world once the plan has been carried out. */
import fc from 'fast-check';
import type { Entry } from '../../../../src/access/entry.js';
import { isSetupEntry } from '../../../../src/access/setupEntities.js';
import { known } from '../../../../src/access/snapshot.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import type { Plan, Scope, TargetSet } from '../../../../src/grant/grantPlan.js';
import { planGrant } from '../../../../src/grant/planGrant.js';
import { concludeNeeds } from '../../naive/check.js';
import type { Requirement } from '../../naive/definition.js';
import { applyChange } from '../../naive/grant.js';
import type { Thing } from '../../naive/holdings.js';
import type { Status } from '../../naive/judgement.js';
import { same, setupKey } from '../../naive/world.js';
import type { World } from '../../naive/world.js';
import { over } from './product.js';
import { appKeyOfId, contentOf, inspected, snapshotOf } from './toSnapshot.js';

const often = (value: boolean): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) });

/** Mostly what is required alone. */
export const scopes: fc.Arbitrary<Scope> = fc.record({
  recommended: often(false),
  optional: often(false),
  degraded: often(false),
  minimum: often(false),
});

const targetOf = (world: World, name: string): TargetSet => {
  const set = world.permissionSets.find((one) => one.name === name);
  const assignees = world.users.filter(({ permissionSets }) =>
    permissionSets.some(({ of, state, doubtful }) => of === name && state === 'inForce' && !doubtful),
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

/** What the product plans for these requirements. */
export const planFor = (world: World, requirements: RequirementSet, set: string, scope: Scope): Plan =>
  planGrant({
    requirements: over(requirements, world),
    snapshot: snapshotOf(world),
    permissionSet: targetOf(world, set),
    scope,
    edges: [],
  });

/** An app is found by its id: which of several of the name is meant, only that tells. */
export const thingOf = (entry: Entry): Thing => {
  if (entry.kind === 'connectedApp') return { kind: 'setup', key: appKeyOfId(entry.appId ?? '') };
  if (isSetupEntry(entry)) return { kind: 'setup', key: setupKey(entry.kind, entry.name) };
  return entry.kind === 'field'
    ? { kind: 'field', field: `${entry.sobject}.${entry.field}`, access: entry.access }
    : entry;
};

/** The world with the plan carried out. */
export const applied = (world: World, set: string, plan: Plan): World =>
  applyChange(world, {
    permissionSet: set,
    adds: plan.adds.map(({ entry }) => thingOf(entry)),
    users: plan.users,
  });

/** By user and id, what the second evaluator says of these needs. */
export const statusesOf = (world: World, needs: readonly Requirement[]): Map<string, Status>[] =>
  world.users.map((user) => new Map(concludeNeeds(world, user, needs).map(({ id, status }) => [id, status])));

const missing: readonly (Status | undefined)[] = ['unmet', 'impossible', 'degraded'];

/** Where the plan does not keep what it says, or takes something away: a line for each. */
export const brokenPromises = (world: World, set: string, plan: Plan, needs: readonly Requirement[]): string[] => {
  const after = statusesOf(applied(world, set, plan), needs);
  return statusesOf(world, needs).flatMap((was, at) =>
    [...was].flatMap(([id, status]) => {
      const now = after[at]?.get(id);
      if (plan.closes.includes(id) && missing.includes(status) && now !== 'met') return [`${id} closed: ${now ?? ''}`];
      if (status === 'met' && missing.includes(now)) return [`${id} stays: ${now ?? ''}`];
      // What was surely missing may be there now, as a group that waits holds the set of the plan: nobody knows, and nothing is lost.
      const isNoWorse = now === 'degraded' || now === 'met' || now === 'unknown';
      return status === 'degraded' && !isNoWorse ? [`${id} gets no worse: ${now ?? ''}`] : [];
    }),
  );
};

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

/** Blanket permissions of a plan that no rule names. */
export const unnamedBlankets = (plan: Plan, needs: readonly Requirement[]): string[] => {
  const named = namedIn(needs);
  const allowed = [...named, ...named.flatMap(broughtBy)];
  return plan.adds.flatMap(({ entry }) =>
    entry.kind === 'userPermission' && blankets.includes(entry.name) && !allowed.some((name) => same(name, entry.name))
      ? [entry.name]
      : [],
  );
};
