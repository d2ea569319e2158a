/** A value of the project file that leads nowhere: every command names the line of that file. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationDescribe from '../../src/commands/integration/describe.js';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHealth from '../../src/commands/integration/health.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import IntegrationMonitor from '../../src/commands/integration/monitor.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import { setAlias } from '../support/sfHome.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { enterTeamFolder } from '../support/teamFolder.js';

const admin = 'admin@example.com';

const own = [
  'schemaVersion: 1',
  'id: own-tool',
  'label: Own Tool',
  'requires:',
  '  - { object: Lead, access: [read], because: Reads leads. }',
  'variants:',
  '  small: { label: Small, default: true, requires: [{ object: Contact }] }',
  'features:',
  '  deals: { label: Deals, requires: [{ object: Opportunity }] }',
  'parameters:',
  '  mapped: { label: Mapped fields, of: fields, example: Lead.Email }',
  '',
].join('\n');

type Command = Parameters<typeof runCommand>[1];

/** What takes an integration and a user from the file, and the flags without which it does nothing. */
const commands: ReadonlyArray<readonly [string, Command, readonly string[]]> = [
  ['check', IntegrationCheck, []],
  ['grant', IntegrationGrant, ['--dry-run']],
  ['setup', IntegrationSetup, ['--dry-run']],
  ['revoke', IntegrationRevoke, ['--dry-run']],
  ['history-tracking', IntegrationHistoryTracking, []],
  ['explain', IntegrationExplain, ['-i', 'own-tool', '--permission', 'ApiEnabled']],
  ['health', IntegrationHealth, ['-i', 'own-tool']],
  ['monitor', IntegrationMonitor, ['--dry-run']],
  ['describe', IntegrationDescribe, []],
];

/** An entry of the file, what its mistake is, the line and column of it, and the commands that never come to it. */
const mistakes: ReadonlyArray<readonly [string, readonly string[], string, readonly string[]]> = [
  ['a misspelt id', ['definition: own-tol', 'users: [ready@example.com]'], '2:17', ['health', 'explain']],
  [
    'a definition that is not there',
    ['definition: ./acme.yml', 'users: [ready@example.com]'],
    '2:17',
    ['health', 'explain'],
  ],
  [
    'a variant behind the id',
    ['definition: own-tool@smal', 'users: [ready@example.com]'],
    '2:17',
    ['health', 'explain'],
  ],
  ['a variant', ['definition: own-tool', 'variant: smal', 'users: [ready@example.com]'], '3:14', ['health', 'explain']],
  [
    'a feature',
    ['definition: own-tool', 'features: [deals, dials]', 'users: [ready@example.com]'],
    '3:23',
    ['health', 'explain'],
  ],
  [
    'a parameter',
    ['definition: own-tool', 'parameters: { maped: [Lead.Email] }', 'users: [ready@example.com]'],
    '3:26',
    ['health', 'explain', 'history-tracking'],
  ],
  [
    'a user',
    ['definition: own-tool', 'users: [redy@example.com]'],
    '3:13',
    ['history-tracking', 'describe', 'monitor'],
  ],
  [
    'a user by an alias of sf, for this org',
    ['definition: own-tool', 'users: { prod: [gone] }'],
    '3:21',
    ['history-tracking', 'describe', 'monitor'],
  ],
  [
    'waivers',
    ['definition: own-tool', 'waivers: waved.yml', 'users: [ready@example.com]'],
    '3:14',
    ['grant', 'revoke', 'history-tracking', 'explain', 'health', 'describe'],
  ],
];

describe('what the project file names', function () {
  this.timeout(240_000);
  let world: World;
  let folder: string;
  let leave: () => Promise<void>;

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    await setAlias('prod', admin);
    await setAlias('gone', 'gone@example.com');
    ({ folder, leave } = await enterTeamFolder());
    await writeFile(join(folder, 'integrations', 'own-tool.yml'), own);
  });
  after(async () => {
    await leave();
    await world.close();
  });

  const projectFile = (first: readonly string[], ...more: string[]): Promise<void> => {
    const [head, ...rest] = first;
    const lines = ['integrations:', `  - ${head}`, ...rest.map((line) => `    ${line}`), ...more];
    return writeFile(join(folder, 'integration.config.yml'), `${lines.join('\n')}\n`);
  };
  const errorOf = async (name: string, command: Command, argv: readonly string[]): Promise<string> => {
    const { outcome } = await runCommand(world.org, command, name === 'describe' ? [...argv] : ['-o', admin, ...argv]);
    return 'error' in outcome ? outcome.error.message : 'no error';
  };

  for (const [what, entry, at, without] of mistakes)
    for (const [name, command, argv] of commands.filter(([one]) => !without.includes(one)))
      it(`is told with its line by ${name}: ${what}`, async () => {
        await projectFile(entry);
        expect(await errorOf(name, command, argv)).to.match(
          new RegExp(`^integration\\.config\\.yml:${at}: `),
          `${name}, ${what}`,
        );
      });

  it('is told with its line: a report that would take the place of another file', async () => {
    await projectFile(['definition: own-tool', 'users: [ready@example.com]'], 'outputs: [notes.md]');
    await writeFile(join(folder, 'notes.md'), 'What the vendor said.');
    expect(await errorOf('check', IntegrationCheck, [])).to.match(/^integration\.config\.yml:4:11: .*notes\.md/);
  });

  it('is told with its line where others are found: in what to do', async () => {
    await projectFile(['definition: own-tool', 'users: [ready@example.com, redy@example.com]']);
    const { text } = await runCommand(world.org, IntegrationCheck, ['-o', admin]);
    expect(text.replace(/\s+/g, ' ')).to.match(
      /Correct the usernames .*: redy@example\.com \(integration\.config\.yml:3:32\)/,
    );
  });

  it('is told without a line where a flag named it', async () => {
    await projectFile(['definition: own-tol', 'waivers: waved.yml', 'users: [redy@example.com]']);
    const flags = ['-i', 'own-tool', '-u', 'redy@example.com'];
    expect(await errorOf('grant', IntegrationGrant, [...flags, '--dry-run'])).to.match(/^There is no user redy/);
    expect(await errorOf('check', IntegrationCheck, ['-i', 'own-tol'])).to.match(/waved\.yml|own-tol/);
    expect(await errorOf('check', IntegrationCheck, ['-i', 'own-tol', '--waivers', 'waved.yml'])).to.not.include(
      'integration.config.yml',
    );
  });
});
