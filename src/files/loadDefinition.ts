/** Loads definitions: those of the project, the built-in ones beside this package, and people's own files; also by other names of a product. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MistakeCode } from '../definition/definitionMistake.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { aliasKey, parseReference } from '../definition/definitionReference.js';
import type { DefinitionReference } from '../definition/definitionReference.js';
import { chooseFeatures, chooseVariant } from '../definition/expandDefinition.js';
import type { Definition } from '../definition/extendDefinition.js';
import { nearest } from '../kinds/nearest.js';
import { definitionFolder } from '../project/projectFile.js';
import { builtInIds, contextOf, findDefinition, runnerId } from './findDefinition.js';
import type { Found, LoadContext, LoadOptions } from './findDefinition.js';
import { definitionOf } from './inheritedDefinition.js';
import { isFile } from './projectFolder.js';

/** A definition with everything it inherits, and how it was named. */
export type LoadedDefinition = Definition & {
  /** The variant named in the reference (`id@variant`); null when it named none. Already known to exist. */
  readonly requestedVariant: string | null;
  /** The features named in the reference (`id+feature`); empty where it named none. Already known to exist. */
  readonly requestedFeatures: readonly string[];
  /** The file of the project that has this id, as people in the working directory know it; null where it is built in, or was named by its path. */
  readonly ownFile: string | null;
};

/** Whether the name of a definition, which is not there under this name, is rather a list of several. */
const isList = (error: unknown, reference: string): boolean =>
  error instanceof DefinitionMistake &&
  error.place === null &&
  (error.code === 'UnknownDefinition' || error.code === 'FileNotFound') &&
  reference.includes(',');

/**
 * Loads one definition.
 *
 * @param reference `id`, another name of the product that is of one definition alone, or a path (ends in .yml/.yaml or holds a slash), also with `@variant` and `+feature`
 * @throws DefinitionMistake for an unknown id, variant or feature, for several names with commas between, and for every mistake in
 * the file and those that it extends
 */
export const loadDefinition = async (reference: string, options: LoadOptions = {}): Promise<LoadedDefinition> => {
  try {
    return await loadOne(reference, options);
  } catch (error) {
    if (!isList(error, reference)) throw error;
    throw new DefinitionMistake({ code: 'SeveralDefinitions', name: reference }, null);
  }
};

/** The definitions that are known by an id and can be read, each with the other names of its product. */
const knownByAliases = async (options: LoadOptions): Promise<ReadonlyArray<Pick<Definition, 'id' | 'aliases'>>> => {
  const { own, folder } = await contextOf({ pluginVersion: '', ...options });
  const ids = [...new Set([...own.map(({ id }) => id), ...(await builtInIds(folder))])];
  // One that is broken is said where it is meant, and not where another one is looked for.
  const loaded = await Promise.all(ids.map((id) => loadDefinition(id, options).catch(() => null)));
  return loaded.filter((one) => one !== null);
};

/**
 * A name that is no id, as another name of a product.
 * @returns the id of the one definition that has it
 * @throws DefinitionMistake AmbiguousAlias where several have it; the mistake given, with near aliases too, where none has
 */
const idOfAlias = async (name: string, unknown: DefinitionMistake, options: LoadOptions): Promise<string> => {
  const all = await knownByAliases(options);
  const ids = all
    .filter(({ aliases }) => aliases.some((alias) => aliasKey(alias) === aliasKey(name)))
    .map(({ id }) => id);
  const [only, second] = ids;
  if (second !== undefined) throw new DefinitionMistake({ code: 'AmbiguousAlias', name, known: ids }, null);
  if (only !== undefined) return only;
  const { mistake } = unknown;
  if (mistake.code !== 'UnknownDefinition' || mistake.nearest.length > 0) throw unknown;
  const near = nearest(
    name,
    all.flatMap(({ aliases }) => aliases),
  );
  throw new DefinitionMistake({ ...mistake, nearest: near }, null);
};

/** The file of this id in a folder of definitions of the working directory, which is no project; null where none is. */
const outsideProject = async (id: string, cwd: string): Promise<string | null> => {
  for (const name of [`${id}.yml`, `${id}.yaml`]) {
    if (await isFile(join(cwd, definitionFolder, name))) return `${definitionFolder}/${name}`;
  }
  return null;
};

