/** One group in short: its verdict, its causes, its objects and fields. */
import type { DocumentGroup } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { groupAnchor } from './anchors.js';
import { badge } from './badge.js';
import { causeCards } from './causeCards.js';
import { factList } from './facts.js';
import { fieldTable } from './fieldTable.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { objectMatrix } from './objectMatrix.js';

/** The section of a group. */
export const groupSection = (group: DocumentGroup, words: Words): Markup => {
  const anchor = groupAnchor(group.key);
  const { word, text, tone } = group.verdict;
  const warnings =
    group.warnings.length === 0
      ? null
      : markup`<h3>${words('warnings.heading')}</h3>
<ul class="warnings">${lines(group.warnings.map((one) => markup`<li>${one}</li>`))}</ul>
`;
  return markup`<section class="group" id="${anchor}" aria-labelledby="${anchor}~~heading">
<h2 id="${anchor}~~heading">${group.title}</h2>
<p class="verdict">${badge(word, tone)} ${text}</p>
${factList(group.facts)}
${causeCards(group, words)}${warnings}${objectMatrix(group, words)}${fieldTable(group, words)}</section>
`;
};
