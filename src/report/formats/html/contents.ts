/** The contents of the page, with the verdict of each group. */
import type { ReportDocument } from '../../document/reportDocument.js';
import type { Words } from '../../words.js';
import { groupAnchor, tableAnchor } from './anchors.js';
import { badge } from './badge.js';
import { lines, markup } from './markup.js';
import type { Markup } from './markup.js';
import { counted } from './pageWords.js';
import { isRun } from './sortedItems.js';

/** More groups than this stand behind one line. */
const mostUnfolded = 8;

/** Links to all sections that this report has. */
export const contents = ({ tables, groups, steps, unread }: ReportDocument, words: Words): Markup => {
  const link = (anchor: string, text: string): Markup => markup`<li><a href="#${anchor}">${text}</a></li>`;
  const items = groups.reduce((sum, group) => (isRun(group) ? sum : sum + group.items.length), 0);
  const ofGroups = groups.map(
    ({ key, title, verdict }) =>
      markup`<li><a href="#${groupAnchor(key)}">${title}</a> ${badge(verdict.word, verdict.tone)}</li>`,
  );
  const links = [
    link('summary', words('summary.heading')),
    ...tables.map(({ key, title }) => link(tableAnchor(key), title)),
    ...(groups.length > mostUnfolded
      ? [
          markup`<li><details><summary>${counted(groups.length, 'contents.groups', words)}</summary><ul>${ofGroups}</ul></details></li>`,
        ]
      : ofGroups),
    ...(steps.length === 0 ? [] : [link('steps', words('steps.heading'))]),
    ...(unread.length === 0 ? [] : [link('unread', words('unread.heading'))]),
    ...(items === 0 ? [] : [link('findings', `${words('findings.heading')} (${items.toLocaleString('en-US')})`)]),
  ];
  return markup`<nav aria-labelledby="contents-heading">
<h2 id="contents-heading">${words('contents.heading')}</h2>
<ul>
${lines(links)}
</ul>
</nav>`;
};
