/** What to do about what a user has beyond what is asked for: where in Setup it is taken away, and what shows the loss first. */
import { fillingWords } from '../../definition/filling.js';
import { isRedacted } from '../../access/redactSnapshot.js';
import { exitCodes } from '../../exitCode.js';
import { sameName } from '../../platform/names.js';
import { visible } from '../visible.js';
import type { CheckReport, ReportCheck } from './checkReport.js';
import type { Step } from './stepList.js';
import type { ReportSource, ReportSurplus } from './reportSurplus.js';
import type { TextOptions } from './textStyle.js';

/** How many sources have a step of their own; the rest is listed above under where it comes from. */
const mostSteps = 3;

/** What is known to be beyond of this user; null where nothing is, or nobody knows. */
const beyondOf = (username: string, { surpluses }: CheckReport): ReportSurplus | null => {
  const found = surpluses.find((one) => sameName(one.username, username));
  return found?.known === true && found.value.entries.length > 0 ? found.value : null;
};

/** Whether a report is about what this user has beyond, and knows of something. */
export const hasBeyond = ({ user }: ReportCheck, report: CheckReport): boolean =>
  beyondOf(user.username, report) !== null;

/** Whether what is listed may be needed after all: what is open is to be seen to first, and its own steps say how. */
const mayBeNeeded = ({ notFilledIn, byHand, notTold }: ReportSurplus, isFailing: boolean): boolean =>
  notFilledIn.length > 0 || (!isFailing && byHand.length + notTold.length > 0);

/**
 * Whether there is something to do about it. What the definition asks for by name stays whole. What a package brings only its vendor
 * changes, and small permissions of a profile are no reason to choose another one: both are told where the check fails for them.
 */
const canBeMended = (source: ReportSource, isFailing: boolean): boolean =>
  source.surplus > 0 &&
  !source.isAskedFor &&
  (isFailing || (source.isProfile ? source.isPowerful : source.canGo || !source.isVendors));

/** The shortest way first: what can go as a whole, then what holds needed permissions as well, a profile last. */
const rank = ({ canGo, isProfile }: ReportSource): number => (canGo ? 0 : isProfile ? 2 : 1);

/** How it is taken away, as the sentences have it. */
const wayOf = ({ type, isProfile, isVendors, canGo }: ReportSource): string => {
  if (isProfile) return 'profile';
  if (canGo) return `unassign.${type}`;
  return isVendors ? 'vendors' : `takeOut.${type}`;
};

/** The steps for one user: the sources with most surplus first, each with its place in Setup and the command that shows the loss. */
export const surplusSteps = (check: ReportCheck, report: CheckReport, options: TextOptions): Step[] => {
  const { reference, user, surplusCode } = check;
  const { words, commandLine, program } = options;
  const beyond = beyondOf(user.username, report);
  const isFailing = surplusCode === exitCodes.missing;
  if (beyond === null || mayBeNeeded(beyond, isFailing)) return [];
  const explain = (source: ReportSource): string =>
    commandLine([
      ...[program, 'integration', 'explain', '-u', user.username, '-i', reference],
      ...[...fillingWords(check), '-o', report.org.username],
      ...['--without', source.apiName, ...(source.isProfile ? ['--to-profile', '<Profile>'] : [])],
    ]);
  return beyond.sources
    .filter((source) => canBeMended(source, isFailing))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostSteps)
    .map((source) => {
      // Where a permission set or group is changed, nothing is done at the user.
      const isAtUser = source.isProfile || source.isVendors || source.canGo;
      const named = [source.name, ...(isAtUser ? [beyond.username] : []), visible(reference)];
      const text = words(`report.step.surplus.${wayOf(source)}`, named);
      // Names of a snapshot that were made up lead to nothing.
      return isRedacted(report.org) ? { text } : { text, command: explain(source) };
    });
};
