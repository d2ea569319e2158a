import type { Caller, Org, Row } from '../model/orgModel.js';
import { entityDefinitionRows } from './virtual/entityDefinitionRows.js';
import { entityParticleRows, picklistValueRows } from './virtual/entityParticleRows.js';
import { fieldDefinitionRows } from './virtual/fieldDefinitionRows.js';
import { permissionDependencyRows } from './virtual/permissionDependencyRows.js';
import { relationshipInfoRows } from './virtual/relationshipInfoRows.js';
import { userEntityAccessRows, userFieldAccessRows, userPermissionAccessRows } from './virtual/userAccessRows.js';
import { userRecordAccessRows } from './virtual/userRecordAccessRows.js';

const makers: Record<string, (org: Org, caller: Caller, only: ReadonlySet<string> | null) => Row[]> = {
  EntityDefinition: entityDefinitionRows,
  FieldDefinition: fieldDefinitionRows,
  EntityParticle: entityParticleRows,
  PicklistValueInfo: picklistValueRows,
  RelationshipInfo: relationshipInfoRows,
  UserEntityAccess: userEntityAccessRows,
  UserFieldAccess: userFieldAccessRows,
  UserPermissionAccess: userPermissionAccessRows,
  UserRecordAccess: userRecordAccessRows,
  PermissionDependency: permissionDependencyRows,
};

/**
 * The rows of an object that stores none, computed from schema and permissions at this moment. What EntityDefinition,
 * FieldDefinition and EntityParticle say does not depend on the caller's access, only on the API version (fact C13).
 * Which filters a query must have is not decided here (fact E1). Other objects have no rows here. `only` names, in lower
 * case, the objects of which EntityDefinition, FieldDefinition and EntityParticle need tell.
 */
export const virtualRows = (
  org: Org,
  caller: Caller,
  objectName: string,
  only: ReadonlySet<string> | null = null,
): Row[] => makers[objectName]?.(org, caller, only) ?? [];
