/** A message of the monitor as Markdown: for the summary of a step, and for comments. */
import { markdownCommand, markdownText } from '../formats/markdownText.js';
import type { MessageItem, MessagePart, MessageText, MessageTone } from './messageText.js';

const marks: Readonly<Record<MessageTone, string>> = { good: '✅', bad: '❌', unsure: '⚠️', plain: '•' };

const itemBlock = ({ tone, word, level, what, lines }: MessageItem): string =>
  [
    `- ${marks[tone]} **${markdownText(word)}**${level === null ? '' : ` (${markdownText(level)})`}: ${markdownText(what)}`,
    ...lines.map((text) => `  - ${markdownText(text)}`),
  ].join('\n');

const partBlocks = ({ title, facts, items, more, commandLabel, command }: MessagePart): string[] => [
  `### ${markdownText(title)}`,
  facts.map(markdownText).join('<br>\n'),
  ...(items.length === 0 ? [] : [items.map(itemBlock).join('\n')]),
  ...(more === null ? [] : [markdownText(more)]),
  ...(command === null ? [] : [markdownText(commandLabel), markdownCommand(command)]),
];

/** The message without its subject, which an issue has as its title. */
export const messageMarkdownBody = ({ parts, more, foot }: MessageText): string =>
  [...parts.flatMap(partBlocks), ...(more === null ? [] : [markdownText(more)]), `_${markdownText(foot)}_`, ''].join(
    '\n\n',
  );

/** The whole message. */
export const messageMarkdown = (text: MessageText): string =>
  `## ${markdownText(text.subject)}\n\n${messageMarkdownBody(text)}`;
