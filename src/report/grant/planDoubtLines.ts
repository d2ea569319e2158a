/** What a plan cannot promise, as licenses do not tell it. */
import { setupAccessId } from '../../access/setupAccess.js';
import type { TextOptions } from '../check/textStyle.js';
import { entryLines } from '../entryLines.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { PlanReport } from './planReport.js';

/** What nobody can say of the licenses before it is tried, and what that means for the writing. */
export const doubtLines = ({ plan, vocabulary }: PlanReport, { words, width }: TextOptions): string[] =>
  plan.doubts.length === 0
    ? []
    : [
        ...plan.doubts.flatMap(({ username, userLicense, entries, setup = [], ofSet }) => {
          const names = [...entryLines(entries, vocabulary.schema, words), ...setup.map(setupAccessId)].join('; ');
          const { name } = plan.permissionSet;
          const text = ofSet
            ? words(`plan.doubt.set${ofSet.license === null ? '.unknown' : ''}`, [
                ...[username, name],
                ...(ofSet.license === null ? [] : [ofSet.license]),
                names,
              ])
            : userLicense === ''
              ? words('plan.doubt.unknown', [username, names])
              : words('plan.doubt', [username, userLicense, names]);
          return hang('  ? ', visible(text), width);
        }),
        ...hang('  ', words('plan.doubts.advice'), width),
      ];
