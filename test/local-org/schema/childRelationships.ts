import type { ObjectSchema } from '../model/orgModel.js';

/**
 * Fills `childRelationships` of every object from the reference fields of all objects. `names` holds relationship names
 * by `Child.Field`. Relationships without a name, such as that of CreatedById, cannot be used in subqueries.
 */
export const connectRelationships = (
  schema: ReadonlyMap<string, ObjectSchema>,
  names: ReadonlyMap<string, string | null>,
): void => {
  for (const parent of schema.values()) parent.childRelationships = [];
  for (const child of schema.values()) {
    for (const field of child.fields) {
      for (const target of field.referenceTo) {
        schema.get(target.toLowerCase())?.childRelationships.push({
          childObject: child.name,
          field: field.name,
          relationshipName: names.get(`${child.name}.${field.name}`) ?? historyName(child.name, field.name),
        });
      }
    }
  }
};

/** History rows are `Histories` of their parent; OpportunityHistory and ActivityFieldHistory are named in the data. */
const historyName = (child: string, field: string): string | null => {
  const parent = /^(\w+?)(?:Field|__)?History$/.exec(child)?.[1];
  return parent !== undefined && (field === `${parent}Id` || (field === 'ParentId' && child.endsWith('__History')))
    ? 'Histories'
    : null;
};
