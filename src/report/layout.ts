/** Small helpers to lay plain text out in columns. Widths are in columns of a terminal: a Japanese character takes two. */
import stringWidth from 'string-width';

/** What takes one column for each character: nearly all text. Measuring it character by character takes far longer. */
const plain = /^[ -~]*$/;

/** How many columns a text takes. */
export const widthOf = (text: string): number => (plain.test(text) ? text.length : stringWidth(text));

/** The text with blanks behind it, so that it takes at least so many columns. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Puts words, or other texts that stay whole, into lines of at most `width`; a longer one has a line of its own. */
export const wrapWords = (words: readonly string[], width: number): string[] => {
  const lines: string[] = [];
  let [line, used] = ['', 0];
  for (const word of words) {
    const more = widthOf(word);
    if (line !== '' && used + 1 + more > width) {
      lines.push(line);
      [line, used] = [word, more];
    } else {
      [line, used] = line === '' ? [word, more] : [`${line} ${word}`, used + 1 + more];
    }
  }
  return [...lines, line];
};

/** Breaks a text into lines of at most `width`; a longer word stays whole. */
export const wrap = (text: string, width: number): string[] => wrapWords(text.split(' '), width);

/** Wraps behind a first-line prefix; further lines are indented by its width. */
export const hang = (prefix: string, text: string, width: number): string[] => {
  const indent = widthOf(prefix);
  return wrap(text, Math.max(20, width - indent)).map((line, i) => (i === 0 ? prefix : ' '.repeat(indent)) + line);
};

/** The text in one line: what does not fit is cut off at a word, and that is shown. */
export const oneLine = (text: string, width: number): string => {
  const [first = '', ...rest] = wrap(text, Math.max(20, width - 2));
  return rest.length === 0 ? first : `${first} …`;
};

/** Cells of one row, each padded to its column; the last one is left as it is. */
export const columns = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, i) => (i === cells.length - 1 ? cell : padded(cell, widths[i] ?? 0)))
    .join('  ')
    .trimEnd();

/** Width of each column: the widest cell. */
export const widthsOf = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))));
