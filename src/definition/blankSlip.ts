/** Characters that look like blanks, or cannot be seen, and are none to YAML: browsers and word processors put them into what is copied. */
import type { FoundSlip } from './foundSlip.js';
import { lineAt, linesAbove, nextLine } from './yamlLines.js';
import type { Line } from './yamlLines.js';

const blanks = '\\u0085\\u00A0\\u1680\\u2000-\\u200D\\u2028\\u2029\\u202F\\u205F\\u2060\\u3000\\uFEFF';

/** Such a character at the beginning of a key or value, or behind its dash. */
export const unseenBlank = new RegExp(`^-?[${blanks}]`, 'u');

/** The same at the beginning of a line, behind a dash, or behind the colon of a key. */
const inLine = new RegExp(`^[ \\t]*(?:- +)*(?:-|"?[A-Za-z][\\w-]*"?:)?[${blanks}]`, 'u');

/** The same behind a key in a value: `api:` and such a character. */
const inValue = new RegExp(`^[A-Za-z][\\w-]*:[${blanks}]`, 'u');

const named = (sign: string): string => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** @param offset of the character */
export const noBlank = (text: string, offset: number): FoundSlip => ({
  slip: 'blank',
  tokens: [named(text.charAt(offset))],
  advice: [],
  offset,
});

/** Such a character in the place of a blank, in the line of an error or beside it; undefined where there is none. */
export const blankSlip = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const [above] = linesAbove(text, line);
  const below = nextLine(text, line);
  const lines = [line, above, below].filter((one): one is Line => one !== undefined);
  for (const one of lines) {
    const found = inLine.exec(one.text);
    if (found) return noBlank(text, one.start + found[0].length - 1);
  }
  return undefined;
};

/** What is told of a value that is no key because of such a character, or that begins with one. */
export const blankInValue = (value: string): Pick<FoundSlip, 'slip' | 'tokens' | 'advice'> | undefined => {
  const found = unseenBlank.exec(value) ?? inValue.exec(value);
  return found ? { slip: 'blank', tokens: [named(found[0].slice(-1))], advice: [] } : undefined;
};
