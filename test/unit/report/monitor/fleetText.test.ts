/** What is said of many orgs, sentence by sentence. */
import { expect } from 'chai';
import { causesOf } from '../../../../src/monitor/causes.js';
import type { AuditEntry, News } from '../../../../src/monitor/news.js';
import type { FleetOrg, FleetReport } from '../../../../src/report/monitor/fleetReport.js';
import {
  commandOf,
  failureSentence,
  failureStep,
  fleetHeadline,
  fleetText,
  lostSourcesIn,
  notFoundSentences,
  otherLoginSentences,
  shardSentences,
  whoOfCause,
} from '../../../../src/report/monitor/fleetText.js';
import type { WatchTextOptions } from '../../../../src/report/monitor/watchText.js';
import {
  at,
  before,
  ending,
  fleetOrg,
  fleetWith,
  lostSource,
  monitorWords as words,
  seenOrg,
  usedUp,
} from './looks.js';
import { newsWith } from './messages.js';

const options: WatchTextOptions = { width: 200, paint: (_, text) => text, words, verbose: false };
const failed = (name: string, code = 'SessionExpired'): FleetOrg =>
  fleetOrg(name, { outcome: 'failed', failure: { code, text: 'The session has expired.' } });

describe('the headline of many orgs', () => {
  const cases: ReadonlyArray<readonly [string, () => FleetReport]> = [
    ['Nothing new. Looked at: 0 (missing: 0, unknown: 0).', () => fleetWith([])],
    [
      'Part 2 of 3 has no org. Orgs in all: 7.',
      () => fleetWith([], { shards: [{ index: 2, of: 3, state: 'complete', startedAt: at }], inAll: 7 }),
    ],
    [
      'Part 2 of 3 has no org. Orgs in all: 0.',
      () => fleetWith([], { shards: [{ index: 2, of: 3, state: 'complete', startedAt: at }] }),
    ],
    [
      'Nothing new. Looked at: 1 (missing: 0, unknown: 0).',
      () => fleetWith([seenOrg('a', [])], { shards: [{ index: 2, of: 3, state: 'complete', startedAt: at }] }),
    ],
    [
      'Nothing new. Looked at: 2 (missing: 3, unknown: 6).',
      () => fleetWith([seenOrg('a', [], { missing: 1, unknown: 2 }), seenOrg('b', [], { missing: 2, unknown: 4 })]),
    ],
    [
      'Orgs with news: 2. Looked at: 3 (missing: 2, unknown: 0).',
      () =>
        fleetWith([
          seenOrg('a', [newsWith(), newsWith()]),
          seenOrg('b', [], { upcoming: [ending()] }),
          seenOrg('c', []),
        ]),
    ],
    [
      'First look, kept to compare with. Looked at: 2 (missing: 0, unknown: 0).',
      () => fleetWith([seenOrg('a', [], { since: null }), seenOrg('b', [], { since: null })]),
    ],
    [
      'Nothing new. Looked at: 2 (missing: 0, unknown: 0). First look, kept to compare with: 1.',
      () => fleetWith([seenOrg('a', [], { since: null }), seenOrg('b', [])]),
    ],
    [
      'Orgs with news: 1. Looked at: 1 (missing: 1, unknown: 0). First look, kept to compare with: 1.',
      () => fleetWith([seenOrg('a', [newsWith()], { since: null })]),
    ],
    [
      'Nothing new. Looked at: 1 (missing: 0, unknown: 0). Could not be looked at: 2. Not looked at yet: 1.',
      () => fleetWith([seenOrg('a', []), failed('b'), failed('c'), fleetOrg('d', { outcome: 'open' })]),
    ],
  ];
  for (const [headline, report] of cases)
    it(headline, () => expect(fleetHeadline(report(), options)).to.equal(headline));
});

