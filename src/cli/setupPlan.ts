/** The reviewed plan of a setup, held against what would be planned now. */
import { Refusal } from '../refusal.js';
import type { Vocabulary } from '../report/needName.js';
import type { Words } from '../report/words.js';
import { historyDifference, turnedOn } from '../setup/savedSetup.js';
import type { TrackedState } from '../setup/savedSetup.js';
import type { SavedPlan } from '../grant/savedPlan.js';
import type { SavedSetup } from '../setup/savedSetup.js';
import { isEditedSetup, readSetup, saveSetup, setupHash } from '../files/setupPlanFile.js';
import { holdAgainst } from './grantPlanFile.js';

export { isEditedSetup, readSetup, saveSetup, setupHash };

/**
 * Refuses a grant that would not be planned now as it was reviewed, and says what differs.
 * @param at its place among the grants of the setup
 * @throws OrgFailure, Refusal
 */
export const holdGrantAgainst = (
  reviewed: SavedSetup,
  now: SavedPlan,
  at: number,
  vocabulary: Vocabulary,
  words: Words,
): void => {
  const before = reviewed.grants[at];
  if (before) holdAgainst(before, now, vocabulary, words);
};

/**
 * The same for field history.
 * @param states of the objects now: what is turned on already need not be planned any more
 * @throws Refusal
 */
export const holdHistoryAgainst = (
  reviewed: SavedSetup,
  now: SavedSetup['history'],
  states: readonly TrackedState[],
): void => {
  const { added, missing } = historyDifference(reviewed.history, now, turnedOn(states));
  const said = (names: readonly string[]): string => (names.length === 0 ? '-' : names.join(', '));
  if (added.length + missing.length > 0) throw new Refusal('failure', 'setup.history', [said(added), said(missing)]);
};
