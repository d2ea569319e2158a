/** What check offers to a person behind a report: to look at the plan of a grant that would give what is missing. */
import { fillingWords } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { CheckReport, ReportCheck } from '../report/check/checkReport.js';
import type { TextOptions } from '../report/check/textStyle.js';
import type { Choosing } from './choosing.js';

/**
 * The check whose plan somebody wants to see: the only one that a grant could do something for, if the answer to the question
 * is yes, or the one that is chosen of several; null for none.
 * @throws OrgFailure INTERRUPTED at a question
 */
export const checkToPlan = async (
  report: CheckReport,
  options: TextOptions,
  choosing: Choosing,
  saysYes: () => Promise<boolean>,
): Promise<ReportCheck | null> => {
  const { grantableChecks } = await import('../report/check/givingSteps.js');
  const checks = grantableChecks(report, options);
  const [only, ...more] = checks;
  if (only === undefined) return null;
  if (more.length > 0) return choosing.check(checks);
  return (await saysYes()) ? only : null;
};

/** The words of `integration grant` that show the plan for a check, and write nothing. */
export const dryRunWords = (
  { reference, user, requirements: { authentication } }: ReportCheck,
  runner: string,
  {
    filling,
    config,
    apiVersion,
    saysAuthentication,
  }: {
    readonly filling: Filling;
    readonly config: string | undefined;
    readonly apiVersion: string | undefined;
    /** Whether the usual way of logging in is said too: the project file may say another. */
    readonly saysAuthentication: boolean;
  },
): string[] => [
  ...['-o', runner, '-i', reference, '-u', user.username, '--dry-run'],
  ...(authentication === 'oauth' && !saysAuthentication ? [] : ['--authentication', authentication]),
  ...fillingWords(filling),
  ...(config === undefined ? [] : ['--config', config]),
  ...(apiVersion === undefined ? [] : ['--api-version', apiVersion]),
];
