import { expect } from 'chai';
import { parseTree } from '../../../src/definition/yamlTree.js';
import { mistakeIn, parse, withRules } from './helpers.js';

type Row = readonly [text: string, at: string, slip: string, tokens: readonly string[], advice: readonly string[]];

/** What is typed, and the whole of what is told: the place, the slip, and what its sentence and its advice hold. */
const rows: readonly Row[] = [
  ["label: '", '1:8', 'quoteOpen', ["'"], ["label: ''"]],
  ['label: "', '1:8', 'quoteOpen', ['"'], ['label: ""']],
  ['requires: [', '1:11', 'bracketOpen', ['['], [']']],
  ['requires: {', '1:11', 'bracketOpen', ['{'], ['}']],
  ['requires: [a', '1:11', 'bracketOpen', ['['], [']']],
  ['a: [b]\nc: "d', '2:4', 'quoteOpen', ['"'], ['c: "d"']],
  ["a: 'b\nc: d\ne: f'\nx", '1:4', 'quoteOpen', ["'"], ["a: 'b'"]],
  ['label: "Acme"\tSync', '1:8', 'quoteWithin', [], ['label: \'"Acme"\tSync\'']],
  ['label: "Acme"   Sync', '1:8', 'quoteWithin', [], ['label: \'"Acme"   Sync\'']],
  ['- \'a\': "b" c', '1:8', 'quoteWithin', [], ['\'"b" c\'']],
  [
    'requires:\n  - api: rest\n  - object: Lead\n     access: x\n      because: b\n   - api: y',
    '4:6',
    'deeper',
    ['3'],
    ['4'],
  ],
  [' - api: rest\n- api: soql', '2:1', 'indent', ['0'], ['1', '1']],
  ['  a: b\nc: d', '2:1', 'indent', ['0'], ['2', '1']],
  ['requires:\n  - api: rest\n    - api: soql', '3:5', 'indent', ['4'], ['2', '2']],
  ['requires:\n  - api: rest\nbecause: x\n  - api: soql', '3:1', 'shifted', ['0'], ['4']],
  ['label: see https://acme.example\nsee \\\\server\\share', '2:1', 'colonMissing', [], []],
  ['requires:\n  - api: rest\n    note - this', '3:5', 'colonMissing', [], []],
  ['requires:\n  - api: rest\n    a b:c', '3:5', 'colonMissing', [], []],
  ['requires:\n  - api: rest\n    because:good  ', '3:5', 'colonWithoutBlank', [], ['because: good']],
  ['requires:\n  - api: rest\n    C:\\guide', '3:5', 'colonMissing', [], []],
  ['requires:\n  - api: rest\n    --api', '3:5', 'colonMissing', [], []],
  ['requires: \n   -api-x: rest', '2:4', 'dashWithoutBlank', [], ['- api-x: rest']],
  ['label: a\n    - b: c', '2:5', 'deeper', ['1'], ['0']],
  ['label: Acme\n   - api: x\nrequires: x', '2:4', 'deeper', ['1'], ['0']],
  ['label: x - y: z', '1:8', 'colonInText', [], ['label: "x - y: z"']],
  ['label: x? y: z', '1:8', 'colonInText', [], ['label: "x? y: z"']],
  ['label: x\n y: z', '2:2', 'deeper', ['1'], ['0']],
  ['label: x\n  \n  # remark\n\n  y: z', '5:3', 'indent', ['2'], ['0', '1']],
  ['label: *', '1:8', 'mark', ['*'], ['label: "*"']],
  ['a: [b, {c: d}, @x ]', '1:16', 'mark', ['@'], ['"@x"']],
  ['a: [b], @x', '1:4', 'bracketText', [], ['a: "[b], @x"']],
  ['a: [b, @x-y  , c]', '1:8', 'mark', ['@'], ['"@x-y"']],
  ['a: [`x]', '1:5', 'mark', ['`'], ['"`x"']],
  ['a: @x [b] y', '1:4', 'mark', ['@'], ['a: "@x [b] y"']],
  ['a: [ @x [b] y ]', '1:6', 'mark', ['@'], ['"@x [b] y"']],
  ['label: |x\n  y', '1:8', 'block', ['|'], ['label: "|x"']],
  ['label: |2- x', '1:8', 'block', ['|'], ['label: "|2- x"']],
  ['label: >+ x', '1:8', 'block', ['>'], ['label: ">+ x"']],
  ['label: >-  Acme Sync', '1:8', 'block', ['>'], ['label: ">-  Acme Sync"']],
  ['label: b |  x: y', '1:8', 'colonInText', [], ['label: "b |  x: y"']],
  ['requires:\n  - api: rest\n    - api: soql\n    - object: Lead\nx: y', '2:3', 'shifted', ['2'], ['4']],
  ['a:\n  - b:\n      - c: d\n    e: f\n      - g: h', '5:7', 'deeperItem', ['4'], ['2', '2']],
  ['requires:\n    - api: rest\n  - api: soql', '3:3', 'indent', ['2'], ['4', '2']],
  ['requires:\n      - api: rest\n  - because: x\n      - api: soql', '3:3', 'indent', ['2'], ['6', '2']],
  ['id: acme\n    - api: x', '2:5', 'deeper', ['1'], ['0']],
  ['id: acme\nlabel: x\n- api: rest\n- api: soql', '3:1', 'itemBesideKeys', [], []],
  ['id:\n- api: rest\nlabel:\n- api: soql\n  - api: x', '5:3', 'indent', ['2'], ['0', '4']],
  ['users:\n  - a\n  -b', '3:3', 'dashWithoutBlank', [], ['- b']],
  ['access:\n  - read\n  -create: x\n    y: z', '3:3', 'dashWithoutBlank', [], ['- create: x']],
  ['label: "a"\n - api: rest', '2:2', 'itemBesideKeys', [], []],
  ['label: "a" # x\n - api: rest', '2:2', 'itemBesideKeys', [], []],
  ['a: [b\nc: d]', '1:4', 'bracketOpen', ['['], [']']],
  ['requires:\n  - object: [Lead\n    access: [read]', '2:13', 'bracketOpen', ['['], [']']],
  ['requires:\n  - { object: Lead\n    access: [read] }', '3:5', 'commaBetween', [], []],
  ['requires:\n  - { object: Lead, access: [read }', '2:29', 'bracketOpen', ['['], [']']],
  ['requires:\n  - { object: Lead, access: read ]', '2:5', 'bracketOpen', ['{'], ['}']],
  ['requires: [ { object: Lead }, { field: Lead.Email ]', '1:31', 'bracketOpen', ['{'], ['}']],
  ['requires: [report-{org}.html, x]', '1:12', 'bracketWithin', ['{'], ['"report-{org}.html"']],
  ['requires: [report-{org}-{x}.html , x]', '1:12', 'bracketWithin', ['{'], ['"report-{org}-{x}.html"']],
  ['requires: [ - a, b]', '1:13', 'dashInText', ['-'], ['"- a"']],
  ['requires: [ "a" b: c ]', '1:17', 'commaBetween', [], []],
  ['requires: [ a: b: c ]', '1:16', 'commaMissing', [], []],
  ['requires: { - api: x }', '1:13', 'dashInText', ['-'], ['"- api: x"']],
  ['requires:\n  [ \n    - api: x\n    - api: y\n  ]', '3:5', 'dashInText', ['-'], ['"- api: x"']],
  ['- [- a]', '1:4', 'dashInText', ['-'], ['"- a"']],
  ['a: [b, - ]', '1:8', 'dashInText', ['-'], ['"-"']],
  ['a: -', '1:4', 'dashInText', ['-'], ['a: "-"']],
  ['a: - b', '1:4', 'dashInText', ['-'], ['a: "- b"']],
  ['a: ?', '1:4', 'dashInText', ['?'], ['a: "?"']],
  ['a: ? b', '1:4', 'dashInText', ['?'], ['a: "? b"']],
  ['a: "b" - c', '1:4', 'quoteWithin', [], ['a: \'"b" - c\'']],
  ['a: "b" -', '1:4', 'quoteWithin', [], ['a: \'"b" -\'']],
  ['a: [b] -', '1:4', 'bracketText', [], ['a: "[b] -"']],
  ['label: & a', '1:8', 'mark', ['&'], ['label: "& a"']],
  ['label: &a *b', '1:8', 'mark', ['&'], ['label: "&a *b"']],
  ['label: &a &b c', '1:8', 'mark', ['&'], ['label: "&a &b c"']],
  ['label: !a !b c', '1:8', 'mark', ['!'], ['label: "!a !b c"']],
  ['label: *a:', '1:8', 'mark', ['*'], ['label: "*a:"']],
  ['*a: x', '1:1', 'markBeforeKey', ['*'], ['a: x']],
  ['label: &a: x', '1:8', 'mark', ['&'], ['label: "&a: x"']],
  ['label: *a: x', '1:8', 'mark', ['*'], ['label: "*a: x"']],
  ['label: * Acme', '1:8', 'mark', ['*'], ['label: "* Acme"']],
  ['- * Acme', '1:3', 'mark', ['*'], ['- "* Acme"']],
  ['label: *a b', '1:8', 'mark', ['*'], ['label: "*a b"']],
  ['label: *a* b', '1:8', 'mark', ['*'], ['label: "*a* b"']],
  ['"label": *a b', '1:10', 'mark', ['*'], ['"*a b"']],
  ['%acme: x', '1:1', 'markBeforeKey', ['%'], ['acme: x']],
  ['% acme\na: b', '1:1', 'mark', ['%'], ['"% acme"']],
  ['%TAG ! x\na: b', '1:1', 'mark', ['%'], ['"%TAG ! x"']],
  ['%FOO', '1:1', 'mark', ['%'], ['"%FOO"']],
  ['a: b\n%c: d', '2:1', 'markBeforeKey', ['%'], ['c: d']],
  ['a: b\n&c: d', '2:1', 'markBeforeKey', ['&'], ['c: d']],
  ['a: b\n& c: d # e', '2:1', 'markBeforeKey', ['&'], ['c: d']],
  ['a: b\n*c: d\ne: f', '2:1', 'markBeforeKey', ['*'], ['c: d']],
  ['|a: b', '1:1', 'markBeforeKey', ['|'], ['a: b']],
  ['a:\n  * b: c', '2:3', 'bullet', ['*'], ['- b: c']],
  ['a:\n  • b: c', '2:3', 'bullet', ['•'], ['- b: c']],
  ['a:\n  – b: c', '2:3', 'bullet', ['–'], ['- b: c']],
  ['a:\n  1. b: c', '2:3', 'bullet', ['1.'], ['- b: c']],
  ['a:\n  -- b: c', '2:3', 'bullet', ['--'], ['- b: c']],
  ['a:\n  - b: c\n\n   d: e', '4:4', 'indent', ['3'], ['4', '2']],
  ['a:\n  - b: c\n  # x\n\n   d: e', '5:4', 'indent', ['3'], ['4', '2']],
  ['a: b\n\n- c: d', '3:1', 'itemBesideKeys', [], []],
  ['a:\n  - b: x\n   é f: y', '3:4', 'indent', ['3'], ['4', '2']],
  ['a: b\n-\nc: d', '2:1', 'dashAlone', [], []],
  ['a: b\nc: d\n-', '3:1', 'dashAlone', [], []],
  ['a:\n  - x: y\n-\n  - z: w', '3:1', 'dashAlone', [], []],
  ['a:\n  -b: c\n    d: e', '2:3', 'dashWithoutBlank', [], ['- b: c']],
  ['[a: 1\nb: c\nd: e', '1:1', 'bracketOpen', ['['], [']']],
  ['{a: 1\nb: c', '1:1', 'bracketOpen', ['{'], ['}']],
  ['a:\n  - b: { c: A #1, d: x }', '2:15', 'bracketRemark', [], ['"A #1"']],
  ['a:\n  - b: { c: A #1, d: x }\n  - e: f', '2:15', 'bracketRemark', [], ['"A #1"']],
  ['a:\n  - b: [Lead, Account #x]', '2:23', 'bracketRemark', [], ['"Account #x"']],
  ['a:\n  - b: [Lead, "A #x", Account # x', '2:8', 'bracketOpen', ['['], [']']],
  ['a:\n  b: { c: Mappe[d fields, e: f }', '2:11', 'bracketWithin', ['['], ['"Mappe[d fields"']],
  ['a: b\nc:\u00a0d\ne: f', '2:3', 'blank', ['U+00A0'], []],
  ['a:\u00a0\n  - b: c', '1:3', 'blank', ['U+00A0'], []],
  ['a:\n  - b: c\n    d:\u202fe', '3:7', 'blank', ['U+202F'], []],
  ['a:\n\u00a0\u00a0- b: c', '2:1', 'blank', ['U+00A0'], []],
  ['a:\n  -\u00a0b: c', '2:4', 'blank', ['U+00A0'], []],
  ['a:\n  - \ufeffb: c', '2:5', 'blank', ['U+FEFF'], []],
  ['label: "C:\\Users\\it\'s"', '1:11', 'escape', ['\\U'], ["label: 'C:\\Users\\it''s'"]],
  ['- "C:\\Users" # x', '1:6', 'escape', ['\\U'], ["- 'C:\\Users'"]],
  ['"C:\\Users": x', '1:4', 'escape', ['\\U'], ["'C:\\Users'"]],
  ['label: "a\n  C:\\Users"', '2:5', 'escape', ['\\U'], ["label: 'a C:\\Users'"]],
  ['label: "\\x"', '1:9', 'escape', ['\\x'], ["label: '\\x'"]],
  ['label: "a\\q\\u"', '1:10', 'escape', ['\\q'], ["label: 'a\\q\\u'"]],
  ['label: "a \\q b" # "c"', '1:11', 'escape', ['\\q'], ["label: 'a \\q b'"]],
  ['"\\q"', '1:2', 'escape', ['\\q'], ["'\\q'"]],
  ['["\\q"]', '1:3', 'escape', ['\\q'], ["'\\q'"]],
  ['{"\\q": x}', '1:3', 'escape', ['\\q'], ["'\\q'"]],
  ['\'x\\q\': "\\q"', '1:9', 'escape', ['\\q'], ["'\\q'"]],
  ['requires:\n  - object: ["Lead" x, y]', '2:21', 'commaBetween', [], []],
  ['requires:\n  - object: ["Lead", "Contact"\n  - api: rest', '2:13', 'bracketOpen', ['['], [']']],
  ['-api: rest', '1:1', 'dashWithoutBlank', [], ['- api: rest']],
  ['a:\n  -b: c', '2:3', 'dashWithoutBlank', [], ['- b: c']],
  ['x:   -b: c', '1:6', 'colonInText', [], ['x: "-b: c"']],
  ['- api:rest:', '1:3', 'colonWithoutBlank', [], ['api: rest']],
  ['- { api:rest, x: y }', '1:5', 'colonWithoutBlank', [], ['api: rest']],
  ['- {{name}}', '1:3', 'curly', [], ['"{{name}}"']],
  ['- {{ name }} Sync', '1:3', 'bracketText', [], ['- "{{ name }} Sync"']],
  ['- {{}}', '1:3', 'curly', [], ['"{{}}"']],
  ['- [ {{name}} ]', '1:5', 'curly', [], ['"{{name}}"']],
  ['{{name}}: x', '1:1', 'curly', [], ['"{{name}}"']],
  ['a: {{x}}/{{y}}', '1:4', 'bracketText', [], ['a: "{{x}}/{{y}}"']],
  ['a: @b\tc', '1:4', 'mark', ['@'], ['a: "@b\tc"']],
  ['a: "b\n\tc"', '1:4', 'quoteOpen', ['"'], ['a: "b"']],
  ['a: &x &x b', '1:4', 'mark', ['&'], ['a: "&x &x b"']],
  ['requires: [{ object: Lead } { object: Contact }]', '1:29', 'commaBetween', [], []],
  ['requires: [{ object: Lead }\n  { object: Contact }]', '2:3', 'commaBetween', [], []],
  ['access: [read] edit', '1:9', 'bracketText', [], ['access: "[read] edit"']],
  ['access: [[read] edit]', '1:17', 'commaBetween', [], []],
  ["access: ['read' 'edit']", '1:17', 'commaBetween', [], []],
  ["access: ['read'\n  'edit']", '2:3', 'commaBetween', [], []],
  ['a: { "x" y }', '1:10', 'commaBetween', [], []],
  ['a: { "x": "y" z: 1 }', '1:11', 'commaMissing', [], []],
  ['a: { x: [y] z: 1 }', '1:13', 'commaBetween', [], []],
  ['a: { x: y\n  "z": 1 }', '2:3', 'commaBetween', [], []],
  ['a: { "x": "y",\n  z: 1\n  "w": 2\n}', '3:3', 'commaBetween', [], []],
  ['"label" Acme', '1:1', 'quoteWithin', [], ['\'"label" Acme\'']],
  ['"label" Acme: b', '1:1', 'quoteWithin', [], ['\'"label" Acme: b\'']],
  ['a:\n    b: c\n  d: e', '3:3', 'indent', ['2'], ['4', '2']],
  ['a:\n  b:\n        c: d\n   e: f', '4:4', 'indent', ['3'], ['2', '2']],
  ['p:\n    - a: x\nq:\n  - b: y\n    - c', '5:5', 'indent', ['4'], ['2', '4']],
  ['k:\n - a\nl: "b"\n - c', '4:2', 'itemBesideKeys', [], []],
  ['r:\n  - x: y\n    z:\n      - p: q\n    - s: t', '5:5', 'indent', ['4'], ['6', '4']],
  ['a: "b\nc: "d"', '1:4', 'quoteOpen', ['"'], ['a: "b"']],
  ["a: 'b\nc: 'd", '1:4', 'quoteOpen', ["'"], ["a: 'b'"]],
  ['a: [b]\n  c', '2:3', 'indent', ['2'], ['0', '1']],
  ['"abc', '1:1', 'quoteOpen', ['"'], ['"abc"']],
  ["- 'abc # x", '1:3', 'quoteOpen', ["'"], ["- 'abc'"]],
  ['api:rest:', '1:1', 'colonWithoutBlank', [], ['api: rest']],
  ['a: !x b\nc: @d', '2:4', 'mark', ['@'], ['c: "@d"']],
  ['%acme x\na: @b', '1:1', 'mark', ['%'], ['"%acme x"']],
  ['a: [report-{{name}}.html, x]', '1:5', 'bracketWithin', ['{'], ['"report-{{name}}.html"']],
  ['a: [@{{name}}, x]', '1:5', 'mark', ['@'], ['"@{{name}}"']],
  ["a: [Acme's {{name}} {x}, y]", '1:5', 'bracketWithin', ['{'], ['"Acme\'s {{name}} {x}"']],
  ["a: ['Acme's Sync', x]", '1:5', 'quoteWithin', [], ['"Acme\'s Sync"']],
  ['a: ["Acme"Sync]', '1:5', 'quoteWithin', [], ['\'"Acme"Sync\'']],
  ['a: [[b]c]', '1:8', 'commaBetween', [], []],
  ['a: "x": y', '1:4', 'colonInText', [], ['a: \'"x": y\'']],
  ['a: &x b: c', '1:4', 'colonInText', [], ['a: "&x b: c"']],
  ['a: "b" : c', '1:4', 'colonInText', [], ['a: \'"b" : c\'']],
  ['a: |\n b\nc', '3:1', 'colonMissing', [], []],
  ['a: |2\n b', '2:2', 'indent', ['1'], ['0', '1']],
  ['a: |-x', '1:4', 'block', ['|'], ['a: "|-x"']],
  ['a: >x y', '1:4', 'block', ['>'], ['a: ">x y"']],
  ["a: ['b", '1:5', 'quoteOpen', ["'"], ["'b'"]],
  ['a: ["b]\nc: d', '1:5', 'quoteOpen', ['"'], ['"b]"']],
  ['a: {b: "c}', '1:8', 'quoteOpen', ['"'], ['b: "c}"']],
  ['a:\n- b\n c: d', '2:3', 'colonMissing', [], []],
  ['a: b\n"label"\nid: x', '2:1', 'colonMissing', [], []],
  ['a: b\n[c]\nid: x', '2:1', 'colonMissing', [], []],
  ['a: "b"#c', '1:7', 'commentWithoutBlank', [], []],
  ['a: [b]#c', '1:7', 'commentWithoutBlank', [], []],
  ['a: ["b"#c]', '1:8', 'commentWithoutBlank', [], []],
  ['a: b\n  - c: d', '2:3', 'deeper', ['1'], ['0']],
];

