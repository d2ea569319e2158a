/** The published shape of `sf integration explain --who --json`. */
import { z } from 'zod';
import { findingCodes } from '../../kinds/findingCodes.js';
import { grantedBySchema, orgSchema } from '../check/checkResult.js';

const sourceOfUsers = grantedBySchema
  .pick({ type: true, name: true, namespace: true, label: true, via: true })
  .extend({ users: z.int().meta({ description: 'How many of the users listed have it from there.' }) });

const person = {
  id: z.string(),
  username: z.string(),
  name: z.string(),
  profile: z.string().nullable().meta({ description: 'null where it is hidden from whoever is logged in.' }),
  userLicense: z.string().meta({ description: 'Empty where it is hidden.' }),
  isActive: z.boolean(),
};

/** Shape and types from one source. */
export const whoResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  subject: z.string().meta({ description: 'Id of what is asked about.' }),
  who: z.object({
    active: z.int().nullable().meta({ description: 'Active users who have it; null where everybody has.' }),
    inactive: z
      .int()
      .nullable()
      .meta({ description: 'Users who are not active and would have it if they were; null likewise.' }),
    withoutAny: z.union([z.boolean(), z.literal('unknown')]).meta({
      description:
        'Whether users have it to whom nothing is assigned that holds it: true where everybody has it, then nobody is listed.',
    }),
    sources: z.array(sourceOfUsers).meta({ description: 'The source of most users first.' }),
    users: z
      .array(
        z.object({
          ...person,
          grantedBy: z.array(grantedBySchema),
          inPart: z
            .object({ code: z.enum(findingCodes), message: z.string() })
            .meta({ description: 'Why only a part of it is there; left out where all of it is.' })
            .optional(),
        }),
      )
      .meta({ description: 'By username; the active ones, with --inactive all.' }),
    unclear: z
      .array(
        z.object({
          ...person,
          isActive: z.boolean().nullable().meta({
            description: 'null where the user is hidden from whoever is logged in; the username is the id then.',
          }),
          code: z.enum(findingCodes),
          message: z.string(),
        }),
      )
      .meta({ description: 'Users of whom nobody can tell, and why.' }),
  }),
  apiCalls: z.int(),
});

export type WhoResult = z.output<typeof whoResultSchema>;
