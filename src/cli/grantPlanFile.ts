/** The files of plans: kept for a reviewer, and held against what would be planned now. */
import { isEdited, planHash, readPlan, savePlan } from '../files/planFile.js';
import { otherFlags } from '../grant/planFlags.js';
import { isSamePlan, leftOfPlan, planDifference } from '../grant/planDifference.js';
import type { SavedPlan } from '../grant/savedPlan.js';
import { OrgFailure } from '../org/failure.js';
import { Refusal } from '../refusal.js';
import type { Vocabulary } from '../report/needName.js';
import { otherFlagWords, planDifferenceWords } from '../report/grant/planDifferenceText.js';
import type { Words } from '../report/words.js';

export { planHash, readPlan, savePlan };

const isOfOtherDefinition = (reviewed: SavedPlan, now: SavedPlan): boolean =>
  (['integration', 'variant', 'definitionHash'] as const).some((part) => reviewed[part] !== now[part]);

/**
 * Refuses a plan that would not be planned now as it was reviewed, and says what differs and whether other flags were
 * given than it was made with, or the file, the definition or the org has changed. What of it is in the org by now is no
 * difference: an earlier run of the same plan may have been cut off.
 * @throws OrgFailure, Refusal
 */
export const holdAgainst = (reviewed: SavedPlan, now: SavedPlan, vocabulary: Vocabulary, words: Words): void => {
  if (reviewed.org.id !== now.org.id) throw new OrgFailure('PLAN_OF_ANOTHER_ORG', [reviewed.org.instanceUrl]);
  const difference = planDifference(leftOfPlan(reviewed, now), now);
  const isOther = isOfOtherDefinition(reviewed, now);
  if (isSamePlan(difference) && !isOther) return;
  const others = otherFlags(reviewed, now);
  if (others.length > 0) throw new OrgFailure('PLAN_FLAGS', [otherFlagWords(others, words)]);
  const cause = isEdited(reviewed) ? 'PLAN_EDITED' : isOther ? 'PLAN_DEFINITION_CHANGED' : 'PLAN_CHANGED';
  throw new Refusal('failure', cause, planDifferenceWords(difference, vocabulary, words));
};
