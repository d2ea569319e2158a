/** What requests leave behind at the signal of a run; a thread of its own, as `transportListeners.test.ts` says. */
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { createTransport } from '../../../src/org/transport.js';

const collectThrice = async (): Promise<void> => {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
};

let collecting: Promise<void> | undefined;

/** Collects garbage, as happens while a request is under way; requests side by side see the same collection. */
const collectGarbage = (): Promise<void> => {
  collecting ??= collectThrice().finally(() => (collecting = undefined));
  return collecting;
};

const { signal } = new AbortController();
const { attempt } = createTransport({ waitMs: 60_000, signal });
const refused = async (): Promise<never> => {
  await collectGarbage();
  throw new Error('refused');
};

/** How many listeners are left after requests that were answered, and then after some that were refused. */
const leftBehind = async (): Promise<[answered: number, refused: number]> => {
  const left = (): number => getEventListeners(signal, 'abort').length;
  // Side by side: Node keeps hold of the way to take a listener away for the last one alone.
  await Promise.all([1, 2, 3].map(() => attempt(collectGarbage)));
  const afterAnswers = left();
  await Promise.all([1, 2, 3].map(() => attempt(refused).catch(() => undefined)));
  return [afterAnswers, left()];
};

void leftBehind().then((left) => parentPort?.postMessage(left));
