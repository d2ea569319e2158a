/** The apps, Apex classes and custom permissions of a plan, as lines. */
import { setupEntryKinds } from '../../access/setupEntities.js';
import { section } from '../check/textStyle.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { mark, whyLines } from './plannedEntryStyle.js';
import type { PlanReport } from './planReport.js';

/** Each kind under its heading, one line each; nothing where the plan has none. */
export const setupLines = ({ entries }: PlanReport, options: TextOptions): string[] =>
  setupEntryKinds.flatMap((kind) => {
    const lines = entries.flatMap((told) =>
      told.entry.kind === kind
        ? [...hang(`  ${mark(told)} `, visible(told.entry.name), options.width), ...whyLines(told, options)]
        : [],
    );
    return section(options.words(`report.section.${kind}`), lines, options);
  });
