/** All findings of the report: the evidence behind its first pages. */
import type { DocumentGroup, ReportDocument } from '../../document/reportDocument.js';
import { unique } from '../../groups.js';
import type { Words } from '../../words.js';
import { groupAnchor, listAnchor } from './anchors.js';
import { filterForm } from './filterForm.js';
import { findingBundles } from './findingBundles.js';
import { isLongWith } from './findingContext.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { isRun } from './sortedItems.js';

/** The section; null where the report has no findings. The steps of a run stand in its own section. */
export const findingList = (document: ReportDocument, words: Words): Markup | null => {
  const { org } = document;
  const groups = document.groups.filter((group) => group.items.length > 0 && !isRun(group));
  const items = groups.flatMap((group) => group.items);
  if (items.length === 0) return null;
  const objects = new Map(unique(items.flatMap(({ sobject }) => sobject ?? [])).map((sobject, at) => [sobject, at]));
  const context = { words, instanceUrl: org?.instanceUrl ?? '', objects, isLong: isLongWith(items.length) };
  const list = (group: DocumentGroup): Markup => {
    const heading = groups.length < 2 ? null : markup`<h3><a href="#${groupAnchor(group.key)}">${group.title}</a></h3>`;
    return markup`<div class="list" id="${listAnchor(group.key)}" data-u="${group.user ?? ''}" data-i="${group.integration ?? ''}">${heading}
${findingBundles(group, context)}
</div>`;
  };
  return markup`<section id="findings" aria-labelledby="findings-heading">
<h2 id="findings-heading">${words('findings.heading')}</h2>
<p>${words('findings.note')}</p>
${filterForm(groups, items, objects, words)}${lines(groups.map(list))}
</section>
`;
};
