/** What a project file says of an integration counts in every command that it applies to. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
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
import { enterTeamFolder } from '../support/teamFolder.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'viewer@example.com';

/** Each part of it wants one object of its own, and its history. */
const definition = [
  'schemaVersion: 1',
  'id: parts',
  'label: Parts',
  'requires:',
  '  - { object: "{{objects}}", because: Mapped. }',
  '  - { historyTracking: Lead, fields: ["{{tracked}}"], because: Mapped. }',
  '  - { object: Opportunity, because: Always. }',
  '  - { field: Lead.Company, access: [edit], because: Written. }',
  'variants:',
  '  small: { label: Small, default: true, requires: [{ object: Account, because: Small. }] }',
  '  large:',
  '    label: Large',
  '    requires: [{ object: Case, because: Large. }, { historyTracking: Case, fields: [Status], because: Large. }]',
  'features:',
  '  people:',
  '    label: People',
  '    default: false',
  '    requires: [{ object: Contact, because: People. }, { historyTracking: Contact, fields: [Email], because: People. }]',
  'parameters:',
  '  objects: { label: Mapped objects, of: objects, example: Campaign }',
  '  tracked: { label: Tracked fields, of: fields, example: Rating }',
  '',
].join('\n');

const project = [
  'integrations:',
  `  - { definition: parts, variant: large, features: [people], parameters: { objects: [Campaign], tracked: [Rating] }, users: [${user}] }`,
  '',
].join('\n');

/** What a result has where the setting counts. */
const marks = {
  variant: /Case\b/,
  features: /Contact\b/,
  parameters: /Campaign\b|Rating\b/,
  users: new RegExp(user.replaceAll('.', '\\.')),
};

type Setting = keyof typeof marks;

const all = Object.keys(marks) as Setting[];
const needs = all.filter((one) => one !== 'users');

/** A result without what it says of the project file. */
const withoutSettings = (result: unknown): string => JSON.stringify({ ...(result as object), settings: undefined });

describe('what a project file says of an integration', function () {
  this.timeout(120_000);
  let world: World;
  let leave: () => Promise<void>;

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    const team = await enterTeamFolder();
    ({ leave } = team);
    await mkdir(join(team.folder, 'integrations'), { recursive: true });
    await writeFile(join(team.folder, 'integrations', 'parts.yml'), definition);
    await writeFile(join(team.folder, 'integration.config.yml'), project);
  });
  after(async () => {
    await leave();
    await world.close();
  });

  const o = ['-o', admin];
  const table: ReadonlyArray<
    readonly [string, Parameters<typeof runCommand>[1], readonly string[], readonly Setting[]]
  > = [
    ['check', IntegrationCheck, o, all],
    ['grant', IntegrationGrant, [...o, '--dry-run'], all],
    ['setup', IntegrationSetup, [...o, '--dry-run'], all],
    ['history-tracking', IntegrationHistoryTracking, o, needs],
    ['history-tracking of one', IntegrationHistoryTracking, [...o, '-i', 'parts'], needs],
    ['describe', IntegrationDescribe, ['-i', 'parts'], needs],
    ['health', IntegrationHealth, [...o, '-i', 'parts'], ['users']],
    [
      'explain of the variant',
      IntegrationExplain,
      [...o, '-i', 'parts', '--finding', 'object:Case:read'],
      ['variant', 'users'],
    ],
    [
      'explain of a feature',
      IntegrationExplain,
      [...o, '-i', 'parts', '--finding', 'object:Contact:read'],
      ['features'],
    ],
    [
      'explain of a parameter',
      IntegrationExplain,
      [...o, '-i', 'parts', '--finding', 'object:Campaign:read'],
      ['parameters'],
    ],
  ];

  for (const [name, command, argv, settings] of table)
    it(`counts in ${name}: ${settings.join(', ')}`, async () => {
      const { outcome } = await runCommand<unknown>(world.org, command, [...argv]);
      if ('error' in outcome) throw new Error(outcome.error.message);
      const text = withoutSettings(outcome.result);
      expect(settings.filter((one) => !marks[one].test(text))).to.deep.equal([]);
    });

  it('counts in the looks that monitor keeps', async () => {
    await runCommand(world.org, IntegrationMonitor, [...o, '--state-dir', 'looks']);
    const files = (await readdir('looks', { recursive: true })).filter((file) => file.includes('parts'));
    const kept = await Promise.all(files.map((file) => readFile(join('looks', file), 'utf8')));
    expect(all.filter((one) => !marks[one].test(kept.join()))).to.deep.equal([]);
  });

  it('counts in revoke: users', async () => {
    await runCommand(world.org, IntegrationGrant, [...o, '--no-prompt']);
    const { outcome } = await runCommand<unknown>(world.org, IntegrationRevoke, [...o, '--dry-run']);
    if ('error' in outcome) throw new Error(outcome.error.message);
    expect(withoutSettings(outcome.result)).to.match(marks.users);
  });

  it('counts in what health checks besides: variant, features and parameters', async () => {
    const openIn = async (argv: readonly string[]): Promise<RegExpMatchArray | null> =>
      (await runCommand(world.org, IntegrationHealth, [...o, '-u', 'sixsense@example.com', ...argv])).text.match(
        /definition: \d+/,
      );
    const whole = ['-i', 'parts@large+people', '--set', 'objects=Campaign', '--set', 'tracked=Rating'];
    const [byFile, byFlags, alone] = [
      await openIn(['-i', 'parts']),
      await openIn(whole),
      await openIn(['-i', 'parts@small']),
    ];
    expect(byFile?.[0]).to.equal(byFlags?.[0]).and.not.equal(alone?.[0]);
  });

  it('gives way to a login that was given, also to the usual one', async () => {
    await writeFile('login.yml', project.replace('variant: large', 'variant: large, authentication: usernamePassword'));
    const { text } = await runCommand(world.org, IntegrationExplain, [
      ...[...o, '-i', 'parts', '-u', 'sixsense@example.com', '--finding', 'field:Lead.Company:edit'],
      ...['--config', 'login.yml', '--authentication', 'oauth'],
    ]);
    expect(text).to.match(/ integration explain -o \S+ -u \S+ --authentication oauth -i parts/);
  });

  it('is named by the explanations that explain leads on to, as it was given', async () => {
    const given = ['--phase', 'connect', '--set', 'objects=Campaign', '--config', 'integration.config.yml'];
    const { text } = await runCommand(world.org, IntegrationExplain, [
      ...[...o, '-i', 'parts', '-u', 'sixsense@example.com', '--finding', 'field:Lead.Company:edit', ...given],
    ]);
    expect(text).to.match(
      / integration explain -o \S+ -u \S+ -i parts --set objects=Campaign --phase connect --config integration\.config\.yml --sobject/,
    );
  });

  it('counts in the field history that setup turns on', async () => {
    const { outcome } = await runCommand<{ history?: unknown }>(world.org, IntegrationSetup, [...o, '--dry-run']);
    if ('error' in outcome) throw new Error(outcome.error.message);
    expect(JSON.stringify(outcome.result.history))
      .to.match(/Status/)
      .and.match(/Email/)
      .and.match(/Rating/);
  });
});
