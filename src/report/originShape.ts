import { z } from 'zod';

/** What `--json` says of where a run got its definition, users and org from, where nobody typed them. */
export const originShape = {
  settings: z
    .array(z.object({ key: z.string(), value: z.string(), file: z.string().nullable() }))
    .optional()
    .meta({
      description:
        'Config variables that stood in for flags, with the file that they stand in; null for the environment.',
    }),
  definitionFile: z
    .string()
    .optional()
    .meta({ description: 'Path of the definition, where it is not a built-in one.' }),
};
