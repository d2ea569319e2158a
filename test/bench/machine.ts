/** What the benchmark ran on, and with what. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';

export type Machine = {
  cpu: string;
  cores: number;
  memoryBytes: number;
  system: string;
  node: string;
  sf: string;
  /** Short hash; with a plus where files differ from it. */
  commit: string;
  date: string;
  /** Load average of the last minute when the run began. */
  loadBefore: number;
  /** Share of the CPU time of the machine that went to something else while commands were measured; null if none were. */
  foreignShare: number | null;
};

const versionOfSf = (): string => {
  const file = new URL('../../tools/sf/node_modules/@salesforce/cli/package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

const git = (...args: string[]): string => {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

/** Describes this machine; `foreignShare` is known only at the end. */
export const describeMachine = (): Omit<Machine, 'foreignShare'> => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryBytes: totalmem(),
  system: `${platform()} ${arch()}`,
  node: process.version,
  sf: versionOfSf(),
  commit: `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', 'src', 'messages', 'integrations') === '' ? '' : '+'}`,
  date: new Date().toISOString().slice(0, 10),
  loadBefore: loadavg()[0] ?? 0,
});
