/** The reviewed plan of a setup, held against what would be planned now. */
import { Refusal } from '../refusal.js';
import type { Vocabulary } from '../report/needName.js';
import type { Words } from '../report/words.js';
import { historyDifference } from '../setup/savedSetup.js';
import type { SavedSetup } from '../setup/savedSetup.js';
import { readSetup, saveSetup, setupHash } from '../files/setupPlanFile.js';
import { holdAgainst } from './grantPlanFile.js';

export { readSetup, saveSetup, setupHash };

/**
 * Refuses a setup that would not be planned now as it was reviewed, and says what differs.
 * @param vocabularies the words of each grant that is planned now
 * @throws OrgFailure, Refusal
 */
export const holdSetupAgainst = (
  reviewed: SavedSetup,
  now: SavedSetup,
  vocabularies: readonly Vocabulary[],
  words: Words,
): void => {
  now.grants.forEach((plan, at) => {
    const before = reviewed.grants[at];
    const vocabulary = vocabularies[at];
    if (before && vocabulary) holdAgainst(before, plan, vocabulary, words);
  });
  const { added, missing } = historyDifference(reviewed.history, now.history);
  const said = (names: readonly string[]): string => (names.length === 0 ? '-' : names.join(', '));
  if (added.length + missing.length > 0) throw new Refusal('failure', 'setup.history', [said(added), said(missing)]);
};
