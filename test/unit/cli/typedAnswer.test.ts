import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { typedAnswer } from '../../../src/cli/typedAnswer.js';
import { Refusal } from '../../../src/refusal.js';

/** What a person at a terminal types, key by key; what is shown is thrown away. */
const atTerminal = (): { input: PassThrough & { isTTY: boolean }; output: PassThrough & { isTTY: boolean } } => ({
  input: Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined }),
  output: Object.assign(new PassThrough(), { isTTY: true }).resume(),
});

const answerTo = (keys: string, signal = new AbortController().signal): Promise<string> => {
  const streams = atTerminal();
  const answer = typedAnswer('Which user?', signal, streams);
  streams.input.write(keys);
  return answer;
};

const interruptionOf = async (answer: Promise<string>): Promise<unknown> => {
  const end = await answer.catch((error: unknown) => error);
  expect(end).to.be.instanceOf(Refusal);
  return (end as Refusal).code;
};

describe('a question with a typed answer', () => {
  it('is answered by a line, without blanks around it', async () => {
    expect(await answerTo('  ann@example.com \r')).to.equal('ann@example.com');
  });

  it('Ctrl-C is an interruption', async () => {
    expect(await interruptionOf(answerTo('an\u0003'))).to.equal('INTERRUPTED');
  });

  it('so is the signal that the process is told to stop', async () => {
    const stop = new AbortController();
    const answer = answerTo('an', stop.signal);
    stop.abort();
    expect(await interruptionOf(answer)).to.equal('INTERRUPTED');
    expect(await interruptionOf(answerTo('', stop.signal))).to.equal('INTERRUPTED');
  });

  it('Ctrl-D, or an end of input, is as if nothing were typed', async () => {
    expect(await answerTo('\u0004')).to.equal('');
    const streams = atTerminal();
    const answer = typedAnswer('Which user?', new AbortController().signal, streams);
    streams.input.end();
    expect(await answer).to.equal('');
  });
});
