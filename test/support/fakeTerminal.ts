/** A person at a terminal who answers questions: what is shown is read, and keys are pressed when something is to be seen. */
import { PassThrough } from 'node:stream';
import sinon from 'sinon';
import { terminal } from '../../src/cli/terminal.js';

/** What the person waits to see, and the keys that are pressed then. */
export type Reaction = readonly [shown: string | RegExp, keys: string];

export const keys = { enter: '\r', down: '\u001b[B', ctrlC: '\u0003' } as const;

export type FakeTerminal = {
  /** Everything that was shown, without what moves the cursor and colors. */
  readonly screen: () => string;
  /** Reactions that never came to pass. */
  readonly left: () => readonly Reaction[];
  readonly close: () => void;
};

const plain = (text: string): string => text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '');

/** Puts such a person in the place of this process's terminal until it is closed. */
export const fakeTerminal = (...reactions: readonly Reaction[]): FakeTerminal => {
  const sandbox = sinon.createSandbox();
  const kept = { isTTY: process.stdin.isTTY, ci: process.env['CI'] };
  process.stdin.isTTY = true;
  process.env['CI'] = 'false';
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 120, rows: 40 });
  // A terminal is there for the next question too.
  output.end = () => output;
  sandbox.stub(terminal, 'streams').returns({ input, output });
  sandbox.stub(terminal, 'isWhole').returns(true);
  const waiting = [...reactions];
  let all = '';
  let unread = '';
  output.on('data', (part: Buffer) => {
    all += plain(part.toString('utf8'));
    unread += plain(part.toString('utf8'));
    const [next] = waiting;
    if (!next || (typeof next[0] === 'string' ? !unread.includes(next[0]) : !next[0].test(unread))) return;
    waiting.shift();
    unread = '';
    // A person is slower than the screen.
    setImmediate(() => input.write(next[1]));
  });
  return {
    screen: () => all,
    left: () => waiting,
    close: () => {
      sandbox.restore();
      process.stdin.isTTY = kept.isTTY;
      if (kept.ci === undefined) delete process.env['CI'];
      else process.env['CI'] = kept.ci;
    },
  };
};
