/** Report files that people keep: the folder is looked at before anything is done, each file is written whole or not at all. */
import { constants } from 'node:fs';
import { access, appendFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../refusal.js';
import { reasonOf } from './fileRefusal.js';
import { fileIdentity, isSameFile } from './sameFile.js';
import { writeAtomically } from './writeAtomically.js';

/** What the file system says of a folder that files are to be made in, or of the nearest one above it that is there. */
const troubleOfFolder = async (folder: string): Promise<string | null> => {
  const found = await stat(folder).catch((error: unknown) => reasonOf(error));
  if (typeof found !== 'string') {
    if (!found.isDirectory()) return 'ENOTDIR';
    return access(folder, constants.W_OK | constants.X_OK).then(
      () => null,
      (error: unknown) => reasonOf(error),
    );
  }
  const above = dirname(folder);
  return found === 'ENOENT' && above !== folder ? troubleOfFolder(above) : found;
};

/** Another file of the command line: a report must never take its place. */
export type OtherFile = {
  /** How it was given, such as `--save-receipt`. */
  readonly flag: string;
  readonly path: string;
};

/**
 * Refuses what surely cannot be written, before anything is done: a name given twice, or given for another file too, a
 * folder in the place of the file, a folder that nobody may write to. Folders that are missing will be made.
 * @throws Refusal
 */
export const refuseUnwritableReports = async (
  paths: readonly string[],
  others: readonly OtherFile[] = [],
): Promise<void> => {
  const taken = await Promise.all(
    others.map(async (other) => ({ ...other, identity: await fileIdentity(other.path) })),
  );
  const seen = new Set<string>();
  for (const path of paths) {
    const whole = resolve(path);
    const identity = await fileIdentity(path);
    if (seen.has(identity.place)) throw new Refusal('failure', 'report.twice', [path]);
    seen.add(identity.place);
    const same = taken.find((other) => isSameFile(identity, other.identity));
    if (same) throw new Refusal('failure', 'report.takesPlace', [path, same.flag]);
    const isFolder = await stat(whole).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const trouble = isFolder ? 'EISDIR' : await troubleOfFolder(dirname(whole));
    if (trouble !== null) throw new Refusal('failure', 'report.folder', [path, trouble]);
  }
};

/** What became of several reports; the reason of what was not written is a code of the file system. */
export type WrittenReports = {
  readonly written: readonly string[];
  readonly unwritten: ReadonlyArray<{ readonly path: string; readonly reason: string }>;
};

/**
 * Writes reports, each by itself: what cannot be written hinders no other. A report of the same name is replaced, and a link
 * of that name too: what it leads to is not touched.
 * @param texts made one after the other, as one can be large
 */
export const writeReports = async (
  texts: ReadonlyArray<{ readonly path: string; readonly text: () => string }>,
): Promise<WrittenReports> => {
  const written: string[] = [];
  const unwritten: Array<{ path: string; reason: string }> = [];
  for (const { path, text } of texts) {
    try {
      await writeAtomically(path, text(), 'replace');
      written.push(path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      unwritten.push({ path, reason: reasonOf(error) });
    }
  }
  return { written, unwritten };
};

/** The refusal for reports that were not written. */
export const refusalOfUnwritten = ({ written, unwritten }: WrittenReports): Refusal => {
  const failed = unwritten.map(({ path, reason }) => `${path} (${reason})`);
  return written.length === 0
    ? new Refusal('failure', 'report.unwritten', [failed])
    : new Refusal('failure', 'report.partlyWritten', [failed], [written]);
};

/**
 * Adds to a file what fits into it; nothing where there is no room for it.
 * @param most bytes that the file may have
 * @param text what to add, given the bytes that are left; an empty one adds nothing
 * @returns whether something was added
 * @throws what the file system says
 */
export const appendWithin = async (path: string, most: number, text: (room: number) => string): Promise<boolean> => {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const between = size > 0 ? '\n' : '';
  const room = most - size - between.length;
  if (room <= 0) return false;
  const added = text(room);
  if (added === '' || Buffer.byteLength(added) > room) return false;
  await appendFile(path, between + added);
  return true;
};
