/** The published shapes of `sf integration list --json` and `describe --json`: types and JSON Schema from one source. */
import { z } from 'zod';
import { resultJsonSchema } from '../resultJsonSchema.js';
import { definitionGroups } from '../../definition/definitionSchema.js';
import { describedDetailsShape } from '../../kinds/describedDetails.js';
import { ruleKinds } from '../../kinds/kinds.js';
import type { RuleKind } from '../../kinds/kinds.js';
import { broadCodes } from '../../platform/broadAccess.js';
import { authentications, levels, phases, seenExtents } from '../../kinds/requirement.js';

const names = z.array(z.string());

const source = z.object({
  title: z.string(),
  url: z.string().optional(),
  date: z.string().optional(),
  seen: z
    .enum(seenExtents)
    .optional()
    .meta({ description: 'Whether the page could be read to its end. Left out where the definition does not say it.' }),
});

const describedNeed = z.object({
  id: z.string().meta({ description: 'Stable id, as in the findings of a check.' }),
  kind: z.enum(ruleKinds as [RuleKind, ...RuleKind[]]),
  level: z.enum(levels),
  because: names.meta({ description: 'Reasons, one for each rule that asks for it.' }),
  when: z
    .object({
      authentication: z.enum(authentications).optional(),
      phase: z.enum(phases).optional(),
      phases: z
        .array(z.enum(phases))
        .optional()
        .meta({ description: 'All phases in which it is needed. Left out where it is needed in one.' }),
    })
    .meta({ description: 'Present when it counts only for this way of logging in, or in this phase.' })
    .optional(),
  ofFeatures: names.optional().meta({ description: 'Present when only these features ask for it.' }),
  ifPresent: z.boolean().meta({ description: 'Not applicable in an org that does not have it.' }),
  inferred: z.boolean().meta({ description: 'Not stated by the vendor.' }),
  forbid: z.boolean().meta({ description: 'The user must not have it.' }),
  sources: z.array(source).optional(),
  broad: z
    .object({
      code: z.enum(broadCodes).meta({ description: 'What it opens.' }),
      reach: z.enum(['org', 'object']).meta({ description: 'Over the whole org, or over one object.' }),
      narrower: names.meta({ description: 'User permissions that each open a part of it, where that part is enough.' }),
      variantsWithout: names.meta({ description: 'Variants of this definition that do without it.' }),
      variantsAskFor: z
        .array(z.object({ variant: z.string(), permissions: names }))
        .optional()
        .meta({
          description:
            'Of those variants the ones that name permissions over the whole org that the one described does not name, and which. Left out where there are none.',
        }),
    })
    .optional()
    .meta({ description: 'Present when it reaches further than most integrations need.' }),
  ...describedDetailsShape,
});

const describedRequirement = describedNeed.extend({
  members: z
    .array(z.array(describedNeed))
    .meta({ description: 'anyOf: its members in order of preference, each met as a whole.' })
    .optional(),
});

const overview = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  file: z
    .string()
    .optional()
    .meta({ description: 'Of a definition of the project: its file. Left out where it is built in.' }),
  aliases: names
    .optional()
    .meta({ description: 'Other names by which people know the product. Left out where there are none.' }),
  group: z.enum(definitionGroups).optional().meta({
    description:
      'Left out where it is a vendor. role: what people of one role need; base: what other definitions extend.',
  }),
  source: source.nullable().meta({ description: 'The first page on which the needs are published.' }),
  sources: z
    .array(source)
    .optional()
    .meta({ description: 'All pages, the first one included. Left out where there are not several.' }),
  extends: names.meta({ description: 'Ids of the definitions that it extends, the nearest first.' }),
  permissionSet: z.string().meta({ description: 'API name of the permission set that grant uses.' }),
  variants: z.array(z.object({ name: z.string(), label: z.string(), default: z.boolean() })),
  features: z
    .array(z.object({ name: z.string(), label: z.string(), default: z.boolean() }))
    .optional()
    .meta({ description: 'What can be used in addition; default: what every use has. Left out where there is none.' }),
});

const listResultSchema = z.object({
  schemaVersion: z.literal(1),
  search: z.string().optional().meta({
    description: 'What was looked for. Left out where everything is listed, the definitions of the project first.',
  }),
  didYouMean: names
    .optional()
    .meta({ description: 'Ids and other names that may have been meant. Present where nothing fits.' }),
  outsideProject: names.optional().meta({
    description:
      'Files in "integrations" of the working directory, which belongs to no project: they are not listed. Left out where there are none.',
  }),
  integrations: z.array(overview),
});

const describeResultSchema = z.object({
  schemaVersion: z.literal(1),
  ...overview.shape,
  requestedIntegration: z
    .string()
    .optional()
    .meta({ description: 'The other name of the product by which it was asked for. Left out where it was the id.' }),
  variant: z
    .string()
    .nullable()
    .meta({ description: 'The variant described; null for a definition without variants.' }),
  chosenFeatures: names
    .optional()
    .meta({ description: 'The features described, by name. Left out where the definition has none.' }),
  authentication: z
    .enum(authentications)
    .nullable()
    .meta({ description: 'null: all ways of logging in, told apart by when.' }),
  settings: z
    .array(z.object({ key: z.string(), value: z.string(), file: z.string() }))
    .optional()
    .meta({ description: 'What the project file says in place of flags. Left out where it says nothing.' }),
  requirements: z.array(describedRequirement).meta({ description: 'Sorted by id.' }),
});

export type Overview = z.output<typeof overview>;
export type ListResult = z.output<typeof listResultSchema>;
export type DescribeResult = z.output<typeof describeResultSchema>;
export type DescribedRequirement = z.output<typeof describedRequirement>;
export type DescribedNeed = z.output<typeof describedNeed>;

/** The JSON Schema (draft-07) of what `sf integration list --json` gives as its result. */
export const listResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(listResultSchema, 'integration list');

/** The JSON Schema (draft-07) of what `sf integration describe --json` gives as its result. */
export const describeResultJsonSchema = (): Record<string, unknown> =>
  resultJsonSchema(describeResultSchema, 'integration describe');
