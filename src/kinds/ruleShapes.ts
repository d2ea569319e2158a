/**
 * Building blocks for the shapes of rules. The message of a check is not a sentence but an `Expectation` word; its
 * sentence part is `expected.<word>` in messages/definition.md.
 */
import { z } from 'zod';

/** What a value should have been. */
export const expectations = [
  'text',
  'list',
  'map',
  'source',
  'boolean',
  'number',
  'schemaVersion',
  'nothingControl',
  'kebab',
  'apiName',
  'setName',
  'namespace',
  'licenseName',
  'entityName',
  'sobject',
  'sobjectPattern',
  'fieldPattern',
  'fieldName',
  'relativeField',
  'relativeFieldPattern',
  'permissionSetName',
  'date',
  'url',
  'alias',
  'pluginRange',
  'notEmpty',
  'pathBelow',
  'reportFile',
  'mailAddress',
  'hostName',
  'port',
  'days',
  'channelName',
  'repository',
] as const;
export type Expectation = (typeof expectations)[number];

/** Long enough for ten thousand fields in one rule, short enough to stay quick. */
export const maxListLength = 20_000;

/** Options of a zod check, so that its issue names what was expected: explainMistake.ts makes a sentence of it. */
export const expecting = (word: Expectation): { error: Expectation } => ({ error: word });

/** One entry or a list of entries. */
export const listed = <T extends z.ZodType>(entry: T): z.ZodUnion<readonly [T, z.ZodArray<T>]> =>
  z.union([entry, z.array(entry).min(1, expecting('notEmpty')).max(maxListLength)]);

const apiNamePattern = '[A-Za-z][A-Za-z0-9_]*';

export const userPermissionName = z
  .string()
  .max(80)
  .regex(new RegExp(`^${apiNamePattern}$`), expecting('apiName'))
  .meta({ description: 'API name of a user permission, such as ApiEnabled.' });

export const sobjectName = z
  .string()
  .max(80)
  .regex(new RegExp(`^${apiNamePattern}$`), expecting('sobject'))
  .meta({ description: 'API name of an object, such as Account or Invoice__c.' });

export const sobjectPattern = z
  .string()
  .max(80)
  .regex(/^[A-Za-z*][A-Za-z0-9_*]*$/, expecting('sobjectPattern'))
  .meta({
    description: 'API name of an object, or a pattern: acme__* and "*" stand for what the org has of that name.',
  });

export const fieldPattern = z
  .string()
  .max(160)
  .regex(new RegExp(`^${apiNamePattern}\\.[A-Za-z0-9_*]+$`), expecting('fieldPattern'))
  .meta({ description: 'Object.Field; * in the field part stands for any characters, such as Lead.mk_*__c.' });

export const fieldName = z
  .string()
  .max(160)
  .regex(new RegExp(`^${apiNamePattern}\\.${apiNamePattern}$`), expecting('fieldName'))
  .meta({ description: 'Object.Field.' });

export const relativeField = z
  .string()
  .max(80)
  .regex(new RegExp(`^${apiNamePattern}$`), expecting('relativeField'));

export const relativeFieldPattern = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9_*]+$/, expecting('relativeFieldPattern'));

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A name in kebab-case: ids, variants, choices. */
export const kebabName = z.string().max(60).regex(kebab, expecting('kebab'));

/** Beside the kind key of kinds that can be forbidden. */
export const forbid = z.boolean().meta({ description: 'The user must not have it.' }).optional();
