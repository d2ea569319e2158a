/** Control characters, line and paragraph separators, direction marks, halves of surrogate pairs, and `%` itself. */
const unsafe = /[%\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Percent-encodes what would break an id over lines or hide in a terminal; everything else stays readable. */
export const encodeIdValue = (value: string): string =>
  value.replace(unsafe, (character) =>
    // a lone surrogate has no UTF-8 form: it is written as the replacement character
    encodeURIComponent(/^\p{Cs}$/u.test(character) ? '\uFFFD' : character),
  );
