import { expect } from 'chai';
import type { ReportCheck, CheckReport } from '../../../../src/report/check/checkReport.js';
import { notFoundNote, readiness, readinessMatrix } from '../../../../src/report/check/readinessMatrix.js';
import type { TextOptions } from '../../../../src/report/check/textStyle.js';
import { textOptions } from '../support/scenes.js';
import { ownSet, placeOf, stepOptions, withoutRows } from './stepScenes.js';
import type { StepScene } from './stepScenes.js';
import { leads, reports, share, weaker } from './stepTexts.js';

const toFillIn =
  '{ object: "{{synced}}" }\nparameters: { synced: { label: Synced objects, of: objects, example: Account } }';
const powerful: StepScene['user'] = {
  sources: [
    { name: 'Integration_acme', permissions: ['RunReports'] },
    { name: 'More', permissions: ['ModifyAllData'] },
  ],
};

/** One check of one user, as it comes out of a scene. */
const states = {
  ready: () => ({ rules: [reports], user: ownSet(null) }),
  missing: () => ({ rules: [reports, leads] }),
  'of each sort': () => ({
    rules: [
      reports,
      '{ userPermission: [NoSuchThing, NoOtherThing], level: required }',
      '{ userPermission: [ModifyAllData, ViewAllData, ManageUsers], forbid: true }',
    ],
    org: { absent: ['NoSuchThing', 'NoOtherThing'] },
    user: { sources: [{ permissions: ['ModifyAllData', 'ViewAllData', 'ManageUsers'] }] },
  }),
  unknown: () => ({ rules: [leads], user: withoutRows() }),
  powerful: () => ({ rules: [reports], user: powerful }),
  'left to people': () => ({ rules: [reports, weaker(share)], user: ownSet(null) }),
  'to be filled in': () => ({ rules: [reports, toFillIn], user: ownSet(null) }),
  'left to people and to be filled in': () => ({ rules: [reports, weaker(share), toFillIn], user: ownSet(null) }),
  'powerful and left to people': () => ({ rules: [reports, weaker(share)], user: powerful }),
  'left to people where it does not matter': () => ({
    rules: [reports, weaker(share, 'optional')],
    user: ownSet(null),
  }),
  'not known but only recommended': () => ({ rules: [weaker(leads)], user: withoutRows() }),
  'recommended and missing': () => ({ rules: [weaker(leads)] }),
  'recommended, missing and counted': () => ({ rules: [weaker(leads), weaker(share)], failOn: 'recommended' as const }),
  'powerful and missing': () => ({ rules: [leads, reports], user: { sources: [{ permissions: ['ManageUsers'] }] } }),
} satisfies Record<string, () => StepScene>;
type State = keyof typeof states;

type Pair = readonly [user: string, integration: string, state: State];

/** A report about these users and definitions. */
const reportOf = (
  pairs: readonly Pair[],
  { notFound = [], unjudged = [] }: Partial<Pick<CheckReport, 'notFound' | 'unjudged'>> = {},
  change: (check: ReportCheck) => ReportCheck = (check) => check,
): CheckReport => {
  const checks = pairs.map(([username, integration, state]): ReportCheck => {
    const { check } = placeOf(states[state]());
    return change({
      ...check,
      reference: integration,
      user: { ...check.user, username },
      requirements: { ...check.requirements, integration },
    });
  });
  return { ...placeOf(states.ready()).report, checks, notFound, unjudged };
};

const nobody = { username: 'bob@example.com', code: 'USER_NOT_FOUND', meant: [] } as const;

