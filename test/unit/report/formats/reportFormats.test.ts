/** What holds for every format: it is valid, text from elsewhere stays text, limits are kept. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import fc from 'fast-check';
import { builtInFile } from '../../../../src/definition/builtInFile.js';
import type { DocumentItem, ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { annotationsOf } from '../../../../src/report/formats/annotations.js';
import { checklistOf } from '../../../../src/report/formats/checklist.js';
import { csvOf } from '../../../../src/report/formats/csv.js';
import { jsonOf } from '../../../../src/report/formats/json.js';
import { junitOf as junitWith } from '../../../../src/report/formats/junit.js';
import { utf8Length } from '../../../../src/report/formats/limitedText.js';
import { commentLimit, markdownOf, summaryLimit } from '../../../../src/report/formats/markdown.js';
import { markdownCode, markdownCommand, markdownText } from '../../../../src/report/formats/markdownText.js';
import { reportEndingOf, reportNameMeant } from '../../../../src/report/formats/reportEndings.js';
import { sarifOf } from '../../../../src/report/formats/sarif.js';
import { expectJunit } from '../../../support/junitStructure.js';
import { roundsNow } from '../../../support/largeMatrix.js';
import { checkOfCiro } from '../../../support/reportDocuments/checkOfCiro.js';
import { empty } from '../../../support/reportDocuments/empty.js';
import { hostile, hostileTexts } from '../../../support/reportDocuments/hostile.js';
import { aDocument, aGroup, anItem, objectItem } from '../../../support/reportDocuments/parts.js';
import { planOfCiro } from '../../../support/reportDocuments/planOfCiro.js';
import { many, wide } from '../../../support/reportDocuments/wide.js';
import { wordsOf } from '../support/scenes.js';

const said = wordsOf('document');
const junitOf = (document: ReportDocument): string => junitWith(document, said);

const documents: Readonly<Record<string, () => ReportDocument>> = {
  ordinary: () => checkOfCiro,
  empty: () => empty,
  hostile: () => hostile,
  plan: () => planOfCiro,
  several: () => many(3, 3, 12),
  '10,000 findings': () => wide(10_000),
};

/** Whatever somebody may type, much of it with a meaning to some format. */
const nasty = fc.stringMatching(/^[ -~\u00e4\u4e00\u{1f642}\u202e\u0000\u001b\r\n\t]{0,60}$/u).map((text) => text);
const dangerous = fc.oneof(
  nasty,
  fc.constantFrom(
    ...hostileTexts,
    '=1+1',
    '@SUM(A1)',
    '-2+3',
    '+1',
    '\t=1',
    '](',
    '`',
    '``|',
    'a|b',
    '\\|',
    '\ud800',
    '\uffff',
  ),
);

/** A document of which every text is the given one. */
const ofText = (text: string): ReportDocument => {
  const items: DocumentItem[] = [
    ...(['unmet', 'unknown', 'met', 'degraded', 'notApplicable', 'waived'] as const).map((status) =>
      anItem({
        id: `${status}:${text}`,
        status,
        name: text,
        message: text,
        code: 'CODE',
        statusWord: text,
        because: [text],
        actions: [text],
        blockedBy: [text],
        sources: [{ text, below: [{ text, below: [] }] }],
        details: [{ text, tone: 'bad' }],
        places: [{ file: text, line: 1, column: 1 }],
        ...(status === 'waived' ? { waiver: { reason: text, owner: text, expires: text } } : {}),
      }),
    ),
  ];
  return aDocument({
    title: text,
    facts: [{ label: text, text }],
    steps: [{ text, command: text }],
    unread: [text],
    tables: [{ key: 'one', title: text, notes: [text], columns: [text], rows: [[{ text }]] }],
    groups: [aGroup({ key: 'a', title: text, user: text, integration: text, warnings: [text], items })],
    runBy: text,
    json: { text },
  });
};

describe('names of report files', () => {
  const cases: [file: string, ending: string | undefined][] = [
    ['a.md', '.md'],
    ['a.checklist.md', '.checklist.md'],
    ['A.CHECKLIST.MD', '.checklist.md'],
    ['x/y.junit.xml', '.junit.xml'],
    ['a.xml', undefined],
    ['a.json.gz', undefined],
    ['json', undefined],
    ['.json', '.json'],
  ];
  for (const [file, ending] of cases) it(file, () => expect(reportEndingOf(file)).to.equal(ending));

  const meant: [file: string, name: string | undefined][] = [
    ['out/foo.xml', 'out/foo.junit.xml'],
    ['foo.XML', 'foo.junit.xml'],
    ['foo.junit', 'foo.junit.xml'],
    ['foo-junit.xml', 'foo-junit.junit.xml'],
    ['foo.htm', 'foo.html'],
    ['foo.markdown', 'foo.md'],
    ['foo.jsn', 'foo.json'],
    ['foo.checklist', 'foo.checklist.md'],
    ['foo.tsv', 'foo.csv'],
    ['foo.pdf', undefined],
    ['md', undefined],
    ['foo.', undefined],
    ['some.xml/foo', undefined],
  ];
  for (const [file, name] of meant)
    it(`${file}: ${name === undefined ? 'nothing is near' : `perhaps ${name}`}`, () =>
      expect(reportNameMeant(file)).to.equal(name));
});

