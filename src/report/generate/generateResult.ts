/** The published shape of `sf integration generate definition --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { usageGaps } from '../../generate/usage/usage.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import { statuses } from '../../kinds/verdict.js';
import { orgSchema } from '../check/checkResult.js';

const generateDefinitionResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema.meta({ description: 'The org that was read.' }).optional(),
  id: z.string(),
  label: z.string(),
  file: z.string().nullable().meta({ description: 'Where the definition is; null with --dry-run.' }),
  written: z
    .boolean()
    .meta({ description: 'False with --dry-run, and where the file was there already with the same text.' }),
  definition: z.string().meta({ description: 'The text of the file.' }),
  source: z.object({
    type: z.enum(['PermissionSet', 'PermissionSetGroup', 'Profile', 'User', 'Definition', 'Page', 'Answers']),
    name: z.string(),
    label: z.string(),
  }),
  requirements: z.array(z.string()).meta({ description: 'Ids of what the definition asks for, sorted.' }),
  given: z.int().meta({ description: 'How much the source gives, with what the platform adds to what is asked for.' }),
  leftOut: z
    .array(
      z.object({
        id: z.string(),
        status: z.enum(statuses),
        code: z.string().meta({ description: 'A code of a finding, or NOT_A_NAME.' }),
        message: z.string(),
      }),
    )
    .meta({ description: 'What the source holds and a check of it does not find met.' }),
  notExpressed: z
    .array(z.object({ type: z.string(), name: z.string() }))
    .nullable()
    .meta({ description: 'What it holds and no rule can ask for yet; null where that could not be read.' }),
  connectedApps: z
    .array(z.string())
    .meta({ description: 'Apps to which it admits; a rule for one of them is left to people.' })
    .optional(),
  usage: z
    .object({
      since: z.string().meta({ description: 'The day that was asked for.' }),
      known: z.boolean().meta({ description: 'False where nobody can say what was used: then nothing is left out.' }),
      from: z.string().optional(),
      to: z.string().optional().meta({ description: 'The last day, in UTC, of which there is a log.' }),
      code: z.enum(usageGaps).optional(),
      message: z.string().optional(),
      used: z
        .array(z.object({ sobject: z.string(), access: z.array(z.enum(objectAccesses)).nullable() }))
        .meta({ description: 'Objects that were used; access is null where it is not told what was done with them.' }),
      notShown: z
        .array(z.string())
        .meta({ description: 'Ids of what the user has, no log shows as used, and the definition does not ask for.' }),
    })
    .meta({ description: 'With --used-since: what event logs tell.' })
    .optional(),
  gaps: z
    .array(
      z.object({
        line: z.int(),
        text: z.string(),
        sobjects: z.array(z.string()),
        notUsed: z
          .array(z.string())
          .meta({ description: 'What of the line stands in no rule, where that is only a part of it.' })
          .optional(),
        near: z
          .array(z.string())
          .meta({ description: 'API names of user permissions and objects that may be meant by misspelt ones.' })
          .optional(),
      }),
    )
    .meta({ description: 'Of a page: lines that look like a need and were not understood, or only in part.' })
    .optional(),
  apiCalls: z.int(),
});

/** What `sf integration generate definition --json` returns. */
export type GenerateDefinitionResult = z.output<typeof generateDefinitionResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration generate definition --json` gives as its result. */
export const generateDefinitionResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(generateDefinitionResultSchema, 'integration generate definition');
