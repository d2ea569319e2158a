/** The published shape of `sf integration grant --json` and `revoke --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { stepFailureCodes } from '../../failureCode.js';
import { outcomeResults, outcomeSteps, stepCodes } from '../../grant/grantOutcome.js';
import { originShape } from '../originShape.js';
import { plannedChangeShape } from '../../grant/plannedChange.js';
import { findingSchema, leftOutSchema, oneCheckSchema, orgSchema } from '../check/checkResult.js';

export const outcomeSchema = z.object({
  step: z.enum(outcomeSteps).meta({
    description:
      'removeSet: of the set that this run made, where nobody could be given it; file: with --output-dir; validation: of a dry run; unassign: of revoke, and of a grant that gave more than was announced; entries, deleteSet: of revoke.',
  }),
  user: z.string().optional(),
  result: z.enum(outcomeResults),
  code: z
    .union([
      z.enum([...stepCodes, ...stepFailureCodes]),
      z.string().meta({ description: 'The status code with which Salesforce refused it.' }),
    ])
    .meta({ description: 'Why it failed or was skipped, or what it has left.' })
    .optional(),
  detail: z.string().meta({ description: 'What it was about, or the words of the platform.' }).optional(),
});

const plan = z.object({
  permissionSet: z.object({
    name: z.string(),
    label: z.string(),
    exists: z.boolean(),
    alsoFor: z
      .array(z.string())
      .meta({ description: 'Usernames of everybody else who has it: what is added, they get as well.' }),
    beyond: z.array(z.string()).optional().meta({
      description: 'Ids of what the set holds that grant did not put in and the definition does not ask for, if any.',
    }),
    beyondUnread: z.string().optional().meta({
      description: 'Why the org did not tell what the set holds beside permissions, where it did not.',
    }),
  }),
  ...plannedChangeShape,
  notFollowed: z
    .array(z.object({ permission: z.string(), needs: z.string(), brings: z.array(z.string()) }))
    .optional()
    .meta({
      description:
        'What this org says that a wanted permission needs, and what that would bring: not followed unless --allow names it.',
    }),
  dependenciesUnread: z
    .string()
    .optional()
    .meta({ description: 'Why the org did not tell all of what permissions need, where it did not.' }),
  manual: z.array(findingSchema).meta({ description: 'What people have to do.' }),
});

export const grantResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  integration: z.string(),
  variant: z.string().nullable(),
  features: z.array(z.string()).optional().meta({
    description: 'Features that are used, those that every use has among them. Left out where the definition has none.',
  }),
  leftOut: leftOutSchema,
  dryRun: z.boolean(),
  plan,
  ...originShape,
  outcomes: z.array(outcomeSchema),
  after: z
    .array(oneCheckSchema)
    .nullable()
    .meta({ description: 'The check after the writes; null when there were none.' }),
});

export type GrantResult = z.output<typeof grantResultSchema>;
export type OutcomeResult = z.output<typeof outcomeSchema>;
export type PlanResult = z.output<typeof plan>;

/** The JSON Schema (draft-07) of what `sf integration grant --json` gives as its result. */
export const grantResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(grantResultSchema, 'integration grant');
