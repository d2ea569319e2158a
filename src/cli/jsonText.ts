import { ux } from '@oclif/core/ux';
import { unseenCharacters } from '../platform/unseen.js';

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

/** The same data with every character escaped that a terminal obeys or nobody sees: JSON itself has that only for some. */
const escaped = (json: string): string =>
  json.replace(unseenCharacters, (found) =>
    found === '\n'
      ? found
      : Array.from({ length: found.length }, (_, at) => found.charCodeAt(at).toString(16).padStart(4, '0'))
          .map((code) => `\\u${code}`)
          .join(''),
  );

/**
 * A value as the text that `--json` prints.
 * @param theme colors of the CLI, by kind of token
 */
export const jsonText = (value: unknown, theme: Readonly<Record<string, string>> = {}): string => {
  const text = escaped(JSON.stringify(value, undefined, 2));
  if (text.length > longestColored) return text;
  return ux.colorizeJson(text, { pretty: false, theme: { ...defaultTheme, ...theme } });
};
