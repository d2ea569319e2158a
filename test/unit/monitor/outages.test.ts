/** Orgs that could not be looked at: each told once, and once when it can be again, whatever happens in between. */
import { expect } from 'chai';
import fc from 'fast-check';
import { dueIn, withoutConfirmed } from '../../../src/monitor/outbox.js';
import { monitorStateSchema } from '../../../src/monitor/monitorState.js';
import type { MonitorState } from '../../../src/monitor/monitorState.js';
import { compareOutages, withOutages } from '../../../src/monitor/outages.js';
import type { KeptOutage, OrgNews } from '../../../src/monitor/outages.js';
import type { RoundOrg } from '../../../src/monitor/roundRecord.js';
import { mailsFor, orgsFor, toldOfAll } from '../../../src/monitor/recipients.js';
import type { LookNews } from '../../../src/monitor/message.js';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { lookWith } from '../report/monitor/messages.js';

type Org = Parameters<typeof compareOutages>[1][number];

const org = (name: string, outcome: RoundOrg['outcome'], code = 'SessionExpired'): Org => ({
  ...{ name, username: `admin@${name}.com`, orgId: `00D5g000000${name}AAAEAV`, outcome },
  failure: outcome === 'failed' ? { code, text: `Because of ${code}.` } : null,
});
const at = (day: number): string => new Date(Date.UTC(2027, 0, day)).toISOString();

const mail = (to: readonly string[]): Extract<ChannelSettings, { type: 'smtp' }> => ({
  ...{ name: 'mail', type: 'smtp', host: 'h', port: 25, security: 'none', from: 'a@b.c', to },
});
const hook = (name: string): ChannelSettings => ({ name, type: 'webhook', urlFrom: 'URL' });
const issue: ChannelSettings = { name: 'issue', type: 'githubIssue', repository: 'a/b', tokenFrom: 'T' };
const failed = (name: string, notify?: readonly string[]): OrgNews => ({
  ...{ news: 'failed', name, since: at(1), code: 'SessionExpired', text: 'The session has expired.' },
  ...(notify === undefined ? {} : { notify }),
});
/** As a run does whose channels are told of everything. */
const compare = (before: readonly KeptOutage[], now: readonly Org[], when: string): ReturnType<typeof compareOutages> =>
  compareOutages(before, now, when, [hook('hub')]);

