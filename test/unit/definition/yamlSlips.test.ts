import { expect } from 'chai';
import { YAMLParseError, parseDocument } from 'yaml';
import type { ErrorCode } from 'yaml';
import { yamlSlips } from '../../../src/definition/foundSlip.js';
import { yamlSlip } from '../../../src/definition/yamlSlip.js';
import { parseProject } from '../../../src/project/parseProject.js';
import { head, mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

/** The label on line 3, the first rule on line 5. */
const labelled = (label: string): string =>
  withRules('  - api: rest').replace('label: Acme', label === '' ? 'label:' : `label: ${label}`);

type Slip = {
  readonly is: string;
  readonly text: string;
  readonly at: string;
  readonly says: string;
  readonly does: string;
  /** The code, where it is not the one of broken YAML. */
  readonly code?: string;
};

const sign = (one: string): string => `A text without quotes cannot begin with "${one}": to YAML that is a sign.`;
const colon = 'This text has a colon with a blank behind it, and YAML takes the words before that for a key.';
const noBlank = 'Between the dash of a list item and what follows belongs a blank.';
const noColonBlank = 'Between the colon of a key and its value belongs a blank.';
const misplaced = (indent: number): string =>
  `This line has an indentation of ${indent}, and nothing above it that it could belong to has that.`;
const shifted = (indent: number): string =>
  `This line has an indentation of ${indent}, which does not fit the lines around it.`;
const deeper = (line: number): string => `This line is indented deeper than line ${line}, which has its value already.`;
const alignedWith = (indent: number, line: number): string =>
  `Give lines that belong together the same indentation: here ${indent}, as line ${line} has it.`;
const keyOrText = (indent: number): string =>
  `Indent it by ${indent} if it is a key beside that one. If the text of that line goes on here, put the whole text in quotes.`;

const slips: readonly Slip[] = [
  {
    is: 'a colon in a text',
    text: labelled('Acme Revenue: sync'),
    at: '3:8',
    says: colon,
    does: 'Put the text in quotes: label: "Acme Revenue: sync"',
  },
  {
    is: 'a colon in a text, with a remark behind it',
    text: labelled('Acme: sync # the name'),
    at: '3:8',
    says: colon,
    does: 'Put the text in quotes: label: "Acme: sync"',
  },
  {
    is: 'a colon at the end of a text',
    text: labelled('Acme:'),
    at: '3:8',
    says: colon,
    does: 'Put the text in quotes: label: "Acme:"',
  },
  {
    is: 'a colon in a text of a rule, with quotes in it',
    text: withRules('  - manual: Say "yes": that is all', '    name: x'),
    at: '5:13',
    says: colon,
    does: `Put the text in quotes: manual: 'Say "yes": that is all'`,
  },
  {
    is: 'a colon in a text within brackets',
    text: withRules('  - { manual: Do: this, name: x }'),
    at: '5:15',
    says: 'Between two commas or brackets, a second colon with a blank stands here.',
    does: 'Put a comma before the next key, as in { object: Lead, access: [read] }. A text with such a colon stands in quotes.',
  },
  {
    is: 'a tab before an item',
    text: withRules('\t- api: rest'),
    at: '5:1',
    says: 'YAML is indented with spaces, and here is a tab.',
    does: 'Replace the tabs at the beginning of lines by spaces.',
    code: 'TabIndent',
  },
  {
    is: 'a tab behind spaces',
    text: withRules('  - api: rest', '  \t  because: x'),
    at: '6:3',
    says: 'YAML is indented with spaces, and here is a tab.',
    does: 'Replace the tabs at the beginning of lines by spaces.',
    code: 'TabIndent',
  },
  {
    is: 'a quote that is not closed',
    text: labelled('"Acme'),
    at: '3:8',
    says: 'The quote " that opens here is not closed where the text ends.',
    does: 'Close it: label: "Acme"',
  },
  {
    is: 'a single quote that is not closed',
    text: labelled("'Acme # really"),
    at: '3:8',
    says: "The quote ' that opens here is not closed where the text ends.",
    does: "Close it: label: 'Acme'",
  },
  {
    is: 'a quote that the next quote of the file closes',
    text: withRules('  - api: rest', '    because: "Calls it', '  - object: Lead', '    because: "Reads leads"'),
    at: '6:14',
    says: 'The quote " that opens here is not closed where the text ends.',
    does: 'Close it: because: "Calls it"',
  },
  {
    is: 'an apostrophe between single quotes',
    text: labelled("'Acme's Sync'"),
    at: '3:8',
    says: 'A text in quotes ends before its line does.',
    does: `Put the quotes around all of it: label: "Acme's Sync"`,
  },
  {
    is: 'words behind a quoted one',
    text: labelled('"Acme" Sync'),
    at: '3:8',
    says: 'A text in quotes ends before its line does.',
    does: `Put the quotes around all of it: label: '"Acme" Sync'`,
  },
  {
    is: 'a backslash between double quotes',
    text: labelled('"C:\\Users"'),
    at: '3:11',
    says: 'Between the quotes ", a backslash begins a sign of YAML, and "\\U" is none.',
    does: "Put the text in single quotes, in which a backslash is nothing but that: label: 'C:\\Users'",
  },
  {
    is: 'a key below a value, too deep',
    text: withRules('  - object: Lead', '      access: [read]'),
    at: '6:7',
    says: deeper(5),
    does: keyOrText(4),
  },
  {
    is: 'a text that goes on in the next line, with a colon',
    text: withRules('  - api: rest', '    because: It says', '      so: there'),
    at: '7:7',
    says: deeper(6),
    does: keyOrText(4),
  },
  {
    is: 'a key that is not deep enough',
    text: withRules('  - api: rest', '   because: x'),
    at: '6:4',
    says: misplaced(3),
    does: alignedWith(4, 5),
  },
  {
    is: 'an item that is not deep enough',
    text: withRules('  - api: rest', ' - api: soql'),
    at: '6:2',
    says: misplaced(1),
    does: alignedWith(2, 5),
  },
  {
    is: 'an item that is too deep',
    text: withRules('  - api: rest', '   - api: soql'),
    at: '6:4',
    says: misplaced(3),
    does: alignedWith(2, 5),
  },
  {
    is: 'a file of which the first line is indented',
    text: ` ${withRules('  - api: rest')}`,
    at: '1:2',
    says: shifted(1),
    does: 'Give it an indentation of 0.',
  },
  {
    is: 'an item below a key behind a nested list, too deep',
    text: withRules('  - anyOf:', '      - api: rest', '      - api: soql', '    name: x', '      - api: tooling'),
    at: '9:7',
    says: deeper(8),
    does: 'Give the items of one list the same indentation: here 2, as line 5 has it.',
  },
  {
    is: 'an item deeper than its list, behind a nested one',
    text: withRules('  - anyOf:', '      - api: rest', '      - api: soql', '    name: x', '    - api: tooling'),
    at: '9:5',
    says: misplaced(4),
    does: alignedWith(2, 5),
  },
  {
    is: 'a key of a rule in the first column, with a rule below it',
    text: withRules('  - api: rest', 'because: x', '  - api: soql'),
    at: '6:1',
    says: shifted(0),
    does: 'Give it an indentation of 4.',
  },
  {
    is: 'items of which the first stands further to the left than the others',
    text: withRules('  - anyOf:', '   - api: rest', '      - api: soql', '    name: x'),
    at: '6:4',
    says: shifted(3),
    does: 'Give it an indentation of 6.',
  },
  {
    is: 'a list without its key',
    text: withRules('  - api: rest').replace('requires:\n  ', ''),
    at: '4:1',
    says: 'A list item stands here among keys.',
    does: 'Write the key of its list on a line of its own above it, such as "requires:", or give it the indentation of the items that it belongs with.',
  },
  {
    is: 'the only item without blank',
    text: withRules('  -api: rest'),
    at: '5:3',
    says: noBlank,
    does: 'Write: - api: rest',
  },
  {
    is: 'a later item without blank',
    text: withRules('  - api: rest', '  -api: soql'),
    at: '6:3',
    says: noBlank,
    does: 'Write: - api: soql',
  },
  {
    is: 'a name in a list without blank',
    text: withRules('  - userPermission:', '    - ApiEnabled', '    -ViewSetup'),
    at: '7:5',
    says: noBlank,
    does: 'Write: - ViewSetup',
  },
  {
    is: 'a key without blank',
    text: withRules('  - api: rest').replace('label: ', 'label:'),
    at: '3:1',
    says: noColonBlank,
    does: 'Write: label: Acme',
  },
  {
    is: 'a rule without blank',
    text: withRules('  - api:rest'),
    at: '5:5',
    says: noColonBlank,
    does: 'Write: api: rest',
  },
  {
    is: 'a rule without blank, with more keys',
    text: withRules('  - api:rest', '    because: x'),
    at: '5:5',
    says: noColonBlank,
    does: 'Write: api: rest',
  },
  {
    is: 'a rule in brackets without blank',
    text: withRules('  - { api:rest }'),
    at: '5:7',
    says: noColonBlank,
    does: 'Write: api: rest',
  },
  {
    is: 'a key without colon',
    text: withRules('  - api: rest', '    because good'),
    at: '6:5',
    says: 'This line has no colon with a blank behind it, so that it is no key with a value.',
    does: 'If it is a key, write "key: value". If the text of the line above goes on here, indent it deeper than that line. If it is an item of a list, write "- " before it.',
  },
  {
    is: 'an address where a key belongs',
    text: withRules('  - api: rest', 'https://acme.example'),
    at: '6:1',
    says: 'This line has no colon with a blank behind it, so that it is no key with a value.',
    does: 'If it is a key, write "key: value". If the text of the line above goes on here, indent it deeper than that line. If it is an item of a list, write "- " before it.',
  },
  ...['@', '`', '%', ','].map((one): Slip => ({
    is: `a text that begins with ${one}`,
    text: labelled(`${one}Acme Sync`),
    at: '3:8',
    says: sign(one),
    does: `Put the text in quotes: label: "${one}Acme Sync"`,
  })),
  {
    is: 'a star alone',
    text: withRules('  - object: *'),
    at: '5:13',
    says: sign('*'),
    does: 'Put the text in quotes: object: "*"',
  },
  {
    is: 'a star alone within brackets',
    text: withRules('  - object: [Lead, *]'),
    at: '5:20',
    says: sign('*'),
    does: 'Put the text in quotes: "*"',
  },
  {
    is: 'stars around a text',
    text: labelled('** Acme **'),
    at: '3:8',
    says: sign('*'),
    does: 'Put the text in quotes: label: "** Acme **"',
  },
  {
    is: 'an & alone',
    text: labelled('& Acme'),
    at: '3:8',
    says: sign('&'),
    does: 'Put the text in quotes: label: "& Acme"',
  },
  {
    is: 'a pattern that begins with a star',
    text: withRules('  - object: *__c'),
    at: '5:13',
    says: 'A text that begins with * stands in quotes: without them, "*__c" is a YAML alias, and this file may not use aliases.',
    does: 'Of an alias, write out what it stands for. Put a text in quotes: object: "*__c"',
    code: 'Alias',
  },
  {
    is: 'a text that begins with &',
    text: labelled('&Acme Sync'),
    at: '3:8',
    says: 'A text that begins with & stands in quotes: without them, "&Acme" is a YAML anchor, and this file may not use anchors.',
    does: 'Leave out an anchor that names a part of the file. Put a text in quotes: label: "&Acme Sync"',
    code: 'Anchor',
  },
  ...['!Acme Sync', '! Acme'].map((one): Slip => ({
    is: `a text that begins with !: ${one}`,
    text: labelled(one),
    at: '3:8',
    says: `A text that begins with ! stands in quotes: without them, "${one.split(' ')[0]}" is a YAML tag, and this file may not use tags.`,
    does: `Leave out a tag that says what a value is. Put a text in quotes: label: "${one}"`,
    code: 'Tag',
  })),
  ...['-', '?'].map((one): Slip => ({
    is: `a text that begins with ${one} and a blank`,
    text: labelled(`${one} Acme`),
    at: '3:8',
    says: `A value that stands beside its key cannot begin with "${one}" and a blank: that begins an item of a list or a key.`,
    does: `A list begins on the next line, one item a line. A text stands in quotes: label: "${one} Acme"`,
  })),
  ...['|', '>'].map((one): Slip => ({
    is: `a text that begins with ${one}`,
    text: labelled(`${one} Acme`),
    at: '3:8',
    says: `Behind "${one}", the text begins on the next line.`,
    does: `Put a text that begins with this sign in quotes: label: "${one} Acme"`,
  })),
  {
    is: 'a text that begins with #',
    text: labelled('#1 Sync'),
    at: '3:8',
    says: 'Nothing is read here, because "#" begins a remark.',
    does: 'Put a text that begins with # in quotes: label: "#1 Sync"',
  },
  {
    is: 'a remark without a blank before it',
    text: labelled('"Acme"#1'),
    at: '3:14',
    says: 'Before the # of a remark belongs a blank.',
    does: 'Write a blank before it, or put the whole text in quotes if # is a part of it.',
  },
  {
    is: 'a list that is not closed',
    text: withRules('  - object: [Lead, Contact', '  - api: rest'),
    at: '5:13',
    says: 'The bracket [ that opens here is not closed.',
    does: 'Close it with ]. A text that begins with a bracket stands in quotes.',
  },
  {
    is: 'a bracket within a text of a list',
    text: withRules('  - object: [Lead, Acme_{org}__c]'),
    at: '5:20',
    says: 'Within brackets, { opens another list or group of keys, also in the middle of a text without quotes.',
    does: 'Put the text in quotes: "Acme_{org}__c"',
  },
  {
    is: 'a key within a list that is not closed',
    text: withRules('  - object: [Lead: x', '  - api: rest'),
    at: '5:13',
    says: 'The bracket [ that opens here is not closed.',
    does: 'Close it with ]. A text that begins with a bracket stands in quotes.',
  },
  {
    is: 'a rule in brackets that is not closed',
    text: withRules('  - { object: Lead, access: [read]', '  - api: rest'),
    at: '5:5',
    says: 'The bracket { that opens here is not closed.',
    does: 'Close it with }. A text that begins with a bracket stands in quotes.',
  },
  {
    is: 'a bracket too many',
    text: withRules('  - { object: Lead }}'),
    at: '5:21',
    says: 'Here is a closing bracket }, and none is open.',
    does: 'Remove it, or put the text that it is a part of in quotes.',
  },
  {
    is: 'a text that begins with a bracket',
    text: labelled('[Acme] Sync'),
    at: '3:8',
    says: 'The brackets end before their line does.',
    does: 'Of a list, leave out the words behind its bracket. If all of it is one text, put it in quotes: label: "[Acme] Sync"',
  },
  {
    is: 'two commas',
    text: withRules('  - object: [Lead,,Contact]'),
    at: '5:19',
    says: 'Before this comma stands nothing.',
    does: 'Remove it.',
  },
  {
    is: 'a comma that is missing',
    text: withRules("  - { object: Lead, access: ['read' 'edit'] }"),
    at: '5:37',
    says: 'Within brackets, a comma belongs between this and the key or value before it.',
    does: 'Write the comma. If both are one text, put quotes around all of it.',
  },
  {
    is: 'a parameter without quotes',
    text: labelled('{{name}}'),
    at: '3:8',
    says: 'A {{parameter}} without quotes is a group of keys to YAML.',
    does: 'Put it in quotes: "{{name}}"',
  },
  ...[withRules('  - api: rest', '  -', '  - api: soql'), withRules('  - api: rest', '-', '  - api: soql')].map(
    (text, at): Slip => ({
      is: `a dash with nothing behind it: ${at}`,
      text,
      at: at === 0 ? '6:3' : '6:1',
      says: 'This dash of a list has nothing behind it.',
      does: 'Remove it, or write its item behind it.',
    }),
  ),
  {
    is: 'a dash with nothing behind it in a list of words',
    text: withRules('  - object: Lead', '    access:', '      - read', '      -'),
    at: '8:7',
    says: 'This dash of a list has nothing behind it.',
    does: 'Remove it, or write its item behind it.',
  },
  {
    is: 'a list with the signs of another program',
    text: withRules('  • api: rest'),
    at: '5:3',
    says: 'Items of a list begin with "-" and a blank, and not with "•".',
    does: 'Write: - api: rest',
  },
  {
    is: 'a sign before a key',
    text: withRules('  - api: rest').replace('label:', '@label:'),
    at: '3:1',
    says: 'A key cannot begin with "@": to YAML that is a sign.',
    does: 'Remove it: label: Acme',
  },
  ...[withRules('  - api:\u00a0rest'), withRules('  -\u00a0api: rest'), withRules('  - object:\u00a0Lead')].map(
    (text, at): Slip => ({
      is: `a blank that is none: ${at}`,
      text,
      at: ['5:5', '5:4', '5:5'][at] ?? '',
      says: `Here is a character that looks like a blank, or cannot be seen, and is no blank to YAML (U+00A0). It comes along with text that is copied from a browser.`,
      does: 'Remove such characters from this line, and type blanks in their place.',
    }),
  ),
  {
    is: 'a bracket that is closed in a remark',
    text: withRules('  - api: rest', '    source: { title: A #1, url: "https://a.example" }'),
    at: '6:24',
    says: 'Within brackets too, "#" behind a blank begins a remark: what follows it on this line, its bracket too, is not read.',
    does: 'Put the text in quotes: "A #1"',
  },
  ...[withRules('  - object: Lead', '    access:', '\t\t- read')].map((text): Slip => ({
    is: 'a nested list that is indented with tabs',
    text,
    at: '7:1',
    says: 'YAML is indented with spaces, and here is a tab.',
    does: 'Replace the tabs at the beginning of lines by spaces.',
    code: 'TabIndent',
  })),
  {
    is: 'what no definition has, in the words of the parser',
    text: `${'k'.repeat(1100)}: 1\n${head}`,
    at: '1:1',
    says: 'This is not valid YAML (The : indicator must be at most 1024 chars after the start of an implicit block mapping key).',
    does: 'Check the indentation, quotes and brackets at this place and just before it.',
  },
];

describe('slips of who writes YAML', () => {
  it('three anchors and aliases, and not each of hundreds', () => {
    const many = `label: [&a x, ${Array.from({ length: 200 }, () => '*a').join(', ')}]\n`;
    const first = mistakeIn(() => parse(`schemaVersion: 1\nid: acme\n${many}`));
    expect([first, ...first.others].map(({ code }) => code)).to.deep.equal(['Anchor', 'Alias', 'Alias']);
  });

  for (const { is, text, at, says, does, code = 'BrokenYaml' } of slips)
    it(`${is}`, () => {
      const mistake = mistakeIn(() => parse(text));
      const { message, actions } = sentenceOf(mistake);
      expect(message).to.equal(`acme.yml:${at}: ${says}`);
      expect(actions).to.deep.equal([does]);
      expect(mistake.code).to.equal(code);
    });

  it('are told the same of files with line ends of Windows', () => {
    const mistake = mistakeIn(() => parse(labelled('Acme: sync').replaceAll('\n', '\r\n')));
    expect(sentenceOf(mistake).actions).to.deep.equal(['Put the text in quotes: label: "Acme: sync"']);
  });

  it('are mended by what is to be typed', () => {
    const mendable = slips.filter(({ does, at }) => /label: ["']/.test(does) && at === '3:8');
    expect(mendable).to.have.length.above(15);
    for (const { text, does } of mendable) {
      const mended = text.split('\n').map((line, at) => (at === 2 ? does.slice(does.indexOf('label: ')) : line));
      expect(() => parse(mended.join('\n')), does).to.not.throw();
    }
  });

  const aSource = 'a page with its title, such as { title: Setup guide, url: "https://acme.example" }';
  const texts: [is: string, typed: string, says: string][] = [
    [
      'an address in place of a source',
      'source: https://acme.example/page',
      `"source" has to be ${aSource}, not "https:`,
    ],
    ['a list of addresses', 'source: [https://acme.example/page]', `"source" has to be ${aSource}, not "https:`],
    ['a path of Windows', String.raw`source: C:\guide.html`, `"source" has to be ${aSource}, not "C:`],
    ['a number behind a colon', 'source: page:12', `"source" has to be ${aSource}, not "page:12"`],
    ['a list of lists of addresses', 'source: [[https://acme.example/page]]', `"source" has to be ${aSource}, not`],
    [
      'an address in place of a rule',
      'requires: [https://acme.example]',
      'has to be a group of keys and values, not "https:',
    ],
  ];
  for (const [is, typed, says] of texts)
    it(`no slip is ${is}: a colon alone makes no key`, () => {
      const text = typed.startsWith('requires')
        ? head.replace(/requires:\s*$/, typed)
        : `${withRules('  - api: rest')}\n${typed}`;
      const mistake = mistakeIn(() => parse(text));
      expect(sentenceOf(mistake).message).to.contain(says);
      expect(mistake.code).to.equal('WrongValue');
    });

  it('an address is no key in brackets either, where nothing is read as its value', () => {
    const mistake = mistakeIn(() => parse(`${withRules('  - api: rest')}\nsource: { https://acme.example }`));
    expect(sentenceOf(mistake).actions.join()).to.not.contain('https: //');
    expect([mistake, ...mistake.others].map(({ code }) => code)).to.deep.equal(['MissingKey', 'UnknownKey']);
  });

  it('a source without blank is told as one', () => {
    const mistake = mistakeIn(() => parse(`${withRules('  - api: rest')}\nsource: title:Guide`));
    expect(sentenceOf(mistake).actions).to.deep.equal(['Write: title: Guide']);
  });

  it('have each a case above', () => {
    const told = slips.map(({ text }) => mistakeIn(() => parse(text)).mistake);
    const found = new Set(
      told.flatMap((mistake) => (mistake.code === 'BrokenYaml' && mistake.slip ? [mistake.slip.slip] : [])),
    );
    expect(yamlSlips.filter((slip) => !found.has(slip))).to.deep.equal([]);
  });

  it('are told of each error of the parser, or else it is told in its own words', () => {
    /** Errors that are told in the words of the parser, or by other sentences than those of slips. */
    const others: readonly ErrorCode[] = [
      'BAD_COLLECTION_TYPE',
      'BAD_PROP_ORDER',
      'DUPLICATE_KEY',
      'IMPOSSIBLE',
      'KEY_OVER_1024_CHARS',
      'MULTIPLE_DOCS',
      'NON_STRING_KEY',
      'RESOURCE_EXHAUSTION',
      'TAB_AS_INDENT',
      'TAG_RESOLVE_FAILED',
    ];
    const text = 'a: b\n';
    const document = parseDocument(text);
    for (const code of others)
      expect(yamlSlip(new YAMLParseError([0, 1], code, 'x'), document, text), code).to.equal(undefined);
  });

  it('are not seen in a remark that ends with such a sign', () => {
    const text = `schemaVersion: 1
id: acme
label: Acme
# Careful!
requires:
  # Do not take this out !
  - userPermission: ApiEnabled
    because: # Wow!
      It reads
  - # needed &
    object: Account # all of it!
    access: [read] # *
  - userPermission: ViewSetup
    because: "Stop!"
    # The end!
`;
    expect(() => parse(text)).to.not.throw();
  });

  it('show no values of a project file, which may be secrets', () => {
    const secret = 's3cret-t0ken';
    for (const value of [
      `@${secret}`,
      `*${secret}`,
      `&${secret} x`,
      `!${secret} x`,
      `"${secret}" x`,
      `a: ${secret}`,
      `#${secret}`,
    ]) {
      const mistake = mistakeIn(() =>
        parseProject(`integrations:\n  - definition: ${value}\n    users: [a@b.example]\n`, 'p.yml'),
      );
      const { message, actions } = sentenceOf(mistake);
      expect(`${message} ${actions.join(' ')}`)
        .to.contain('p.yml:2:17')
        .and.not.contain(secret);
      expect(actions.join(' '), value).to.contain('"…"');
    }
  });
});
