/** The published shape of `sf integration check --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { automationTypes, automationVerdicts } from '../../automation/automationDetail.js';
import { findingKinds } from '../../kinds/findingKinds.js';
import { findingCodes } from '../../kinds/findingCodes.js';
import { phases } from '../../kinds/requirement.js';
import { powers } from '../../platform/power.js';
import { statuses } from '../../kinds/verdict.js';

const names = z.array(z.string());

/** One source of access. */
export const grantedBySchema = z.object({
  type: z.enum(['Profile', 'PermissionSet', 'PermissionSetGroup']),
  name: z.string().meta({ description: 'API name; for a profile its name.' }),
  namespace: z.string().nullable().meta({ description: 'Of the managed package that brought it.' }),
  label: z.string(),
  through: names.meta({ description: 'For a group: the member permission sets that carry it.' }).optional(),
  via: z.string().meta({ description: 'The permission that implies it, e.g. ViewAllData.' }).optional(),
  expiresAt: z.string().meta({ description: 'When the assignment ends.' }).optional(),
});

const detail = z.object({
  type: z.enum(automationTypes),
  name: z.string(),
  namespace: z.string().nullable().meta({ description: 'Of the managed package that brought it.' }),
  verdict: z.enum(automationVerdicts),
  because: z.string(),
  url: z.string().meta({ description: 'Where it stands in Setup.' }).optional(),
});

export const findingSchema = z.object({
  id: z.string().meta({ description: 'Stable id of the need.' }),
  kind: z.enum(findingKinds),
  level: z.enum(['required', 'recommended', 'optional']),
  status: z.enum(statuses),
  code: z.enum(findingCodes).meta({ description: 'Why it has this status; a closed list.' }),
  message: z.string(),
  actions: names.meta({ description: 'What to know and to do next.' }),
  because: names.meta({ description: 'Reasons of the definition, one for each rule that asks for it.' }),
  phase: z
    .enum(phases)
    .optional()
    .meta({ description: 'Present when it is needed in this phase only, and can be taken back afterwards.' }),
  blockedBy: names.meta({ description: 'Ids of the needs whose absence is the reason.' }).optional(),
  grantedBy: z.array(grantedBySchema).meta({ description: 'Every source of it; empty where sources cannot be seen.' }),
  waiver: z
    .object({
      reason: z.string(),
      owner: z.string().optional(),
      expires: z.string().optional(),
      wouldBe: z.enum(statuses).meta({ description: 'The status that it would have without the waiver.' }),
    })
    .meta({
      description: 'Of a waived finding: why it is let pass, who answers for it, and its last day (YYYY-MM-DD).',
    })
    .optional(),
  details: z.array(detail).meta({ description: 'automation: everything that runs, each with its verdict.' }).optional(),
});

const user = z.object({
  id: z.string(),
  username: z.string(),
  requestedUsername: z
    .string()
    .meta({ description: 'Present when the user was found only with the suffix of the sandbox.' })
    .optional(),
  name: z.string(),
  profile: z.string().nullable().meta({ description: 'null where the runner may not see it.' }),
  userLicense: z.string(),
});

const count = z.int().min(0);

const summary = z.object({
  met: count,
  degraded: count,
  unmet: count,
  impossible: count,
  unknown: count,
  notApplicable: count,
  waived: count,
});

/** What a check or a plan does not ask for, though the definition does. */
export const leftOutSchema = z
  .object({
    features: names.meta({ description: 'Features that are not used.' }),
    phases: z.array(z.enum(phases)).meta({ description: 'Phases that need something else; --phase asks for them.' }),
  })
  .optional()
  .meta({ description: 'What the definition asks for besides. Left out where that is nothing.' });

export const oneCheckSchema = z.object({
  integration: z.string(),
  requestedIntegration: z
    .string()
    .optional()
    .meta({ description: 'The other name of the product by which it was asked for. Left out where it was the id.' }),
  variant: z.string().nullable(),
  features: z.array(z.string()).optional().meta({
    description: 'Features that are used, those that every use has among them. Left out where the definition has none.',
  }),
  leftOut: leftOutSchema,
  definitionHash: z.string().meta({ description: 'Changes when what the definition asks for changes.' }),
  user,
  mode: z.enum(['admin', 'self']).meta({ description: 'self: as the user sees itself, without sources.' }),
  ready: z.boolean(),
  summary: summary.meta({ description: 'How many findings have each status.' }),
  findings: z.array(findingSchema).meta({ description: 'Sorted by id.' }),
  surplus: z
    .array(
      z.object({
        id: z.string().meta({ description: 'In the form of the id of a need.' }),
        power: z.enum(powers).meta({
          description: 'Over the org, over data of all objects, over an object or field, or anything else.',
        }),
        grantedBy: z.array(grantedBySchema).meta({ description: 'Every source of it.' }),
      }),
    )
    .optional()
    .meta({
      description:
        'With --surplus: what the user has beyond all definitions that are checked for this user, the most powerful first. Left out where it could not be read.',
    }),
});

export const orgSchema = z.object({
  id: z.string(),
  username: z.string().meta({ description: 'Who was logged in.' }),
  instanceUrl: z.string(),
  apiVersion: z.string(),
});

const checkResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  checkedAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
  ready: z.boolean().meta({ description: 'True exactly when the exit code is 0.' }),
  apiCalls: count.meta({ description: 'What the reading cost of the daily API limit.' }),
  usersNotFound: z
    .array(
      z.object({
        username: z.string().meta({ description: 'As it was asked for.' }),
        code: z.enum(['USER_NOT_FOUND', 'USER_AMBIGUOUS']),
        didYouMean: names.meta({ description: 'Usernames that may have been meant.' }),
      }),
    )
    .optional()
    .meta({ description: 'Of several users those that are not there; the others are checked. `ready` is false then.' }),
  settings: z
    .array(
      z.object({
        key: z.string().meta({ description: 'The flag in whose place it is.' }),
        value: z.string(),
        file: z.string().meta({ description: 'The project file that says so.' }),
      }),
    )
    .optional()
    .meta({ description: 'What nobody typed and the project file says. Left out where there is none.' }),
  checks: z.array(oneCheckSchema).meta({ description: 'One for each user and integration.' }),
});

/** What `sf integration check --json` returns. */
export type CheckResult = z.output<typeof checkResultSchema>;
/** One user against one integration. */
export type OneCheck = z.output<typeof oneCheckSchema>;
export type FindingResult = z.output<typeof findingSchema>;
export type UserResult = z.output<typeof user>;
export type GrantedByResult = z.output<typeof grantedBySchema>;

/** The JSON Schema (draft-07) of what `sf integration check --json` gives as its result. */
export const checkResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(checkResultSchema, 'integration check');
