/** The published shape of `sf integration monitor --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { levels } from '../../kinds/requirement.js';
import { statuses } from '../../kinds/verdict.js';
import { newsKinds, nobodyNamed } from '../../monitor/news.js';
import { orgSchema } from '../check/checkResult.js';
import { resultJsonSchema } from '../resultJsonSchema.js';

const status = z.enum(statuses).nullable();
const time = z.string().meta({ description: 'ISO 8601, UTC.' });

const auditEntries = z.array(
  z.object({
    when: z.string(),
    who: z.string(),
    action: z.string(),
    text: z.string(),
    possible: z.literal(true).optional().meta({ description: 'It fits, and need not be the reason.' }),
  }),
);

const news = z.object({
  id: z.string().meta({ description: 'Id of the finding; that of the integration where its definition has changed.' }),
  news: z.enum(newsKinds),
  was: status.meta({ description: 'Status in the look before; null for what was not looked for.' }),
  is: status.meta({ description: 'Status now; null for what is not looked for any more.' }),
  since: time,
  level: z.enum(levels).nullable(),
  what: z.string().meta({ description: 'What people call it.' }),
  why: z.array(z.string()).meta({ description: 'The sentence, and what to do.' }),
  forbid: z.literal(true).optional().meta({ description: 'The user must not have it: lost means that it appeared.' }),
  by: auditEntries
    .optional()
    .meta({ description: 'Of a loss: entries of the audit trail that explain it, the latest first.' }),
  nobody: z.enum(nobodyNamed).optional().meta({ description: 'Of a loss: why nobody is named.' }),
});

const delivery = z.object({
  name: z.string(),
  result: z.enum(['delivered', 'failed']),
  messageId: z.string(),
  reason: z.string().optional(),
});

const keptAside = z
  .array(
    z.object({
      path: z.string(),
      why: z.enum(['damaged', 'older', 'newer', 'foreign']),
      keptAs: z.string().nullable(),
    }),
  )
  .meta({ description: 'States that could not be compared with; with --dry-run they stay where they are.' });

const look = z.object({
  org: orgSchema,
  integration: z.string().meta({ description: 'As it was named: an id, id@variant, or a path.' }),
  user: z.string(),
  since: time.nullable().meta({ description: 'When the look before was; null for the first one.' }),
  at: time,
  missing: z.int().meta({ description: 'Needs that are missing now and fail a check.' }),
  unknown: z.int(),
  news: z.array(news),
  upcoming: z
    .array(
      z.object({
        kind: z.enum(['assignment', 'license', 'password', 'apiRequests']),
        name: z.string(),
        ends: time.nullable(),
        text: z.string(),
      }),
    )
    .meta({ description: 'What ends soon, or is nearly used up, and was not told before.' }),
  sourcesLost: z
    .array(z.object({ id: z.string(), source: z.string(), left: z.int() }))
    .meta({ description: 'Sources of what is still met that are gone since the look before.' }),
  channels: z.array(delivery).meta({ description: 'How the news of this run was taken.' }),
});

const watch = z.object({
  schemaVersion: z.literal(1),
  dryRun: z.literal(true).optional(),
  looks: z.array(look),
  notFound: z.array(z.string()).meta({ description: 'Usernames that lead to no user.' }),
  earlier: z
    .array(delivery)
    .meta({ description: 'News of earlier runs that a channel had not confirmed, and how it was taken now.' }),
  keptAside,
  apiCalls: z.int(),
  channelsNotReady: z
    .array(z.object({ name: z.string(), reason: z.string() }))
    .optional()
    .meta({ description: 'Channels that nothing can be sent to: a variable that is not set, or holds no address.' }),
});

const fleet = watch.extend({
  fleet: z
    .object({
      shards: z
        .array(
          z.object({
            index: z.int(),
            of: z.int(),
            state: z.enum(['complete', 'unfinished', 'missing', 'old']),
            startedAt: time.nullable(),
          }),
        )
        .meta({ description: 'The parts that it is made of; empty where the orgs were not shared out.' }),
      orgs: z.array(
        z.object({
          name: z.string().meta({ description: 'An alias, or the username.' }),
          username: z.string(),
          id: z.string().nullable(),
          outcome: z.enum(['seen', 'failed', 'open']).meta({ description: 'open: it was not looked at.' }),
          failure: z.object({ code: z.string(), text: z.string() }).optional(),
          notFound: z.array(z.string()).optional(),
          otherLogins: z
            .array(z.string())
            .meta({ description: 'Other logins of the same org that were named: it is looked at once.' })
            .optional(),
          apiCalls: z.int(),
        }),
      ),
      causes: z
        .array(
          z.object({
            news: z.enum(newsKinds),
            integration: z.string(),
            ids: z.array(z.string()),
            what: z.array(z.string()),
            forbid: z.literal(true).optional(),
            actions: z.array(z.string()).meta({ description: 'SetupAuditTrail.Action of what explains it.' }),
            nobody: z.enum(nobodyNamed).optional(),
            orgs: z.array(
              z.object({
                id: z.string(),
                name: z.string(),
                user: z.string(),
                since: time.nullable().meta({ description: 'When the look before was.' }),
                by: auditEntries,
              }),
            ),
          }),
        )
        .meta({ description: 'The news of all orgs: the same needs by the same kinds of changes together.' }),
    })
    .meta({ description: 'Of a run about many orgs.' }),
});

const openFinding = z.object({
  id: z.string(),
  what: z.string(),
  level: z.enum(levels),
  status: z.enum(statuses),
  code: z.string(),
  since: time,
  told: time.nullable(),
  changes: z.array(z.object({ at: time, status: z.enum(statuses) })),
});

const kept = z.object({
  schemaVersion: z.literal(1),
  stateDir: z.string(),
  states: z.array(
    z.object({
      org: z.object({ id: z.string(), username: z.string(), shortName: z.string(), instanceUrl: z.string() }),
      integration: z.string(),
      looks: z.array(
        z.object({
          reference: z.string(),
          user: z.string(),
          first: time,
          last: time,
          old: z.literal(true).optional().meta({ description: 'Nobody has looked for more than two days.' }),
          missing: z.int(),
          unknown: z.int(),
          open: z
            .array(openFinding)
            .meta({ description: 'What is missing, unknown or only partly there, and since when.' }),
        }),
      ),
      undelivered: z.array(z.object({ run: z.string(), at: time, channels: z.array(z.string()) })),
    }),
  ),
  keptAside,
});

const monitorResultSchema = z.union([fleet, watch, kept]);

/** What a look returns with `--json`. */
export type WatchResult = z.output<typeof watch>;
/** What a look at many orgs, or a report of several shards, returns with `--json`. */
export type FleetResult = z.output<typeof fleet>;
/** What `--status` returns with `--json`. */
export type KeptResult = z.output<typeof kept>;
export type MonitorResult = z.output<typeof monitorResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration monitor --json` gives as its result. */
export const monitorResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(monitorResultSchema, 'integration monitor');
