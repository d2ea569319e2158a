import { keyOf } from '../../platform/names.js';
import { changeKey } from '../../history/historyChange.js';
import type { HistoryChange, WriteProblem } from '../../history/historyChange.js';
import type { HistoryWritten } from '../../history/historyWritten.js';
import { fieldParts, switchParts } from '../../history/historyParts.js';
import type { Definitions, HistoryPart } from '../../history/historyParts.js';
import type { HistoryAction } from '../../history/historyPlan.js';
import { givenSteps, withEnded, withIntended, withTracked } from '../../history/historyReceipt.js';
import type { HistoryReceipt } from '../../history/historyReceipt.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { deployHistory, merged, problemsOf } from './deployHistory.js';
import type { Problems } from './deployHistory.js';
import { readTrackedFields } from '../read/readSchema.js';
import { retrieveDefinitions } from '../read/retrieveDefinitions.js';

export const historyWriteStages = ['retrieve', 'objectSwitch', 'fields'] as const;

export type HistoryWriteOptions = {
  /** How many fields each object can track, by key of its name. */
  readonly limits: ReadonlyMap<string, number>;
  /** Keeps the receipt, before and after each write. Only what turns something on is kept. */
  readonly keep: (receipt: HistoryReceipt) => Promise<void>;
  readonly interrupted: () => boolean;
  readonly onStage?: (stage: (typeof historyWriteStages)[number]) => void;
};

/** What a step came to. `tracked`: the tracked fields by key of the object's name, where it has read them. */
type StepEnd = {
  readonly problems: Problems;
  readonly alreadyDone?: ReadonlySet<string>;
  readonly tracked?: ReadonlyMap<string, readonly string[]>;
};

/** One step of the writing: what it is about, and how it is done. Steps come in order, each for the parts still open. */
type Step = {
  /** What people are told while it runs; a step without one writes nothing. */
  readonly stage?: (typeof historyWriteStages)[number];
  readonly parts: readonly HistoryPart[];
  readonly run: (parts: readonly HistoryPart[]) => Promise<StepEnd>;
};

/** With the switch some fields may have come back that were ticked before (fact F12): they count, and need no write. */
const lookAgain = async (
  client: OrgClient,
  parts: readonly HistoryPart[],
  limits: ReadonlyMap<string, number>,
): Promise<StepEnd> => {
  const sobjects = [...new Set(parts.map(({ sobject }) => sobject))];
  const readings = await readTrackedFields(client, sobjects);
  const looked = sobjects.flatMap((sobject) => {
    const reading = readings.get(keyOf(sobject));
    if (reading?.known !== true) return [];
    const tracked = [...reading.value.values()].filter((field) => field.tracked).map(({ name }) => name);
    const keys = new Set(tracked.map(keyOf));
    const own = parts.filter((part) => keyOf(part.sobject) === keyOf(sobject));
    const isThere = ({ field }: HistoryPart): boolean => keys.has(keyOf(field?.field ?? ''));
    const open = own.filter((part) => !isThere(part));
    const room = Math.max(0, (limits.get(keyOf(sobject)) ?? open.length) - tracked.length);
    return [{ sobject, tracked, there: own.filter(isThere), full: open.slice(room) }];
  });
  return {
    alreadyDone: new Set(looked.flatMap(({ there }) => there).map(({ key }) => key)),
    problems: problemsOf(
      looked.flatMap(({ full }) => full),
      { code: 'NO_SLOT', detail: '' },
    ),
    tracked: new Map(looked.map(({ sobject, tracked }) => [keyOf(sobject), tracked])),
  };
};

/** Where the switch was refused, its fields would be, too. */
const blockedBySwitch = (fields: readonly HistoryPart[], problems: Problems): Problems =>
  new Map(
    fields.flatMap(({ key, sobject }) => {
      const problem = problems.get(key) ?? problems.get(changeKey(sobject));
      return problem ? [[key, problem] as const] : [];
    }),
  );

/** Where a field could not be taken out, its switch stays: it would hide what is still ticked. */
const blockedByField = (
  switches: readonly HistoryPart[],
  fields: readonly HistoryPart[],
  problems: Problems,
): Problems =>
  new Map(
    switches.flatMap(({ key, sobject }) => {
      const own = fields.filter((field) => keyOf(field.sobject) === keyOf(sobject));
      const problem = own.map((field) => problems.get(field.key)).find((one) => one !== undefined);
      return problem ? [[key, problem] as const] : [];
    }),
  );

