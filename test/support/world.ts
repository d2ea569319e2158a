/** An embedded org with a home whose `sf` is logged in to it, for the tests of one file or block. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg, LocalOrgOptions } from '../local-org/http/localOrgServer.js';
import { openInProcess } from './inProcess.js';
import { enterHome, logIn } from './sfHome.js';

export type World = {
  org: LocalOrg;
  home: string;
  /** An empty folder for files of the tests; it goes with the home. */
  folder: string;
  close: () => Promise<void>;
};

/**
 * Opens an org that answers in this process, moves this process into an empty home, and logs the named users in there.
 */
export const openWorld = (options: LocalOrgOptions, ...usernames: string[]): Promise<World> =>
  worldOf(openInProcess(options), usernames);

/** The same with an org that is served over HTTP. */
export const openWorldOnTheWire = async (options: LocalOrgOptions, ...usernames: string[]): Promise<World> =>
  worldOf(await startLocalOrg(options), usernames);

const worldOf = async (org: LocalOrg, usernames: readonly string[]): Promise<World> => {
  const { home, leave } = await enterHome();
  const folder = join(home, 'files');
  try {
    await mkdir(folder);
    for (const username of usernames) await logIn(org, username);
  } catch (error) {
    await org.close();
    await leave();
    throw error;
  }
  org.clearRequests();
  return {
    org,
    home,
    folder,
    close: async () => {
      await org.close();
      await leave();
    },
  };
};
