/** One finding: its word, its name and its sentence in a line that unfolds to all that is known about it. */
import { isOpen } from '../../../kinds/verdict.js';
import type { DocumentItem } from '../../document/reportDocument.js';
import { itemAnchor } from './anchors.js';
import { badge, shownTone } from './badge.js';
import type { FindingContext } from './findingContext.js';
import { findingLines } from './findingLines.js';
import { findingTerms } from './findingTerms.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** One finding as an entry of a list. */
export const finding = (item: DocumentItem, context: FindingContext): Markup => {
  const { words, group, objects, isLong } = context;
  const anchor = itemAnchor(group.key, item.id);
  const object = item.sobject === undefined ? undefined : objects.get(item.sobject);
  return markup`<li id="${anchor}" data-s="${item.status}" data-l="${item.level}"${object === undefined ? null : markup` data-o="${object}"`}><details><summary>${badge(item.statusWord, shownTone(item))} <span class="name">${item.name}</span>${item.level === 'required' ? null : markup` <span class="level">${words(`level.${item.level}`)}</span>`}${isOpen(item) ? markup` <span class="message">${item.message}</span>` : null}</summary>${(isLong ? findingLines : findingTerms)(item, context)}</details></li>`;
};
