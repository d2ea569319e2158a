/**
 * The shape of an integration definition, schema version 1: one source for the types, the validation and the JSON Schema
 * with which editors complete definitions. A message of a check is not a sentence but an `Expectation` word.
 */
import { z } from 'zod';
import type { Expectation } from './definitionMistake.js';
import { apis, authentications, fieldAccesses, objectAccesses } from './requirement.js';

export const supportedSchemaVersion = 1;

/** Long enough for ten thousand fields in one rule, short enough to stay quick. */
export const maxListLength = 20_000;
/** Requirements into which one definition may expand. */
export const maxRequirements = 50_000;
const maxTextLength = 2000;

const expecting = (word: Expectation): { error: Expectation } => ({ error: word });

// Control characters could move the cursor or recolour a terminal; line breaks and tabs become spaces when shown.
const prose = (description: string): z.ZodString =>
  z
    .string()
    .max(maxTextLength)
    .regex(/\S/, expecting('notEmpty'))
    .regex(
      /^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/,
      expecting('nothingControl'),
    )
    .meta({ description });

/** One entry or a list of entries. */
const listed = <T extends z.ZodType>(entry: T): z.ZodUnion<readonly [T, z.ZodArray<T>]> =>
  z.union([entry, z.array(entry).min(1, expecting('notEmpty')).max(maxListLength)]);

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const apiNamePattern = '[A-Za-z][A-Za-z0-9_]*';
const userPermissionName = z
  .string()
  .max(80)
  .regex(new RegExp(`^${apiNamePattern}$`), expecting('apiName'))
  .meta({ description: 'API name of a user permission, such as ApiEnabled.' });
const sobjectName = z
  .string()
  .max(80)
  .regex(new RegExp(`^${apiNamePattern}$`), expecting('sobject'))
  .meta({ description: 'API name of an object, such as Account or Invoice__c.' });
const fieldPattern = z
  .string()
  .max(160)
  .regex(new RegExp(`^${apiNamePattern}\\.[A-Za-z0-9_*]+$`), expecting('fieldPattern'))
  .meta({ description: 'Object.Field; * in the field part stands for any characters, such as Lead.mk_*__c.' });
const fieldName = z
  .string()
  .max(160)
  .regex(new RegExp(`^${apiNamePattern}\\.${apiNamePattern}$`), expecting('fieldName'))
  .meta({ description: 'Object.Field.' });
const relativeField = z
  .string()
  .max(80)
  .regex(new RegExp(`^${apiNamePattern}$`), expecting('relativeField'));
const relativeFieldPattern = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9_*]+$/, expecting('relativeFieldPattern'));

const date = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, expecting('date'));
const url = z
  .string()
  .max(500)
  .regex(/^https?:\/\/[^\s\u0000-\u001F\u007F-\u009F]+$/, expecting('url'));

const source = z
  .strictObject({
    title: prose('Title of the page or document, with its publisher.'),
    url: url.meta({ description: 'Where it can be read.' }).optional(),
    date: date.meta({ description: 'Day of the version that was read, as YYYY-MM-DD.' }).optional(),
  })
  .meta({ id: 'source', description: 'Where the needs are published.' });

const when = z
  .strictObject({ authentication: z.enum(authentications).meta({ description: 'How the integration logs in.' }) })
  .meta({ id: 'when', description: 'The rule counts only for this way of logging in.' });

/** Beside every kind key. */
const besideAll = {
  because: prose('Why the integration needs it; shown to the people who have to approve it.').optional(),
  ifPresent: z
    .boolean()
    .meta({ description: 'An object, field or feature that the org does not have makes the rule not applicable.' })
    .optional(),
  source: source.optional(),
};
/** Beside every kind key of a rule, but not of a member of anyOf. */
const besideRule = {
  level: z
    .enum(['required', 'recommended', 'optional'])
    .meta({ description: 'Default: required; recommended for an inferred rule.' })
    .optional(),
  when: when.optional(),
  inferred: z
    .boolean()
    .meta({ description: 'The vendor does not state it, but what it does implies it. Never required.' })
    .optional(),
};
const forbid = z.boolean().meta({ description: 'The user must not have it.' }).optional();

