/** Looked-through files as a report document: whole, for each thing that can be said of a file. */
import { expect } from 'chai';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { validateDocument } from '../../../../src/report/document/validateDocument.js';
import type { ResultFile, ResultMistake } from '../../../../src/report/validate/validateResult.js';
import type { FileContent } from '../../../../src/validate/validation.js';
import { frame } from '../support/wholeDocument.js';
import { wordsOf } from '../support/scenes.js';

type Told = Partial<ResultFile> & { readonly content?: FileContent };

const at = '2026-11-28T10:00:00.000Z';
const acme: FileContent = { kind: 'definition', id: 'acme', needs: 12, variants: 0 };

const mistake = (code: string, more: Partial<ResultMistake> = {}): ResultMistake => ({
  ...{ code, message: `${code} is said.`, actions: [] },
  ...more,
});

const documentOf = (...all: readonly Told[]): ReportDocument => {
  const resultFile = (told: Partial<ResultFile>): ResultFile => ({
    ...{ file: 'acme.yml', kind: 'definition', mistakes: [] },
    ...told,
  });
  const files = all.map(({ content = null, ...told }) => ({ content, told: resultFile(told) }));
  return validateDocument(
    {
      result: { schemaVersion: 1, files: files.map(({ told }) => told), valid: false },
      files: files.map(({ content, told: { file, kind } }) => ({
        ...{ file, kind, content, mistakes: [] },
        ...{ unknown: [], names: null },
      })),
      exitCode: 2,
      at,
    },
    wordsOf('integration.validate'),
    frame(),
  );
};

/** The one group of one file. */
const groupOf = (told: Told): ReportDocument['groups'][number] | undefined => documentOf(told).groups[0];

/** What an item about a file has in any case. */
const item = {
  kind: 'file',
  level: 'required',
  because: [],
  sources: [],
  details: [],
  blockedBy: [],
} as const;

const group = { key: 'file-1', title: 'acme.yml (integration definition)', facts: [], warnings: [], causes: [] };

const fine = {
  ...item,
  ...{ id: 'file', status: 'met', fails: false, code: 'VALID', tone: 'good', statusWord: 'ok', name: 'acme.yml' },
  ...{ message: 'acme asks for 12 things.', actions: [], places: [{ file: 'acme.yml' }] },
};
const resting = {
  ...fine,
  ...{ status: 'unknown', code: 'RESTS_ON_MISTAKES', tone: 'unsure', statusWord: 'NOT KNOWN' },
  message: 'it rests on a file with mistakes.',
};
const wrong = {
  ...item,
  ...{ id: 'UnknownKey:1', status: 'unmet', fails: true, code: 'UnknownKey', tone: 'bad', statusWord: 'MISTAKE' },
  ...{ name: 'acme.yml:6:5', message: 'UnknownKey is said.', actions: [] },
  places: [{ file: 'acme.yml', line: 6, column: 5 }],
};
const notTold = {
  ...wrong,
  ...{ id: 'NotTold:1', status: 'unknown', code: 'NotTold', tone: 'unsure', statusWord: 'NOT KNOWN' },
  ...{ name: 'acme.yml:9:1', message: 'NotTold is said.', places: [{ file: 'acme.yml', line: 9, column: 1 }] },
};
const warned = {
  ...wrong,
  ...{ id: 'Misspelt:1', status: 'unknown', fails: false, code: 'Misspelt', tone: 'unsure', statusWord: 'WARNING' },
  ...{ name: 'acme.yml:7:3', message: 'Misspelt is said.', places: [{ file: 'acme.yml', line: 7, column: 3 }] },
};

