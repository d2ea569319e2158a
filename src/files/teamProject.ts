/** Finds and reads what a team keeps in its repository: the project file, and the folder of its own definitions. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { definitionFolder, projectFileName } from '../project/projectFile.js';
import type { ProjectFile } from '../project/projectFile.js';
import { Refusal } from '../refusal.js';
import { folderWith } from './projectFolder.js';
import { readTextFile } from './readTextFile.js';

const maxBytes = 1_000_000;

/** A page of ten thousand findings has a tenth of it. */
const maxReportBytes = 200_000_000;

/** By which a folder is known as a project of Salesforce where it holds no project file of ours. */
const dxProjectFile = 'sfdx-project.json';

/** A path as people in a folder write it: always with slashes. */
const seenFrom = (cwd: string, path: string): string => (relative(cwd, path) || '.').replaceAll('\\', '/');

/** A project file as it was read. */
export type ProjectAtHand = {
  /** As people in the working directory know it. */
  readonly path: string;
  readonly project: ProjectFile;
  /** A path of the file, as it is from the working directory. */
  readonly placed: (path: string) => string;
};

/**
 * Reads the project file that is named, or else the nearest one upwards from the working directory.
 * @returns null where none is named and none is found
 * @throws Refusal; DefinitionMistake with line and column of every mistake in it
 */
export const readProjectAtHand = async (named: string | undefined): Promise<ProjectAtHand | null> => {
  const cwd = process.cwd();
  const found = named === undefined ? await folderWith(projectFileName, cwd) : null;
  const whole = named === undefined ? found && join(found, projectFileName) : resolve(cwd, named);
  if (whole === null) return null;
  const path = named ?? seenFrom(cwd, whole);
  const text = await readTextFile(path, maxBytes);
  // Loaded now: most runs have no project file, and need no parser.
  const { parseProject } = await import('../project/parseProject.js');
  const project = parseProject(text, path);
  return {
    path,
    project,
    // With a folder before it, so that it is read as a path and not as an id.
    placed: (inFile) => {
      const place = seenFrom(cwd, resolve(dirname(whole), inFile));
      return /^\.{1,2}(\/|$)|^([A-Za-z]:|\/)/.test(place) ? place : `./${place}`;
    },
  };
};

/** What each report of ours holds, whatever its format; those in JSON for other programs hold their version and, behind it, these. */
const reportMarks = /sf-plugin-integration|sf integration|"pluginVersion"/;
const versionMark = /"schemaVersion"\s*:\s*1/;
const contentMark = /"(?:checks|grants)"/;

// One after the other, as a single pattern would look through the rest of the file from each version in it.
const isReport = (text: string): boolean => {
  if (reportMarks.test(text)) return true;
  const version = text.search(versionMark);
  return version >= 0 && contentMark.test(text.slice(version));
};

/** Where a folder really is; of one that is not there yet, the nearest above it that is. */
const realFolderOf = async (path: string): Promise<string> => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => null);
    if (real !== null || dirname(folder) === folder) return real ?? folder;
  }
};

type Placed = Pick<ProjectAtHand, 'path' | 'placed'>;

/** Whether a folder lies within that of the project file, wherever links lead. */
const isWithin = async ({ placed }: Placed, path: string): Promise<boolean> => {
  const root = await realpath(resolve(placed('.')));
  const folder = await realFolderOf(path);
  return folder === root || folder.startsWith(root + sep);
};

/**
 * Refuses the folder of what is kept between looks, where a link leads it out of that of the project file.
 * @param folder as it is from the working directory
 * @throws Refusal
 */
export const refuseStateOutside = async (atHand: Placed, folder: string): Promise<void> => {
  if (!(await isWithin(atHand, folder)))
    throw new Refusal('integration.monitor', 'stateOutside', [folder, atHand.path]);
};

/**
 * Refuses reports that a project file names where they would leave its folder by a link, or take the place of a file that is
 * no report: a repository of somebody else may name any file in it.
 * @param outputs as they are from the working directory
 * @throws Refusal
 */
export const refuseUnsafeOutputs = async (atHand: Placed, outputs: readonly string[]): Promise<void> => {
  const { path } = atHand;
  for (const output of outputs) {
    if (!(await isWithin(atHand, dirname(output)))) throw new Refusal('failure', 'project.outside', [path, output]);
    const found = await lstat(output).catch(() => null);
    if (found === null) continue;
    const text = found.isFile() ? await readTextFile(output, maxReportBytes).catch(() => '') : '';
    if (!isReport(text)) throw new Refusal('failure', 'project.notReport', [path, output]);
  }
};

/** A definition of a project: its id and where it is. */
export type OwnDefinitionFile = {
  readonly id: string;
  /** The whole path. */
  readonly path: string;
  /** As people in the working directory know it. */
  readonly file: string;
};

const rootAround = async (cwd: string): Promise<string | null> =>
  (await folderWith(projectFileName, cwd)) ?? (await folderWith(dxProjectFile, cwd));

/** Files that look like definitions in `integrations/` of a folder that belongs to no project, as people there know them. */
export const definitionFilesOutsideProject = async (cwd: string): Promise<readonly string[]> => {
  if ((await rootAround(cwd)) !== null) return [];
  const names = await readdir(join(cwd, definitionFolder)).catch(() => []);
  return names
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => `${definitionFolder}/${name}`);
};

/**
 * The definitions of the project around a folder: those in `integrations/` beside the nearest project file, or else beside the
 * nearest sfdx-project.json. Sorted by id; none outside a project.
 */
export const ownDefinitionFiles = async (cwd: string): Promise<readonly OwnDefinitionFile[]> => {
  const root = await rootAround(cwd);
  if (root === null) return [];
  const folder = join(root, definitionFolder);
  const names = await readdir(folder).catch(() => []);
  return (
    names
      // Only what can be an id.
      .filter((name) => /^[a-z0-9]+(?:-[a-z0-9]+)*\.ya?ml$/.test(name))
      .map((name) => ({
        id: name.replace(/\.ya?ml$/, ''),
        path: join(folder, name),
        file: seenFrom(cwd, join(folder, name)),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  );
};
