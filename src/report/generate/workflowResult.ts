/** The published shape of `sf integration generate workflow --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { workflowTypes } from '../../generate/workflow/workflowPlan.js';
import { resultJsonSchema } from '../resultJsonSchema.js';

const workflowResultSchema = z.object({
  schemaVersion: z.literal(1),
  type: z.enum(workflowTypes),
  files: z.array(
    z.object({
      path: z.string(),
      written: z
        .boolean()
        .meta({ description: 'False with --dry-run, and where the file was there already with the same text.' }),
      text: z.string(),
    }),
  ),
  orgs: z.array(
    z.object({
      alias: z.string(),
      login: z.string().meta({
        description:
          'Name of the secret with the address by which sf logs in to the org; with shards, of one that holds those of several.',
      }),
    }),
  ),
  shards: z.int().meta({ description: 'How many parts the orgs are shared out to; 0 for a job for each org.' }),
  variables: z
    .array(z.string())
    .meta({ description: 'Names of the secrets that the channels of the project file need.' }),
});

/** What `sf integration generate workflow --json` returns. */
export type WorkflowResult = z.output<typeof workflowResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration generate workflow --json` gives as its result. */
export const workflowResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(workflowResultSchema, 'integration generate workflow');
