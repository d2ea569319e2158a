import { expect } from 'chai';
import type { DraftRule } from '../../../../src/generate/definitionDraft.js';
import type { PageGap, VendorPage } from '../../../../src/generate/vendorPage.js';
import type { PageNeed } from '../../../../src/generate/sentence/pageNeed.js';
import { gapLines, pageDraft } from '../../../../src/report/generate/pageDraft.js';
import type { DefinitionDraft } from '../../../../src/report/generate/definitionYaml.js';
import { wordsOf } from '../support/scenes.js';

const words = wordsOf('integration.generate.definition');

const draft = (page: Partial<VendorPage>): DefinitionDraft =>
  pageDraft({ needs: [], gaps: [], others: [], ...page }, { id: 'acme', label: 'Acme', file: 'acme.txt' }, words);

const of = (number: number, text: string, more: Partial<Pick<PageNeed, 'level' | 'onlyWithPassword'>> = {}) => ({
  line: { number, text },
  level: 'required' as const,
  onlyWithPassword: false,
  ...more,
});

const gapOf = (text: string, more: Partial<Omit<PageGap, 'line'>> = {}): PageGap => ({
  line: { number: 4, text },
  sobjects: [],
  unknown: [],
  unused: [],
  ...more,
});

const orgWide = 'whoever has this controls the whole org. Does the integration really need it?';

describe('the draft of a page', () => {
  it('says of a page with nothing but its name how it has to be read', () => {
    expect(draft({})).to.deep.equal({
      id: 'acme',
      label: 'Acme',
      description: null,
      extends: null,
      variant: null,
      features: [],
      above: [
        'Made by "sf integration generate definition" from the text in acme.txt.',
        'Only plain words were understood, sentence by sentence. Whether two lines are alternatives, and what is only an example, was not: read it against the page before you use it.',
      ],
      groups: [],
      below: [],
    });
  });

  const rules: ReadonlyArray<readonly [what: string, need: PageNeed, rule: DraftRule]> = [
    [
      'a user permission, its line without the mark of the list',
      { ...of(3, '• API Enabled'), kind: 'userPermission', names: ['ApiEnabled'] },
      {
        kind: 'userPermission',
        comment: 'line 3',
        because: 'API Enabled',
        names: [{ name: 'ApiEnabled', comment: null }],
      },
    ],
    [
      'several of which one opens the whole org',
      { ...of(3, ' – both'), kind: 'userPermission', names: ['ApiEnabled', 'ModifyAllData'] },
      {
        kind: 'userPermission',
        comment: `line 3: ${orgWide}`,
        because: 'both',
        names: [
          { name: 'ApiEnabled', comment: null },
          { name: 'ModifyAllData', comment: null },
        ],
      },
    ],
    [
      'one that nobody may have, without a word about who has it',
      { ...of(3, 'no Modify All'), kind: 'userPermission', names: ['ModifyAllData'], forbid: true },
      {
        kind: 'userPermission',
        comment: 'line 3',
        because: 'no Modify All',
        names: [{ name: 'ModifyAllData', comment: null }],
        forbid: true,
      },
    ],
    [
      'a license that is optional',
      { ...of(7, 'License', { level: 'optional' }), kind: 'permissionSetLicense', names: ['SalesPsl'] },
      {
        kind: 'permissionSetLicense',
        comment: 'line 7',
        because: 'License',
        level: 'optional',
        names: [{ name: 'SalesPsl', comment: null }],
      },
    ],
    [
      'APIs that a login with a password alone needs',
      { ...of(8, 'APIs', { onlyWithPassword: true }), kind: 'api', apis: ['rest', 'bulk2'] },
      { kind: 'api', comment: 'line 8', because: 'APIs', onlyWithPassword: true, apis: ['rest', 'bulk2'] },
    ],
    [
      'objects',
      { ...of(9, 'Objects'), kind: 'object', sobjects: ['Lead', 'Account'], access: ['edit', 'delete'] },
      {
        kind: 'object',
        comment: 'line 9',
        because: 'Objects',
        sobjects: ['Lead', 'Account'],
        access: ['edit', 'delete'],
      },
    ],
    [
      'fields',
      { ...of(10, 'Fields'), kind: 'field', names: ['Lead.Rating'], access: 'edit' },
      {
        kind: 'field',
        comment: 'line 10',
        because: 'Fields',
        names: [{ name: 'Lead.Rating', comment: null }],
        access: 'edit',
      },
    ],
    [
      'the history of fields',
      { ...of(11, 'History'), kind: 'historyTracking', sobject: 'Lead', fields: ['Status'] },
      { kind: 'historyTracking', comment: 'line 11', because: 'History', sobject: 'Lead', fields: ['Status'] },
    ],
  ];
  for (const [what, need, rule] of rules)
    it(`has a rule for ${what}`, () =>
      expect(draft({ needs: [need] }).groups.flatMap((group) => group.rules)).to.deep.equal([rule]));

  it('has groups by kind, and in them rules by name and then by line, with what is forbidden last', () => {
    const needs: PageNeed[] = [
      { ...of(9, 'never'), kind: 'userPermission', names: ['ModifyAllData'], forbid: true },
      { ...of(8, 'history'), kind: 'historyTracking', sobject: 'Lead', fields: [] },
      { ...of(7, 'history'), kind: 'historyTracking', sobject: 'Account', fields: [] },
      { ...of(6, 'edits', { level: 'optional' }), kind: 'field', names: ['Lead.Rating'], access: 'edit' },
      { ...of(5, 'reads'), kind: 'field', names: ['Lead.Rating'], access: 'read' },
      { ...of(4, 'field'), kind: 'field', names: ['Account.Name'], access: 'read' },
      { ...of(13, 'late'), kind: 'object', sobjects: ['Lead'], access: ['delete'] },
      { ...of(12, 'objects'), kind: 'object', sobjects: ['Lead'], access: ['edit'] },
      { ...of(11, 'objects'), kind: 'object', sobjects: ['Account'], access: ['read'] },
      { ...of(3, 'api'), kind: 'api', apis: ['soap'] },
      { ...of(2, 'api'), kind: 'api', apis: ['rest'] },
      { ...of(18, 'license'), kind: 'userLicense', names: ['Salesforce', 'Salesforce Platform'] },
      { ...of(15, 'license'), kind: 'permissionSetLicense', names: ['ZPsl'] },
      { ...of(16, 'license'), kind: 'permissionSetLicense', names: ['APsl'] },
      { ...of(1, 'permission'), kind: 'userPermission', names: ['ViewSetup'] },
      { ...of(17, 'permission'), kind: 'userPermission', names: ['ApiEnabled'] },
    ];
    expect(
      draft({ needs }).groups.map(({ heading, rules: own }) => [heading, own.map(({ comment }) => comment)]),
    ).to.deep.equal([
      ['User permissions', ['line 17', 'line 1']],
      ['License of the user', ['line 18']],
      ['Permission set licenses', ['line 16', 'line 15']],
      ['APIs', ['line 2', 'line 3']],
      ['Objects', ['line 11', 'line 12', 'line 13']],
      ['Fields', ['line 4', 'line 5', 'line 6']],
      ['Field History Tracking', ['line 7', 'line 8']],
      ['What the user must not have', ['line 9']],
    ]);
  });

  it('says at which other lines the same stands again', () => {
    const needs = [3, 5, 8].map((number): PageNeed => ({
      ...of(number, 'API'),
      kind: 'userPermission',
      names: ['ViewAllData'],
    }));
    expect(draft({ needs }).groups.flatMap(({ rules: own }) => own.map(({ comment }) => comment))).to.deep.equal([
      `line 3; the same again in line 5, 8: ${orgWide}`,
    ]);
  });

  const lines = (length: number): PageGap['line'][] =>
    Array.from({ length }, (_, at) => ({ number: at + 1, text: 'Something' }));
  const listed = (first: number, last: number): string[] =>
    lines(last)
      .slice(first - 1)
      .map(({ number }) => `  line ${number}: Something`);
  const notUnderstood = 'Looks like a need and was not understood. Write a rule for it, or leave it out:';
  const others = 'The other lines of the page, of which nothing was made:';
  const ends: ReadonlyArray<readonly [what: string, gaps: number, others: number, below: string[]]> = [
    ['gaps alone', 2, 0, [notUnderstood, ...listed(1, 2)]],
    ['other lines alone', 0, 1, [others, ...listed(1, 1)]],
    ['both, with an empty line between', 1, 2, [notUnderstood, ...listed(1, 1), '', others, ...listed(1, 2)]],
    ['two hundred gaps, and no word of more', 200, 0, [notUnderstood, ...listed(1, 200)]],
    [
      'more than two hundred, counted',
      202,
      201,
      [
        ...[notUnderstood, ...listed(1, 200), '  ... and 2 more ("--json" lists all)', ''],
        ...[others, ...listed(1, 200), '  ... and 1 more ("--json" lists all)'],
      ],
    ],
  ];
  for (const [what, gaps, more, below] of ends)
    it(`ends with ${what}`, () =>
      expect(
        draft({ gaps: lines(gaps).map((line) => ({ ...gapOf(''), line })), others: lines(more) }).below,
      ).to.deep.equal(below));
});

