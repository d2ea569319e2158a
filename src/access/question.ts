import type { ObjectAccess, Requirement } from '../definition/requirement.js';
import { parentObjects } from '../platform/derivedObjects.js';
import { alwaysAsked } from '../platform/impliedAccess.js';
import { keyOf } from '../platform/names.js';

/**
 * What has to be read from the org so that requirements can be evaluated: names only, each once, in the spelling of the
 * definition. Filters go by object, never by ten thousand field names (fact I3).
 */
export type Question = {
  readonly userPermissions: readonly string[];
  /** Objects whose existence and object permissions matter. */
  readonly sobjects: readonly string[];
  /** Objects whose fields and field permissions matter. */
  readonly fieldSobjects: readonly string[];
  /** How many rules name a field of an object, by its key: roughly how much an answer about its fields will hold. */
  readonly fieldsNamed: ReadonlyMap<string, number>;
  readonly historySobjects: readonly string[];
};

type Names = {
  readonly userPermissions: Map<string, string>;
  readonly sobjects: Map<string, string>;
  readonly fieldSobjects: Map<string, string>;
  readonly fieldsNamed: Map<string, number>;
  readonly historySobjects: Map<string, string>;
};

const put = (map: Map<string, string>, name: string): void => {
  if (!map.has(keyOf(name))) map.set(keyOf(name), name);
};

const putObject = (names: Names, sobject: string): void => {
  put(names.sobjects, sobject);
  for (const parent of parentObjects(sobject)) put(names.sobjects, parent);
};

const collect = (names: Names, requirement: Requirement): void => {
  const { need } = requirement;
  switch (need.kind) {
    case 'userPermission':
      return put(names.userPermissions, need.name);
    case 'object':
      return putObject(names, need.sobject);
    case 'field':
      putObject(names, need.sobject);
      names.fieldsNamed.set(keyOf(need.sobject), (names.fieldsNamed.get(keyOf(need.sobject)) ?? 0) + 1);
      return put(names.fieldSobjects, need.sobject);
    case 'historyTracking':
      put(names.sobjects, need.sobject);
      // Parts of an address or a name are told by their compound, which only EntityParticle knows.
      if (need.field !== undefined) put(names.fieldSobjects, need.sobject);
      return put(names.historySobjects, need.sobject);
    case 'picklistValue':
    case 'automation':
      return put(names.sobjects, need.sobject);
    case 'anyOf':
      return need.members.flat().forEach((member) => collect(names, member));
    case 'api':
      return undefined;
  }
};

const sorted = (map: ReadonlyMap<string, string>): string[] =>
  [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);

/** The question that answers all of these requirements in one reading. */
export const questionFor = (requirements: readonly Requirement[]): Question => {
  const names: Names = {
    userPermissions: new Map(alwaysAsked.map((name) => [keyOf(name), name])),
    sobjects: new Map(),
    fieldSobjects: new Map(),
    fieldsNamed: new Map(),
    historySobjects: new Map(),
  };
  for (const requirement of requirements) collect(names, requirement);
  return {
    userPermissions: sorted(names.userPermissions),
    sobjects: sorted(names.sobjects),
    fieldSobjects: sorted(names.fieldSobjects),
    fieldsNamed: names.fieldsNamed,
    historySobjects: sorted(names.historySobjects),
  };
};

/** Column of ObjectPermissions (and flag of describe) behind each access word (fact B1). */
export const objectPermissionColumns: Readonly<Record<ObjectAccess, string>> = {
  read: 'PermissionsRead',
  create: 'PermissionsCreate',
  edit: 'PermissionsEdit',
  delete: 'PermissionsDelete',
  viewAllRecords: 'PermissionsViewAllRecords',
  modifyAllRecords: 'PermissionsModifyAllRecords',
  viewAllFields: 'PermissionsViewAllFields',
};

/** Standard objects that carry the object switch in their metadata (fact F6); custom objects all do. */
const withSwitch = new Set(['account', 'campaign', 'contact', 'lead', 'opportunity']);

/** Whether history tracking has to be switched on for the object as a whole before any field counts (fact F6). */
export const hasHistorySwitch = (sobject: string): boolean => withSwitch.has(keyOf(sobject)) || /__c$/i.test(sobject);
