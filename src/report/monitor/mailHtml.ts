/** A message of the monitor as the HTML part of a mail: no script, nothing that is loaded from anywhere. */
import { lines, markup, written } from '../formats/html/markup.js';
import type { Markup } from '../formats/html/markup.js';
import { marks } from './plainText.js';
import type { MessageItem, MessagePart, MessageText, MessageTone } from './messageText.js';

/** Programs for mail know little but styles of the single element. */
const colors: Readonly<Record<MessageTone, string>> = {
  good: '#17663a',
  bad: '#a1121f',
  unsure: '#7a4a00',
  plain: '#475062',
};

const itemMarkup = ({
  tone,
  word,
  level,
  what,
  lines: texts,
}: MessageItem): Markup => markup`<li style="margin:0 0 8px">
<strong style="color:${colors[tone]}">${marks[tone]} ${word}</strong>${level === null ? '' : ` (${level})`}: ${what}
${lines(texts.map((text) => markup`<br>${text}`))}
</li>`;

const partMarkup = ({ title, facts, items, more, commandLabel, command }: MessagePart): Markup => markup`
<h2 style="font-size:17px;margin:24px 0 4px">${title}</h2>
<p style="margin:0 0 8px;color:#475062">${lines(facts.map((fact, at) => (at === 0 ? markup`${fact}` : markup`<br>${fact}`)))}</p>
${items.length === 0 ? null : markup`<ul style="padding-left:20px;list-style:none">${lines(items.map(itemMarkup))}</ul>`}
${more === null ? null : markup`<p>${more}</p>`}
${
  command === null
    ? null
    : markup`<p style="margin:8px 0 4px">${commandLabel}</p>
<pre style="margin:0;padding:8px;background:#f5f6f8;white-space:pre-wrap">${command}</pre>`
}`;

/** The message as a page of its own. */
export const mailHtml = ({ subject, parts, more, foot }: MessageText): string =>
  written(markup`<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font:15px/1.5 sans-serif;color:#16191f">
<h1 style="font-size:20px;margin:0">${subject}</h1>
${lines(parts.map(partMarkup))}
${more === null ? null : markup`<p>${more}</p>`}
<p style="margin-top:24px;color:#475062;font-size:13px">${foot}</p>
</body>
</html>
`);
