import { setImmediate as afterEvents } from 'node:timers/promises';

/** Output that cannot be written, watched while a command runs. */
export type OutputWatch = {
  /** Why stdout takes nothing any more, as the system calls it: EPIPE where its reader has gone; null while it does. */
  readonly failure: () => Promise<string | null>;
  /** Ends the watch. */
  readonly release: () => void;
};

type Listener = (...args: unknown[]) => void;

/**
 * Listens for errors of stdout and stderr instead of others: oclif throws them out of the event loop, in the middle of
 * whatever is under way, and nobody listens to those of stderr at all. What goes to stderr may get lost.
 */
export const watchOutput = (): OutputWatch => {
  let failed: string | null = null;
  const streams = [process.stdout, process.stderr];
  const before = streams.map((stream) => stream.listeners('error') as Listener[]);
  const listeners = streams.map((stream) => (error: NodeJS.ErrnoException): void => {
    if (stream === process.stdout) failed ??= error.code ?? 'unknown error';
  });
  streams.forEach((stream, i) => {
    for (const other of before[i] ?? []) stream.removeListener('error', other);
    stream.on('error', listeners[i] as Listener);
  });
  return {
    failure: async () => {
      // The error of a write comes after it, as an event.
      await afterEvents();
      return failed;
    },
    release: () =>
      streams.forEach((stream, i) => {
        stream.removeListener('error', listeners[i] as Listener);
        for (const other of before[i] ?? []) stream.on('error', other);
      }),
  };
};
