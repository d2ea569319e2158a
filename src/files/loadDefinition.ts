/** Finds definitions: those of the project, the built-in ones beside this package, and people's own files. */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtInFile } from '../definition/builtInFile.js';
import { maxRequirements } from '../definition/definitionSchema.js';
import { extendDefinition } from '../definition/extendDefinition.js';
import type { Definition } from '../definition/extendDefinition.js';
import { chooseFeatures, chooseVariant } from '../definition/expandDefinition.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { MistakeCode } from '../definition/definitionMistake.js';
import type { Place } from '../kinds/ruleReader.js';
import { nearest } from '../kinds/nearest.js';
import { parseOnce } from './parseOnce.js';
import type { DefinitionFile, ParseOptions } from '../definition/parseDefinition.js';
import { aliasKey, parseReference } from '../definition/definitionReference.js';
import type { DefinitionReference } from '../definition/definitionReference.js';
import { definitionFolder } from '../project/projectFile.js';
import { isFile } from './projectFolder.js';
import { ownDefinitionFiles } from './teamProject.js';
import type { OwnDefinitionFile } from './teamProject.js';
import { readDefinitionFile } from './readDefinitionFile.js';

export type LoadOptions = {
  /** Against which relative paths are resolved; default: the working directory. */
  readonly cwd?: string;
  /** Default: the version of this package. */
  readonly pluginVersion?: string;
  /** Folder of the built-in definitions; default: `integrations` of this package. */
  readonly builtInFolder?: string;
  /** How many mistakes of a file are told; default: as many as an error may hold. */
  readonly mostMistakes?: number;
  /** Whether ids lead to built-in definitions only, and not to those of the project. */
  readonly onlyBuiltIn?: boolean;
};

/** A definition with everything it inherits, and how it was named. */
export type LoadedDefinition = Definition & {
  /** The variant named in the reference (`id@variant`); null when it named none. Already known to exist. */
  readonly requestedVariant: string | null;
  /** The features named in the reference (`id+feature`); empty where it named none. Already known to exist. */
  readonly requestedFeatures: readonly string[];
  /** The file of the project that has this id, as people in the working directory know it; null where it is built in, or was named by its path. */
  readonly ownFile: string | null;
};

// src/files and lib/files lie equally deep
const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
const maxExtends = 10;

/** Bytes of all files of one definition together. */
const maxExtendsSize = 2_000_000;

type LoadContext = {
  readonly cwd: string;
  readonly pluginVersion: string;
  readonly folder: string;
  readonly mostMistakes: number | undefined;
  /** Of the project around the working directory. */
  readonly own: readonly OwnDefinitionFile[];
};

const readOwnVersion = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
};

let version: Promise<string> | undefined;

/** The version of this plugin, which stays what it is as long as this process runs. */
const ownVersion = (): Promise<string> => (version ??= readOwnVersion());

const contextOf = async ({
  cwd = process.cwd(),
  pluginVersion,
  builtInFolder,
  onlyBuiltIn,
  mostMistakes,
}: LoadOptions): Promise<LoadContext> => ({
  cwd,
  pluginVersion: pluginVersion ?? (await ownVersion()),
  folder: builtInFolder ?? join(packageRoot, 'integrations'),
  own: onlyBuiltIn === true ? [] : await ownDefinitionFiles(cwd),
  mostMistakes,
});

const builtInIds = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => name.slice(0, -'.yml'.length))
    .sort();

/** What whoever runs these commands needs: built in and loaded by its id, but no vendor's integration. */
const runnerId = 'runner';

/** Whether a built-in definition has this id. */
export const isBuiltIn = async (id: string, options: LoadOptions = {}): Promise<boolean> =>
  (await builtInIds((await contextOf({ pluginVersion: '', ...options })).folder)).includes(id);

/** The whole path of the project's own definition of this id; null where the project has none. */
export const ownDefinitionPath = async (id: string, cwd = process.cwd()): Promise<string | null> =>
  (await ownDefinitionFiles(cwd)).find((own) => own.id === id)?.path ?? null;

/** Whether the name of a definition, which is not there under this name, is rather a list of several. */
const isList = (error: unknown, reference: string): boolean =>
  error instanceof DefinitionMistake &&
  error.place === null &&
  (error.code === 'UnknownDefinition' || error.code === 'FileNotFound') &&
  reference.includes(',');

/** A file that was found: where it is, how it is shown, whether it is ours. */
type Found = { readonly path: string; readonly file: string; readonly builtIn: boolean };

/**
 * Ids are looked up in the lists of the project's definitions and of the built-in ones, never joined to a path. A definition
 * of the project that extends one of its own id means the built-in one.
 * @param chain the files that refer to it
 */
