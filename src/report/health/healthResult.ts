/** The published shape of `sf integration health --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { healthParts } from '../../health/health.js';
import { orgSchema } from '../check/checkResult.js';

const explainedBy = z
  .array(z.string())
  .meta({ description: 'Ids of open findings of the definition that explain it.' })
  .optional();

const rowErrors = z.object({
  code: z.string().meta({ description: 'The status code of the platform; empty where the text has none.' }),
  message: z.string(),
  fields: z.array(z.string()),
  count: z.int(),
  exampleIds: z.array(z.string()).meta({ description: 'Records that had it, at most three.' }),
  explainedBy,
});

const healthResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  user: z.object({
    id: z.string(),
    username: z.string(),
    requestedUsername: z.string().optional(),
    name: z.string(),
    isActive: z.union([z.boolean(), z.literal('unknown')]),
    isFrozen: z.union([z.boolean(), z.literal('unknown')]),
    isPasswordLocked: z.union([z.boolean(), z.literal('unknown')]),
  }),
  since: z.string(),
  ready: z.boolean().meta({ description: 'True exactly when the exit code is 0.' }),
  failures: z
    .int()
    .meta({ description: 'Failed logins, jobs, Apex jobs and flows together; held against --max-failed.' }),
  maxFailed: z.int(),
  apiCalls: z.int(),
  logins: z.object({
    worked: z.int(),
    failed: z.array(
      z.object({ status: z.string(), application: z.string(), count: z.int(), latest: z.string(), explainedBy }),
    ),
  }),
  freezes: z.array(z.object({ action: z.string(), when: z.string(), who: z.string(), text: z.string() })),
  bulkJobs: z.object({
    ofUser: z.int(),
    notLookedInto: z
      .int()
      .meta({ description: 'Completed jobs of which nobody has looked whether some of their records failed.' }),
    failed: z.array(
      z.object({
        id: z.string(),
        sobject: z.string(),
        operation: z.string(),
        state: z.string(),
        createdDate: z.string(),
        failedRecords: z.int().optional(),
        message: z.string().optional(),
        errors: z.array(rowErrors).optional(),
      }),
    ),
  }),
  apexJobs: z.array(
    z.object({
      id: z.string(),
      className: z.string(),
      jobType: z.string(),
      status: z.string(),
      errors: z.int(),
      message: z.string(),
      createdDate: z.string(),
    }),
  ),
  flows: z.array(
    z.object({ id: z.string(), label: z.string(), element: z.string(), message: z.string(), createdDate: z.string() }),
  ),
  limits: z.array(z.object({ name: z.string(), max: z.int(), remaining: z.int() })),
  unseen: z
    .array(
      z.object({
        part: z.enum(healthParts),
        code: z
          .string()
          .meta({ description: 'Why it could not be seen; MAX_CALLS: the limit of calls was reached first.' }),
        detail: z.string().optional(),
      }),
    )
    .meta({ description: 'What was not seen, so that nobody can say that it is fine.' }),
});

/** What `sf integration health --json` returns. */
export type HealthResult = z.output<typeof healthResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration health --json` gives as its result. */
export const healthResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(healthResultSchema, 'integration health');
