/** How an entry of a plan looks: its mark, and what stands below it. */
import { below, reasonLines } from '../check/textStyle.js';
import type { TextOptions } from '../check/textStyle.js';
import type { ToldEntry } from './planReport.js';

/** The mark of an entry: new in the permission set, or in there already. */
export const mark = ({ isNewInSet }: ToldEntry): string => (isNewInSet ? '+' : '=');

/** The left edge of what stands below a line that begins with a mark. */
export const indent = '      ';

/** Most names in one sentence. */
const mostNamed = 4;

/** Names in one sentence, as many as are of use. */
export const namesOf = (names: readonly string[], { words }: TextOptions): string =>
  names.length > mostNamed
    ? words('report.more', [names.slice(0, mostNamed).join(', '), String(names.length - mostNamed)])
    : names.join(', ');

/** What comes along says with what; why something is needed is told where everything was asked for. */
export const whyLines = ({ comesWith, because, orgClaim }: ToldEntry, options: TextOptions): string[] =>
  comesWith.length > 0
    ? below(
        '',
        [options.words(`plan.comesWith${orgClaim ? '.orgClaim' : ''}`, [namesOf(comesWith, options)])],
        options,
        indent,
      )
    : whyTold(because, options, indent);

/** Why entries are needed, where everything was asked for. */
export const whyTold = (because: readonly string[], options: TextOptions, left: string): string[] =>
  options.verbose ? reasonLines(because, options, left) : [];