const find = async (
  name: string,
  type: 'id' | 'path',
  base: string,
  context: LoadContext,
  place: Place | null,
  chain: readonly Link[] = [],
): Promise<Found> => {
  if (type === 'path') return { path: resolve(base, name), file: name, builtIn: false };
  const ownFile = context.own.find(({ id }) => id === name);
  if (ownFile) {
    const self = await identity(ownFile.path);
    if (!chain.some((link) => link.identity === self)) return { ...ownFile, builtIn: false };
  }
  const known = await builtInIds(context.folder);
  if (!known.includes(name)) {
    const vendors = [...new Set([...context.own.map(({ id }) => id), ...known.filter((id) => id !== runnerId)])];
    throw new DefinitionMistake(
      { code: 'UnknownDefinition', name, known: vendors, nearest: nearest(name, [...new Set([...vendors, ...known])]) },
      place,
    );
  }
  return { path: join(context.folder, `${name}.yml`), file: builtInFile(name), builtIn: true };
};

/** The real path, by which a file met twice is recognised; the given one where that cannot be told. */
const identity = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
};

type Link = { readonly identity: string; readonly file: string };

/** The mark of a definition: no key file, list of users or other thing with secrets has such a line. */
const looksLikeDefinition = (text: string): boolean => /^\uFEFF?[{ ]*["']?schemaVersion["']?\s*:/m.test(text);

/** Mistakes whose sentences hold nothing of the file. */
const withoutContent: readonly MistakeCode[] = [
  'EmptyFile',
  'ManyDocuments',
  'MissingKey',
  'TabIndent',
  'TooDeep',
  'TooManyParts',
];

/**
 * Parses a file. A repository may name any file of the machine after `extends`, so of one that is no definition nothing
 * is shown.
 * @throws DefinitionMistake
 */
const parsed = (text: string, options: ParseOptions): DefinitionFile => {
  try {
    return parseOnce(text, options);
  } catch (error) {
    if (!(error instanceof DefinitionMistake) || looksLikeDefinition(text)) throw error;
    if ([error, ...error.others].every(({ code }) => withoutContent.includes(code))) throw error;
    const { file } = options;
    throw new DefinitionMistake({ code: 'NotADefinition', path: file }, error.place ?? { file });
  }
};

/** What the files that extend this one take up together: it is limited while they are read, and not when all are there. */
type Extent = { readonly bytes: number; readonly size: number; readonly parts: number };

const load = async (
  found: Found,
  chain: readonly Link[],
  context: LoadContext,
  place: Place | null,
  above: Extent = { bytes: 0, size: 0, parts: 0 },
): Promise<Definition> => {
  const self: Link = { identity: await identity(found.path), file: found.file };
  const links = [...chain, self];
  if (chain.some((link) => link.identity === self.identity)) {
    const mistake = { code: 'ExtendsCycle', chain: links.map(({ file }) => file) } as const;
    throw new DefinitionMistake(mistake, place ?? { file: found.file });
  }
  if (links.length > maxExtends) {
    throw new DefinitionMistake({ code: 'ExtendsTooLong', limit: maxExtends }, place ?? { file: found.file });
  }
  const text = await readDefinitionFile(found.path, found.file, place);
  const bytes = above.bytes + Buffer.byteLength(text);
  if (bytes > maxExtendsSize) {
    throw new DefinitionMistake({ code: 'ExtendsTooLarge', limit: maxExtendsSize }, place);
  }
  const { pluginVersion, mostMistakes } = context;
  const file = parsed(text, { file: found.file, pluginVersion, partsAbove: above.parts, mostMistakes });
  const size = above.size + file.size;
  const parts = above.parts + file.parts;
  if (size > maxRequirements) {
    throw new DefinitionMistake({ code: 'TooMany', key: 'requires', limit: maxRequirements }, place);
  }
  if (!file.extends) return extendDefinition(file, null);

  const reference = parseReference(file.extends.reference);
  const name = reference.type === 'id' ? reference.id : reference.path;
  if (reference.variant !== null) {
    throw new DefinitionMistake({ code: 'ExtendsVariant', id: name, variant: reference.variant }, file.extends.place);
  }
  const [feature] = reference.features;
  if (feature !== undefined) {
    throw new DefinitionMistake({ code: 'ExtendsFeature', id: name, feature }, file.extends.place);
  }
  // What is built in rests on what is built in, whatever a project calls its own.
  const nearBy = found.builtIn ? { ...context, own: [] } : context;
  const base = await find(name, reference.type, dirname(found.path), nearBy, file.extends.place, links);
  // shown like the file that refers to it, so that both are found from the same folder
  const isNear = !base.builtIn && reference.type === 'path' && !isAbsolute(name);
  const shownBase = isNear ? { ...base, file: join(dirname(found.file), name) } : base;
  return extendDefinition(file, await load(shownBase, links, context, file.extends.place, { bytes, size, parts }));
};

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
  if (parsed.type === 'path') return find(parsed.path, 'path', context.cwd, context, null);
  try {
    return await find(parsed.id, 'id', context.cwd, context, null);
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
    return find(id, 'id', context.cwd, context, null);
  }
};

const loadOne = async (reference: string, options: LoadOptions): Promise<LoadedDefinition> => {
  const context = await contextOf(options);
  const parsed = parseReference(reference);
  const found = await findMeant(parsed, context, options);
  const definition = await load(found, [], context, null);
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
