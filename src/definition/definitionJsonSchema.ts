/** The JSON Schema with which editors complete definitions: the whole shape, all rules and members of choices in it. */
import { z } from 'zod';
import { kinds } from '../kinds/kinds.js';
import { kebabName, maxListLength } from '../kinds/ruleShapes.js';
import {
  allOfDescription,
  allOfKey,
  allOfSchema,
  besideAll,
  feature,
  headSchema,
  isKindKey,
  kindKeys,
  ruleSchemas,
  variant,
} from './definitionSchema.js';

/** The kinds whose rules can be members of a choice: all but the choice itself. */
const memberKinds = kindKeys.filter((kind) => !('members' in kinds[kind]));
const memberSchemas = memberKinds.map((kind) => z.strictObject({ ...kinds[kind].ruleShape, ...besideAll }));

const memberRule = z.union(memberSchemas).meta({ id: 'anyOfMember', description: 'One rule of a choice.' });
const memberAllOf = allOfSchema
  .extend({ [allOfKey]: z.array(memberRule).min(1).max(maxListLength).meta({ description: allOfDescription }) })
  .meta({ id: allOfKey, description: 'Several rules as one member of a choice.' });

/** A choice with its members: for editors, which want the whole shape. */
const choice = ruleSchemas.anyOf.extend({
  anyOf: z
    .array(z.union([memberRule, memberAllOf]))
    .min(1)
    .max(maxListLength)
    .meta({ description: 'Rules in order of preference; met when one of them is wholly met.' }),
});

const anyRule = z
  .union([...memberKinds.map((kind) => ruleSchemas[kind]), choice])
  .meta({ id: 'rule', description: 'One rule: exactly one kind key, and what belongs to it.' });

const rules = z.array(anyRule).max(maxListLength);
const wholeSchema = headSchema.extend({
  requires: rules.meta({ description: 'Rules common to all variants.' }).optional(),
  variants: z
    .record(
      kebabName,
      variant
        .extend({ requires: rules.meta({ description: 'Rules of this variant alone.' }).optional() })
        .meta({ description: 'One way of using the integration.' }),
    )
    .meta({ description: 'Ways of using the integration; exactly one is the default.' })
    .optional(),
  features: z
    .record(
      kebabName,
      feature
        .extend({ requires: rules.meta({ description: 'Rules that this feature adds.' }).optional() })
        .meta({ description: 'What is needed where the customer uses this part of the product.' }),
    )
    .meta({ description: 'Parts of the product that not everybody uses, each with what it needs in addition.' })
    .optional(),
});

/** The place of a parameter: rules are validated once it is known what it stands for, but editors see the mark. */
const parameterMark = { type: 'string', pattern: '^\\{\\{\\s*[a-z0-9-]+\\s*\\}\\}$' };

type JsonNode = { readonly [key: string]: unknown };

const isNode = (value: unknown): value is JsonNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name, or a list of names, of which each can also be the place of a parameter. */
const orMark = (value: unknown): unknown => {
  if (!isNode(value)) return value;
  if (Array.isArray(value['anyOf'])) return { ...value, anyOf: [...value['anyOf'].map(orMark), parameterMark] };
  return value['type'] === 'array' ? { ...value, items: { anyOf: [value['items'], parameterMark] } } : value;
};

/** The same schema with places of parameters wherever a rule names something. */
const withMarks = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withMarks);
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => {
      if (key !== 'properties' || !isNode(below) || !Object.keys(below).some(isKindKey)) return [key, withMarks(below)];
      const named = ([name, shape]: [string, unknown]): [string, unknown] =>
        isKindKey(name) && !('members' in kinds[name]) ? [name, orMark(shape)] : [name, withMarks(shape)];
      return [key, Object.fromEntries(Object.entries(below).map(named))];
    }),
  );
};

/** The JSON Schema (draft-07, which editors' YAML servers read) of a whole definition. */
export const definitionJsonSchema = (): Record<string, unknown> => {
  const schema = withMarks(z.toJSONSchema(wholeSchema, { target: 'draft-7', io: 'input' })) as Record<string, unknown>;
  return { ...schema, title: 'Integration definition' };
};
