import type { z } from 'zod';
import { withoutSecretsIn } from '../secrets.js';
import { writtenKindOf } from '../validate/fileKind.js';
import type { WrittenKind } from '../validate/fileKind.js';
import { fileRefusal, refusalOfFileError } from './fileRefusal.js';
import { isTooDeep } from './jsonDepth.js';
import { readTextFile } from './readTextFile.js';
import { createFile, ownersOnly, writeAtomically } from './writeAtomically.js';

/** Largest file that is read; a receipt of a grant with thousands of entries stays far below. */
const maxBytes = 20_000_000;

/** Where in the file a value is not what it should be: `steps[0].state`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'the whole file';

/** Longest text whose first mistake is looked for. */
const longestSearched = 2_000_000;

/** What the parser says of a text that is JSON as far as it goes. */
const endsEarly = /^Unexpected end|^Unterminated|^No number after|^Exponent part|^Bad Unicode escape/;

const isBeginning = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return endsEarly.test(message) || Number(/at position (\d+)/.exec(message)?.[1] ?? -1) >= text.length;
  }
};

/**
 * Line and column of the first character of a text that cannot stand where it is; null where the text is too long to be
 * searched. Node does not tell it of an unexpected character, the mistake that people make most, so it is searched for by
 * halves.
 */
export const whereJsonEnds = (text: string): { readonly line: number; readonly column: number } | null => {
  if (text.length > longestSearched) return null;
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const before = text.slice(0, good).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

const brokenAt = (text: string): string => {
  const end = whereJsonEnds(text);
  return end === null ? '' : `:${end.line}:${end.column}`;
};

/**
 * Reads a JSON file of ours and checks its shape.
 * @param wanted which it should be: a file of another kind is told as that
 * @param limit in bytes
 * @throws Refusal
 */
export const readJsonFile = async <T>(
  path: string,
  schema: z.ZodType<T>,
  wanted: WrittenKind | null = null,
  limit = maxBytes,
): Promise<T> => {
  const text = await readTextFile(path, limit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fileRefusal('notJson', `${path}${brokenAt(text)}`);
  }
  if (isTooDeep(value)) throw fileRefusal('notOurs', path, placeOf([]));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const kind = writtenKindOf(value);
  if (wanted !== null && kind !== null && kind !== wanted) throw fileRefusal('notOurs', path).told(kind);
  throw fileRefusal('notOurs', path, placeOf(parsed.error.issues[0]?.path ?? []));
};

const textOf = (value: unknown): string => `${JSON.stringify(withoutSecretsIn(value), null, 2)}\n`;

/**
 * Makes a JSON file of ours, with the folders above it; a file that is there already is never overwritten.
 * @param limit in bytes: what could not be read again is not written
 * @throws Refusal
 */
export const createJsonFile = async (path: string, value: unknown, limit = maxBytes): Promise<void> => {
  const text = textOf(value);
  if (Buffer.byteLength(text) > limit) throw fileRefusal('tooLarge', path);
  await createFile(path, text).catch((error: unknown) => {
    throw refusalOfFileError(error, path, 'unwritable');
  });
};

/**
 * Puts a new state in the place of a JSON file of ours, whole or not at all; where none was there, it is for its owner alone.
 * @throws Refusal
 */
export const replaceJsonFile = async (path: string, value: unknown): Promise<void> => {
  await writeAtomically(path, textOf(value), 'replace', ownersOnly).catch((error: unknown) => {
    throw refusalOfFileError(error, path, 'unwritable');
  });
};
