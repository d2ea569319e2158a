/** Finds the files of definitions: by their id in the project or among the built-in ones, or by their path. */
import { builtInFile } from '../definition/builtInFile.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { nearest } from '../kinds/nearest.js';
import type { Place } from '../kinds/ruleReader.js';
import { packageRoot } from '../packageRoot.js';
import { ownDefinitionFiles } from './teamProject.js';
import type { OwnDefinitionFile } from './teamProject.js';
import { readFile, readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** How definitions are found and read. */
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

/** What definitions are looked up in. */
export type LoadContext = {
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

/** What definitions are looked up in with these options. */
export const contextOf = async ({
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

/** The ids of the built-in definitions, sorted. */
export const builtInIds = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => name.slice(0, -'.yml'.length))
    .sort();

/** What whoever runs these commands needs: built in and loaded by its id, but no vendor's integration. */
export const runnerId = 'runner';

/** Whether a built-in definition has this id. */
export const isBuiltIn = async (id: string, options: LoadOptions = {}): Promise<boolean> =>
  (await builtInIds((await contextOf({ pluginVersion: '', ...options })).folder)).includes(id);

/** The whole path of the project's own definition of this id; null where the project has none. */
export const ownDefinitionPath = async (id: string, cwd = process.cwd()): Promise<string | null> =>
  (await ownDefinitionFiles(cwd)).find((own) => own.id === id)?.path ?? null;

/** A file that was found: where it is, how it is shown, whether it is ours. */
export type Found = { readonly path: string; readonly file: string; readonly builtIn: boolean };

/**
 * Ids are looked up in the lists of the project's definitions and of the built-in ones, never joined to a path. A definition
 * of the project that extends one of its own id means the built-in one.
 * @param base folder against which a path is resolved
 * @param chain the files that refer to it
 * @throws DefinitionMistake UnknownDefinition, at the place given
 */
export const findDefinition = async (
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
export const identity = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
};

/** A file of a chain in which each extends the next. */
export type Link = { readonly identity: string; readonly file: string };
