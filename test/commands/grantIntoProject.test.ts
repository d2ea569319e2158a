import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, stateOf } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration grant --output-dir', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    definitions = await makeDefinitions();
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  const project = async (name: string): Promise<string> => {
    const root = join(world.folder, name);
    await mkdir(join(root, 'force-app'), { recursive: true });
    await writeFile(
      join(root, 'sfdx-project.json'),
      JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }] }),
    );
    return root;
  };

  const cases: Array<[title: string, rules: unknown[], exitCode: number]> = [
    ['everything that is missing is in the file', [{ object: 'Account' }], 0],
    ['something is left to people', [{ object: 'Account' }, { object: 'NoSuchThing__c' }], 1],
    // No rule is known for the permission to read it, so nobody can tell (fact B5).
    ['something required could not be decided', [{ object: 'Account' }, { object: 'ApexClass' }], 3],
  ];
  for (const [title, rules, expected] of cases) {
    it(`exits ${expected} where ${title}, and leaves the org alone`, async () => {
      const root = await project(`exit-${expected}`);
      const reference = await definitions.define(`into${expected}`, rules);
      const before = stateOf(world.org.org);
      const { exitCode, result, text } = await grant(
        world.org,
        ...['-o', admin, '-u', 'viewer@example.com', '-i', reference, '--output-dir', root],
      );
      expect(exitCode, text).to.equal(expected);
      expect(stepsOf(result.outcomes)).to.deep.equal(['file done']);
      expect(result.after).to.equal(null);
      const written = await readFile(String(result.outcomes[0]?.detail), 'utf8');
      expect(written).to.include('<object>Account</object>');
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });
  }

  it('writes no file where there is nothing to grant and no set: an empty one would be deployed', async () => {
    const root = await project('nothing');
    const reference = await definitions.define('nothing', [{ object: 'User' }]);
    const { result, text } = await grant(
      world.org,
      ...['-o', admin, '-u', 'viewer@example.com', '-i', reference, '--output-dir', root],
    );
    expect(result.outcomes).to.deep.equal([]);
    expect(await readdir(join(root, 'force-app'))).to.deep.equal([]);
    expect(text).to.include('Nothing to write').and.not.include('deploy');
  });
});
