import { keyOf } from '../platform/names.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import type { HistoryChange } from '../history/historyChange.js';
import { historyOutcomes } from '../history/historyOutcome.js';
import type { HistoryOutcome } from '../history/historyOutcome.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import type { HistoryPlan } from '../history/historyPlan.js';
import { withoutReading } from '../history/historyReading.js';
import { historyStates } from '../history/historyState.js';
import type { ObjectState } from '../history/historyState.js';
import { afterSecondAttempt, secondAttempt } from '../history/secondAttempt.js';
import { writeHistory } from '../org/apply/writeHistory.js';
import type { HistoryWriteOptions } from '../org/apply/writeHistory.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { OrgFailure } from '../org/failure.js';
import { readHistory } from '../org/read/readHistory.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

export type HistoryChanged = {
  readonly outcomes: readonly HistoryOutcome[];
  readonly interrupted: boolean;
  /** What is known now: where it could not be read back, nothing is, for what was read before may have changed. */
  readonly states: readonly ObjectState[];
  /** The reading afterwards; null where it could not be had. */
  readonly after: { readonly schema: HistorySchema; readonly states: readonly ObjectState[] } | null;
};

export type ChangeHistoryOptions = Pick<ClientOptions, 'waitMs' | 'backoffMs' | 'onWrite'> &
  Pick<HistoryWriteOptions, 'interrupted' | 'onStage'> & { readonly onProof?: () => void };

/** What must be told of anyway is null instead of a failure. */
const orNull = async <T>(run: () => Promise<T>): Promise<T | null> => {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof OrgFailure)) throw error;
    return null;
  }
};

/** A deadline of its own: people may have read the plan for a while. */
const clientOf = ({ connection }: HistoryReading, { waitMs, backoffMs, onWrite }: ChangeHistoryOptions): OrgClient =>
  createOrgClient(connection, {
    waitMs,
    ...(backoffMs ? { backoffMs } : {}),
    ...(onWrite ? { onWrite } : {}),
  });

/**
 * Carries the plan out and proves it by reading back, field by field: what the platform reports is no proof (fact F12).
 * @throws OrgFailure where certainly nothing was written
 */
export const changeHistoryWorkflow = async (
  reading: HistoryReading,
  plan: HistoryPlan,
  options: ChangeHistoryOptions,
): Promise<HistoryChanged> => {
  const { schema: before, states: statesBefore, targets } = reading;
  if (isEmptyPlan(plan)) {
    return { outcomes: [], interrupted: false, states: statesBefore, after: { schema: before, states: statesBefore } };
  }
  const client = clientOf(reading, options);
  const sobjects = targets.map(({ sobject }) => sobject);
  const limits = new Map(statesBefore.map(({ sobject, limit }) => [keyOf(sobject), limit]));
  const write = (change: HistoryChange): ReturnType<typeof writeHistory> =>
    writeHistory(client, change, { ...options, limits });
  const readBack = (): Promise<HistorySchema | null> => {
    options.onProof?.();
    return orNull(() => readHistory(client, sobjects));
  };

  let written = await write(plan);
  let schema = await readBack();
  const again = schema && !written.interrupted ? secondAttempt(schema, plan, written) : null;
  if (again && !options.interrupted()) {
    // The first attempt wrote: where the second one could not even start, the outcome of the first stands.
    const second = await orNull(() => write(again));
    if (second) {
      written = afterSecondAttempt(written, again, second);
      schema = await readBack();
    }
  }

  const proof: HistoryOutcome[] = schema
    ? []
    : [{ step: 'proof', sobject: sobjects.join(', '), result: 'failed', code: 'NOT_READ_BACK' }];
  const states = historyStates(schema ?? withoutReading(before), targets);
  return {
    outcomes: [...historyOutcomes(schema, plan, written), ...proof],
    interrupted: written.interrupted,
    states,
    after: schema === null ? null : { schema, states },
  };
};