describe('JUnit', () => {
  for (const [name, make] of Object.entries(documents))
    it(`is well-formed and as others read it: ${name}`, () => void expectJunit(junitOf(make())));

  it('any text stays text', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const [suite] = expectJunit(junitOf(ofText(text)));
        const kept = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
        expect(suite?.children.filter(({ name }) => name === 'testcase')).to.have.lengthOf(6);
        // The parser of the test leaves references to characters as they are.
        if (!/[\t\n\r&]/.test(kept)) expect(suite?.attributes['name']).to.equal(kept);
      }),
      { numRuns: roundsNow(200) },
    );
  });

  it('is red exactly by what makes the command fail', () => {
    const cases: [status: DocumentItem['status'], fails: boolean, result: string][] = [
      ['unmet', true, 'failure'],
      ['impossible', true, 'failure'],
      ['degraded', true, 'failure'],
      ['unknown', true, 'error'],
      ['unmet', false, 'skipped'],
      ['degraded', false, 'skipped'],
      ['unknown', false, 'skipped'],
      ['notApplicable', false, 'skipped'],
      ['waived', false, 'skipped'],
      ['met', false, ''],
    ];
    for (const [status, fails, result] of cases) {
      const document = aDocument({ groups: [aGroup({ key: 'a', items: [anItem({ id: 'a:b', status, fails })] })] });
      const [suite] = expectJunit(junitOf(document));
      const found = suite?.children.find(({ name }) => name === 'testcase')?.children.map(({ name }) => name) ?? [];
      expect(found.join(), `${status} ${fails}`).to.equal(result);
    }
  });
});

describe('JUnit of a run that ends badly although no item fails', () => {
  const cases: [exitCode: number, items: DocumentItem[], result: string | undefined][] = [
    [0, [anItem({ id: 'a:b', fails: false })], undefined],
    [1, [anItem({ id: 'a:b', status: 'unmet', fails: true })], undefined],
    [1, [anItem({ id: 'a:b', status: 'unmet', fails: false })], 'failure'],
    [1, [], 'failure'],
    [3, [], 'error'],
    [68, [], 'failure'],
  ];
  for (const [exitCode, items, result] of cases)
    it(`exit code ${exitCode}, ${items.length} items, ${result ?? 'nothing added'}`, () => {
      const suites = expectJunit(junitOf(aDocument({ exitCode, groups: [aGroup({ key: 'a', items })] })));
      const [run, ...more] = suites.slice(1);
      expect(more).to.deep.equal([]);
      const [testcase] = run?.children.filter(({ name }) => name === 'testcase') ?? [];
      expect(testcase?.children[0]?.name).to.equal(result);
      if (result !== undefined) expect(testcase?.attributes['name']).to.include(String(exitCode));
    });
});

