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
    world = await openWorld(
      { org: loadScenario('default', { users: { ann: { profile: 'Minimum Access - Salesforce' } } }) },
      admin,
    );
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });
  /** Rows of the answer about dependencies: none, or fewer than it says. */
  const tell = (rows: 'none' | 'fewer'): void => {
    type Page = { records?: { attributes: { type: string } }[]; totalSize: number };
    world.org.faults.add({
      kind: 'rewritten',
      match: { path: /tooling\/composite$/ },
      times: Infinity,
      rewrite: (answer) => {
        const { body } = answer;
        if (body.kind !== 'json') return answer;
        const { compositeResponse } = body.value as { compositeResponse: { body: Page }[] };
        for (const { body: page } of compositeResponse) {
          if (page.records?.[0]?.attributes.type !== 'PermissionDependency') continue;
          page.records = page.records.slice(0, rows === 'none' ? 0 : 1);
          page.totalSize = rows === 'none' ? 0 : page.totalSize;
        }
        return answer;
      },
    });
  };
  const run = async (permission: string) =>
    grant(
      world.org,
      ...['-o', admin, '-u', 'ann@example.com', '--no-prompt', '--allow', permission, '-i'],
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
