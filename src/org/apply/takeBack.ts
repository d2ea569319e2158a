/** Takes assignments back that a run has made, as soon as they turn out to give more than was announced. */
import type { Outcome } from '../../grant/grantOutcome.js';
import type { OwnAssignment } from '../../grant/unannounced.js';
import { isGoneAlready } from '../../platform/refusals.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { chunk } from '../chunk.js';
import { nodesPerGraph } from '../restApi.js';

/** How it ended of one user: null where it is taken back, else in the words of the org. */
type End = { readonly one: OwnAssignment; readonly stays: string | null };

/** Deletes all of them or none. Null where that went well, else why not. */
const deleted = async (client: OrgClient, some: readonly OwnAssignment[]): Promise<string | null> => {
  try {
    const reply = await client.write(
      some.map(({ recordId }, i) => ({
        ref: `delete${i}`,
        method: 'DELETE',
        path: `PermissionSetAssignment/${recordId}`,
      })),
    );
    if (reply.ok || (some.length === 1 && reply.errors.every(({ errorCode }) => isGoneAlready(errorCode)))) return null;
    return reply.errors.map(({ errorCode, message }) => `${errorCode}: ${message}`).join(' | ');
  } catch (error) {
    // One that breaks must not keep the others from being taken back.
    if (!(error instanceof OrgFailure)) throw error;
    return [error.code, ...error.args].join(': ');
  }
};

/** Those of one transaction, and where the org refuses it, each by itself: one must not keep the others. */
const takenTogether = async (client: OrgClient, some: readonly OwnAssignment[]): Promise<End[]> => {
  const stays = await deleted(client, some);
  if (stays === null || some.length === 1) return some.map((one) => ({ one, stays }));
  const ends: End[] = [];
  for (const one of some) ends.push({ one, stays: await deleted(client, [one]) });
  return ends;
};

/**
 * Takes them back. A write is not stopped by whoever stops the run, so that nobody is left with them halfway.
 * @returns an outcome for each, and those that stay
 */
export const takeBack = async (
  client: OrgClient,
  assignments: readonly OwnAssignment[],
): Promise<{ readonly outcomes: Outcome[]; readonly left: readonly OwnAssignment[] }> => {
  const ends: End[] = [];
  for (const part of chunk(assignments, nodesPerGraph)) ends.push(...(await takenTogether(client, part)));
  return {
    outcomes: ends.map(({ one: { username, what }, stays }): Outcome =>
      stays === null
        ? { step: 'unassign', user: username, result: 'done', detail: what }
        : { step: 'unassign', user: username, result: 'failed', code: 'NOT_TAKEN_BACK', detail: `${what}: ${stays}` },
    ),
    left: ends.flatMap(({ one, stays }) => (stays === null ? [] : [one])),
  };
};
