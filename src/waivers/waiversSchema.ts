/** The shape of a file of waivers: one source for the validation and for the JSON Schema with which editors complete it. */
import { z } from 'zod';
import { expecting } from '../kinds/ruleShapes.js';
import { seenText } from '../platform/unseen.js';

/** Most waivers of one file: each is held against every finding. */
export const maxWaivers = 5000;

const line = (limit: number): z.ZodString =>
  z.string().max(limit).regex(/\S/, expecting('notEmpty')).regex(seenText, expecting('nothingControl'));

/** Whether a day exists: there is no February 30th. */
const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const waiver = z
  .strictObject({
    id: line(2000).meta({
      description:
        'Id of the finding, as --json shows it, such as field:Lead.Phone:edit; * stands for any characters, \\* for a star.',
    }),
    user: line(300).meta({ description: 'Username. Default: every user.' }).optional(),
    org: line(300).meta({ description: 'Id, alias, username or address of the org. Default: every org.' }).optional(),
    integration: line(1000)
      .meta({
        description: 'Id of the definition, also as id@variant or id@variant+feature. Default: every definition.',
      })
      .optional(),
    reason: z
      .string()
      .max(2000)
      .regex(seenText, expecting('nothingControl'))
      .nullable()
      .meta({ description: 'Why it may stay as it is. Without a reason nothing is waived.' })
      .optional(),
    owner: line(300).meta({ description: 'Who answers for it.' }).optional(),
    expires: z
      .string()
      .refine(isDay, expecting('date'))
      .meta({ description: 'The last day on which it counts (UTC), as YYYY-MM-DD.', format: 'date' })
      .optional(),
  })
  .meta({ id: 'waiver', description: 'Something that may stay as it is.' });

export const waiversSchema = z.strictObject({
  schemaVersion: z
    .literal(1, expecting('schemaVersion'))
    .meta({ description: 'Version of this format: 1.' })
    .optional(),
  waivers: z.array(waiver).max(maxWaivers).nullable().meta({ description: 'One entry for each decision.' }),
});

/** Keys that may stand in each part, for "did you mean". */
export const waiversKeys = Object.keys(waiversSchema.shape);
export const waiverKeys = Object.keys(waiver.shape);

/** The JSON Schema (draft-07, which editors' YAML servers read) of a file of waivers. */
export const waiversJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(waiversSchema, { target: 'draft-7', io: 'input' }),
  title: 'Waivers of sf integration check',
});
