import { unseenCharacters } from './unseen.js';

/** What nobody sees, and `%` itself. */
const unsafe = new RegExp(`%|${unseenCharacters.source}`, 'gu');

/** Percent-encodes what would break an id over lines or hide in a terminal; everything else stays readable. */
export const encodeIdValue = (value: string): string =>
  value.replace(unsafe, (character) =>
    // a lone surrogate has no UTF-8 form: it is written as the replacement character
    encodeURIComponent(/^\p{Cs}$/u.test(character) ? '\uFFFD' : character),
  );

/** The value again, as it was before; as it stands where nothing in it is encoded. */
export const decodeIdValue = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};
