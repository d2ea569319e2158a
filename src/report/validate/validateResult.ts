/** The published shape of `sf integration validate --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { fileKinds } from '../../validate/fileKind.js';

const mistake = z.object({
  line: z.int().optional().meta({ description: 'From 1; missing where it is about the file as a whole.' }),
  column: z.int().optional().meta({ description: 'From 1, in UTF-16 code units.' }),
  code: z.string().meta({ description: 'What is wrong, as a word that does not change.' }),
  message: z.string().meta({ description: 'One sentence.' }),
  actions: z.array(z.string()).meta({ description: 'What to do about it.' }),
});

const validatedFile = z.object({
  file: z.string().meta({ description: 'Path as it was named, or relative to the working directory.' }),
  kind: z.enum(fileKinds).nullable().meta({ description: 'null: none of these, or not readable.' }),
  mistakes: z.array(mistake).meta({ description: 'In the order of the file; empty where nothing is wrong.' }),
  unknown: z
    .array(mistake)
    .meta({ description: 'With --target-org: names of which the org did not tell whether it has them.' })
    .optional(),
  warnings: z.array(mistake).optional().meta({
    description: 'Without --target-org: names that look like standard ones misspelt. They make no file invalid.',
  }),
  notLookedUp: z
    .literal(true)
    .optional()
    .meta({ description: 'With --target-org: names of this file were not looked up, because of its mistakes.' }),
});

const validateResultSchema = z.object({
  schemaVersion: z.literal(1),
  files: z.array(validatedFile),
  valid: z.boolean().meta({ description: 'Whether no file has a mistake, and nothing is unknown.' }),
});

export type ValidateResult = z.output<typeof validateResultSchema>;
export type ResultFile = z.output<typeof validatedFile>;
export type ResultMistake = z.output<typeof mistake>;

/** The JSON Schema (draft-07) of what `sf integration validate --json` gives as its result. */
export const validateResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(validateResultSchema, 'integration validate');
