/**
 * What must never leave this process, taken out of texts. Used where words of the other side come in (org), before they
 * are shortened, and again where anything leaves: by the base of all commands, and by the writers of files.
 */

/** Stands where a secret stood. */
const instead = '(token)';

/** Fewer characters in a row than this are of no use to anybody. */
const shortest = 12;

/** The session as Salesforce writes it: the id of the org, `!`, and the secret half; also where the `!` is encoded. */
const session =
  /(?<![A-Za-z0-9])00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?(?:!|%(?:25)*21|&#(?:33|x21);|\\+u0021)[\w.~+/=%-]+/g;

/**
 * What else gives away a secret that nobody here knows: its form, or the word before it. A text of an org can be made of nothing but such
 * words: none of these may look through the rest of it from each of them.
 */
const telltale: ReadonlyArray<readonly [RegExp, string]> = [
  [session, instead],
  // Its secret half alone: a broken escape before it may have taken a part of the id along.
  [/(?:!|%(?:25)*21|&#(?:33|x21);|(?<!\\)\\+u0021)A[QR][\w.]{30,}/g, instead],
  // Only at the beginning of a run, and only where a point and more follow it: else each "eyJ" would be tried to the end.
  [/(?<![\w-])(?=[\w-]+\.[\w-]{10})([\w-]*?\b)eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?/g, `$1${instead}`],
  [/\b5Aep861[\w.]{10,}/g, instead],
  // A plain word after it is no token: "Bearer authentication".
  [/\b(Bearer|OAuth)(\s+|%20|\+)(?![a-z]+(?![\w.!-]))[\w.!~+/=%-]{8,}/gi, `$1$2${instead}`],
  [/\b(Basic)(\s+|%20|\+)(?=[A-Za-z+/]{0,300}\d)[A-Za-z0-9+/]{16,}(?:={0,2})/gi, `$1$2${instead}`],
  [
    /\b(sid|session_?id|access_?token|refresh_?token|id_token|client_?secret|authorization|x-sfdc-session)(["'\s]*(?:[:=>]|%3D)["'\s]*)(?=[^\s"'<&]{0,300}\d)[\w.!~+/=%-]{15,}/gi,
    `$1$2${instead}`,
  ],
];
const maybeTelltale = /00D|(?:!|21|33;|21;)A[QR]|eyJ|5Aep|bearer|oauth|basic|sid|session|token|secret|authorization/i;

/** A text in another form, and where each of its characters stands in the one before: `at[i]` to `at[i + 1]`. */
type Form = { readonly text: string; readonly at: readonly number[] };

/** Replaces all matches, and keeps account of where the characters come from. */
const formed = ({ text, at }: Form, pattern: RegExp, by: (match: RegExpExecArray) => string): Form => {
  const parts: string[] = [];
  const places: number[] = [];
  let done = 0;
  const keep = (end: number): void => {
    parts.push(text.slice(done, end));
    for (let i = done; i < end; i += 1) places.push(at[i] ?? 0);
  };
  for (const match of text.matchAll(pattern)) {
    keep(match.index);
    const put = by(match);
    parts.push(put);
    for (let i = 0; i < put.length; i += 1) places.push(at[match.index] ?? 0);
    done = match.index + match[0].length;
  }
  keep(text.length);
  places.push(at[text.length] ?? 0);
  return { text: parts.join(''), at: places };
};

/**
 * Characters as others encode them: in addresses, in JSON and scripts, in XML; encoded twice, too. A run of `\` is looked at once,
 * from its first.
 */
const encoded =
  /%(?:25)*([0-9a-f]{2})|(?<!\\)\\+(?:u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))|x([0-9a-f]{2})|[nrtbf0])|&(?:amp;)*#x([0-9a-f]{1,6});|&(?:amp;)*#(\d{1,7});/gi;

const decoded = ([, percent, braced, unicode, hex, entity, decimal]: RegExpExecArray): string => {
  const digits = percent ?? braced ?? unicode ?? hex ?? entity;
  const code = digits !== undefined ? parseInt(digits, 16) : Number(decimal ?? '32');
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
};

/**
 * What may stand between the characters of a token without being one: colors, blanks, quotes, what nobody sees, and what
 * stands between bytes in hexadecimal.
 */
const between =
  /\u001b\[[0-?]*[ -/]*[@-~]|(?<![0-9a-z])0x(?=[0-9a-f]{2}(?![0-9a-z]))|[\p{C}\u2028\u2029\s"'`\\+|,;:]/giu;

const nothing = (): string => '';
const bare = (text: string): string =>
  text.replace(encoded, (...match) => decoded(match as unknown as RegExpExecArray)).replace(between, '');

/** All pieces of one secret, and how they begin. */
type OfSecret = { readonly all: ReadonlySet<string>; readonly begins: readonly number[] };

/** All pieces of the known secrets, and a coarse sieve of how pieces begin, so that long texts are quickly passed. */
type Pieces = { readonly each: readonly OfSecret[]; readonly begin: Uint8Array };

const beginOf = (text: string, at: number): number =>
  ((text.charCodeAt(at) & 0xff) << 8) | (text.charCodeAt(at + 1) & 0xff);

/**
 * Base64 of a text and of whatever it stands in, in both alphabets: three bytes make four characters, so that a text looks
 * one of three ways by how many bytes are before it. Without the last group, which depends on what comes after.
 */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].flatMap((from) => {
    const bytes = Buffer.from(text).subarray(from);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    return [whole.toString('base64'), whole.toString('base64url')];
  });

const inHex = (text: string): string[] => {
  const digits = Buffer.from(text).toString('hex');
  return [digits, digits.toUpperCase()];
};

const piecesOf = (secret: string): OfSecret => {
  const all = new Set<string>();
  const begins = new Set<number>();
  const add = (text: string): void => {
    for (let at = 0; at + shortest <= text.length; at += 1) {
      all.add(text.slice(at, at + shortest));
      begins.add(beginOf(text, at));
    }
  };
  // The id of the org before the `!` is no secret.
  const hidden = bare(secret.replace(/^00D\w{12,15}!/, ''));
  [hidden, ...inBase64(hidden), ...inHex(hidden)].forEach(add);
  return { all, begins: [...begins] };
};

// One for all connections, one after the other: a new one for each would be most of what a run about many orgs throws away.
const begin = new Uint8Array(0x10000);

const joined = (each: readonly OfSecret[]): Pieces => {
  begin.fill(0);
  for (const { begins } of each) for (const at of begins) begin[at] = 1;
  return { each, begin };
};

/** Where pieces stand in a text that is bare, joined where they overlap. */
const foundIn = (text: string, { each, begin }: Pieces): Array<readonly [start: number, end: number]> => {
  const found: Array<[number, number]> = [];
  for (let at = 0; at + shortest <= text.length; at += 1) {
    if (begin[beginOf(text, at)] !== 1) continue;
    const piece = text.slice(at, at + shortest);
    if (!each.some(({ all }) => all.has(piece))) continue;
    const last = found.at(-1);
    if (last && at <= last[1]) last[1] = at + shortest;
    else found.push([at, at + shortest]);
  }
  return found;
};

/** Takes out every piece of a known secret, whatever it is encoded in or interrupted by. */
const withoutPieces = (text: string, pieces: Pieces): string => {
  if (pieces.each.length === 0 || text.length < shortest || foundIn(bare(text), pieces).length === 0) return text;
  const whole: Form = { text, at: Array.from({ length: text.length + 1 }, (_, i) => i) };
  const form = formed(formed(whole, encoded, decoded), between, nothing);
  const parts: string[] = [];
  let done = 0;
  for (const [start, end] of foundIn(form.text, pieces)) {
    parts.push(text.slice(done, form.at[start]), instead);
    // To the end of its last character, however that is encoded, and not what stands between it and the next one.
    const last = form.at[end - 1] ?? 0;
    const code = new RegExp(encoded.source, 'iy');
    code.lastIndex = last;
    done = code.test(text) ? code.lastIndex : last + 1;
  }
  return parts.join('') + text.slice(done);
};

type Source = () => ReadonlyArray<string | undefined>;

/** Secrets of one connection, or of something else: what it named once counts until it is forgotten. */
type Watched = { readonly source: Source; readonly owner: object | null; readonly known: Map<string, OfSecret> };

// One process carries out one command: its secrets are those of all connections that it has open.
let watched: readonly Watched[] = [];
let pieces = joined([]);

const joinedNow = (): Pieces => joined(watched.flatMap(({ known }) => [...known.values()]));

const piecesNow = (): Pieces => {
  let isNew = false;
  for (const { source, known } of watched)
    for (const secret of source()) {
      if (secret === undefined || known.has(secret)) continue;
      known.set(secret, piecesOf(secret));
      isNew = true;
    }
  if (isNew) pieces = joinedNow();
  return pieces;
};

/**
 * Names secrets of a connection; asked again and again, as a session is renewed during a run.
 * @param owner by which they can be forgotten
 */
export const watchSecrets = (source: Source, owner: object | null = null): void => {
  watched = [...watched, { source, owner, known: new Map() }];
  piecesNow();
};

/** Of a connection that is over, and of which everything that was said is clean: a run about many orgs keeps no more. */
export const forgetSecretsOf = (owner: object): void => {
  watched = watched.filter((one) => one.owner !== owner);
  pieces = joinedNow();
};

/** Begins anew: another command, with connections of its own. */
export const forgetSecrets = (): void => {
  [watched, pieces] = [[], joined([])];
};

const cleaned = (text: string, known: Pieces): string => {
  if (text.length < shortest) return text;
  const plain = maybeTelltale.test(text)
    ? telltale.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text)
    : text;
  return withoutPieces(plain, known);
};

/** A text without secrets: those of the connections, and whatever looks like one. */
export const withoutSecrets = (text: string): string => cleaned(text, piecesNow());

/** The same for a text that people keep, such as a file of their project: nothing but sessions is taken out. */
export const withoutSession = (text: string): string => withoutPieces(text.replace(session, instead), piecesNow());

/** The same for every text in a value; keys stay, and so do objects that are not plain data. */
export const withoutSecretsIn = <T>(value: T): T => {
  // Asked for once: each connection is asked for its own, and a value has thousands of texts.
  const known = piecesNow();
  const clean = (one: unknown): unknown => {
    if (typeof one === 'string') return cleaned(one, known);
    if (Array.isArray(one)) {
      const cleanOnes = one.map(clean);
      return cleanOnes.every((inner, at) => Object.is(inner, one[at])) ? one : cleanOnes;
    }
    if (typeof one !== 'object' || one === null || Object.getPrototypeOf(one) !== Object.prototype) return one;
    // Most are clean, and there may be a hundred thousand: only of what is not, another one is made.
    const changed: Array<[string, unknown]> = [];
    for (const [key, inner] of Object.entries(one)) {
      const cleanOne = clean(inner);
      if (!Object.is(cleanOne, inner)) changed.push([key, cleanOne]);
    }
    return changed.length === 0 ? one : Object.fromEntries([...Object.entries(one), ...changed]);
  };
  return clean(value) as T;
};
