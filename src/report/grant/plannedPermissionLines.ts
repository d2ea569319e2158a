/** The user permissions of a plan, as lines. */
import type { TextOptions } from '../check/textStyle.js';
import { groupBy } from '../groups.js';
import { hang } from '../layout.js';
import { permissionName } from '../needName.js';
import { mark, whyLines } from './plannedEntryStyle.js';
import type { PlanReport } from './planReport.js';

/** User permissions, one line each; what comes along with the same is told together. */
export const permissionLines = ({ entries, vocabulary }: PlanReport, options: TextOptions): string[] => {
  const permissions = entries.flatMap((told) =>
    told.entry.kind === 'userPermission' ? [{ told, name: permissionName(told.entry.name, vocabulary) }] : [],
  );
  return groupBy(permissions, ({ told, name }) =>
    JSON.stringify(told.comesWith.length > 0 ? [told.comesWith, told.isNewInSet, told.orgClaim] : name),
  ).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const names = same.map(({ name }) => name).join(', ');
    return [...hang(`  ${mark(first.told)} `, names, options.width), ...whyLines(first.told, options)];
  });
};
