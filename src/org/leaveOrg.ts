import type { Connection } from '@salesforce/core';
import { forgetSecretsOf, withoutSecretsIn } from '../secrets.js';

/**
 * Ends the use of one connection of many: what was made of it is given without its secrets, which then need not be known any
 * more.
 * @param connection null where there was none yet
 */
export const leaveOrg = <T>(connection: Connection | null, made: T): T => {
  const clean = withoutSecretsIn(made);
  if (connection !== null) forgetSecretsOf(connection);
  return clean;
};
