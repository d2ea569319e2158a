/** What is looked at of a flag: whether it takes a list in one value, and how it is called in short. */
export type ListFlag = {
  readonly char?: string | undefined;
  readonly delimiter?: string | undefined;
};

/** A comma of the list itself: one behind a backslash belongs to the value. */
const listComma = /(?<!\\),/;

/**
 * A command line without lists: each value of `--allow A,B` as a token of its own, as in `--allow A B`.
 *
 * `sf` warns of every comma beside a flag that has a delimiter, also where the comma belongs to another flag. The commands
 * therefore hand their flags to it without delimiters, and this does what the delimiter would have done.
 * @param argv the tokens behind the name of the command
 * @param flags the flags of the command by name; those with a delimiter take lists
 */
export const withoutCommaLists = (
  argv: readonly string[],
  flags: Readonly<Record<string, ListFlag>>,
): readonly string[] => {
  const lists = Object.entries(flags).filter(([, { delimiter }]) => delimiter === ',');
  const long = new Set(lists.map(([name]) => `--${name}`));
  const short = new Set(lists.flatMap(([, { char }]) => (char === undefined ? [] : [`-${char}`])));
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  let inList = false;
  const tokens = argv.slice(0, end).flatMap((token) => {
    if (!token.startsWith('-')) return inList ? valuesOf(token) : [token];
    const [name = '', value] = splitAt(token, token.indexOf('='));
    inList = long.has(token) || short.has(token);
    if (value !== undefined && long.has(name)) return valuesOf(value.slice(1)).map((each) => `${name}=${each}`);
    const [letter = '', attached] = splitAt(token, 2);
    if (attached !== undefined && short.has(letter)) return valuesOf(attached).map((each) => `${letter}${each}`);
    return [token];
  });
  return [...tokens, ...argv.slice(end)];
};

/** The same flags, each of which takes one value at a time. */
export const withoutDelimiters = <F extends object>(flags: F): F =>
  Object.fromEntries(
    Object.entries(flags).map(([name, flag]: [string, object]) => [name, { ...flag, delimiter: undefined }]),
  ) as F;

/** A text before and from a place; undefined where there is no such place. */
const splitAt = (text: string, at: number): readonly [string, string?] =>
  at < 0 || at >= text.length ? [text] : [text.slice(0, at), text.slice(at)];

/** The values of a list, without the blanks and the quotes around each. */
const valuesOf = (list: string): string[] =>
  list.split(listComma).map((value) =>
    value
      .trim()
      .replaceAll(String.raw`\,`, ',')
      .replace(/^"(.*)"$/, '$1')
      .replace(/^'(.*)'$/, '$1'),
  );
