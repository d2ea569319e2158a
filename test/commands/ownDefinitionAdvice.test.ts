/** What a team with a definition and a project file of its own is told to do next: which line, in which file. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { enterTeamFolder } from '../support/teamFolder.js';

const admin = 'admin@example.com';

const own = [
  'schemaVersion: 1',
  'id: acme-revenue',
  'label: Acme Revenue',
  'requires:',
  '  - object: Opportunity',
  '    access: [read, create, edit]',
  '  - automation: Opportunity',
  '    onFields: [Amount]',
  '  - manual: Exempt the integration user from the validation rules.',
  '    name: validation-rules',
];

describe('advice on a definition of a team', function () {
  this.timeout(120_000);
  let world: World;
  let folder: string;
  let leave: () => Promise<void>;

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    ({ folder, leave } = await enterTeamFolder());
  });
  after(async () => {
    await leave();
    await world.close();
  });

  const definition = (...more: string[]): Promise<void> =>
    writeFile(join(folder, 'integrations', 'acme-revenue.yml'), `${[...own, ...more].join('\n')}\n`);
  const project = (...more: string[]): Promise<void> =>
    writeFile(
      join(folder, 'integration.config.yml'),
      [
        'integrations:',
        '  - definition: acme-revenue',
        '    users: [grouped@example.com]',
        ...more.map((line) => `    ${line}\n`),
      ].join('\n'),
    );
  const textOf = async (...argv: string[]): Promise<string> =>
    (await runCommand(world.org, IntegrationCheck, ['-o', admin, ...argv])).text;

  it('names the rule for fields that every new record must have; with it they are fine', async () => {
    await definition();
    await project();
    const text = await textOf();
    const rule = /^ +(- \{ field: \[Opportunity\.[^\n]*\}$)/m.exec(text)?.[1] ?? '';
    expect(rule).to.equal(
      '- { field: [Opportunity.CloseDate, Opportunity.Cost_Center__c, Opportunity.Name, Opportunity.StageName], access: [edit] }',
    );
    expect(text.replace(/\s+/g, ' ')).to.include('say so in integrations/acme-revenue.yml');
    await definition(`  ${rule}`);
    expect(await textOf('--verbose')).to.not.include('Every insert fails without them');
  });

  it('names required fields of several objects with their objects, and one rule for all of them', async () => {
    await definition(
      '  - { object: [Account, Contact], access: [create, edit] }',
      '  - { automation: [Account, Contact] }',
    );
    await project();
    const text = await textOf();
    expect(text.match(/^ +- \{ field: /gm)).to.have.length(1);
    expect(text.match(/Have the vendor map/g)).to.have.length(1);
    expect(text.replace(/\s+/g, ' '))
      .to.include('Have the vendor map Account.Name, Contact.LastName, Opportunity.CloseDate, ')
      .and.include('- { field: [Account.Name, Contact.LastName, Opportunity.CloseDate, ');
  });

  it('names the key of the project file for waivers, and no flag that it makes needless', async () => {
    await definition();
    await project();
    expect((await textOf()).replace(/\s+/g, ' ')).to.include(
      'name the file in integration.config.yml, below the definition, as "waivers: integration.waivers.yml"; then check again',
    );
    await project('waivers: team.yml');
    await writeFile(join(folder, 'team.yml'), 'waivers: []\n');
    const text = (await textOf()).replace(/\s+/g, ' ');
    expect(text).to.include('adds an entry for it to ./team.yml').and.not.include('--waivers');
  });

  it('names in a setup what no permission set gives, with what to do, and the check that says what could not be decided', async () => {
    await definition();
    await project();
    const { text } = await runCommand(world.org, IntegrationSetup, ['-o', admin, '--dry-run']);
    const plain = text.replace(/\s+/g, ' ');
    expect(plain).to.match(
      /Left out: 1 need that setup cannot give\. - Required fields of Opportunity: Have the vendor map/,
    );
    expect(text).to.match(/This says why:\n {2}\S+ integration check -o admin@example\.com\n/);
  });
});
