/**
 * Why the org refused a switch or field, from what is read afterwards: the words of a refusal are in the language of whoever
 * runs the command (facts F11, F14, F16, F18).
 */
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { trackedFieldLimit } from '../platform/fieldHistory.js';
import { changeKey } from './historyChange.js';
import type { HistoryChange, HistoryCode, WriteProblem } from './historyChange.js';
import type { HistoryWritten } from './historyWritten.js';
import { flaggedFields, isSwitchOn } from './historyReading.js';

/** Whether the org refused anything without a status code that says why. */
export const hasUnexplained = ({ problems }: Pick<HistoryWritten, 'problems'>): boolean =>
  [...problems.values()].some(({ code }) => code === 'REFUSED_BY_ORG');

const isFull = (schema: HistorySchema, sobject: string): boolean => {
  const flagged = flaggedFields(schema, sobject)?.length ?? 0;
  return flagged > 0 && flagged >= trackedFieldLimit(sobject, flagged);
};

/** @returns undefined where nothing that was read explains it */
const fieldReason = (
  schema: HistorySchema | null,
  sobject: string,
  { byName }: WriteProblem,
  mayCustomize: boolean | null,
): HistoryCode | undefined => {
  if (schema === null || isSwitchOn(schema, sobject) === null) return undefined;
  if (isSwitchOn(schema, sobject) === false) return 'SWITCH_OFF';
  if (isFull(schema, sobject)) return 'NO_SLOT';
  // The switch is on, there is room, and the runner may do it: it is the field.
  return byName === true && mayCustomize === true ? 'NOT_TRACKABLE' : undefined;
};

/**
 * What was written, with the reason in place of REFUSED_BY_ORG where it can be told.
 * @param schema the reading afterwards; null where it could not be had
 * @param mayCustomize whether the runner holds Customize Application (fact F18); null where that is not known
 */
export const withReasons = (
  written: HistoryWritten,
  { action, fields }: HistoryChange,
  schema: HistorySchema | null,
  mayCustomize: boolean | null,
): HistoryWritten => {
  const objectOf = new Map(fields.map(({ sobject, field }) => [changeKey(sobject, field), sobject]));
  const reasonOf = (key: string, problem: WriteProblem): HistoryCode | undefined => {
    if (mayCustomize === false) return 'INSUFFICIENT_ACCESS';
    const sobject = objectOf.get(key);
    return sobject === undefined || action === 'disable'
      ? undefined
      : fieldReason(schema, sobject, problem, mayCustomize);
  };
  return {
    ...written,
    problems: new Map(
      [...written.problems].map(([key, problem]) => [
        key,
        problem.code === 'REFUSED_BY_ORG' ? { ...problem, code: reasonOf(key, problem) ?? problem.code } : problem,
      ]),
    ),
  };
};
