/** The published shape of `sf integration revoke --json`. */
import { z } from 'zod';
import { oneCheckSchema, orgSchema } from '../check/checkResult.js';
import { outcomeSchema } from '../grant/grantResult.js';

const assigned = z.array(z.object({ username: z.string(), what: z.string() }));

export const revokeResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  integration: z.string(),
  dryRun: z.boolean(),
  plan: z.object({
    permissionSet: z.object({ name: z.string(), exists: z.boolean() }),
    unassign: assigned,
    licenses: assigned,
    entries: z.array(z.string()).meta({ description: 'Ids of the entries that are taken out one by one.' }),
    deletesPermissionSet: z.boolean(),
  }),
  notFound: z
    .array(
      z.object({
        what: z.enum(['permissionSet', 'assignment', 'license', 'user', 'entry']),
        name: z.string(),
        id: z.string().nullable(),
      }),
    )
    .optional()
    .meta({
      description: 'What the receipt names and the org does not have any more. Only where there is such a thing.',
    }),
  outcomes: z.array(outcomeSchema),
  becomesUnmet: z.array(z.string()).meta({ description: 'Ids that were met before and are not any more.' }),
  after: z.array(oneCheckSchema).nullable(),
});

export type RevokeResult = z.output<typeof revokeResultSchema>;

export const revokeResultJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(revokeResultSchema, { target: 'draft-7' }),
  title: 'Result of sf integration revoke --json',
});
