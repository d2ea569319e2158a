/** Runs a command in this process as `sf` does, and keeps everything that came out of it: nothing is stubbed. */
import type { RequestRecord } from '../../../local-org/http/requestLog.js';
import type { LocalOrg } from '../../../local-org/http/localOrgServer.js';
import type { Failure } from '../../../support/commandRun.js';
import { inHurriedTime } from '../../../support/virtualClock.js';

/** A command class; sf types what it returns loosely. */
export type Runnable = { readonly run: (argv: string[]) => Promise<unknown> };

export type Ran = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** As a script reads it; undefined where it threw. */
  readonly result: unknown;
  readonly error: Failure | null;
  readonly requests: readonly RequestRecord[];
  /** Whether it was interrupted while it ran. */
  readonly interrupted: boolean;
};

/** Interrupts the run as Ctrl-C does; nothing once it is over. */
export type Interrupt = () => void;

type Stream = 'stdout' | 'stderr';

/** Takes what is written to a stream instead of the stream; `back` puts the stream back. */
const take = (name: Stream, into: string[]): (() => void) => {
  const stream = process[name];
  const { write, isTTY } = stream;
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    into.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    done?.();
    return true;
  }) as typeof write;
  // In a terminal and outside of it the same is printed.
  stream.isTTY = false;
  return () => {
    stream.write = write;
    stream.isTTY = isTTY;
  };
};

/** Only what the command itself listens with: the test runner has a listener of its own. */
const interrupter = (): { interrupt: Interrupt; wasUsed: () => boolean; over: () => void } => {
  const before = new Set(process.listeners('SIGINT'));
  let running = true;
  let used = false;
  return {
    interrupt: () => {
      const own = process.listeners('SIGINT').filter((listener) => !before.has(listener));
      if (!running || own.length === 0) return;
      used = true;
      for (const listener of own) listener('SIGINT');
    },
    wasUsed: () => used,
    over: () => {
      running = false;
    },
  };
};

/**
 * Runs the command to its end.
 * @param prepare called when it is about to start, with what interrupts it
 */
export const runQuietly = async (
  org: LocalOrg,
  command: Runnable,
  argv: readonly string[],
  prepare?: (interrupt: Interrupt) => void,
): Promise<Ran> => {
  const written: Record<Stream, string[]> = { stdout: [], stderr: [] };
  const { interrupt, wasUsed, over } = interrupter();
  const { exit, exitCode } = process;
  const sent = org.requests.length;
  const back = [take('stdout', written.stdout), take('stderr', written.stderr)];
  process.exitCode = undefined;
  process.exit = (code) => {
    throw new Error(`the process was ended with ${String(code)}`);
  };
  let result: unknown;
  let error: Failure | null = null;
  let code: unknown;
  try {
    prepare?.(interrupt);
    result = await inHurriedTime(() => command.run([...argv]));
    code = process.exitCode ?? 0;
  } catch (thrown) {
    error = thrown as Failure;
    code = error.oclif?.exit ?? process.exitCode ?? 1;
  } finally {
    over();
    for (const put of back) put();
    process.exit = exit;
    process.exitCode = exitCode;
  }
  return {
    exitCode: Number(code),
    stdout: written.stdout.join(''),
    stderr: written.stderr.join(''),
    result: result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown),
    error,
    requests: org.requests.slice(sent),
    interrupted: wasUsed(),
  };
};
