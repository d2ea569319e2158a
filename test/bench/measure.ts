/** Runs one command of the real `sf` and measures it. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSf } from '../e2e/sf.js';
import { linkedAsInstalled } from './place.js';
import type { Cost, ResultSize } from './cost.js';
import { sum } from './stats.js';
import type { RemoteOrg } from './orgs.js';

/** One command and how it must end; `env`: what a person has set. */
export type Step = { args: readonly string[]; exit: number; cwd?: string; env?: Readonly<Record<string, string>> };

const hook = fileURLToPath(new URL('./usageHook.cjs', import.meta.url));

type Usage = { userCPUTime: number; systemCPUTime: number; maxRSS: number };

/** CPU time that the whole machine has spent so far, in milliseconds. */
const machineBusy = (): number => sum(cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq));

const ownCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

type Found = { findings: ReadonlyArray<{ grantedBy: readonly unknown[] }> };
type ManyResult = {
  checks?: readonly Found[];
  looks?: ReadonlyArray<Partial<Found>>;
  who?: { users?: readonly unknown[] };
};

/** Size of a result of `check`, `monitor` or `explain --who` with `--json`; null for any other output. */
export const resultSize = (json: unknown, bytes: number): ResultSize | null => {
  const { checks, looks, who } = ((json as { result?: unknown } | undefined)?.result ?? {}) as ManyResult;
  if (who) return { findings: who.users?.length ?? 0, sources: 0, bytes };
  if (looks) return { findings: looks.length, sources: 0, bytes };
  if (!Array.isArray(checks)) return null;
  const findings = (checks as readonly Found[]).flatMap((check) => check.findings);
  return { findings: findings.length, sources: sum(findings.map(({ grantedBy }) => grantedBy.length)), bytes };
};

/**
 * Runs the command and tells what it cost. Only the command is running meanwhile: this process waits, and the org's
 * process answers. Rejects when the command does not end with its exit code, when the org met trouble, and when the
 * command left a second process behind.
 */
export const measureStep = async (
  { args, exit, cwd, env }: Step,
  home: string,
  org: RemoteOrg,
  latencyMs: number,
): Promise<Cost> => {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-usage-'));
  try {
    await org.begin(latencyMs);
    let endedAt = NaN;
    let firstOutputAt = 0;
    let pid: number | undefined;
    const before = { busy: machineBusy(), own: ownCpu() };
    const startedAt = performance.now();
    const { status, stdout, stderr, json } = await runSf(args, {
      home,
      ...(cwd === undefined ? {} : { cwd }),
      env: {
        ...env,
        ...linkedAsInstalled,
        NODE_OPTIONS: `--require ${JSON.stringify(hook)}`,
        BENCH_USAGE: join(scratch, 'usage'),
      },
      timeoutMs: 600_000,
      onStart: (child) => {
        pid = child.pid;
        child.once('exit', () => (endedAt = performance.now()));
        child.stdout?.once('data', () => (firstOutputAt = performance.timeOrigin + performance.now()));
      },
    });
    const spent = { busy: machineBusy() - before.busy, own: ownCpu() - before.own };
    const { traffic, trouble, cpuMs } = await org.take();
    const command = `sf ${args.slice(0, 8).join(' ')}`;
    if (status !== exit) throw new Error(`${command} ended with ${status}, not ${exit}\n${stdout}${stderr}`);
    if (trouble.length > 0) throw new Error(`${command}: trouble in the embedded org\n${trouble.join('\n')}`);
    const files = await readdir(scratch);
    if (files.length !== 1 || files[0] !== `usage.${String(pid)}`) {
      throw new Error(`${command}: expected the account of one process, found ${files.join(', ')}`);
    }
    const usage = JSON.parse(await readFile(join(scratch, `usage.${String(pid)}`), 'utf8')) as Usage;
    const [userMs, systemMs] = [usage.userCPUTime / 1000, usage.systemCPUTime / 1000];
    return {
      ...traffic,
      processes: 1,
      wallMs: endedAt - startedAt,
      userMs,
      systemMs,
      peakBytes: usage.maxRSS * 1024,
      tailMs: traffic.lastAnswerAt === 0 ? 0 : firstOutputAt - traffic.lastAnswerAt,
      foreignMs: Math.max(0, spent.busy - spent.own - userMs - systemMs - cpuMs),
      result: resultSize(json, Buffer.byteLength(stdout)),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
};
