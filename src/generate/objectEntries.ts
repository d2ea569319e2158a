/** A sentence that says of several objects, one after the other, what is asked of each: "Account: Read, Contact: Read, Edit". */
import { keyOf } from '../platform/names.js';
import { accessIn, onlyAccess } from './pageAccess.js';

/** An object by its name, with a colon, a dash or a bracket behind it. */
const heads = /([A-Z]\w*(?: [A-Z]\w*){0,2})\s*(?::|\s[–—-]\s|\()/g;

/** What may stand between two entries, at the end of the first. */
const divided = /\s*(?:[,;&]|\b(?:and|as well as)\b)+(?:\s+and)?\s*$/i;

/** "Account (Read, Edit)" says the same as "Account: Read, Edit". */
const withColon = (entry: string): string =>
  entry.replace(/^([^:(]+?)\s*\(([^()]*)\)\s*[.;]?$/, (all: string, object: string, inner: string) =>
    onlyAccess(inner) && accessIn(inner).length > 0 ? `${object}: ${inner}` : all,
  );

/**
 * The entries of such a sentence, each with its object; undefined where it speaks of one object alone, or of none. None where it
 * speaks of several and nobody can tell where one ends: people have to read it.
 */
export const objectEntries = (text: string, byName: ReadonlyMap<string, string>): string[] | undefined => {
  const starts = [...text.matchAll(heads)].filter(([, name = '']) => byName.has(keyOf(name))).map(({ index }) => index);
  if (starts.length === 0 || (starts.length === 1 && withColon(text) === text)) return undefined;
  if (starts[0] !== 0) return starts.length === 1 ? undefined : [];
  const parts = starts.map((start, at) => text.slice(start, starts[at + 1]));
  const last = parts.length - 1;
  if (parts.some((part, at) => at < last && !divided.test(part))) return [];
  return parts.map((part, at) => withColon(at < last ? part.replace(divided, '') : part));
};
