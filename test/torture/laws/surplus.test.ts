/** What is told as too much can be taken away: nothing that a definition asks for rests on it. And a grant gives none of it. */
import { expect } from 'chai';
import fc from 'fast-check';
import { entryId, withEntries, emptyContent } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../src/access/snapshot.js';
import { surplusOf } from '../../../src/check/surplus/surplus.js';
import type { Surplus } from '../../../src/check/surplus/surplus.js';
import type { RequirementSet } from '../../../src/definition/requirementSet.js';
import { planGrant } from '../../../src/grant/planGrant.js';
import { conclude } from '../naive/check.js';
import type { Rule } from '../naive/definition.js';
import type { Access, Holding, User, World } from '../naive/world.js';
import { torture } from '../support/torture.js';
import { definitions } from './support/definitions.js';
import { requirementsOf } from './support/product.js';
import { inspected, snapshotOf } from './support/toSnapshot.js';
import { worlds } from './support/worlds.js';

type Case = { world: World; rules: Rule[]; others: Rule[] };

const cases = (gaps: boolean): fc.Arbitrary<Case> =>
  fc.record({ world: worlds({ users: 1, gaps }), rules: definitions(), others: definitions() });

const surplusIn = (world: World, sets: readonly RequirementSet[], user: InspectedUser): Surplus | null => {
  const reading = surplusOf(
    sets.map((requirements) => ({ reference: 'acme', requirements })),
    snapshotOf(world),
    user,
  );
  return reading.known ? reading.value : null;
};

const idsOf = ({ entries }: Surplus): string[] => entries.map(({ entry }) => entryId(entry));

/** The holding without what is told as too much, entry by entry. */
const without = <H extends Holding>(holding: H, gone: ReadonlySet<string>): H => {
  const isGone = (id: string): boolean => gone.has(id.toLowerCase());
  return {
    ...holding,
    userPermissions: holding.userPermissions.filter((name) => !isGone(`userPermission:${name}`)),
    objects: Object.fromEntries(
      Object.entries(holding.objects).map(([object, words]): [string, readonly Access[]] => [
        object,
        words.filter((word) => !isGone(`object:${object}:${word}`)),
      ]),
    ),
    fields: Object.fromEntries(
      Object.entries(holding.fields).flatMap(([field, access]): Array<[string, 'read' | 'edit']> => {
        if (isGone(`field:${field}:read`)) return [];
        return [[field, access === 'edit' && isGone(`field:${field}:edit`) ? 'read' : access]];
      }),
    ),
    setup: holding.setup.filter((key) => !isGone(key)),
  };
};

const worldWithout = (world: World, ids: readonly string[]): World => {
  const gone = new Set(ids.map((id) => id.toLowerCase()));
  return {
    ...world,
    profiles: world.profiles.map((profile) => ({
      ...without(profile, gone),
      profileOnly: profile.profileOnly?.filter((name) => !gone.has(`userpermission:${name.toLowerCase()}`)) ?? null,
    })),
    permissionSets: world.permissionSets.map((set) => without(set, gone)),
    groups: world.groups.map((group) => ({ ...group, aggregate: without(group.aggregate, gone) })),
  };
};

/** What the second evaluator finds; what is forbidden and there may be mended. */
const found = (world: World, user: User, rules: readonly Rule[]): Map<string, string> =>
  new Map(conclude(world, user, rules, 'oauth').map(({ id, status }) => [id, status]));

const bare = (user: InspectedUser, entries: readonly Entry[]): InspectedUser => ({
  ...user,
  evidence: {
    mode: 'admin',
    sources: known(
      entries.length === 0
        ? []
        : [
            {
              ...{ type: 'PermissionSet', name: 'Integration_acme', namespace: null, label: 'Acme', expiresAt: null },
              ...{ inert: null, stale: false, doubt: null, profileOnly: new Set<string>(), members: [], muted: null },
              content: withEntries(emptyContent, entries),
            },
          ],
    ),
    objectRows: known(true),
    fieldRows: known(true),
    userPermissionRows: known(true),
  },
});

describe('random orgs and definitions: what is too much', () => {
  torture(
    import.meta.url,
    'can all be taken away, and every finding of every definition stays as it is',
    { short: 300, long: 4000 },
    cases(true),
    ({ world, rules, others }) => {
      const [user] = world.users;
      const both = [rules, others];
      const sets = both.flatMap((some) => requirementsOf(some, 'oauth') ?? []);
      if (!user || sets.length < both.length) return;
      const surplus = surplusIn(world, sets, inspected(world, user));
      if (!surplus) return;
      const after = worldWithout(world, idsOf(surplus));
      for (const some of both) {
        const later = found(after, user, some);
        for (const [id, is] of found(world, user, some))
          if (!(id.startsWith('not:') && is === 'unmet'))
            expect(later.get(id), `${id} without ${idsOf(surplus).join(', ')}`).to.equal(is);
      }
    },
    ({ world }) => ({ 'has a permission set': (world.users[0]?.permissionSets.length ?? 0) > 0 }),
  );

  torture(
    import.meta.url,
    'is nothing for somebody who has nothing but what grant gives',
    { short: 200, long: 2000 },
    cases(false),
    ({ world, rules }) => {
      const [user] = world.users;
      const requirements = requirementsOf(rules, 'oauth');
      if (!user || !requirements) return;
      const nobody = bare(inspected(world, user), []);
      const snapshot = { ...snapshotOf(world), users: [nobody] };
      const plan = planGrant({
        requirements,
        snapshot,
        permissionSet: { name: 'Integration_acme', label: 'Acme', existing: null },
        scope: { recommended: true, optional: true, degraded: true, minimum: false },
        edges: [],
      });
      const given = bare(
        nobody,
        plan.adds.map(({ entry }) => entry),
      );
      const surplus = surplusIn(world, [requirements], given);
      expect(surplus && idsOf(surplus)).to.deep.equal([]);
    },
  );
});
