import type { Caller, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { effectiveAccess } from '../../permissions/effectiveAccess.js';
import { idOf, rowsOf } from '../../permissions/orgTables.js';
import { entityDurableId, fieldDurableId } from '../durableId.js';
import { isComponent, visibleInVersion } from '../schemaLookup.js';
import { definedObjects, rowMaker } from './virtualRow.js';

/** The row as the org tells it, which may be a lie; none where it does not tell it at all. */
const asTold = (org: Org, about: string, row: Row): Row[] => {
  const own = (org.behaviours.accessOpinions ?? []).filter(([name]) => name.toLowerCase() === about.toLowerCase());
  if (own.some(([, , says]) => says === null)) return [];
  return [{ ...row, ...Object.fromEntries(own.map(([, column, says]) => [column, says])) }];
};

/** The users with these ids of 15 characters; all where none are named. */
const usersOf = (org: Org, only: ReadonlySet<string> | null): readonly Row[] =>
  only === null ? rowsOf(org, 'User') : rowsOf(org, 'User').filter((user) => only.has(idOf(user).slice(0, 15)));

const mergeable = new Set(['Account', 'Contact', 'Lead', 'Case']);

/** Rows of UserEntityAccess: each user's effective access to each object (fact E4; other users are answered too). */
export const userEntityAccessRows = (org: Org, caller: Caller, only: ReadonlySet<string> | null): Row[] => {
  const make = rowMaker(org, 'UserEntityAccess');
  const objects = definedObjects(org, caller.apiVersion);
  return usersOf(org, only).flatMap((user) => {
    const access = effectiveAccess(org, idOf(user));
    return objects.flatMap((schema: ObjectSchema) => {
      const own = access.object(schema.name);
      const entity = entityDurableId(org, schema);
      const canDelete = schema.deletable && own.delete;
      return asTold(
        org,
        schema.name,
        make({
          DurableId: `${entity}.${idOf(user)}`,
          EntityDefinitionId: entity,
          UserId: idOf(user),
          IsReadable: own.read,
          IsCreatable: schema.createable && own.create,
          IsEditable: schema.updateable && own.edit,
          IsUpdatable: schema.updateable && own.edit,
          IsDeletable: canDelete,
          IsUndeletable: canDelete && schema.searchable,
          IsMergeable: canDelete && mergeable.has(schema.name),
          IsFlsUpdatable: access.userPermission('ManageProfilesPermissionsets'),
          IsActivateable: false,
        }),
      );
    });
  });
};

/**
 * Rows of UserFieldAccess: each user's effective access to each field, with the id of the field and of the user as
 * DurableId (fact E3). View All Fields counts; whether it does on the platform is question Q10.
 */
export const userFieldAccessRows = (org: Org, caller: Caller, only: ReadonlySet<string> | null): Row[] => {
  const make = rowMaker(org, 'UserFieldAccess');
  const fields = definedObjects(org, caller.apiVersion).flatMap((schema) =>
    schema.fields
      .filter((field) => !isComponent(field) && visibleInVersion(field, caller.apiVersion))
      .map((field) => ({
        schema,
        field,
        entity: entityDurableId(org, schema),
        id: fieldDurableId(org, schema, field),
      })),
  );
  return usersOf(org, only).flatMap((user) => {
    const access = effectiveAccess(org, idOf(user));
    return fields.flatMap(({ schema, field, entity, id }) => {
      const own = access.field(schema.name, field.name);
      const writable = field.type === 'address';
      return asTold(
        org,
        `${schema.name}.${field.name}`,
        make({
          DurableId: `${id}.${idOf(user)}`,
          EntityDefinitionId: entity,
          UserId: idOf(user),
          IsAccessible: own.read,
          IsCreatable: own.edit && (field.createable || writable),
          IsUpdatable: own.edit && (field.updateable || writable),
        }),
      );
    });
  });
};

/** The single row of UserPermissionAccess: the caller's own user permissions, readable without View Setup (fact E7). */
export const userPermissionAccessRows = (org: Org, caller: Caller): Row[] => {
  const access = effectiveAccess(org, caller.userId);
  const granted = org.userPermissions
    .filter(({ onPermissionSet, name }) => onPermissionSet && access.userPermission(name))
    .map(({ name }): [string, boolean] => [`Permissions${name}`, true]);
  return [rowMaker(org, 'UserPermissionAccess')(Object.fromEntries(granted))];
};
