/** The files of ours that belong to the project in which somebody works. */
import { readdir, stat } from 'node:fs/promises';
import { join, normalize, relative, resolve } from 'node:path';
import { definitionFolder, projectFileName } from '../project/projectFile.js';
import { usualWaiversFile } from '../waivers/waiver.js';
import { isFile, nearestFolder } from './projectFolder.js';

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;

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
  return [...usual.filter((_, at) => there[at]), ...(await yamlFilesIn(join(folder, definitionFolder)))];
};

/**
 * Project file, waivers and definitions of the project: of the nearest folder, upwards from the working directory, in which
 * one of them lies.
 * @returns paths as people know them, relative to the working directory; empty where there are none
 */
export const projectFiles = async (cwd: string): Promise<string[]> => {
  const folder = await nearestFolder(cwd, async (one) => (await ownFilesIn(one)).length > 0);
  return folder === null ? [] : (await ownFilesIn(folder)).map((path) => relative(cwd, path));
};

/** Files that were named, each once; of a folder the YAML files in it. */
export const filesNamed = async (named: readonly string[]): Promise<string[]> => {
  const all = await Promise.all(
    named.map(async (path) => ((await isFolder(path)) ? [path, ...(await yamlFilesIn(path))] : [path])),
  );
  const files = all.flatMap((found) => (found.length > 1 ? found.slice(1) : found));
  return [...new Map(files.map((path) => [resolve(path), normalize(path)])).values()];
};
