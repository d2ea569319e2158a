/** The watch of many orgs: how many it looks at in a minute, and how much memory that takes. */
import { fork, spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fewOrgs } from './flags.js';
import type { FleetCall, FleetReply } from './fleetHost.js';
import type { Runnable } from './rounds.js';

const host = fileURLToPath(new URL('./fleetHost.ts', import.meta.url));
const hook = fileURLToPath(new URL('./usageHook.cjs', import.meta.url));
const cli = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** The orgs of the small run, which are `fewOrgs`, and those of the large one. */
const patternOf = (orgs: number): string => (orgs === fewOrgs ? 'org-00?,org-010' : 'org-*');

/** `heldBytes`: what is still referred to at the end. */
export type FleetRun = { wallMs: number; peakBytes: number; heldBytes: number };
export type FleetTurn = Runnable<FleetRun> & { orgs: number; latencyMs: number };

export type FleetWorld = {
  turns: (rounds: { still: number; late: number }) => FleetTurn[];
  close: () => Promise<void>;
};

/** One run of the compiled plugin, in a process of its own. @throws Error where it does not end as it has to */
const runOnce = async (orgs: number, place: { home: string; folder: string }): Promise<FleetRun> => {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-usage-'));
  try {
    const startedAt = performance.now();
    const argv = ['integration', 'monitor', '--orgs', patternOf(orgs), '--state-dir', `looks-${orgs}`, '--json'];
    const child = spawn(process.execPath, [cli, ...argv], {
      cwd: place.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...{ HOME: place.home, USERPROFILE: place.home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' },
        ...{ SF_DISABLE_TELEMETRY: 'true', SF_DISABLE_LOG_FILE: 'true' },
        ...{ NODE_OPTIONS: `--expose-gc --require ${JSON.stringify(hook)}`, BENCH_USAGE: join(scratch, 'usage') },
      },
    });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
    child.stderr.resume();
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    const wallMs = performance.now() - startedAt;
    if (code !== 0) throw new Error(`the watch of ${orgs} orgs ended with ${String(code)}\n${said.slice(0, 2000)}`);
    const { fleet } = (JSON.parse(said) as { result: { fleet: { orgs: Array<{ outcome: string }> } } }).result;
    const seen = fleet.orgs.filter(({ outcome }) => outcome === 'seen').length;
    if (seen !== orgs) throw new Error(`it has seen ${seen} of ${orgs} orgs`);
    const [file = ''] = await readdir(scratch);
    const usage = JSON.parse(await readFile(join(scratch, file), 'utf8')) as { maxRSS: number; heldBytes: number };
    return { wallMs, peakBytes: usage.maxRSS * 1024, heldBytes: usage.heldBytes };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** Starts the process of the orgs. @param large how many there are */
export const openFleetWorld = async (large: number): Promise<FleetWorld> => {
  const child = fork(host, { execArgv: ['--import', 'tsx'] });
  const call = (what: FleetCall): Promise<FleetReply> =>
    new Promise((resolve, reject) => {
      child.once('message', (reply: FleetReply) => {
        if ('error' in reply) reject(new Error(reply.error));
        else resolve(reply);
      });
      child.send(what);
    });
  const opened = await call({ open: large });
  if (!('home' in opened)) throw new Error('the orgs are not there');
  return {
    turns: ({ still, late }) =>
      [fewOrgs, large].flatMap((orgs) =>
        [
          { latencyMs: 0, rounds: still },
          { latencyMs: 100, rounds: late },
        ].map(({ latencyMs, rounds }) => ({
          ...{ orgs, latencyMs, rounds, title: `watch of ${orgs} orgs, ${latencyMs} ms` },
          run: async () => {
            await call({ latencyMs });
            return runOnce(orgs, opened);
          },
        })),
      ),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
    },
  };
};
