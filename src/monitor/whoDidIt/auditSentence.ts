/**
 * Reads the text of an entry of the audit trail against a sentence with gaps, `Deleted permission set {source}`. What stands in a gap
 * is compared with the names that are looked for: nothing is ever taken out of the text and believed, as whoever names a permission
 * set writes parts of the text.
 */
import { keyOf } from '../../platform/names.js';

/** What may stand in the gaps of a sentence, by the name of the gap. A gap that is not among them may hold anything. */
export type GapNames = Readonly<Record<string, readonly string[] | undefined>>;

/** What the free gaps hold. */
export type Held = Readonly<Record<string, string>>;

/** The platform writes a thousand characters at most; where gaps of a far longer one end would be tried again and again. */
const longestText = 4000;

type Piece = { readonly literal: string } | { readonly gap: string };

const cut = (sentence: string): Piece[] =>
  sentence
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{') ? { gap: piece.slice(1, -1) } : { literal: piece }));

/** Sentences are few and are compared with thousands of texts. */
const known = new Map<string, readonly Piece[]>();
const piecesOf = (sentence: string): readonly Piece[] => {
  const pieces = known.get(sentence) ?? cut(sentence);
  known.set(sentence, pieces);
  return pieces;
};

/** Gaps that hold ids, of 15 or 18 characters, in which upper and lower case are different. */
const idGaps = new Set(['userId', 'userLicense']);

/** Ids of profiles, permission sets, their groups and muting permission sets: they may stand in place of the name (fact N4). */
const isId = (name: string): boolean => /^(?:00e|0PS|0PG|0QM)[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$/.test(name);

/** How much of the text at this place is the name; 0 where it is not there. Ids may stand there in short. */
const lengthAt = (text: string, at: number, gap: string, name: string): number => {
  if (idGaps.has(gap) || isId(name)) {
    for (const id of [name, name.slice(0, 15)]) if (id !== '' && text.startsWith(id, at)) return id.length;
    return 0;
  }
  return name !== '' && keyOf(text.slice(at, at + name.length)) === keyOf(name) ? name.length : 0;
};

const held = (text: string, at: number, pieces: readonly Piece[], names: GapNames): Held | null => {
  const [piece, ...rest] = pieces;
  if (!piece) return at === text.length ? {} : null;
  if ('literal' in piece) {
    const end = at + piece.literal.length;
    return keyOf(text.slice(at, end)) === keyOf(piece.literal) ? held(text, end, rest, names) : null;
  }
  const wanted = names[piece.gap];
  if (wanted !== undefined) {
    for (const name of wanted) {
      const length = lengthAt(text, at, piece.gap, name);
      const found = length === 0 ? null : held(text, at + length, rest, names);
      if (found) return found;
    }
    return null;
  }
  const [next] = rest;
  if (!next) return { [piece.gap]: text.slice(at) };
  // Gaps never stand side by side: the next piece is the literal text behind this one.
  const literal = 'literal' in next ? keyOf(next.literal) : '';
  const all = keyOf(text);
  for (let end = all.indexOf(literal, at); end >= 0; end = all.indexOf(literal, end + 1)) {
    const found = held(text, end, rest, names);
    if (found) return { ...found, [piece.gap]: text.slice(at, end) };
  }
  return null;
};

/**
 * What the free gaps of the sentence hold in the text; null where the text is not this sentence with one of the names in each other
 * gap.
 */
export const heldIn = (text: string, sentence: string, names: GapNames): Held | null => {
  if (text.length > longestText) return null;
  // `toLowerCase` makes some characters longer, which would shift all places.
  if (keyOf(text).length !== text.length) return null;
  return held(text.trim(), 0, piecesOf(sentence), names);
};

/** The gaps of a sentence that are not free. */
export const gapsOf = (sentence: string): string[] =>
  piecesOf(sentence).flatMap((piece) =>
    'gap' in piece && !['any', 'was', 'is'].includes(piece.gap) ? [piece.gap] : [],
  );

const isPartOfName = (character: string | undefined): boolean => /^[\p{L}\p{N}_]$/u.test(character ?? '');

/** The places where a name stands by itself in the text, with nothing before or behind it that belongs to a name. */
const placesOf = (text: string, gap: string, name: string): Array<readonly [number, number]> => {
  const short = idGaps.has(gap) || isId(name) ? name.slice(0, 15) : name;
  const [all, own] = idGaps.has(gap) ? [text, short] : [keyOf(text), keyOf(short)];
  const places: Array<readonly [number, number]> = [];
  if (own === '') return places;
  for (let at = all.indexOf(own); at >= 0; at = all.indexOf(own, at + 1)) {
    const isWhole =
      !isPartOfName([...all.slice(Math.max(0, at - 2), at)].at(-1)) &&
      (isId(name) || !isPartOfName([...all.slice(at + own.length, at + own.length + 2)][0]));
    // Whatever the language: behind the permission set that is changed stands a colon, or nothing.
    const isSource =
      gap !== 'source' || /^(?:\s*[:"'»」』]|\s*$|\s*\(|\s+with expiration)/.test(all.slice(at + own.length));
    if (isWhole && isSource) places.push([at, at + own.length]);
  }
  return places;
};

/** Whether each gap has a name in the text, none of them over another. For texts in other languages than English. */
export const namesAllIn = (text: string, gaps: readonly string[], names: GapNames): boolean => {
  if (text.length > longestText) return false;
  const fits = (at: number, taken: ReadonlyArray<readonly [number, number]>): boolean => {
    const gap = gaps[at];
    if (gap === undefined) return true;
    for (const name of names[gap] ?? [])
      for (const place of placesOf(text, gap, name).slice(0, 5))
        if (taken.every(([from, to]) => place[1] <= from || place[0] >= to) && fits(at + 1, [...taken, place]))
          return true;
    return false;
  };
  return fits(0, []);
};
