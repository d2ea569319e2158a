/** What a grant does where the org tells nothing about dependencies, or not all of it (facts D5-D7, Q8). */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('dependencies that an org does not tell', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });
  /** Rows of the answer about dependencies: none, or fewer than it says. */
  const tell = (rows: 'none' | 'fewer'): void => {
    world.org.faults.add({
      kind: 'rewritten',
      match: { path: /tooling\/query/, subrequest: true },
      times: Infinity,
      rewrite: (answer, { query }) => {
        const { body } = answer;
        if (body.kind !== 'json' || !/FROM PermissionDependency/.test(query.get('q') ?? '')) return answer;
        const value = body.value as { records: unknown[]; totalSize: number };
        const records = rows === 'none' ? [] : value.records.slice(0, 1);
        const totalSize = rows === 'none' ? 0 : value.totalSize + 3;
        return { ...answer, body: { ...body, value: { ...value, records, totalSize, done: true } } };
      },
    });
  };
  const run = async (permission: string) =>
    grant(
      world.org,
      ...['-o', admin, '-u', 'standard@example.com', '--no-prompt', '--allow', permission, '-i'],
      await definitions.define('silent', [{ userPermission: permission }]),
    );

  for (const permission of ['ViewSetup', 'ModifyMetadata']) {
    it(`${permission} comes with View Roles and Role Hierarchy`, async () => {
      tell('none');
      const { exitCode, result } = await run(permission);
      expect(result.plan.adds.map(({ id }) => id)).to.include.members([
        `userPermission:${permission}`,
        'userPermission:ViewRoles',
      ]);
      expect(exitCode).to.equal(0);
      expect(result.plan.dependenciesUnread, 'an org without any is a whole answer').to.equal(undefined);
    });
  }

  it('says that the answer was not whole', async () => {
    tell('fewer');
    const { exitCode, result, text } = await run('ViewSetup');
    expect(exitCode).to.equal(0);
    expect(result.plan.dependenciesUnread).to.include('PermissionDependency');
    expect(text.replace(/\s+/g, ' ')).to.include('did not tell all of what permissions need');
  });
});