/** The kind keys, in the order of the documentation, each with its value and its own keys. */
const kinds = {
  userPermission: {
    userPermission: listed(userPermissionName).meta({ description: 'User permissions that the user must have.' }),
    forbid,
  },
  object: {
    object: listed(sobjectName).meta({ description: 'Objects to which the user must have access.' }),
    access: listed(z.enum(objectAccesses)).default(['read']).meta({ description: 'Words of object access.' }),
    minimum: listed(z.enum(objectAccesses))
      .meta({ description: 'The part of access with which the integration still works in part.' })
      .optional(),
    forbid,
  },
  field: {
    field: listed(fieldPattern).meta({ description: 'Fields to which the user must have access.' }),
    access: listed(z.enum(fieldAccesses)).default(['read']).meta({ description: 'edit includes read.' }),
    standardized: z.boolean().meta({ description: '6sense: mandatory for the daily pipeline.' }).optional(),
    forbid,
  },
  historyTracking: {
    historyTracking: sobjectName.meta({ description: 'Object whose field history must be tracked.' }),
    fields: listed(relativeField)
      .meta({ description: 'Fields that must be tracked. Without it: the object switch and at least one field.' })
      .optional(),
    suggestedFields: listed(relativeField)
      .meta({ description: 'Fields worth tracking when none is named.' })
      .optional(),
  },
  api: { api: listed(z.enum(apis)).meta({ description: 'APIs that the integration calls.' }) },
  picklistValue: {
    picklistValue: fieldName.meta({ description: 'Picklist field, as Object.Field.' }),
    value: z.string().min(1, expecting('notEmpty')).max(255).meta({ description: 'API value that must be active.' }),
  },
  automation: {
    automation: listed(sobjectName).meta({ description: 'Objects whose automation runs when the integration writes.' }),
    onFields: listed(relativeFieldPattern).meta({ description: 'Fields that the integration writes.' }).optional(),
  },
};

const memberSchemas = {
  userPermission: z.strictObject({ ...kinds.userPermission, ...besideAll }),
  object: z.strictObject({ ...kinds.object, ...besideAll }),
  field: z.strictObject({ ...kinds.field, ...besideAll }),
  historyTracking: z.strictObject({ ...kinds.historyTracking, ...besideAll }),
  api: z.strictObject({ ...kinds.api, ...besideAll }),
  picklistValue: z.strictObject({ ...kinds.picklistValue, ...besideAll }),
  automation: z.strictObject({ ...kinds.automation, ...besideAll }),
};

const name = z.string().max(60).regex(kebab, expecting('kebab'));

const anyOfWith = <T extends z.ZodType>(
  member: T,
): z.ZodObject<{ anyOf: z.ZodArray<T>; name: typeof name } & typeof besideAll & typeof besideRule, z.core.$strict> =>
  z.strictObject({
    anyOf: z
      .array(member)
      .min(1, expecting('notEmpty'))
      .max(maxListLength)
      .meta({ description: 'Rules in order of preference; met when one of them is wholly met.' }),
    name: name.meta({ description: 'Name of the choice, in kebab-case; part of its id.' }),
    ...besideAll,
    ...besideRule,
  });

/** One schema per kind key. Members of `anyOf` are checked apart, so that a mistake in one is said exactly. */
export const ruleSchemas = {
  userPermission: memberSchemas.userPermission.extend(besideRule),
  object: memberSchemas.object.extend(besideRule),
  field: memberSchemas.field.extend(besideRule),
  historyTracking: memberSchemas.historyTracking.extend(besideRule),
  api: memberSchemas.api.extend(besideRule),
  picklistValue: memberSchemas.picklistValue.extend(besideRule),
  automation: memberSchemas.automation.extend(besideRule),
  anyOf: anyOfWith(z.unknown()),
};

