/**
 * The shape of an integration definition, schema version 1: one source for the types and the validation, and of the JSON Schema of
 * editors (`definitionJsonSchema.ts`). A message of a check is not a sentence but an `Expectation` word.
 */
import { z } from 'zod';
import { kinds, ruleKinds } from '../kinds/kinds.js';
import { parameterSubjects } from '../kinds/parameter/parameterKind.js';
import type { RuleKind } from '../kinds/kinds.js';
import { authentications, levels, phases, seenExtents } from '../kinds/requirement.js';
import type { Source } from '../kinds/requirement.js';
import { seenText } from '../platform/unseen.js';
import { expecting, kebabName, listed, maxListLength } from '../kinds/ruleShapes.js';
import { longestSetName, ownSetNamePattern } from '../platform/permissionSetNames.js';

export const supportedSchemaVersion = 1;

/** Requirements into which one definition may expand, with what it inherits and the names that each brings along. */
export const maxRequirements = 12_000;

/** `*` in the patterns of one definition, with what it inherits: what is before and after each is sought in every field of the object. */
export const maxStars = 200;

/** Variants of one definition, with those that it inherits: each is checked with all common rules. */
export const maxVariants = 100;

/** Features of one definition, with those that it inherits. */
export const maxFeatures = 100;
const maxTextLength = 2000;

/** Pages that one rule or definition names, and other names of one product: more are a mistake. */
const maxSources = 50;
const maxAliases = 50;

/** Into which groups `list` sorts definitions. */
export const definitionGroups = ['vendor', 'role', 'base'] as const;
export type DefinitionGroup = (typeof definitionGroups)[number];

// Control characters could move the cursor or recolor a terminal, and what nobody sees makes two names of one.
const prose = (description: string): z.ZodString =>
  z
    .string()
    .max(maxTextLength)
    .regex(/\S/, expecting('notEmpty'))
    .regex(seenText, expecting('nothingControl'))
    .meta({ description });

const date = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, expecting('date'));
const url = z
  .string()
  .max(500)
  .regex(/^https?:\/\/\S+$/, expecting('url'))
  .regex(seenText, expecting('url'));

/** One that can stand after -i: no path, no variant, no feature and no list. */
const alias = prose('Another name of the product, such as pardot.')
  .max(80)
  .regex(/^[^@+,/\\]*$/, expecting('alias'));

const source = z
  .strictObject(
    {
      title: prose('Title of the page or document, with its publisher.'),
      url: url.meta({ description: 'Where it can be read.' }).optional(),
      date: date.meta({ description: 'Day of the version that was read, as YYYY-MM-DD.' }).optional(),
      seen: z
        .enum(seenExtents)
        .meta({ description: 'Whether the page could be read to its end: whole, or only in part.' })
        .optional(),
    },
    expecting('source'),
  )
  .meta({ id: 'source', description: 'A page or document, with its publisher.' });

const sources = z
  .union([source, z.array(source).min(1, expecting('notEmpty')).max(maxSources)])
  .meta({ description: 'Where the needs are published: one page, or a list of pages.' });

/** What a file says under `source`, as a list. */
export const sourcesOf = (said: z.output<typeof sources> | undefined): readonly Source[] =>
  said === undefined ? [] : Array.isArray(said) ? said : [said];

const when = z
  .strictObject({
    authentication: z.enum(authentications).meta({ description: 'How the integration logs in.' }).optional(),
    phase: z
      .enum(phases)
      .meta({ description: 'It is needed only to install, to connect first or to upgrade; --phase names it.' })
      .optional(),
  })
  .meta({ id: 'when', description: 'The rule counts only for this way of logging in, or in this phase.' });

/** Beside every kind key. */
export const besideAll = {
  because: prose('Why the integration needs it; shown to the people who have to approve it.').optional(),
  ifPresent: z
    .boolean()
    .meta({ description: 'An object, field or feature that the org does not have makes the rule not applicable.' })
    .optional(),
  source: sources.optional(),
};
/** Beside every kind key of a rule, but not of a member of anyOf. */
const besideRule = {
  level: z.enum(levels).meta({ description: 'Default: required; recommended for an inferred rule.' }).optional(),
  when: when.optional(),
  inferred: z
    .boolean()
    .meta({ description: 'The vendor does not state it, but what it does implies it. Never required.' })
    .optional(),
};

/** What stands beside every kind key, as validation gives it back. */
export type BesideKind = z.output<z.ZodObject<typeof besideAll & typeof besideRule>>;

/** The kinds that rules ask for by a key. */
export const kindKeys = ruleKinds.filter((kind) => !('comesFromRules' in kinds[kind]));

/** The key of a member of `anyOf` that takes several rules. */
export const allOfKey = 'allOf';
/** What such a member is, for editors. */
export const allOfDescription = 'Rules that have to be met together: one member of the choice.';

/** Such a member; its rules are checked one by one. */
export const allOfSchema = z.strictObject({
  [allOfKey]: z
    .array(z.unknown())
    .min(1, expecting('notEmpty'))
    .max(maxListLength)
    .meta({ description: allOfDescription }),
  ...besideAll,
});

/** The keys of a member that takes several rules. */
export const allOfKeys = Object.keys(allOfSchema.shape);

