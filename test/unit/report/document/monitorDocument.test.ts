/** A look of the monitor as a report document. */
import { expect } from 'chai';
import type { News } from '../../../../src/monitor/news.js';
import { monitorDocument, newsItem, upcomingItem } from '../../../../src/report/document/monitorDocument.js';
import type { DocumentItem, ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { watchJson } from '../../../../src/report/monitor/watchReport.js';
import type { WatchReport } from '../../../../src/report/monitor/watchReport.js';
import type { WatchTextOptions } from '../../../../src/report/monitor/watchText.js';
import { ending, lostSource, monitorWords as words, usedUp, watchedLook, watchOf } from '../monitor/looks.js';
import { newsWith } from '../monitor/messages.js';
import { frame } from '../support/wholeDocument.js';

const options: WatchTextOptions = { width: 80, paint: (_, text) => text, words, verbose: false };
const documentOf = (report: WatchReport): ReportDocument => monitorDocument(report, options, frame());

/** What no item of the monitor has anything in. */
const item = { because: [], actions: [], sources: [], details: [], blockedBy: [], places: [] };

describe('a piece of news as an item', () => {
  const bare = { by: [], why: [] } as const;
  const lost = {
    ...{ ...item, id: 'field:Lead.Email:read lost', kind: 'news', code: 'lost', level: 'required', status: 'unmet' },
    ...{ fails: true, tone: 'bad', statusWord: 'LOST', name: 'Read on Lead.Email', message: '' },
  };
  const cases: ReadonlyArray<readonly [string, Partial<News>, object]> = [
    ['lost', bare, lost],
    [
      'lost, with who did it and why it matters',
      {},
      {
        ...lost,
        message:
          'ada@acme.com, 2026-11-27 15:02 UTC: Unassigned permission set 6sense from user 6sense No assigned profile or permission set gives Read on Lead.Email. Needed because 6sense matches leads by their address.',
      },
    ],
  ];
  for (const [name, news, expected] of cases)
    it(name, () => expect(newsItem(newsWith(news), options)).to.deep.equal(expected));

  it('about what the user must be without says so: gone is not held', () =>
    expect(
      [newsWith({ news: 'restored', is: 'met', forbid: true }), newsWith()].map((one) => newsItem(one, options).forbid),
    ).to.deep.equal([true, undefined]));

  const short = ({ level, status, fails, tone, statusWord, name }: DocumentItem): string =>
    `${level}, ${status}, ${tone}${fails ? ', fails' : ''}: ${statusWord} ${name}`;
  const since = 'missing since 2026-11-28 07:00 UTC';
  const kinds: ReadonlyArray<readonly [string, Partial<News>]> = [
    ['required, unknown, unsure: unknown X', { news: 'becameUnknown', is: 'unknown' }],
    [`required, unmet, bad, fails: MISSING X, ${since}`, { news: 'stillMissing', is: 'unmet' }],
    [
      `recommended, unmet, bad: MISSING X (recommended), ${since}`,
      { news: 'stillMissing', is: 'unmet', level: 'recommended' },
    ],
    ['optional, unmet, unsure: new need X (optional)', { news: 'requirementAdded', is: 'unmet', level: 'optional' }],
    ['optional, met, plain: definition X', { news: 'definitionChanged', is: null, level: null }],
    ['required, met, good: restored X', { news: 'restored', is: 'met' }],
    ['required, unmet, bad, fails: LOST X', { news: 'lost', is: null }],
    ['required, degraded, bad, fails: LOST X', { news: 'lost', is: 'degraded' }],
    ['required, unmet, bad, fails: APPEARED X', { news: 'lost', is: 'unmet', forbid: true }],
  ];
  for (const [told, news] of kinds)
    it(told, () => expect(short(newsItem(newsWith({ ...bare, what: 'X', ...news }), options))).to.equal(told));
});

describe('something that ends soon as an item', () => {
  const soon = {
    ...{ ...item, kind: 'upcoming', level: 'recommended', status: 'degraded', fails: false, tone: 'unsure' },
    ...{ id: 'license Salesforce API Integration 2026-12-01T00:00:00Z', code: 'license', statusWord: 'ends soon' },
    ...{ name: 'Salesforce API Integration', message: 'The license ends on 2026-12-01.' },
  };

  it('has the time of its end in its id', () => expect(upcomingItem(ending(), options)).to.deep.equal(soon));

  it('is used up where it is a limit', () =>
    expect(upcomingItem(usedUp, options)).to.deep.equal({
      ...soon,
      ...{ id: 'apiRequests DailyApiRequests ', code: 'apiRequests', statusWord: 'used up', name: 'DailyApiRequests' },
      message: '400 of 10000 API requests of the day are left.',
    }));
});

describe('the document of a look', () => {
  const command = 'sf integration check -i 6sense -u 6sense@acme.com -o acme';
  const before = { label: 'Look before', text: '2026-11-27 07:00 UTC' };
  const group = {
    ...{ key: 'look-1', title: '6sense for 6sense@acme.com', user: '6sense@acme.com', integration: '6sense' },
    facts: [
      { label: 'Integration', text: '6sense' },
      { label: 'User', text: '6sense@acme.com' },
      before,
      { label: 'Check', text: command, isCommand: true },
    ],
    verdict: { word: 'NOTHING LOST', text: 'Missing: 0, unknown: 0.', tone: 'good' },
    ...{ warnings: [], causes: [], items: [] },
  };

  it('with nothing new is whole', () => {
    const report = watchOf([watchedLook()]);
    expect(documentOf(report)).to.deep.equal({
      ...{ command: 'monitor', title: 'Watch of acme', at: '2026-11-28T07:00:00.000Z', exitCode: 0 },
      org: {
        ...{ id: '00D5g000000acmeAAA', instanceUrl: 'https://acme.my.salesforce.com' },
        ...{ name: 'acme', type: 'production' },
      },
      ...{ runBy: 'admin@acme.com', version: '0.1.0' },
      facts: [
        { label: 'Org', text: 'acme, https://acme.my.salesforce.com (00D5g000000acmeAAA)' },
        { label: 'Kind of org', text: 'PRODUCTION' },
        { label: 'Run by', text: 'admin@acme.com' },
        { label: 'Made with', text: 'sf-plugin-integration 0.1.0, API 68.0' },
      ],
      verdict: {
        word: 'NOTHING LOST',
        text: 'Nothing new at acme since 2026-11-27 07:00 UTC (missing: 0, unknown: 0).',
        tone: 'good',
      },
      ...{ tables: [], groups: [group], steps: [], unread: [] },
      json: watchJson(report),
    });
  });

  it('has a group of each look, with what hurts first, what ends soon, and sources that are gone', () => {
    const looks = [
      watchedLook([newsWith({ news: 'restored', is: 'met' }), newsWith()], {
        ...{ missing: 2, unknown: 1, since: null },
        ...{ upcoming: [ending()], lostSources: [lostSource()] },
      }),
      watchedLook([], { integration: 'h\u001bg', user: 'h\u001bg@acme.com', command: 'sf \u001bx' }),
    ];
    expect(
      documentOf(watchOf(looks)).groups.map(({ items, ...more }) => ({ ...more, items: items.map(({ id }) => id) })),
    ).to.deep.equal([
      {
        ...group,
        facts: group.facts.map((one) => (one === before ? { ...one, text: 'none: this is the first one' } : one)),
        verdict: { word: 'MISSING', text: 'Missing: 2, unknown: 1.', tone: 'bad' },
        warnings: ['Read on Lead: no longer from Extra Access. Other sources that are left: 2.'],
        items: [
          'field:Lead.Email:read lost',
          'field:Lead.Email:read restored',
          'license Salesforce API Integration 2026-12-01T00:00:00Z',
        ],
      },
      {
        ...group,
        ...{ key: 'look-2', title: 'h\\u{1b}g for h\\u{1b}g@acme.com' },
        ...{ user: 'h\\u{1b}g@acme.com', integration: 'h\\u{1b}g' },
        facts: [
          { label: 'Integration', text: 'h\\u{1b}g' },
          { label: 'User', text: 'h\\u{1b}g@acme.com' },
          before,
          { label: 'Check', text: 'sf \\u{1b}x', isCommand: true },
        ],
      },
    ]);
  });

  type Look = readonly [news: readonly News[], missing: number, unknown: number];
  const looks: ReadonlyArray<readonly [string, () => Look, string]> = [
    ['nothing is missing', () => [[], 0, 0], 'NOTHING LOST, good'],
    ['something is back', () => [[newsWith({ news: 'restored' })], 0, 0], 'NOTHING LOST, good'],
    ['something is missing', () => [[], 1, 1], 'MISSING, bad'],
    ['something is unknown', () => [[], 0, 1], 'UNKNOWN, unsure'],
    ['something is lost', () => [[newsWith()], 0, 1], 'MISSING, bad'],
    [
      'something is lost beside what is back',
      () => [[newsWith({ news: 'restored' }), newsWith()], 0, 0],
      'MISSING, bad',
    ],
  ];
  for (const [name, look, told] of looks)
    it(`calls a look ${told}, where ${name}`, () => {
      const [news, missing, unknown] = look();
      const { word, tone } = documentOf(watchOf([watchedLook(news, { missing, unknown })])).groups[0]?.verdict ?? {};
      expect(`${word}, ${tone}`).to.equal(told);
    });

  const verdicts: ReadonlyArray<readonly [WatchReport['exitCode'], string]> = [
    [0, 'NOTHING LOST, good'],
    [1, 'MISSING, bad'],
    [3, 'UNKNOWN, unsure'],
    [68, 'INCOMPLETE, bad'],
  ];
  for (const [exitCode, told] of verdicts)
    it(`is called ${told}, where the run ends with ${exitCode}`, () => {
      const { word, tone } = documentOf(watchOf([watchedLook()], { exitCode })).verdict;
      expect(`${word}, ${tone}`).to.equal(told);
    });

  it('has a check as step of each look where something is missing', () => {
    const lacking = watchedLook([], { missing: 1, integration: 'h\u001bg', command: 'sf \u001bx' });
    expect(documentOf(watchOf([watchedLook(), lacking])).steps).to.deep.equal([
      { text: 'See all of h\\u{1b}g for 6sense@acme.com:', command: 'sf \\u{1b}x' },
    ]);
  });

  it('says what was not kept, not compared and not sent', () => {
    const { title, unread } = documentOf(
      watchOf([watchedLook()], {
        ...{ dryRun: true, shortName: 'ac\u001bme' },
        keptAside: [{ path: 'a.json', why: 'damaged', keptAs: 'b\u001b.json' }],
        channels: [{ name: 'slack', result: 'failed', messageId: 'm.1', reason: 'HTTP 503\u001b' }],
      }),
    );
    expect([title, ...unread]).to.deep.equal([
      'Watch of ac\\u{1b}me',
      'This was a dry run: nothing was kept, and nothing was sent.',
      'The state a.json is damaged. It was kept as b\\u{1b}.json, and this look is a new baseline.',
      'slack did not take the news (HTTP 503\\u{1b}). It is sent again with the next run.',
    ]);
  });
});
