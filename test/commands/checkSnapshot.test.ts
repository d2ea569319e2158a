import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { runsNow } from '../support/largeMatrix.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'hginsights@example.com';

describe('integration check --snapshot', function () {
  this.timeout(240_000);
  let world: World;
  let folder: string;
  let number = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
  });
  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true });
  });

  const open = async (scenario: string): Promise<void> => {
    world = await openWorld({ org: loadScenario(scenario) }, admin);
  };
  const run = (...argv: string[]): Promise<Ran<CheckResult>> =>
    runCommand<CheckResult>(world.org, IntegrationCheck, argv);
  const newFile = (): string => join(folder, `s${(number += 1)}.json`);
  const resultOf = (ran: Ran<CheckResult>): CheckResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const messageOf = ({ outcome }: Ran<CheckResult>): string => ('error' in outcome ? outcome.error.message : '');

  const cases: ReadonlyArray<readonly [scenario: string, ...argv: string[]]> = [
    ['default', '-u', user, '-u', 'ciro@example.com'],
    ['hostile', '-u', '100%_sure@example.com', '-u', `o'brien"\\@example.com`],
    ['hgInsights', '-i', 'hg-insights', '-u', user],
    ['default', '-i', 'cognism', '-u', user, '--authentication', 'usernamePassword'],
    ['default'],
    ['default', '-i', 'hg-insights', '-u', user],
    ['default', '-i', 'ciro', '-u', user, '-u', 'mistyped@example.com'],
  ];
  // A push runs every other one (`largeMatrix.ts`).
  for (const [scenario, ...argv] of cases.filter((_, at) => runsNow(1, at, 2)))
    it(`gives the same, byte for byte, of ${scenario} with ${argv.join(' ')}`, async () => {
      await open(scenario);
      const file = newFile();
      const live = await run('-o', admin, ...argv, '--save-snapshot', file);
      const again = await run('--snapshot', file);
      expect(JSON.stringify(resultOf(again))).to.equal(JSON.stringify(resultOf(live)));
      expect([again.exitCode, again.requests.length]).to.deep.equal([live.exitCode, 0]);
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
      expect(again.text).to.include(`From the snapshot ${file}`);
    });

  it('hides people, org and host, and finds the same', async () => {
    await open('hgInsights');
    const [plain, hidden] = [newFile(), newFile()];
    const wanted = ['-o', admin, '-i', 'hg-insights', '-u', user];
    const live = resultOf(await run(...wanted, '--save-snapshot', plain));
    await run(...wanted, '--save-snapshot', hidden, '--redact');
    const text = await readFile(hidden, 'utf8');
    const { org } = live;
    const host = org.instanceUrl.replace(/^https?:\/\//, '');
    for (const secret of [admin, user, host, org.id.slice(0, 15)])
      expect(text.toLowerCase().includes(secret.toLowerCase()), secret).to.equal(false);
    const redacted = resultOf(await run('--snapshot', hidden));
    const verdicts = ({ checks: all }: CheckResult): unknown =>
      all.map(({ findings, ready, summary }) => [
        ready,
        summary,
        findings.map(({ id, status, code }) => [id, status, code]),
      ]);
    expect(verdicts(redacted)).to.deep.equal(verdicts(live));
    expect(redacted.checks[0]?.user).to.include({ username: 'user1@example.com', name: 'User 1' });
  });

  it('advises no command for an org and users of made-up names', async () => {
    await open('default');
    const hidden = newFile();
    const wanted = ['-o', admin, '-i', 'hg-insights', '-u', 'ciro@example.com'];
    const live = await run(...wanted, '--save-snapshot', hidden, '--redact');
    expect(live.text)
      .to.match(/integration grant /)
      .and.match(/integration history-tracking /);
    const kept = newFile();
    await run(...wanted, '--save-snapshot', kept);
    // A snapshot that is checked once more says the same: the org is looked at.
    expect((await run('--snapshot', kept)).text).to.match(
      /check the org itself again:\s+.*integration check -i hg-insights -u ciro@example\.com -o admin@example\.com/,
    );
    const redacted = await run('--snapshot', hidden);
    const [, steps = ''] = redacted.text.split('What to do');
    expect(steps)
      .to.include('made up')
      .and.not.match(/integration (grant|history-tracking) -|--on-behalf-of/);
    expect(steps).to.include('have a new one made of the org').and.not.include(' -o ');
  });

  it('checks other definitions and users only as far as they were read', async () => {
    await open('default');
    const file = newFile();
    await run('-o', admin, '-i', 'hg-insights', '-u', user, '--save-snapshot', file);
    expect((await run('--snapshot', file, '-i', 'hg-insights', '-u', user.toUpperCase())).exitCode).to.be.oneOf([0, 1]);
    const other = await run('--snapshot', file, '-i', 'runner');
    expect(other.exitCode).to.equal(2);
    expect(messageOf(other)).to.include('was taken for other needs: it does not hold ViewAllProfiles');
    const nobody = await run('--snapshot', file, '-u', 'nobody@example.com');
    expect([nobody.exitCode, messageOf(nobody)]).to.deep.equal([
      2,
      `The snapshot ${file} does not hold the user nobody@example.com.`,
    ]);
  });

  it('refuses a file that was edited, is of another version, or is none', async () => {
    await open('default');
    const file = newFile();
    await run('-o', admin, '-i', 'ciro', '-u', user, '--save-snapshot', file);
    const text = await readFile(file, 'utf8');
    const refused = async (content: string): Promise<string> => {
      await writeFile(file, content);
      const ran = await run('--snapshot', file);
      expect(ran.exitCode).to.equal(2);
      return messageOf(ran);
    };
    expect(await refused(text.replace('"isActive"', '"isactive"'))).to.include('was changed or damaged');
    expect(await refused(text.replace('"snapshotVersion": 1', '"snapshotVersion": 2'))).to.include(
      'was taken by version',
    );
    expect(await refused(text.slice(0, 400))).to.include('JSON');
    expect(await refused('{}')).to.include(file);
  });

  it('takes an org or a snapshot, not both', async () => {
    await open('default');
    const ran = await run('--snapshot', newFile(), '-o', admin);
    expect([ran.exitCode, ran.requests.length]).to.deep.equal([2, 0]);
    expect(messageOf(ran)).to.match(/--snapshot=.* cannot also be provided when using --target-org/);
  });

  it('holds to the way of logging in that it was taken for', async () => {
    await open('default');
    const file = newFile();
    await run('-o', admin, '-i', 'ciro', '-u', user, '--save-snapshot', file);
    expect((await run('--snapshot', file, '--authentication', 'oauth')).exitCode).to.equal(1);
    const other = await run('--snapshot', file, '--authentication', 'usernamePassword');
    expect([other.exitCode, messageOf(other)]).to.deep.equal([
      2,
      `The snapshot ${file} was taken for an integration that logs in with oauth.`,
    ]);
  });

  it('writes over nothing, and asks the org nothing where the name is taken', async () => {
    await open('default');
    const file = newFile();
    await writeFile(file, 'mine');
    const ran = await run('-o', admin, '-i', 'ciro', '-u', user, '--save-snapshot', file);
    expect([ran.exitCode, ran.requests.length]).to.deep.equal([2, 0]);
    expect(await readFile(file, 'utf8')).to.equal('mine');
  });

  it('waives in a snapshot as in the org', async () => {
    await open('default');
    const [file, waivers] = [newFile(), join(folder, 'w.yml')];
    await run('-o', admin, '-i', 'hg-insights', '-u', 'ciro@example.com', '--save-snapshot', file);
    await writeFile(waivers, 'waivers: [{id: "*", reason: x}]');
    const ran = await run('--snapshot', file, '--waivers', waivers);
    expect(ran.exitCode, messageOf(ran)).to.equal(0);
  });
});
