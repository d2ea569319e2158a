import { expect } from 'chai';
import type { Mistake } from '../../../src/definition/definitionMistake.js';
import { toValue } from '../../../src/definition/tree.js';
import { parseTree } from '../../../src/definition/yamlTree.js';
import { mistakeIn } from './helpers.js';

const valuesOf = (text: string): unknown => toValue(parseTree(text, 'acme.yml').root);

/** What is read. */
const values: readonly (readonly [text: string, value: unknown])[] = [
  ['x\n  - api', 'x - api'],
  ['requires:\n  - api: rest\n    the key:', { requires: [{ api: 'rest', 'the key': null }] }],
  ['requires:\n  --api: rest', { requires: { '--api': 'rest' } }],
  ['label: a | b > c', { label: 'a | b > c' }],
  ['requires: [ ? a, b]', { requires: [{ a: null }, 'b'] }],
  ['label: a *', { label: 'a *' }],
  ['%YAML 1.2\n---\na: b', { a: 'b' }],
  ['label: "a\\"', { label: 'a"' }],
  ['label: #1 Sync  ', { label: null }],
  ['- #1', [null]],
  ['-   #1 x\n- a', [null, 'a']],
  ['label:   # remark', { label: null }],
  ['label: # remark\n  x', { label: 'x' }],
  ['label: #1 # 2', { label: null }],
  ['label:\t#x', { label: null }],
  ['"label": #x', { label: null }],
  ['{ label: #x\n}', { label: null }],
  ['label: x #y', { label: 'x' }],
  ['- a: x\n  b: #c', [{ a: 'x', b: null }]],
  ['-api:rest', '-api:rest'],
  ['a: { -b: c }', { a: { '-b': 'c' } }],
  ['a: [ -b: c ]', { a: [{ '-b': 'c' }] }],
  ['- api:rest', ['api:rest']],
  ['- api:rest: x', [{ 'api:rest': 'x' }]],
  ['- https://x:', [{ 'https://x': null }]],
  ['- a-b:c:', [{ 'a-b:c': null }]],
  ['- { api:rest: y }', [{ 'api:rest': 'y' }]],
  ['- { 1:rest }', [{ '1:rest': null }]],
  ['- { C:\\x }', [{ 'C:\\x': null }]],
  ['label: Acme {{name}}', { label: 'Acme {{name}}' }],
  ['a: b\n  \t- c', { a: 'b - c' }],
  ['a: !!str b', { a: 'b' }],
  ['a: !!seq [b]', { a: ['b'] }],
  ['a: !!map {b: c}', { a: { b: 'c' } }],
  ['? a', { a: null }],
  ['null', null],
  ['~', null],
  ['""', ''],
  ['5', 5],
  ['p:\n    - a\nq:\n  - b\n    - c', { p: ['a'], q: ['b - c'] }],
  ['%YAML 1.1\n---\na: yes', { a: 'yes' }],
  ['-\tb\n  c', ['b c']],
  ['{ a, b }', { a: null, b: null }],
  ['a:', { a: null }],
  ['a: b\n? c', { a: 'b', c: null }],
  ['a: | # x\n  b', { a: 'b\n' }],
  ['a: [b#c]', { a: ['b#c'] }],
];

