/** Names of user permissions and objects that a page writes with a slip of the pen: what is meant is asked, and never taken for sure. */
import { distance } from '../kinds/nearest.js';
import { everydayObjects } from '../platform/fullLicense.js';
import { american } from './sentence/sentenceReader.js';
import type { SentenceReader } from './sentence/sentenceReader.js';

/** A name that may be meant: of a user permission with its label, or of an object. */
export type NearName = {
  readonly kind: 'userPermission' | 'object';
  readonly name: string;
  readonly label: string | null;
};

/** What people call something, in small letters, and what that is. */
type Called = NearName & { readonly called: string };

/** Names of so many words at most: a longer one is no name. */
const mostWords = 8;

/** In shorter words one letter makes another word. */
const shortest = 6;

/** Slips that are allowed. "are enabled" is two letters away from "API Enabled", and is no slip of it. */
const allowedIn = (name: string): number => (name.length >= 16 ? 2 : 1);

/** By what a slip leaves alone: how many words there are, and the first letter of each. */
const keyOfWords = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join('');

const wordsIn = (text: string): string[] => american(text).match(/[A-Za-z][\w-]*/g) ?? [];

const usual: ReadonlySet<string> = new Set(everydayObjects);

/** Whether a page may well mean it: an object of every day, or a custom one. */
const isUsual = (sobject: string): boolean => usual.has(sobject) || /__c$/i.test(sobject);

const byInitials = (all: readonly Called[]): ReadonlyMap<string, readonly Called[]> => {
  const found = new Map<string, Called[]>();
  for (const one of all) {
    const key = keyOfWords(one.called.split(' '));
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
};

/**
 * Looks for such names in texts. A label of several words is looked for in whatever letters, an object where the page writes it with a
 * capital: in small letters it is a word like others.
 */
export const nearNames = ({ vocabulary, byName }: SentenceReader): ((text: string) => NearName[]) => {
  const permissions = vocabulary.permissions.flatMap(({ name, label }): Called[] => {
    const called = wordsIn(label).join(' ').toLowerCase();
    return called.includes(' ') ? [{ kind: 'userPermission', name, label, called }] : [];
  });
  // "Applications" is near `AppDefinition` and a hundred more that no page means; `product2` is near the word that everybody writes.
  const objects = [...byName].flatMap(([called, name]): Called[] =>
    isUsual(name) && !/\d/.test(called) ? [{ kind: 'object', name, label: null, called }] : [],
  );
  const tables = byInitials([...permissions, ...objects]);
  const known = new Set([...permissions.flatMap(({ called }) => [called, `${called}s`]), ...byName.keys()]);
  const nearTo = (said: string, isCapital: boolean): Called | undefined => {
    const allowed = allowedIn(said);
    const near = (tables.get(keyOfWords(said.split(' '))) ?? [])
      .filter(({ kind }) => kind === 'userPermission' || isCapital)
      .map((one) => ({ one, edits: distance(said, one.called, allowed) }))
      .filter(({ edits }) => edits <= allowed)
      .sort((a, b) => a.edits - b.edits);
    return near[0]?.one;
  };
  return (text) => {
    const words = wordsIn(text);
    const found = new Map<string, NearName>();
    const looked = new Set<string>();
    for (let at = 0; at < words.length;) {
      let taken = 0;
      // The longest name first: "View All Data" is no "View All".
      for (let many = Math.min(mostWords, words.length - at); many > 0 && taken === 0; many--) {
        const part = words.slice(at, at + many);
        const said = part.join(' ').toLowerCase();
        if (known.has(said)) taken = many;
        if (taken > 0 || said.length < shortest || looked.has(said)) continue;
        const near = nearTo(said, /^[A-Z]/.test(part[0] ?? ''));
        if (near === undefined) looked.add(said);
        else {
          const { kind, name, label } = near;
          found.set(name, { kind, name, label });
          taken = many;
        }
      }
      at += Math.max(1, taken);
    }
    return [...found.values()];
  };
};
