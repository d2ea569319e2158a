/** The exemptions that people may make, as lines to be pasted from. */
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { exemptingPermission, exemptingSentence, exemptionPlace, exemptionsFor } from './exemptions.js';
import type { PlanReport } from './planReport.js';

/** Formulas to be pasted stand on lines of their own and are never broken. */
export const exemptionLines = ({ plan, vocabulary: { texts } }: PlanReport, { width }: TextOptions): string[] => {
  const exemptions = exemptionsFor(plan.manual, exemptingPermission(plan.permissionSet.name));
  return exemptions.length === 0
    ? []
    : [
        ...hang('  ', exemptingSentence(plan, texts), width),
        ...exemptions.flatMap((exemption) => [
          ...hang('  ', exemptionPlace(exemption, texts), width),
          ...exemption.formula.split(/\r?\n/).map((line) => `      ${visible(line)}`),
        ]),
      ];
};
