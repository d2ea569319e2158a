import { createRequire } from 'node:module';
import { AuthInfo, Connection, StateAggregator } from '@salesforce/core';
import { logIn } from './sfHome.js';
import type { World } from './world.js';

/** A connection as `sf` makes it for a user who has logged in. */
export const connect = async (world: World, username: string): Promise<Connection> => {
  await logIn(world.org, username);
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
  world.org.clearRequests();
  return connection;
};

/** The same for a login that `sf` renews by itself when its session is over. */
export const connectRenewing = async (world: World, username: string): Promise<Connection> => {
  const { org } = world;
  const options = { accessToken: org.tokenFor(username), instanceUrl: org.url, loginUrl: org.url };
  const info = await AuthInfo.create({ accessTokenOptions: options });
  await info.save({ refreshToken: org.refreshTokenFor(username), clientId: 'PlatformCLI' });
  StateAggregator.clearInstance();
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
  org.clearRequests();
  return connection;
};

type Lockfile = { readonly unlock: (file: string, options: { realpath: boolean }) => Promise<void> };

/**
 * Lets go of what sf holds while it renews the session of a user. A renewal that breaks off never ends for sf, and holds it until
 * the process does: here that runs on with the next test.
 */
export const releaseRenewal = async (username: string): Promise<void> => {
  const { unlock } = createRequire(createRequire(import.meta.url).resolve('@salesforce/core'))(
    'proper-lockfile',
  ) as Lockfile;
  const { orgs } = await StateAggregator.getInstance();
  const free = unlock(`${orgs.getPath(username)}.token-rotation`, { realpath: false });
  await free.catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'ENOTACQUIRED') throw error;
  });
};
