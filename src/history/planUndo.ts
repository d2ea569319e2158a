import { keyOf } from '../platform/names.js';
import { exitCodes } from '../exitCode.js';
import type { StateExitCode } from '../exitCode.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { objectPresence } from '../kinds/presence.js';
import type { HistoryPlan, PlannedField } from './historyPlan.js';
import { emptyPlan } from './historyPlan.js';
import { flaggedFields, historyFieldOf, isFlagged, isSwitchOn } from './historyReading.js';
import { givenSteps } from './historyReceipt.js';
import type { HistoryReceipt } from './historyReceipt.js';
import type { HistoryTarget } from './historyTarget.js';

/** What the receipt names on one object, as it names it. */
type Given = {
  readonly sobject: string;
  readonly fields: readonly string[];
  /** Null where the receipt's run did not turn the switch. */
  readonly trackedWithIt: readonly string[] | null;
};

const givenObjects = (receipt: HistoryReceipt): Given[] => {
  const objects = new Map<string, Given>();
  for (const step of givenSteps(receipt)) {
    const known = objects.get(keyOf(step.sobject)) ?? { sobject: step.sobject, fields: [], trackedWithIt: null };
    objects.set(
      keyOf(step.sobject),
      step.step === 'field'
        ? { ...known, fields: [...known.fields, step.field] }
        : { ...known, trackedWithIt: step.trackedWithIt ?? [] },
    );
  }
  return [...objects.values()];
};

/** What is to be looked at to take a receipt back. */
export const targetsOfReceipt = (receipt: HistoryReceipt): HistoryTarget[] =>
  givenObjects(receipt).map(({ sobject, fields }) => ({ sobject, fields, suggested: [], ifPresent: false }));

const undoObject = (schema: HistorySchema, { sobject, fields, trackedWithIt }: Given): HistoryPlan => {
  const none = { ...emptyPlan('disable'), undo: { keeps: [], notFound: [] } };
  if (objectPresence(schema, sobject) === 'absent') return { ...none, undo: { keeps: [], notFound: [{ sobject }] } };
  const flagged = flaggedFields(schema, sobject);
  if (flagged === null) return none;
  const dataTypeOf = (field: string): string | undefined => historyFieldOf(schema, sobject, field)?.dataType;
  const own = new Set([...fields, ...(trackedWithIt ?? [])].map(keyOf));
  const others = flagged.filter((name) => !own.has(keyOf(name)));
  const turned = trackedWithIt !== null && isSwitchOn(schema, sobject) === true;
  return {
    ...none,
    switches: turned && others.length === 0 ? [sobject] : [],
    fields: fields
      .filter((field) => isFlagged(schema, sobject, field) === true)
      .map((field): PlannedField => ({ sobject, field, reason: 'requested', dataType: dataTypeOf(field) ?? '' })),
    undo: {
      keeps: turned && others.length > 0 ? [{ sobject, code: 'OTHERS_TRACKED', fields: [...others].sort() }] : [],
      notFound: fields.filter((field) => dataTypeOf(field) === undefined).map((field) => ({ sobject, field })),
    },
  };
};

/**
 * What taking a receipt back takes: the fields that its run turned on and that are on still, and the switches that it
 * turned on. A switch stays where somebody has tracked other fields since. What the org has no more under its name is said.
 */
export const planUndo = (schema: HistorySchema, receipt: HistoryReceipt): HistoryPlan => {
  const parts = givenObjects(receipt).map((given) => undoObject(schema, given));
  return {
    ...emptyPlan('disable'),
    switches: parts.flatMap((part) => part.switches),
    fields: parts.flatMap((part) => part.fields),
    undo: {
      keeps: parts.flatMap(({ undo }) => undo?.keeps ?? []),
      notFound: parts.flatMap(({ undo }) => undo?.notFound ?? []),
    },
  };
};

/** The exit code of what was read: nothing of the receipt is left, or something is, or nobody can tell. */
export const undoneExitCode = (schema: HistorySchema, receipt: HistoryReceipt): StateExitCode => {
  const { switches, fields, undo } = planUndo(schema, receipt);
  const left = [...switches, ...fields, ...(undo?.keeps ?? []), ...(undo?.notFound ?? [])];
  if (left.length > 0) return exitCodes.missing;
  const unread = givenObjects(receipt).some(
    ({ sobject, trackedWithIt }) =>
      objectPresence(schema, sobject) !== 'absent' &&
      (flaggedFields(schema, sobject) === null || (trackedWithIt !== null && isSwitchOn(schema, sobject) === null)),
  );
  return unread ? exitCodes.unknown : exitCodes.done;
};
