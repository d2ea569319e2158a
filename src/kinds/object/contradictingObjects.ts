import { isNamePattern, keyMatcherOf, keyOf } from '../../platform/names.js';
import { withWhatItRestsOn } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { firstOf, firstPlaces } from '../firstPlaces.js';
import type { ObjectNeed } from './objectKind.js';

const keyFor = (sobject: string, access: ObjectAccess): string => `${keyOf(sobject)} ${access}`;

/**
 * Which of the forbidden kinds of access one has by having the required one: the place of the first in the list, or -1. A
 * pattern on either side stands for what it matches.
 */
export const contradictingObjects = (forbidden: readonly ObjectNeed[]): ((required: ObjectNeed) => number) => {
  const places = firstPlaces(forbidden, ({ sobject, access }) => keyFor(sobject, access));
  const all = [...places.values()].flatMap((place) => {
    const need = forbidden[place];
    if (need === undefined) return [];
    const key = keyOf(need.sobject);
    return [{ place, access: need.access, key, matches: isNamePattern(key) ? keyMatcherOf(key) : null }];
  });
  const patterns = all.filter(({ matches }) => matches !== null);
  return ({ sobject, access }) => {
    const key = keyOf(sobject);
    const words = withWhatItRestsOn(access);
    const pattern = isNamePattern(key) ? keyMatcherOf(key) : null;
    return firstOf([
      ...words.map((word) => places.get(keyFor(sobject, word)) ?? -1),
      (pattern ? all : patterns).find(
        (other) => words.includes(other.access) && ((pattern?.(other.key) ?? false) || (other.matches?.(key) ?? false)),
      )?.place ?? -1,
    ]);
  };
};
