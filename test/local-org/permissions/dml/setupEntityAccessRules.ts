import { objectOfId } from '../../schema/schemaLookup.js';
import { rowsOf, textOf } from '../orgTables.js';
import { duplicateRow } from './dmlErrors.js';
import { memberChanged } from '../permissionSetGroups.js';
import { parentIdOf, permissionParent } from './permissionParents.js';
import type { ObjectRules } from './objectRules.js';

/** The rows call some objects otherwise: custom settings and custom metadata types have the ids of custom objects. */
const typeOf = (objectName: string): string => (objectName === 'CustomObject' ? 'CustomEntityDefinition' : objectName);

/** SetupEntityAccess: one row for each set and entity; the id of the entity decides its type (fact E12). */
export const setupEntityAccessRules: ObjectRules = {
  checkInsert: ({ org }, row) => {
    permissionParent(org, row);
    const twin = rowsOf(org, 'SetupEntityAccess').some(
      (other) => other['ParentId'] === row['ParentId'] && other['SetupEntityId'] === row['SetupEntityId'],
    );
    if (twin) throw duplicateRow();
    const entity = objectOfId(org, textOf(row, 'SetupEntityId') ?? '');
    if (entity !== undefined) row['SetupEntityType'] = typeOf(entity.name);
    return 'store';
  },
  afterInsert: ({ org }, row) => memberChanged(org, parentIdOf(row)),
  afterDelete: ({ org }, row) => memberChanged(org, parentIdOf(row)),
};