describe('SARIF', () => {
  let validate: (value: unknown) => void;

  before(async () => {
    const file = fileURLToPath(new URL('../../../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url));
    const schema = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    delete schema['$schema'];
    delete schema['id'];
    // Its draft is older than what ajv knows, and uses nothing that has changed since.
    const check = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
      schema,
    );
    validate = (value) => expect(check(value), JSON.stringify(check.errors?.slice(0, 3))).to.equal(true);
  });

  type Log = {
    runs: Array<{
      results: Array<{
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: Array<{ physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }>;
        partialFingerprints: Record<string, string>;
      }>;
      tool: { driver: { rules: Array<{ id: string }> } };
    }>;
  };
  const resultsOf = (document: ReportDocument): Log['runs'][number]['results'] => {
    const log = JSON.parse(sarifOf(document)) as Log;
    validate(log);
    const [run] = log.runs;
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).to.equal(ruleId);
    }
    return run?.results ?? [];
  };

  for (const [name, make] of Object.entries(documents)) it(`is valid: ${name}`, () => void resultsOf(make()));

  it('any text stays text, and no URI holds what none may', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        for (const { message, locations } of resultsOf(ofText(text))) {
          expect(message.text).to.not.include('](');
          for (const { physicalLocation } of locations) {
            expect(physicalLocation.artifactLocation.uri).to.match(/^(?:[\w.~!*'()/:-]|%[0-9A-F]{2})*$/);
          }
        }
      }),
      { numRuns: roundsNow(200) },
    );
  });

  it('tells what is open alone, at its line or in its file, with a level and a fingerprint of its own', () => {
    const items = [
      objectItem('Lead', 'read', { places: [{ file: 'my folder/acme.yml', line: 7, column: 5 }] }),
      objectItem('Lead', 'edit', {
        level: 'recommended',
        places: [{ file: 'my folder/acme.yml', line: 7, column: 5 }],
      }),
      objectItem('Case', 'read', { level: 'optional' }),
      objectItem('Account', 'read', { status: 'met' }),
    ];
    const results = resultsOf(aDocument({ groups: [aGroup({ key: 'a', items })] }));
    expect(
      results.map(({ level, locations: [at] }) => [
        level,
        at?.physicalLocation.artifactLocation.uri,
        at?.physicalLocation.region.startLine,
      ]),
    ).to.deep.equal([
      ['error', 'my%20folder/acme.yml', 7],
      ['warning', 'my%20folder/acme.yml', 7],
      ['note', 'my%20folder/acme.yml', 1],
    ]);
    expect(new Set(results.map((one) => JSON.stringify(one.partialFingerprints))).size).to.equal(3);
  });

  it('is an error only where the command fails by it', () => {
    const place = [{ file: 'acme.yml', line: 7 }];
    const levelOf = (own: Partial<DocumentItem>): string | undefined =>
      resultsOf(aDocument({ groups: [aGroup({ key: 'a', items: [anItem({ id: 'a:b', places: place, ...own })] })] }))[0]
        ?.level;
    expect(levelOf({ status: 'degraded' })).to.equal('warning');
    expect(levelOf({ fails: false })).to.equal('warning');
    expect(levelOf({ level: 'recommended', fails: true })).to.equal('error');
    expect(levelOf({ level: 'optional' })).to.equal('note');
  });

  it('has no result without a place: that of another group stands in, and without any the run tells it', () => {
    const placed = aGroup({ key: 'b', items: [anItem({ id: 'c:d', places: [{ file: 'acme.yml', line: 7 }] })] });
    const bare = aGroup({ key: 'a', items: [anItem({ id: 'a:b', message: 'It failed.' })] });
    const uris = resultsOf(aDocument({ groups: [bare, placed] })).map(
      ({ locations: [at] }) => at?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).to.deep.equal(['acme.yml', 'acme.yml']);
    const document = aDocument({ command: 'health', groups: [bare] });
    expect(resultsOf(document)).to.deep.equal([]);
    expect(sarifOf(document)).to.include('It failed.');
  });

  it('has paths of every sort as URIs', () => {
    const uriOf = (file: string): string | undefined => {
      const items = [anItem({ id: 'a:b', places: [{ file, line: 1 }] })];
      return resultsOf(aDocument({ groups: [aGroup({ key: 'a', items })] }))[0]?.locations[0]?.physicalLocation
        .artifactLocation.uri;
    };
    expect(uriOf('./a/b.yml')).to.equal('a/b.yml');
    expect(uriOf('..\\a\\b.yml')).to.equal('../a/b.yml');
    expect(uriOf('/home/a b.yml')).to.equal('file:///home/a%20b.yml');
    expect(uriOf('C:\\x\\a.yml')).to.equal('file:///C:/x/a.yml');
  });
});

/** The cells of a text as RFC 4180 has it. */
const cellsOf = (csv: string): string[][] => {
  expect(csv.startsWith('\uFEFF')).to.equal(true);
  const rows: string[][] = [[]];
  const part = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  part.lastIndex = 1;
  let end = 1;
  for (let match = part.exec(csv); match; match = part.exec(csv)) {
    rows.at(-1)?.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === '\r\n') rows.push([]);
    end = part.lastIndex;
  }
  expect(end, 'to the end').to.equal(csv.length);
  return rows.slice(0, -1);
};

