import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from './fileRefusal.js';
import { projectFileRefusal } from './projectFileRefusal.js';

/**
 * Writes a file whole or not at all: into a file beside it, which then takes its name. Missing directories are made;
 * a link stays a link, and the rights of an existing file stay as they are.
 * @throws Refusal
 */
export const writeAtomically = async (path: string, content: string): Promise<void> => {
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = await realpath(path).catch(() => path);
    const mode = await stat(target).then(
      (found) => found.mode,
      () => undefined,
    );
    // No name that `sf` would take for metadata if it were ever left behind.
    const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, 'wx');
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
  } catch (error) {
    throw projectFileRefusal('Unwritable', path, reasonOf(error));
  }
};
