/** Tells errors in the code of this plugin (a TypeError, say) from errors that were written for people to read. */

const kinds: ReadonlySet<string> = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'URIError',
  'AssertionError',
]);

/** Whether the error is one of the program itself, and not one that was made for people to read. */
export const isDefect = ({ name }: Error): boolean => kinds.has(name) || /^ERR_[A-Z_]+$|AssertionError/.test(name);

/**
 * What a report of the defect needs, and nothing more: the kind of the error and the place in this plugin where it arose.
 * Its message could quote anything, an answer of the org among it.
 */
export const placeOfDefect = ({ name, stack = '' }: Error): string => {
  const place = /[\\/](?:src|lib)[\\/]([\w\\/.-]+\.[jt]s:\d+):\d+\)?$/m.exec(
    stack
      .split('\n')
      .filter((line) => !/node_modules|node:/.test(line))
      .join('\n'),
  )?.[1];
  return place === undefined ? name : `${name}, ${place.replaceAll('\\', '/')}`;
};
