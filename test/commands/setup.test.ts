/** The whole road in one command: several integrations, their users, field history, one receipt, one check. */
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import { expect } from 'chai';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import type { SetupResult } from '../../src/report/setup/setupResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { isWrite } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration setup', function () {
  this.timeout(240_000);
  let world: World;
  let folder: string;
  let cwd: string;

  beforeEach(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    folder = await realpath(await mkdtemp(join(tmpdir(), 'setup-')));
    cwd = process.cwd();
    process.chdir(folder);
    await ConfigAggregator.clearInstance();
  });
  afterEach(async () => {
    process.chdir(cwd);
    await ConfigAggregator.clearInstance();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const project = (...lines: string[]): Promise<void> =>
    writeFile(join(folder, 'integration.config.yml'), `integrations:\n${lines.join('\n')}\n`);
  const run = (...argv: string[]): Promise<Ran<SetupResult>> =>
    runCommand<SetupResult>(world.org, IntegrationSetup, ['-o', admin, ...argv]);
  const resultOf = (ran: Ran<SetupResult>): SetupResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const all = ['--no-prompt', '--allow', 'ViewAllData,ModifyAllData,ViewSetup,ManageUsers'];
  const two = [
    '  - { definition: 6sense, users: [sixsense@example.com] }',
    '  - { definition: hg-insights, users: [hginsights@example.com] }',
  ];

  it('does all of it in one run, history included; a second run writes nothing', async () => {
    await project(...two);
    const first = await run(...all, '--save-receipt', 'r.json');
    const result = resultOf(first);
    expect(result.grants.map(({ integration }) => integration)).to.deep.equal(['6sense', 'hg-insights']);
    expect(result.grants.flatMap(({ outcomes }) => outcomes.map((one) => one.result))).to.not.include('failed');
    expect(result.history?.outcomes?.some((one) => one.result === 'done')).to.equal(true);
    expect(result.checks?.map(({ integration, user }) => `${integration} ${user.username}`)).to.have.members([
      '6sense sixsense@example.com',
      'hg-insights hginsights@example.com',
    ]);
    expect(result.ready).to.equal(first.exitCode === 0);
    const second = await run(...all, '--save-receipt', 'r2.json');
    expect(second.requests.filter(isWrite)).to.deep.equal([]);
    expect([second.exitCode, resultOf(second).ready]).to.deep.equal([first.exitCode, result.ready]);
    expect(resultOf(second).grants.flatMap(({ outcomes }) => outcomes)).to.deep.equal([]);
    await readFile('r2.json').then(
      () => expect.fail('nothing was written, and yet there is a receipt'),
      () => undefined,
    );
  });
});
