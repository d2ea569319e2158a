import { isNamePattern, keyMatcherOf, keyOf } from '../../platform/names.js';
import type { FieldAccess } from '../../platform/objectAccess.js';
import { firstOf, firstPlaces } from '../firstPlaces.js';
import type { FieldNeed } from './fieldKind.js';

/** A forbidden field, or pattern of fields, of one object. */
type Forbidden = {
  readonly place: number;
  readonly access: FieldAccess;
  readonly key: string;
  /** Of a pattern. */
  readonly matches: ((key: string) => boolean) | null;
};

/** What is forbidden of one object, in the order of the list: all of it, its patterns, and the rest by name and access. */
type OfObject = {
  readonly all: Forbidden[];
  readonly patterns: Forbidden[];
  readonly places: Record<FieldAccess, Map<string, number>>;
};

const byObject = (forbidden: readonly FieldNeed[]): ReadonlyMap<string, OfObject> => {
  const objects = new Map<string, OfObject>();
  // One place for each name: the same one a thousand times must not be compared a thousand times.
  const places = firstPlaces(forbidden, ({ sobject, field, access }) => keyOf(`${sobject}.${field} ${access}`));
  for (const place of places.values()) {
    const need = forbidden[place];
    if (need === undefined) continue;
    const key = keyOf(need.field);
    const one = { place, access: need.access, key, matches: isNamePattern(key) ? keyMatcherOf(key) : null };
    const object = keyOf(need.sobject);
    const known: OfObject = objects.get(object) ?? {
      all: [],
      patterns: [],
      places: { read: new Map(), edit: new Map() },
    };
    objects.set(object, known);
    known.all.push(one);
    if (one.matches) known.patterns.push(one);
    known.places[need.access].set(key, place);
  }
  return objects;
};

/** The first of the forbidden that a field, or a pattern of fields, matches or is matched by. */
const brokenAmong = (
  forbidden: readonly Forbidden[],
  key: string,
  pattern: Forbidden['matches'],
  access: FieldAccess,
): Forbidden | undefined => {
  for (const other of forbidden) {
    if (other.access !== 'read' && other.access !== access) continue;
    if (pattern?.(other.key) === true || other.matches?.(key) === true) return other;
  }
  return undefined;
};

/**
 * Which of the forbidden fields one can get at by having the required one: the place of the first in the list, or -1. A
 * pattern on either side stands for what it matches; what must be edited must be read.
 */
export const contradictingFields = (forbidden: readonly FieldNeed[]): ((required: FieldNeed) => number) => {
  const objects = byObject(forbidden);
  return ({ sobject, field, access }) => {
    const known = objects.get(keyOf(sobject));
    if (known === undefined) return -1;
    const key = keyOf(field);
    const pattern = isNamePattern(key) ? keyMatcherOf(key) : null;
    const [read, edit] = [known.places.read.get(key), access === 'read' ? undefined : known.places[access].get(key)];
    const similar = brokenAmong(pattern ? known.all : known.patterns, key, pattern, access);
    // Nearly always there is none, and the question is asked for each of ten thousand fields.
    if (read === undefined && edit === undefined && similar === undefined) return -1;
    return firstOf([read ?? -1, edit ?? -1, similar?.place ?? -1]);
  };
};