/** The file whose definition has this other name of a product, in such a folder; null where none has. */
const outsideProjectByAlias = async (name: string, options: LoadOptions, cwd: string): Promise<string | null> => {
  const names = await readdir(join(cwd, definitionFolder)).catch(() => []);
  for (const file of names.filter((one) => /\.ya?ml$/i.test(one)).sort()) {
    const path = `${definitionFolder}/${file}`;
    // One that is broken is said where it is meant, and not where another one is looked for.
    const found = await loadDefinition(`./${path}`, options).catch(() => null);
    if (found?.aliases.some((alias) => aliasKey(alias) === aliasKey(name)) === true) return path;
  }
  return null;
};

/** Where a reference leads, by its id or path, or else by another name of the product. @throws DefinitionMistake */
const findMeant = async (parsed: DefinitionReference, context: LoadContext, options: LoadOptions): Promise<Found> => {
  if (parsed.type === 'path') return findDefinition(parsed.path, 'path', context.cwd, context, null);
  try {
    return await findDefinition(parsed.id, 'id', context.cwd, context, null);
  } catch (error) {
    if (!(error instanceof DefinitionMistake) || error.code !== 'UnknownDefinition') throw error;
    const path = await outsideProject(parsed.id, context.cwd);
    if (path !== null) throw new DefinitionMistake({ code: 'DefinitionOutsideProject', name: parsed.id, path }, null);
    const id = await idOfAlias(parsed.id, error, options).catch(async (unknown: unknown) => {
      if (!(unknown instanceof DefinitionMistake) || unknown.code !== 'UnknownDefinition') throw unknown;
      const near = await outsideProjectByAlias(parsed.id, options, context.cwd);
      if (near === null) throw unknown;
      throw new DefinitionMistake({ code: 'DefinitionOutsideProject', name: parsed.id, path: near }, null);
    });
    return findDefinition(id, 'id', context.cwd, context, null);
  }
};

const loadOne = async (reference: string, options: LoadOptions): Promise<LoadedDefinition> => {
  const context = await contextOf(options);
  const parsed = parseReference(reference);
  const found = await findMeant(parsed, context, options);
  const definition = await definitionOf(found, [], context, null);
  chooseVariant(definition, parsed.variant);
  chooseFeatures(definition, parsed.features);
  return {
    ...definition,
    requestedVariant: parsed.variant,
    requestedFeatures: parsed.features,
    ownFile: found.builtIn || parsed.type === 'path' ? null : found.file,
  };
};

/** Mistakes of files that somebody else has put there: a folder of this name may have been there before. */
const notDefinitions: readonly MistakeCode[] = [
  'NotADefinition',
  'EmptyFile',
  'ManyDocuments',
  'FileTooLarge',
  'NotUtf8',
  'NotAFile',
];

/** A definition of a project's folder; null for another file that lies there. @throws DefinitionMistake when it is broken */
const loadOwn = async (id: string, options: LoadOptions): Promise<LoadedDefinition | null> =>
  loadDefinition(id, options).catch((error: unknown) => {
    if (error instanceof DefinitionMistake && notDefinitions.includes(error.code)) return null;
    throw error;
  });

/**
 * Loads the definitions of the project around the working directory, and then the built-in ones of all vendors that it has
 * none of its own for; each sorted by id.
 *
 * @throws DefinitionMistake when one of them is broken
 */
export const loadAllDefinitions = async (options: LoadOptions = {}): Promise<LoadedDefinition[]> => {
  const { own } = await contextOf({ pluginVersion: '', ...options });
  const loaded = await Promise.all([...new Set(own.map(({ id }) => id))].map((id) => loadOwn(id, options)));
  const found = loaded.filter((one): one is LoadedDefinition => one !== null);
  const ids = found.map(({ id }) => id);
  return [...found, ...(await listBuiltIn(options)).filter(({ id }) => !ids.includes(id))];
};

/**
 * Loads the built-in definitions of all vendors, sorted by id.
 *
 * @throws DefinitionMistake when one of them is broken
 */
export const listBuiltIn = async (options: LoadOptions = {}): Promise<LoadedDefinition[]> => {
  const { folder } = await contextOf({ pluginVersion: '', ...options, onlyBuiltIn: true });
  const ids = (await builtInIds(folder)).filter((id) => id !== runnerId);
  return Promise.all(ids.map((id) => loadDefinition(id, { ...options, onlyBuiltIn: true })));
};
