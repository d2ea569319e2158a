/**
 * jsforce pipes the body of an answer without listening for errors: when the connection breaks in the middle of one, or it
 * is too long to be a string, the call never settles and the error ends the whole process with a stack trace. Nothing but
 * the process itself is told, so that is where it has to be caught. Our own requests do not go that way (wire.ts), but
 * sf's do: the one for the API versions, and those for a new session.
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

/** Something that nobody caught while a call waited: all that is known of it is that the call will not end. */
export class UnreadableAnswer extends Error {
  public readonly errorCode = 'UNREADABLE_ANSWER';

  public constructor() {
    super('The answer could not be read.');
    this.name = 'UnreadableAnswer';
  }
}

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
  if (isBrokenBody(error) || state.waiting.size > 0) {
    state.broke = true;
    // Which of several calls it was cannot be told: all are given up.
    for (const reject of state.waiting) reject(isBrokenBody(error) ? error : new UnreadableAnswer());
    return;
  }
  uninstall();
  setImmediate(() => {
    throw error;
  });
};

/**
 * Settles like `call`, and rejects when the body of an answer breaks off meanwhile, or anything else happens that nobody
 * catches.
 * @throws what `call` rejects with, a TypeError "terminated", or UnreadableAnswer
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
