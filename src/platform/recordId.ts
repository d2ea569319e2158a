/** Ids of records: 15 characters that differ by case, and three more that say which of them are capitals (fact V2). */

const suffixLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

const isId = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/** The id with the three characters that are reckoned from its first 15; what is no id of 15 or 18 is given back as it is. */
export const longId = (id: string): string => {
  if (!isId.test(id)) return id;
  const suffix = [0, 5, 10].map((start) => {
    const capitals = [...id.slice(start, start + 5)].map((letter, i) => (/[A-Z]/.test(letter) ? 2 ** i : 0));
    return suffixLetters.charAt(capitals.reduce((sum, one) => sum + one, 0));
  });
  return id.slice(0, 15) + suffix.join('');
};

/** Whether a text is an id of 18 characters whose last three are right, which no other text is by chance. */
export const isLongId = (text: string): boolean => isId.test(text) && longId(text) === text;