/** One schema per kind key. Members of `anyOf` are checked apart, so that a mistake in one is said exactly. */
export const ruleSchemas = Object.fromEntries(
  ruleKinds.map((kind) => [kind, z.strictObject({ ...kinds[kind].ruleShape, ...besideAll, ...besideRule })]),
) as unknown as Readonly<Record<RuleKind, z.ZodObject>>;

/** Whether a key of a rule names its kind, as `object` does and `level` does not. */
export const isKindKey = (key: string): key is RuleKind => (kindKeys as string[]).includes(key);

/** Kind keys of a later schema version: refused with a sentence of their own. */
export const reservedKindKeys = [
  'license',
  'recordType',
  'tab',
  'app',
  'reportFolder',
  'groupMember',
  'orgFeature',
].filter((key) => !isKindKey(key));

/** Keys that only a whole rule has, not a member of `anyOf`. */
export const ruleOnlyKeys = Object.keys(besideRule);

const requires = z.array(z.unknown()).max(maxListLength);

/** A variant, without its rules. */
export const variant = z.strictObject({
  label: prose('Name of the variant, as people read it.').max(120).optional(),
  default: z.boolean().meta({ description: 'Exactly one variant is the default.' }).optional(),
  requires: requires.optional(),
});

/** A feature, without its rules. */
export const feature = z.strictObject({
  label: prose('What the feature is, as people read it.').max(120).optional(),
  default: z
    .boolean()
    .meta({
      description: 'Whether every use of the integration has it. Default: false, and it is named to be checked.',
    })
    .optional(),
  requires: requires.optional(),
});

const parameterValue = z
  .string()
  .max(300)
  .regex(/\S/, expecting('notEmpty'))
  .regex(seenText, expecting('nothingControl'));

const parameter = z
  .strictObject({
    label: prose('What is to be filled in, as people read it.').max(200),
    of: z.enum(parameterSubjects).meta({ description: 'What its values are names of.' }),
    example: parameterValue.meta({ description: 'A value as it can stand in the rules.' }),
  })
  .meta({ id: 'parameter', description: 'What only the customer knows.' });

const parameters = z.record(
  kebabName,
  z.union([
    parameter,
    parameterValue.meta({ description: 'The value of an inherited parameter.' }),
    z
      .array(parameterValue)
      .max(maxListLength)
      .meta({ description: 'Values of an inherited parameter; none says that there are none.' }),
  ]),
);

/** Whether a variant, a feature or a parameter can be called so. */
export const isPartName = (key: string): boolean => kebabName.safeParse(key).success;

/** Everything but the rules, which are checked one by one. */
export const headSchema = z.strictObject({
  schemaVersion: z
    .literal(supportedSchemaVersion, expecting('schemaVersion'))
    .meta({ description: 'Version of this format: 1.' }),
  requiresPlugin: z
    .string()
    .regex(/^>=\s*\d{1,6}(?:\.\d{1,6}){0,2}$/, expecting('pluginRange'))
    .meta({ description: 'Oldest plugin version that understands the file, such as ">=0.1".' })
    .optional(),
  id: kebabName.meta({ description: 'Id in kebab-case; the same as the file name.' }),
  label: prose('Name of the integration, as people read it.').max(120),
  description: prose('What the integration does.').optional(),
  group: z
    .enum(definitionGroups)
    .meta({
      description:
        'vendor (the default): the integration of a vendor. role: what people of one role need; base: what other definitions extend. Both are left out of a check without -i.',
    })
    .optional(),
  aliases: z
    .array(alias)
    .min(1, expecting('notEmpty'))
    .max(maxAliases)
    .meta({
      description: 'Other names by which people know the product; -i takes one that is of this definition alone.',
    })
    .optional(),
  source: sources.optional(),
  extends: z
    .string()
    .min(1, expecting('notEmpty'))
    .max(1000)
    .meta({ description: 'Id of another definition, or a path relative to this file.' })
    .optional(),
  omit: listed(z.string().min(1, expecting('notEmpty')).max(1000))
    .meta({ description: 'Ids of inherited requirements that do not apply, such as object:Lead:delete.' })
    .optional(),
  permissionSet: z
    .string()
    .max(longestSetName)
    .regex(ownSetNamePattern, expecting('permissionSetName'))
    .meta({ description: 'API name of the permission set that grant uses. Default: Integration_<id>.' })
    .optional(),
  requires: requires.optional(),
  variants: z.record(kebabName, variant).optional(),
  features: z.record(kebabName, feature).optional(),
  parameters: parameters
    .meta({
      description:
        'What only the customer knows, such as mapped fields; {{name}} stands for it in rules. Inherited ones are filled in with a value or a list.',
    })
    .optional(),
});

/** The keys allowed in each part, for "did you mean". */
export const definitionKeys = Object.keys(headSchema.shape);
export const variantKeys = Object.keys(variant.shape);
export const featureKeys = Object.keys(feature.shape);
export const parameterKeys = Object.keys(parameter.shape);
export const sourceKeys = Object.keys(source.shape);
export const whenKeys = Object.keys(when.shape);

/** Made once: they are asked for by every key of thousands of rules. */
const keysOfRules = new Map(kindKeys.map((kind) => [kind, Object.keys(ruleSchemas[kind].shape)]));

/** The keys that a rule of this kind may have. */
export const ruleKeys = (kind: RuleKind): readonly string[] => keysOfRules.get(kind) ?? [];
