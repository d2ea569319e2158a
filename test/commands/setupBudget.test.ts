/** How many requests a setup takes beyond those that write. */
import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { isWrite } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { enterFolder } from '../support/teamFolder.js';

const admin = 'admin@example.com';
const most = 12;

/** Each with its user; `hg-insights` wants automation, picklists and history to be read, which is the most there is. */
const projects: ReadonlyArray<readonly [title: string, pairs: ReadonlyArray<readonly [string, string]>]> = [
  ['one integration', [['6sense', 'sixsense']]],
  ['one integration with history and automation', [['hg-insights', 'hginsights']]],
  [
    'two integrations',
    [
      ['6sense', 'sixsense'],
      ['hg-insights', 'hginsights'],
    ],
  ],
  [
    'three integrations',
    [
      ['6sense', 'sixsense'],
      ['hg-insights', 'hginsights'],
      ['ciro', 'ciro'],
    ],
  ],
];

describe('requests of integration setup beyond what must be written', function () {
  this.timeout(120_000);
  const table: string[] = [];
  let world: World;
  let leave: () => Promise<void>;

  beforeEach(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    ({ leave } = await enterFolder());
  });
  afterEach(async () => {
    await leave();
    await world.close();
  });
  after(() => {
    process.stdout.write(`${['                                             first second', ...table].join('\n')}\n`);
  });

  for (const [title, pairs] of projects) {
    it(`are at most ${most} for ${title}, in the first run and in one that writes nothing`, async () => {
      const entries = pairs.map(([id, user]) => `  - { definition: ${id}, users: [${user}@example.com] }`);
      await writeFile('integration.config.yml', `integrations:\n${entries.join('\n')}\n`);
      const run = (): Promise<Ran<unknown>> =>
        runCommand(world.org, IntegrationSetup, ['-o', admin, '--no-prompt', '--allow', 'ModifyMetadata,ViewAllUsers']);
      const readings = ({ requests }: Ran<unknown>): number => requests.filter((one) => !isWrite(one)).length;
      const first = await run();
      const second = await run();
      expect('error' in first.outcome ? first.outcome.error.message : '').to.equal('');
      expect([first.requests.some(isWrite), second.requests.some(isWrite)]).to.deep.equal([true, false]);
      table.push(`      ${title.padEnd(45)}${readings(first)}     ${readings(second)}`);
      expect(readings(first), 'first run').to.be.at.most(most);
      expect(readings(second), 'second run').to.be.at.most(most);
    });
  }
});
