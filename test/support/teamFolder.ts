/** A folder of a team, with `integrations/` for definitions of its own, as the working directory of a test. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';

/** Makes the folder and moves this process into it; `leave` goes back and removes it. sf reads its settings anew both times. */
export const enterTeamFolder = async (): Promise<{ folder: string; leave: () => Promise<void> }> => {
  const before = process.cwd();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'team-')));
  await mkdir(join(folder, 'integrations'));
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
