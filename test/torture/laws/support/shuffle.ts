/** The same world and the same definition in another order: rules, lists, sets, rows and users. */
import type { Rule } from '../../naive/definition.js';
import type { Holding, World } from '../../naive/world.js';

type Random = () => number;

/** A small generator, so that a shuffle is decided by one number. */
const random = (seed: number): Random => {
  let state = (Math.abs(seed) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const list = <T>(items: readonly T[], next: Random): T[] => {
  const left = [...items];
  const shuffled: T[] = [];
  while (left.length > 0) shuffled.push(...left.splice(Math.floor(next() * left.length), 1));
  return shuffled;
};

const record = <T>(items: Readonly<Record<string, T>>, next: Random): Record<string, T> =>
  Object.fromEntries(list(Object.entries(items), next));

const holding = <T extends Holding>(one: T, next: Random): T => ({
  ...one,
  userPermissions: list(one.userPermissions, next),
  objects: Object.fromEntries(
    list(Object.entries(one.objects), next).map(([name, words]) => [name, list(words, next)]),
  ),
  fields: record(one.fields, next),
  setup: list(one.setup, next),
});

export const shuffledWorld = (world: World, seed: number): World => {
  const next = random(seed);
  return {
    ...world,
    entities: list(world.entities, next).map((entity) => ({ ...entity, fields: list(entity.fields, next) })),
    setPermissions: list(world.setPermissions, next),
    profilePermissions: list(world.profilePermissions, next),
    ceilingPermissions: list(world.ceilingPermissions, next),
    permissionSetLicenses: list(world.permissionSetLicenses, next),
    profiles: list(world.profiles, next).map((profile) => holding(profile, next)),
    permissionSets: list(world.permissionSets, next).map((set) => holding(set, next)),
    groups: list(world.groups, next).map((group) => ({
      ...group,
      members: list(group.members, next),
      muting: group.muting && holding(group.muting, next),
      aggregate: holding(group.aggregate, next),
    })),
    users: list(world.users, next).map((user) => ({
      ...user,
      permissionSets: list(user.permissionSets, next),
      groups: list(user.groups, next),
      permissionSetLicenses: list(user.permissionSetLicenses, next),
    })),
    setup: {
      customPermissions: list(world.setup.customPermissions, next),
      apexClasses: list(world.setup.apexClasses, next),
      apps: list(world.setup.apps, next),
      packages: list(world.setup.packages, next),
      sharing: record(world.setup.sharing, next),
      offeredOnly: list(world.setup.offeredOnly, next),
    },
  };
};

/** Members of a choice keep their order, which is one of preference. */
export const shuffledRules = (rules: readonly Rule[], seed: number): Rule[] => {
  const next = random(seed);
  const inside = (value: unknown, key: string): unknown => {
    if (!Array.isArray(value)) return value;
    const items: readonly unknown[] = value;
    if (key === 'anyOf') return items.map((item) => inRule(item as object));
    return key === 'allOf' ? list(items, next).map((item) => inRule(item as object)) : list(items, next);
  };
  const inRule = <T extends object>(rule: T): T =>
    Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, inside(value, key)])) as T;
  return list(rules, next).map(inRule);
};
