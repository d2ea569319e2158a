import type { Connection } from '@salesforce/core';
import { watchSecrets } from '../secrets.js';
import { OrgFailure } from './failure.js';
import { newestApiVersion } from './apiVersions.js';
import { createMetadataApi } from './metadataApi.js';
import type { MetadataApi } from './metadataApi.js';
import { createRestApi } from './restApi.js';
import type { RestApi } from './restApi.js';
import { createTransport } from './transport.js';
import type { ClientOptions, Transport } from './transport.js';

/** Everything that the readers and writers of this folder need of one org. */
export type OrgClient = RestApi &
  MetadataApi &
  Pick<Transport, 'cost' | 'restartClock'> & {
    readonly username: string;
    readonly orgId: string;
    readonly instanceUrl: string;
    /** e.g. `68.0` */
    readonly apiVersion: string;
    /** The newest version that the org has; null where that could not be learned. */
    readonly newestApiVersion: () => Promise<string | null>;
  };

/**
 * What the connection logs in with. What is kept encrypted is of no use to anybody and may not be to be had. Decrypting
 * takes far longer than looking for it in a text, so it is done again only where what is encrypted has changed.
 */
const secretsOf = (connection: Connection): (() => Array<string | undefined>) => {
  const kept = (decrypted: boolean): Array<string | undefined> => {
    try {
      const { refreshToken, clientSecret, password } = connection.getAuthInfo().getFields(decrypted);
      return [refreshToken, clientSecret, password];
    } catch {
      return [];
    }
  };
  let encrypted: ReadonlyArray<string | undefined> | null = null;
  let decrypted: ReadonlyArray<string | undefined> = [];
  return () => {
    const now = kept(false);
    if (encrypted === null || now.some((secret, at) => secret !== encrypted?.[at])) {
      encrypted = now;
      decrypted = kept(true);
    }
    return [connection.accessToken ?? undefined, ...decrypted];
  };
};

/**
 * The newest version of the org: as `sf` has learned it, which is so where nobody chose a version, else by asking for the list
 * of them, which is charged to nobody.
 */
const newestVersionOf =
  (connection: Connection, transport: Transport): OrgClient['newestApiVersion'] =>
  async () => {
    const learned = connection.getAuthInfoFields().instanceApiVersion;
    if (learned !== undefined && Number(learned) >= Number(connection.getApiVersion())) return learned;
    try {
      return await newestApiVersion(connection, transport);
    } catch (error) {
      // Without it everything is judged as in the version that is used.
      if (error instanceof OrgFailure && error.code !== 'INTERRUPTED') return null;
      throw error;
    }
  };

/** Below this version the API lacks what every reading is built on (permission set groups, fact A2). */
const oldestApiVersion = 45;

/**
 * Talks to one org through the connection that `sf` has authorized. Every call is counted, has a deadline of ours, and
 * a read is tried again where the platform says that this helps.
 * @throws OrgFailure API_VERSION_TOO_OLD at once; others from every call
 */
export const createOrgClient = (connection: Connection, options: ClientOptions): OrgClient => {
  const apiVersion = connection.getApiVersion();
  if (Number(apiVersion) < oldestApiVersion) {
    throw new OrgFailure('API_VERSION_TOO_OLD', [apiVersion, `${oldestApiVersion}.0`]);
  }
  watchSecrets(secretsOf(connection), connection);
  const transport = createTransport(options);
  return {
    username: connection.getUsername() ?? '',
    orgId: connection.getAuthInfoFields().orgId ?? '',
    instanceUrl: connection.instanceUrl.replace(/\/+$/, ''),
    apiVersion,
    newestApiVersion: newestVersionOf(connection, transport),
    ...createRestApi(connection, transport),
    ...createMetadataApi(connection, transport),
    cost: transport.cost,
    restartClock: transport.restartClock,
  };
};
