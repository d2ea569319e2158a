/** What a plan leaves for people: the findings, and what to do about them. */
import { byItself, byObject, tell } from '../check/findingsText.js';
import { isForbiddenHeld } from '../check/textStyle.js';
import type { TextOptions } from '../check/textStyle.js';
import { isToldByBlockers } from '../check/toldByBlockers.js';
import { groupBy, unique } from '../groups.js';
import { actionKey, actionsOf, hintActions, isHintedAt, isToldTogether } from '../words.js';
import type { PlanReport } from './planReport.js';

/** What stays for people: each finding, and what to do about them in one list. */
export const manualLines = ({ manual }: PlanReport, options: TextOptions): string[] => [
  ...tell(
    manual.filter(({ kind }) => kind !== 'field'),
    byItself,
    options,
    true,
  ),
  ...tell(
    manual.filter(({ kind }) => kind === 'field'),
    byObject,
    options,
    true,
  ),
];

/**
 * What to do about what stays for people. Where the permission set is assigned and has no effect, that comes first, and
 * nothing has to be given another time.
 */
export const manualSteps = ({ manual, plan, vocabulary }: PlanReport): string[] =>
  unique([
    ...hintActions(manual, vocabulary),
    ...groupBy(
      manual.filter((finding) => !isHintedAt(finding, plan.permissionSet.name) && !isToldByBlockers(finding, manual)),
      (finding) => {
        // What comes from the same places is taken out of them at once.
        if (isForbiddenHeld(finding)) return JSON.stringify([actionKey(finding), finding.sources]);
        return isToldTogether(finding) ? actionKey(finding) : finding.id;
      },
    ).flatMap((same) => actionsOf(same, vocabulary)),
  ]);
