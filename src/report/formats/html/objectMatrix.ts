/** Object access as a table: objects by access, each cell a link to its finding. */
import type { DocumentGroup, DocumentItem } from '../../document/reportDocument.js';
import { unique } from '../../groups.js';
import type { Words } from '../../words.js';
import { itemAnchor } from './anchors.js';
import { shownTone } from './badge.js';
import { folding } from './folding.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { accessName, accessOrder } from './pageWords.js';
import { scrolling } from './scrolling.js';

type Entry = { readonly item: DocumentItem; readonly sobject: string; readonly access: string };

const entriesOf = ({ items }: DocumentGroup): Entry[] =>
  items.flatMap((item) =>
    item.sobject !== undefined && item.access !== undefined && item.field === undefined
      ? [{ item, sobject: item.sobject, access: item.access }]
      : [],
  );

/** The table of a group; null where no finding is about access to an object. */
export const objectMatrix = (group: DocumentGroup, isOneOfMany: boolean, words: Words): Markup | null => {
  const entries = entriesOf(group);
  if (entries.length === 0) return null;
  const columns = unique(entries.map(({ access }) => access)).sort((a, b) => accessOrder(a) - accessOrder(b));
  const byObject = new Map<string, Map<string, DocumentItem[]>>();
  for (const { item, sobject, access } of entries) {
    const row = byObject.get(sobject) ?? new Map<string, DocumentItem[]>();
    byObject.set(sobject, row.set(access, [...(row.get(access) ?? []), item]));
  }
  const word = (item: DocumentItem): Markup =>
    markup`<a class="cell ${shownTone(item)}" href="#${itemAnchor(group.key, item.id)}">${item.statusWord}</a>`;
  const cell = (items: readonly DocumentItem[] | undefined): Markup =>
    items
      ? markup`<td>${items.map(word)}</td>`
      : markup`<td class="none"><span aria-hidden="true">–</span><span class="sr">${words('objects.notNeeded')}</span></td>`;
  const rows = [...byObject].map(
    ([sobject, row]) =>
      markup`<tr><th scope="row">${sobject}</th>${columns.map((access) => cell(row.get(access)))}</tr>`,
  );
  const heads = columns.map((access) => markup`<th scope="col">${accessName(access, words)}</th>`);
  const caption = words('objects.caption', [group.title]);
  const table = markup`<table class="matrix"><caption class="sr">${caption}</caption><thead><tr><th scope="col">${words('objects.object')}</th>${heads}</tr></thead><tbody>
${lines(rows)}
</tbody></table>`;
  return folding(words('objects.heading'), rows.length, isOneOfMany, scrolling(caption, table));
};
