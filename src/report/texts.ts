/** Texts of messages/finding.md: looked up by key, filled with words. */

/**
 * Looks up a text of messages/finding.md by key, unfilled; an empty list where there is none. `withLine`, where it is there: tells
 * the commands that a filled text marks with what this run was given.
 */
export type Texts = ((key: string) => readonly string[]) & { readonly withLine?: (text: string) => string };

/** All texts of a key. @throws Error where there is none: a code without a sentence is a defect, and not for people to read */
export const textsOf = (key: string, texts: Texts): readonly string[] => {
  const found = texts(key);
  if (found.length === 0) throw new Error(`messages/finding.md has no section ${key}`);
  return found;
};

/** The one sentence of a key, unfilled. @throws Error where there is none */
export const sentence = (key: string, texts: Texts): string => textsOf(key, texts)[0] ?? '';

/** The word for a name in a text: `{need}`, and `{1}` for the first argument of a code. Asked only for what a text uses. */
export type Tokens = (name: string) => string;

/** A text with its words in place. */
export const fill = (template: string, tokens: Tokens): string =>
  template
    .replace(/\{(\w+)\}/g, (_, name: string) => tokens(name))
    .replace(/\s+/g, ' ')
    .trim();

/** Words that are there already; a name without a word stays empty. */
export const given =
  (words: Readonly<Record<string, string>>): Tokens =>
  (name) =>
    words[name] ?? '';
