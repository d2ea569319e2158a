/** A message of the monitor with as much of it as a channel takes. */
import { counted } from '../counted.js';
import type { Words } from '../words.js';
import type { MessageText } from './messageText.js';

/** How many items of each part, and how many parts, are left. */
type Cut = { readonly items: number; readonly parts: number };

const cutTo = (text: MessageText, { items, parts }: Cut, said: Words): MessageText => ({
  ...text,
  parts: text.parts.slice(0, parts).map((part) => ({
    ...part,
    items: part.items.slice(0, items),
    more: part.items.length > items ? said('more.items', [String(part.items.length - items)]) : null,
  })),
  more: text.parts.length > parts ? counted('more.looks', text.parts.length - parts, said) : null,
});

const whole: Cut = { items: Number.POSITIVE_INFINITY, parts: Number.POSITIVE_INFINITY };
const cuts: readonly Cut[] = [
  { items: 200, parts: 200 },
  { items: 100, parts: 100 },
  { items: 50, parts: 100 },
  { items: 20, parts: 60 },
  { items: 10, parts: 40 },
  { items: 5, parts: 30 },
  { items: 3, parts: 20 },
  { items: 2, parts: 10 },
  { items: 1, parts: 8 },
  { items: 1, parts: 4 },
  { items: 1, parts: 1 },
  { items: 0, parts: 1 },
  { items: 0, parts: 0 },
];

/**
 * A message in the form of a channel, with as much of it as the channel takes: what was left out is said.
 * @param render makes the form
 * @param fits whether it is small enough
 * @throws Error where not even the subject fits: a defect
 */
export const fitting = <T>(
  text: MessageText,
  said: Words,
  render: (text: MessageText) => T,
  fits: (form: T) => boolean,
): T => {
  const most = Math.max(0, ...text.parts.map(({ items }) => items.length));
  const leavesOut = ({ items, parts }: Cut): boolean => items < most || parts < text.parts.length;
  for (const cut of [whole, ...cuts.filter(leavesOut)]) {
    const form = render(cutTo(text, cut, said));
    if (fits(form)) return form;
  }
  throw new Error('not even the subject of the message fits');
};
