/** A table of the report that is no list of findings: who is ready for what, what a grant plans. */
import type { DocumentCell, DocumentTable } from '../../document/reportDocument.js';
import { tableAnchor } from './anchors.js';
import { badge } from './badge.js';
import { belonging } from './belonging.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { scrolling } from './scrolling.js';

/** A mark such as `+` needs no sign beside it, and a long text is no word in a frame. */
const content = ({ text, tone }: DocumentCell): Markup => {
  if (tone === undefined || text === '') return markup`${text}`;
  if (!/\p{L}/u.test(text)) return markup`<b class="mark ${tone}">${text}</b>`;
  return text.length > 24 ? markup`<span class="cell ${tone}">${text}</span>` : badge(text, tone);
};

/** The section of a table. */
export const plainTable = ({ key, title, notes, columns, rows, rowUsers, of }: DocumentTable): Markup => {
  const anchor = tableAnchor(key);
  const row = (cells: readonly DocumentCell[], at: number): Markup => {
    const user = rowUsers?.[at];
    const [first = { text: '' }, ...others] = columns.map((_, column) => cells[column] ?? { text: '' });
    return markup`<tr${belonging(user === undefined ? {} : { user })}><th scope="row">${content(first)}</th>${others.map((cell) => markup`<td>${content(cell)}</td>`)}</tr>`;
  };
  const heads = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const table = markup`<table><caption class="sr">${title}</caption><thead><tr>${heads}</tr></thead><tbody>
${lines(rows.map(row))}
</tbody></table>`;
  return markup`<section id="${anchor}"${belonging(of ?? {})}>
<h2>${title}</h2>
${lines(notes.map((note) => markup`<p>${note}</p>`))}
${columns.length === 0 || rows.length === 0 ? null : scrolling(title, table)}
</section>
`;
};
