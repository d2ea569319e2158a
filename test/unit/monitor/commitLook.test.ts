import { expect } from 'chai';
import { compareAll, withLooks } from '../../../src/monitor/commitLook.js';
import type { Look } from '../../../src/monitor/look.js';
import type { LookNews } from '../../../src/monitor/message.js';
import type { MonitorState } from '../../../src/monitor/monitorState.js';
import { dueIn, withoutConfirmed } from '../../../src/monitor/outbox.js';
import { findingOf, lookOf, say, told } from './looks.js';

const of = {
  org: { id: '00D000000000001AAA', username: 'a@b.c', shortName: 'prod', instanceUrl: 'https://x.example' },
  integration: 'acme',
};
const at = (hour: number): string => new Date(Date.UTC(2027, 0, 1, hour)).toISOString();

const lookNews = (look: Look): LookNews => ({
  org: { ...of.org, type: 'production' },
  ...{ integration: look.reference, user: look.user.username, since: null, upcoming: [] },
  ...{ command: 'sf integration check', notify: [], news: [], missing: 0 },
});

/** Commits looks of one run. */
const commit = (
  state: MonitorState | null,
  looks: readonly Look[],
  run = 'r1',
  channels = ['slack', 'mail'],
): MonitorState =>
  withLooks(state, of, compareAll(state, looks, say), { run, at: at(0), channels }, ({ look, comparison }, missing) =>
    comparison && comparison.news.length > 0 ? { ...lookNews(look), news: comparison.news, missing } : null,
  );

const changesIn = (state: MonitorState, ...looks: readonly Look[]): string[] =>
  compareAll(state, looks, say).flatMap(({ comparison }) => (comparison === null ? ['overtaken'] : told(comparison)));

describe('monitor: what a look makes of the state', () => {
  const user = { id: '005000000000002AAA', username: 'b@acme.com', name: 'B' };
  const good = (hour: number, more: Partial<Look> = {}): Look => lookOf(at(hour), [findingOf('a', 'met')], more);
  const bad = (hour: number, more: Partial<Look> = {}): Look => lookOf(at(hour), [findingOf('a', 'unmet')], more);

  it('keeps users apart, and those that were not looked at', () => {
    const state = commit(null, [good(1), good(1, { user })]);
    expect(changesIn(state, bad(2, { user }))).to.deep.equal(['lost a met>unmet']);
    expect(commit(state, [bad(2, { user })]).looks.map(({ at: time }) => time)).to.deep.equal([at(1), at(2)]);
  });

  it('follows a user who was renamed', () => {
    const renamed = { user: { ...good(1).user, username: 'new@acme.com' } };
    expect(changesIn(commit(null, [good(1)]), bad(2, renamed))).to.deep.equal(['lost a met>unmet']);
  });

  it('follows a user whose integration is named another way', () => {
    const state = commit(null, [good(1)]);
    expect(changesIn(state, bad(2, { reference: 'acme@full' }))).to.deep.equal(['lost a met>unmet']);
    const replaced = commit(state, [bad(2, { reference: 'acme@full' })]);
    expect(replaced.looks.map(({ reference }) => reference)).to.deep.equal(['acme@full']);
  });

  it('begins anew where it cannot tell which look goes on', () => {
    const state = commit(null, [good(1)]);
    const both = [bad(2, { reference: 'acme@full' }), bad(2, { reference: 'acme@granular' })];
    expect(changesIn(state, ...both)).to.deep.equal([]);
    expect(changesIn(state, bad(2), bad(2, { reference: 'acme@full' }))).to.deep.equal(['lost a met>unmet']);
  });

  it('leaves a look that another run has overtaken, unless the clock was put right', () => {
    const state = commit(commit(null, [good(1)]), [bad(3)], 'r2');
    expect(changesIn(state, good(2.5))).to.deep.equal(['overtaken']);
    expect(commit(state, [good(2.5)], 'r3')).to.deep.equal(state);
    expect(changesIn(state, good(1))).to.deep.equal(['restored a unmet>met']);
  });

  it('writes what is new into the outbox, and nothing where nothing is', () => {
    const state = commit(null, [good(1)]);
    expect(state.outbox).to.deep.equal([]);
    const { outbox } = commit(state, [bad(2)], 'r2');
    expect(outbox).to.have.length(1);
    expect(outbox[0]).to.deep.include({ run: 'r2', pending: ['slack', 'mail'] });
    expect(outbox[0]?.looks.flatMap(({ news }) => news.map(({ id }) => id))).to.deep.equal(['a']);
  });

  const lastTold = (first: Look, ...looks: readonly Look[]): LookNews | undefined => {
    let state = commit(null, [first]);
    looks.forEach((look, index) => (state = commit(state, [look], `r${index + 2}`)));
    return state.outbox.at(-1)?.looks[0];
  };

  it('counts what is missing or unknown over all users as a check does, and says that more was told', () => {
    const unknown = (hour: number): Look => lookOf(at(hour), [findingOf('a', 'unknown')]);
    expect(lastTold(good(1), bad(2))).to.include({ missing: 1 });
    expect(lastTold(good(1), bad(2), unknown(3))).to.include({ missing: 1 });
    expect(lastTold(good(1), unknown(2))).to.include({ missing: 1 });
    expect(lastTold(good(1), unknown(2), good(3))).to.include({ missing: 0 });
    const optional = lookOf(at(1), [findingOf('a', 'met'), findingOf('b', 'unknown', { counts: false })]);
    const later = lookOf(at(2), [findingOf('a', 'unmet'), findingOf('b', 'unknown', { counts: false })]);
    expect(lastTold(optional, later)).to.include({ missing: 1 });
    const recommended = (hour: number, status: 'met' | 'unmet'): Look =>
      lookOf(at(hour), [findingOf('a', status, { counts: false })]);
    expect(lastTold(recommended(1, 'met'), recommended(2, 'unmet'))).to.include({ missing: 0, isOpen: true });
    expect(lastTold(recommended(1, 'met'), recommended(2, 'unmet'), recommended(3, 'met'))).to.not.have.property(
      'isOpen',
    );
  });

  it('says whether something is about to end still, told today or not', () => {
    const upcoming = [{ kind: 'license' as const, name: 'L', ends: at(200), text: 'It ends.' }];
    expect(lastTold(good(1, { upcoming }), bad(2, { upcoming }), good(3, { upcoming }))).to.include({ isEnding: true });
    expect(lastTold(good(1, { upcoming }), bad(2, { upcoming }), good(3))).not.to.have.property('isEnding');
  });
});

