/** What a plan says, done to the world: the second opinion about what a grant would leave behind. */
import { holds } from './holdings.js';
import type { Thing } from './holdings.js';
import { includes, lookUp, spelled } from './world.js';
import type { Access, Holding, User, World } from './world.js';

/** What somebody plans to do, in plain words. */
export type Change = {
  /** The permission set that gets everything; made where it does not exist. */
  readonly permissionSet: string;
  readonly adds: readonly Thing[];
  readonly users: ReadonlyArray<{
    readonly username: string;
    readonly assign: boolean;
    readonly licenses: readonly string[];
  }>;
};

const withThing = (holding: Holding, thing: Thing): Holding => {
  switch (thing.kind) {
    case 'userPermission':
      return includes(holding.userPermissions, thing.name)
        ? holding
        : { ...holding, userPermissions: [...holding.userPermissions, thing.name] };
    case 'object': {
      const name = spelled(Object.keys(holding.objects), thing.sobject);
      const words: readonly Access[] = holding.objects[name] ?? [];
      return { ...holding, objects: { ...holding.objects, [name]: [...new Set([...words, thing.access])] } };
    }
    case 'field': {
      const name = spelled(Object.keys(holding.fields), thing.field);
      const access = lookUp(holding.fields, name) === 'edit' ? 'edit' : thing.access;
      return { ...holding, fields: { ...holding.fields, [name]: access } };
    }
    case 'setup':
      return holds(holding, thing) ? holding : { ...holding, setup: [...holding.setup, thing.key] };
  }
};

const withLicenses = (user: User, names: readonly string[]): User => ({
  ...user,
  permissionSetLicenses: [...user.permissionSetLicenses, ...names],
});

/** The world after the change. */
export const applyChange = (world: World, { permissionSet, adds, users }: Change): World => {
  const empty = { name: permissionSet, namespace: null, userPermissions: [], objects: {}, fields: {}, setup: [] };
  const before = world.permissionSets.find(({ name }) => name === permissionSet) ?? empty;
  const after = { ...before, ...adds.reduce<Holding>(withThing, before) };
  return {
    ...world,
    permissionSets: [...world.permissionSets.filter(({ name }) => name !== permissionSet), after],
    users: world.users.map((user) => {
      const planned = users.find(({ username }) => username === user.username);
      if (!planned) return user;
      const given = withLicenses(user, planned.licenses);
      return planned.assign
        ? {
            ...given,
            permissionSets: [...given.permissionSets, { of: permissionSet, state: 'inForce', doubtful: false }],
          }
        : given;
    }),
  };
};
