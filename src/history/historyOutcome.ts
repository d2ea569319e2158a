import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { changeKey } from './historyChange.js';
import type { HistoryChange, HistoryCode, WriteProblem } from './historyChange.js';
import type { HistoryWritten } from './historyWritten.js';
import type { HistoryAction, HistoryPlan } from './historyPlan.js';
import { isFlagged, isSwitchOn } from './historyReading.js';

export const historySteps = ['objectSwitch', 'field', 'proof', 'file', 'receipt'] as const;
export const historyResults = ['done', 'alreadyDone', 'failed', 'skipped'] as const;

/** How one switch or field ended. */
export type HistoryOutcome = {
  readonly step: (typeof historySteps)[number];
  readonly sobject: string;
  readonly field?: string;
  readonly result: (typeof historyResults)[number];
  readonly code?: HistoryCode;
  readonly detail?: string;
  /** Failed, but may be written, or will be. */
  readonly open?: true;
};

/**
 * Whether the field records, or does not, as was wanted; null where that was not read. A ticked box below a switch that is
 * off records nothing (fact F12).
 */
export const isFieldReached = (
  schema: HistorySchema,
  action: HistoryAction,
  sobject: string,
  field: string,
): boolean | null => {
  const flagged = isFlagged(schema, sobject, field);
  if (flagged === null || action === 'disable') return flagged === null ? null : !flagged;
  return flagged ? isSwitchOn(schema, sobject) : false;
};

type End = Pick<HistoryOutcome, 'result' | 'code' | 'detail' | 'open'>;

const failedWith = ({ code, detail, open }: WriteProblem): End => ({
  result: 'failed',
  code,
  ...(detail === '' ? {} : { detail }),
  ...(open ? { open } : {}),
});

/** Whether the switch is as was wanted; null where that was not read. */
export const isSwitchReached = (schema: HistorySchema, action: HistoryAction, sobject: string): boolean | null => {
  const on = isSwitchOn(schema, sobject);
  return on === null || action === 'enable' ? on : !on;
};

/** @param reached what the reading afterwards says; null where there is none */
const endOf = (key: string, reached: boolean | null, { problems, alreadyDone, interrupted }: HistoryWritten): End => {
  if (reached === true) return { result: alreadyDone.has(key) ? 'alreadyDone' : 'done' };
  const problem = problems.get(key);
  if (problem) return failedWith(problem);
  if (interrupted) return { result: 'skipped', code: 'INTERRUPTED' };
  // Without a reading nothing is proved, and what was accepted is no more than that.
  if (reached === null) return { result: 'done', code: 'NOT_PROVED' };
  // One of the two is not true, the success that was reported or what was read: nobody knows what is written.
  return failedWith({ code: 'NOT_EFFECTIVE', detail: '', open: true });
};

/**
 * What became of each switch and field: what the reading afterwards says, and where it does not say it, what the writing
 * said. What the platform reports is no proof (fact F12).
 * @param schema the reading afterwards; null where it could not be had
 */
export const historyOutcomes = (
  schema: HistorySchema | null,
  { action, switches, fields }: HistoryChange,
  written: HistoryWritten,
): HistoryOutcome[] => {
  const ofSwitches = switches.map((sobject): HistoryOutcome => ({
    step: 'objectSwitch',
    sobject,
    ...endOf(changeKey(sobject), schema && isSwitchReached(schema, action, sobject), written),
  }));
  const ofFields = fields.map(({ sobject, field }): HistoryOutcome => ({
    step: 'field',
    sobject,
    field,
    ...endOf(changeKey(sobject, field), schema && isFieldReached(schema, action, sobject, field), written),
  }));
  // In the order in which they are written.
  return action === 'enable' ? [...ofSwitches, ...ofFields] : [...ofFields, ...ofSwitches];
};

/** What of a receipt is not taken back, and why; nothing where no receipt is. */
export const leftOutcomes = ({ undo }: HistoryPlan): HistoryOutcome[] => [
  ...(undo?.notFound ?? []).map((one): HistoryOutcome => ({
    step: one.field === undefined ? 'objectSwitch' : 'field',
    ...one,
    result: 'skipped',
    code: 'NOT_FOUND',
  })),
  ...(undo?.keeps ?? []).map(({ sobject, code, fields }): HistoryOutcome => ({
    step: 'objectSwitch',
    sobject,
    result: 'skipped',
    code,
    detail: fields.join(', '),
  })),
];
