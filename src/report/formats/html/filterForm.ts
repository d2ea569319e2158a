/** Search and filters above the findings. Without script they are not there, and every finding is. */
import { itemLevels } from '../../document/reportDocument.js';
import { isOpen, statuses } from '../../../kinds/verdict.js';
import type { DocumentGroup, DocumentItem } from '../../document/reportDocument.js';
import { unique } from '../../groups.js';
import { counted } from './pageWords.js';
import type { Words } from '../../words.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';

type Option = { readonly value: string; readonly label: string; readonly count?: number };

const option = ({ value, label, count }: Option): Markup =>
  markup`<option value="${value}">${label}${count === undefined ? null : ` (${count.toLocaleString('en-US')})`}</option>`;

/** A choice among several; null where there is nothing to choose. */
const choice = (name: string, options: readonly Option[], words: Words): Markup | null =>
  options.length < 2
    ? null
    : markup`<div><label for="filter-${name}">${words(`filter.${name}`)}</label><select id="filter-${name}" name="${name}"><option value="">${words('filter.any')}</option>${options.map(option)}</select></div>`;

const countOf = (items: readonly DocumentItem[], matches: (item: DocumentItem) => boolean): number =>
  items.reduce((sum, item) => (matches(item) ? sum + 1 : sum), 0);

/** Something of the groups that people filter by, by its place among all of them. */
const ofGroups = (groups: readonly DocumentGroup[], of: (group: DocumentGroup) => string | undefined): Option[] =>
  unique(groups.flatMap((group) => of(group) ?? [])).map((text) => ({ value: text, label: text }));

/**
 * The form.
 * @param objects the objects of all findings, with the number that stands for each in the page
 */
export const filterForm = (
  groups: readonly DocumentGroup[],
  items: readonly DocumentItem[],
  objects: ReadonlyMap<string, number>,
  words: Words,
): Markup => {
  const open = countOf(items, isOpen);
  const byObject = new Map<string, number>();
  for (const { sobject } of items) if (sobject !== undefined) byObject.set(sobject, (byObject.get(sobject) ?? 0) + 1);
  const ofStatus = statuses
    .filter((status) => items.some((item) => item.status === status))
    .map((status) => ({
      value: status as string,
      label: words(`status.${status}`),
      count: countOf(items, (item) => item.status === status),
    }));
  const ofLevel = itemLevels
    .filter((level) => items.some((item) => item.level === level))
    .map((level) => ({
      value: level as string,
      label: words(`level.${level}`),
      count: countOf(items, (item) => item.level === level),
    }));
  const ofObject = [...objects]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sobject, at]) => ({ value: String(at), label: sobject, count: byObject.get(sobject) ?? 0 }));
  const all = items.length.toLocaleString('en-US');
  const whole = counted(items.length, 'filter.all', words);
  return markup`<form id="filter" class="scripted" role="search" aria-label="${words('filter.heading')}" data-count="${words('filter.count', ['{shown}', all])}" data-all="${whole}">
<div class="search"><label for="filter-text">${words('filter.text')}</label><input id="filter-text" name="text" type="search" autocomplete="off" spellcheck="false"></div>
${choice('status', [...(open > 0 && open < items.length ? [{ value: 'open', label: words('filter.open'), count: open }] : []), ...ofStatus], words)}${choice('level', ofLevel, words)}${choice('object', ofObject, words)}${choice(
    'user',
    ofGroups(groups, ({ user }) => user),
    words,
  )}${choice(
    'integration',
    ofGroups(groups, ({ integration }) => integration),
    words,
  )}
<div class="buttons"><button type="submit">${words('filter.submit')}</button> <button type="reset">${words('filter.reset')}</button> <button type="button" id="unfold" data-open="${words('filter.unfold')}" data-close="${words('filter.fold')}">${words('filter.unfold')}</button></div>
</form>
<p id="shown" class="scripted" role="status" data-all>${whole}</p>
`;
};
