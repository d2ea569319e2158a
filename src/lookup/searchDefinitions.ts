/** Definitions by what people call the product. */
import { nearest } from '../kinds/nearest.js';
import { squeezed } from './words.js';

type Named = {
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  readonly aliases?: readonly string[] | undefined;
};

export type FoundDefinitions<T> = {
  /** Those that fit, best first. */
  readonly found: readonly T[];
  /** Ids and other names that may have been meant; empty where something fits. */
  readonly near: readonly string[];
};

const namesOf = ({ id, label, aliases = [] }: Named): readonly string[] => [id, label, ...aliases];

/** How well a definition fits: 0 is its whole name; null does not fit. */
const rankOf = (definition: Named, text: string): number | null => {
  const wanted = squeezed(text);
  const names = namesOf(definition).map(squeezed);
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.includes(wanted))) return 1;
  const words = text
    .split(/\s+/)
    .map(squeezed)
    .filter((word) => word !== '');
  const everyWordIn = (texts: readonly string[]): boolean =>
    words.every((word) => texts.some((one) => one.includes(word)));
  if (everyWordIn(names)) return 2;
  return everyWordIn([...names, squeezed(definition.description ?? '')]) ? 3 : null;
};

/**
 * The definitions whose id, label, other names or description hold a text, or else all of its words; case, spaces and punctuation
 * do not count. Those that fit equally well stay in their order. A text without a letter or digit fits nothing.
 */
export const searchDefinitions = <T extends Named>(definitions: readonly T[], text: string): FoundDefinitions<T> => {
  if (squeezed(text) === '') return { found: [], near: [] };
  const found = definitions
    .map((definition) => ({ definition, rank: rankOf(definition, text) }))
    .filter((one): one is { definition: T; rank: number } => one.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ definition }) => definition);
  return {
    found,
    near:
      found.length > 0
        ? []
        : nearest(
            text,
            definitions.flatMap(({ id, aliases = [] }) => [id, ...aliases]),
          ),
  };
};
