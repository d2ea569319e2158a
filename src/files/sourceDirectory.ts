import { readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { reasonOf } from './fileRefusal.js';
import { projectFileRefusal } from '../metadata/projectFileRefusal.js';

const projectFile = 'sfdx-project.json';

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
    return await readFile(path, 'utf8');
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return null;
    throw projectFileRefusal('Unreadable', path, reasonOf(error));
  }
};

/**
 * Where source-format metadata goes: in the root of a DX project the default package directory, as `sf` does it;
 * in any other directory the directory itself.
 * @returns the absolute path of the directory that holds `permissionsets`
 * @throws Refusal when it is no directory, or sfdx-project.json cannot be understood
 */
export const sourceDirectory = async (directory: string): Promise<string> => {
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
  if (json === null) return root;
  let packages: PackageDirectory[];
  try {
    packages = packageDirectoriesIn(json);
  } catch {
    throw projectFileRefusal('BadProject', path, 'it is not JSON');
  }
  const chosen = packages.find(({ isDefault }) => isDefault) ?? packages[0];
  if (chosen === undefined) throw projectFileRefusal('BadProject', path, 'it names no package directory');
  const target = resolve(root, chosen.path);
  const way = relative(root, target);
  if (way === '..' || way.startsWith(`..${sep}`) || resolve(root, way) !== target) {
    throw projectFileRefusal('BadProject', path, 'its package directory is outside the project');
  }
  return join(target, 'main', 'default');
};
