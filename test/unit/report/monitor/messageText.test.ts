/** A message of the monitor in words, whole, before it gets the form of a channel. */
import { expect } from 'chai';
import type { LookNews } from '../../../../src/monitor/message.js';
import type { News } from '../../../../src/monitor/news.js';
import type { OrgNews } from '../../../../src/monitor/outages.js';
import { messageText } from '../../../../src/report/monitor/messageText.js';
import type { MessageItem, MessageText } from '../../../../src/report/monitor/messageText.js';
import { wordsOf } from '../support/scenes.js';
import { lookWith, newsWith } from './messages.js';

const said = wordsOf('monitorMessage');
const textOf = (looks: readonly LookNews[], orgs?: readonly OrgNews[]): MessageText =>
  messageText({ id: 'm-1', at: '2026-11-28T07:00:00.000Z', looks, ...(orgs ? { orgs } : {}) }, said);
const itemOf = (news: Partial<News>): MessageItem | undefined =>
  textOf([lookWith({ news: [newsWith(news)] })]).parts[0]?.items[0];

const bare = { why: [], by: [] } as const;
const since = 'Since 2026-11-28 07:00 UTC.';
const org = (name: string, more: Partial<OrgNews> = {}): OrgNews => ({
  ...{ news: 'failed', name, since: '2026-11-28T07:00:00Z', code: 'SessionExpired', text: 'The session has expired.' },
  ...more,
});
const globex: LookNews['org'] = {
  ...{ id: '00D5g00000XyZzZEAV', username: 'monitor@globex.com', shortName: 'globex', type: null },
  instanceUrl: 'https://globex.my.salesforce.com',
};

describe('a message of one look', () => {
  it('is whole', () =>
    expect(
      textOf([
        lookWith({
          missing: 2,
          news: [newsWith({ news: 'restored', level: 'optional', why: [], by: [] }), newsWith()],
          upcoming: [
            { kind: 'license', name: 'Seats', ends: '2026-12-05T00:00:00Z', text: 'It ends in 7 days.' },
            { kind: 'apiRequests', name: 'Daily', ends: null, text: '96 % are used.' },
          ],
        }),
      ]),
    ).to.deep.equal({
      subject: 'sf integration: 1 lost, 1 restored, 2 about to end: 6sense in acme',
      parts: [
        {
          title: '6sense for 6sense@acme.com in acme',
          facts: [
            'acme, PRODUCTION, https://acme.my.salesforce.com (00D5g00000AbCdEEAV)',
            'Look before this one: 2026-11-27 07:00 UTC.',
            '2 needs that fail a check are missing in this org now, or unknown.',
          ],
          items: [
            {
              ...{ tone: 'bad', word: 'Lost', level: 'required', what: 'Read on Lead.Email' },
              lines: [
                since,
                'By ada@acme.com, 2026-11-27 15:02 UTC: Unassigned permission set 6sense from user 6sense (PermSetUnassign)',
                'No assigned profile or permission set gives Read on Lead.Email.',
                'Needed because 6sense matches leads by their address.',
              ],
            },
            { ...{ tone: 'good', word: 'Restored', level: 'optional', what: 'Read on Lead.Email' }, lines: [since] },
            {
              ...{ tone: 'unsure', word: 'About to end', level: null, what: 'Seats' },
              lines: ['It ends in 7 days.', 'Ends 2026-12-05 00:00 UTC.'],
            },
            { ...{ tone: 'unsure', word: 'Nearly used up', level: null, what: 'Daily' }, lines: ['96 % are used.'] },
          ],
          more: null,
          commandLabel: 'To look closer, and for how to get it back:',
          command: 'sf integration check --integration 6sense --target-org acme --user 6sense@acme.com',
        },
      ],
      more: null,
      foot: 'Message m-1, looks of 2026-11-28 07:00 UTC.',
    }));

  const facts: ReadonlyArray<readonly [string, Partial<LookNews>, string[]]> = [
    [
      'nothing is missing',
      { missing: 0 },
      ['Look before this one: 2026-11-27 07:00 UTC.', 'Nothing that fails a check is missing in this org now.'],
    ],
    [
      'one is missing, at the first look',
      { missing: 1, since: null },
      ['This is the first look.', '1 need that fails a check is missing in this org now, or unknown.'],
    ],
    ...(['damaged', 'older', 'foreign'] as const).map((aside): readonly [string, Partial<LookNews>, string[]] => [
      `what was kept is ${aside}`,
      { missing: 0, since: null, aside },
      [
        said(`look.aside.${aside}`),
        'This is the first look.',
        'Nothing that fails a check is missing in this org now.',
      ],
    ]),
  ];
  for (const [name, look, lines] of facts)
    it(`says where ${name}`, () => expect(textOf([lookWith(look)]).parts[0]?.facts.slice(1)).to.deep.equal(lines));

  it('says that its org is of no kind that is known', () =>
    expect(textOf([lookWith({ org: globex })]).parts[0]?.facts[0]).to.equal(
      'globex, perhaps PRODUCTION, https://globex.my.salesforce.com (00D5g00000XyZzZEAV)',
    ));
});

