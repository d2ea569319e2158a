/** Looks for secrets in what a run has said, without anything of what the product takes them out with. */

/** As many characters of a secret in a row are too many. */
const longEnough = 12;

/** All pieces of some secrets, and the pairs of characters that one can begin with. */
export type SecretPieces = { readonly pieces: ReadonlySet<string>; readonly starts: ReadonlySet<string> };

/** The half of a session behind the `!` is the secret one; the other is the id of the org. */
export const piecesOfSecrets = (secrets: Iterable<string>): SecretPieces => {
  const pieces = new Set<string>();
  for (const secret of secrets) {
    const hidden = secret.slice(secret.indexOf('!') + 1);
    for (let at = 0; at + longEnough <= hidden.length; at += 1) pieces.add(hidden.slice(at, at + longEnough));
  }
  return { pieces, starts: new Set([...pieces].map((piece) => piece.slice(0, 3))) };
};

const pieceIn = (text: string, { pieces, starts }: SecretPieces): string | undefined => {
  for (let at = 0; at + longEnough <= text.length; at += 1) {
    if (!starts.has(text.slice(at, at + 3))) continue;
    const piece = text.slice(at, at + longEnough);
    if (pieces.has(piece)) return piece;
  }
  return undefined;
};

const character = (digits: string, radix: number): string => {
  const code = parseInt(digits, radix);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
};

/** One turn of everything that texts are wrapped in: addresses, JSON, XML, and how unseen characters are shown. */
const unwrapped = (text: string): string =>
  text
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => character(hex, 16))
    .replaceAll(/\\+u\{([0-9a-f]+)\}|\\+u([0-9a-f]{4})/gi, (_, braced?: string, four?: string) =>
      character(braced ?? four ?? '', 16),
    )
    .replaceAll(/&#x([0-9a-f]+);|&#(\d+);/gi, (_, hex?: string, decimal?: string) =>
      hex === undefined ? character(decimal ?? '', 10) : character(hex, 16),
    )
    .replaceAll('&amp;', '&')
    .replaceAll(/\\+[nrtbf]/g, ' ');

/** Without what may stand between the characters: colors, blanks, quotes, and what nobody sees. */
const joined = (text: string): string =>
  text.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, '').replaceAll(/[\p{C}\p{Z}\s"'`\\|,;]/gu, '');

/** What stands encoded in base64 in a text, read from each of the four characters with which a group may begin. */
const outOfBase64 = (text: string): string[] =>
  [...text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')),
  );

/** A piece of a secret in a text, however it is wrapped; undefined where there is none. */
export const secretIn = (text: string, secrets: SecretPieces): string | undefined => {
  const forms = [text];
  if (/[%\\&]/.test(text)) {
    let inner = text;
    for (let turn = 0; turn < 3; turn += 1) forms.push((inner = unwrapped(inner)));
  }
  for (const form of forms)
    for (const one of [form, joined(form), ...outOfBase64(form)]) {
      const piece = pieceIn(one, secrets);
      if (piece !== undefined) return piece;
    }
  return undefined;
};
