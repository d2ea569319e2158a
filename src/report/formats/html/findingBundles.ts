/** The findings of one group, in lists that a browser lays out one by one. */
import type { DocumentGroup, DocumentItem } from '../../document/reportDocument.js';
import { finding } from './finding.js';
import type { FindingContext, PageContext } from './findingContext.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { sortedItems } from './sortedItems.js';

/** So many findings are laid out together, when they come into sight. */
const bundleSize = 50;

const inBundles = (items: readonly DocumentItem[]): DocumentItem[][] =>
  Array.from({ length: Math.ceil(items.length / bundleSize) }, (_, at) =>
    items.slice(at * bundleSize, (at + 1) * bundleSize),
  );

const bundle = (items: readonly DocumentItem[], context: FindingContext): Markup =>
  markup`<ul class="findings${items.length === bundleSize ? ' full' : ''}">
${lines(items.map((item) => finding(item, context)))}
</ul>`;

/** All findings of a group. */
export const findingBundles = (group: DocumentGroup, page: PageContext): Markup => {
  const context = { ...page, group, byId: new Map(group.items.map((item) => [item.id, item])) };
  return lines(inBundles(sortedItems(group.items)).map((some) => bundle(some, context)));
};
