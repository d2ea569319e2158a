import { expect } from 'chai';
import { chooseFromList, isNarrowedTo } from '../../../src/cli/chooseFromList.js';
import { Refusal } from '../../../src/refusal.js';
import { fakeTerminal, keys } from '../../support/fakeTerminal.js';
import type { FakeTerminal, Reaction } from '../../support/fakeTerminal.js';

const entries = ['ann', 'ben', 'cleo'].map((name) => ({ value: name.toUpperCase(), name, note: `note of ${name}` }));

describe('a list to choose from', () => {
  let open: FakeTerminal | undefined;
  afterEach(() => {
    open?.close();
    open = undefined;
  });

  const chosenBy = (reactions: readonly Reaction[], signal = new AbortController().signal): Promise<string> => {
    open = fakeTerminal(...reactions);
    return chooseFromList({
      question: 'Who?',
      entriesFor: async (typed) => entries.filter((entry) => isNarrowedTo(entry, typed)),
      signal,
    });
  };

  const interruptionOf = async (answer: Promise<unknown>): Promise<unknown> => {
    const end = await answer.catch((error: unknown) => error);
    expect(end).to.be.instanceOf(Refusal);
    return (end as Refusal).code;
  };

  it('Enter takes the first entry, and every entry says why it is there', async () => {
    expect(await chosenBy([['cleo', keys.enter]])).to.equal('ANN');
    expect(open?.screen()).to.include('Who?').and.include('ben  (note of ben)');
  });

  it('arrow keys move, and typed words narrow whatever their case', async () => {
    expect(
      await chosenBy([
        ['cleo', keys.down],
        ['ann', keys.enter],
      ]),
    ).to.equal('BEN');
    open?.close();
    expect(
      await chosenBy([
        ['cleo', 'OF cl'],
        ['Who? OF cl', keys.enter],
      ]),
    ).to.equal('CLEO');
  });

  it('text that is pasted together with Enter is answered by what was found for it', async () => {
    expect(await chosenBy([['cleo', `cleo${keys.enter}`]])).to.equal('CLEO');
    expect(open?.screen()).to.match(/✔ Who\? cleo/);
  });

  it('and asked again where nothing was found for it', async () => {
    expect(
      await chosenBy([
        ['cleo', `nobody${keys.enter}`],
        [/No results found[^]*cleo/, keys.enter],
      ]),
    ).to.equal('ANN');
  });

  it('Ctrl-C is an interruption, and so is the signal that the process is told to stop', async () => {
    expect(await interruptionOf(chosenBy([['cleo', keys.ctrlC]]))).to.equal('INTERRUPTED');
    open?.close();
    const stop = new AbortController();
    const answer = chosenBy([], stop.signal);
    setImmediate(() => stop.abort());
    expect(await interruptionOf(answer)).to.equal('INTERRUPTED');
  });

  it('shows nothing that a terminal would obey', async () => {
    open = fakeTerminal([/Harmless/, keys.enter]);
    const hostile = { value: 1, name: '\u001b]0;pwned\u0007Harmless\u202e', note: '\u001b[2K\u001b[1A\rx' };
    expect(
      await chooseFromList({ question: '?', entriesFor: async () => [hostile], signal: new AbortController().signal }),
    ).to.equal(1);
    expect(open.screen()).to.not.match(/\u001b\]|\u0007|\u202e|\rx/);
  });
});
