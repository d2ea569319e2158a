import { Config } from '@oclif/core';
import { CommandHelp } from '@oclif/core/help';
import type { HelpSection } from '@oclif/core/help';
import { expect } from 'chai';
import IntegrationCheck from '../../../src/commands/integration/check.js';
import IntegrationDescribe from '../../../src/commands/integration/describe.js';
import IntegrationGrant from '../../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../../src/commands/integration/history-tracking.js';
import IntegrationList from '../../../src/commands/integration/list.js';
import IntegrationRevoke from '../../../src/commands/integration/revoke.js';

/** The commands whose help says what is true of them, and nothing else. */
const commands = {
  check: IntegrationCheck,
  grant: IntegrationGrant,
  revoke: IntegrationRevoke,
  'history-tracking': IntegrationHistoryTracking,
  list: IntegrationList,
  describe: IntegrationDescribe,
} as const;

/** Exit codes that every command has; those that talk to no org cannot be interrupted in the middle of anything. */
const always = { list: ['(0)', '(2)'], describe: ['(0)', '(2)'] } as const;

const usageOf = async (name: keyof typeof commands): Promise<string> => {
  const command = Object.assign(commands[name], { id: `integration:${name}` });
  // As oclif does where it finds the command.
  for (const [key, arg] of Object.entries('args' in command ? command.args : {})) Object.assign(arg, { name: key });
  const config = await Config.load(import.meta.dirname);
  const help = new CommandHelp(command as never, config, { maxWidth: 200, stripAnsi: true }).generate();
  return (/^USAGE\n((?: .*\n)*)/m.exec(`${help}\n`)?.[1] ?? '').replace(/\s+/g, ' ');
};

/** Names and descriptions of a section of the help. */
const entriesOf = (section: HelpSection | undefined): Map<string, string> => {
  const body: unknown = section === undefined || typeof section === 'string' ? [] : section.body;
  return new Map((body as { name: string; description: string }[]).map((one) => [one.name, one.description]));
};

/** Each config variable stands in for a flag: a command without the flag does not use it. */
const variables = { 'integration-definition': 'integration', 'integration-user': 'user' } as const;

for (const name of Object.keys(commands) as (keyof typeof commands)[]) {
  describe(`help of ${name}`, () => {
    const { flags, configurationVariablesSection, errorCodes } = commands[name];

    it('says in the usage, which stands at the top, that there is a short form', async () => {
      expect(await usageOf(name)).to.match(new RegExp(`integration.${name} -h`));
    });

    it('names the config variables that it uses, and no others', () => {
      const named = entriesOf(configurationVariablesSection);
      for (const [variable, flag] of Object.entries(variables))
        expect(named.has(variable), variable).to.equal(flag in (flags ?? {}));
    });

    it('has a usage without gaps, each flag in it once', async () => {
      const usage = await usageOf(name);
      expect(usage).to.not.match(/\| *\||\[ *\||\| *\]|\[ *\]/);
      for (const [flag, { char }] of Object.entries((flags ?? {}) as Record<string, { char?: string }>)) {
        const shown = char === undefined ? `--${flag}` : `-${char}`;
        const times = usage.split(' ').filter((word) => word.replace(/^[[(]+|[\])]+$/g, '') === shown).length;
        expect(times, shown).to.equal(1);
      }
    });

    it('explains its exit codes in its own words', () => {
      const codes = entriesOf(errorCodes);
      const text = [...codes].flat().join('\n');
      for (const code of name in always ? always[name as keyof typeof always] : ['(0)', '(2)', '(69)', '(130)'])
        expect(text).to.include(code);
      for (const other of ['grant', 'revoke'].filter((word) => word !== name))
        expect(text).to.not.match(new RegExp(`\\b${other}\\b`));
    });
  });
}
