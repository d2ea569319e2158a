import { z } from 'zod';
import { changeKey } from './historyChange.js';
import type { HistoryChange, WriteProblem } from './historyChange.js';

/** `intended`: sent, or about to be sent, and nobody knows how it ended. */
const state = z.enum(['intended', 'done', 'failed']);

/** The shape of a receipt file of history-tracking. `kind` tells it apart from the receipt of a grant, which has none. */
export const historyReceiptSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('historyTracking'),
  org: z.object({ id: z.string(), instanceUrl: z.string() }),
  startedAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
  steps: z.array(
    z.discriminatedUnion('step', [
      z.object({
        step: z.literal('objectSwitch'),
        sobject: z.string(),
        state,
        trackedWithIt: z.array(z.string()).nullable().meta({
          description: 'Fields that were tracked as soon as the switch was on, ticked before; null: not read.',
        }),
      }),
      z.object({ step: z.literal('field'), sobject: z.string(), field: z.string(), state }),
    ]),
  ),
});

/**
 * What a run of history-tracking really turned on, written before and after each write, so that exactly that can be taken
 * back, also after a run that failed half-way. Nothing stands in it that was on before.
 */
export type HistoryReceipt = z.output<typeof historyReceiptSchema>;
export type HistoryReceiptStep = HistoryReceipt['steps'][number];

/** The receipt of a run that has not written anything yet. @param startedAt ISO 8601, UTC */
export const emptyReceipt = (org: HistoryReceipt['org'], startedAt: string): HistoryReceipt => ({
  schemaVersion: 1,
  kind: 'historyTracking',
  org,
  startedAt,
  steps: [],
});

const keyOfStep = (step: HistoryReceiptStep): string =>
  changeKey(step.sobject, step.step === 'field' ? step.field : undefined);

const stepsOf = ({ switches, fields }: Omit<HistoryChange, 'action'>): HistoryReceiptStep[] => [
  ...switches.map((sobject) => ({ step: 'objectSwitch', sobject, state: 'intended', trackedWithIt: null }) as const),
  ...fields.map(({ sobject, field }) => ({ step: 'field', sobject, field, state: 'intended' }) as const),
];

/** The receipt before these switches and fields are written. What an earlier attempt is known to have written stays so. */
export const withIntended = (receipt: HistoryReceipt, about: Omit<HistoryChange, 'action'>): HistoryReceipt => {
  const intended = stepsOf(about);
  const keys = new Set(intended.map(keyOfStep));
  const before = new Set(receipt.steps.map(keyOfStep));
  return {
    ...receipt,
    steps: [
      ...receipt.steps.map((step) =>
        keys.has(keyOfStep(step)) && step.state === 'failed' ? { ...step, state: 'intended' as const } : step,
      ),
      ...intended.filter((step) => !before.has(keyOfStep(step))),
    ],
  };
};

/** The receipt once it is known how what was intended ended. What may be written, or will be, stays intended. */
export const withEnded = (receipt: HistoryReceipt, problems: ReadonlyMap<string, WriteProblem>): HistoryReceipt => ({
  ...receipt,
  steps: receipt.steps.map((step) => {
    if (step.state !== 'intended') return step;
    const problem = problems.get(keyOfStep(step));
    if (problem?.open) return step;
    return { ...step, state: problem ? ('failed' as const) : ('done' as const) };
  }),
});

/**
 * The receipt once it was read which fields are tracked with the switches on: what this run has not set came back by
 * itself (fact F12). Only the first such reading counts, others may have set more since.
 * @param tracked the tracked fields by key of the object's name; an object that was not read is missing
 */
export const withTracked = (
  receipt: HistoryReceipt,
  tracked: ReadonlyMap<string, readonly string[]>,
): HistoryReceipt => {
  const own = new Set(receipt.steps.filter(({ state: is }) => is !== 'failed').map(keyOfStep));
  return {
    ...receipt,
    steps: receipt.steps.map((step) => {
      const now = tracked.get(changeKey(step.sobject));
      if (step.step !== 'objectSwitch' || step.trackedWithIt !== null || now === undefined) return step;
      const others = now.filter((field) => !own.has(changeKey(step.sobject, field)));
      return { ...step, trackedWithIt: [...others].sort() };
    }),
  };
};

/** What is to be taken back: everything but what certainly was not written. */
export const givenSteps = ({ steps }: HistoryReceipt): HistoryReceiptStep[] =>
  steps.filter((step) => step.state !== 'failed');
