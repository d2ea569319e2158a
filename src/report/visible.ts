import { unseenCharacters } from '../platform/unseen.js';

/**
 * Makes text from an org harmless for a terminal: control characters (ANSI escapes among them), bidirectional overrides
 * and invisible characters are shown as `\u{…}` instead of being obeyed.
 */
export const visible = (text: string): string =>
  text.replace(unseenCharacters, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);

/** Colors, as our own texts have them, and the ends of lines. */
const own = /(\u001b\[[0-9;]*m|\r?\n)/;

/**
 * The same for a whole text that is about to be printed: what is left in it by whoever forgot to make a name harmless.
 * Lines and colors stay.
 */
export const visibleText = (text: string): string =>
  text
    .split(own)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join('');
