/** A connection to one of many orgs, by the login that `sf` keeps. */
import { AuthInfo, Connection } from '@salesforce/core';
import { newestApiVersion } from './apiVersions.js';
import { OrgFailure } from './failure.js';
import { createTransport } from './transport.js';
import type { ClientOptions } from './transport.js';

const dayMs = 86_400_000;

/** A version with which a connection can be made; nothing is sent in it before the right one is known. */
const anyVersion = '60.0';

/** The version that `sf` has learned of the org, as long as `sf` itself believes it: for a day. */
const learnedVersion = (authInfo: AuthInfo): string | null => {
  const { instanceApiVersion, instanceApiVersionLastRetrieved } = authInfo.getFields();
  const age = Date.now() - Date.parse(instanceApiVersionLastRetrieved ?? '');
  return instanceApiVersion !== undefined && age >= 0 && age < dayMs ? instanceApiVersion : null;
};

/**
 * Connects as `sf` does, but for one thing: the org is asked for its API versions by our own client, with our own deadline.
 * The client of `sf` reads an answer to its end, however long it is, and where one breaks off it gives up whatever else is
 * under way (brokenBody.ts): one org of many must not do that to the others.
 * @param version as a person named it
 * @throws OrgFailure; what `sf` throws where there is no such login
 */
export const connectOrg = async (
  username: string,
  version: string | undefined,
  options: ClientOptions,
): Promise<Connection> => {
  const authInfo = await AuthInfo.create({ username });
  const known = version ?? learnedVersion(authInfo);
  const connection = await Connection.create({ authInfo, connectionOptions: { version: known ?? anyVersion } });
  if (known !== null) return connection;
  const newest = await newestApiVersion(connection, createTransport(options));
  if (newest === null) throw new OrgFailure('API_VERSION_UNKNOWN');
  // As `sf` keeps it, in the form in which it reads it again.
  await authInfo.save({
    instanceApiVersion: newest,
    instanceApiVersionLastRetrieved: new Date(Date.now()).toLocaleString(),
  });
  connection.setApiVersion(newest);
  return connection;
};
