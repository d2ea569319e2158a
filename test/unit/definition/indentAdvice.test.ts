import { expect } from 'chai';
import { DefinitionMistake } from '../../../src/definition/definitionMistake.js';
import { parse, withRules } from './helpers.js';

const lines = withRules(
  '  - userPermission: [ApiEnabled, RunReports]',
  '    because: Calls the API.',
  '  - object: Account',
  '    access: [read, edit]',
  '    source: { title: A guide }',
  '  - anyOf:',
  '      - userPermission: TransferAnyEntity',
  '      - object: Lead',
  '        access:',
  '          - modifyAllRecords',
  '    name: transfer',
  '  - api: rest',
  'variants:',
  '  small:',
  '    label: Small',
  '    default: true',
  '  large:',
  '    label: Large',
  '    requires:',
  '      - object: Campaign',
  '        access: [read, create]',
).split('\n');

const mistakeOf = (text: string): DefinitionMistake | null => {
  try {
    parse(text);
    return null;
  } catch (error) {
    if (error instanceof DefinitionMistake) return error;
    throw error;
  }
};

/** The indentation that is advised; undefined where none is. */
const adviceOf = ({ mistake }: DefinitionMistake): number | undefined =>
  mistake.code === 'BrokenYaml' &&
  mistake.slip &&
  ['indent', 'deeper', 'deeperItem', 'shifted'].includes(mistake.slip.slip)
    ? Number(mistake.slip.advice[0])
    : undefined;

const indented = (text: string, line: number, indent: number): string =>
  text
    .split('\n')
    .map((one, at) => (at === line - 1 ? ' '.repeat(indent) + one.trim() : one))
    .join('\n');

/** Follows each advice, to where none is left. @returns whether the file loads then */
const follow = (text: string): boolean => {
  const seen: string[] = [];
  let now = text;
  for (;;) {
    const mistake = mistakeOf(now);
    if (mistake === null) return true;
    const advised = adviceOf(mistake);
    if (advised === undefined) return false;
    const line = mistake.place?.line ?? 1;
    const told = `${line} to ${advised}`;
    expect(seen, `no circle, beginning with\n${text}`).to.not.include(told);
    seen.push(told);
    now = indented(now, line, advised);
  }
};

describe('an advised indentation', () => {
  const shifts = lines.flatMap((line, at) =>
    [-4, -3, -2, -1, 1, 2, 3, 4]
      .map((by) => line.search(/\S/) + by)
      .filter((indent) => indent >= 0)
      .map((indent) => indented(lines.join('\n'), at + 1, indent)),
  );

  it('mends nearly every file of which one line is shifted, and leads in no circle', () => {
    const broken = shifts.filter((text) => {
      const mistake = mistakeOf(text);
      return mistake !== null && adviceOf(mistake) !== undefined;
    });
    expect(broken).to.have.length.above(120);
    const left = broken.filter((text) => !follow(text));
    expect(left).to.deep.equal([]);
  });

  it('leads on where several lines are shifted', () => {
    const text = lines.map((line, at) => (at > 5 && at % 3 === 0 ? ` ${line}` : line)).join('\n');
    expect(follow(text)).to.equal(true);
  });
});
