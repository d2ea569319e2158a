import { takesNothingBack } from '../../revoke/revokePlan.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { applySentence, loginWords } from '../grant/applyText.js';
import { outcomeText } from '../grant/outcomeText.js';
import type { Texts } from '../texts.js';
import type { RevokeReport, ToldEnd } from './revokeReport.js';
import { lostText, revokeText } from './revokeText.js';

/** What people see before anything is taken: what goes, and what becomes unmet. */
export const revokePlanText = (report: RevokeReport, options: TextOptions): string =>
  [revokeText(report, options), ...(takesNothingBack(report.plan) ? [] : ['', lostText(report, false, options)])].join(
    '\n',
  );

/** What was only looked at, and how to carry it out. */
const dryRunText = ({ plan, snapshot }: RevokeReport, named: readonly string[], options: TextOptions): string => {
  const { words, width, program, commandLine, runnerLacks = [] } = options;
  if (takesNothingBack(plan)) return words('info.dryRun');
  const login = loginWords(snapshot.org, runnerLacks);
  const command = commandLine([program, 'integration', 'revoke', ...named, ...login]);
  return [words('info.dryRun'), ...hang('', applySentence(snapshot.org, options), width), `  ${command}`].join('\n');
};

/** That field history stays as it is, and the command that takes it back by the same receipt. */
export const historyStaysText = (
  receipt: string,
  { snapshot }: Pick<RevokeReport, 'snapshot'>,
  { words, width, program, commandLine }: TextOptions,
): string => {
  const disable = ['history-tracking', '-o', snapshot.org.username, '--disable', '--receipt', receipt];
  return [
    '',
    ...hang('', words('info.historyStays'), width),
    `  ${commandLine([program, 'integration', ...disable])}`,
  ].join('\n');
};

/**
 * What people see at the end, below that.
 * @param end how it was carried out; null where it was not
 * @param named the words of the command line that say what is taken back
 * @throws Error where a need has no name in messages/finding.md
 */
export const revokeRunText = (
  report: RevokeReport,
  end: (ToldEnd & { readonly interrupted: boolean }) | null,
  named: readonly string[],
  texts: Texts,
  options: TextOptions,
): string => {
  const { words } = options;
  if (end === null) return report.dryRun ? dryRunText(report, named, options) : '';
  return [
    '',
    outcomeText(end.outcomes, { texts, schema: report.snapshot.schema }, options),
    ...(end.interrupted ? [words('info.interrupted')] : end.after ? ['', lostText(report, true, options)] : []),
  ].join('\n');
};
