import { ux } from '@oclif/core/ux';
import { escapedJson } from '../report/escapedJson.js';

/**
 * Longest text that gets colors. sf's library looks for them token by token, which takes seconds and half a gigabyte for a
 * few megabytes; nobody reads those in a terminal.
 */
const longestColored = 100_000;

/** The colors of sf's own library, where the theme of the CLI names none. */
const defaultTheme = {
  key: 'blueBright',
  string: 'greenBright',
  number: 'blue',
  boolean: 'redBright',
  null: 'blackBright',
};

/**
 * A value as the text that `--json` prints.
 * @param theme colors of the CLI, by kind of token
 */
export const jsonText = (value: unknown, theme: Readonly<Record<string, string>> = {}): string => {
  const text = escapedJson(JSON.stringify(value, undefined, 2));
  if (text.length > longestColored) return text;
  return ux.colorizeJson(text, { pretty: false, theme: { ...defaultTheme, ...theme } });
};
