/**
 * jsforce pipes the body of an answer without listening for errors: when the connection breaks in the middle of one, the
 * call never settles and the error ends the whole process with a stack trace. Nothing but the process itself is told, so
 * that is where it has to be caught.
 */

type Reject = (reason: Error) => void;

const waiting = new Set<Reject>();
/** Once a body has broken off, others that were under way with it may do so after their calls were given up. */
let broke = false;

/** How fetch says that a body ended early. */
const isBrokenBody = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TypeError' && error.message === 'terminated';

const onUncaught = (error: Error): void => {
  if (isBrokenBody(error)) {
    broke = true;
    // Which of several calls it was cannot be told: all are given up, and reads are tried again.
    for (const reject of waiting) reject(error);
    return;
  }
  process.setUncaughtExceptionCaptureCallback(null);
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
  if (waiting.size === 0 && !process.hasUncaughtExceptionCaptureCallback()) {
    process.setUncaughtExceptionCaptureCallback(onUncaught);
  }
  waiting.add(giveUp);
  try {
    return await Promise.race([call, broken]);
  } finally {
    waiting.delete(giveUp);
    if (waiting.size === 0 && !broke) process.setUncaughtExceptionCaptureCallback(null);
  }
};