describe('orgs that could not be looked at', () => {
  const kept: KeptOutage = {
    ...{ name: 'a', username: 'admin@a.com', since: at(1), code: 'SessionExpired', text: 'Because of SessionExpired.' },
  };
  const idOf = (name: string): { orgId: string } => ({ orgId: org(name, 'seen').orgId ?? '' });
  // Without a login only the name is known, in place of the username too.
  const noLogin: Org = { ...org('a', 'failed', 'NoLogin'), username: 'a', orgId: null };
  const noLogin2: Org = { ...noLogin, name: 'c', username: 'c' };
  const keptWithoutLogin: KeptOutage = { ...kept, username: 'a' };
  const refreshedBefore: KeptOutage = { ...kept, ...idOf('old') };
  const cases: ReadonlyArray<
    readonly [what: string, before: readonly KeptOutage[], now: readonly Org[], news: string, keeps: string]
  > = [
    ['fails for the first time', [], [org('a', 'failed')], 'failed a', 'a'],
    ['fails still', [kept], [org('a', 'failed')], '', 'a'],
    ['fails for another reason', [kept], [org('a', 'failed', 'RequestLimit')], '', 'a'],
    ['can be looked at again', [kept], [org('a', 'seen')], 'back a', ''],
    ['was not reached', [kept], [org('a', 'open')], '', 'a'],
    ['is in no part of this run', [kept], [org('b', 'seen')], '', 'a'],
    ['has another alias', [kept], [{ ...org('a', 'failed'), name: 'acme' }], '', 'a'],
    ['works as ever', [], [org('a', 'seen')], '', ''],
    ['has a new id as a refreshed sandbox has', [refreshedBefore], [org('a', 'seen')], 'back a', ''],
    ['fails with a new id', [refreshedBefore], [org('a', 'failed')], '', 'a'],
    ['has a login again', [keptWithoutLogin], [org('a', 'seen')], 'back a', ''],
    ['has a login again and fails', [keptWithoutLogin], [org('a', 'failed')], '', 'a'],
    [
      'has a login again, and another org has none',
      [keptWithoutLogin],
      [org('a', 'seen'), noLogin2],
      'back a,failed c',
      'c',
    ],
    ['has lost its login', [{ ...kept, ...idOf('a') }], [noLogin], '', 'a'],
    [
      'has lost its login, and is there by another one',
      [{ ...kept, ...idOf('a') }],
      [{ ...org('a', 'seen'), name: 'b' }, noLogin],
      'back b,failed a',
      'a',
    ],
    [
      'is of another part, as it has a login again',
      [keptWithoutLogin],
      [{ ...noLogin, outcome: 'seen' }],
      'back a',
      '',
    ],
    ['is kept with both ids', [refreshedBefore, { ...kept, ...idOf('a') }], [org('a', 'seen')], 'back a', ''],
  ];
  for (const [what, before, now, news, keeps] of cases)
    it(what, () => {
      const found = compare(before, now, at(2));
      expect(found.news.map((one) => `${one.news} ${one.name}`).join()).to.equal(news);
      expect(found.next.map(({ name }) => name).join()).to.equal(keeps);
    });

  it('are two where two have one display name, each with its own reason', () => {
    const twins = [org('a', 'failed'), { ...org('b', 'failed', 'RequestLimit'), name: 'a' }];
    const { next } = compare([], twins, at(2));
    expect(next.map(({ username, code }) => `${username} ${code}`)).to.deep.equal([
      ...['admin@a.com SessionExpired', 'admin@b.com RequestLimit'],
    ]);
    const later = compare(next, [org('a', 'seen'), { ...org('b', 'open'), name: 'a' }], at(3));
    expect(later.next.map(({ username }) => username)).to.deep.equal(['admin@b.com']);
  });

  it('are one where another user of the same org is logged in', () => {
    const { next } = compare([], [org('a', 'failed')], at(2));
    const other = { ...org('a', 'failed'), username: 'other@a.com' };
    expect(compare(next, [other], at(3)).news).to.deep.equal([]);
    const back = compare(next, [{ ...other, outcome: 'seen' }], at(3));
    expect(back.news.map(({ news }) => news)).to.deep.equal(['back']);
    expect(back.next).to.deep.equal([]);
  });

  it('are one when a sandbox was refreshed, by its newer id and login, and not mixed with whoever has the old ones', () => {
    const refreshed = compare([refreshedBefore], [org('a', 'failed')], at(2)).next;
    expect(refreshed.map(({ orgId, since }) => `${orgId} ${since}`)).to.deep.equal([`${idOf('a').orgId} ${at(1)}`]);
    const other = { ...org('a', 'failed'), username: 'other@a.com' };
    const again = compare(refreshed, [other], at(3)).next;
    expect(again.map(({ username }) => username)).to.deep.equal(['other@a.com']);
    const unknown = compare(again, [{ ...other, orgId: null }], at(4)).next;
    expect(unknown, 'an id stays known').to.deep.equal([{ ...again[0], at: at(4) }]);
    // The org of the old id still fails, by another login: what is kept is about that one.
    const old = org('old', 'failed');
    for (const orgs of [
      [org('a', 'seen'), old],
      [old, org('a', 'seen')],
    ]) {
      const both = compare([refreshedBefore], orgs, at(2));
      expect(both.news).to.deep.equal([]);
      expect(both.next.map(({ orgId, username }) => `${orgId} ${username}`)).to.deep.equal([
        `${idOf('old').orgId} ${old.username}`,
      ]);
    }
  });

  it('count as told only where somebody is told, and are told later with the time when it began', () => {
    const run = (state: MonitorState | null, day: number, outcome: RoundOrg['outcome'], channels: ChannelSettings[]) =>
      withOutages(state, [org('a', outcome)], { run: `run${day}`, at: at(day), channels });
    const newsIn = ({ outbox }: MonitorState): unknown =>
      outbox.map(
        ({ orgs = [], pending }) => `${orgs.map(({ news, since }) => `${news} ${since}`).join()} to ${pending.join()}`,
      );
    for (const nobody of [[], [issue], [mail([])]]) {
      const unheard = run(null, 1, 'failed', nobody);
      expect(newsIn(unheard)).to.deep.equal([]);
      expect(newsIn(run(unheard, 2, 'failed', [issue, hook('hub')]))).to.deep.equal([`failed ${at(1)} to hub`]);
      const seen = run(unheard, 2, 'seen', [hook('hub')]);
      expect(newsIn(seen), 'nobody knows that it was away').to.deep.equal([]);
      expect(seen.outages).to.deep.equal([]);
    }
  });

  it('are told to be back to those alone who heard that they failed and are told of all that is looked at there', () => {
    const channels = [hook('ops'), hook('acme'), mail(['team@x.com', 'boss@x.com'])];
    const run = (state: MonitorState | null, day: number, outcome: RoundOrg['outcome'], notify?: readonly string[]) => {
      const orgs = [{ ...org('a', outcome), ...(notify === undefined ? {} : { notify }) }];
      return monitorStateSchema.parse(withOutages(state, orgs, { run: `run${day}`, at: at(day), channels }));
    };
    const toldBack = (failedFor: readonly string[] | undefined, backFor: readonly string[] | undefined): unknown => {
      const still = run(run(null, 1, 'failed', failedFor), 2, 'failed', ['acme']);
      const { outbox, outages } = run({ ...still, outbox: [] }, 3, 'seen', backFor);
      expect(outages).to.deep.equal([]);
      return outbox.flatMap(({ pending, orgs = [] }) => [pending.join(), orgs[0]?.notify]);
    };
    expect(toldBack(['ops'], ['ops', 'acme'])).to.deep.equal(['ops', ['ops']]);
    expect(toldBack(['ops'], undefined)).to.deep.equal(['ops', ['ops']]);
    expect(toldBack(undefined, ['acme'])).to.deep.equal(['acme', ['acme']]);
    expect(toldBack(undefined, undefined)).to.deep.equal(['ops,acme,mail', undefined]);
    expect(toldBack(['mail'], ['boss@x.com'])).to.deep.equal(['mail', ['boss@x.com']]);
    expect(toldBack(['ops'], ['acme'])).to.deep.equal([]);
    expect(toldBack(['ops'], [])).to.deep.equal([]);
  });

  it('are forgotten when no run is about them for two months, and not before', () => {
    const first = compare([], [org('a', 'failed')], at(1)).next;
    const again = compare(first, [org('a', 'failed')], at(40)).next;
    const without = (day: number): string =>
      compare(again, [org('b', 'seen')], at(day))
        .next.map(({ name }) => name)
        .join();
    expect(without(100)).to.equal('a');
    expect(without(101)).to.equal('');
    expect(compare([kept], [org('b', 'seen')], at(62)).next, 'kept by an earlier version').to.deep.equal([]);
  });

  it('are told once to a channel that confirms, and never forgotten where it does not', () => {
    const day = fc.record({
      failing: fc.subarray(['a', 'b', 'c']),
      reached: fc.subarray(['a', 'b', 'c']),
      takes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 12 }), (days) => {
        let state: MonitorState | null = null;
        const told: string[] = [];
        const run = (number: number, failing: readonly string[], reached: readonly string[], takes: boolean): void => {
          const orgs = ['a', 'b', 'c'].map((name) =>
            org(name, !reached.includes(name) ? 'open' : failing.includes(name) ? 'failed' : 'seen'),
          );
          state = withOutages(state, orgs, { run: `run${number}`, at: at(number), channels: [hook('one')] });
          for (const due of dueIn(new Map([['file', state]]))) {
            if (!takes) break;
            told.push(...(due.message.orgs ?? []).map(({ news, name }) => `${news} ${name}`));
            state = withoutConfirmed(state, due);
          }
        };
        days.forEach(({ failing, reached, takes }, number) => run(number + 1, failing, reached, takes));
        run(days.length + 1, [], ['a', 'b', 'c'], true);
        for (const name of ['a', 'b', 'c']) {
          const own = told.filter((one) => one.endsWith(name));
          expect(own, name).to.deep.equal(
            own.map((_, number) => (number % 2 === 0 ? `failed ${name}` : `back ${name}`)),
          );
          expect(own.length % 2, `${name} was told to be back`).to.equal(0);
          const failed = days.some(({ failing, reached }) => failing.includes(name) && reached.includes(name));
          expect(own.length > 0, name).to.equal(failed);
        }
      }),
    );
  });

  it('are told to those who are told of everything that is looked at there, and to no issue', () => {
    const all = [hook('ops'), hook('Acme'), mail(['team@acme.com']), issue];
    const told = (notifyLists: ReadonlyArray<readonly string[]>): string => {
      const org = failed('a', toldOfAll(notifyLists, all));
      return all.flatMap((one) => (orgsFor(one, [org], all).length > 0 ? [one.name] : [])).join();
    };
    expect(told([]), 'nothing is named').to.equal('ops,Acme,mail');
    expect(told([[], []]), 'everything goes to every channel').to.equal('ops,Acme,mail');
    expect(told([['acme'], []]), 'a part goes to one').to.equal('Acme');
    expect(told([['acme', 'ops'], ['OPS']]), 'one is named by all').to.equal('ops');
    expect(told([['acme'], ['ops']]), 'none is named by all').to.equal('');
    expect(told([['issue']])).to.equal('');
    expect(told([['own@acme.com']]), 'an address').to.equal('mail');
    expect(orgsFor(mail([]), [failed('a')], [mail([])]), 'a channel without readers of its own').to.deep.equal([]);
  });

  it('are told to a reader of a channel whom another integration names by the address, and to no other of that channel', () => {
    const all = [mail(['Ops@x.com', 'team@x.com'])];
    expect(toldOfAll([['mail'], ['ops@x.com']], all)).to.deep.equal(['Ops@x.com']);
    expect(toldOfAll([['mail', 'ops@x.com'], []], all), 'nobody is named twice').to.deep.equal(['mail']);
    expect(toldOfAll([[], ['own@x.com']], all), 'the first one goes to channels, and not to them').to.deep.equal([]);
    expect(toldOfAll([['ops@x.com'], []], [hook('hub')]), 'nothing sends mails').to.deep.equal([]);
  });

  it('are told to exactly those who are told of each integration, however channels and addresses name them', () => {
    const people = ['a@x.com', 'B@x.com', 'c@x.com'];
    const channel = (name: string): fc.Arbitrary<ChannelSettings> =>
      fc.oneof(
        fc.constant(hook(name)),
        fc.subarray(people).map((to) => ({ ...mail(to), name })),
      );
    const list = fc.subarray(['one', 'Two', 'three', 'A@x.com', 'b@x.com', 'd@x.com']);
    fc.assert(
      fc.property(
        fc.tuple(channel('one'), channel('two'), channel('three')),
        fc.array(list, { maxLength: 3 }),
        (all, lists) => {
          const readersOf = (notify: readonly string[] | undefined): string[] => {
            const orgs = [failed('a', notify)];
            const readers = all.flatMap((one) =>
              one.type === 'smtp'
                ? mailsFor(one, { looks: [], orgs }, all).flatMap(({ to }) => to)
                : orgsFor(one, orgs, all).map(() => one.name),
            );
            return [...new Set(readers.map((one) => one.toLowerCase()))].sort();
          };
          // As an integration has it: no name stands for every channel.
          const ofEach = lists.map((notify) => readersOf(notify.length === 0 ? undefined : notify));
          const [first = readersOf(undefined), ...others] = ofEach;
          expect(readersOf(toldOfAll(lists, all))).to.deep.equal(
            first.filter((one) => others.every((readers) => readers.includes(one))),
          );
        },
      ),
    );
  });

  it('are in the mail of those who are told of them', () => {
    const channel = mail(['team@acme.com']);
    const mails = (looks: readonly LookNews[], orgs: readonly OrgNews[]): unknown =>
      mailsFor(channel, { looks, orgs }, [channel]).map((one) => ({
        ...{ to: one.to, looks: one.looks.length, orgs: one.orgs.map(({ name }) => name) },
      }));
    const looks = [lookWith({ notify: ['own@acme.com'] }), lookWith()];
    expect(mails(looks, [failed('a'), failed('b', ['own@acme.com']), failed('c', [])])).to.deep.equal([
      { to: ['team@acme.com'], looks: 1, orgs: ['a'] },
      { to: ['own@acme.com'], looks: 1, orgs: ['b'] },
    ]);
    expect(mails([], [failed('a')])).to.deep.equal([{ to: ['team@acme.com'], looks: 0, orgs: ['a'] }]);
  });
});
