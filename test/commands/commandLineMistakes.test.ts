import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationDescribe from '../../src/commands/integration/describe.js';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import IntegrationGenerateConfig from '../../src/commands/integration/generate/config.js';
import IntegrationGenerateDefinition from '../../src/commands/integration/generate/definition.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHealth from '../../src/commands/integration/health.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import IntegrationList from '../../src/commands/integration/list.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

/** The commands that a name behind them, or a flag, was tried with. */
const commands = {
  check: [IntegrationCheck, ['-o', admin]],
  describe: [IntegrationDescribe, []],
  explain: [IntegrationExplain, ['-o', admin]],
  'generate config': [IntegrationGenerateConfig, ['-o', admin]],
  'generate definition': [IntegrationGenerateDefinition, []],
  grant: [IntegrationGrant, ['-o', admin]],
  health: [IntegrationHealth, ['-o', admin]],
  'history-tracking': [IntegrationHistoryTracking, ['-o', admin]],
  list: [IntegrationList, []],
  revoke: [IntegrationRevoke, ['-o', admin]],
} as const;

describe('mistakes in the command line', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
  });
  after(() => world.close());

  const refused = async (
    name: keyof typeof commands,
    ...further: string[]
  ): Promise<{ message: string; actions: readonly string[] }> => {
    const [command, argv] = commands[name];
    const { exitCode, outcome, requests } = await runCommand(world.org, command, [...argv, ...further]);
    if (!('error' in outcome)) throw new Error('accepted');
    expect({ exitCode, requests }).to.deep.equal({ exitCode: 2, requests: [] });
    const { message, actions = [] } = outcome.error;
    return { message: message.split('\n')[0] ?? '', actions };
  };

  const words: [command: keyof typeof commands, argv: string[], advice: string[]][] = [
    ['describe', ['6sense'], ['Did you mean -i 6sense?']],
    ['check', ['6sense'], ['Did you mean -i 6sense?']],
    ['check', ['./acme.yml'], ['Did you mean -i ./acme.yml?']],
    ['check', ['ciro@example.com'], ['Did you mean -u ciro@example.com?']],
    ['grant', ['gong@full'], ['Did you mean -i gong@full?']],
    ['explain', ['ViewAllData'], ['Did you mean --permission ViewAllData, --sobject ViewAllData?']],
    ['explain', ['object:Lead:read'], ['Did you mean --finding object:Lead:read?']],
    ['explain', ['Lead.Email'], ['Did you mean --field Lead.Email?']],
    ['explain', ['hg-insights'], ['Did you mean -i hg-insights?']],
    ['history-tracking', ['gong'], ['Did you mean -i gong?']],
    ['history-tracking', ['Opportunity'], []],
  ];
  for (const [command, argv, advice] of words) {
    it(`${command} ${argv.join(' ')}: says with which flag the word belongs`, async () => {
      expect(await refused(command, ...argv)).to.deep.equal({
        message: `Unexpected argument: ${argv.join(' ')}`,
        actions: advice,
      });
    });
  }

  it('advises to quote a word only where the flag before it can hold a blank', async () => {
    expect((await refused('check', '6sense')).actions).to.deep.equal(['Did you mean -i 6sense?']);
    expect((await refused('describe', '-i', 'my', 'acme.yml')).actions).to.include('--integration "my acme.yml"');
    expect((await refused('list', 'account', 'engagement')).actions).to.deep.equal(['"account engagement"']);
    expect((await refused('check', '--integartion', 'my', 'gong')).actions).to.deep.equal([
      'Did you mean --integration?',
    ]);
  });

  const whole: [command: keyof typeof commands, argv: string[]][] = [
    ['check', ['--wait', '5', 'gong']],
    ['check', ['--expires-within', '5', 'gong']],
    ['check', ['--authentication', 'oauth', 'gong']],
    ['check', ['--fail-on', 'required', 'gong']],
    ['check', ['--result-format', 'human', 'gong']],
    ['check', ['--config', 'x.yml', 'gong']],
    ['check', ['--waivers', 'out/waivers.yml', 'gong']],
    ['grant', ['--plan', 'plan.json', 'gong']],
  ];
  for (const [command, argv] of whole) {
    it(`${command} ${argv.join(' ')}: the value is whole, and the word behind it belongs to -i`, async () => {
      expect((await refused(command, ...argv)).actions).to.deep.equal(['Did you mean -i gong?']);
    });
  }

  it('offers both where the value may hold a blank, and the word behind it may stand alone', async () => {
    expect((await refused('check', '--config', 'my', 'file.yml')).actions).to.deep.equal([
      '--config "my file.yml"',
      'Did you mean -i file.yml?',
    ]);
    expect((await refused('check', '--waivers', 'a', 'ciro@example.com')).actions).to.deep.equal([
      '--waivers "a ciro@example.com"',
      'Did you mean -u ciro@example.com?',
    ]);
    expect((await refused('check', '--wait', '5', 'gong', '--config', 'my', 'own', 'file.yml')).actions).to.deep.equal([
      '--config "my own file.yml"',
      'Did you mean -i gong?',
    ]);
    expect((await refused('explain', '--sobject', 'Account', 'Name')).actions).to.deep.equal([
      '--sobject "Account Name"',
    ]);
  });

  const flags: [command: keyof typeof commands, argv: string[], advice: string[]][] = [
    ['describe', ['--integartion', '6sense'], ['Did you mean --integration?']],
    ['check', ['--integartion=6sense'], ['Did you mean --integration?']],
    [
      'check',
      ['--outputfile', 'a.html', '--usr', 'a@b.c'],
      ['--outputfile: did you mean --output-file?', '--usr: did you mean --user?'],
    ],
    ['list', ['--jsn'], ['Did you mean --json?']],
    ['list', ['--xyzzy'], []],
    ['check', ['-q'], []],
  ];
  for (const [command, argv, advice] of flags) {
    it(`${command} ${argv.join(' ')}: names the nearest flag`, async () => {
      const { message, actions } = await refused(command, ...argv);
      expect(message).to.match(/^Nonexistent flags?: -/);
      expect(actions).to.deep.equal(advice);
    });
  }

  const elsewhere: [command: keyof typeof commands, argv: string[], advice: string[]][] = [
    [
      'history-tracking',
      ['-u', 'a@example.com'],
      [
        '-u: field history is recorded for the whole org, whoever changes a field, so there is no user to name. Leave it out.',
      ],
    ],
    ['check', ['--dry-run'], ['--dry-run: this command changes nothing in the org anyway. Leave it out.']],
    ['explain', ['--no-prompt'], ['--no-prompt: this command asks nothing. Leave it out.']],
    ['list', ['-o', 'myorg'], ['-o: this command needs no org. Leave it out.']],
    ['describe', ['--user=a@example.com'], ['--user: this command is about no user. Leave it out.']],
    [
      'check',
      ['--fix'],
      [
        `--fix: this command changes nothing in the org. What is missing gives: sf integration grant -o ${admin} --dry-run`,
      ],
    ],
    ['grant', ['--fail-on', 'recommended'], ['--fail-on is a flag of: sf integration check.']],
    [
      'revoke',
      ['--save-receipt', 'r.json'],
      ['--save-receipt is a flag of: sf integration grant, sf integration history-tracking, sf integration setup.'],
    ],
    ['check', ['--targetusername', 'myorg'], ['--targetusername: did you mean --target-org?']],
    ['grant', ['-y'], ['-y: did you mean --no-prompt?']],
  ];
  for (const [command, argv, advice] of elsewhere) {
    it(`${command} ${argv.join(' ')}: says what the command does instead, or whose flag it is`, async () => {
      const { message, actions } = await refused(command, ...argv);
      expect(message).to.match(/^Nonexistent flag: -/);
      expect(actions.slice(0, 1)).to.deep.equal(advice);
    });
  }

  const related: [command: keyof typeof commands, argv: string[], advice: string[]][] = [
    ['generate definition', ['--used-since', '2026-01-31'], ['Give --from-user as well, or leave out --used-since.']],
    ['check', ['--search', 'Name'], ['Give --fields as well, or leave out --search.']],
    [
      'generate definition',
      ['--extends', '6sense', '--from-text', 'a.txt'],
      ['Give only one of these: --extends, --from-text.'],
    ],
    [
      'generate definition',
      ['--output-file', 'a.yml', '--output-dir', 'x'],
      ['Give only one of these: --output-file, --output-dir.'],
    ],
    ['check', ['--summary', '--verbose'], ['Give only one of these: --summary, --verbose.']],
    ['revoke', ['--receipt', 'a.json', '--phase', 'install'], ['Give only one of these: --phase, --receipt.']],
    [
      'revoke',
      ['--receipt', 'a.json', '--delete', '--phase', 'install'],
      ['Give only one of these: --phase, --receipt.', 'Give only one of these: --phase, --delete.'],
    ],
    ['health', ['--phase', 'install'], ['Give --integration as well, or leave out --phase.']],
  ];
  for (const [command, argv, advice] of related) {
    it(`${command} ${argv.join(' ')}: says what to do about flags that do not go together`, async () => {
      const { message, actions } = await refused(command, ...argv);
      expect(message).to.match(/^The following errors? occurred/);
      expect(actions).to.deep.equal(advice);
    });
  }
});
