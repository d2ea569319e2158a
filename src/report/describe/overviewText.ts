/** What a definition is, in words: its pages, other names, variants and features. For `list` and `describe`. */
import type { Overview } from './describeResult.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';

export type Source = NonNullable<Overview['source']>;

/** A page in one line: title, date, address, and how far it was read. @param words of `list` or `describe` */
export const sourceText = ({ title, url, date, seen }: Source, words: Words): string =>
  visible(
    [
      title,
      ...(date === undefined ? [] : [date]),
      ...(url === undefined ? [] : [url]),
      ...(seen === undefined ? [] : [words(`seen.${seen}`)]),
    ].join(', '),
  );

/** The other names of a product in one line; none where it has none. */
export const aliasLine = ({ aliases = [] }: Overview): string[] =>
  aliases.length === 0 ? [] : [visible(aliases.join(', '))];

/** Every page on which the needs of a definition are published, the first one first. */
export const sourcesOf = ({ source, sources }: Pick<Overview, 'source' | 'sources'>): readonly Source[] =>
  sources ?? (source === null ? [] : [source]);

export type Part = Overview['variants'][number];

/** A variant or feature with its label, and the mark of one that is default. @param mark key of the words around it */
export const partText = ({ name, label, default: isDefault }: Part, words: Words, mark: string): string => {
  const text = label === name ? name : `${name}: ${label}`;
  return visible(isDefault ? words(mark, [text]) : text);
};

/** A variant with its label; the default one is marked. */
export const variantText = (variant: Part, words: Words): string => partText(variant, words, 'variant.default');

/** Lines of "name: value", values aligned. */
export const facts = (entries: ReadonlyArray<readonly [string, readonly string[]]>, width: number): string[] => {
  const shown = entries.filter(([, values]) => values.length > 0);
  const longest = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.flatMap(([name, values]) =>
    values.flatMap((value, index) => hang(`  ${(index === 0 ? name : '').padEnd(longest)}  `, value, width)),
  );
};
