/** A folder as the working directory of a test: an empty one, or that of a team, with `integrations/` for definitions of its own. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';

type Entered = { readonly folder: string; readonly leave: () => Promise<void> };

/** Makes an empty folder and moves this process into it; `leave` goes back and removes it. sf reads its settings anew both times. */
export const enterFolder = async (): Promise<Entered> => {
  const before = process.cwd();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'team-')));
  process.chdir(folder);
  await ConfigAggregator.clearInstance();
  return {
    folder,
    leave: async () => {
      process.chdir(before);
      await ConfigAggregator.clearInstance();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** The same with a folder of a team. */
export const enterTeamFolder = async (): Promise<Entered> => {
  const entered = await enterFolder();
  await mkdir(join(entered.folder, 'integrations'));
  return entered;
};
