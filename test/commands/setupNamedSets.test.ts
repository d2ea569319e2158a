/** Setup where definitions name permission sets: a change request, a run that was cut off and is carried on, and one receipt. */
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import { expect } from 'chai';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import type { SetupResult } from '../../src/report/setup/setupResult.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { isWrite } from '../support/granting.js';
import { everyCase, runsNow } from '../support/largeMatrix.js';
import { permissionFacts } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration setup with permission sets that definitions name', function () {
  // With every case, one test cuts off some hundred runs.
  this.timeout(everyCase ? 3_600_000 : 240_000);
  let world: World;
  let folder: string;
  let cwd: string;

  const open = async (): Promise<void> => {
    world = await openWorld({ scenario: 'namedSets' }, admin);
  };
  beforeEach(async () => {
    await open();
    folder = await realpath(await mkdtemp(join(tmpdir(), 'setup-')));
    cwd = process.cwd();
    process.chdir(folder);
    await ConfigAggregator.clearInstance();
    await mkdir('integrations');
    await define('acme', '  - permissionSetAssigned: [acme__Sync_User, Acme_Access]', '  - object: Lead');
    await define('beta', '  - permissionSetAssigned: acme__Sync_User', '  - userPermission: RunReports');
    await writeFile(
      'integration.config.yml',
      ['acme', 'beta'].reduce(
        (text, id) => `${text}  - { definition: ${id}, users: [bot@example.com] }\n`,
        'integrations:\n',
      ),
    );
  });
  afterEach(async () => {
    process.chdir(cwd);
    await ConfigAggregator.clearInstance();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const define = (id: string, ...rules: string[]): Promise<void> =>
    writeFile(
      `integrations/${id}.yml`,
      ['schemaVersion: 1', `id: ${id}`, `label: ${id}`, 'requires:', ...rules, ''].join('\n'),
    );
  const run = (...argv: string[]): Promise<Ran<SetupResult>> =>
    runCommand<SetupResult>(world.org, IntegrationSetup, ['-o', admin, '--no-prompt', ...argv]);
  const resultOf = (ran: Ran<SetupResult>): SetupResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const facts = (): string[] => [...permissionFacts(world.org.org)].sort();

  it('assigns a set once that two definitions name, and takes all back with one receipt', async () => {
    const before = facts();
    const done = await run('--save-receipt', 'r.json');
    const { grants } = resultOf(done);
    expect(done.exitCode, done.text).to.equal(0);
    expect(grants.map(({ plan }) => plan.users[0]?.permissionSets)).to.deep.equal([
      ['Acme_Access', 'acme__Sync_User'],
      undefined,
    ]);
    // What the group gives, the second definition need not have once more.
    expect(grants[1]?.plan.adds).to.deep.equal([]);
    expect((await run()).requests.filter(isWrite)).to.deep.equal([]);
    const back = await runCommand(world.org, IntegrationRevoke, [
      ...['-o', admin, '--receipt', 'r.json', '--delete', '--no-prompt'],
    ]);
    expect(back.exitCode, back.text).to.equal(0);
    expect(facts()).to.deep.equal(before);
  });

  it('is shown in a change request, and carried on from wherever it was cut off', async () => {
    const plan = join(folder, 'plan.json');
    await run('--dry-run', '--save-plan', plan, '--output-file', 'request.md');
    const request = await readFile('request.md', 'utf8');
    expect(request).to.include('acme__Sync_User').and.include('Acme_Access');
    const whole = await run('--plan', plan);
    expect(whole.requests.filter(isWrite)).to.not.be.empty;
    const [end, requests] = [facts(), whole.requests.length];
    for (let at = 1; at <= requests; at += 1) {
      for (const [column, carriedOut] of [false, true].entries()) {
        if (!runsNow(at, column, 8)) continue;
        await world.close();
        await open();
        await ConfigAggregator.clearInstance();
        world.org.faults.add({ kind: 'reset', match: { path: '/services', nth: at }, carriedOut });
        world.org.faults.add({ kind: 'reset', match: { path: '/services', from: at + 1 }, times: Infinity });
        await run('--plan', plan, '--wait', '1');
        world.org.faults.clear();
        const again = await run('--plan', plan);
        const where = `request ${at}, ${carriedOut ? 'carried out' : 'lost'}: ${again.text}`;
        expect([again.exitCode, facts()], where).to.deep.equal([0, end]);
      }
    }
  });
});
