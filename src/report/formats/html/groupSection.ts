/** One group in short: its verdict, its causes, its objects and fields. */
import type { DocumentGroup, ReportDocument } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { groupAnchor, listAnchor } from './anchors.js';
import { badge } from './badge.js';
import { belonging } from './belonging.js';
import { causeCards } from './causeCards.js';
import { factList } from './facts.js';
import { fieldTable } from './fieldTable.js';
import { findingBundles } from './findingBundles.js';
import { isLongWith } from './findingContext.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { objectMatrix } from './objectMatrix.js';
import { counted } from './pageWords.js';
import { isRun } from './sortedItems.js';

/** With more groups than this the tables of each are folded. */
const mostUnfolded = 4;

const isToldBySummary = ({ verdict }: DocumentGroup, document: ReportDocument): boolean =>
  document.groups.length === 1 && verdict.text === document.verdict.text && verdict.word === document.verdict.word;

/**
 * The section of a group.
 * @param document the report that it belongs to, whose summary tells the verdict of a single group already
 */
export const groupSection = (group: DocumentGroup, document: ReportDocument, words: Words): Markup => {
  const isOneOfMany = document.groups.length > mostUnfolded;
  const anchor = groupAnchor(group.key);
  const { word, text, tone } = group.verdict;
  const warnings =
    group.warnings.length === 0
      ? null
      : markup`<h3>${words('warnings.heading')}</h3>
<ul class="warnings">${lines(group.warnings.map((one) => markup`<li>${one}</li>`))}</ul>
`;
  const detail = isRun(group)
    ? findingBundles(group, {
        words,
        instanceUrl: document.org?.instanceUrl ?? '',
        objects: new Map(),
        isLong: isLongWith(group.items.length),
      })
    : group.items.length === 0
      ? null
      : markup`<p><a href="#${listAnchor(group.key)}">${counted(group.items.length, 'group.findings', words)}</a></p>`;
  return markup`<section class="group" id="${anchor}"${belonging(group)}>
<h2>${group.title}</h2>
${isToldBySummary(group, document) ? null : markup`<p class="verdict">${badge(word, tone)} ${text}</p>`}
${factList(group.facts)}
${causeCards(group, words)}${warnings}${objectMatrix(group, isOneOfMany, words)}${fieldTable(group, isOneOfMany, words)}${detail}
</section>
`;
};
