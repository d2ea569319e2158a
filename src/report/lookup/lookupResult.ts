/** The published shape of `sf integration lookup --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { thingKinds } from '../../lookup/namedThing.js';
import { fits } from '../../lookup/rank.js';

const thing = z.object({
  kind: z.enum(thingKinds),
  name: z.string().meta({
    description: 'API name: Object.Field for a field, ns__Name for what a package brings; of a kind of rule its key.',
  }),
  label: z.string().nullable().meta({ description: 'What people call it; null where that is not known.' }),
  definition: z.string().nullable().meta({
    description:
      'The rule that asks for it, as YAML; of a kind of rule an example of it; null where this version has no such rule.',
  }),
  description: z.string().optional().meta({ description: 'Of a kind of rule: what it asks for.' }),
});

const lookupResultSchema = z.object({
  schemaVersion: z.literal(1),
  text: z.string(),
  source: z.enum(['org', 'builtIn']).meta({ description: 'builtIn: the tables of this plugin, which hold a part.' }),
  org: z.string().nullable().meta({ description: 'Username with which the org was read.' }),
  found: z.boolean(),
  total: z.int().meta({ description: 'How many fit, also beyond --limit.' }),
  matches: z
    .array(
      thing.extend({
        fit: z.enum(fits).meta({
          description:
            'exact: the same but for case, spaces and punctuation; words: the same words; similar: nearly so, or a part of them.',
        }),
      }),
    )
    .meta({ description: 'Best first.' }),
  nearest: z.array(thing).meta({ description: 'What may have been meant where nothing fits.' }),
  fieldsOf: z.array(z.string()).optional().meta({
    description: 'Objects whose fields were looked through; of no other object were they. Left out where none was.',
  }),
  unread: z
    .array(z.object({ part: z.string(), code: z.string(), detail: z.string() }))
    .meta({ description: 'What the org did not tell: something may be missing above.' }),
});

export type LookupJson = z.output<typeof lookupResultSchema>;

/** The JSON Schema (draft-07) of what `sf integration lookup --json` gives as its result. */
export const lookupResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(lookupResultSchema, 'integration lookup');
