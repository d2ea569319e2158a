import { z } from 'zod';

/**
 * The keys of a scenario that make many things alike.
 * @param grants what a permission set can hold
 */
export const crowds = <Grants extends z.ZodRawShape>(grants: Grants) => ({
  /**
   * Many custom objects, all alike but for the number in their name: `Bulk_0001__c`. Every one has so many fields, by default
   * none. With `levels` each object is a detail of the one before, in chains of so many: reading a detail needs Read on its
   * master (fact B9).
   */
  generateObjects: z
    .array(
      z.strictObject({
        objects: z.int().min(1),
        prefix: z.string(),
        fieldsPerObject: z.int().min(0).optional(),
        fieldLine: z.string().optional(),
        levels: z.int().min(1).max(4).optional(),
      }),
    )
    .optional(),
  /** Many custom fields on one object: `Bulk_0001__c`. */
  generateFields: z
    .array(
      z.strictObject({
        object: z.string(),
        fields: z.int().min(1),
        prefix: z.string(),
        fieldLine: z.string().optional(),
      }),
    )
    .optional(),
  /** Many permission sets, for one user or for nobody, all alike but for the number in their name. */
  generate: z
    .array(
      z.strictObject({
        permissionSets: z.int().min(1),
        prefix: z.string(),
        assignTo: z.string().optional(),
        ...grants,
      }),
    )
    .optional(),
  /** Many groups, each of so many of the generated sets of this prefix, one after the other. */
  generateGroups: z
    .array(
      z.strictObject({ groups: z.int().min(1), prefix: z.string(), setsEach: z.int().min(1), setPrefix: z.string() }),
    )
    .optional(),
  /** Many users of a profile: `bulk_0001@…`. */
  generateUsers: z.array(z.strictObject({ users: z.int().min(1), prefix: z.string(), profile: z.string() })).optional(),
});
