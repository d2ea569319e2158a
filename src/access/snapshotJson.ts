/** A snapshot as plain JSON and back: maps and sets, which JSON does not have, become objects of one key. */

const mapKey = '$map';
const setKey = '$set';

/** Plain JSON of a value that is made of objects, lists, maps, sets and plain values; the order of all of them stays. */
export const toPlainJson = (value: unknown): unknown => {
  if (value instanceof Map) return { [mapKey]: [...value].map(([key, one]) => [key, toPlainJson(one)]) };
  if (value instanceof Set) return { [setKey]: [...value].map(toPlainJson) };
  if (Array.isArray(value)) return value.map(toPlainJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toPlainJson(one)]));
};

/** The value that `toPlainJson` has made the JSON of. */
export const fromPlainJson = (json: unknown): unknown => {
  if (Array.isArray(json)) return json.map(fromPlainJson);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json);
  const [first] = entries;
  if (entries.length === 1 && first && Array.isArray(first[1])) {
    if (first[0] === mapKey) return new Map((first[1] as unknown[][]).map(([key, one]) => [key, fromPlainJson(one)]));
    if (first[0] === setKey) return new Set(first[1].map(fromPlainJson));
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, fromPlainJson(one)]));
};
