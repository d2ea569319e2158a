import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../refusal.js';
import { reasonOf, refusalOfFileError } from './fileRefusal.js';

/** A process that was killed gives no sign of life any more: after so long its lock counts for nothing. */
const staleMs = 15_000;
const signOfLifeMs = 5_000;
/** How long to wait before looking again whether a lock is free. */
const pauseMs = 100;

export type LockWait = {
  /** How long to wait for somebody else to finish, in milliseconds. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
};

const locked = async (path: string): Promise<(() => Promise<void>) | null> => {
  // Loaded now: only what is kept between runs needs it.
  const { default: lockfile } = await import('proper-lockfile');
  try {
    return await lockfile.lock(path, {
      stale: staleMs,
      update: signOfLifeMs,
      realpath: false,
      // Somebody else took it for that of a dead process; what is written is whole all the same, file by file.
      onCompromised: () => undefined,
    });
  } catch (error) {
    if (reasonOf(error) === 'ELOCKED') return null;
    throw refusalOfFileError(error, path, 'unwritable');
  }
};

/**
 * Does something while no other process does the same to this file. The lock is a folder beside the file, so that it works on
 * file systems that machines share.
 * @throws Refusal stateLocked where nobody gives it back in time, file.unwritable; what `work` throws
 */
export const withLock = async <T>(path: string, { waitMs, signal }: LockWait, work: () => Promise<T>): Promise<T> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw refusalOfFileError(error, dirname(path), 'unwritable');
  });
  const end = Date.now() + waitMs;
  let release = await locked(path);
  while (release === null) {
    if (Date.now() >= end || signal.aborted) throw new Refusal('integration.monitor', 'stateLocked', [path]);
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    release = await locked(path);
  }
  try {
    return await work();
  } finally {
    // That it is gone already is no reason to lose the result.
    await release().catch(() => undefined);
  }
};
