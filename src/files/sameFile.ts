/** Whether two names are one file, as the file system takes them: links, `..`, and small and capital letters. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** What the file system knows a file by; null where there is none. */
const numberOf = (path: string): Promise<string | null> =>
  stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => null,
  );

/** A folder without links; of one that is not there yet, as much as is there. */
const realFolder = async (folder: string): Promise<{ readonly path: string; readonly existing: string }> => {
  const real = await realpath(folder).catch(() => null);
  if (real !== null) return { path: real, existing: real };
  const above = dirname(folder);
  if (above === folder) return { path: folder, existing: folder };
  const { path, existing } = await realFolder(above);
  return { path: join(path, basename(folder)), existing };
};

/** Whether a folder is found with its letters the other way round too. */
const ignoresCase = async (folder: string): Promise<boolean> => {
  const lower = folder.toLowerCase();
  const other = folder === lower ? folder.toUpperCase() : lower;
  if (other === folder) return false;
  const number = await numberOf(folder);
  return number !== null && number === (await numberOf(other));
};

/** A name that might be used for a file, and what tells whether another name is the same one. */
export type FileIdentity = {
  /** The place in its folder; what a link of this name leads to does not count. */
  readonly place: string;
  /** Of the file that is found there; null where there is none yet. */
  readonly number: string | null;
};

/** Where a path leads to, whether there is a file or not. Never throws for what the file system says. */
export const fileIdentity = async (path: string): Promise<FileIdentity> => {
  const whole = resolve(path);
  const folder = await realFolder(dirname(whole));
  const place = join(folder.path, basename(whole));
  return {
    place: (await ignoresCase(folder.existing)) ? place.toLowerCase() : place,
    number: await numberOf(whole),
  };
};

/** Whether both are one place, or one file that is there. */
export const isSameFile = (one: FileIdentity, other: FileIdentity): boolean =>
  one.place === other.place || (one.number !== null && one.number === other.number);
