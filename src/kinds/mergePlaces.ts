import type { Place } from './ruleReader.js';

/** What one or several rules ask for, and where these stand. */
type Placed = { readonly places?: readonly Place[] };

/** The places of two that become one, each once, those of the first in front; no key where neither has any. */
export const mergePlaces = (first: Placed, second: Placed): Placed => {
  const distinct = new Map<string, Place>();
  for (const place of [...(first.places ?? []), ...(second.places ?? [])]) {
    const key = `${place.line ?? 0}:${place.column ?? 0}:${place.file}`;
    if (!distinct.has(key)) distinct.set(key, place);
  }
  return distinct.size === 0 ? {} : { places: [...distinct.values()] };
};
