import type { ObjectAccess, ObjectSchema } from '../model/orgModel.js';
import { objectAccesses } from '../permissions/objectAccess.js';

/** The letter by which the data files write each access, e.g. `CRED`. */
export const accessLetters: Readonly<Record<ObjectAccess, string>> = {
  read: 'R',
  create: 'C',
  edit: 'E',
  delete: 'D',
  viewAllRecords: 'V',
  modifyAllRecords: 'M',
  viewAllFields: 'F',
};

/** The accesses that letters such as `CRED` mean, as far as the object stores them (facts B7, C16). */
export const accessesOfLetters = (letters: string, schema: ObjectSchema): Set<ObjectAccess> =>
  new Set(objectAccesses.filter((access) => letters.includes(accessLetters[access]) && storable(schema, access)));

const storable = (schema: ObjectSchema, access: ObjectAccess): boolean =>
  access === 'viewAllFields'
    ? schema.supportsViewAllFields
    : access === 'viewAllRecords' || access === 'modifyAllRecords'
      ? schema.supportsViewAll
      : true;
