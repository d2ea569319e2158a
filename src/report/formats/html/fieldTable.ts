/** Access to fields as a table: a row for each object, access and status, with the fields that have it. */
import { isOpen } from '../../../kinds/verdict.js';
import type { DocumentGroup, DocumentItem } from '../../document/reportDocument.js';
import { groupBy } from '../../groups.js';
import type { Words } from '../../words.js';
import { itemAnchor } from './anchors.js';
import { badge, shownTone } from './badge.js';
import { folding } from './folding.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { accessName, accessOrder } from './pageWords.js';
import { scrolling } from './scrolling.js';
import { placeOf } from './sortedItems.js';

type Row = readonly [DocumentItem, ...DocumentItem[]];

const rowsOf = ({ items }: DocumentGroup): Row[] => {
  const fields = items.filter(({ sobject, field, access }) => sobject !== undefined && field !== undefined && access);
  return groupBy(fields, ({ sobject, access, statusWord, tone }) =>
    JSON.stringify([sobject, access, statusWord, tone]),
  ).flatMap(([first, ...more]): Row[] => (first ? [[first, ...more]] : []));
};

/** The table of a group, objects in the order of the findings and what is open before what is met; null without fields. */
export const fieldTable = (group: DocumentGroup, isOneOfMany: boolean, words: Words): Markup | null => {
  const rows = rowsOf(group);
  if (rows.length === 0) return null;
  const objects = new Map<string, number>();
  for (const [{ sobject = '' }] of rows) if (!objects.has(sobject)) objects.set(sobject, objects.size);
  const place = ([{ sobject = '' }]: Row): number => objects.get(sobject) ?? 0;
  const sorted = [...rows].sort(
    (a, b) =>
      place(a) - place(b) ||
      placeOf(a[0]) - placeOf(b[0]) ||
      accessOrder(a[0].access ?? '') - accessOrder(b[0].access ?? ''),
  );
  const linked = ({ id, field = '' }: DocumentItem): Markup =>
    markup`<a href="#${itemAnchor(group.key, id)}">${field}</a>`;
  const names = (items: Row): Markup =>
    isOpen(items[0])
      ? markup`${items.map((item, at) => (at === 0 ? linked(item) : markup`, ${linked(item)}`))}`
      : markup`${items.map(({ field = '' }) => field).join(', ')}`;
  const row = (items: Row): Markup => {
    const [{ sobject = '', access = '', statusWord }] = items;
    return markup`<tr><th scope="row">${sobject}</th><td>${accessName(access, words)}</td><td>${badge(statusWord, shownTone(items[0]))}</td><td>${names(items)}</td></tr>`;
  };
  const heads = ['object', 'access', 'status', 'fields'].map(
    (column) => markup`<th scope="col">${words(`fields.${column}`)}</th>`,
  );
  const caption = words('fields.caption', [group.title]);
  const table = markup`<table class="fields"><caption class="sr">${caption}</caption><thead><tr>${heads}</tr></thead><tbody>
${lines(sorted.map(row))}
</tbody></table>`;
  return folding(words('fields.heading'), rows.length, isOneOfMany, scrolling(caption, table));
};
