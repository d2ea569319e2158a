/** What was kept of looks as a report document. */
import { expect } from 'chai';
import type { KeptFinding } from '../../../../src/monitor/monitorState.js';
import { keptDocument } from '../../../../src/report/document/keptDocument.js';
import type { DocumentItem, ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { keptJson } from '../../../../src/report/monitor/keptStates.js';
import type { KeptReport } from '../../../../src/report/monitor/keptStates.js';
import { keptWith } from '../monitor/kept.js';
import { at, before, keptFinding, keptLook, keptState, monitorWords as words } from '../monitor/looks.js';
import { frame } from '../support/wholeDocument.js';

const early = '2026-11-02T07:00:00.000Z';
const documentOf = (report: KeptReport): ReportDocument =>
  keptDocument(report, { width: 80, paint: (_, text) => text, words, verbose: false }, frame());

describe('the document of what was kept', () => {
  const head = ['org', 'integration', 'user', 'last look', 'missing', 'unknown'];

  it('of nothing is whole', () => {
    const report = keptWith([]);
    expect(documentOf(report)).to.deep.equal({
      ...{ command: 'monitor', title: 'What the monitor has kept', org: null, runBy: '', version: '0.1.0' },
      facts: [{ label: 'Kept in', text: '.sf-integration' }],
      ...{ at: '', exitCode: 0 },
      verdict: { word: 'NOTHING LOST', text: 'Kept in .sf-integration: 0 looks.', tone: 'good' },
      tables: [{ key: 'looks', title: 'Last looks', notes: [], columns: head, rows: [] }],
      ...{ groups: [], steps: [], unread: [], json: keptJson(report) },
    });
  });

  it('has a row and a group of each look, and is as of the last one', () => {
    const { tables, groups, ...document } = documentOf(
      keptWith([
        keptState([keptLook([keptFinding()], { at }), keptLook([], { reference: 'h\u001bg', at: before })]),
        keptState([keptLook([keptFinding({ status: 'unknown' })], { at: before })]),
      ]),
    );
    expect(tables[0]?.rows.map((row) => row.map(({ text }) => text))).to.deep.equal([
      ['acme', '6sense@leads', '6sense@acme.com', '2026-11-28 07:00 UTC', '1', '0'],
      ['acme', 'h\\u{1b}g', '6sense@acme.com', '2026-11-27 07:00 UTC', '0', '0'],
      ['acme', '6sense@leads', '6sense@acme.com', '2026-11-27 07:00 UTC', '0', '1'],
    ]);
    expect([document.at, document.exitCode, document.verdict]).to.deep.equal([
      ...[at, 1],
      { word: 'MISSING', text: 'Kept in .sf-integration: 3 looks.', tone: 'bad' },
    ]);
    const group = (number: number, integration: string, lookedAt: string): object => ({
      ...{ key: `look-${number}`, title: `${integration} for 6sense@acme.com in acme`, warnings: [], causes: [] },
      ...{ user: '6sense@acme.com', integration },
      facts: [
        { label: 'Org', text: 'acme, https://acme.my.salesforce.com (00D5g00000AbCdEEAV)' },
        { label: words('kept.fact.first'), text: '2026-11-01 07:00 UTC' },
        { label: words('kept.fact.last'), text: lookedAt },
      ],
    });
    expect(groups.map(({ items, ...more }) => ({ ...more, items: items.map(({ id }) => id) }))).to.deep.equal([
      {
        ...group(1, '6sense@leads', '2026-11-28 07:00 UTC'),
        verdict: { word: 'MISSING', text: 'Missing: 1, unknown: 0.', tone: 'bad' },
        items: ['field:Lead.Email:read'],
      },
      {
        ...group(2, 'h\\u{1b}g', '2026-11-27 07:00 UTC'),
        verdict: { word: 'NOTHING LOST', text: 'Missing: 0, unknown: 0.', tone: 'good' },
        items: [],
      },
      {
        ...group(3, '6sense@leads', '2026-11-27 07:00 UTC'),
        verdict: { word: 'UNKNOWN', text: 'Missing: 0, unknown: 1.', tone: 'unsure' },
        items: ['field:Lead.Email:read'],
      },
    ]);
  });

  const verdicts: ReadonlyArray<readonly [string, KeptFinding[], string]> = [
    ['nothing is missing', [keptFinding({ status: 'met' })], 'NOTHING LOST, good'],
    ['something is missing', [keptFinding()], 'MISSING, bad'],
    ['something is missing that counts for nothing', [keptFinding({ counts: false })], 'NOTHING LOST, good'],
    ['something is unknown', [keptFinding({ status: 'unknown' })], 'UNKNOWN, unsure'],
  ];
  for (const [name, findings, told] of verdicts)
    it(`is called ${told}, where ${name}`, () => {
      const { verdict, groups } = documentOf(keptWith([keptState([keptLook(findings)])]));
      expect([verdict, groups[0]?.verdict].map((one) => `${one?.word}, ${one?.tone}`)).to.deep.equal([told, told]);
    });

  it('says what is old, what was not taken and what cannot be read', () =>
    expect(
      documentOf(
        keptWith(
          [
            keptState([keptLook([], { at: '2026-11-26T06:59:59.999Z' })], {
              outbox: [{ run: 'r1', at: before, looks: [], pending: ['slack', 'mail\u001b'] }],
            }),
          ],
          { keptAside: [{ path: 'a\u001b.json', why: 'newer', keptAs: null }] },
        ),
      ).unread,
    ).to.deep.equal([
      '6sense@leads for 6sense@acme.com in acme: Nobody has looked for more than two days, the last look was 2026-11-26 06:59 UTC.',
      'slack has not taken all news yet.',
      'mail\\u{1b} has not taken all news yet.',
      'The state a\\u{1b}.json is of a newer version of this plugin.',
    ]));
});

describe('a kept need as an item', () => {
  const itemsOf = (...findings: KeptFinding[]): readonly DocumentItem[] =>
    documentOf(keptWith([keptState([keptLook(findings)])])).groups[0]?.items ?? [];

  it('has a picture of its time', () =>
    expect(
      itemsOf(
        keptFinding({
          since: before,
          changes: [
            { at: early, status: 'met' },
            { at: before, status: 'unmet' },
          ],
        }),
      ),
    ).to.deep.equal([
      {
        ...{ id: 'field:Lead.Email:read', kind: 'field', level: 'required', status: 'unmet', code: 'NO_GRANT' },
        ...{ fails: true, tone: 'bad', statusWord: 'MISSING', name: 'Read on Lead.Email' },
        message: 'Read on Lead.Email, since 2026-11-27 07:00 UTC',
        ...{ because: [], actions: [], sources: [], details: [], blockedBy: [], places: [] },
        timeline: {
          ...{ from: '2026-11-01T07:00:00.000Z', to: at },
          spans: [
            { from: early, to: before, tone: 'good', text: 'ok from 2026-11-02 07:00 UTC' },
            { from: before, to: at, tone: 'bad', text: 'MISSING from 2026-11-27 07:00 UTC' },
          ],
        },
      },
    ]));

  it('is named as what the user must be without, and never as if the user had it', () => {
    const forbidden = keptFinding({
      ...{
        id: 'not:userPermission:ModifyAllData',
        kind: 'userPermission',
        forbid: true,
        what: 'Modify\u001b All Data',
      },
      changes: [
        { at: early, status: 'unmet' },
        { at: before, status: 'met' },
      ],
    });
    expect(
      itemsOf(forbidden, { ...forbidden, id: 'b', status: 'met' }).map(({ id, name, forbid, statusWord, timeline }) => [
        ...[id, name, forbid, statusWord],
        ...(timeline?.spans ?? []).map(({ text }) => text),
      ]),
    ).to.deep.equal([
      [
        ...['not:userPermission:ModifyAllData', 'Not: Modify\\u{1b} All Data', true, 'FORBIDDEN'],
        ...['FORBIDDEN from 2026-11-02 07:00 UTC', 'ok from 2026-11-27 07:00 UTC'],
      ],
      [
        ...['b', 'Not: Modify\\u{1b} All Data', true, 'ok'],
        ...['FORBIDDEN from 2026-11-02 07:00 UTC', 'ok from 2026-11-27 07:00 UTC'],
      ],
    ]);
  });

  const changed = [
    { at: early, status: 'unmet' },
    { at: before, status: 'met' },
  ] as const;
  const cases: ReadonlyArray<readonly [string, () => KeptFinding[], string[]]> = [
    ['is none where it is met and always was', () => [keptFinding({ status: 'met' })], []],
    [
      'stands behind the open ones where it has changed and is met',
      () => [keptFinding({ id: 'a', status: 'met', changes: changed }), keptFinding({ id: 'b' })],
      ['b fails', 'a'],
    ],
    [
      'stands there once where it is open and has changed',
      () => [keptFinding({ id: 'a', changes: changed })],
      ['a fails'],
    ],
    [
      'fails only where it counts and is missing',
      () => [
        keptFinding({ id: 'a', counts: false }),
        keptFinding({ id: 'b', status: 'unknown' }),
        keptFinding({ id: 'c', status: 'degraded' }),
      ],
      ['a', 'b', 'c'],
    ],
  ];
  for (const [name, findings, told] of cases)
    it(name, () =>
      expect(itemsOf(...findings()).map(({ id, fails }) => `${id}${fails ? ' fails' : ''}`)).to.deep.equal(told),
    );
});
