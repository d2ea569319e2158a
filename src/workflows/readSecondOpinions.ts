/** Second opinions about the access of users: of the platform, and of a user who is logged in as itself. */
import type { Connection } from '@salesforce/core';
import type { ReadingScope } from '../access/readingScope.js';
import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import type { Evaluation } from '../check/evaluation.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { readItself } from '../org/read/readItself.js';
import { readOpinion } from '../org/read/readOpinions.js';
import type { OpinionsWanted } from '../org/read/readOpinions.js';
import type { ClientOptions } from '../org/transport.js';
import { fieldKey, keyOf } from '../platform/names.js';
import { Refusal } from '../refusal.js';

/** Objects and fields that findings about the user name. */
const wantedOf = (evaluations: readonly Evaluation[], { id }: InspectedUser): OpinionsWanted => {
  const needs = evaluations
    .filter(({ user }) => user.id === id)
    .flatMap(({ findings }) => findings.map(({ need }) => need));
  const fields = needs.flatMap((need) => (need.kind === 'field' ? [{ sobject: need.sobject, field: need.field }] : []));
  const sobjects = needs.flatMap((need) => (need.kind === 'object' || need.kind === 'field' ? [need.sobject] : []));
  return {
    sobjects: [...new Map(sobjects.map((name) => [keyOf(name), name])).values()],
    fields: [...new Map(fields.map((one) => [fieldKey(one.sobject, one.field), one])).values()],
  };
};

/**
 * The snapshot with the platform's opinion about everything that the findings name, user by user.
 * @throws OrgFailure
 */
export const withPlatformOpinions = async (
  client: OrgClient,
  evaluations: readonly Evaluation[],
  snapshot: AccessSnapshot,
): Promise<AccessSnapshot> => ({
  ...snapshot,
  users: await Promise.all(
    snapshot.users.map(async (user) => ({
      ...user,
      opinions: {
        ...user.opinions,
        platform: await readOpinion(client, snapshot.schema, user.id, wantedOf(evaluations, user)),
      },
    })),
  ),
});

/** Who is logged in as the integration user. */
export type VerifyAs = {
  /** As it was named. */
  readonly alias: string;
  readonly connect: () => Promise<Connection>;
};

/**
 * The snapshot with what one of its users sees of itself.
 * @throws Refusal where the alias is of another org, or of nobody who is checked; OrgFailure
 */
export const withOwnView = async (
  { orgId }: OrgClient,
  { alias, connect }: VerifyAs,
  scope: ReadingScope,
  snapshot: AccessSnapshot,
  options: ClientOptions,
): Promise<{ readonly snapshot: AccessSnapshot; readonly apiCalls: number }> => {
  const client = createOrgClient(await connect(), options);
  if (client.orgId.slice(0, 15) !== orgId.slice(0, 15))
    throw new Refusal('failure', 'verifyOtherOrg', [alias, client.instanceUrl, snapshot.org.instanceUrl]);
  const isIt = ({ username }: InspectedUser): boolean => keyOf(username) === keyOf(client.username);
  if (!snapshot.users.some(isIt)) throw new Refusal('failure', 'verifyOtherUser', [alias, client.username]);
  const itself = await readItself(client, scope);
  return {
    snapshot: {
      ...snapshot,
      users: snapshot.users.map((user) => (isIt(user) ? { ...user, opinions: { ...user.opinions, itself } } : user)),
    },
    apiCalls: client.cost().apiCalls,
  };
};
