/** An embedded org with a home whose `sf` is logged in to it, for the tests of one file or block. */
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg, LocalOrgOptions } from '../local-org/http/localOrgServer.js';
import { enterHome, logIn } from './sfHome.js';

export type World = { org: LocalOrg; home: string; close: () => Promise<void> };

/** Starts an org, moves this process into an empty home, and logs the named users in there. */
export const openWorld = async (options: LocalOrgOptions, ...usernames: string[]): Promise<World> => {
  const org = await startLocalOrg(options);
  const { home, leave } = await enterHome();
  try {
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
    close: async () => {
      await org.close();
      await leave();
    },
  };
};