/** What may not be used, with all that is told of it. */
const refused: readonly (readonly [text: string, ...told: (readonly [at: string, mistake: Mistake])[]])[] = [
  ['label: &a', ['1:8', { code: 'Anchor', name: '&a', typed: 'label: "&a"' }]],
  ['*a : x', ['1:1', { code: 'Alias', name: '*a', typed: '"*a : x"' }]],
  ['&a x: y', ['1:1', { code: 'Anchor', name: '&a', typed: '"&a x: y"' }]],
  ['label: **', ['1:8', { code: 'Alias', name: '**', typed: 'label: "**"' }]],
  ['label: *Acme*', ['1:8', { code: 'Alias', name: '*Acme*', typed: 'label: "*Acme*"' }]],
  ['label: &a\nb: c', ['1:8', { code: 'Anchor', name: '&a', typed: 'label: "&a"' }]],
  ['- { {name}: x }', ['1:5', { code: 'KeyNotText' }]],
  ['- {{name} }', ['1:4', { code: 'KeyNotText' }]],
  ['- { {a: b}: c }', ['1:5', { code: 'KeyNotText' }]],
  ['? {a: b}\n: c', ['1:3', { code: 'KeyNotText' }]],
  ['\ta: b', ['1:1', { code: 'TabIndent' }]],
  ['a:\n\tb: c', ['2:1', { code: 'TabIndent' }]],
  ['a:\n  \tb: @c', ['2:3', { code: 'TabIndent' }]],
  ['a: [b,\n\t@c]', ['2:1', { code: 'TabIndent' }]],
  ['a: b\n\t\n  c: d', ['2:1', { code: 'TabIndent' }]],
  ['a: 1\n---\n\tb', ['2:1', { code: 'ManyDocuments' }]],
  ['a: b\n...\nc: d', ['3:1', { code: 'ManyDocuments', isBehindEnd: true }]],
  ['---\na: b\n...\n---\nc: d', ['4:1', { code: 'ManyDocuments' }]],
  ['a: !!int 5', ['1:4', { code: 'Tag', name: '!!int', typed: 'a: "!!int 5"' }]],
  ['a: !!float 5', ['1:4', { code: 'Tag', name: '!!float', typed: 'a: "!!float 5"' }]],
  ['a: !!binary aGVsbG8=', ['1:4', { code: 'Tag', name: '!!binary', typed: 'a: "!!binary aGVsbG8="' }]],
  [
    'a: !x b\nc: !y d\ne: !z f\ng: !w h\ni: !v j\nk: !u l',
    ['1:4', { code: 'Tag', name: '!x', typed: 'a: "!x b"' }],
    ['2:4', { code: 'Tag', name: '!y', typed: 'c: "!y d"' }],
    ['3:4', { code: 'Tag', name: '!z', typed: 'e: "!z f"' }],
    ['4:4', { code: 'Tag', name: '!w', typed: 'g: "!w h"' }],
    ['5:4', { code: 'Tag', name: '!v', typed: 'i: "!v j"' }],
    ['6:4', { code: 'Tag', name: '!u', typed: 'k: "!u l"' }],
  ],
  ['a: ! x', ['1:4', { code: 'Tag', name: '!', typed: 'a: "! x"' }]],
  ['a: !   x', ['1:4', { code: 'Tag', name: '!', typed: 'a: "!   x"' }]],
  ['a:\n  !\n  x', ['2:3', { code: 'Tag', name: '!', typed: '"!"' }]],
  ['a: !<tag:yaml.org,2002:int> 5', ['1:29', { code: 'Tag', name: '!!int', typed: '"5"' }]],
  ['a: !<x> 5', ['1:4', { code: 'Tag', name: '!<x>', typed: 'a: "!<x> 5"' }]],
  ['a: !e!x 5', ['1:4', { code: 'Tag', name: '!e!x', typed: 'a: "!e!x 5"' }]],
  ['! a: b', ['1:1', { code: 'Tag', name: '!', typed: '"! a: b"' }]],
  ['!x a: b', ['1:1', { code: 'Tag', name: '!x', typed: '"!x a: b"' }]],
  ['!!int a: b', ['1:1', { code: 'Tag', name: '!!int', typed: '"!!int a: b"' }]],
  [
    '&a x: &a y',
    ['1:1', { code: 'Anchor', name: '&a', typed: '"&a x: &a y"' }],
    ['1:7', { code: 'Anchor', name: '&a', typed: 'x: "&a y"' }],
  ],
  ['&r\na: b', ['1:1', { code: 'Anchor', name: '&r', typed: '"&r"' }]],
  [
    'a: &x [ &y b, c]',
    ['1:4', { code: 'Anchor', name: '&x', typed: 'a: "&x [ &y b, c]"' }],
    ['1:9', { code: 'Anchor', name: '&y', typed: '"&y b"' }],
  ],
  [
    'a: *x\nb: *y\nc: *z\nd: *w\ne: d\ne: d',
    ['1:4', { code: 'Alias', name: '*x', typed: 'a: "*x"' }],
    ['2:4', { code: 'Alias', name: '*y', typed: 'b: "*y"' }],
    ['3:4', { code: 'Alias', name: '*z', typed: 'c: "*z"' }],
    ['6:1', { code: 'DuplicateKey', key: 'e' }],
  ],
  [
    'a: &x b\nc: &x d',
    ['1:4', { code: 'Anchor', name: '&x', typed: 'a: "&x b"' }],
    ['2:4', { code: 'Anchor', name: '&x', typed: 'c: "&x d"' }],
  ],
  ['a: "&x" \nb: &x y', ['2:4', { code: 'Anchor', name: '&x', typed: 'b: "&x y"' }]],
  ['? &k [a]\n: b', ['1:3', { code: 'Anchor', name: '&k', typed: '"&k [a]"' }], ['1:6', { code: 'KeyNotText' }]],
  ['? *k\n: b', ['1:3', { code: 'Alias', name: '*k', typed: '"*k"' }]],
  ['? !x k\n: b', ['1:3', { code: 'Tag', name: '!x', typed: '"!x k"' }]],
  ['? \n: b', ['1:3', { code: 'KeyNotText' }]],
  [': b', ['1:1', { code: 'KeyNotText' }]],
  ['a: b\na: c', ['2:1', { code: 'DuplicateKey', key: 'a' }]],
  ['a: b\n"a": c', ['2:1', { code: 'DuplicateKey', key: 'a' }]],
  [
    '1: 2\ntrue: 3\nnull: 4',
    ['1:1', { code: 'KeyNotText' }],
    ['2:1', { code: 'KeyNotText' }],
    ['3:1', { code: 'KeyNotText' }],
  ],
  ['~: 1', ['1:1', { code: 'KeyNotText' }]],
  [
    'a: *b\na: *b',
    ['1:4', { code: 'Alias', name: '*b', typed: 'a: "*b"' }],
    ['2:1', { code: 'DuplicateKey', key: 'a' }],
    ['2:4', { code: 'Alias', name: '*b', typed: 'a: "*b"' }],
  ],
  ['[]: x', ['1:1', { code: 'KeyNotText' }]],
  ['-\tb: c', ['1:2', { code: 'TabIndent' }]],
  ['a:\tb\n\tc: d', ['2:1', { code: 'TabIndent' }]],
  ['- a\n-\t- b', ['2:2', { code: 'TabIndent' }]],
  ['a: !x\n  b', ['1:4', { code: 'Tag', name: '!x', typed: 'a: "!x"' }]],
  [
    'a: !x [b, !y c]',
    ['1:4', { code: 'Tag', name: '!x', typed: 'a: "!x [b, !y c]"' }],
    ['1:11', { code: 'Tag', name: '!y', typed: '"!y c"' }],
  ],
  ['a: !<x> b', ['1:4', { code: 'Tag', name: '!<x>', typed: 'a: "!<x> b"' }]],
  [
    'a: !e!x b\nc: &d e',
    ['1:4', { code: 'Tag', name: '!e!x', typed: 'a: "!e!x b"' }],
    ['2:4', { code: 'Anchor', name: '&d', typed: 'c: "&d e"' }],
  ],
  [
    'a: !x b\nb: !x b\nc: !x b\nd: &x b',
    ['1:4', { code: 'Tag', name: '!x', typed: 'a: "!x b"' }],
    ['2:4', { code: 'Tag', name: '!x', typed: 'b: "!x b"' }],
    ['3:4', { code: 'Tag', name: '!x', typed: 'c: "!x b"' }],
    ['4:4', { code: 'Anchor', name: '&x', typed: 'd: "&x b"' }],
  ],
  [
    '- &a b\n- &a b\n- &a b\n- &a b\n- !x b\n- *a',
    ['1:3', { code: 'Anchor', name: '&a', typed: '- "&a b"' }],
    ['2:3', { code: 'Anchor', name: '&a', typed: '- "&a b"' }],
    ['3:3', { code: 'Anchor', name: '&a', typed: '- "&a b"' }],
    ['5:3', { code: 'Tag', name: '!x', typed: '- "!x b"' }],
  ],
  ['"label"\nid: x', ['2:1', { code: 'BrokenYaml', reason: 'Unexpected scalar at node end', slip: null }]],
];

