/** The published shape of `sf integration explain --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { pathReasons } from '../../explain/accessPaths.js';
import { foundSources } from '../../explain/withoutSource.js';
import { wayReasons, wayVerbs } from '../../explain/waysToGet.js';
import { statuses } from '../../kinds/verdict.js';
import { findingCodes } from '../../kinds/findingCodes.js';
import { orgSchema } from '../check/checkResult.js';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { whoResultSchema } from './whoResult.js';
import type { WhoResult } from './whoResult.js';

const has = z
  .union([z.boolean(), z.literal('unknown')])
  .meta({ description: 'Whether the user has it; "unknown" where that could not be told.' });

const state = z.union([z.boolean(), z.literal('unknown')]).meta({
  description: 'Nobody can log in as a user who is not active or frozen; "unknown" where it could not be read.',
});

const sourceTypes = ['Profile', 'PermissionSet', 'PermissionSetGroup'] as const;

const path = z.object({
  type: z.enum(sourceTypes),
  name: z.string(),
  namespace: z.string().nullable(),
  label: z.string(),
  grants: z.boolean(),
  why: z.enum(pathReasons).meta({ description: 'Why it gives nothing; a closed list.' }).optional(),
  through: z.array(z.string()).meta({ description: 'Of a group: the members that hold it.' }).optional(),
  mutedBy: z.string().meta({ description: 'The group whose muting permission set takes it away.' }).optional(),
  via: z.string().meta({ description: 'What implies it, e.g. ViewAllData.' }).optional(),
  expiresAt: z.string().optional(),
});

const held = z.int().nullable().meta({
  description:
    'Each access to an object or a field counts as one, and each thing of Setup; null where it was not counted.',
});

const explainResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  user: z.object({
    id: z.string(),
    username: z.string(),
    requestedUsername: z.string().optional(),
    name: z.string(),
    profile: z.string().nullable(),
    userLicense: z.string(),
    isActive: state,
    isFrozen: state,
  }),
  subject: z
    .string()
    .nullable()
    .meta({ description: 'Id of what is asked about, without "not:"; null with --without alone.' }),
  has,
  status: z.enum(statuses).optional(),
  code: z.enum(findingCodes).optional(),
  message: z.string().optional(),
  paths: z
    .array(path)
    .nullable()
    .meta({ description: 'Every source that holds it; null where sources cannot be seen.' }),
  blockedBy: z.array(z.string()),
  waysToGet: z.array(
    z.object({
      do: z.enum(wayVerbs),
      name: z.string().optional(),
      adds: z.array(z.string()).meta({ description: 'Ids of what is given, as far as that is known.' }),
      besides: z
        .array(z.string())
        .meta({ description: 'Ids of what it takes besides, of which nobody has looked whether the set holds it.' })
        .optional(),
      holds: z
        .object({ objects: held, fields: held, setup: held })
        .meta({ description: 'How much the set that exists holds in all; its user permissions are not counted.' })
        .optional(),
      why: z.enum(wayReasons),
    }),
  ),
  without: z
    .object({
      name: z.string(),
      found: z
        .enum(foundSources)
        .nullable()
        .meta({ description: 'What the user has of that name; notHeld: the org has it, and this user does not.' }),
      toProfile: z.string().meta({ description: 'The profile that would come in its place.' }).optional(),
      has: has.optional(),
      loses: z.array(z.string()).meta({ description: 'Ids of what would not be there any more.' }),
    })
    .optional(),
  apiCalls: z.int(),
});

export type ExplainResult = z.output<typeof explainResultSchema>;

const shared = { schemaVersion: true, org: true, subject: true, apiCalls: true } as const;

/** About several users, each as about one. */
const explainSeveralSchema = explainResultSchema
  .pick(shared)
  .extend({ users: z.array(explainResultSchema.omit(shared)).meta({ description: 'One for each --user.' }) });

export type ExplainSeveralResult = z.output<typeof explainSeveralSchema>;

/** What the command gives: about one user, about several, or with `--who` about all. */
export type ExplainAnswer = ExplainResult | ExplainSeveralResult | WhoResult;

/** JSON Schema of the `--json` result. */
export const explainResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(z.union([explainResultSchema, explainSeveralSchema, whoResultSchema]), 'integration explain');
