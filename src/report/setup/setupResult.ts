/** The published shape of `sf integration setup --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { oneCheckSchema, orgSchema } from '../check/checkResult.js';
import { grantResultSchema } from '../grant/grantResult.js';
import { historyResultSchema } from '../history/historyResult.js';
import { originShape } from '../originShape.js';

const setupResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  dryRun: z.boolean(),
  ready: z.boolean().meta({ description: 'True exactly when the exit code is 0.' }),
  ...originShape,
  grants: z
    .array(grantResultSchema)
    .meta({ description: 'One for each integration, as of grant; after is null here.' }),
  history: historyResultSchema
    .nullable()
    .meta({ description: 'As of history-tracking; null where no definition wants any.' }),
  historyFailure: z
    .string()
    .optional()
    .meta({ description: 'Why history tracking could not begin, where it could not.' }),
  skipped: z.array(z.string()).meta({ description: 'Steps that nobody agreed to: integrations, and historyTracking.' }),
  checks: z
    .array(oneCheckSchema)
    .nullable()
    .meta({ description: 'The check of all pairs at the end; null for a dry run, or where it was not reached.' }),
});

/** What `sf integration setup --json` returns. */
export type SetupResult = z.output<typeof setupResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration setup --json` gives as its result. */
export const setupResultJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(setupResultSchema, { target: 'draft-7' }),
  title: 'Result of sf integration setup --json',
});
