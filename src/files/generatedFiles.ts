/** Files that are made for a project, and never in the place of others. */
import { join } from 'node:path';
import { Refusal } from '../refusal.js';
import { refusalOfFileError } from './fileRefusal.js';
import { readTextFile } from './readTextFile.js';
import { createFile } from './writeAtomically.js';

/** Bytes of a file that is read again. */
const maxBytes = 1_000_000;

/** For everybody who works with the project, as far as the process lets it be. */
const forEverybody = 0o666;

/** A file with where it went. */
export type GeneratedText = { readonly path: string; readonly text: string; readonly written: boolean };

/** The text of a file; null where there is none, undefined where it is something else. */
const textAt = async (path: string): Promise<string | null | undefined> =>
  readTextFile(path, maxBytes).catch((error: unknown) =>
    error instanceof Refusal && error.code === 'file.missing' ? null : undefined,
  );

type Made = ReadonlyArray<{ readonly path: string; readonly text: string }>;

/** Files as they would be written. */
export const generatedTexts = (folder: string, files: Made): GeneratedText[] =>
  files.map(({ path, text }) => ({ path: join(folder, path), text, written: false }));

/**
 * Writes files below a folder. What is there with the same text is left as it is; where one is there with another text, none
 * is written.
 * @throws Refusal `FileExists` of the bundle, with the path
 */
export const writeGeneratedFiles = async (folder: string, files: Made, bundle: string): Promise<GeneratedText[]> => {
  const placed = generatedTexts(folder, files);
  const there = await Promise.all(placed.map(({ path }) => textAt(path)));
  placed.forEach(({ path, text }, at) => {
    if (there[at] !== null && there[at] !== text) throw new Refusal(bundle, 'FileExists', [path]);
  });
  const results: GeneratedText[] = [];
  for (const [at, file] of placed.entries()) {
    if (there[at] === null)
      try {
        await createFile(file.path, file.text, forEverybody);
      } catch (error) {
        const refusal = refusalOfFileError(error, file.path, 'unwritable');
        throw refusal.code === 'file.exists' ? new Refusal(bundle, 'FileExists', [file.path]) : refusal;
      }
    results.push({ ...file, written: there[at] === null });
  }
  return results;
};
