import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { shardFolder, shardOf } from '../../src/monitor/shard.js';
import type { FleetResult } from '../../src/report/monitor/monitorResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { everyCase } from '../support/largeMatrix.js';
import { orgNumber, orgNameOf, usernameIn } from '../support/manyOrgs.js';
import { enterHome, logIn, setAlias } from '../support/sfHome.js';
import { fleetFiles, takeSetFrom } from '../support/watchedFleet.js';

const cli = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const [count, parts] = [300, 4];
const shards = Array.from({ length: parts }, (_, at) => at + 1);
/** The part that is killed in the middle. */
const killed = 2;

type Ended = { readonly code: number | null; readonly result: FleetResult };

/**
 * Parts as processes of their own, against orgs that answer over HTTP. Needs the build. Only at night: a push runs the parts of
 * a generated workflow (`workflowParts.test.ts`), and merges them in one process (`monitorFleet.test.ts`).
 */
(everyCase ? describe : () => undefined)(`${count} orgs, shared out to ${parts} processes`, function () {
  this.timeout(1_200_000);
  let orgs: LocalOrg[];
  let folder: string;
  let leave: () => Promise<void>;

  before(async () => {
    ({ leave } = await enterHome());
    folder = await mkdtemp(join(tmpdir(), 'fleet-'));
    await mkdir(join(folder, 'integrations'));
    for (const [name, text] of Object.entries(fleetFiles(count))) await writeFile(join(folder, name), text);
    orgs = [];
    for (let number = 1; number <= count; number += 1) {
      const org = await startLocalOrg({ org: orgNumber(number) });
      orgs.push(org);
      await logIn(org, usernameIn(number, 'admin'));
      await setAlias(orgNameOf(number), usernameIn(number, 'admin'));
    }
  });
  after(async () => {
    for (const org of orgs) await org.close();
    await leave();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (...argv: string[]): ChildProcess =>
    spawn(process.execPath, [cli, 'integration', 'monitor', '--json', ...argv], {
      ...{ cwd: folder, env: process.env, stdio: ['ignore', 'pipe', 'pipe'] },
    });
  const ended = async (...argv: string[]): Promise<Ended> => {
    const child = start(...argv);
    let [said, failed] = ['', ''];
    child.stdout?.on('data', (piece: Buffer) => (said += piece.toString()));
    child.stderr?.on('data', (piece: Buffer) => (failed += piece.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(said, failed).to.not.equal('');
    return { code, result: (JSON.parse(said) as { result: FleetResult }).result };
  };
  const part = (index: number): string[] => [
    ...['--orgs', 'org-*', '--shard', `${index}/${shards.length}`, '--state-dir', 'looks'],
  ];
  const partOf = ({ org }: LocalOrg): number => shardOf(org.id.slice(0, 15), shards.length);

  /** Kills a part once it has begun its third org: then it has kept the looks at the first one. */
  const killInTheMiddle = async (index: number): Promise<void> => {
    const own = orgs.filter((org) => partOf(org) === index);
    for (const org of own) org.clearRequests();
    const child = start(...part(index), '--parallel', '2');
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    while (own.filter(({ requests }) => requests.length > 0).length < 3 && child.exitCode === null) await pause(5);
    child.kill('SIGKILL');
    await closed;
    expect(child.signalCode, 'it was not done yet').to.equal('SIGKILL');
  };

  it('come to the same report as one process, though one of them is killed and run again', async () => {
    const first = await ended('--orgs', 'org-*', '--state-dir', 'whole');
    expect([first.code, first.result.fleet.orgs.filter(({ outcome }) => outcome === 'seen').length]).to.deep.equal([
      ...[0, count],
    ]);
    // The parts begin with the same looks: each org has one file, and each file is of one part.
    for (const org of orgs) {
      const place = join(folder, 'looks', shardFolder({ index: partOf(org), of: shards.length }));
      await mkdir(place, { recursive: true });
      const own = (await readdir(join(folder, 'whole'))).filter((name) => name.startsWith(org.org.id.slice(0, 15)));
      for (const name of own) await copyFile(join(folder, 'whole', name), join(place, name));
    }
    for (const [at, org] of orgs.entries()) if (at % 3 !== 2) takeSetFrom(org);

    const whole = await ended('--orgs', 'org-*', '--state-dir', 'whole');
    await killInTheMiddle(killed);
    const early = await ended('--merge', 'looks');
    expect(early.code, 'the others are missing, and one did not end').to.equal(68);
    expect(early.result.fleet.shards.map(({ state }) => state)).to.deep.equal([
      ...shards.map((index) => (index === killed ? 'unfinished' : 'missing')),
    ]);
    for (const index of shards) await ended(...part(index));
    const merged = await ended('--merge', 'looks');

    // When it was is another moment; and what was told before it was killed costs no second look at the audit trail.
    const ofTheMoment = new Set(['at', 'since', 'channels', 'apiCalls']);
    const timeless = ({ looks, fleet }: FleetResult): string =>
      JSON.stringify(
        { looks, orgs: fleet.orgs, causes: fleet.causes },
        (key, value: unknown) => (ofTheMoment.has(key) ? undefined : value),
        1,
      );
    expect(timeless(merged.result)).to.equal(timeless(whole.result));
    expect([whole.code, merged.code]).to.deep.equal([1, 1]);
    const lost = whole.result.fleet.causes.flatMap((cause) => (cause.news === 'lost' ? cause.orgs : []));
    expect(new Set(lost.map(({ name }) => name)).size).to.equal(orgs.filter((_, at) => at % 3 !== 2).length);
  });
});
