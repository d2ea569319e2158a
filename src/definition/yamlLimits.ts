/** How large and how deep a text may be: more would take minutes, or exhaust the parser's stack. */
import { parseDocument } from 'yaml';
import type { Document, LineCounter } from 'yaml';

/** A definition nests 6 levels; more is a slip or an attack on the parser. */
export const maxDepth = 20;

/** Openings of lists and maps in a row, more than may be nested: where a text is that exhausts the parser's stack. */
export const tooManyOpenings = new RegExp(`(?:[\\[{?-]\\s{0,9}){${maxDepth + 1}}`);

const partMarks: ReadonlySet<string> = new Set('\n\r,[]{}\\"\'&*!|>');

/** How many parts a text has, and where there is one more than `room`; null where there is not. */
export const countParts = (text: string, room: number): { readonly parts: number; readonly beyond: number | null } => {
  // An item in an item, a key in a key.
  const nested = /[-?:] +(?=[-?:] )/y;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    nested.lastIndex = at;
    if (!partMarks.has(text.charAt(at)) && !nested.test(text)) continue;
    parts += 1;
    if (parts > room) return { parts, beyond: at };
  }
  return { parts, beyond: null };
};

/** The parser's document; null where the nesting exhausts its stack, which it does not always say as an error of its own. */
export const parsed = (text: string, lineCounter: LineCounter): Document | null => {
  try {
    // Its own check for keys that are used twice compares each with all others: minutes for a file of such size.
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      schema: 'core',
      uniqueKeys: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
