/**
 * Text from elsewhere inside Markdown, so that it stays text: no markup, no HTML, no link or image, no mention of people and
 * no reference to issues, wherever it is shown (GitHub, GitLab and others make links of plain text by rules of their own, which
 * all of them leave off inside code). So a word with anything in it that could mean something is shown as code.
 */

/** Characters that mean nothing to Markdown inside a word. */
const plain = /^(?:[\p{L}\p{N}\p{M}.,:;?'"()+=/-]|[^\x00-\x7F])*$/u;

/** What would become a link all the same: addresses, hashes of commits, `GH-1`; and names of smileys. */
const linked = /:\/\/|www\.|mailto:|xmpp:|^gh-\d|(?:^|[^\p{L}\p{N}])[0-9a-f]{7,40}(?:$|[^\p{L}\p{N}])|:[a-z0-9+-]+:/iu;

const isPlain = (word: string): boolean => plain.test(word) || /^\d+(?:[.,]\d+)?%$/.test(word);

/** The word with every character that is not a letter or digit as a number: nothing but text is left of it. */
const numbered = (word: string): string =>
  Array.from(word, (one) => (/[\p{L}\p{N}]/u.test(one) ? one : `&#${one.codePointAt(0) ?? 32};`)).join('');

const code = (word: string): string => {
  // The bar ends a cell of a table even inside code.
  if (word.includes('|')) return `<code>${numbered(word)}</code>`;
  const longest = Math.max(0, ...Array.from(word.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = word.startsWith('`') || word.endsWith('`') ? ' ' : '';
  return `${fence}${space}${word}${space}${fence}`;
};

/** Marks that stand alone between words. */
const lone: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

const wordOf = (word: string): string => {
  const mark = lone.get(word);
  if (mark !== undefined) return mark;
  const [, lead = '', core = '', trail = ''] = /^([("']*)(.*?)([)"',.;:!?]*)$/su.exec(word) ?? [];
  // Code already.
  const [, quoted] = /^`([\p{L}\p{N}_.:{}=@*,/ -]+)`$/u.exec(core) ?? [];
  if (quoted !== undefined) return lead + code(quoted) + trail;
  return core === '' || (isPlain(core) && !linked.test(word)) ? lead + core + trail : lead + code(core) + trail;
};

/** A word, or several between backticks, as the sentences of this plugin have what is to be written: `ifPresent: true`. */
const words = /(?<!\S)["'(]*`[\p{L}\p{N}_.:{}=@*,/-][\p{L}\p{N}_.:{}=@*,/ -]*`[)"',.;:!?]*(?!\S)|\S+/gu;

/** How a line would begin a list. */
const listMark = /^(?:[-+=]|\d+(?=[.)]))/;

/** A text in one line of Markdown, in a cell of a table too. */
export const markdownText = (text: string): string => {
  const line = Array.from(text.replace(/\s+/gu, ' ').matchAll(words), ([word]) => wordOf(word)).join(' ');
  return line.replace(listMark, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
};

/** What ends a line: in code nothing else may be changed, as it is copied. */
// U+000B and not \v: the opposite of that, which mutation testing tries, is no expression at all.
const lineEnds = /[\n\r\u000b\f\u0085\u2028\u2029]+/gu;

/** A text as code within a line. */
export const markdownCode = (text: string): string => code(text.replace(lineEnds, ' ').trim());

/** A command to be copied, as a block of code: longer fences than any in it. */
export const markdownCommand = (command: string): string => {
  const longest = Math.max(2, ...Array.from(command.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${command.replace(lineEnds, ' ')}\n${fence}`;
};
