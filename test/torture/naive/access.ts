/** What a user can effectively do: rows, what other permissions imply, and rules of objects without rows (K2-K5). */
import { allOf, no, oneOf, unknown, via, yes } from './answers.js';
import type { Answer } from './answers.js';
import { derivedRules } from './derived.js';
import type { Box, Need, Opening, Rule } from './derived.js';
import { profileGives, rowsGive } from './holdings.js';
import type { Thing } from './holdings.js';
import { flagIs, works } from './licenses.js';
import type { Lack } from './licenses.js';
import { includes, openedKey, same } from './world.js';
import type { Access, Entity, Field, GapCode, User, World } from './world.js';

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

/** What is given, less what has no effect without a license in force, a seat or a box. */
const inEffect = (world: World, user: User, thing: Thing, given: Answer): Answer => {
  if (given.says !== 'yes') return given;
  const may = works(world, user, thing);
  if (may.says === 'yes') return given;
  return may.says === 'no' ? no : unknown(...may.gaps);
};

/** What something lacks that permission sets give and that has no effect; undefined where they do not give it. */
export const lacksOfGiven = (world: World, user: User, thing: Thing): readonly Lack[] | undefined => {
  const lacksOf = (one: Thing): readonly Lack[] => {
    const may = works(world, user, one);
    return may.says === 'no' ? may.lacks : [];
  };
  const isGiven = (one: Thing): boolean =>
    one.kind === 'userPermission'
      ? givenPermission(world, user, one.name).says === 'yes'
      : rowsGive(world, user, one).says === 'yes';
  const implying = thing.kind === 'object' ? permissionsGiving(thing.access) : [];
  const givenBy = [thing, ...implying.map((name): Thing => ({ kind: 'userPermission', name }))].filter(isGiven);
  if (givenBy.length === 0) return undefined;
  const own = lacksOf(thing);
  const lacks = own.length > 0 ? own : givenBy.flatMap(lacksOf);
  return lacks.length > 0 ? lacks : undefined;
};

/** Whether the user has a user permission. */
export const hasPermission = (world: World, user: User, permission: string): Answer =>
  inEffect(world, user, { kind: 'userPermission', name: permission }, givenPermission(world, user, permission));

