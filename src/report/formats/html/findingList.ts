/** All findings of the report: the evidence behind its first pages. */
import type { DocumentGroup, DocumentItem, ReportDocument } from '../../document/reportDocument.js';
import { unique } from '../../groups.js';
import type { Words } from '../../words.js';
import { groupAnchor } from './anchors.js';
import { filterForm } from './filterForm.js';
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

/** The section; null where the report has no findings. */
export const findingList = ({ groups, org }: ReportDocument, words: Words): Markup | null => {
  const items = groups.flatMap((group) => group.items);
  if (items.length === 0) return null;
  const objects = new Map(unique(items.flatMap(({ sobject }) => sobject ?? [])).map((sobject, at) => [sobject, at]));
  const list = (group: DocumentGroup): Markup => {
    const byId = new Map(group.items.map((item) => [item.id, item]));
    const context = { group, byId, words, instanceUrl: org.instanceUrl, objects };
    const heading = groups.length < 2 ? null : markup`<h3><a href="#${groupAnchor(group.key)}">${group.title}</a></h3>`;
    return markup`<section class="list" data-u="${group.user ?? ''}" data-i="${group.integration ?? ''}" aria-label="${group.title}">${heading}
${lines(inBundles(sortedItems(group.items)).map((some) => bundle(some, context)))}
</section>`;
  };
  return markup`<section id="findings" aria-labelledby="findings-heading">
<h2 id="findings-heading">${words('findings.heading')}</h2>
<p class="scripted-not">${words('findings.note')}</p>
${filterForm(groups, items, objects, words)}${lines(groups.filter((group) => group.items.length > 0).map(list))}
</section>
`;
};
