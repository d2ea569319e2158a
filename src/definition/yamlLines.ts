/** Lines of a YAML text: where they begin, what stands around them, and how a value of them is typed in quotes. */

/** A line of a text, by an offset within it. */
export type Line = {
  readonly text: string;
  readonly start: number;
  /** How many spaces it begins with. */
  readonly indent: number;
};

/** What is behind that on a line is not looked at. */
export const longestLine = 2000;

/** The line in which a place of the text is. */
export const lineAt = (text: string, offset: number): Line => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  const line = text.slice(start, Math.min(end < 0 ? text.length : end, start + longestLine)).replace(/\r$/, '');
  return { text: line, start, indent: /^ */.exec(line)?.[0].length ?? 0 };
};

/** The number of a line, counted from 1, as a sentence has it. */
export const numberOf = (text: string, { start }: Line): string => String(text.slice(0, start).split('\n').length);

/** Whether a line holds nothing but a remark. */
export const isEmpty = ({ text }: Line): boolean => /^\s*(?:#|$)/.test(text);

/** The line below that holds something; undefined at the end. */
export const nextLine = (text: string, line: Line): Line | undefined => {
  let at = line;
  for (;;) {
    const end = text.indexOf('\n', at.start);
    if (end < 0) return undefined;
    at = lineAt(text, end + 1);
    if (!isEmpty(at)) return at;
  }
};

/** Lines above that hold something, the nearest first; no more than anybody looks at. */
export const linesAbove = (text: string, line: Line): Line[] => {
  const lines: Line[] = [];
  let at = line;
  while (at.start > 0 && lines.length < 50) {
    at = lineAt(text, at.start - 1);
    if (!isEmpty(at)) lines.push(at);
  }
  return lines;
};

/** A text as YAML takes it for that text, in quotes of the sort that need no signs within. */
export const inQuotes = (text: string): string => {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
};

/** The value of a line without the remark behind it. */
export const withoutRemark = (value: string): string => value.replace(/\s#.*$/, '').trim();

/** The key or dash in front of a value, as it has to stand there again. */
export const before = (line: Line, offset: number): string =>
  /(?:[\w-]+:|-)\s*$/.exec(line.text.slice(0, offset - line.start))?.[0].trim() ?? '';

/** What to type in the place of a value that goes to the end of its line: the key, and the value in quotes. */
export const quotedLine = (line: Line, offset: number): string => {
  const value = withoutRemark(line.text.slice(offset - line.start));
  return `${before(line, offset)} ${inQuotes(bare(value))}`.trim();
};

/** What begins and ends with quotes of its own is meant without them. */
const bare = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2');

/** A value within brackets: it ends with the comma or the bracket, and may hold brackets itself. @param typed from its beginning */
export const wordsOfItem = (typed: string): string =>
  typed.replace(/([^,[\]{}]*(?:(?:\{\{[^{}]*\}\}|[[{][^[\]{}]*[\]}])[^,[\]{}]*)*).*/, '$1').trim();

/** What to type in the place of a value within brackets. */
export const quotedItem = (line: Line, offset: number): string =>
  inQuotes(bare(wordsOfItem(line.text.slice(offset - line.start))));

/** A dash without the blank that belongs behind it. */
export const opening = /^\s*-(?=[^\s-])/;
/** A line that begins an item of a list. */
export const item = /^ *- /;

/** The columns in which what stands on a line begins: of `- api: rest` the dash and the key. */
export const columnsOf = ({ text, indent }: Line): { readonly items: number[]; readonly keys: number[] } => {
  const items: number[] = [];
  let at = indent;
  for (let dash = /^-\s+/.exec(text.slice(at)); dash; dash = /^-\s+/.exec(text.slice(at))) {
    items.push(at);
    at += dash[0].length;
  }
  return { items, keys: [at] };
};
