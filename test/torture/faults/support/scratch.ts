import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the files of all cases of a test, and in it one for each of them. */
export type Scratch = {
  /** A folder of its own, with an empty `project` in it. */
  readonly newFolder: () => Promise<string>;
  readonly remove: () => Promise<void>;
};

export const makeScratch = async (): Promise<Scratch> => {
  const all = await mkdtemp(join(tmpdir(), 'faults-'));
  let cases = 0;
  return {
    newFolder: async () => {
      cases += 1;
      const folder = join(all, String(cases));
      await mkdir(join(folder, 'project'), { recursive: true });
      return folder;
    },
    remove: () => rm(all, { recursive: true, force: true }),
  };
};
