import type { Connection } from '@salesforce/core';
import { boundedConnection } from './boundedConnection.js';
import { orderFailure, refusedTwice, troubleOf, writeFailure } from './errorToFailure.js';
import type { Where } from './errorToFailure.js';
import { OrgFailure } from './failure.js';
import { recordOf, textOf } from './reply.js';
import type { Reply } from './reply.js';
import type { Transport } from './transport.js';

/** Types of components that are read one by one. */
export type ReadableType = 'CustomObject' | 'PermissionSet' | 'DuplicateRule' | 'RecordType' | 'ConnectedApp';

export type MetadataApi = {
  /** Metadata API readMetadata, at most 10 names (fact F2). A refusal is a reply, not a failure. */
  readonly readMetadata: (type: ReadableType, names: readonly string[]) => Promise<Reply>;
  /**
   * Has the org check a zipped metadata package (fact H12). Check-only always: nothing is deployed, there is no way to
   * order more. The body of the reply is the id of the request. A refusal is a reply, not a failure.
   */
  readonly startValidation: (zip: Buffer) => Promise<Reply>;
  /** How far a deploy is, check-only or not. The body of the reply is a DeployResult with details. */
  readonly deployStatus: (id: string) => Promise<Reply>;
  /**
   * Deploys a zipped metadata package, all of it or nothing (fact F21). Not tried again: when the connection breaks
   * nobody knows whether it was accepted, nor when the session ends: that is a reply here. The body of the reply is the id
   * of the request.
   */
  readonly startDeploy: (zip: Buffer) => Promise<Reply>;
  /** Starts to fetch the files of components, by type. The body of the reply is the id of the request. */
  readonly startRetrieve: (members: Readonly<Record<string, readonly string[]>>) => Promise<Reply>;
  /** How far the retrieve is. The body of the reply is a RetrieveResult, with the archive in base64 once it is done. */
  readonly retrieveStatus: (id: string) => Promise<Reply>;
};

/** Failures of the Metadata API alone: only a part of the reading hangs on it, so they are a gap, not the end of the run. */
const partial: ReadonlySet<string> = new Set([
  'SERVER_UNAVAILABLE',
  'CONNECTION_LOST',
  'NOT_SALESFORCE_ANSWER',
  'ANSWER_TOO_LARGE',
]);

/**
 * What a call of the Metadata API came to; what the org refuses is a reply.
 * @throws OrgFailure
 */
const replyOf = async (
  call: () => Promise<unknown>,
  where: Where,
  failureOf: (error: unknown, where: Where) => OrgFailure,
): Promise<Reply> => {
  try {
    return { ok: true, body: await call() };
  } catch (error) {
    const failure = failureOf(error, where);
    const { code, args } = failure;
    if (code === 'REFUSED') return { ok: false, errorCode: args[0] ?? '', message: args[1] ?? '' };
    const isGap = partial.has(code) || (code === 'SESSION_EXPIRED' && failure.maybeWritten);
    if (isGap) return { ok: false, errorCode: code, message: args.join(' ') };
    throw failure;
  }
};

/** @throws OrgFailure NOT_SALESFORCE_ANSWER where the answer names no job */
const idIn = (answer: unknown, where: Where): string => {
  const id = textOf(recordOf(answer)['id']);
  if (id === '') throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
  return id;
};

/** The Metadata API of the org behind the connection. Every call throws an OrgFailure where even a gap is no answer. */
export const createMetadataApi = (connection: Connection, transport: Transport): MetadataApi => {
  const { attempt, withRetries, beforeWrite } = transport;
  const { host } = new URL(connection.instanceUrl);
  const apiVersion = connection.getApiVersion();
  const metadata = (signal: AbortSignal, onSend?: () => void): Connection['metadata'] =>
    boundedConnection(connection, signal, { onSend }).metadata;

  const read = (name: string, call: (where: Where) => Promise<unknown>): Promise<Reply> => {
    const where: Where = [host, name];
    return replyOf(
      () => call(where),
      where,
      (error) => troubleOf(error, where).failure,
    );
  };

  const readMetadata: MetadataApi['readMetadata'] = (type, names) =>
    read('readMetadata', (where) =>
      withRetries<unknown>(
        where,
        (signal) => metadata(signal).read(type, [...names]),
        (answer) => {
          // One record for each name, an empty one where there is no such component; a page of a proxy reads as none.
          if (Array.isArray(answer) && answer.length === 0) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
        },
      ),
    );

  const deploy = (zip: Buffer, checkOnly: boolean): Promise<Reply> => {
    const where: Where = [host, 'deploy'];
    const options = { checkOnly, rollbackOnError: true, singlePackage: true };
    let sent = 0;
    const onSend = (): void => void (sent += 1);
    const send = async (): Promise<string> => {
      if (!checkOnly) beforeWrite();
      return idIn(await attempt<unknown>((signal) => metadata(signal, onSend).deploy(zip, options)), where);
    };
    const failureOf = (error: unknown): OrgFailure => {
      const failure = writeFailure(error, where);
      return sent > 1 && !failure.maybeWritten ? refusedTwice() : failure;
    };
    return replyOf(send, where, checkOnly ? orderFailure : failureOf);
  };

  const startRetrieve: MetadataApi['startRetrieve'] = (members) => {
    const types = Object.entries(members).map(([name, names]) => ({ name, members: [...names] }));
    const request = {
      apiVersion: Number(apiVersion),
      singlePackage: true,
      unpackaged: { types, version: apiVersion, objectPermissions: [] },
    };
    return read('retrieve', async (where) => {
      const answer = await withRetries<unknown>(
        where,
        (signal) => metadata(signal).retrieve(request),
        (started) => void idIn(started, where),
      );
      return idIn(answer, where);
    });
  };

  const retrieveStatus: MetadataApi['retrieveStatus'] = (id) =>
    read('checkRetrieveStatus', (where) =>
      withRetries<unknown>(
        where,
        (signal) => metadata(signal).checkRetrieveStatus(id),
        (answer) => void idIn(answer, where),
      ),
    );

  const deployStatus: MetadataApi['deployStatus'] = (id) =>
    read('checkDeployStatus', (where) =>
      withRetries<unknown>(
        where,
        (signal) => metadata(signal).checkDeployStatus(id, true),
        (answer) => void idIn(answer, where),
        // It does not count against the limit (Metadata API guide, checkDeployStatus).
        { charged: false },
      ),
    );

  return {
    readMetadata,
    startValidation: (zip) => deploy(zip, true),
    deployStatus,
    startDeploy: (zip) => deploy(zip, false),
    startRetrieve,
    retrieveStatus,
  };
};