describe('a line of a page that was not understood', () => {
  const cases: ReadonlyArray<readonly [what: string, gap: () => PageGap, line: string]> = [
    ['nothing more', () => gapOf('Whatever it takes'), 'line 4: Whatever it takes'],
    [
      'its object',
      () => gapOf('Lead full access', { sobjects: ['Lead'] }),
      'line 4: Lead full access (it names the object Lead)',
    ],
    [
      'its objects',
      () => gapOf('Lead and Case', { sobjects: ['Lead', 'Case'] }),
      'line 4: Lead and Case (it names the objects Lead, Case)',
    ],
    [
      'the kinds of rules that may say it, rather than its objects',
      () => gapOf('A profile and a flow for Lead', { sobjects: ['Lead'] }),
      'line 4: A profile and a flow for Lead (a rule with "profile:", "automation:" may say it)',
    ],
    [
      'fields that nobody knows, rather than kinds of rules',
      () => gapOf('A profile', { unknown: ['Size', 'Color'] }),
      'line 4: A profile (no field is known by this name: Size, Color)',
    ],
    [
      'all that stands in no rule, where there is more than fields',
      () => gapOf('A profile', { unknown: ['Size'], unused: ['x', 'y'] }),
      'line 4: A profile (in no rule: Size, x, y)',
    ],
  ];
  for (const [what, gap, line] of cases)
    it(`is told with ${what}`, () => expect(gapLines([gap()], words)).to.deep.equal([line]));
});
