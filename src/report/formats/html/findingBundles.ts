/** The findings of one group, in lists that a browser lays out one by one. */
import type { DocumentGroup, DocumentItem } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { finding } from './finding.js';
import type { FindingContext } from './finding.js';
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

/**
 * All findings of a group.
 * @param instanceUrl the address of the org, to which alone they may link
 * @param objects the objects that the page filters by, with the number that stands for each
 */
export const findingBundles = (
  group: DocumentGroup,
  instanceUrl: string,
  objects: ReadonlyMap<string, number>,
  words: Words,
): Markup => {
  const byId = new Map(group.items.map((item) => [item.id, item]));
  const context = { group, byId, words, instanceUrl, objects };
  return lines(inBundles(sortedItems(group.items)).map((some) => bundle(some, context)));
};