describe('a looked-through file as a group of a document', () => {
  const unknownKey = mistake('UnknownKey', { line: 6, column: 5 });
  const untold = mistake('NotTold', { line: 9 });
  const misspelt = mistake('Misspelt', { line: 7, column: 3 });
  const cases: ReadonlyArray<readonly [string, Told, object]> = [
    [
      'without a mistake: what it holds',
      { content: acme },
      { verdict: { word: 'ok', text: 'acme asks for 12 things.', tone: 'good' }, items: [fine] },
    ],
    [
      'without a mistake of its own, but resting on a file that has some',
      {},
      { verdict: { word: 'NOT KNOWN', text: 'it rests on a file with mistakes.', tone: 'unsure' }, items: [resting] },
    ],
    [
      'with a mistake: what it holds is not told',
      { mistakes: [unknownKey] },
      { verdict: { word: 'MISTAKE', text: 'one mistake', tone: 'bad' }, items: [wrong] },
    ],
    [
      'with a mistake about the file as a whole, and what to do about it',
      { mistakes: [mistake('IdNotFileName', { actions: ['Rename it.'] })] },
      {
        verdict: { word: 'MISTAKE', text: 'one mistake', tone: 'bad' },
        items: [
          {
            ...wrong,
            ...{ id: 'IdNotFileName:1', code: 'IdNotFileName', message: 'IdNotFileName is said.' },
            ...{ name: 'acme.yml', actions: ['Rename it.'], places: [{ file: 'acme.yml' }] },
          },
        ],
      },
    ],
    [
      'with names that could not be looked up: it holds what it holds, and may be wrong',
      { content: acme, unknown: [untold, mistake('NotTold')] },
      {
        verdict: { word: 'NOT KNOWN', text: '2 names that could not be looked up', tone: 'unsure' },
        items: [notTold, { ...notTold, id: 'NotTold:2', name: 'acme.yml', places: [{ file: 'acme.yml' }] }],
      },
    ],
    [
      'with mistakes and names that could not be looked up: the mistakes first',
      { mistakes: [unknownKey], unknown: [untold] },
      {
        verdict: { word: 'MISTAKE', text: 'one mistake, one name that could not be looked up', tone: 'bad' },
        items: [wrong, notTold],
      },
    ],
    [
      'with a warning: it is fine, and the warning stands below',
      { content: acme, warnings: [misspelt] },
      { verdict: { word: 'ok', text: 'acme asks for 12 things.', tone: 'good' }, items: [fine, warned] },
    ],
    [
      'with the same mistake several times: each has an id of its own, whatever its line',
      { mistakes: [unknownKey, unknownKey], warnings: [mistake('UnknownKey', { line: 6, column: 5 })] },
      {
        verdict: { word: 'MISTAKE', text: '2 mistakes', tone: 'bad' },
        items: [
          wrong,
          { ...wrong, id: 'UnknownKey:2' },
          { ...wrong, id: 'UnknownKey:3', status: 'unknown', fails: false, tone: 'unsure', statusWord: 'WARNING' },
        ],
      },
    ],
    [
      'of no sort that is known, with a name that would color the terminal',
      { file: 'a\u001b[31m.json', kind: null, mistakes: [mistake('Unreadable')] },
      {
        title: 'a\\u{1b}[31m.json (unknown sort of file)',
        verdict: { word: 'MISTAKE', text: 'one mistake', tone: 'bad' },
        items: [
          {
            ...wrong,
            ...{ id: 'Unreadable:1', code: 'Unreadable', message: 'Unreadable is said.' },
            ...{ name: 'a\\u{1b}[31m.json', places: [{ file: 'a\u001b[31m.json' }] },
          },
        ],
      },
    ],
  ];
  for (const [name, told, expected] of cases)
    it(name, () => expect(groupOf(told)).to.deep.equal({ ...group, ...expected }));
});

describe('the document of looked-through files', () => {
  it('has everything but an org, and the result as it is', () => {
    const { groups, ...document } = documentOf({ content: acme }, { file: 'sync.yml' });
    expect(groups.map(({ key, title }) => [key, title])).to.deep.equal([
      ['file-1', 'acme.yml (integration definition)'],
      ['file-2', 'sync.yml (integration definition)'],
    ]);
    expect(document).to.deep.equal({
      ...{ command: 'validate', title: 'Mistakes in files', org: null, runBy: '', version: '0.1.0', at, exitCode: 2 },
      facts: [{ label: 'Made with', text: 'sf-plugin-integration 0.1.0' }],
      verdict: { word: 'ok', text: '2 files, no mistake.', tone: 'good' },
      ...{ tables: [], steps: [], unread: [] },
      json: {
        schemaVersion: 1,
        files: [
          { file: 'acme.yml', kind: 'definition', mistakes: [] },
          { file: 'sync.yml', kind: 'definition', mistakes: [] },
        ],
        valid: false,
      },
    });
  });

  const [bad, untold] = [mistake('UnknownKey'), mistake('NotTold')];
  const verdicts: ReadonlyArray<readonly [string, readonly Told[], ReportDocument['verdict']]> = [
    [
      'one mistake in all files makes it a mistake',
      [{ content: acme }, { mistakes: [bad], unknown: [untold] }, { unknown: [untold, untold] }],
      {
        word: 'MISTAKE',
        text: '3 files, one mistake in one of them. Not known: 3 names that could not be looked up.',
        tone: 'bad',
      },
    ],
    [
      'one name that could not be looked up makes it unknown',
      [{ content: acme }, { content: acme, unknown: [untold] }],
      {
        word: 'NOT KNOWN',
        text: '2 files, no mistake. Not known: one name that could not be looked up.',
        tone: 'unsure',
      },
    ],
    [
      'a warning alone leaves it fine',
      [{ content: acme, warnings: [untold] }],
      { word: 'ok', text: 'One file, no mistake, one warning.', tone: 'good' },
    ],
  ];
  for (const [name, files, verdict] of verdicts)
    it(name, () => expect(documentOf(...files).verdict).to.deep.equal(verdict));
});
