/** Bytes of a definition file as text, with the mistakes that files can have. */
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { Mistake } from '../definition/definitionMistake.js';
import { readPlainFile, UnfitFile } from './readPlainFile.js';
import type { Place } from '../kinds/ruleReader.js';

/** A definition of ten thousand fields has about half of this. */
const maxFileSize = 1_000_000;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';

const mistakeOf = (error: unknown, path: string): Mistake => {
  if (error instanceof UnfitFile)
    return error.problem === 'tooLarge'
      ? { code: 'FileTooLarge', path, limit: maxFileSize }
      : { code: 'NotAFile', path };
  const reason = codeOf(error);
  switch (reason) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ERR_INVALID_ARG_VALUE': // a NUL in the path
    case 'ENAMETOOLONG':
      return { code: 'FileNotFound', path };
    case 'EISDIR':
      return { code: 'NotAFile', path };
    default:
      return { code: 'FileUnreadable', path, reason };
  }
};

/**
 * Reads a definition file: a plain file of at most 1 MB in UTF-8.
 *
 * @param path where it is
 * @param file how people know it
 * @param place the line that refers to it, or null when it was named on the command line
 * @throws DefinitionMistake when it is missing, unreadable, no plain file, too large or not UTF-8
 */
export const readDefinitionFile = async (path: string, file: string, place: Place | null): Promise<string> => {
  let bytes: Buffer;
  try {
    bytes = await readPlainFile(path, maxFileSize);
  } catch (error) {
    throw new DefinitionMistake(mistakeOf(error, file), place);
  }
  // UTF-16 without a mark at its beginning reads as UTF-8 with a NUL behind every letter
  if (bytes.includes(0)) throw new DefinitionMistake({ code: 'NotUtf8', path: file }, place);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DefinitionMistake({ code: 'NotUtf8', path: file }, place);
  }
};
