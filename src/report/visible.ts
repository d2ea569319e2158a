import { unseenCharacters } from '../platform/unseen.js';

/**
 * Makes text from an org harmless for a terminal: control characters (ANSI escapes among them), bidirectional overrides
 * and invisible characters are shown as `\u{…}` instead of being obeyed.
 */
export const visible = (text: string): string =>
  text.replace(unseenCharacters, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