describe('who is ready for what', () => {
  const cells: ReadonlyArray<readonly [state: State, text: string, tone: string, isFarMore?: true]> = [
    ['ready', 'report.ready', 'good'],
    ['missing', 'report.matrix.missing [2]', 'bad'],
    ['of each sort', 'report.matrix.missing [6]', 'bad'],
    ['unknown', 'report.matrix.unknown [1]', 'unsure'],
    ['powerful', 'report.ready !', 'good', true],
    ['powerful and missing', 'report.matrix.missing [2]', 'bad'],
    ['left to people', 'report.matrix.open [report.ready | 1]', 'unsure'],
    ['to be filled in', 'report.matrix.fillIn [report.ready | 1]', 'unsure'],
    ['left to people and to be filled in', 'report.matrix.open [report.ready | 2]', 'unsure'],
    ['powerful and left to people', 'report.matrix.open [report.ready | 1] !', 'unsure', true],
    ['left to people where it does not matter', 'report.ready', 'good'],
    ['not known but only recommended', 'report.ready', 'good'],
    ['recommended and missing', 'report.ready', 'good'],
    ['recommended, missing and counted', 'report.notReady', 'unsure'],
  ];
  for (const [state, text, tone, isFarMore = false] of cells)
    it(`says of a check that is ${state}: ${text}`, () => {
      const { rows } = readiness(reportOf([['ciro@example.com', 'acme', state]]), stepOptions({}));
      expect(rows).to.deep.equal([{ user: 'ciro@example.com', cells: [{ text, tone, isFarMore }], note: null }]);
    });

  it('has a row for each user and each name that is nobody, and a column for each definition', () => {
    const report = reportOf(
      [
        ['ann\u202e@example.com', 'one', 'ready'],
        ['ann\u202e@example.com', 'two', 'missing'],
        ['eve@example.com', 'two', 'ready'],
        ['eve@example.com', 'three', 'unknown'],
      ],
      { notFound: [{ ...nobody, username: 'bob\u202e@example.com' }], unjudged: ['four', 'two'] },
    );
    const ready = { text: 'report.ready', tone: 'good', isFarMore: false };
    const none = { text: '', tone: 'plain', isFarMore: false };
    expect(readiness(report, stepOptions({}))).to.deep.equal({
      integrations: ['one', 'two', 'three', 'four'],
      rows: [
        {
          user: 'ann\\u{202e}@example.com',
          cells: [ready, { text: 'report.matrix.missing [2]', tone: 'bad', isFarMore: false }, none, none],
          note: null,
        },
        {
          user: 'eve@example.com',
          cells: [none, ready, { text: 'report.matrix.unknown [1]', tone: 'unsure', isFarMore: false }, none],
          note: null,
        },
        { user: 'bob\\u{202e}@example.com', cells: [], note: 'report.matrix.noUser' },
      ],
      totals: [
        'report.matrix.of [1 | 1]',
        'report.matrix.of [1 | 2]',
        'report.matrix.of [0 | 1]',
        'report.matrix.of [0 | 0]',
      ],
      sentence:
        'report.matrix.ready [2 | 4] report.matrix.notReady.one report.matrix.notKnown.one report.matrix.notFound.one',
    });
  });

  const sentences: ReadonlyArray<readonly [states: readonly State[], notFound: number, sentence: string]> = [
    [['ready', 'ready'], 0, 'report.matrix.ready [2 | 2]'],
    [['missing', 'missing', 'ready'], 0, 'report.matrix.ready [1 | 3] report.matrix.notReady [2]'],
    [
      ['unknown', 'unknown', 'missing'],
      0,
      'report.matrix.ready [0 | 3] report.matrix.notReady.one report.matrix.notKnown [2]',
    ],
    [['ready'], 2, 'report.matrix.ready [1 | 1] report.matrix.notFound [2]'],
  ];
  for (const [all, number, sentence] of sentences)
    it(`counts ${all.join(', ')}${number === 0 ? '' : ` and ${number} names that are nobody`}`, () => {
      const report = reportOf(
        all.map((state, at) => [`user${at}@example.com`, 'acme', state]),
        { notFound: Array.from({ length: number }, () => nobody) },
      );
      expect(readiness(report, stepOptions({})).sentence).to.equal(sentence);
    });

  it('names variants and features only of a definition that is there twice', () => {
    const parts: Readonly<Record<string, Partial<ReportCheck['requirements']>>> = {
      'one@a': { integration: 'one', variant: 'a' },
      'one@b+extra': { integration: 'one', variant: 'b', features: ['extra'] },
      'two@a': { integration: 'two', variant: 'a' },
    };
    const report = reportOf(
      Object.keys(parts).map((reference) => ['ann@example.com', reference, 'ready']),
      { unjudged: ['three@a'] },
      (check) => ({ ...check, requirements: { ...check.requirements, ...parts[check.reference] } }),
    );
    expect(readiness(report, stepOptions({})).integrations).to.deep.equal(['one@a', 'one@b+extra', 'two', 'three@a']);
  });

  const notes: ReadonlyArray<readonly [missing: Omit<CheckReport['notFound'][number], 'username'>, note: string]> = [
    [{ code: 'USER_NOT_FOUND', meant: [] }, 'report.matrix.noUser'],
    [
      { code: 'USER_NOT_FOUND', meant: ['ann@a.com', 'eve@a.com'] },
      'report.matrix.noUser.meant [ann@a.com, eve@a.com]',
    ],
    [{ code: 'USER_AMBIGUOUS', meant: ['ann@a.com', 'eve@a.com'] }, 'report.matrix.ambiguous [ann@a.com, eve@a.com]'],
  ];
  for (const [missing, note] of notes)
    it(`says of a name: ${note}`, () => {
      expect(notFoundNote({ username: 'ann', ...missing }, stepOptions({}))).to.equal(note);
    });
});

