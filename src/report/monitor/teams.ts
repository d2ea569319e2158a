/**
 * A message of the monitor as an Adaptive Card, as a workflow of Teams takes it that begins with a webhook. Names from orgs
 * stand in text runs alone, in which Teams looks for no Markdown.
 */
import { utf8Length } from '../formats/limitedText.js';
import { itemHead, marks } from './plainText.js';
import type { MessageItem, MessagePart, MessageText, MessageTone } from './messageText.js';

/** What Teams takes is 28 KB, and the workflow adds some of its own. */
const mostBytes = 27_000;

type TextRun = {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly color?: 'Good' | 'Attention' | 'Warning';
  readonly size?: 'Large' | 'Medium';
  readonly isSubtle?: true;
  readonly fontType?: 'Monospace';
};
type Line = {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: 'None' | 'Small' | 'Large';
  readonly separator?: true;
};

export type TeamsMessage = {
  readonly type: 'message';
  readonly attachments: ReadonlyArray<{
    readonly contentType: 'application/vnd.microsoft.card.adaptive';
    readonly contentUrl: null;
    readonly content: {
      readonly $schema: string;
      readonly type: 'AdaptiveCard';
      readonly version: '1.4';
      /** What is shown where cards are not. */
      readonly fallbackText: string;
      readonly msteams: { readonly width: 'Full' };
      readonly body: readonly Line[];
    };
  }>;
};

/** A card knows one thing in any text: `{{DATE(…)}}`. */
const run = (text: string, style: Omit<TextRun, 'type' | 'text'> = {}): TextRun => ({
  type: 'TextRun',
  text: text.replaceAll('{{', '{ {'),
  ...style,
});

const line = (inlines: readonly TextRun[], style: Omit<Line, 'type' | 'inlines'> = {}): Line => ({
  type: 'RichTextBlock',
  inlines,
  ...style,
});

const colors: Readonly<Record<MessageTone, Pick<TextRun, 'color'>>> = {
  good: { color: 'Good' },
  bad: { color: 'Attention' },
  unsure: { color: 'Warning' },
  plain: {},
};

const itemBody = (item: MessageItem): Line[] => [
  line([run(`${marks[item.tone]} ${itemHead(item)}`, { weight: 'Bolder', ...colors[item.tone] })], {
    spacing: 'Small',
  }),
  ...item.lines.map((text) => line([run(text)], { spacing: 'None' })),
];

const partBody = ({ title, facts, items, more, commandLabel, command }: MessagePart): Line[] => [
  line([run(title, { weight: 'Bolder', size: 'Medium' })], { spacing: 'Large', separator: true }),
  ...facts.map((text) => line([run(text, { isSubtle: true })], { spacing: 'None' })),
  ...items.flatMap(itemBody),
  ...(more === null ? [] : [line([run(more)])]),
  ...(command === null
    ? []
    : [line([run(commandLabel)]), line([run(command, { fontType: 'Monospace' })], { spacing: 'None' })]),
];

/** The message, as a workflow takes it. */
export const teamsMessage = ({ subject, parts, more, foot }: MessageText): TeamsMessage => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        fallbackText: run(subject).text,
        msteams: { width: 'Full' },
        body: [
          line([run(subject, { weight: 'Bolder', size: 'Large' })]),
          ...parts.flatMap(partBody),
          ...(more === null ? [] : [line([run(more)])]),
          line([run(foot, { isSubtle: true })], { separator: true }),
        ],
      },
    },
  ],
});

/** Whether Teams takes it. */
export const fitsTeams = (message: TeamsMessage): boolean => utf8Length(JSON.stringify(message)) <= mostBytes;