describe('slips in YAML, each with its place and what is to be typed', () => {
  for (const [text, at, slip, tokens, advice] of rows)
    it(JSON.stringify(text), () => {
      const { mistake, place, others } = mistakeIn(() => parseTree(text, 'acme.yml'));
      const told = mistake.code === 'BrokenYaml' ? mistake.slip : mistake;
      expect([`${place?.line}:${place?.column}`, told]).to.deep.equal([at, { slip, tokens, advice }]);
      expect(others).to.deep.equal([]);
    });

  /** Where nothing is read, the slip is kept: it is told if something has to stand there. */
  const remarks: readonly (readonly [text: string, advice: string | undefined])[] = [
    ['label: #1 Sync  ', 'label: "#1 Sync"'],
    ['label:   #1', 'label: "#1"'],
    ['label:\t#x', 'label: "#x"'],
    ['label: #1 # 2', 'label: "#1 # 2"'],
    ['my-label: #say "x"', 'my-label: \'#say "x"\''],
    ['label: #1\r', 'label: "#1"'],
    ['label: # a remark', undefined],
    ['label:', undefined],
    ['label:\n  #1', undefined],
    ['"label": #1', '"#1"'],
    ['{ label: #1\n}', 'label: "#1"'],
    ['label: #1\n  Acme', undefined],
    ['label: 7 #1', undefined],
  ];
  for (const [text, advice] of remarks)
    it(`beside its key: ${JSON.stringify(text)}`, () => {
      const { root } = parseTree(text, 'acme.yml');
      const value = root.type === 'map' ? root.entries[0]?.value : undefined;
      const slip = value?.type === 'scalar' ? value.slip : undefined;
      expect(slip).to.deep.equal(advice && { slip: 'comment', tokens: [], advice: [advice] });
    });

  it('of an item that is a remark', () => {
    const { root } = parseTree('labels:\n  - #1\n  -   #2 x\n  - a\n', 'acme.yml');
    const list = root.type === 'map' ? root.entries[0]?.value : undefined;
    const items = list?.type === 'list' ? list.items : [];
    expect(items.map((one) => (one.type === 'scalar' ? one.slip?.advice : 'no scalar'))).to.deep.equal([
      ['- "#1"'],
      ['- "#2 x"'],
      undefined,
    ]);
  });

  /** A text in place of a rule: a blank is missing, or it is none. */
  const texts: readonly (readonly [rule: string, advice: string | undefined])[] = [
    ['api:rest', 'api: rest'],
    ['object:Lead, Contact', 'object: Lead, Contact'],
    ['manual:do: this', undefined],
    ['see api:rest', undefined],
    ['at 10:30', undefined],
    ['api:2', undefined],
    ['object:L2', 'object: L2'],
    ['https://acme.example', undefined],
    ['C:\\guide', undefined],
    ['api::rest', undefined],
    ['1api:rest', undefined],
    ['ApiEnabled', undefined],
  ];
  for (const [rule, advice] of texts)
    it(`of a text in place of a rule: ${rule}`, () => {
      const { mistake, place } = mistakeIn(() => parse(withRules(`  - ${rule}`)));
      const slip = mistake.code === 'BrokenYaml' ? mistake : undefined;
      const told = advice && { slip: 'colonWithoutBlank', tokens: [], advice: [advice] };
      expect(slip).to.deep.equal(told && { code: 'BrokenYaml', reason: '', slip: told });
      expect(`${place?.line}:${place?.column}`).to.equal('5:5');
    });

  it('is told at the same place of a file that begins with a byte order mark', () => {
    const { mistake, place } = mistakeIn(() => parseTree('\uFEFFlabel: @x', 'acme.yml'));
    expect([place, mistake.code]).to.deep.equal([{ file: 'acme.yml', line: 1, column: 8 }, 'BrokenYaml']);
  });

  it('of a line among many that are alike is told without all of them', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `    k${at}: x`).join('\n');
    const slip = (text: string): unknown => {
      const { mistake } = mistakeIn(() => parseTree(text, 'acme.yml'));
      return mistake.code === 'BrokenYaml' ? mistake.slip?.advice : mistake;
    };
    // The key two lines above the sixty would be nearer, but nobody looks for it there.
    expect(slip(`a:\n   b:\n${lines}\n  z: x`)).to.deep.equal(['4', '62']);
  });
});