describe('monitor: what channels are due', () => {
  const state = (
    runs: ReadonlyArray<readonly [string, number, readonly string[]]>,
    integration = 'acme',
  ): MonitorState => ({
    ...of,
    integration,
    looks: [],
    outbox: runs.map(([run, hour, pending]) => ({
      run,
      at: at(hour),
      pending,
      looks: [{ ...lookNews(lookOf(at(hour), [])), integration }],
    })),
  });

  it('puts together what one run found over all states, the oldest run first, channel by channel', () => {
    const states = new Map([
      ['b', state([['r2', 2, ['slack']]], 'b')],
      [
        'a',
        state([
          ['r2', 2, ['mail', 'slack']],
          ['r1', 1, ['mail']],
        ]),
      ],
    ]);
    expect(dueIn(states).map(({ run, channel, files }) => [run, channel, ...files])).to.deep.equal([
      ['r1', 'mail', 'a'],
      ['r2', 'mail', 'a'],
      ['r2', 'slack', 'a', 'b'],
    ]);
    expect(dueIn(states)[2]?.message.looks.map(({ integration }) => integration)).to.deep.equal(['acme', 'b']);
  });

  it('strikes off what is confirmed, and the batch with its last channel', () => {
    const before = state([
      ['r1', 1, ['mail', 'slack']],
      ['r2', 2, ['mail']],
    ]);
    const after = withoutConfirmed(before, { run: 'r1', channel: 'mail' });
    expect(after.outbox.map(({ run, pending }) => [run, ...pending])).to.deep.equal([
      ['r1', 'slack'],
      ['r2', 'mail'],
    ]);
    expect(withoutConfirmed(after, { run: 'r2', channel: 'mail' }).outbox.map(({ run }) => run)).to.deep.equal(['r1']);
  });
});
