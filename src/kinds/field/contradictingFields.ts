import { fieldKey, isNamePattern, keyMatcherOf, keyOf, matcherOf } from '../../platform/names.js';
import { firstOf, firstPlaces } from '../firstPlaces.js';
import type { FieldNeed } from './fieldKind.js';

/**
 * Which of the forbidden fields one can get at by having the required one: the place of the first in the list, or -1. A
 * pattern on either side stands for what it matches; what must be edited must be read.
 */
export const contradictingFields = (forbidden: readonly FieldNeed[]): ((required: FieldNeed) => number) => {
  const keyOfNeed = ({ sobject, field, access }: FieldNeed): string => `${fieldKey(sobject, field)} ${access}`;
  // One place for each name: the same one a thousand times must not be compared a thousand times.
  const places = firstPlaces(forbidden, keyOfNeed);
  const ofObject = new Map<string, number[]>();
  const patternsOf = new Map<string, number[]>();
  for (const place of places.values()) {
    const need = forbidden[place];
    if (need === undefined) continue;
    for (const group of isNamePattern(need.field) ? [ofObject, patternsOf] : [ofObject]) {
      const key = keyOf(need.sobject);
      group.set(key, group.get(key) ?? []);
      group.get(key)?.push(place);
    }
  }
  const matchers = new Map(
    [...patternsOf.values()].flat().map((place) => [place, keyMatcherOf(forbidden[place]?.field ?? '')]),
  );
  return (required) => {
    const isPattern = isNamePattern(required.field);
    const matches = isPattern ? matcherOf(required.field) : null;
    const fieldName = keyOf(required.field);
    const accesses = required.access === 'read' ? (['read'] as const) : ([required.access, 'read'] as const);
    const isBroken = (place: number): boolean => {
      const other = forbidden[place];
      return (
        other !== undefined &&
        (other.access === required.access || other.access === 'read') &&
        ((matches?.(other.field) ?? false) || (matchers.get(place)?.(fieldName) ?? false))
      );
    };
    const compared = (isPattern ? ofObject : patternsOf).get(keyOf(required.sobject));
    return firstOf([
      ...accesses.map((access) => places.get(keyOfNeed({ ...required, access })) ?? -1),
      compared?.find(isBroken) ?? -1,
    ]);
  };
};
