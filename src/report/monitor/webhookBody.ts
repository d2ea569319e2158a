/** What a webhook gets: the message as data, and in words. Its shape is published. */
import { z } from 'zod';
import { levels } from '../../kinds/requirement.js';
import { statuses } from '../../kinds/verdict.js';
import type { MonitorMessage } from '../../monitor/message.js';
import { newsKinds, nobodyNamed } from '../../monitor/news.js';
import { plainText } from './plainText.js';
import type { MessageText } from './messageText.js';

const time = z.string().meta({ description: 'ISO 8601, UTC.' });

const auditEntry = z.object({
  ...{ when: time, who: z.string(), action: z.string(), text: z.string() },
  possible: z.literal(true).meta({ description: 'It fits, and need not be the reason.' }).optional(),
});

const news = z.object({
  id: z.string().meta({ description: 'Id of the finding; that of the integration where its definition has changed.' }),
  news: z.enum(newsKinds),
  was: z.enum(statuses).nullable(),
  is: z.enum(statuses).nullable(),
  since: time,
  level: z.enum(levels).nullable(),
  what: z.string(),
  why: z.array(z.string()),
  forbid: z.literal(true).meta({ description: 'Of something that the user must not have.' }).optional(),
  by: z.array(auditEntry).optional(),
  nobody: z.enum(nobodyNamed).meta({ description: 'Why by is empty.' }).optional(),
});

const upcoming = z.object({
  kind: z.enum(['assignment', 'license', 'password', 'apiRequests']),
  name: z.string(),
  ends: time.nullable(),
  text: z.string(),
});

const look = z.object({
  org: z.object({
    id: z.string(),
    username: z.string(),
    shortName: z.string(),
    type: z.string().nullable(),
    instanceUrl: z.string(),
  }),
  integration: z.string(),
  user: z.string(),
  since: time.nullable().meta({ description: 'When the look before was; null for the first one.' }),
  missing: z.int().meta({
    description:
      'How many needs of this integration that fail a check are missing in this org now, or unknown, over all its users.',
  }),
  aside: z
    .enum(['damaged', 'older', 'foreign'])
    .meta({ description: 'The state of the look before could not be used: the looks begin anew.' })
    .optional(),
  command: z.string(),
  news: z.array(news),
  upcoming: z.array(upcoming),
});

const webhookBodySchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string().meta({ description: 'The same each time that it is sent: what has come already can be left.' }),
  at: time,
  subject: z.string().meta({ description: 'One line for people.' }),
  text: z.string().meta({ description: 'The whole message for people.' }),
  looks: z.array(look),
  orgs: z
    .array(
      z.object({
        ...{ news: z.enum(['failed', 'back']), name: z.string(), since: time },
        code: z.string().meta({ description: 'Why it could not be looked at: as failure.code of --json.' }),
        text: z.string(),
      }),
    )
    .meta({
      description: 'Orgs that could not be looked at, each once, or can be again. Left out where there are none.',
    })
    .optional(),
});

/** What a webhook gets as its body. */
export type WebhookBody = z.output<typeof webhookBodySchema>;

/** The JSON Schema (draft-07) of what a webhook gets. */
export const webhookBodyJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(webhookBodySchema, { target: 'draft-7' }),
  title: 'What sf integration monitor sends to a webhook',
});

/** The message as data. Who else is told of it is nobody's business. */
export const webhookBody = ({ id, at, looks, orgs = [] }: MonitorMessage, text: MessageText): WebhookBody => ({
  schemaVersion: 1,
  id,
  at,
  subject: text.subject,
  text: plainText(text),
  looks: looks.map(({ org, integration, user, since, missing, aside, command, news: all, upcoming: coming }) => ({
    ...{ org: { ...org }, integration, user, since, missing, ...(aside === undefined ? {} : { aside }), command },
    news: all.map(({ why, by, ...rest }) => ({
      ...rest,
      why: [...why],
      ...(by === undefined ? {} : { by: by.map((entry) => ({ ...entry })) }),
    })),
    upcoming: coming.map((one) => ({ ...one })),
  })),
  ...(orgs.length === 0
    ? {}
    : {
        orgs: orgs.map(({ news: what, name, since, code, text: why }) => ({
          news: what,
          name,
          since,
          code,
          text: why,
        })),
      }),
});
