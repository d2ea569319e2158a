/** The name under which the file of a built-in definition is told: a path would look like one of a file of the reader's repository. */

const prefix = 'built-in:/';

/** How the file of a built-in definition is named in places. No path looks so. */
export const builtInFile = (id: string): string => `${prefix}${id}.yml`;

/** Where such a file lies in this package; null for a file of people's own. */
export const builtInPath = (file: string): string | null =>
  file.startsWith(prefix) ? `integrations/${file.slice(prefix.length)}` : null;