describe('a piece of news in a message', () => {
  const cases: ReadonlyArray<readonly [string, Partial<News>, MessageItem]> = [
    ...(
      [
        ['lost', 'bad', 'Lost', 'Appeared, and must not be there'],
        ['becameUnknown', 'unsure', 'Unknown now', 'Unknown now'],
        ['stillMissing', 'bad', 'Still missing', 'Still there, and must not be'],
        ['requirementAdded', 'plain', 'Newly asked for', 'Newly asked for'],
        ['definitionChanged', 'plain', 'Definition changed', 'Definition changed'],
        ['restored', 'good', 'Restored', 'Gone again, as it should be'],
      ] as const
    ).flatMap(([news, tone, word, forbidden]) => {
      const item = { tone, level: 'required', what: 'Read on Lead.Email', lines: [since] };
      return [
        [news, { ...bare, news }, { ...item, word }] as const,
        [`${news}, of what must not be there`, { ...bare, news, forbid: true }, { ...item, word: forbidden }] as const,
      ];
    }),
    [
      'whose level is not known',
      { ...bare, level: null },
      { tone: 'bad', word: 'Lost', level: null, what: 'Read on Lead.Email', lines: [since] },
    ],
    [
      'that nobody can be named for',
      { ...bare, nobody: 'NO_ENTRY', level: 'recommended' },
      {
        ...{ tone: 'bad', word: 'Lost', level: 'recommended', what: 'Read on Lead.Email' },
        lines: [since, 'No entry of the audit trail explains it.'],
      },
    ],
    [
      'that somebody may have done',
      {
        ...{ why: [], nobody: 'NO_ENTRY' },
        by: [{ when: '2026-11-27T15:02:11Z', who: 'ada', action: 'A', text: 't', possible: true }],
      },
      {
        ...{ tone: 'bad', word: 'Lost', level: 'required', what: 'Read on Lead.Email' },
        lines: [since, 'Perhaps by ada, 2026-11-27 15:02 UTC: t (A)'],
      },
    ],
  ];
  for (const [name, news, item] of cases) it(name, () => expect(itemOf(news)).to.deep.equal(item));

  const lines = (number: number): string[] => Array.from({ length: number }, (_, at) => `Line ${at}.`);
  it('has eight lines as they are, and of nine the last two as a number', () => {
    expect(itemOf({ by: [], why: lines(7) })?.lines).to.deep.equal([since, ...lines(7)]);
    expect(itemOf({ by: [], why: lines(8) })?.lines).to.deep.equal([since, ...lines(6), 'And 2 more lines.']);
  });

  const texts: ReadonlyArray<readonly [string, string, string]> = [
    ['of 400 characters stays', 'x'.repeat(400), 'x'.repeat(400)],
    ['of more is cut, which is shown', 'x'.repeat(401), `${'x'.repeat(399)}…`],
    ['is cut between characters', `${'x'.repeat(100)}${'🙂'.repeat(301)}`, `${'x'.repeat(100)}${'🙂'.repeat(299)}…`],
    ['is much too long is cut, whatever it shrinks to', `a${' '.repeat(900)}b`, 'a…'],
    ['is much too long is cut, however wide its characters are', '🙂'.repeat(500), `${'🙂'.repeat(399)}…`],
    [
      'is much too long is never cut within a character',
      `a${' '.repeat(10)}${'🙂'.repeat(500)}`,
      `a ${'🙂'.repeat(394)}…`,
    ],
    ['of several lines is one', ' a\r\n\n  b\tc ', 'a b c'],
    ['does no harm', 'a\u001b[31m', 'a\\u{1b}[31m'],
  ];
  for (const [name, what, shown] of texts)
    it(`a text that ${name}`, () => expect(itemOf({ what })?.what).to.equal(shown));

  it('is told by what hurts first, and by level', () =>
    expect(
      textOf([
        lookWith({
          news: [
            newsWith({ news: 'stillMissing', level: 'required', what: '6' }),
            newsWith({ level: null, what: '5' }),
            newsWith({ news: 'becameUnknown', what: '5b' }),
            newsWith({ level: 'optional', what: '4' }),
            newsWith({ level: 'recommended', what: '3' }),
            newsWith({ level: 'required', what: '1' }),
            newsWith({ level: 'required', what: '2' }),
          ],
        }),
      ]).parts[0]?.items.map(({ what }) => what),
    ).to.deep.equal(['1', '2', '3', '4', '5', '5b', '6']));
});

