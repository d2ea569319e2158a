import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { runsNow } from '../support/largeMatrix.js';
import { openWorldOnTheWire } from '../support/world.js';
import type { World } from '../support/world.js';

const cli = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const admin = 'admin@example.com';
type Ended = { code: number | null; stderr: string };

/** Output that goes nowhere: a disk without room, and a reader that has gone. Needs the build. */
describe('a command whose output cannot be written', function () {
  if (!existsSync('/dev/full')) {
    it('needs /dev/full, which this system does not have');
    return;
  }
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await openWorldOnTheWire({ scenario: 'default' }, admin);
  });
  after(() => world.close());

  const ended = async (argv: readonly string[], stdout: 'full' | 'closed', stderr: 'full' | 'read'): Promise<Ended> => {
    const full = await open('/dev/full', 'w');
    const stdio = [
      'ignore' as const,
      stdout === 'full' ? full.fd : ('pipe' as const),
      stderr === 'full' ? full.fd : ('pipe' as const),
    ];
    const child = spawn(process.execPath, [cli, 'integration', ...argv], { stdio, env: process.env });
    child.stdout?.destroy();
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    await full.close();
    return { code, stderr: said };
  };

  const check = ['check', '-o', admin, '-i', 'hg-insights', '-u', 'grouped@example.com'];
  const grant = ['grant', '-o', admin, '-i', '6sense', '-u', 'sixsense@example.com', '--no-prompt'];
  const written = (): number => world.org.requests.filter(({ path }) => path.includes('composite/graph')).length;

  // Each is a process: a push starts a part of them (`largeMatrix.ts`).
  const withoutRoom = [['list'], ['list', '--json'], check, [...check, '--json'], [...grant, '--dry-run']];
  for (const argv of withoutRoom.filter((_, row) => runsNow(row, 0, 4)))
    it(`${argv.filter((word) => !word.includes('@')).join(' ')} without room ends with 2, one sentence and no stack trace`, async () => {
      const { code, stderr } = await ended(argv, 'full', 'read');
      expect(code, stderr).to.equal(2);
      expect(stderr).to.match(/cannot be written \(ENOSPC\)/);
      expect(stderr).to.not.match(/ {4}at |command\.js/);
    });

  it('grants nothing where the plan could not be shown', async () => {
    const { code, stderr } = await ended(grant, 'full', 'read');
    expect([code, written()], stderr).to.deep.equal([2, 0]);
  });

  it('says that something was changed where the end could not be told', async () => {
    const { code, stderr } = await ended([...grant, '--json'], 'full', 'read');
    expect([code, written() > 0], stderr).to.deep.equal([68, true]);
  });

  const codes: Array<[argv: string[], code: number]> = [
    [['list'], 0],
    [['list', '--json'], 0],
    [check, 1],
    [['describe', '-i', 'nothing'], 2],
  ];
  for (const [argv, expected] of codes.filter((_, row) => runsNow(row, 1, 2)))
    it(`${argv[0]} ${argv.at(-1)} that nobody reads any more ends as it would have`, async () => {
      const { code, stderr } = await ended(argv, 'closed', 'read');
      expect(code, stderr).to.equal(expected);
      expect(stderr).to.not.match(/ {4}at |unsettled/);
    });

  it('what goes to stderr may get lost, and nothing else happens', async () => {
    expect(await ended(check, 'closed', 'full')).to.deep.include({ code: 1 });
    expect(await ended(['describe', '-i', 'nothing'], 'closed', 'full')).to.deep.include({ code: 2 });
  });
});
