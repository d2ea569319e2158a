/** The published shape of `sf integration generate config --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { orgSchema } from '../check/checkResult.js';
import { resultJsonSchema } from '../resultJsonSchema.js';

const generateConfigResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema.meta({ description: 'The org that was read.' }),
  file: z.string().nullable().meta({ description: 'Where the project file is; null with --dry-run.' }),
  written: z.boolean().meta({ description: 'False with --dry-run.' }),
  config: z.string().meta({ description: 'The text of the file.' }),
  integrations: z.array(
    z.object({
      definition: z.string(),
      users: z.array(z.string()).meta({ description: 'Usernames; empty where none was found.' }),
    }),
  ),
  orgs: z.array(z.string()).meta({ description: 'Aliases of orgs that sf is logged in to.' }),
  open: z
    .array(z.object({ definition: z.string(), key: z.literal('users') }))
    .meta({ description: 'What could not be filled in.' }),
  candidates: z
    .array(z.string())
    .meta({ description: 'Usernames that look like those of integration users, and that no integration has.' }),
  unknown: z
    .array(z.string())
    .meta({ description: 'Ids of integrations that the org has a permission set of, and that no definition has.' }),
});

/** What `sf integration generate config --json` returns. */
export type GenerateConfigResult = z.output<typeof generateConfigResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration generate config --json` gives as its result. */
export const generateConfigResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(generateConfigResultSchema, 'integration generate config');
