import { fileRefusal, refusalOfFileError } from './fileRefusal.js';
import { readPlainFile, UnfitFile } from './readPlainFile.js';

/**
 * The text of a file that a person named: a plain file in UTF-8.
 * @param limit in bytes
 * @throws Refusal
 */
export const readTextFile = async (path: string, limit: number): Promise<string> => {
  const bytes = await readPlainFile(path, limit).catch((error: unknown) => {
    throw error instanceof UnfitFile ? fileRefusal(error.problem, path) : refusalOfFileError(error, path, 'unreadable');
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fileRefusal('notUtf8', path);
  }
};
