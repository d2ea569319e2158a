import type { Judged } from './automationDetail.js';
import { restsOnText } from './factText.js';
import type { Judgement } from './formula/judgement.js';

/** The verdict on something whose conditions are never met, for this user or by these writes; null where they may be. */
export const neverStarts = (judged: Judgement): Judged | null => {
  if (judged.answer !== 'never') return null;
  return judged.restsOn.length > 0
    ? { verdict: 'exempt', reason: 'NEVER_FOR_USER', args: [restsOnText(judged.restsOn)] }
    : { verdict: 'unaffected', reason: 'NEVER_BY_THESE_WRITES', args: [] };
};
