/** Ids within the page, which are also its permalinks: made of published ids, so that they stay what they are. */

const harmless = /^[A-Za-z0-9_.:-]*$/;

/** A text as a piece of an id: what needs no escaping in an address stays, all else becomes `~hex.`; no two texts alike. */
export const anchorOf = (text: string): string =>
  harmless.test(text)
    ? text
    : text.replace(/[^A-Za-z0-9_.:-]/gu, (one) => `~${(one.codePointAt(0) ?? 0).toString(16)}.`);

/** The id of a group. */
export const groupAnchor = (key: string): string => `group~~${anchorOf(key)}`;

/** The id of the list with all findings of a group. */
export const listAnchor = (key: string): string => `list~~${anchorOf(key)}`;

/** The id of one finding of a group. */
export const itemAnchor = (key: string, id: string): string => `finding~~${anchorOf(key)}~~${anchorOf(id)}`;

/** The id of a table. */
export const tableAnchor = (key: string): string => `table~~${anchorOf(key)}`;
