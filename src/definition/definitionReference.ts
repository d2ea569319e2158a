/** How a definition is named on the command line, in the config variable and after `extends`. */

export type DefinitionReference = { readonly variant: string | null } & (
  { readonly type: 'id'; readonly id: string } | { readonly type: 'path'; readonly path: string }
);

/** A path ends in .yml or .yaml, or holds a slash. */
const isPath = (text: string): boolean => /\.ya?ml$/i.test(text) || /[\\/]/.test(text);

/**
 * Reads `id`, `id@variant`, `path` or `path@variant`. An `@` inside a folder name, or before the ending of a file name,
 * belongs to the path.
 */
export const parseReference = (reference: string): DefinitionReference => {
  const at = reference.lastIndexOf('@');
  const tail = reference.slice(at + 1);
  const named = at >= 0 && !isPath(tail);
  const [name, variant] = named ? [reference.slice(0, at), tail] : [reference, null];
  return isPath(name) ? { type: 'path', path: name, variant } : { type: 'id', id: name, variant };
};
