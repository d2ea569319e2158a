/** One card for each cause: what one change would mend, with everything that hangs on it. */
import { levels } from '../../../kinds/requirement.js';
import type { DocumentCause, DocumentGroup, DocumentItem } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { itemAnchor } from './anchors.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { counted } from './pageWords.js';

const needsOf = ({ needs }: DocumentCause): number => levels.reduce((sum, level) => sum + needs[level], 0);

const link = (group: DocumentGroup, item: DocumentItem): Markup =>
  markup`<li><a href="#${itemAnchor(group.key, item.id)}">${item.name}</a></li>`;

const card = (
  cause: DocumentCause,
  group: DocumentGroup,
  byId: ReadonlyMap<string, DocumentItem>,
  words: Words,
): Markup => {
  const items = cause.ids.flatMap((id) => byId.get(id) ?? []);
  const byLevel = levels.filter((level) => cause.needs[level] > 0);
  const counts = byLevel.map(
    (level) => markup`<li class="level ${level}">${counted(cause.needs[level], `needs.${level}`, words)}</li>`,
  );
  const folded =
    items.length === 0
      ? null
      : markup`<details><summary>${words('cause.items')} <span class="sr">${cause.title}</span></summary><ul class="links">${items.map((item) => link(group, item))}</ul></details>`;
  return markup`<li class="cause ${cause.tone}"><h4>${cause.title}</h4>${cause.text === '' ? null : markup`<p>${cause.text}</p>`}${counts.length === 0 ? null : markup`<ul class="chips">${counts}</ul>`}${folded}</li>`;
};

/** How many causes a group has, and how many needs hang on them: `3 causes, 27 needs`. */
export const causeCount = ({ causes }: DocumentGroup, words: Words): string => {
  const needs = causes.reduce((sum, cause) => sum + needsOf(cause), 0);
  return `${counted(causes.length, 'count.causes', words)}, ${counted(needs, 'count.needs', words)}`;
};

/** The cards of a group, most important first; null where nothing is open. */
export const causeCards = (group: DocumentGroup, words: Words): Markup | null => {
  if (group.causes.length === 0) return null;
  const byId = new Map(group.items.map((item) => [item.id, item]));
  return markup`<h3>${causeCount(group, words)}</h3>
<ol class="causes">
${lines(group.causes.map((cause) => card(cause, group, byId, words)))}
</ol>
`;
};