describe('who did what has one cause', () => {
  const entry = (who: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
    ...{ when: before, who, action: 'PermSetUnassign', text: 'Unassigned it' },
    ...more,
  });
  const whoOf = (...orgs: readonly News[]): string[] => {
    const looks = orgs.flatMap((news, number) => seenOrg(`org${number}`, [news]).looks);
    return causesOf(looks).flatMap((cause) => whoOfCause(cause, options));
  };
  const said = 'ada@acme.com, 2026-11-27 07:00 UTC: Unassigned it';
  const cases: ReadonlyArray<readonly [string, () => News[], string[]]> = [
    ['is told by the entry that explains it', () => [newsWith({ by: [entry('ada@acme.com')] })], [said]],
    [
      'is told as possible where the entry need not be the reason',
      () => [newsWith({ by: [entry('ada@acme.com', { possible: true })] })],
      [`perhaps ${said}`],
    ],
    [
      'is told by one entry as an example of two',
      () => [newsWith({ by: [entry('ada@acme.com')] }), newsWith({ by: [entry('bo@acme.com')] })],
      [said, 'And 1 more such change in these orgs.'],
    ],
    [
      'is told by one entry as an example of many',
      () => ['ada@acme.com', 'bo@acme.com', 'cy@acme.com'].map((who) => newsWith({ by: [entry(who)] })),
      [said, 'And 2 more such changes in these orgs.'],
    ],
    [
      'is told to be known of nobody, and why',
      () => [newsWith({ by: [], nobody: 'NOT_VISIBLE' })],
      [words('nobody.NOT_VISIBLE')],
    ],
    ['is left out where nothing is said of it', () => [newsWith({ by: [] })], []],
    [
      'is left out of what was not lost',
      () => [newsWith({ news: 'restored', by: [entry('ada@acme.com')], nobody: 'NO_ENTRY' })],
      [],
    ],
    [
      'does no harm to a terminal',
      () => [newsWith({ by: [entry('ada\u001b@acme.com')] })],
      ['ada\\u{1b}@acme.com, 2026-11-27 07:00 UTC: Unassigned it'],
    ],
  ];
  for (const [name, news, sentences] of cases) it(name, () => expect(whoOf(...news())).to.deep.equal(sentences));
});

describe('the command of a cause', () => {
  const orgs = (): FleetOrg[] => [
    {
      ...fleetOrg('a'),
      looks: [
        ...seenOrg('a', [], { integration: 'hg', command: 'check hg in a' }).looks,
        ...seenOrg('a', [], { user: 'other@a.com', command: 'check other in a' }).looks,
        ...seenOrg('a', [newsWith()], { command: 'check 6sense in a' }).looks,
      ],
    },
    seenOrg('b', [newsWith()], { command: 'check 6sense in b' }),
  ];
  const commandsIn = (looks: readonly FleetOrg[], report: readonly FleetOrg[]): Array<string | null> =>
    causesOf(looks.flatMap((org) => org.looks)).map((cause) => commandOf(cause, fleetWith(report)));

  it('is the check of its first place: of this org, user and integration', () => {
    expect(commandsIn(orgs(), orgs())).to.deep.equal(['check 6sense in a']);
    expect(commandsIn(orgs().slice(1), orgs())).to.deep.equal(['check 6sense in b']);
  });

  it('is none where nobody looked there', () => expect(commandsIn(orgs(), [])).to.deep.equal([null]));
});

describe('an org that could not be looked at', () => {
  const login = 'Log in with "sf org login web --alias acme", or see the names of your orgs with "sf org list".';
  const named = 'See the names of your orgs with "sf org list".';
  const cases: ReadonlyArray<readonly [string, () => FleetOrg, readonly [string, string | null]]> = [
    ['says why', () => failed('acme'), ['acme: The session has expired.', null]],
    ['leads to a login', () => failed('acme', 'NoLogin'), ['acme: The session has expired.', login]],
    [
      'leads to the list of orgs, where its name is no word for a command line',
      () => failed('a b', 'NoLogin'),
      ['a b: The session has expired.', named],
    ],
    [
      'leads to a login of which the pattern is true',
      () => failed('acme-*', 'PatternFitsNone'),
      [
        'acme-*: The session has expired.',
        'Log in to such an org with "sf org login web --alias ALIAS", or see the names of your orgs with "sf org list".',
      ],
    ],
    [
      'may not have had its turn',
      () => fleetOrg('acme', { outcome: 'open' }),
      ['acme: it was not looked at yet.', null],
    ],
    [
      'may not have had its turn this time, whatever was before',
      () => ({ ...failed('acme'), outcome: 'open' }),
      ['acme: it was not looked at yet.', null],
    ],
  ];
  for (const [name, org, said] of cases)
    it(name, () => expect([failureSentence(org(), options), failureStep(org(), options)]).to.deep.equal(said));

  for (const name of ['-x', 'a b', 'a;b', '', '.a', 'a"b'])
    it(`is not named in a command as ${JSON.stringify(name)}`, () =>
      expect(failureStep(failed(name, 'NoLogin'), options)).to.equal(named));
  for (const name of ['a', 'a-b.c_d', '1'])
    it(`is named in a command as ${JSON.stringify(name)}`, () =>
      expect(failureStep(failed(name, 'NoLogin'), options)).to.equal(login.replace('acme', name)));
});

