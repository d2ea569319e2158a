import type { Caller, Org, Row } from '../model/orgModel.js';
import { entityDefinitionRows } from './virtual/entityDefinitionRows.js';
import { entityParticleRows, picklistValueRows } from './virtual/entityParticleRows.js';
import { fieldDefinitionRows } from './virtual/fieldDefinitionRows.js';
import { permissionDependencyRows } from './virtual/permissionDependencyRows.js';
import { relationshipInfoRows } from './virtual/relationshipInfoRows.js';
import { userEntityAccessRows, userFieldAccessRows, userPermissionAccessRows } from './virtual/userAccessRows.js';
import { userRecordAccessRows } from './virtual/userRecordAccessRows.js';

type Names = ReadonlySet<string> | null;

const rowMakers: Record<string, (org: Org, caller: Caller, only: Names, fields: Names) => Row[]> = {
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
 * The rows of an object that stores none, computed from schema and permissions. Those of EntityDefinition,
 * FieldDefinition and EntityParticle do not depend on the caller's access, only on the API version (fact C13). The
 * filters that a query must have are checked elsewhere (fact E1). Objects that store rows have none here. `only` holds
 * lower-case object names: EntityDefinition, FieldDefinition and EntityParticle then have rows of these objects alone; for
 * UserEntityAccess and UserFieldAccess ids of users, of 15 characters. `fields` holds lower-case names of fields: FieldDefinition and
 * EntityParticle then have rows of fields of these names alone.
 */
export const virtualRows = (
  org: Org,
  caller: Caller,
  objectName: string,
  only: Names = null,
  fields: Names = null,
): Row[] => rowMakers[objectName]?.(org, caller, only, fields) ?? [];
