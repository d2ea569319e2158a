/** What may have been meant where oclif refuses the command line: a flag that is misspelt, or a word without its flag. */
import { nearest } from '../kinds/nearest.js';

/** A word of the command line as oclif keeps it: the value of a flag, or one that belongs to none. */
type RawWord = { readonly type: string; readonly flag?: string; readonly input?: string };

/** What the definition of a flag says of its values: words of a fixed list, a number from `min` on, a duration in a `unit`. */
type FlagDefinition = {
  readonly hidden?: boolean;
  readonly options?: readonly string[];
  readonly min?: number;
  readonly unit?: string;
};

/** What oclif keeps of a command line that it refuses; which of these are there depends on what is wrong. */
export type RefusedLine = {
  /** Flags that do not exist, as they were typed. */
  readonly flags?: readonly string[];
  /** Words that belong to no flag. */
  readonly args?: readonly string[];
  parse?: {
    readonly input?: {
      readonly args?: Readonly<Record<string, unknown>>;
      readonly flags?: Readonly<Record<string, FlagDefinition>>;
    };
    readonly output?: { readonly raw?: readonly RawWord[] };
  };
};

/** What was typed, and what may have been meant, best first. */
export type MeantFlags = { readonly typed: string; readonly meant: readonly string[] };

/** Flags whose values hold no blank, though their definitions do not say so. */
const withoutBlanks: ReadonlySet<string> = new Set(['target-org', 'api-version', 'user']);

/** Flags whose values hold no blank where they are no path. */
const namesOne: ReadonlySet<string> = new Set(['integration', 'permission', 'finding']);

/** An id of a definition with its parts, an API name, or the id of a need. */
const plainName = /^[\w-]+([@+:][\w.*-]+)+$|^[a-z0-9]+(-[a-z0-9]+)+$|^[A-Z]\w*[a-z]\w*[A-Z]\w*$/;

/** The name of a file with its ending, or an address of the web: nothing of it is missing. */
const endsAsFile = /^https?:\/\/|\.[a-z][a-z0-9]{1,4}$/;

/** Whether a word behind the value of a flag is no part of it. The list of --set is judged elsewhere, as its values hold points. */
const isWhole = (flag: string, value: string, { options, min, unit }: FlagDefinition): boolean =>
  withoutBlanks.has(flag) ||
  (namesOne.has(flag) && plainName.test(value)) ||
  [options, min, unit].some((said) => said !== undefined) ||
  (flag !== 'set' && endsAsFile.test(value));

/**
 * What blanks have torn apart, as it was meant; without a flag where it is the word that the command itself takes.
 * `words` are those behind the first one.
 */
export type Torn = { readonly flag: string | null; readonly value: string; readonly words: readonly string[] };

/** The words of a refused command line that blanks have torn apart: --label Acme Sync, lookup Manage Users. */
export const tornApart = ({ args = [], parse }: RefusedLine): readonly Torn[] => {
  const raw = parse?.output?.raw ?? [];
  // Of flags that do not exist nothing is known, also not where their value ends.
  if (args.length === 0) return [];
  const torn = raw.flatMap(({ type, flag = '', input = '' }, at) => {
    const rest = raw.slice(at + 1);
    const end = rest.findIndex((word) => word.type !== 'arg');
    const words = (end === -1 ? rest : rest.slice(0, end)).map((word) => word.input ?? '');
    // Of a flag that takes no value, oclif keeps the flag itself as its input.
    const takesNone = input === `--${flag}` || /^-\w$/.test(input);
    return type !== 'flag' || takesNone || words.length === 0 || isWhole(flag, input, parse?.input?.flags?.[flag] ?? {})
      ? []
      : [{ flag, value: [input, ...words].join(' '), words }];
  });
  if (torn.length > 0 || Object.keys(parse?.input?.args ?? {}).length === 0) return torn;
  const words = raw.flatMap(({ type, input = '' }) => (type === 'arg' ? [input] : []));
  return [{ flag: null, value: words.join(' '), words }];
};

/** A username looks like an address; a definition in a variant has no point behind its @. */
const username = /@[^@/\\]+\.[^@/\\]+$/;

/** Ids of definitions are in small letters; a path may begin with a point or a slash. */
const definition = /^[a-z0-9./\\~]/;

/** The flags to which a word may belong that stands alone; none where that cannot be told. */
const flagsOf = (word: string, has: (name: string) => boolean): readonly string[] => {
  if (has('user') && username.test(word) && !/\.ya?ml$/i.test(word)) return ['-u'];
  // What explain is asked about: each kind of name has a flag of its own.
  if (has('finding') && /^(not:)?[a-zA-Z]+:\S/.test(word)) return ['--finding'];
  if (has('permission') && /^[A-Z]\w*$/.test(word)) return ['--permission', '--sobject'];
  if (has('permission') && /^\w+\.\w+$/.test(word) && !/\.ya?ml$/i.test(word)) return ['--field'];
  return has('integration') && definition.test(word) ? ['-i'] : [];
};

/** What may have been meant, for each flag and word of the command line that oclif does not know; none where nothing is near. */
export const meantFlags = ({ flags: unknown = [], args = [], parse }: RefusedLine): readonly MeantFlags[] => {
  const known = Object.entries(parse?.input?.flags ?? {}).flatMap(([name, { hidden }]) => (hidden ? [] : [name]));
  const misspelt = unknown.map((typed) => ({
    typed,
    meant: nearest(/^--([^=]*)/.exec(typed)?.[1] ?? '', known, 1).map((name) => `--${name}`),
  }));
  const alone = args.map((word) => {
    const flags = flagsOf(word, (name) => known.includes(name));
    return { typed: word, meant: flags.map((flag) => `${flag} ${word}`) };
  });
  return [...misspelt, ...alone].filter(({ meant }) => meant.length > 0);
};

/** What else may have been meant beside torn words: an integration or a user behind a whole value, or one single word. */
export const meantBeside = (torn: readonly Torn[], all: readonly MeantFlags[]): readonly MeantFlags[] => {
  const parts = torn.flatMap(({ flag, words }) => (flag === null || words.length > 1 ? words : []));
  return all.filter(({ typed, meant }) => !parts.includes(typed) && meant.every((one) => /^-[iu] /.test(one)));
};
