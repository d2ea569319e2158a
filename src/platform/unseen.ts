/**
 * What a terminal obeys or nobody sees, as the inside of a character class (flag `u`): controls, ANSI escapes among them;
 * marks of direction and of no width, line separators, tags, and halves of surrogate pairs.
 */
const inner =
  '\\p{Cc}\\p{Cs}\\u00AD\\u061C\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\u{E0000}-\\u{E007F}';

/** Finds each such character. */
export const unseenCharacters = new RegExp(`[${inner}]`, 'gu');

/** A text of several lines without any; line breaks and tabs are none here, they become spaces when shown. */
export const seenText = new RegExp(`^(?:[^${inner}]|[\\t\\n\\r])*$`, 'u');
