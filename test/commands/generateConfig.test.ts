/** A first project file: from what was granted, from the folder, from answers at a terminal. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationGenerateConfig from '../../src/commands/integration/generate/config.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationValidate from '../../src/commands/integration/validate.js';
import type { GenerateConfigResult } from '../../src/report/generate/configResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import { runCommand } from '../support/commandRun.js';
import type { Failure, Ran } from '../support/commandRun.js';
import { isWrite } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { enterFolder } from '../support/teamFolder.js';

const acme = 'schemaVersion: 1\nid: acme-sync\nlabel: "Acme: Sync"\nrequires:\n  - { object: Lead }\n';

describe('integration generate config', function () {
  this.timeout(120_000);
  let world: World;
  let leave: () => Promise<void>;
  let admin: string;

  const open = async (scenario = 'default', username = 'admin@example.com'): Promise<void> => {
    admin = username;
    world = await openWorld({ org: loadScenario(scenario) }, username);
    ({ leave } = await enterFolder());
  };
  afterEach(async () => {
    await leave();
    await world.close();
  });

  const run = (...argv: string[]): Promise<Ran<GenerateConfigResult>> =>
    runCommand<GenerateConfigResult>(world.org, IntegrationGenerateConfig, ['-o', admin, '--no-prompt', ...argv]);
  const resultOf = (ran: Ran<GenerateConfigResult>): GenerateConfigResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    expect(ran.requests.filter(isWrite)).to.deep.equal([]);
    const result = JSON.parse(JSON.stringify(ran.outcome.result)) as GenerateConfigResult;
    expectCommittedSchema('generate-config', result);
    return result;
  };
  const failureOf = ({ outcome, exitCode }: Ran<unknown>): Failure => {
    expect(exitCode).to.equal(2);
    if (!('error' in outcome)) throw new Error('accepted');
    return outcome.error;
  };
  const isValid = async (): Promise<void> => {
    const ran = await runCommand<{ valid: boolean }>(world.org, IntegrationValidate, []);
    expect(ran.exitCode, ran.text).to.equal(0);
  };

  it('writes what was granted and what lies in the folder, says what is open, and passes validate', async () => {
    await open();
    const granting = ['-o', admin, '-i', 'hg-insights', '-u', 'hginsights@example.com', '--no-prompt'];
    await runCommand(world.org, IntegrationGrant, granting);
    await mkdir('integrations');
    await writeFile(join('integrations', 'acme-sync.yml'), acme);
    const ran = await run();
    const result = resultOf(ran);
    expect(result.integrations).to.deep.equal([
      { definition: 'acme-sync', users: [] },
      { definition: 'hg-insights', users: ['hginsights@example.com'] },
    ]);
    expect(result.open).to.deep.equal([{ definition: 'acme-sync', key: 'users' }]);
    expect(result.candidates).to.include('api@example.com').and.not.include('hginsights@example.com');
    const text = await readFile('integration.config.yml', 'utf8');
    expect(text).to.equal(result.config);
    expect(text).to.include('users: [hginsights@example.com]').and.include('#   api@example.com: ');
    expect(text).to.include('recommended, fine-grained');
    expect(ran.text.replace(/\s+/g, ' ')).to.include('No user was found for acme-sync');
    expect(ran.text).to.include('integration.config.yml is written: 2 integrations.');
    expect(ran.text.slice(ran.text.indexOf('What to do next:'))).to.match(
      /1\. Fill in who logs in for acme-sync[^]*2\. [^]*integration validate -o admin@example\.com\n[^]*3\. [^]*integration setup -o admin@example\.com --dry-run$/,
    );
    await isValid();
  });

  it('lists who may be meant once, however many integrations have no user yet', async () => {
    await open();
    const result = resultOf(await run('-i', 'ciro', '-i', 'cognism', '--dry-run'));

    expect(result.open.map(({ definition }) => definition)).to.deep.equal(['ciro', 'cognism']);
    expect(result.config.match(/#\s+api@example\.com: /g), result.config).to.have.length(1);
  });

  it('never replaces a file without --force, and writes nothing with --dry-run', async () => {
    await open();
    await writeFile('integration.config.yml', 'mine\n');
    expect(failureOf(await run('-i', '6sense')).name).to.equal('FileExistsError');
    expect(await readFile('integration.config.yml', 'utf8')).to.equal('mine\n');
    expect(resultOf(await run('-i', '6sense', '--dry-run')).written).to.equal(false);
    expect(await readFile('integration.config.yml', 'utf8')).to.equal('mine\n');
    const forced = await run('-i', '6sense', '--force');
    expect(resultOf(forced).written).to.equal(true);
    expect(forced.text).to.include('is written: one integration.');
    const elsewhere = await run('-i', '6sense', '--output-file', 'other.yml');
    expect(elsewhere.text).to.match(
      /validate other\.yml -o admin@example\.com\n[^]*setup --config other\.yml -o admin@example\.com --dry-run$/,
    );
    await isValid();
  });

  it('names users of a sandbox for that org alone, and definitions by a path from the file', async () => {
    await open('sandbox', 'admin@example.com.uat');
    await mkdir('definitions');
    const path = join('definitions', 'acme-sync.yml');
    await writeFile(path, acme.replace('object: Lead', 'object: Campaign, access: [create]'));
    const granting = ['-o', admin, '-i', path, '-u', 'hginsights@example.com', '--no-prompt'];
    expect((await runCommand(world.org, IntegrationGrant, granting)).requests.some(isWrite)).to.equal(true);
    const { config } = resultOf(await run('-i', '6sense', '-i', 'definitions/acme-sync.yml'));
    expect(config).to.match(/users:\n {6}'?admin@example\.com\.uat'?: \[hginsights@example\.com\.uat\]/);
    expect(config).to.include("definition: 'definitions/acme-sync.yml'");
    await isValid();
  });

  it('says so where nothing tells which integrations there are', async () => {
    await open();
    const failure = failureOf(await run());
    expect([failure.name, failure.actions?.join(' ')?.includes('--integration')]).to.deep.equal([
      ...['NothingFoundError', true],
    ]);
  });
});
