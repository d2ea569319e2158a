import { takesNothingBack } from '../../revoke/revokePlan.js';
import type { TextOptions } from '../check/textStyle.js';
import { outcomeText } from '../grant/outcomeText.js';
import type { Texts } from '../texts.js';
import type { RevokeReport, ToldEnd } from './revokeReport.js';
import { lostText, revokeText } from './revokeText.js';

/** What people see before anything is taken: what goes, and what becomes unmet. */
export const revokePlanText = (report: RevokeReport, options: TextOptions): string =>
  [revokeText(report, options), ...(takesNothingBack(report.plan) ? [] : ['', lostText(report, false, options)])].join(
    '\n',
  );

/**
 * What people see at the end, below that.
 * @param end how it was carried out; null where it was not
 * @throws Error where a need has no name in messages/finding.md
 */
export const revokeRunText = (
  report: RevokeReport,
  end: (ToldEnd & { readonly interrupted: boolean }) | null,
  texts: Texts,
  options: TextOptions,
): string => {
  const { words } = options;
  if (end === null) return report.dryRun ? words('info.dryRun') : '';
  return [
    '',
    outcomeText(end.outcomes, { texts, schema: report.snapshot.schema }, options),
    ...(end.interrupted ? [words('info.interrupted')] : end.after ? ['', lostText(report, true, options)] : []),
  ].join('\n');
};