describe('the subject of a message', () => {
  const cases: ReadonlyArray<readonly [string, () => readonly LookNews[], (readonly OrgNews[])?]> = [
    ['nothing new: 6sense in 2 orgs', () => [lookWith(), lookWith({ org: globex })]],
    ['nothing new: 2 integrations in acme', () => [lookWith(), lookWith({ integration: 'hg' })]],
    ['nothing new: 2 integrations in 2 orgs', () => [lookWith(), lookWith({ integration: 'hg', org: globex })]],
    ['looks begin anew: 6sense in acme', () => [lookWith({ aside: 'older' })]],
    [
      '1 lost, looks begin anew: 6sense in acme',
      () => [lookWith({ news: [newsWith()] }), lookWith({ aside: 'older' })],
    ],
    [
      '2 definitions changed: 6sense in acme',
      () => [lookWith({ news: [newsWith({ news: 'definitionChanged' }), newsWith({ news: 'definitionChanged' })] })],
    ],
    ['2 orgs can be looked at again', () => [], [org('a', { news: 'back' }), org('b', { news: 'back' })]],
    ['1 org could not be looked at', () => [], [org('a')]],
    [`nothing new: ${'x'.repeat(113)} in acme`, () => [lookWith({ integration: 'x'.repeat(113) })]],
    [`nothing new: ${'x'.repeat(120)}…`, () => [lookWith({ integration: 'x'.repeat(200) })]],
  ];
  for (const [subject, looks, orgs] of cases)
    it(subject.slice(0, 60), () => expect(textOf(looks(), orgs).subject).to.equal(`sf integration: ${subject}`));
});

describe('a message about orgs', () => {
  const part = {
    title: 'Orgs',
    facts: [],
    more: null,
    commandLabel: 'To look closer, and for how to get it back:',
    command: null,
  };
  const later = 'What is lost there is told at the first look that succeeds. This is not told again until it does.';

  it('tells by cause which could not be looked at, and behind them which can be again', () =>
    expect(
      textOf(
        [],
        [
          org('old', { news: 'back', since: '2026-11-21T07:00:00Z' }),
          org('a'),
          org('gone', { code: 'ConnectionLost', text: 'Nobody answers.' }),
          org('b'),
          org('older', { news: 'back', since: '2026-11-20T07:00:00Z', code: 'Other' }),
        ],
      ).parts,
    ).to.deep.equal([
      {
        ...part,
        items: [
          {
            ...{ tone: 'bad', word: 'Could not be looked at', level: null, what: 'a, b' },
            lines: ['The session has expired.', later],
          },
          {
            ...{ tone: 'bad', word: 'Could not be looked at', level: null, what: 'gone' },
            lines: ['Nobody answers.', later],
          },
          {
            ...{ tone: 'good', word: 'Looked at again', level: null, what: 'old, older' },
            lines: ['Could not be looked at since 2026-11-20 07:00 UTC.'],
          },
        ],
      },
    ]));

  it('names twenty of them', () => {
    const whatOf = (number: number): string | undefined =>
      textOf(
        [],
        Array.from({ length: number }, (_, at) => org(`o${at}`)),
      ).parts[0]?.items[0]?.what;
    const twenty = Array.from({ length: 20 }, (_, at) => `o${at}`).join(', ');
    expect([whatOf(20), whatOf(22)]).to.deep.equal([twenty, `${twenty}, and 2 more`]);
  });
});
