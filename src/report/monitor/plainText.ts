/** A message of the monitor as plain text: for a terminal, and for mails. */
import { hang } from '../layout.js';
import type { MessageItem, MessagePart, MessageText, MessageTone } from './messageText.js';

/** Columns of a line. */
const width = 100;

/** Marks that are seen without colors. */
export const marks: Readonly<Record<MessageTone, string>> = { good: '✓', bad: '✗', unsure: '?', plain: '-' };

/** What has happened to what: `Lost (required): Read on Lead.Email`. */
export const itemHead = ({ word, level, what }: MessageItem): string =>
  `${word}${level === null ? '' : ` (${level})`}: ${what}`;

const itemLines = (item: MessageItem): string[] => [
  ...hang(`  ${marks[item.tone]} `, itemHead(item), width),
  ...item.lines.flatMap((text) => hang('      ', text, width)),
];

const partLines = ({ title, facts, items, more, commandLabel, command }: MessagePart): string[] => [
  '',
  // Never at the beginning of a line: what a name begins with may mean something to whoever reads the output.
  ...hang('* ', title, width),
  ...facts.flatMap((fact) => hang('  ', fact, width)),
  ...(items.length === 0 ? [] : ['']),
  ...items.flatMap(itemLines),
  ...(more === null ? [] : [`    ${more}`]),
  ...(command === null ? [] : ['', `  ${commandLabel}`, `  ${command}`]),
];

/** The message, with a line break at its end. */
export const plainText = ({ subject, parts, more, foot }: MessageText): string =>
  [subject, ...parts.flatMap(partLines), ...(more === null ? [] : ['', more]), '', foot, ''].join('\n');
