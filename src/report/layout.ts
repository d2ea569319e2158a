/** Small helpers to lay plain text out in columns. Widths are in characters. */

/** Breaks a text into lines of at most `width`; a longer word stays whole. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
};

/** Wraps behind a first-line prefix; further lines are indented by its length. */
export const hang = (prefix: string, text: string, width: number): string[] =>
  wrap(text, Math.max(20, width - prefix.length)).map(
    (line, i) => (i === 0 ? prefix : ' '.repeat(prefix.length)) + line,
  );

/** Cells of one row, each padded to its column; the last one is left as it is. */
export const columns = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
    .join('  ')
    .trimEnd();

/** Width of each column: the longest cell. */
export const widthsOf = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