/** A rule as written, without its kind's list of `anyOf` members. */
export type MemberSource = {
  [K in keyof typeof memberSchemas]: z.output<(typeof ruleSchemas)[K]>;
}[keyof typeof memberSchemas];

export type KindKey = keyof typeof ruleSchemas;
export const kindKeys = Object.keys(ruleSchemas) as KindKey[];
export const isKindKey = (key: string): key is KindKey => (kindKeys as string[]).includes(key);

/** Kind keys of a later schema version: refused with a sentence of their own. */
export const reservedKindKeys = [
  'connectedApp',
  'customPermission',
  'recordVisibility',
  'permissionSetAssigned',
  'license',
  'apexClass',
  'profile',
];

/** Keys that only a whole rule has, not a member of `anyOf`. */
export const ruleOnlyKeys = Object.keys(besideRule);

const anyRule = z
  .union([
    ruleSchemas.userPermission,
    ruleSchemas.object,
    ruleSchemas.field,
    ruleSchemas.historyTracking,
    ruleSchemas.api,
    ruleSchemas.picklistValue,
    ruleSchemas.automation,
    anyOfWith(z.union(Object.values(memberSchemas)).meta({ id: 'anyOfMember', description: 'One rule of a choice.' })),
  ])
  .meta({ id: 'rule', description: 'One rule: exactly one kind key, and what belongs to it.' });

const requires = z.array(z.unknown()).max(maxListLength);

const variant = z.strictObject({
  label: prose('Name of the variant, as people read it.').max(120).optional(),
  default: z.boolean().meta({ description: 'Exactly one variant is the default.' }).optional(),
  requires: requires.optional(),
});

/** Whether a variant can be called so. */
export const isVariantName = (key: string): boolean => name.safeParse(key).success;

/** Everything but the rules, which are checked one by one. */
export const headSchema = z.strictObject({
  schemaVersion: z.literal(supportedSchemaVersion).meta({ description: 'Version of this format: 1.' }),
  requiresPlugin: z
    .string()
    .regex(/^>=\s*\d{1,6}(?:\.\d{1,6}){0,2}$/, expecting('pluginRange'))
    .meta({ description: 'Oldest plugin version that understands the file, such as ">=0.1".' })
    .optional(),
  id: name.meta({ description: 'Id in kebab-case; the same as the file name.' }),
  label: prose('Name of the integration, as people read it.').max(120),
  description: prose('What the integration does.').optional(),
  source: source.optional(),
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
    .max(80)
    // fact H4: letters, digits and single underscores, begins with a letter, does not end in an underscore
    .regex(/^[A-Za-z](?:_?[A-Za-z0-9])*$/, expecting('permissionSetName'))
    .meta({ description: 'API name of the permission set that grant uses. Default: Integration_<id>.' })
    .optional(),
  requires: requires.optional(),
  variants: z.record(name, variant).optional(),
});
export type HeadSource = z.output<typeof headSchema>;

const rules = z.array(anyRule).max(maxListLength);
const wholeSchema = headSchema.extend({
  requires: rules.meta({ description: 'Rules common to all variants.' }).optional(),
  variants: z
    .record(
      name,
      variant
        .extend({ requires: rules.meta({ description: 'Rules of this variant alone.' }).optional() })
        .meta({ description: 'One way of using the integration.' }),
    )
    .meta({ description: 'Ways of using the integration; exactly one is the default.' })
    .optional(),
});

/** The keys allowed in each part, for "did you mean". */
export const definitionKeys = Object.keys(headSchema.shape);
export const variantKeys = Object.keys(variant.shape);
export const sourceKeys = Object.keys(source.shape);
export const whenKeys = Object.keys(when.shape);
export const ruleKeys = (kind: KindKey): string[] => Object.keys(ruleSchemas[kind].shape);

/** The JSON Schema (draft-07, which editors' YAML servers read) of a whole definition. */
export const definitionJsonSchema = (): Record<string, unknown> => {
  const schema = z.toJSONSchema(wholeSchema, { target: 'draft-7', io: 'input' }) as Record<string, unknown>;
  return { ...schema, title: 'Integration definition' };
};