describe('CSV', () => {
  for (const [name, make] of Object.entries(documents))
    it(`has a row for each item: ${name}`, () => {
      const document = make();
      const [head, ...rows] = cellsOf(csvOf(document));
      expect(rows).to.have.lengthOf(document.groups.reduce((sum, { items }) => sum + items.length, 0));
      expect(rows.filter((row) => row.length !== head?.length)).to.deep.equal([]);
    });

  it('no cell holds a formula for a spreadsheet that splits at another mark', () => {
    const cases: [text: string, cell: string][] = [
      ['x;=1+1;y', "x;'=1+1;y"],
      ['x; @SUM(A1)', "x; '@SUM(A1)"],
      ['x|-1\t+2', "x|'-1\t'+2"],
      ['x,"=1"', `x,"'=1"`],
      ['x;y, z-1 = 3', 'x;y, z-1 = 3'],
      ["x;'=1", "x;'=1"],
    ];
    for (const [text, expected] of cases) {
      const [head = [], row = []] = cellsOf(csvOf(ofText(text)));
      expect(row[head.indexOf('message')]).to.equal(expected);
    }
  });

  it('any text stays text: no cell is a formula, and none is lost', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const [head = [], ...rows] = cellsOf(csvOf(ofText(text)));
        for (const cell of rows.flat()) expect(cell).to.not.match(/^\s*[=+\-@\t\r]/);
        for (const cell of rows.flat()) expect(cell).to.not.match(/[;,|\t\r\n][\s"]*[=+\-@]/);
        const unguarded = (one = ''): string => one.replaceAll("'", '');
        expect(unguarded(rows[0]?.[head.indexOf('need')])).to.equal(unguarded(text));
      }),
      { numRuns: roundsNow(300) },
    );
  });
});

describe('JSON', () => {
  it('is the result, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), dangerous, (value, text) => {
        const json = jsonOf(aDocument({ json: { value, text } }));
        expect(JSON.parse(json)).to.deep.equal(JSON.parse(JSON.stringify({ value, text })));
        expect(json).to.not.match(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      }),
      { numRuns: roundsNow(200) },
    );
  });
});

