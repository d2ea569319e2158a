/** How a definition is named on the command line, in the config variable and after `extends`. */

export type DefinitionReference = {
  readonly variant: string | null;
  /** Features that are used beside those that every use has; `*` stands for all. Empty where none is named. */
  readonly features: readonly string[];
} & ({ readonly type: 'id'; readonly id: string } | { readonly type: 'path'; readonly path: string });

/** By which two names of a product are the same: case, and what stands between its words, do not count. */
export const aliasKey = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]+/g, '-');

/** In place of the name of a feature: all that the definition has. */
export const allFeatures = '*';

/** A path ends in .yml or .yaml, or holds a slash. */
const isPath = (text: string): boolean => /\.ya?ml$/i.test(text) || /[\\/]/.test(text);

/** What stands behind the last mark, where that is no part of a path. */
const splitAt = (text: string, mark: '@' | '+'): readonly [string, string] | null => {
  const at = text.lastIndexOf(mark);
  return at < 0 || isPath(text.slice(at + 1)) ? null : [text.slice(0, at), text.slice(at + 1)];
};

/** Features at the end of a text, in the order in which they are written. A second `+` inside a name of a file is none. */
const splitFeatures = (text: string): readonly [string, readonly string[]] => {
  const split = splitAt(text, '+');
  if (split === null || split[1].includes('@')) return [text, []];
  const [before, features] = splitFeatures(split[0]);
  return [before, [...features, split[1]]];
};

/**
 * Reads `id`, `id@variant`, `id+feature`, `id@variant+feature+feature`, or the same with a path in place of the id. An `@` or `+`
 * inside a folder name, or before the ending of a file name, belongs to the path.
 */
export const parseReference = (reference: string): DefinitionReference => {
  const [rest, last] = splitFeatures(reference);
  const named = splitAt(rest, '@');
  const variant = named?.[1] ?? null;
  const [name, first] = splitFeatures(named?.[0] ?? rest);
  const features = [...first, ...last];
  return isPath(name) ? { type: 'path', path: name, variant, features } : { type: 'id', id: name, variant, features };
};

/** The name of a reference where it is not the id of the definition but another name of its product; else null. */
export const otherNameIn = (reference: string, id: string): string | null => {
  const parsed = parseReference(reference);
  return parsed.type === 'id' && parsed.id !== id ? parsed.id : null;
};

/** What of a definition is meant: the parts of a reference behind its name. */
export type ChosenParts = { readonly variant: string | null; readonly features?: readonly string[] | undefined };

/** A definition with its variant and features, as a reference names it. @param name an id or a path */
export const referenceTo = (name: string, { variant, features = [] }: ChosenParts): string =>
  [variant === null ? name : `${name}@${variant}`, ...features].join('+');
