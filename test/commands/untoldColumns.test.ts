/** An org that does not tell which permissions a permission set can hold: nobody could say then what its assignment gives. */
import { expect } from 'chai';
import type { Rewrite } from '../local-org/http/faults.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, grantRefusal, revokeRefusal } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

const holds = {
  userPermissions: ['ApiEnabled', 'RunReports', 'AuthorApex'],
  objects: { Account: 'read', Case: 'read viewAllFields' },
};

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Integration_reader: { description: 'sf integration grant: permissions that Reader (reader) needs.', ...holds },
      Package_Set: holds,
    },
    profiles: { Holder: { license: 'Salesforce', customPermissions: ['Sync'] } },
    users: { ann: { profile: 'Minimum Access - Salesforce' } },
  });

type Json = unknown;
type Field = { readonly name: unknown };

/** Changes the answer to a describe, at any depth of composite answers. */
const inDescribeOf = (name: string, change: (fields: readonly Field[]) => readonly Field[]): Rewrite => {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const { fields, ...rest } = value as { readonly fields?: readonly Field[]; readonly name?: unknown };
    if (rest.name === name && Array.isArray(fields)) return { ...rest, fields: change(fields) };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return (right) =>
    right.body.kind === 'json' ? { ...right, body: { kind: 'json', value: walk(right.body.value) } } : right;
};

describe('a grant in an org that does not tell what a permission set can hold', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  const assignments = (): number => world.org.org.tables.get('PermissionSetAssignment')?.size ?? 0;

  const lies = (name: string, hidden: string, twin: string): [title: string, lie: () => void][] => {
    const changed = (change: (fields: readonly Field[]) => readonly Field[]): void =>
      void world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite: inDescribeOf(name, change) });
    const match = { subrequest: true, path: new RegExp(`/${name}/describe`) };
    return [
      ['is refused', () => void world.org.faults.add({ kind: 'rowRefused', match, times: Infinity })],
      ['calls all columns alike', () => changed((fields) => fields.map((field) => ({ ...field, name: 'x' })))],
      [
        'calls one column as another',
        () => changed((fields) => fields.map((field) => (field.name === hidden ? { ...field, name: twin } : field))),
      ],
      [
        'tells no column of permissions',
        () => changed((fields) => fields.filter((field) => !/^Permissions/.test(String(field.name)))),
      ],
    ];
  };
  const own = { customPermission: 'Sync' };
  const named = { permissionSetAssigned: 'Package_Set' };
  const target = async (rule: object): Promise<string[]> => {
    const path = await definitions.define('reader', [rule]);
    return ['-o', admin, '-u', 'ann@example.com', '-i', path, '--no-prompt', '--allow', 'AuthorApex,ModifyMetadata'];
  };

  for (const [title, lie] of lies('PermissionSet', 'PermissionsAuthorApex', 'PermissionsApiEnabled')) {
    it(`assigns no set of its own that is there, where the describe of PermissionSet ${title}`, async () => {
      const [before, argv] = [assignments(), await target(own)];
      lie();
      const stopped = await grantRefusal(world.org, ...argv);
      expect([stopped.exitCode, assignments()]).to.deep.equal([2, before]);
      expect(stopped.message).to.include('PermissionSet');
    });

    it(`leaves a set that a rule names to people, where the describe of PermissionSet ${title}`, async () => {
      const [before, argv] = [assignments(), await target(named)];
      lie();
      // Its own set is there as well, and nobody knows of it either.
      const stopped = await grantRefusal(world.org, ...argv);
      expect([stopped.exitCode, assignments()]).to.deep.equal([2, before]);
      await definitions.define('other', [named]);
      const other = argv.map((word) => word.replace('reader.yml', 'other.yml'));
      const { exitCode, result } = await grant(world.org, ...other);
      expect(result.plan.manual.map(({ id, code }) => `${id} ${code}`)).to.deep.equal([
        'permissionSetAssigned:Package_Set NAMED_SET_NOT_READ',
      ]);
      expect([exitCode, assignments()]).to.deep.equal([1, before]);
    });

    it(`takes nothing back that it cannot see, where the describe of PermissionSet ${title}`, async () => {
      const argv = await target(own);
      expect((await grant(world.org, ...argv)).exitCode).to.equal(0);
      const before = assignments();
      lie();
      const { exitCode } = await revokeRefusal(world.org, ...argv.slice(0, -2), '--delete');
      expect([exitCode, assignments()]).to.deep.equal([2, before]);
    });
  }

  for (const [title, lie] of lies('ObjectPermissions', 'PermissionsViewAllFields', 'PermissionsRead'))
    for (const [which, rule] of [
      ['its own set', own],
      ['a set that a rule names', named],
    ] as const) {
      it(`tells all that ${which} gives, where the describe of ObjectPermissions ${title}`, async () => {
        const argv = await target(rule);
        lie();
        const { result } = await grant(world.org, ...argv);
        expect(result.plan.users[0]?.receives).to.include('object:Case:viewAllFields');
      });
    }
});
