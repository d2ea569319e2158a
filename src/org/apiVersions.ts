import type { Connection } from '@salesforce/core';
import { boundedConnection } from './boundedConnection.js';
import { recordOf, textOf } from './reply.js';
import type { Transport } from './transport.js';

/**
 * The newest version of the API that an org has, from the list that it gives to everybody and that is charged to nobody.
 * @returns e.g. `68.0`; null where the answer is no such list
 * @throws OrgFailure
 */
export const newestApiVersion = async (
  connection: Connection,
  { withRetries }: Pick<Transport, 'withRetries'>,
): Promise<string | null> => {
  const url = `${connection.instanceUrl.replace(/\/+$/, '')}/services/data`;
  const { host } = new URL(url);
  const answer = await withRetries<unknown>(
    [host, 'services/data'],
    (signal) => boundedConnection(connection, signal).request({ method: 'GET', url }),
    () => undefined,
    { charged: false },
  );
  const versions = (Array.isArray(answer) ? answer : []).map((one) => textOf(recordOf(one)['version']));
  const known = versions.filter((version) => /^\d{1,3}\.\d$/.test(version));
  return known.sort((a, b) => Number(b) - Number(a))[0] ?? null;
};