describe('the tree of a YAML text', () => {
  for (const [text, value] of values)
    it(`is read: ${JSON.stringify(text)}`, () => {
      expect(valuesOf(text)).to.deep.equal(value);
    });

  for (const [text, ...told] of refused)
    it(`is refused: ${JSON.stringify(text)}`, () => {
      const first = mistakeIn(() => parseTree(text, 'acme.yml'));
      const all = [first, ...first.others];
      expect(all.map(({ place, mistake }) => [`${place?.line}:${place?.column}`, mistake])).to.deep.equal(told);
    });

  it('tells where each key and value begins', () => {
    const at = (line: number, column: number) => ({ file: 'acme.yml', line, column });
    const { root } = parseTree('label: Acme\nusers:\n  - a\n  - { b: 1, "c" }\n', 'acme.yml');
    expect(root).to.deep.equal({
      type: 'map',
      place: at(1, 1),
      entries: [
        { key: 'label', keyPlace: at(1, 1), value: { type: 'scalar', value: 'Acme', place: at(1, 8) } },
        {
          key: 'users',
          keyPlace: at(2, 1),
          value: {
            type: 'list',
            place: at(3, 3),
            items: [
              { type: 'scalar', value: 'a', place: at(3, 5) },
              {
                type: 'map',
                place: at(4, 5),
                entries: [
                  { key: 'b', keyPlace: at(4, 7), value: { type: 'scalar', value: 1, place: at(4, 10) } },
                  { key: 'c', keyPlace: at(4, 13), value: { type: 'scalar', value: null, place: at(4, 13) } },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it('tells every tag of a file, up to twenty', () => {
    const tags = (length: number): string => Array.from({ length }, (_, at) => `k${at}: !t${at} x`).join('\n');
    const lines = (text: string): (number | undefined)[] => {
      const first = mistakeIn(() => parseTree(text, 'acme.yml'));
      return [first, ...first.others].map(({ place }) => place?.line);
    };
    expect(lines(tags(15))).to.deep.equal(Array.from({ length: 15 }, (_, at) => at + 1));
    expect(lines(tags(25))).to.deep.equal(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  it('of a nesting that exhausts the parser, tells where it begins', () => {
    const told = (text: string): unknown => {
      const { mistake, place } = mistakeIn(() => parseTree(text, 'acme.yml'));
      return [`${place?.line}:${place?.column}`, mistake];
    };
    const tooDeep = { code: 'TooDeep', limit: 20 };
    expect(told(`a:\n  ${'- '.repeat(3000)}x\nb: c`)).to.deep.equal(['2:3', tooDeep]);
    expect(told(`a:\n  b: ${'{ a: '.repeat(25)}x${' }'.repeat(25)}`)).to.deep.equal(['2:96', tooDeep]);
  });

  /** A file in which values may be secrets: neither they nor the words around them are shown. */
  const hidden: readonly (readonly [text: string, mistake: object])[] = [
    ['a: *s3cret', { code: 'Alias', name: '*…', typed: '"…"' }],
    ['a: &s3cret x', { code: 'Anchor', name: '&…', typed: '"…"' }],
    ['a: !s3cret x', { code: 'Tag', name: '!…', typed: '"…"' }],
    ['a: @s3cret', { slip: 'mark', tokens: ['@'], advice: ['"…"'] }],
    ['a: [s3cret', { slip: 'bracketOpen', tokens: ['['], advice: [']'] }],
    ['a: s3cret\n  b: c', { slip: 'deeper', tokens: ['1'], advice: ['0'] }],
    [
      '            a:\n              b: s3cret\n             c: d',
      { slip: 'indent', tokens: ['13'], advice: ['14', '2'] },
    ],
    ['a: b\nc', { slip: 'colonMissing', tokens: [], advice: [] }],
    ['a:\n  - 1\n  -x2', { slip: 'dashWithoutBlank', tokens: [], advice: ['"…"'] }],
    ['a:\n  - 1\n  -12', { slip: 'dashWithoutBlank', tokens: [], advice: ['"…"'] }],
    ['{a:s3cret}', { slip: 'colonWithoutBlank', tokens: [], advice: ['"…"'] }],
    ['a: {{s3cret}}', { slip: 'curly', tokens: [], advice: ['"…"'] }],
    ['a:\n\tb: s3cret', { code: 'TabIndent' }],
    [`${'k'.repeat(1100)}: s3cret`, { slip: null }],
  ];
  for (const [text, told] of hidden)
    it(`shows no value where it may be a secret: ${JSON.stringify(text.slice(0, 50))}`, () => {
      const { mistake } = mistakeIn(() => parseTree(text, 'project.yml', { hidesValues: true }));
      const shown = mistake.code === 'BrokenYaml' ? { slip: null, ...mistake.slip } : mistake;
      expect(shown).to.deep.equal(told);
    });

  it('shows no remark where a value may be a secret', () => {
    const { root } = parseTree('a: #s3cret', 'project.yml', { hidesValues: true });
    const value = root.type === 'map' ? root.entries[0]?.value : undefined;
    expect(value).to.deep.equal({
      type: 'scalar',
      value: null,
      place: { file: 'project.yml', line: 1, column: 4 },
      slip: { slip: 'comment', tokens: [], advice: ['"…"'] },
    });
  });
});
