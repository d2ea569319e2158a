import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { changeKey } from './historyChange.js';
import type { HistoryChange } from './historyChange.js';
import type { HistoryWritten } from './historyWritten.js';
import { isFieldReached, isSwitchReached } from './historyOutcome.js';

/**
 * What of a change is worth a second attempt in the safe order: where the org reported success that did not stick, or
 * refused because the object switch was off (facts F11, F12). Everything else was refused for a reason that stays.
 * @returns null where nothing is
 */
export const secondAttempt = (
  schema: HistorySchema,
  { action, switches, fields }: HistoryChange,
  { problems }: HistoryWritten,
): HistoryChange | null => {
  const missing = fields.filter(({ sobject, field }) => {
    const problem = problems.get(changeKey(sobject, field));
    const mayHelp = problem === undefined || problem.code === 'SWITCH_OFF';
    return mayHelp && isFieldReached(schema, action, sobject, field) === false;
  });
  const isOpen = (sobject: string): boolean =>
    isSwitchReached(schema, action, sobject) === false && !problems.has(changeKey(sobject));
  // What was refused because a switch is off, needs that switch, whoever has turned it off meanwhile.
  const wanted = action === 'enable' ? [...switches, ...missing.map(({ sobject }) => sobject)] : switches;
  const again = { action, switches: [...new Set(wanted)].filter(isOpen), fields: missing };
  return again.switches.length + again.fields.length === 0 ? null : again;
};

/**
 * What both attempts came to together. What was tried again has the problem of the second attempt, or none any more; the
 * problems of all else stay.
 */
export const afterSecondAttempt = (
  first: HistoryWritten,
  again: HistoryChange,
  second: HistoryWritten,
): HistoryWritten => {
  const tried = new Set([
    ...again.switches.map((sobject) => changeKey(sobject)),
    ...again.fields.map(({ sobject, field }) => changeKey(sobject, field)),
  ]);
  return {
    problems: new Map([...[...first.problems].filter(([key]) => !tried.has(key)), ...second.problems]),
    alreadyDone: new Set([...first.alreadyDone, ...second.alreadyDone]),
    interrupted: second.interrupted,
    receipt: second.receipt,
    unkept: second.unkept,
  };
};
