/** The folder of the project in which somebody works. */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Whether a path leads to a file. */
export const isFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** The nearest folder, upwards from one, of which something holds; null where there is none. */
export const nearestFolder = async (
  from: string,
  holds: (folder: string) => Promise<boolean>,
): Promise<string | null> => {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (await holds(folder)) return folder;
    if (dirname(folder) === folder) return null;
  }
};

/** The nearest folder upwards that holds a file of this name; null where there is none. */
export const folderWith = (name: string, from: string): Promise<string | null> =>
  nearestFolder(from, (folder) => isFile(join(folder, name)));