/** What is left of a line of Markdown without code and without references to characters: nothing in it may mean anything. */
const meaningful = (line: string): string =>
  line
    .replace(/<code>(?:[\p{L}\p{N}]|&#\d+;)*<\/code>/gu, '')
    .replace(/(?<!`)(`+)(?!`)(?:(?!(?<!`)\1(?!`)).)*(?<!`)\1(?!`)/gsu, '')
    .replace(/&(?:amp|lt|gt);/g, '')
    .replace(/^(?:\\[-+=]|\d+\\)/, '');

describe('text in Markdown', () => {
  const cases: [text: string, markdown: string][] = [
    ['Read on Account is missing.', 'Read on Account is missing.'],
    ['ask ciro@example.com, please', 'ask `ciro@example.com`, please'],
    ['Lead.mk_Score__c', '`Lead.mk_Score__c`'],
    ['Setup > Users & more', 'Setup &gt; Users &amp; more'],
    ['<b>bold</b>', '`<b>bold</b>`'],
    ['![x](https://evil.example)', '`![x](https://evil.example`)'],
    ['a|b', '<code>a&#124;b</code>'],
    ['`` x', '``` `` ``` x'],
    ['mark it `ifPresent: true`.', 'mark it `ifPresent: true`.'],
    ['a waiver for `manual:currency` says so', 'a waiver for `manual:currency` says so'],
    ['`a [b](c)`', '`` `a `` `` [b](c)` ``'],
    ['x`a b`', '``x`a`` `` b` ``'],
    ['- no list', '\\- no list'],
    ['1. no list', '1\\. no list'],
    ['#12 and GH-12', '`#12` and `GH-12`'],
    ['deadbeef', '`deadbeef`'],
    ['50% of :smile:', '50% of `:smile`:'],
    ['Grün, 漢字 🙂', 'Grün, 漢字 🙂'],
    ['two\nlines', 'two lines'],
    ['', ''],
  ];
  for (const [text, markdown] of cases) it(JSON.stringify(text), () => expect(markdownText(text)).to.equal(markdown));

  it('whatever it is, nothing in it means anything', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const line = markdownText(text);
        expect(line).to.not.match(/[\n\r]/);
        expect(meaningful(line), line).to.not.match(/[<>[\]`*_#|@$~{}^\\]|:\/\/|www\./);
        // A bar in a cell would end it, in code too.
        expect(line).to.not.include('|');
      }),
      { numRuns: roundsNow(1000) },
    );
  });

  it('a command stays as it is typed, but for line ends', () => {
    expect(markdownCommand("sf x -i 'a  b\tc'")).to.equal("```sh\nsf x -i 'a  b\tc'\n```");
    expect(markdownCommand('sf x\r\n y')).to.equal('```sh\nsf x  y\n```');
    expect(markdownCode("sf x -i 'a  b'")).to.equal("`sf x -i 'a  b'`");
    expect(markdownCode('sf\nx')).to.equal('`sf x`');
  });

  it('a command cannot leave its block', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const [first = '', ...rest] = markdownCommand(`sf ${text}`).split('\n');
        const fence = first.replace('sh', '');
        expect(rest).to.have.lengthOf(2);
        expect(rest[1]).to.equal(fence);
        expect(rest[0]).to.not.include(fence);
      }),
    );
  });
});

describe('Markdown', () => {
  for (const [name, make] of Object.entries(documents)) {
    it(`fits a comment and the summary of a step: ${name}`, () => {
      expect(markdownOf(make(), said).length).to.be.at.most(commentLimit.most);
      expect(checklistOf(make(), said).length).to.be.at.most(commentLimit.most);
      const summary = markdownOf(make(), said, summaryLimit);
      expect(Buffer.byteLength(summary)).to.be.at.most(summaryLimit.most);
      expect(utf8Length(summary)).to.equal(Buffer.byteLength(summary));
    });
  }

  it('says what it leaves out: the last first, and never the verdict', () => {
    const whole = markdownOf(checkOfCiro, said);
    expect(whole).to.not.include('left out');
    for (let most = whole.length - 1; most > 1200; most -= 997) {
      const cut = markdownOf(checkOfCiro, said, { most, unit: 'characters' });
      expect(cut.length).to.be.at.most(most);
      expect(cut).to.include('left out').and.include(checkOfCiro.verdict.word);
      expect(cut.slice(0, 400)).to.equal(whole.slice(0, 400));
    }
  });

  it('uses the room that there is', () => {
    expect(markdownOf(wide(10_000), said).length).to.be.greaterThan(commentLimit.most * 0.95);
  });

  it('tables keep their columns, whatever is in the cells', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const lines = markdownOf(ofText(text), said).split('\n');
        const widths = lines.filter((line) => line.startsWith('| ')).map((line) => line.split('|').length);
        expect(new Set(widths)).to.satisfy((found: Set<number>) => [...found].every((one) => [3, 5, 7].includes(one)));
      }),
      { numRuns: roundsNow(200) },
    );
  });
});

describe('the place of a built-in definition', () => {
  const builtIn = { file: builtInFile('ciro'), line: 12, column: 5 };
  const own = { file: 'integrations/acme.yml', line: 3, column: 1 };
  const documentOf = (...places: DocumentItem['places']): ReportDocument =>
    aDocument({
      groups: [aGroup({ key: 'one', items: [anItem({ id: 'object:Lead:read', places })] })],
    });
  type Log = { runs: Array<{ originalUriBaseIds?: object; results: Array<{ locations: unknown[] }> }> };
  const logOf = (...places: DocumentItem['places']): Log['runs'][number] | undefined =>
    (JSON.parse(sarifOf(documentOf(...places))) as Log).runs[0];

  it('is said in SARIF to be below the folder of the plugin, and a file of one’s own comes first', () => {
    const run = logOf(builtIn, own);
    expect(run?.results[0]?.locations).to.deep.equal([
      {
        physicalLocation: {
          artifactLocation: { uri: 'integrations/acme.yml' },
          region: { startLine: 3, startColumn: 1 },
        },
      },
      {
        physicalLocation: {
          artifactLocation: { uri: 'integrations/ciro.yml', uriBaseId: 'PLUGIN' },
          region: { startLine: 12, startColumn: 5 },
        },
      },
    ]);
    expect(run?.originalUriBaseIds).to.have.all.keys('PLUGIN');
    expect(logOf(own)).to.not.have.property('originalUriBaseIds');
  });

  it('is said in CSV to be built in, and is not where GitHub shows an annotation', () => {
    expect(csvOf(documentOf(builtIn))).to.contain('built-in:/ciro.yml:12:5');
    expect(annotationsOf(documentOf(builtIn)).join()).to.not.match(/file=|line=/);
    expect(annotationsOf(documentOf(builtIn, own)).join()).to.contain('file=integrations/acme.yml,line=3,col=1');
  });
});

describe('annotations', () => {
  it('are at most ten of a sort, those that fail as errors', () => {
    const lines = annotationsOf(wide(10_000));
    for (const sort of ['error', 'warning', 'notice']) {
      expect(lines.filter((line) => line.startsWith(`::${sort} `)).length).to.be.at.most(10);
    }
    expect(lines[0]).to.match(/^::error /);
  });

  it('any text stays text: one line each, and no property of its own', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        for (const line of annotationsOf(ofText(text))) {
          expect(line).to.not.match(/[\r\n]/);
          expect(line).to.match(/^::(?:error|warning|notice) file=[^,:]*,line=1,col=1,title=[^,:]*::/);
        }
      }),
      { numRuns: roundsNow(200) },
    );
  });
});
