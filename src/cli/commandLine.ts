import { visible } from '../report/visible.js';

/** A command line that a shell takes as it stands: values with special characters are quoted; what a terminal obeys is shown. */
export const commandLine = (words: readonly string[]): string =>
  words
    .map(visible)
    .map((word) => (/^[\w@.+/:=-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`))
    .join(' ');
