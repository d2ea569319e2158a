/** The published shape of `sf integration revoke --json`. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { originShape } from '../originShape.js';
import { phases } from '../../kinds/requirement.js';
import { notFoundKinds, notFoundReasons } from '../../revoke/revokePlan.js';
import { oneCheckSchema, orgSchema } from '../check/checkResult.js';
import { outcomeSchema } from '../grant/grantResult.js';

const assigned = z.array(z.object({ username: z.string(), what: z.string() }));

const revokeResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  integration: z.string(),
  definitionRead: z.literal(false).optional().meta({
    description:
      'Where the definition of the receipt is not to be had any more: becomesUnmet tells of what the grant added.',
  }),
  dryRun: z.boolean(),
  plan: z.object({
    permissionSet: z.object({ name: z.string(), exists: z.boolean() }),
    unassign: assigned,
    licenses: assigned,
    entries: z.array(z.string()).meta({ description: 'Ids of the entries that are taken out one by one.' }),
    platformEntries: z
      .array(z.string())
      .optional()
      .meta({ description: 'Ids of what Salesforce wrote into the set with those entries and what goes with them.' }),
    alsoFrom: z
      .array(z.string())
      .optional()
      .meta({ description: 'Usernames of the others who have the permission set and lose those entries as well.' }),
    keptForPhases: z
      .array(z.object({ id: z.string(), phases: z.array(z.enum(phases)) }))
      .optional()
      .meta({
        description: 'With --phase: ids of what stays because phases that were not named need it again, and which.',
      }),
    keptAssigned: z
      .array(
        z.object({
          username: z.string(),
          what: z.string(),
          phases: z.array(z.enum(phases)).optional(),
          neededFor: z.array(z.string()).optional().meta({ description: 'Ids that would be unmet without it.' }),
        }),
      )
      .optional()
      .meta({
        description:
          'With --phase: sets and licenses that stay assigned, as another phase needs them again, or daily use has something of them.',
      }),
    deletesPermissionSet: z.boolean(),
  }),
  notFound: z
    .array(
      z.object({
        what: z.enum(notFoundKinds),
        name: z.string().meta({ description: 'Of the permission set its name, else the username.' }),
        id: z.string().nullable(),
        why: z.enum(notFoundReasons),
        detail: z.string().optional().meta({ description: 'What was assigned.' }),
      }),
    )
    .optional()
    .meta({ description: 'What the receipt names and the org does not have. Only where there is such a thing.' }),
  ...originShape,
  outcomes: z.array(outcomeSchema),
  becomesUnmet: z.array(z.string()).meta({
    description:
      'Ids that were met before and are not any more; where nothing was read afterwards, as in a dry run, those that will not be.',
  }),
  after: z.array(oneCheckSchema).nullable(),
});

export type RevokeResult = z.output<typeof revokeResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration revoke --json` gives as its result. */
export const revokeResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(revokeResultSchema, 'integration revoke');
