import { dryRunExitCode, exitCodes, runExitCode } from '../exitCode.js';
import type { ExitCode } from '../exitCode.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { keepsSomething, takesNothingBack } from './revokePlan.js';
import type { RevokePlan } from './revokePlan.js';

/**
 * The exit code of a revoke: 1 where something stays that was to be taken, although nothing failed.
 * @param end how it was carried out; null where it was only looked at, or there was nothing to take
 */
export const revokeExitCode = (
  plan: RevokePlan,
  end: { readonly outcomes: readonly Outcome[]; readonly interrupted: boolean } | null,
): ExitCode => {
  const keeps = keepsSomething(plan);
  return end === null
    ? dryRunExitCode(!takesNothingBack(plan) || keeps, exitCodes.done)
    : runExitCode(end.interrupted, end.outcomes, keeps ? exitCodes.missing : exitCodes.done);
};
