import { StateAggregator } from '@salesforce/core';
import type { Connection } from '@salesforce/core';
import { forgetSecretsOf, withoutSecretsIn } from '../secrets.js';

/**
 * Ends the use of one connection of many: what was made of it is given without its secrets, which then need not be known any
 * more. Nor does `sf` keep the login: it has each that it read in memory, for 48 kB and more of each org. Connections that are
 * in use hold on to what they need; the next one reads its file.
 * @param connection null where there was none yet
 */
export const leaveOrg = async <T>(connection: Connection | null, made: T): Promise<T> => {
  const clean = withoutSecretsIn(made);
  if (connection !== null) forgetSecretsOf(connection);
  // It is about memory alone: that it fails is no failure of the org.
  await StateAggregator.clearInstanceAsync().catch(() => undefined);
  return clean;
};
