import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Only the owner may read what we keep for people: receipts and plans. */
export const ownersOnly = 0o600;

/** That a file stands in the place of a folder comes as "it exists", which would be said of the wrong file. */
const aboutFolder = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST'
    ? Object.assign(new Error('not a directory', { cause: error }), { code: 'ENOTDIR' })
    : error;

/** Makes the folders above a file. */
const makeFolders = async (path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw aboutFolder(error);
  });
};

/**
 * Writes a file whole or not at all: into a new file beside it, which then takes its name. Missing directories are made,
 * and the rights of an existing file stay as they are; a file that takes the place of a link is for its owner alone.
 * @param links `follow`: a link stays a link, and what it leads to is written; `replace`: the file takes its place
 * @param newMode the rights of a file that was not there; left out: what the process usually gives
 * @throws what the file system says
 */
export const writeAtomically = async (
  path: string,
  content: string,
  links: 'follow' | 'replace',
  newMode?: number,
): Promise<void> => {
  await makeFolders(path);
  const target = links === 'follow' ? await realpath(path).catch(() => path) : path;
  const found = await lstat(target).catch(() => undefined);
  const mode = found?.isSymbolicLink() ? ownersOnly : found ? found.mode & 0o7777 : newMode;
  // No name that `sf` would take for metadata if it were ever left behind.
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(content, 'utf8');
      if (mode !== undefined) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};

/**
 * Makes a file that is not there yet, with the directories above it, for its owner alone unless told otherwise. Nothing that
 * has the name already is touched, be it a link that leads nowhere.
 * @param mode the rights of the file, less those that the process never gives
 * @throws what the file system says: EEXIST where something has the name
 */
export const createFile = async (path: string, content: string, mode = ownersOnly): Promise<void> => {
  await makeFolders(path);
  await (await open(path, 'wx', mode)).close();
  try {
    await writeAtomically(path, content, 'replace');
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
};
