import { unseenCharacters } from '../platform/unseen.js';

const longestLabel = 120;

/**
 * A label for a definition, made of a name from the org: in one line, without what nobody sees, not longer than allowed.
 * @param fallback where nothing of the name is left
 */
export const definitionLabelFor = (name: string, fallback: string): string => {
  const seen = name.replace(/\s+/g, ' ').replace(unseenCharacters, '').replace(/ +/g, ' ').trim();
  return [...seen].slice(0, longestLabel).join('').trim() || fallback;
};
