import { AuthInfo, Connection } from '@salesforce/core';
import { logIn } from './sfHome.js';
import type { World } from './world.js';

/** A connection as `sf` makes it for a user who has logged in. */
export const connect = async (world: World, username: string): Promise<Connection> => {
  await logIn(world.org, username);
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
  world.org.clearRequests();
  return connection;
};
