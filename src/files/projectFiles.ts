/** The files of ours that belong to the project in which somebody works. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { projectFileName } from '../project/projectFile.js';
import { usualWaiversFile } from '../waivers/waiver.js';

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;
const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;

/** The YAML files that lie in a folder, sorted; none where it cannot be read. */
const yamlFilesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => []))
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => join(folder, name));

/** What of ours lies in one folder. */
const ownFilesIn = async (folder: string): Promise<string[]> => {
  const usual = [projectFileName, usualWaiversFile].map((name) => join(folder, name));
  const there = await Promise.all(usual.map(isFile));
  return [...usual.filter((_, at) => there[at]), ...(await yamlFilesIn(join(folder, 'integrations')))];
};

/**
 * Project file, waivers and definitions of the project: of the nearest folder, upwards from the working directory, in which
 * one of them lies.
 * @returns paths as people know them, relative to the working directory; empty where there are none
 */
export const projectFiles = async (cwd: string): Promise<string[]> => {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = await ownFilesIn(folder);
    if (found.length > 0) return found.map((path) => relative(cwd, path));
    if (dirname(folder) === folder) return [];
  }
};

/** Files that were named, each once; of a folder the YAML files in it. */
export const filesNamed = async (named: readonly string[]): Promise<string[]> => {
  const all = await Promise.all(
    named.map(async (path) => ((await isFolder(path)) ? [path, ...(await yamlFilesIn(path))] : [path])),
  );
  const files = all.flatMap((found) => (found.length > 1 ? found.slice(1) : found));
  return [...new Map(files.map((path) => [resolve(path), normalize(path)])).values()];
};
