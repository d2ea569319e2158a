/** The published shape of `sf integration history-tracking --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { stepFailureCodes } from '../../failureCode.js';
import { historyCodes } from '../../history/historyChange.js';
import { findingCodes } from '../../kinds/findingCodes.js';
import { statuses } from '../../kinds/verdict.js';
import { historyResults, historySteps } from '../../history/historyOutcome.js';
import { historyActions, keptSwitchCodes, leftOutReasons } from '../../history/historyPlan.js';
import { manualCodes } from '../../platform/fieldHistory.js';
import { fieldStatuses } from '../../history/historyState.js';
import { orgSchema } from '../check/checkResult.js';

const names = z.array(z.string());
const code = z.enum(findingCodes).meta({ description: 'Why it has this status; the list of integration check.' });

const field = z.object({
  field: z.string(),
  trackedAs: z.string().meta({ description: 'The address or name as a whole, where the field is a part.' }).optional(),
  status: z.enum(fieldStatuses),
  code,
  message: z.string(),
});

const sobject = z.object({
  sobject: z.string(),
  enabled: z
    .union([z.boolean(), z.literal('unknown')])
    .meta({ description: 'The object switch; true where the object has none.' }),
  hasSwitch: z.boolean(),
  limit: z.int().meta({ description: 'How many fields can be tracked.' }),
  trackedFields: names,
  requested: z.array(field),
  suggested: z.array(field).meta({ description: 'What the definition suggests where it names no field.' }),
  unasked: names.meta({ description: 'Tracked, though nobody asks for it here.' }),
  status: z.enum(statuses).meta({ description: 'Of the object as a whole, as integration check judges it.' }),
  code,
  message: z.string(),
});

const plannedField = z.object({ sobject: z.string(), field: z.string() });

const historyPlanSchema = z.object({
  action: z.enum(historyActions),
  dryRun: z.boolean(),
  switches: names.meta({ description: 'Objects whose switch is turned: on first, or off last.' }),
  fields: z.array(plannedField.extend({ reason: z.enum(['requested', 'suggested']) })),
  leftOut: z.array(plannedField.extend({ reason: z.enum(leftOutReasons) })),
  manual: z.array(
    plannedField.extend({
      code: z.enum(manualCodes),
      page: z.string().meta({ description: 'The Setup page on which a person can do it.' }),
    }),
  ),
  keeps: z
    .array(z.object({ sobject: z.string(), code: z.enum(keptSwitchCodes), fields: names }))
    .meta({ description: 'With a receipt: switches that stay on, and the fields that others have tracked since.' })
    .optional(),
  notFound: z
    .array(z.object({ sobject: z.string(), field: z.string().optional() }))
    .meta({ description: 'With a receipt: what it names and the org does not have under that name.' })
    .optional(),
});

const historyOutcomeSchema = z.object({
  step: z.enum(historySteps),
  sobject: z.string(),
  field: z.string().optional(),
  result: z.enum(historyResults),
  code: z
    .union([
      z.enum([...historyCodes, ...stepFailureCodes]),
      z.string().meta({ description: 'The status code that Salesforce answered for the deploy.' }),
    ])
    .meta({ description: 'Why it failed or was skipped, or that nothing proves it.' })
    .optional(),
  detail: z.string().meta({ description: 'The words of the platform, or the path of a file.' }).optional(),
});

export const historyResultSchema = z.object({
  schemaVersion: z.literal(1),
  org: orgSchema,
  ready: z.boolean().meta({ description: 'True exactly when the exit code is 0.' }),
  sobjects: z.array(sobject).meta({ description: 'After a change: as read back.' }),
  plan: historyPlanSchema.optional(),
  outcomes: z.array(historyOutcomeSchema).optional(),
});

/** What `sf integration history-tracking --json` returns. */
export type HistoryResult = z.output<typeof historyResultSchema>;
export type HistoryPlanResult = z.output<typeof historyPlanSchema>;
export type HistoryFieldResult = z.output<typeof field>;
export type HistoryOutcomeResult = z.output<typeof historyOutcomeSchema>;
export type HistoryObjectResult = z.output<typeof sobject>;

/** The JSON Schema (draft-07) of what `sf integration history-tracking --json` gives as its result. */
export const historyResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(historyResultSchema, 'integration history-tracking');
