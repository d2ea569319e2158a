/**
 * A message of the monitor as blocks of Slack. Names from orgs stand in plain text alone, in which Slack looks for no
 * mention, link, emoji or format: `<!channel>` calls nobody.
 */
import { itemHead, marks } from './plainText.js';
import type { MessageItem, MessagePart, MessageText } from './messageText.js';

/** What Slack takes: blocks of a message, characters of the text of a section and of a header. */
const mostBlocks = 50;
const longestSection = 3000;
const longestHeader = 150;

type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };

export type SlackBlock =
  | { readonly type: 'header' | 'section'; readonly text: PlainText }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] }
  | {
      readonly type: 'rich_text';
      readonly elements: ReadonlyArray<{
        readonly type: 'rich_text_preformatted';
        readonly elements: ReadonlyArray<{ readonly type: 'text'; readonly text: string }>;
      }>;
    };

export type SlackMessage = {
  /** For notifications; three characters of it would be markup. */
  readonly text: string;
  readonly mrkdwn: false;
  readonly parse: 'none';
  readonly link_names: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly blocks: readonly SlackBlock[];
};

const shortened = (text: string, most: number): string => {
  const units = text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return units;
};

const plain = (text: string, most = longestSection): PlainText => ({
  type: 'plain_text',
  text: shortened(text, most),
  emoji: false,
});

const section = (text: string): SlackBlock => ({ type: 'section', text: plain(text) });

const itemText = (item: MessageItem): string =>
  shortened([`${marks[item.tone]} ${itemHead(item)}`, ...item.lines.map((line) => `    ${line}`)].join('\n'), 2900);

/** Texts side by side in as few sections as hold them. */
const packed = (texts: readonly string[]): string[] => {
  const sections: string[] = [];
  for (const text of texts) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= longestSection)
      sections[sections.length - 1] = `${last}\n${text}`;
    else sections.push(text);
  }
  return sections;
};

const partBlocks = ({ title, facts, items, more, commandLabel, command }: MessagePart): SlackBlock[] => [
  section([title, ...facts].join('\n')),
  ...packed([
    ...items.map(itemText),
    ...(more === null ? [] : [more]),
    ...(command === null ? [] : [commandLabel]),
  ]).map(section),
  ...(command === null
    ? []
    : [
        {
          type: 'rich_text' as const,
          elements: [{ type: 'rich_text_preformatted' as const, elements: [{ type: 'text' as const, text: command }] }],
        },
      ]),
];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The message, as an incoming webhook takes it. */
export const slackMessage = ({ subject, parts, more, foot }: MessageText): SlackMessage => ({
  text: subject.replace(/[&<>]/g, (one) => entities[one] ?? ''),
  mrkdwn: false,
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
  blocks: [
    { type: 'header', text: plain(subject, longestHeader) },
    ...parts.flatMap(partBlocks),
    ...(more === null ? [] : [section(more)]),
    { type: 'context', elements: [plain(foot)] },
  ],
});

/** Whether Slack takes it. */
export const fitsSlack = ({ blocks }: SlackMessage): boolean => blocks.length <= mostBlocks;
