/** The place of the first item of each key. */
export const firstPlaces = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (const [place, item] of items.entries()) {
    const key = keyOf(item);
    if (!places.has(key)) places.set(key, place);
  }
  return places;
};

/** The smallest of several places, where -1 stands for none. */
export const firstOf = (places: readonly number[]): number => {
  const found = places.filter((place) => place >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
};
