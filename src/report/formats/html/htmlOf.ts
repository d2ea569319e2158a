/** A report as one page of HTML that needs nothing but itself: no request to anywhere, and no script to be read. */
import type { ReportDocument } from '../../document/reportDocument.js';
import { dateTime } from '../../dateTime.js';
import type { Words } from '../../words.js';
import { badge } from './badge.js';
import { contents } from './contents.js';
import { countsTable } from './countsTable.js';
import { factList } from './facts.js';
import { findingList } from './findingList.js';
import { groupSection } from './groupSection.js';
import { lines, markup, ownText, written } from './markup.js';
import type { Markup } from './markup.js';
import { remembered } from './pageWords.js';
import { script, scriptHash } from './pageScript.js';
import { style, styleHash } from './pageStyle.js';
import { plainTable } from './plainTable.js';
import { isRun } from './sortedItems.js';
import { stepList } from './stepList.js';
import { toneBar } from './bar.js';

/** Nothing is loaded from anywhere, and nothing runs but our own script: a browser holds to it even if an escape were missing. */
const policy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

const summary = (document: ReportDocument, words: Words): Markup => {
  const items = document.groups.flatMap((group) => group.items);
  const { word, text, tone } = document.verdict;
  return markup`<section id="summary" class="summary ${tone}" aria-labelledby="summary-heading">
<h2 id="summary-heading" class="sr">${words('summary.heading')}</h2>
<p class="verdict">${badge(word, tone)} ${text}</p>
${toneBar(items)}
${factList([...document.facts, { label: words('facts.at'), text: dateTime(document.at) }])}
${countsTable(
  document.groups.filter((group) => !isRun(group)).flatMap((group) => group.items),
  words,
)}
</section>
`;
};

const unreadSection = (unread: readonly string[], words: Words): Markup | null =>
  unread.length === 0
    ? null
    : markup`<section id="unread" aria-labelledby="unread-heading">
<h2 id="unread-heading">${words('unread.heading')}</h2>
<p>${words('unread.note')}</p>
<ul class="warnings">
${lines(unread.map((one) => markup`<li>${one}</li>`))}
</ul>
</section>
`;

/**
 * The page of a report.
 * @param document the report
 * @param sentences those of messages/htmlReport.md
 * @returns the text of a file that ends in `.html`, in UTF-8
 * @throws what `sentences` throws where a sentence is missing
 */
export const htmlOf = (document: ReportDocument, sentences: Words): string => {
  const words = remembered(sentences);
  const { command, title, org, at, version, exitCode, verdict } = document;
  const made = [version, dateTime(at), String(exitCode)];
  return written(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${[verdict.word, title, ...(org === null ? [] : [hostOf(org.instanceUrl)])].join(' - ')}</title>
<style>${ownText(style)}</style>
</head>
<body>
<a class="skip" href="#main">${words('skip')}</a>
<header>
<p class="command">sf integration ${command}</p>
<h1>${title}</h1>
</header>
<div class="page">
${contents(document, words)}
<main id="main" tabindex="-1">
${summary(document, words)}${lines(document.tables.map(plainTable))}${lines(document.groups.map((group) => groupSection(group, document, words)))}${stepList(document.steps, words)}${unreadSection(document.unread, words)}${findingList(document, words)}</main>
</div>
<footer>
<p>${words('footer.made', made)}</p>
${
  org === null
    ? null
    : markup`<p>${words('footer.org', [hostOf(org.instanceUrl), org.id])}</p>
`
}</footer>
<script>${ownText(script)}</script>
</body>
</html>
`);
};
