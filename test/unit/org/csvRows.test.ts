import { expect } from 'chai';
import { AnswerTooLarge } from '../../../src/org/answerBody.js';
import { NoCsv, readCsv } from '../../../src/org/csvRows.js';

const bytes = (...texts: readonly string[]): Uint8Array[] => texts.map((text) => Buffer.from(text));

const rowsOf = async (...texts: readonly string[]): Promise<string[]> => {
  const rows: string[] = [];
  await readCsv(bytes(...texts), ['A'], (row) => rows.push(['A', 'B', 'C'].map(row).join('|')));
  return rows;
};

const thrownBy = async (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => 'nothing',
    (error: unknown) => error,
  );

describe('a CSV that comes in', () => {
  it('is told row by row, by its headings, wherever it is cut', async () => {
    expect(await rowsOf('\uFEFF"A","B"\n"1","a, ""quoted"" b"\r', '\n"2","two\nlines"\n')).to.deep.equal([
      '1|a, "quoted" b|',
      '2|two\nlines|',
    ]);
    expect(await rowsOf('A,B\n')).to.deep.equal([]);
  });

  it('has as many bytes as came', async () => {
    expect(await readCsv(bytes('A,B\n', '1,ä\n'), ['A'], () => undefined)).to.equal(9);
  });

  const broken: ReadonlyArray<[what: string, text: string]> = [
    ['is empty', ''],
    ['lacks a heading', 'B,C\n1,2\n'],
    ['breaks off in a quoted cell', 'A,B\n1,"x'],
    ['has a row of another length', 'A,B\n1\n'],
    ['has a row that does not end', `A,B\n1,"${'x'.repeat(1_100_000)}"\n`],
  ];
  for (const [what, text] of broken)
    it(`is none when it ${what}`, async () => {
      expect(await thrownBy(rowsOf(text))).to.be.instanceOf(NoCsv);
    });

  it('is read no further than any log file goes', async () => {
    const row = Buffer.from('1,2\n');
    function* endless(): Generator<Uint8Array> {
      yield Buffer.from('A,B\n');
      for (;;) yield row;
    }
    let seen = 0;
    // A row is looked at and forgotten; only how many there were is kept.
    const reading = readCsv(endless(), ['A'], () => (seen += 1), 100_000);
    expect(await thrownBy(reading)).to.be.instanceOf(AnswerTooLarge);
    expect(seen).to.be.greaterThan(1000);
  });

  it('says why it broke off on its way', async () => {
    const lost = new TypeError('terminated');
    function* breaking(): Generator<Uint8Array> {
      yield Buffer.from('A,B\n1,2\n');
      throw lost;
    }
    expect(await thrownBy(readCsv(breaking(), ['A'], () => undefined))).to.equal(lost);
  });
});
