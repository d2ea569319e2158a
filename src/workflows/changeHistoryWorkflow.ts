import { keyOf } from '../platform/names.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import type { HistoryChange } from '../history/historyChange.js';
import type { HistoryWritten } from '../history/historyWritten.js';
import { historyOutcomes, leftOutcomes } from '../history/historyOutcome.js';
import type { HistoryOutcome } from '../history/historyOutcome.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import type { HistoryPlan } from '../history/historyPlan.js';
import { flaggedFields, withoutReading } from '../history/historyReading.js';
import { emptyReceipt, withTracked } from '../history/historyReceipt.js';
import type { HistoryReceipt } from '../history/historyReceipt.js';
import type { HistoryRun } from '../history/historyRun.js';
import { historyStates } from '../history/historyState.js';
import { hasUnexplained, withReasons } from '../history/refusalReason.js';
import { afterSecondAttempt, secondAttempt } from '../history/secondAttempt.js';
import { writeHistory } from '../org/apply/writeHistory.js';
import type { HistoryWriteOptions } from '../org/apply/writeHistory.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { OrgFailure } from '../org/failure.js';
import { readRunner, runnerHolds } from '../org/read/runner.js';
import { readHistory } from '../org/read/readHistory.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

/** What is known at the end. */
export type HistoryChanged = Pick<HistoryRun, 'states' | 'after' | 'outcomes' | 'interrupted' | 'receipt'>;

export type ChangeHistoryOptions = Pick<ClientOptions, 'waitMs' | 'backoffMs' | 'onWrite'> &
  Pick<HistoryWriteOptions, 'interrupted' | 'onStage'> & {
    /** Keeps the receipt, before and after each write. */
    readonly journal?: HistoryWriteOptions['keep'];
    readonly onProof?: () => void;
  };

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

/** Keeps in the receipt what came back with the switches, where nobody has looked before. */
const keepTracked = async (
  written: HistoryWritten,
  schema: HistorySchema | null,
  sobjects: readonly string[],
  keep: HistoryWriteOptions['keep'],
): Promise<HistoryWritten> => {
  if (written.unkept || schema === null) return written;
  const tracked = new Map(
    sobjects.flatMap((sobject) => {
      const fields = flaggedFields(schema, sobject);
      return fields ? [[keyOf(sobject), fields] as const] : [];
    }),
  );
  const receipt = withTracked(written.receipt, tracked);
  return keep(receipt).then(
    () => ({ ...written, receipt }),
    () => ({ ...written, unkept: true }),
  );
};

const nowInUtc = (): string => new Date().toISOString();

/**
 * Carries the plan out and proves it by reading back, field by field: what the platform reports is no proof (fact F12).
 * @throws OrgFailure, or why the receipt could not be kept, where certainly nothing was written
 */
export const changeHistoryWorkflow = async (
  reading: HistoryReading,
  plan: HistoryPlan,
  options: ChangeHistoryOptions,
): Promise<HistoryChanged> => {
  const { schema: before, states: statesBefore, targets, org } = reading;
  const start: HistoryReceipt = emptyReceipt({ id: org.id, instanceUrl: org.instanceUrl }, nowInUtc());
  if (isEmptyPlan(plan)) {
    const after = { schema: before, states: statesBefore };
    return { outcomes: leftOutcomes(plan), interrupted: false, states: statesBefore, after, receipt: start };
  }
  const { journal: keep = async (): Promise<void> => undefined } = options;
  await keep(start);
  const client = clientOf(reading, options);
  const sobjects = targets.map(({ sobject }) => sobject);
  const limits = new Map(statesBefore.map(({ sobject, limit }) => [keyOf(sobject), limit]));
  const write = (change: HistoryChange, receipt: HistoryReceipt): Promise<HistoryWritten> =>
    writeHistory(client, change, receipt, { ...options, limits, keep });
  const readBack = (): Promise<HistorySchema | null> => {
    options.onProof?.();
    return orNull(() => readHistory(client, sobjects));
  };

  const explained = async (result: HistoryWritten, change: HistoryChange): Promise<HistoryWritten> => {
    if (!hasUnexplained(result)) return result;
    const runner = await orNull(() => readRunner(client));
    return withReasons(result, change, schema, runner && runnerHolds(runner, 'CustomizeApplication'));
  };

  let written = await write(plan, start);
  let schema = await readBack();
  written = await explained(written, plan);
  const mayRepeat = schema !== null && !written.interrupted && !written.unkept && !options.interrupted();
  const again = schema && mayRepeat ? secondAttempt(schema, plan, written) : null;
  if (again) {
    const { receipt } = written;
    // The first attempt wrote: where the second one could not even start, the outcome of the first stands.
    const second = await orNull(() => write(again, receipt));
    if (second) {
      schema = await readBack();
      written = afterSecondAttempt(written, again, await explained(second, again));
    }
  }
  if (plan.action === 'enable') written = await keepTracked(written, schema, sobjects, keep);

  const states = historyStates(schema ?? withoutReading(before), targets);
  const names = sobjects.join(', ');
  const unread: HistoryOutcome = { step: 'proof', sobject: names, result: 'failed', code: 'NOT_READ_BACK' };
  const unkept: HistoryOutcome = { step: 'receipt', sobject: names, result: 'failed', code: 'RECEIPT_UNWRITABLE' };
  return {
    outcomes: [
      ...historyOutcomes(schema, plan, written),
      ...leftOutcomes(plan),
      ...(schema ? [] : [unread]),
      ...(written.unkept ? [unkept] : []),
    ],
    interrupted: written.interrupted,
    states,
    after: schema === null ? null : { schema, states },
    receipt: written.receipt,
  };
};
