import { expect } from 'chai';
import { inRounds } from './rounds.js';

describe('bench: rounds', () => {
  const runnable = (title: string, rounds: number, order: string[]) => {
    let runs = 0;
    return {
      title,
      rounds,
      run: () => {
        order.push(title);
        runs += 1;
        return Promise.resolve(`${title}${runs}`);
      },
    };
  };

  it('gives everyone a turn in each round, beginning with another one, and forgets the first round', async () => {
    const order: string[] = [];
    const told: string[] = [];
    const results = await inRounds(
      [runnable('a', 2, order), runnable('b', 1, order), runnable('c', 2, order)],
      (...turn) => told.push(turn.join(' ')),
    );
    expect(order.join('')).to.equal('abcbcaca');
    expect(results).to.deep.equal([['a2', 'a3'], ['b2'], ['c2', 'c3']]);
    expect(told.slice(0, 4)).to.deep.equal(['0 2 a', '0 2 b', '0 2 c', '1 2 b']);
  });

  it('stops with the first run that fails', async () => {
    const order: string[] = [];
    const fails = { title: 'x', rounds: 1, run: () => Promise.reject(new Error('exit code 2')) };
    const outcome = await inRounds([runnable('a', 1, order), fails, runnable('b', 1, order)], () => undefined).then(
      () => 'done',
      (error: Error) => error.message,
    );
    expect(outcome).to.equal('exit code 2');
    expect(order).to.deep.equal(['a']);
  });
});
