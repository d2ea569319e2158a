import { Org } from '@salesforce/core';
import type { Connection } from '@salesforce/core';
import { connectionTo } from '../org/connecting.js';
import { Refusal } from '../refusal.js';

/**
 * The connection of another user who is logged in on this machine.
 * @param alias username or alias of sf
 * @param version of the API, as the person named it
 * @throws Refusal where nobody is logged in under it
 */
export const loggedInAs = async (alias: string, version: string | undefined): Promise<Connection> => {
  try {
    return connectionTo(await Org.create({ aliasOrUsername: alias }), version);
  } catch (error) {
    throw new Refusal('failure', 'verifyUnknown', [alias, error instanceof Error ? error.message : String(error)]);
  }
};
