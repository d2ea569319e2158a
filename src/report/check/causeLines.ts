/** Root causes on the screen: a line for each, with its reason. */
import { rootCauses } from '../../check/rootCauses.js';
import type { RootCause } from '../../check/rootCauses.js';
import type { Vocabulary } from '../needName.js';
import { causeText } from './causeText.js';
import type { CauseText } from './causeText.js';
import type { ReportCheck, ReportFinding } from './checkReport.js';
import { tagged } from './textStyle.js';
import type { TextOptions } from './textStyle.js';

/** A root cause of a check with its words. */
export type ToldCause = { readonly cause: RootCause<ReportFinding>; readonly told: CauseText };

/**
 * The root causes of a check with their words, the most important first.
 * @throws Error where messages/finding.md lacks a sentence
 */
export const toldCauses = ({ findings }: Pick<ReportCheck, 'findings'>, vocabulary: Vocabulary): ToldCause[] =>
  rootCauses(findings).map((cause) => ({ cause, told: causeText(cause, vocabulary) }));

/** Ids of the findings that the lines of the causes name one by one: nothing more has to be said of them. */
export const namedByCauses = (causes: readonly ToldCause[]): ReadonlySet<string> =>
  new Set(
    causes.flatMap(({ cause: { roots, falls }, told: { names } }) => {
      if (names === 'none') return [];
      return (names === 'all' ? [...roots, ...falls] : roots).map(({ id }) => id);
    }),
  );

/** Whether several needs hang on it, so that their number says something. */
const isShared = ({ needs }: CauseText): boolean => needs.all > 1;

/** Where the words name nothing, the needs stand below; with --verbose the sentence is told all the same. */
const isReasonTold = ({ names }: CauseText, { verbose }: TextOptions): boolean => verbose || names !== 'none';

const causeLine = ({ cause, told }: ToldCause, options: TextOptions): string[] => {
  const { words } = options;
  const [root] = cause.roots;
  const title = isShared(told) ? words('report.cause.shared', [told.title, told.needsText]) : told.title;
  const text = isReasonTold(told, options)
    ? words(told.isNeed ? 'report.cause.need' : 'report.cause.reason', [title, told.text])
    : title;
  // Of what is only optional there is nothing to do: the steps say nothing of it.
  const note = cause.level === 'optional' && !isShared(told) ? ` (${words('report.level.optional')})` : '';
  // How strictly the cause counts is said by what hangs on it.
  return tagged({ ...root, level: cause.level }, text + note, options);
};

/** A line for each cause. */
export const causeLines = (causes: readonly ToldCause[], options: TextOptions): string[] =>
  causes.flatMap((one) => causeLine(one, options));
