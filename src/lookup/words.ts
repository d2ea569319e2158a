/** Texts as the words that count when names are looked for. */

/** Words that say what something is, or nothing at all: a page may have them where the label has none. */
const weak: ReadonlySet<string> = new Set([
  ...['a', 'an', 'the', 'of', 'to', 'for', 'on', 'in', 'and', 'or', 'with', 'your'],
  ...['permission', 'permissions', 'perm', 'user', 'system', 'administrative', 'app'],
  ...['object', 'objects', 'sobject', 'field', 'fields', 'record', 'records'],
  ...['license', 'licenses', 'licence', 'seat', 'seats', 'set', 'sets', 'group', 'psl'],
  ...['enabled', 'enable', 'access', 'salesforce'],
  ...['profile', 'checkbox', 'flag'],
]);

/** Letters without their accents, small. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Only letters and digits, small: what is left where spaces and punctuation do not count. */
export const squeezed = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** The words of a text; those of a name in one piece are told by its capitals, as in `ViewAllData`. */
export const wordsIn = (text: string): string[] =>
  plain(
    text
      .replace(/__[a-z]{1,3}$/i, '')
      .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2'),
  )
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether a word tells little: it may be missing. */
export const isWeak = (word: string): boolean => weak.has(word);
