import type { Connection } from '@salesforce/core';
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
  };

/**
 * Talks to one org through the connection that `sf` has authorized. Every call is counted, has a deadline of ours, and
 * a read is tried again where the platform says that this helps.
 * @throws OrgFailure from every call
 */
export const createOrgClient = (connection: Connection, options: ClientOptions): OrgClient => {
  const transport = createTransport(options);
  return {
    username: connection.getUsername() ?? '',
    orgId: connection.getAuthInfoFields().orgId ?? '',
    instanceUrl: connection.instanceUrl.replace(/\/+$/, ''),
    apiVersion: connection.getApiVersion(),
    ...createRestApi(connection, transport),
    ...createMetadataApi(connection, transport),
    cost: transport.cost,
    restartClock: transport.restartClock,
  };
};
