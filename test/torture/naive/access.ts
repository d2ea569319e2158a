/** What a user can effectively do: rows, what other permissions imply, and rules of objects without rows (K2-K5). */
import { allOf, no, oneOf, unknown, via, yes } from './answers.js';
import type { Answer } from './answers.js';
import { derivedRules } from './derived.js';
import type { Need, Rule } from './derived.js';
import { profileGives, rowsGive } from './holdings.js';
import { includes, same } from './world.js';
import type { Access, Entity, Field, User, World } from './world.js';

/** Where a user permission can sit: in any set, on profiles alone, nowhere; or a gap hides it (design, section 4). */
export type Place = 'set' | 'profile' | 'nowhere' | 'hidden';
export const placeOf = (world: World, permission: string): Place => {
  if (world.gaps['permissionSetColumns'] !== undefined) return 'hidden';
  if (includes(world.setPermissions, permission)) return 'set';
  if (world.gaps['profileColumns'] !== undefined) return 'hidden';
  return includes(world.profilePermissions, permission) ? 'profile' : 'nowhere';
};

const columnGaps = (world: World): Answer => {
  const gaps = [world.gaps['permissionSetColumns'], world.gaps['profileColumns']];
  return unknown(...gaps.filter((gap) => gap !== undefined));
};

/** Whether the user has a user permission. */
export const hasPermission = (world: World, user: User, permission: string): Answer => {
  switch (placeOf(world, permission)) {
    case 'set':
      return rowsGive(world, user, { kind: 'userPermission', name: permission });
    case 'profile':
      return profileGives(world, user, permission);
    case 'nowhere':
      return no;
    case 'hidden':
      return columnGaps(world);
  }
};

/** User permissions that give access to every object (fact K4), every field of an object among it (fact C15). */
const givenByPermission: Readonly<Record<Access, readonly string[]>> = {
  read: ['ViewAllData', 'ModifyAllData'],
  create: ['ModifyAllData'],
  edit: ['ModifyAllData'],
  delete: ['ModifyAllData'],
  viewAllRecords: ['ViewAllData', 'ModifyAllData'],
  modifyAllRecords: ['ModifyAllData'],
  viewAllFields: ['ViewAllFieldsGlobal'],
};
export const permissionsGiving = (access: Access): readonly string[] => givenByPermission[access];

/** How the org treats an object: with rows of its own, by a derived rule, or in a way that nobody knows. */
export type Sort = 'rows' | 'derived' | 'noRule' | 'hidden' | 'missing' | 'unreadable';
export const sortOf = (world: World, sobject: string): Sort => {
  if (world.gaps['entities'] !== undefined) return 'unreadable';
  const entity = entityOf(world, sobject);
  if (!entity) return 'missing';
  // The list of permissionable objects decides; a name that ends in History does not (fact B5).
  const listUnread = world.gaps['permissionableObjects'] !== undefined;
  if (!listUnread && entity.takesObjectPermissions) return 'rows';
  if (derivedRules(sobject)) return 'derived';
  return listUnread ? 'hidden' : 'noRule';
};

export const entityOf = (world: World, sobject: string): Entity | undefined =>
  world.entities.find(({ name }) => same(name, sobject));

export const needIsMet = (world: World, user: User, need: Need): Answer =>
  'permission' in need ? hasPermission(world, user, need.permission) : objectAccess(world, user, need.object, need.access);

const ruleIsMet = (world: World, user: User, rule: Rule): Answer => {
  if (rule === 'always') return yes([]);
  if (rule === 'never') return no;
  return oneOf(rule.map((alternative) => allOf(alternative.map((need) => needIsMet(world, user, need)))));
};

/** Whether the user has one word of access to an object. */
export const objectAccess = (world: World, user: User, sobject: string, access: Access): Answer => {
  switch (sortOf(world, sobject)) {
    case 'missing':
      return no;
    case 'unreadable':
      return unknown(...gapsOf(world, 'entities'));
    case 'hidden':
      return unknown(...gapsOf(world, 'permissionableObjects'));
    case 'noRule':
      return unknown();
    case 'derived': {
      const rule = derivedRules(sobject)?.[access];
      return rule === undefined ? unknown() : ruleIsMet(world, user, rule);
    }
    case 'rows': {
      const implied = permissionsGiving(access).map((name) => via(hasPermission(world, user, name), name));
      if (access === 'viewAllFields' && !world.knowsViewAllFields) {
        return oneOf([...implied, unknown('NOT_IN_API_VERSION')]);
      }
      return oneOf([rowsGive(world, user, { kind: 'object', sobject, access }), ...implied]);
    }
  }
};

export const gapsOf = (world: World, part: string): Array<World['gaps'][string]> => {
  const gap = world.gaps[part];
  return gap === undefined ? [] : [gap];
};

/** The field that carries the permission: the compound for its parts, else the field itself (facts C3-C5). */
export const carrierOf = (entity: Entity, field: Field): Field =>
  entity.fields.find(({ name }) => field.partOf !== null && same(name, field.partOf)) ?? field;

/** Whether field-level security lets the user through, whatever the object says (fact C15). */
export const fieldSecurity = (
  world: World,
  user: User,
  entity: Entity,
  carrier: Field,
  access: 'read' | 'edit',
): Answer => {
  const row = rowsGive(world, user, { kind: 'field', field: `${entity.name}.${carrier.name}`, access });
  if (access === 'edit') return row;
  const all = via(hasPermission(world, user, 'ViewAllFieldsGlobal'), 'ViewAllFieldsGlobal');
  const allOfObject =
    sortOf(world, entity.name) === 'rows'
      ? via(objectAccess(world, user, entity.name, 'viewAllFields'), 'viewAllFields')
      : no;
  return oneOf([row, all, allOfObject]);
};

/** Access to the object that access to any of its fields rests on (fact K5). */
export const objectBehindField = (world: World, user: User, sobject: string, access: 'read' | 'edit'): Answer => {
  const words: readonly Access[] = access === 'read' ? ['read'] : ['edit', 'create'];
  return oneOf(words.map((word) => objectAccess(world, user, sobject, word)));
};