const givenPermission = (world: World, user: User, permission: string): Answer => {
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

const implied = (world: World, user: User, access: Access): Answer[] =>
  permissionsGiving(access).map((name) => via(hasPermission(world, user, name), name));

const givenByRows = (world: World, user: User, sobject: string, access: Access): Answer =>
  oneOf([objectRow(world, user, sobject, access), ...implied(world, user, access)]);

/** The row of an object; an old API version has no column for View All Fields, which tells nothing (fact B1). */
const objectRow = (world: World, user: User, sobject: string, access: Access): Answer =>
  access === 'viewAllFields' && !world.knowsViewAllFields
    ? unknown('NOT_IN_API_VERSION')
    : rowsGive(world, user, { kind: 'object', sobject, access });

/** How the org treats an object: with rows of its own, by a derived rule, or in a way that nobody knows. */
export type Sort = 'rows' | 'derived' | 'noRule' | 'hidden' | 'missing';
export const sortOf = (world: World, sobject: string): Sort => {
  const entity = entityOf(world, sobject);
  if (!entity) return world.gaps['entities'] === undefined ? 'missing' : 'hidden';
  // The list of permissionable objects decides; a name that ends in History does not (fact B5).
  const listUnread = world.gaps['permissionableObjects'] !== undefined;
  if (!listUnread && entity.takesObjectPermissions) return 'rows';
  if (derivedRules(sobject)) return 'derived';
  return listUnread ? 'hidden' : 'noRule';
};

export const entityOf = (world: World, sobject: string): Entity | undefined =>
  world.entities.find(({ name }) => same(name, sobject));

export const needIsMet = (world: World, user: User, need: Need | Box | Opening): Answer => {
  if ('opened' in need) return rowsGive(world, user, { kind: 'setup', key: openedKey(need.opened) });
  if ('box' in need) {
    const is = flagIs(world, user, need.box);
    if (typeof is === 'string') return unknown(is);
    return is ? yes([]) : no;
  }
  return 'permission' in need
    ? hasPermission(world, user, need.permission)
    : objectAccess(world, user, need.object, need.access);
};

const ruleIsMet = (world: World, user: User, rule: Rule): Answer => {
  if (rule === 'always') return yes([]);
  if (rule === 'never') return no;
  if ('mild' in rule) {
    const strict = hasPermission(world, user, rule.strict);
    const mild = hasPermission(world, user, rule.mild);
    if (strict.says !== 'no') return strict;
    return mild.says === 'yes' ? unknown('RULE_CONTESTED') : mild;
  }
  return allOf(rule.map((part) => oneOf(part.map((need) => needIsMet(world, user, need)))));
};

/**
 * Whether the user has one word of access to an object. Where nobody could read which objects there are, a missing
 * permission and a missing object look the same (fact I4): only what takes rows is known to be there then.
 */
export const objectAccess = (world: World, user: User, sobject: string, access: Access): Answer => {
  const answer = accessIfThere(world, user, sobject, access);
  const gaps = gapsOf(world, 'entities');
  if (gaps.length === 0 || (answer.says === 'yes' && sortOf(world, sobject) !== 'derived')) return answer;
  return unknown(...gaps, ...(answer.says === 'unknown' ? answer.gaps : []));
};

const accessIfThere = (world: World, user: User, sobject: string, access: Access): Answer => {
  switch (sortOf(world, sobject)) {
    case 'missing':
      return no;
    case 'hidden': {
      // A row of the object says that it is there and takes rows; nothing else is known of it.
      const row = rowsGive(world, user, { kind: 'object', sobject, access });
      if (row.says === 'yes') return withPermissionBeside(world, user, sobject, access);
      const hidden = unknown(...gapsOf(world, 'permissionableObjects'), ...gapsOf(world, 'entities'));
      const beside = permissionBeside(sobject, access);
      return beside === null ? hidden : allOf([hidden, hasPermission(world, user, beside)]);
    }
    case 'noRule':
      return unknown('NO_RULE');
    case 'derived': {
      const rule = derivedRules(sobject)?.[access];
      return rule === undefined ? unknown('NO_RULE') : ruleIsMet(world, user, rule);
    }
    case 'rows': {
      return withPermissionBeside(world, user, sobject, access);
    }
  }
};

const withPermissionBeside = (world: World, user: User, sobject: string, access: Access): Answer => {
  const object = rowAccess(world, user, sobject, access);
  const beside = permissionBeside(sobject, access);
  if (beside === null) return object;
  const both = allOf([object, hasPermission(world, user, beside)]);
  return both.says === 'yes' ? object : both;
};

/** Access to an object by its rows, or by a permission that implies it. */
export const rowAccess = (world: World, user: User, sobject: string, access: Access): Answer =>
  inEffect(world, user, { kind: 'object', sobject, access }, givenByRows(world, user, sobject, access));

/** Whether a field would be open, had what opens it an effect. */
export const fieldIsGiven = (
  world: World,
  user: User,
  entity: Entity,
  carrier: Field,
  access: 'read' | 'edit',
): boolean => {
  const rows = [
    { kind: 'field', field: `${entity.name}.${carrier.name}`, access } as const,
    { kind: 'object', sobject: entity.name, access: 'viewAllFields' } as const,
  ].slice(0, access === 'read' ? 2 : 1);
  return (
    rows.some((thing) => rowsGive(world, user, thing).says === 'yes') ||
    (access === 'read' && givenPermission(world, user, 'ViewAllFieldsGlobal').says === 'yes')
  );
};

/** What writing articles of Knowledge takes beside the object permissions: Manage Articles. */
export const permissionBeside = (sobject: string, access: Access): string | null =>
  /__kav$/i.test(sobject) && ['create', 'edit', 'delete'].includes(access) ? 'EditKnowledge' : null;

export const gapsOf = (world: World, part: string): GapCode[] => {
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
  const thing: Thing = { kind: 'field', field: `${entity.name}.${carrier.name}`, access };
  return inEffect(world, user, thing, givenFieldSecurity(world, user, entity, thing));
};

const givenFieldSecurity = (
  world: World,
  user: User,
  entity: Entity,
  thing: Extract<Thing, { kind: 'field' }>,
): Answer => {
  const row = rowsGive(world, user, thing);
  if (thing.access === 'edit') return row;
  const all = via(hasPermission(world, user, 'ViewAllFieldsGlobal'), 'ViewAllFieldsGlobal');
  const mayTakeRows = entity.takesObjectPermissions || world.gaps['permissionableObjects'] !== undefined;
  const allOfObject = mayTakeRows ? via(objectRow(world, user, entity.name, 'viewAllFields'), 'viewAllFields') : no;
  return oneOf([row, all, allOfObject]);
};

/**
 * The words of object access behind a field (fact K5): all parts are needed, one word of each. Read always (fact B2);
 * what is only set when a record is made needs Create, what is only set afterwards needs Edit (fact C18); a compound is
 * written by its parts (fact C4).
 */
export const wordsFor = (field: Field, access: 'read' | 'edit'): Access[][] => {
  if (access === 'read') return [['read']];
  const writing: Access[] = [];
  if (field.updateable || field.isCompound) writing.push('edit');
  if (field.createable || field.isCompound) writing.push('create');
  return [['read'], writing];
};

/** Access to the object that access to one of its fields rests on (fact K5); given by whoever gives the last part. */
export const objectBehindField = (
  world: World,
  user: User,
  sobject: string,
  field: Field,
  access: 'read' | 'edit',
): Answer => {
  const parts = wordsFor(field, access).map((words) =>
    oneOf(words.map((word) => objectAccess(world, user, sobject, word))),
  );
  const answer = allOf(parts);
  return answer.says === 'yes' ? (parts.at(-1) ?? answer) : answer;
};
