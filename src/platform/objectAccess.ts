/** The words of object access and of field access, and what each rests on. */

/** One word of object access, in the order in which people read it. */
export const objectAccesses = [
  'read',
  'create',
  'edit',
  'delete',
  'viewAllRecords',
  'modifyAllRecords',
  'viewAllFields',
] as const;
export type ObjectAccess = (typeof objectAccesses)[number];

export const fieldAccesses = ['read', 'edit'] as const;
export type FieldAccess = (typeof fieldAccesses)[number];

/**
 * What each word of object access rests on, on the same object: Salesforce refuses the word without them and muting one
 * takes the word away (fact B2; for viewAllFields inferred, question Q14). So having the word means having these.
 */
export const accessRestsOn: Readonly<Record<ObjectAccess, readonly ObjectAccess[]>> = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAllRecords: ['read'],
  modifyAllRecords: ['read', 'edit', 'delete', 'viewAllRecords'],
  viewAllFields: ['read'],
};

/** The word itself and everything that it brings with it on the same object (fact B2). */
export const withWhatItRestsOn = (access: ObjectAccess): readonly ObjectAccess[] => [access, ...accessRestsOn[access]];