describe('what else is said of many orgs', () => {
  const cases: ReadonlyArray<readonly [string, () => string[], string[]]> = [
    [
      'parts that are not complete',
      () =>
        shardSentences(
          fleetWith([], {
            shards: [
              { index: 1, of: 4, state: 'complete', startedAt: at },
              { index: 2, of: 4, state: 'unfinished', startedAt: at },
              { index: 3, of: 4, state: 'missing', startedAt: null },
              { index: 4, of: 4, state: 'old', startedAt: before },
            ],
          }),
          options,
        ),
      [
        'Part 2 of 4 did not end; it began at 2026-11-28 07:00 UTC. Run it again.',
        'Part 3 of 4 is not there. Name its folder, or run it.',
        'Part 4 of 4 is of an earlier day: it began at 2026-11-27 07:00 UTC.',
      ],
    ],
    [
      'names that lead to nobody, by org',
      () =>
        notFoundSentences(
          fleetWith([
            fleetOrg('a', { notFound: ['x@a.com', 'y@a.com'] }),
            fleetOrg('b'),
            fleetOrg('c', { notFound: ['x@c.com'] }),
          ]),
          options,
        ),
      ['a has no such user: x@a.com, y@a.com.', 'c has no such user: x@c.com.'],
    ],
    [
      'logins that were not used',
      () =>
        otherLoginSentences(
          { orgs: [fleetOrg('a', { otherLogins: ['x', 'y'] }), fleetOrg('b'), fleetOrg('c', { otherLogins: ['z'] })] },
          options,
        ),
      ['One org has several logins here, and is looked at once: x, y: the org of a; z: the org of c.'],
    ],
    ['nothing of logins where each org has one', () => otherLoginSentences({ orgs: [fleetOrg('a')] }, options), []],
    [
      'sources that are lost although something is still met',
      () =>
        lostSourcesIn(
          {
            orgs: [
              seenOrg('a', [], { lostSources: [lostSource(), { ...lostSource('pkg'), left: 1 }] }),
              seenOrg('b', []),
            ],
          },
          options,
        ),
      [
        'a, 6sense: Read on Lead: no longer from Extra Access. Other sources that are left: 2.',
        'a, 6sense: Read on Lead: no longer from Extra Access. Other sources that are left: 1.',
      ],
    ],
  ];
  for (const [name, made, sentences] of cases) it(name, () => expect(made()).to.deep.equal(sentences));
});

describe('the report of many orgs, for a terminal', () => {
  const linesOf = (report: FleetReport, more: Partial<WatchTextOptions> = {}): string[] =>
    fleetText(report, { ...options, ...more }).split('\n');

  it('is one line where nothing is to be said', () =>
    expect(linesOf(fleetWith([seenOrg('a', [])]))).to.deep.equal([
      'Nothing new. Looked at: 1 (missing: 0, unknown: 0).',
    ]));

  it('counts the needs and orgs of a cause that it does not show', () => {
    const needs = Array.from({ length: 10 }, (_, number) =>
      newsWith({ id: `object:O${number}:read`, what: `Read on O${number}`, by: [], nobody: 'NO_ENTRY' }),
    );
    const many = fleetWith(Array.from({ length: 12 }, (_, number) => seenOrg(`o${number}`, needs)));
    const place = (number: number): string => `o${number} (6sense@o${number}.com)`;
    const command = ['  To look at it:', '    sf integration check -i 6sense -u 6sense@o0.com -o o0'];
    const told = (number: number): string => `  LOST        Read on O${number}`;
    expect(linesOf(many, { width: 2000 })).to.deep.equal([
      'Orgs with news: 12. Looked at: 12 (missing: 120, unknown: 0).',
      '',
      '6sense, the same in 12 orgs',
      ...Array.from({ length: 8 }, (_, number) => told(number)),
      '              And 2 more needs.',
      `              ${words('nobody.NO_ENTRY')}`,
      `  In ${Array.from({ length: 10 }, (_, number) => place(number)).join(', ')}`,
      '  And in 2 more: see --verbose, or --json.',
      ...command,
    ]);
    expect(linesOf(many, { verbose: true, width: 2000 })).to.deep.equal([
      'Orgs with news: 12. Looked at: 12 (missing: 120, unknown: 0).',
      '',
      '6sense, the same in 12 orgs',
      ...Array.from({ length: 10 }, (_, number) => told(number)),
      `              ${words('nobody.NO_ENTRY')}`,
      `  In ${Array.from({ length: 12 }, (_, number) => place(number)).join(', ')}`,
      ...command,
    ]);
  });

  it('tells what ends soon and what is nearly used up, and counts what it does not show', () => {
    const orgs = [seenOrg('a', [], { upcoming: [ending(), usedUp] })];
    const one = '  ends soon   a, 6sense: The license ends on 2026-12-01.';
    expect(linesOf(fleetWith(orgs)).slice(1)).to.deep.equal([
      '',
      one,
      '  used up     a, 6sense: 400 of 10000 API requests of the day are left.',
    ]);
    const many = fleetWith([seenOrg('a', [], { upcoming: Array.from({ length: 22 }, () => ending()) })]);
    expect(linesOf(many).slice(1)).to.deep.equal([
      '',
      ...Array.from({ length: 20 }, () => one),
      '              And 2 more that end soon.',
    ]);
    expect(linesOf(many, { verbose: true }).slice(1)).to.deep.equal(['', ...Array.from({ length: 22 }, () => one)]);
  });
});
