import type { Org, PermissionPlaceholder } from '../model/orgModel.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { idOf } from '../permissions/orgTables.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import { profileNamed } from '../schema/storeProfiles.js';
import { findPermissionSet } from './storeGroup.js';

/**
 * Adds placeholder rows (fact B12) to a permission set, or to the hidden set of a profile. `names` are objects
 * (`Campaign`) and fields (`Lead.Email`).
 *
 * @throws Error for a permission set, profile, object or field that the org does not have
 */
export const addPlaceholders = (org: Org, setOrProfile: string, names: readonly string[]): void => {
  const set = findPermissionSet(org, setOrProfile) ?? hiddenPermissionSet(org, profileNamed(org, setOrProfile));
  if (set === undefined) throw new Error(`There is no permission set ${setOrProfile}`);
  org.placeholders.push(...names.map((name) => placeholderOf(org, idOf(set), name)));
};

const placeholderOf = (org: Org, parentId: string, name: string): PermissionPlaceholder => {
  const [objectName = '', fieldName] = name.split('.');
  const schema = findObject(org, objectName);
  if (schema === undefined) throw new Error(`There is no object ${objectName} in this org`);
  if (fieldName === undefined) return { parentId, objectName: schema.name, fieldName: null };
  const field = findField(schema, fieldName);
  if (field === undefined) throw new Error(`There is no field ${schema.name}.${fieldName} in this org`);
  return { parentId, objectName: schema.name, fieldName: field.name };
};
