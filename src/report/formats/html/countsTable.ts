/** How many findings of each level have which status. */
import { itemLevels } from '../../document/reportDocument.js';
import { statuses } from '../../../kinds/verdict.js';
import type { Status } from '../../../kinds/verdict.js';
import { documentStatusTones } from '../../document/documentParts.js';
import type { DocumentItem } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';
import { scrolling } from './scrolling.js';

/** The order in which people want to know: what is open first. */
const order: readonly Status[] = ['unmet', 'impossible', 'unknown', 'degraded', 'waived', 'met', 'notApplicable'];

/** The table of these findings; null where there are none. */
export const countsTable = (items: readonly DocumentItem[], words: Words): Markup | null => {
  if (items.length === 0) return null;
  const columns = order.filter((status) => statuses.includes(status) && items.some((item) => item.status === status));
  const rows = itemLevels.filter((level) => items.some((item) => item.level === level));
  const cell = (own: readonly DocumentItem[], status: Status): Markup => {
    const count = own.filter((item) => item.status === status).length;
    return markup`<td class="number${count === 0 ? '' : ` ${documentStatusTones[status]}`}">${count.toLocaleString('en-US')}</td>`;
  };
  const row = (level: (typeof itemLevels)[number]): Markup => {
    const own = items.filter((item) => item.level === level);
    const all = own.length.toLocaleString('en-US');
    return markup`<tr><th scope="row">${words(`level.${level}`)}</th>${columns.map((status) => cell(own, status))}<td class="number">${all}</td></tr>`;
  };
  const heads = columns.map((status) => markup`<th scope="col" class="number">${words(`status.${status}`)}</th>`);
  const caption = words('counts.caption');
  return scrolling(
    caption,
    markup`<table class="counts"><caption>${caption}</caption><thead><tr><th scope="col">${words('counts.level')}</th>${heads}<th scope="col" class="number">${words('counts.all')}</th></tr></thead><tbody>${rows.map(row)}</tbody></table>`,
  );
};
