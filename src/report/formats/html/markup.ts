/** HTML that is written by this code: every text put into it is escaped, so that nothing from an org becomes markup. */
import { visible } from '../../visible.js';

const safe = Symbol('markup');

/** A piece of HTML. Only `markup` makes one, so a text is never taken for HTML. */
export type Markup = { readonly [safe]: string };

/** What may stand in a template: texts are escaped, pieces of HTML stay, and nothing is written for null. */
type Piece = string | number | Markup | readonly Markup[] | null;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Printable ASCII without what has a meaning in HTML: most texts, which so are looked at only once. */
const harmless = /^[ !#-%(-;=?-~]*$/;

/** A text for HTML, also within an attribute in quotes; what nobody sees, such as a change of direction, is spelt out. */
export const escaped = (text: string): string =>
  harmless.test(text) ? text : visible(text).replace(/[&<>"']/g, (one) => entities[one] ?? '');

const textOf = (piece: Piece): string => {
  if (piece === null) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  if (safe in piece) return piece[safe];
  let all = '';
  for (const one of piece) all += one[safe];
  return all;
};

/**
 * A template of HTML, used as a tag. Attributes in it have to be in double quotes.
 * @returns the HTML, with every text in it escaped
 */
export const markup = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => {
  let all = strings[0] ?? '';
  for (let at = 0; at < pieces.length; at += 1) all += textOf(pieces[at] ?? null) + (strings[at + 1] ?? '');
  return { [safe]: all };
};

/** Our own style or script, as it stands. Never for a text that is not ours. */
export const ownText = (text: string): Markup => ({ [safe]: text });

/** A list of pieces, each on a line of its own. */
export const lines = (pieces: readonly Markup[]): Markup => ({ [safe]: pieces.map((one) => one[safe]).join('\n') });

/** The text of a page, to be written to a file. */
export const written = (page: Markup): string => page[safe];
