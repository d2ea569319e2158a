import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import type { CheckResult, FindingResult } from '../../src/report/check/checkResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const user = 'ciro@example.com';

describe('integration check --waivers', function () {
  this.timeout(120_000);
  let world: World;
  let file: string;
  let failing: readonly FindingResult[];

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, 'admin@example.com');
    failing = open(resultOf(await run()));
    expect(failing).to.have.length.above(2);
  });
  after(() => world.close());
  beforeEach(() => {
    file = join(world.folder, `${Math.floor(process.hrtime()[1])}.yml`);
  });

  /** What is printed comes as one line: where it breaks depends on how long the path of the file is. */
  const run = async (...argv: string[]): Promise<Ran<CheckResult>> => {
    const ran = await runCommand<CheckResult>(world.org, IntegrationCheck, [
      ...['-o', 'admin@example.com', '-i', 'hg-insights', '-u', user],
      ...argv,
    ]);
    return { ...ran, text: ran.text.replace(/\s+/g, ' ') };
  };
  const waive = async (...entries: string[]): Promise<Ran<CheckResult>> => {
    await writeFile(file, `waivers:\n${entries.map((entry) => `  - {${entry}}\n`).join('')}`);
    return run('--waivers', file);
  };
  const resultOf = (ran: Ran<CheckResult>): CheckResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const open = ({ checks }: CheckResult): FindingResult[] =>
    checks.flatMap(({ findings }) =>
      findings.filter(
        ({ level, status }) => level === 'required' && ['unmet', 'impossible', 'unknown'].includes(status),
      ),
    );

  it('lets pass what is waived, and says why, until when and on whose word', async () => {
    const ran = await waive('id: "*", reason: Goes live in June, owner: Ann, expires: 2999-06-30');
    expect(ran.exitCode, ran.text).to.equal(0);
    const { ready, checks } = resultOf(ran);
    expect(ready).to.equal(true);
    const [finding] = (checks[0]?.findings ?? []).filter(({ id }) => id === failing[0]?.id);
    expect(finding).to.deep.include({
      status: 'waived',
      code: failing[0]?.code,
      message: failing[0]?.message,
      waiver: { reason: 'Goes live in June', owner: 'Ann', expires: '2999-06-30', wouldBe: failing[0]?.status },
    });
    expect(ran.text).to.include('Waived until 2999-06-30 (Ann): Goes live in June').and.include(`Waived by ${file}`);
  });

  it('fails on what no waiver is about', async () => {
    const [first] = failing;
    const ran = await waive(`id: "${first?.id}", reason: x`);
    expect(ran.exitCode).to.equal(1);
    expect(open(resultOf(ran)).map(({ id }) => id)).to.deep.equal(failing.slice(1).map(({ id }) => id));
  });

  it('tells the ones that have ended, that have no reason and that match nothing, by their places', async () => {
    const ran = await waive('id: "*", reason: x, expires: 2020-01-31', 'id: "*a"', 'id: nothing, reason: x');
    expect(ran.exitCode).to.equal(1);
    expect(ran.text)
      .to.include(`${file}:2:5: the waiver for * ended on 2020-01-31`)
      .and.include(`${file}:3:5: the waiver for *a has no reason`)
      .and.include(`${file}:4:5: the waiver for nothing matches nothing`);
  });

  it('counts a waiver for one org only there, by every name of it', async () => {
    const { id, instanceUrl } = resultOf(await run()).org;
    for (const org of [id, id.slice(0, 15), instanceUrl, 'ADMIN@example.com'])
      expect((await waive(`id: "*", reason: x, org: "${org}"`)).exitCode, org).to.equal(0);
    expect((await waive('id: "*", reason: x, org: 00D000000000009')).exitCode).to.equal(1);
  });

  it('writes what fails into a new file, which waives nothing until people give reasons', async () => {
    const written = await run('--waivers', file, '--update-waivers');
    expect(written.exitCode).to.equal(1);
    expect(written.text).to.include(`Added to ${file}: ${failing.length} entries.`);
    const text = await readFile(file, 'utf8');
    for (const { id } of failing) expect(text).to.include(`id: ${id}\n`);
    const unreasoned = await run('--waivers', file);
    expect(unreasoned.exitCode).to.equal(1);
    // One sentence for all of them: a line for each would bury what else there is to see.
    const told = unreasoned.text.replace(/\s+/g, ' ');
    expect(told).to.include(
      `${file}: ${failing.length} waivers have no reason, so they waive nothing: lines 3, 7, 11,`,
    );
    expect(told.match(/no reason/g)).to.have.length(1);

    await writeFile(file, text.replaceAll('reason: ""', 'reason: agreed'));
    expect((await run('--waivers', file)).exitCode).to.equal(0);
    const again = await run('--waivers', file, '--update-waivers');
    expect(again.text).to.include(`Added to ${file}: nothing.`);
  });

  it('adds only what counts: with --fail-on recommended also what is recommended', async () => {
    await run('--waivers', file, '--update-waivers');
    const before = (await readFile(file, 'utf8')).match(/- id:/g)?.length ?? 0;
    await run('--waivers', file, '--update-waivers', '--fail-on', 'recommended');
    expect((await readFile(file, 'utf8')).match(/- id:/g)?.length ?? 0).to.be.above(before);
  });

  it('asks the org nothing where the file is wrong or missing', async () => {
    await writeFile(file, 'waivers:\n  - id: x\n    expires: tomorrow\n');
    const wrong = await run('--waivers', file);
    expect([wrong.exitCode, wrong.requests.length]).to.deep.equal([2, 0]);
    expect('error' in wrong.outcome && wrong.outcome.error.message).to.include(`${file}:3:14: `);
    const missing = await run('--waivers', join(world.folder, 'none.yml'));
    expect([missing.exitCode, missing.requests.length]).to.deep.equal([2, 0]);
    expect('error' in missing.outcome && missing.outcome.error.message).to.include('none.yml');
  });

  it('refuses a device and follows a link to the file behind it', async () => {
    expect((await run('--waivers', '/dev/zero')).exitCode).to.equal(2);
    const link = join(world.folder, 'link.yml');
    await writeFile(file, '# ours\n');
    await symlink(file, link);
    await run('--waivers', link, '--update-waivers');
    expect(await readFile(file, 'utf8'))
      .to.include('# ours')
      .and.include('reason: ""');
  });
});
