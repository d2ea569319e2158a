/**
 * A run about many orgs, as it is kept beside the looks: which orgs, and what could not be looked at. What was seen stands in the
 * states of the orgs (round.ts). Pure.
 */
import { z } from 'zod';
import type { Delivery } from './message.js';
import { mostShards } from './shard.js';
import type { Shard } from './shard.js';

/** A part of so many as there can be: a list is made of them all. */
const shard = z
  .object({ index: z.int().min(1), of: z.int().min(1).max(mostShards) })
  .refine(({ index, of }) => index <= of) satisfies z.ZodType<Shard>;

/** A time as a run writes it: what came from elsewhere is reckoned with and shown. */
const time = z.iso.datetime();

const texts = z.array(z.string()).readonly();

const org = z.object({
  /** As people call it: an alias, or its username. */
  name: z.string(),
  username: z.string(),
  orgId: z.string().nullable(),
  /** Other logins of the same org that the run has named, through which it is not looked at; left out where there are none. */
  otherLogins: texts.exactOptional(),
  /** `open`: it was not its turn yet. */
  outcome: z.enum(['seen', 'failed', 'open']),
  /** Why it could not be looked at. */
  failure: z.object({ code: z.string(), text: z.string() }).nullable(),
  /** Usernames that lead to nobody. */
  notFound: texts,
  apiCalls: z.int(),
});
export type RoundOrg = z.output<typeof org>;

/** More orgs than this no run looks at. Counted before each is looked at: a list of nothing but mistakes takes long to judge. */
const mostOrgs = 50_000;
const orgs: z.ZodType<readonly RoundOrg[], unknown[]> = z.array(org) as never;
const boundedOrgs = z.array(z.unknown()).max(mostOrgs).pipe(orgs);

/** One of many orgs, as far as it is known without a call. */
export type FleetMember = Pick<RoundOrg, 'name' | 'username' | 'orgId' | 'otherLogins'>;

const delivery = z.object({
  name: z.string(),
  result: z.enum(['delivered', 'failed']),
  messageId: z.string(),
  reason: z.string().exactOptional(),
  permanent: z.enum(['message', 'channel']).exactOptional(),
  givenUp: z.literal(true).exactOptional(),
}) satisfies z.ZodType<Delivery>;

export const roundRecordSchema = z.object({
  kind: z.literal('monitorRound'),
  schemaVersion: z.literal(1),
  round: z.string(),
  shard: shard.nullable(),
  startedAt: time,
  /** Null as long as it runs, and where it was killed. */
  endedAt: time.nullable(),
  orgs: boundedOrgs,
  /** Names of orgs that the run was given, too, and that belong to other parts; left out in records of earlier versions. */
  elsewhere: z.array(z.string()).max(mostOrgs).readonly().exactOptional(),
  /** How news was taken: that of this round, and that of earlier ones. */
  channels: z.array(delivery).readonly(),
  earlier: z.array(delivery).readonly(),
  dropped: texts,
  /** Channels that nothing can be sent to, and why. */
  unready: z.array(z.object({ name: z.string(), reason: z.string() })).readonly(),
  /** Why it could not be written down what channels have confirmed; null where it could. */
  trouble: z.string().nullable(),
  heartbeatFailed: z.string().nullable(),
  keptAside: z
    .array(
      z.object({
        path: z.string(),
        why: z.enum(['damaged', 'older', 'newer', 'foreign']),
        keptAs: z.string().nullable(),
      }),
    )
    .readonly(),
});
export type RoundRecord = z.output<typeof roundRecordSchema>;

/** Half a day: a run that began before that and has not ended is not gone on with. */
const goesOnMs = 43_200_000;

/** Whether a run goes on with a round that did not end: the same part of the orgs, begun not long ago. */
export const goesOn = (before: RoundRecord | null, shard: Shard | null, now: number): before is RoundRecord => {
  if (before === null || before.endedAt !== null) return false;
  const age = now - Date.parse(before.startedAt);
  return before.shard?.index === shard?.index && before.shard?.of === shard?.of && age >= 0 && age < goesOnMs;
};
