/** The explanations of several users: who has it, and each by itself. */
import { exitCodes } from '../../exitCode.js';
import { isTaken } from '../../explain/withoutSource.js';
import { section } from '../check/textStyle.js';
import type { Tone } from '../check/textStyle.js';
import { hang, padded } from '../layout.js';
import { visible } from '../visible.js';
import { explainExitCode } from './explainReport.js';
import type { ExplainReport } from './explainReport.js';
import { bodyLines, costLines, orgLines, personLines, subjectLines, verdictWord } from './explainText.js';
import { loginStateOf } from './loginState.js';
import type { ExplainTextOptions } from './explainText.js';

/** What a user has, or would lose, in a word. */
const shortOf = ({ has, without, finding }: ExplainReport, words: ExplainTextOptions['words']): string => {
  if (without === null) return verdictWord(has, words);
  if (!isTaken(without.found) || (finding !== null && without.has === 'unknown')) return verdictWord('unknown', words);
  return without.loses.length === 0
    ? words('several.losesNothing')
    : words('several.loses', [String(without.loses.length)]);
};

/** Behind the name of whom nobody can log in as. */
const shutOut = (report: ExplainReport, words: ExplainTextOptions['words']): string => {
  const state = loginStateOf(report);
  return state === 'inactive' || state === 'frozen' ? `, ${words(`several.${state}`)}` : '';
};

const toneOfOne = (report: ExplainReport): Tone => {
  const code = explainExitCode(report);
  if (code === exitCodes.unknown) return 'unsure';
  return code === exitCodes.done ? 'good' : 'bad';
};

/** All users with what is said of each in a word, in the order that is given. */
const overviewLines = (reports: readonly ExplainReport[], options: ExplainTextOptions): string[] => {
  const { words, paint, width } = options;
  const shorts = reports.map((report) => ({ report, word: shortOf(report, words) }));
  const widest = Math.max(...shorts.map(({ word }) => word.length));
  return section(
    words('section.several', [String(reports.length)]),
    shorts.flatMap(({ report, word }) => {
      const { name, username } = report.user;
      const [first = '', ...rest] = hang(
        `  ${padded(word, widest)}  `,
        visible(`${name === '' ? username : `${name} <${username}>`}${shutOut(report, words)}`),
        width,
      );
      return [`  ${paint(toneOfOne(report), word)}${first.slice(2 + word.length)}`, ...rest];
    }),
    options,
  );
};

/** The explanations of several users: who has it or would be hit, then each by itself. @param optionsOf by the user */
export const explainSeveralText = (
  reports: readonly [ExplainReport, ...ExplainReport[]],
  optionsOf: (report: ExplainReport) => ExplainTextOptions,
): string => {
  const [first] = reports;
  const options = optionsOf(first);
  return [
    ...subjectLines(first, options),
    ...orgLines(first, options),
    ...overviewLines(reports, options),
    ...reports.flatMap((report) => {
      const own = optionsOf(report);
      return ['', ...personLines(report, own), ...bodyLines(report, own)];
    }),
    ...costLines(first, options),
  ].join('\n');
};