describe('who is ready for what, as a table', () => {
  const marked: TextOptions['paint'] = (tone, one) => (tone === 'plain' ? one : `<${tone}>${one}</${tone}>`);
  /** Users and definitions, of which every second one is met with far more. */
  const pairs = (users: number, definitions: number): Pair[] =>
    Array.from({ length: users }, (_, user) =>
      Array.from({ length: definitions }, (__, at): Pair => [
        `user${user}@example.com`,
        `vendor-${at}`,
        at % 2 === 0 ? 'of each sort' : 'powerful',
      ]),
    ).flat();
  const table = (report: CheckReport, width: number, paint: TextOptions['paint'] = (_, one) => one): string[] =>
    readinessMatrix(report, textOptions({ width, paint }, 'integration.check'));
  const farMore = '! = can do far more than is needed';

  const cases: ReadonlyArray<
    readonly [title: string, pairs: () => readonly Pair[], hasNobody: boolean, width: number, lines: readonly string[]]
  > = [
    [
      'has users down and definitions across, with totals',
      () => pairs(2, 2),
      true,
      80,
      [
        'User               vendor-0   vendor-1',
        'user0@example.com  6 missing  READY !',
        'user1@example.com  6 missing  READY !',
        'bob@example.com    no such user',
        'Ready              0 of 2     2 of 2',
        farMore,
        '2 of 4 ready. 2 not ready. 1 user not found.',
      ],
    ],
    [
      'has no totals and no marks where one user is just ready',
      () => [['ann@example.com', 'one', 'ready']],
      false,
      80,
      ['User             one', 'ann@example.com  READY', '1 of 1 ready.'],
    ],
    [
      'has blanks where a user was not checked for a definition',
      () => [
        ['ann@example.com', 'one', 'ready'],
        ['eve@example.com', 'two', 'missing'],
      ],
      false,
      80,
      [
        'User             one     two',
        'ann@example.com  READY',
        'eve@example.com          2 missing',
        'Ready            1 of 1  0 of 1',
        '1 of 2 ready. 1 not ready.',
      ],
    ],
    [
      'is as wide as what stands in it',
      () => [
        ['a@b.co', 'of-some-vendor', 'ready'],
        ['a@b.co', 'of-another', 'missing'],
      ],
      false,
      34,
      ['User    of-some-vendor  of-another', 'a@b.co  READY           2 missing', '1 of 2 ready. 1 not ready.'],
    ],
    [
      'breaks into two blocks where one more column does not fit',
      () => [
        ['a@b.co', 'of-some-vendor', 'ready'],
        ['a@b.co', 'of-another', 'missing'],
      ],
      false,
      33,
      [
        'User    of-some-vendor',
        'a@b.co  READY',
        '',
        'User    of-another',
        'a@b.co  2 missing',
        '1 of 2 ready. 1 not ready.',
      ],
    ],
    [
      'tells names that are nobody and marks once, in the first block and below',
      () => pairs(2, 5),
      true,
      50,
      [
        'User               vendor-0   vendor-1  vendor-2',
        'user0@example.com  6 missing  READY !   6 missing',
        'user1@example.com  6 missing  READY !   6 missing',
        'bob@example.com    no such user',
        'Ready              0 of 2     2 of 2    0 of 2',
        '',
        'User               vendor-3  vendor-4',
        'user0@example.com  READY !   6 missing',
        'user1@example.com  READY !   6 missing',
        'Ready              2 of 2    0 of 2',
        farMore,
        '4 of 10 ready. 6 not ready. 1 user not found.',
      ],
    ],
    [
      'has names on lines of their own where they leave no room',
      () => pairs(2, 4),
      true,
      24,
      [
        '  vendor-0   vendor-1',
        'user0@example.com',
        '  6 missing  READY !',
        'user1@example.com',
        '  6 missing  READY !',
        'bob@example.com: no such user',
        '  0 of 2     2 of 2',
        '',
        '  vendor-2   vendor-3',
        'user0@example.com',
        '  6 missing  READY !',
        'user1@example.com',
        '  6 missing  READY !',
        '  0 of 2     2 of 2',
        '! = can do far more than',
        'is needed',
        '4 of 8 ready. 4 not',
        'ready. 1 user not found.',
      ],
    ],
    [
      'has names beside their cells as long as the widest cell fits',
      () => pairs(1, 1),
      false,
      28,
      ['User               vendor-0', 'user0@example.com  6 missing', '0 of 1 ready. 1 not ready.'],
    ],
    [
      'has them above as soon as it does not',
      () => pairs(1, 1),
      false,
      27,
      ['  vendor-0', 'user0@example.com', '  6 missing', '0 of 1 ready. 1 not ready.'],
    ],
    [
      'has definitions down where that takes more than two blocks',
      () => pairs(1, 3),
      true,
      31,
      [
        'Integration  user0@example.com',
        'vendor-0     6 missing',
        'vendor-1     READY !',
        'vendor-2     6 missing',
        'bob@example.com: no such user',
        '! = can do far more than is',
        'needed',
        '1 of 3 ready. 2 not ready. 1',
        'user not found.',
      ],
    ],
    [
      'has users down all the same where they do not fit across',
      () => pairs(1, 3),
      false,
      29,
      [
        'User               vendor-0',
        'user0@example.com  6 missing',
        '',
        'User               vendor-1',
        'user0@example.com  READY !',
        '',
        'User               vendor-2',
        'user0@example.com  6 missing',
        '! = can do far more than is',
        'needed',
        '1 of 3 ready. 2 not ready.',
      ],
    ],
    [
      'has totals beside definitions that go down',
      () => [
        ...['1', '2', '3', '4', '5'].map((one): Pair => ['a@b.co', `vendor-number-${one}`, 'ready']),
        ['e@b.co', 'vendor-number-2', 'missing'],
      ],
      false,
      42,
      [
        'Integration      a@b.co  e@b.co     Ready',
        'vendor-number-1  READY              1 of 1',
        'vendor-number-2  READY   2 missing  1 of 2',
        'vendor-number-3  READY              1 of 1',
        'vendor-number-4  READY              1 of 1',
        'vendor-number-5  READY              1 of 1',
        '5 of 6 ready. 1 not ready.',
      ],
    ],
  ];
  for (const [title, made, hasNobody, width, lines] of cases)
    it(title, () => {
      expect(table(reportOf(made(), hasNobody ? { notFound: [nobody] } : {}), width)).to.deep.equal(lines);
    });

  it('is painted, and its columns stay where they are', () => {
    expect(table(reportOf(pairs(2, 2), { notFound: [nobody] }), 80, marked)).to.deep.equal([
      '<heading>User               vendor-0   vendor-1</heading>',
      'user0@example.com  <bad>6 missing</bad>  <good>READY !</good>',
      'user1@example.com  <bad>6 missing</bad>  <good>READY !</good>',
      '<bad>bob@example.com    no such user</bad>',
      'Ready              0 of 2     2 of 2',
      farMore,
      '2 of 4 ready. 2 not ready. 1 user not found.',
    ]);
  });

  it('is painted with definitions down', () => {
    expect(table(reportOf(pairs(1, 3), { notFound: [nobody] }), 34, marked).slice(0, 5)).to.deep.equal([
      '<heading>Integration  user0@example.com</heading>',
      'vendor-0     <bad>6 missing</bad>',
      'vendor-1     <good>READY !</good>',
      'vendor-2     <bad>6 missing</bad>',
      '<bad>bob@example.com: no such user</bad>',
    ]);
  });
});
