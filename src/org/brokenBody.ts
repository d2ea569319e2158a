/**
 * jsforce pipes the body of an answer without listening for errors: when the connection breaks in the middle of one, the
 * call never settles and the error ends the whole process with a stack trace. Nothing but the process itself is told, so
 * that is where it has to be caught.
 */

type Reject = (reason: Error) => void;

/**
 * One for the whole process, however many copies of this module are loaded: the process has room for one callback, and
 * whichever copy has set it has to tell the calls of all of them.
 */
type State = {
  readonly waiting: Set<Reject>;
  /** Once a body has broken off, others that were under way with it may do so after their calls were given up. */
  broke: boolean;
  /** Whether the callback in place is ours: one that somebody else has set is left alone. */
  installed: boolean;
};

const key = Symbol.for('sf-plugin-integration.brokenBody.1');
const shared = globalThis as typeof globalThis & { [key]?: State };
const state: State = (shared[key] ??= { waiting: new Set(), broke: false, installed: false });

/** How fetch says that a body ended early. */
const isBrokenBody = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TypeError' && error.message === 'terminated';

const uninstall = (): void => {
  if (!state.installed) return;
  state.installed = false;
  process.setUncaughtExceptionCaptureCallback(null);
};

const install = (): void => {
  if (state.installed || process.hasUncaughtExceptionCaptureCallback()) return;
  process.setUncaughtExceptionCaptureCallback(onUncaught);
  state.installed = true;
};

const onUncaught = (error: Error): void => {
  if (isBrokenBody(error)) {
    state.broke = true;
    // Which of several calls it was cannot be told: all are given up, and reads are tried again.
    for (const reject of state.waiting) reject(error);
    return;
  }
  uninstall();
  setImmediate(() => {
    throw error;
  });
};

/**
 * Settles like `call`, and rejects when the body of an answer breaks off meanwhile.
 * @throws what `call` rejects with, or a TypeError "terminated"
 */
export const orBroken = async <T>(call: Promise<T>): Promise<T> => {
  let giveUp: Reject = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  install();
  state.waiting.add(giveUp);
  try {
    return await Promise.race([call, broken]);
  } finally {
    state.waiting.delete(giveUp);
    if (state.waiting.size === 0 && !state.broke) uninstall();
  }
};
