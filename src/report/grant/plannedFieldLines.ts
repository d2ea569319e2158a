/** The access to fields in a plan, as lines. */
import type { TextOptions } from '../check/textStyle.js';
import { groupBy } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { mark, whyLines } from './plannedEntryStyle.js';
import type { PlanReport } from './planReport.js';

/** Fields of one object that are alike, on one line. */
export const fieldLines = ({ entries }: PlanReport, options: TextOptions): string[] => {
  const fields = entries.flatMap((told) => (told.entry.kind === 'field' ? [{ told, ...told.entry }] : []));
  const alike = groupBy(fields, ({ sobject, access, told }) =>
    JSON.stringify([sobject, access, told.isNewInSet, options.verbose ? told.because : [], told.comesWith]),
  );
  return alike.flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const title = `${first.sobject} ${options.words(`report.column.${first.access}`)}`;
    const names = same.map(({ field }) => field).join(', ');
    return [
      ...hang(`  ${mark(first.told)} `, visible(`${title}: ${names}`), options.width),
      ...whyLines(first.told, options),
    ];
  });
};
