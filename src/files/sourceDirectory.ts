import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { reasonOf } from './fileRefusal.js';
import { projectFileRefusal } from '../metadata/projectFileRefusal.js';
import { readPlainFile, UnfitFile } from './readPlainFile.js';

const projectFile = 'sfdx-project.json';

/** Bytes of the largest sfdx-project.json that is read: one with thousands of packages stays far below. */
const maxProjectBytes = 5_000_000;

/** Where files go: `directory`, and no link on the way may lead out of `root`. */
export type SourceDirectory = { readonly root: string; readonly directory: string };

type PackageDirectory = { readonly path: string; readonly isDefault: boolean };

const packageDirectoriesIn = (json: string): PackageDirectory[] => {
  const parsed: unknown = JSON.parse(json.replace(/^\uFEFF/, ''));
  const list: unknown =
    typeof parsed === 'object' && parsed !== null && 'packageDirectories' in parsed ? parsed.packageDirectories : [];
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((one) =>
    typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string' && one.path !== ''
      ? [{ path: one.path, isDefault: 'default' in one && one.default === true }]
      : [],
  );
};

/** The project's own description; null where the directory is not the root of a project. */
const readProject = async (path: string): Promise<string | null> => {
  try {
    return (await readPlainFile(path, maxProjectBytes)).toString('utf8');
  } catch (error) {
    if (error instanceof UnfitFile)
      throw projectFileRefusal(error.problem === 'tooLarge' ? 'TooLarge' : 'NotAFile', path);
    if (reasonOf(error) === 'ENOENT') return null;
    throw projectFileRefusal('Unreadable', path, reasonOf(error));
  }
};

const isWithin = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path;
};

/**
 * Where source-format metadata goes: in the root of a DX project the default package directory, as `sf` does it;
 * in any other directory the directory itself.
 * @returns the absolute paths of the directory that holds `permissionsets`, and of the one that was named
 * @throws Refusal when it is no directory, or sfdx-project.json cannot be understood
 */
export const sourceDirectory = async (directory: string): Promise<SourceDirectory> => {
  const root = resolve(directory);
  const found = await stat(root).catch((error: unknown) => {
    const reason = reasonOf(error);
    if (reason === 'ENOENT') throw projectFileRefusal('NotFound', directory);
    if (reason === 'ENOTDIR') throw projectFileRefusal('NotADirectory', directory);
    throw projectFileRefusal('Unreadable', directory, reason);
  });
  if (!found.isDirectory()) throw projectFileRefusal('NotADirectory', directory);
  const path = join(root, projectFile);
  const json = await readProject(path);
  if (json === null) return { root, directory: root };
  let packages: PackageDirectory[];
  try {
    packages = packageDirectoriesIn(json);
  } catch {
    throw projectFileRefusal('BadProject', path, 'it is not JSON');
  }
  const chosen = packages.find(({ isDefault }) => isDefault) ?? packages[0];
  if (chosen === undefined) throw projectFileRefusal('BadProject', path, 'it names no package directory');
  const target = resolve(root, chosen.path);
  if (!isWithin(root, target)) {
    throw projectFileRefusal('BadProject', path, 'its package directory is outside the project');
  }
  return { root, directory: join(target, 'main', 'default') };
};

/** What a path may be made of: API names (fact H4), with the endings of metadata files. */
const isSafePart = (part: string): boolean => /^[A-Za-z]\w*(?:\.[\w-]+)*$/.test(part) && part.length <= 200;

/** The real path of a file that may not be there yet: links on the way to it are followed, a link to nothing too. */
const realPathOf = async (path: string): Promise<string> => {
  const found = await lstat(path).catch(() => null);
  if (found) return realpath(path);
  const above = dirname(path);
  return above === path ? path : join(await realPathOf(above), relative(above, path));
};

/**
 * The path of a metadata file. Names in it may come from the org: only API names become a part of a path, and a link that
 * leads out of the directory that a person named is not followed.
 * @throws Refusal BadName, OutsideProject, Unreadable
 */
export const sourceFile = async ({ root, directory }: SourceDirectory, ...parts: string[]): Promise<string> => {
  const bad = parts.find((part) => !isSafePart(part));
  if (bad !== undefined) throw projectFileRefusal('BadName', bad);
  const path = join(directory, ...parts);
  const [realRoot, real] = await Promise.all([realpath(root), realPathOf(path)]).catch((error: unknown) => {
    const reason = reasonOf(error);
    // A link to nothing, or in a circle: what would be made there is nowhere that anybody named.
    if (reason === 'ENOENT' || reason === 'ELOOP') throw projectFileRefusal('OutsideProject', path);
    if (reason === 'ENOTDIR') throw projectFileRefusal('NotADirectory', path);
    throw projectFileRefusal('Unreadable', path, reason);
  });
  if (!isWithin(realRoot, real)) throw projectFileRefusal('OutsideProject', path);
  return path;
};
