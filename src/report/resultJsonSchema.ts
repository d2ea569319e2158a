import { z } from 'zod';

/** The JSON Schema (draft-07) of what a command gives with `--json`. @param command such as `integration check` */
export const resultJsonSchema = (schema: z.ZodType, command: string): Record<string, unknown> => ({
  ...z.toJSONSchema(schema, { target: 'draft-7' }),
  title: `Result of sf ${command} --json`,
});
