import type { OrgIdentity } from '../access/snapshot.js';
import { dryRunExitCode, exitCodes, projectExitCode, runExitCode } from '../exitCode.js';
import type { ExitCode, StateExitCode } from '../exitCode.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import type { HistoryOutcome } from './historyOutcome.js';
import { disabledExitCode, isEmptyPlan } from './historyPlan.js';
import type { HistoryPlan } from './historyPlan.js';
import type { HistoryReceipt } from './historyReceipt.js';
import { historyExitCode } from './historyState.js';
import type { ObjectState } from './historyState.js';
import { undoneExitCode } from './planUndo.js';

/** What a run is for: the plan, null where it was only to be looked; and the receipt that it takes back, if any. */
export type HistoryAim = { readonly plan: HistoryPlan | null; readonly takesBack: HistoryReceipt | null };

/** What was known of the org: before anything was written, or after. */
export type HistoryStanding = { readonly schema: HistorySchema; readonly states: readonly ObjectState[] };

/** How a run ended. `states`: as known at the end. `after` is null where that could not be read. */
export type HistoryRun = HistoryAim & {
  /** `notAgreed`: nothing was written, because nobody agreed to the plan. */
  readonly mode: 'look' | 'dryRun' | 'notAgreed' | 'project' | 'change';
  readonly org: OrgIdentity;
  readonly states: readonly ObjectState[];
  readonly after: HistoryStanding | null;
  readonly outcomes: readonly HistoryOutcome[];
  readonly interrupted: boolean;
  /** What the run turned on; null where it was not to turn anything on. */
  readonly receipt: HistoryReceipt | null;
};

/** The exit code of what was read, by what the run is for: 0 where nothing of it is left to be done. */
export const standingExitCode = (
  { plan, takesBack }: HistoryAim,
  { schema, states }: HistoryStanding,
): StateExitCode => {
  if (takesBack) return undoneExitCode(schema, takesBack);
  return plan?.action === 'disable' ? disabledExitCode(schema, states) : historyExitCode(states);
};

/** The exit code of a run. */
export const historyRunExitCode = (run: HistoryRun): ExitCode => {
  const { mode, plan, states, after, outcomes, interrupted } = run;
  const standing = after ? standingExitCode(run, after) : exitCodes.unknown;
  switch (mode) {
    case 'look':
      return standing;
    case 'dryRun':
      return dryRunExitCode(plan !== null && (!isEmptyPlan(plan) || plan.overflows.length > 0), standing);
    case 'notAgreed':
      return exitCodes.couldNotRun;
    case 'project': {
      const open = states.some(({ requested }) => requested.some((one) => one.status === 'impossible'));
      return projectExitCode((plan?.manual.length ?? 0) > 0 || open, false);
    }
    case 'change':
      return runExitCode(interrupted, outcomes, standing);
  }
};
