/** Where a generated definition goes, and that nothing is overwritten on the way. */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isDefinitionId } from '../generate/definitionId.js';
import { definitionFolder } from '../project/projectFile.js';
import { Refusal } from '../refusal.js';
import { refusalOfFileError } from './fileRefusal.js';
import { readTextFile } from './readTextFile.js';
import { createFile } from './writeAtomically.js';

const bundle = 'integration.generate.definition';
const ending = '.yml';

/** Bytes of a definition that is read again. */
const maxBytes = 1_000_000;

/** A definition is for everybody who works with the project, as far as the process lets it be. */
const forEverybody = 0o666;

/** What people said of the file; null where they said nothing. */
export type TargetWanted = {
  readonly id: string | null;
  readonly file: string | null;
  readonly folder: string | null;
};

/** The id of the definition, and the path of its file. */
export type DefinitionTarget = { readonly id: string; readonly path: string };

/**
 * The id is the name of the file: whichever of the two was given tells the other.
 * @param suggested the id where nobody gave one
 * @throws Refusal for an id or a name of a file that no definition can have, and for two that differ
 */
export const definitionTarget = ({ id, file, folder }: TargetWanted, suggested: string): DefinitionTarget => {
  const name = file === null ? null : basename(file);
  if (name !== null && !/\.ya?ml$/i.test(name)) throw new Refusal(bundle, 'NotYaml', [file ?? '']);
  const ofFile = name === null ? null : name.replace(/\.ya?ml$/i, '');
  if (id !== null && ofFile !== null && id !== ofFile) throw new Refusal(bundle, 'IdIsNotFile', [id, name ?? '']);
  const chosen = id ?? ofFile ?? suggested;
  if (!isDefinitionId(chosen)) throw new Refusal(bundle, 'BadId', [chosen]);
  return { id: chosen, path: file ?? join(folder ?? definitionFolder, `${chosen}${ending}`) };
};

/** How a definition names another one that lies at a path: seen from its own file. */
export const referenceFrom = (file: string, other: string): string => {
  if (isAbsolute(other)) return other;
  const seen = relative(dirname(resolve(file)), resolve(other))
    .split(sep)
    .join('/');
  // With a slash it is a path, and no id.
  return seen.includes('/') ? seen : `./${seen}`;
};

/** Whether the file is there with just this text; nothing else that has the name is. */
const isThere = async (path: string, text: string): Promise<boolean> => {
  try {
    return (await readTextFile(path, maxBytes)) === text;
  } catch {
    return false;
  }
};

/**
 * Writes a definition into a file that is not there yet, whole or not at all. One that is there with the same text is left
 * as it is.
 * @returns whether it was written
 * @throws Refusal for a file that is there with another text, or cannot be written
 */
export const writeDefinitionFile = async (path: string, text: string): Promise<boolean> => {
  try {
    await createFile(path, text, forEverybody);
    return true;
  } catch (error) {
    if (await isThere(path, text)) return false;
    const refusal = refusalOfFileError(error, path, 'unwritable');
    throw refusal.code === 'file.exists' ? new Refusal(bundle, 'FileExists', [path]) : refusal;
  }
};