const stepsOf = (
  client: OrgClient,
  change: HistoryChange,
  definitions: Definitions,
  limits: ReadonlyMap<string, number>,
): Step[] => {
  const [switches, fields] = [switchParts(change), fieldParts(change)];
  const deployed =
    (blocked: (problems: Problems) => Problems): Step['run'] =>
    async (parts) => {
      const problems = await deployHistory(client, parts, definitions, change.action);
      return { problems: merged(problems, blocked(problems)) };
    };
  const none = (): Problems => new Map();
  if (change.action === 'disable') {
    return [
      { stage: 'fields', parts: fields, run: deployed((problems) => blockedByField(switches, fields, problems)) },
      { stage: 'objectSwitch', parts: switches, run: deployed(none) },
    ];
  }
  return [
    { stage: 'objectSwitch', parts: switches, run: deployed((problems) => blockedBySwitch(fields, problems)) },
    ...(switches.length === 0 ? [] : [{ parts: fields, run: (parts) => lookAgain(client, parts, limits) } as Step]),
    { stage: 'fields', parts: fields, run: deployed(none) },
  ];
};

const withEnd = (
  written: HistoryWritten,
  { problems, alreadyDone = new Set(), tracked = new Map() }: StepEnd,
): HistoryWritten => {
  const all = merged(written.problems, problems);
  return {
    ...written,
    problems: all,
    alreadyDone: new Set([...written.alreadyDone, ...alreadyDone]),
    receipt: withTracked(withEnded(written.receipt, all), tracked),
  };
};

/**
 * The receipt before these parts are written. It lists only what is turned on, because that is what can be taken back
 * later; turning something off adds nothing to it.
 */
const intending = (receipt: HistoryReceipt, action: HistoryAction, parts: readonly HistoryPart[]): HistoryReceipt =>
  action === 'disable'
    ? receipt
    : withIntended(receipt, {
        switches: parts.filter(({ field }) => field === undefined).map(({ sobject }) => sobject),
        fields: parts.flatMap(({ field }) => (field ? [field] : [])),
      });

/**
 * Writes switches, then fields, or the other way round to turn them off (facts F6, F13): at most one retrieve, two deploys
 * and one reading, polls apart. What the org refuses is a problem of the switch or field; a connection that breaks in a
 * step is one of all that was in it and of all that was to come, and ends the work. So does a receipt that cannot be kept.
 * @param receipt what earlier writes of this run turned on
 * @throws OrgFailure, or why the receipt could not be kept, where certainly nothing was written
 */
export const writeHistory = async (
  client: OrgClient,
  change: HistoryChange,
  receipt: HistoryReceipt,
  { limits, keep, interrupted, onStage }: HistoryWriteOptions,
): Promise<HistoryWritten> => {
  onStage?.('retrieve');
  const retrieved = await retrieveDefinitions(client, change);
  let written: HistoryWritten = {
    problems: new Map(),
    alreadyDone: new Set(),
    interrupted: false,
    receipt,
    unkept: false,
  };
  if ('problem' in retrieved) {
    const all = [...switchParts(change), ...fieldParts(change)];
    return { ...written, problems: problemsOf(all, retrieved.problem) };
  }
  const steps = stepsOf(client, change, retrieved.definitions, limits);
  for (const [at, step] of steps.entries()) {
    const isOpen = ({ key }: HistoryPart): boolean => !written.problems.has(key) && !written.alreadyDone.has(key);
    const parts = step.parts.filter(isOpen);
    if (parts.length === 0) continue;
    if (interrupted()) return { ...written, interrupted: true };
    const brokenOff = (from: number, problem: WriteProblem): HistoryWritten => ({
      ...written,
      problems: merged(
        problemsOf(
          steps.slice(from).flatMap((one) => one.parts.filter(isOpen)),
          problem,
        ),
        written.problems,
      ),
    });
    if (step.stage) {
      onStage?.(step.stage);
      const nothingYet = givenSteps(written.receipt).length === 0;
      written = { ...written, receipt: intending(written.receipt, change.action, parts) };
      try {
        await keep(written.receipt);
      } catch (error) {
        if (nothingYet) throw error;
        return { ...brokenOff(at, { code: 'RECEIPT_UNWRITABLE', detail: '' }), unkept: true };
      }
    }
    try {
      written = withEnd(written, await step.run(parts));
    } catch (error) {
      if (!(error instanceof OrgFailure)) throw error;
      return brokenOff(at, { code: error.code, detail: error.args.join(' ') });
    }
    try {
      await keep(written.receipt);
    } catch {
      // What was written is told; only what was to come is not begun.
      return { ...brokenOff(at + 1, { code: 'RECEIPT_UNWRITABLE', detail: '' }), unkept: true };
    }
  }
  return written;
};
