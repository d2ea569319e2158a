/** Where a first project file goes, and what of ours lies beside it. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../refusal.js';
import { refusalOfFileError } from './fileRefusal.js';
import { createFile, writeAtomically } from './writeAtomically.js';

/** A project file is for everybody who works with the project, as far as the process lets it be. */
const forEverybody = 0o666;

/** Whether something has this name. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The definitions in a folder, sorted; none where it cannot be read. */
export const definitionFilesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => []))
    // Only what can be an id.
    .filter((name) => /^[a-z0-9]+(?:-[a-z0-9]+)*\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));

/**
 * Writes a project file, whole or not at all.
 * @param replaces whether one that is there may be replaced
 * @throws Refusal
 */
export const writeNewProjectFile = async (path: string, text: string, replaces: boolean): Promise<void> => {
  try {
    if (replaces) await writeAtomically(path, text, 'follow');
    else await createFile(path, text, forEverybody);
  } catch (error) {
    const refusal = refusalOfFileError(error, path, 'unwritable');
    throw refusal.code === 'file.exists' ? new Refusal('integration.generate.config', 'FileExists', [path]) : refusal;
  }
};
