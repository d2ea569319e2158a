/** Collects the names that kinds want read from the org. */
import { flagsBehind, restsOn } from '../platform/derivedObjects/derivedObject.js';
import { alwaysRead } from '../platform/impliedAccess.js';
import { namespaceOf } from '../platform/customNames.js';
import { fieldKey, keyOf, splitQualifiedName } from '../platform/names.js';
import { platformRowsOf } from '../platform/platformRows.js';
import { orgWidePermissions } from '../platform/orgWidePermissions.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { flagFor, permissionBeside } from '../platform/userFlags.js';
import type { UserFlag } from '../platform/userFlags.js';
import type { ReadingScope } from '../access/readingScope.js';
import type { NamedEntityKind } from '../access/setupEntities.js';
import { kindOf } from './kinds.js';
import type { Authentication, Requirement } from './requirement.js';
import { unlistedMeant } from './sought.js';
import { passwordPermissions } from './user/judgePassword.js';

/** What a kind writes its names into; each name once, in the spelling that comes first. */
export type ReadingNames = {
  readonly userPermission: (name: string) => void;
  /** A user permission that a rule asks for by name: it may take every custom object along (fact B8). */
  readonly namedPermission: (name: string) => void;
  /** An object, with everything that the access to it is derived from (fact B11). */
  readonly sobject: (name: string) => void;
  /** An object of which only the existence matters. */
  readonly object: (name: string) => void;
  /** An object whose fields matter. */
  readonly fieldsOf: (sobject: string) => void;
  /** One field that a rule names. */
  readonly field: (sobject: string) => void;
  readonly historyOf: (sobject: string) => void;
  /** An object whose org-wide default matters. */
  readonly sharingOf: (sobject: string) => void;
  /** A package, by its namespace. */
  readonly package: (namespace: string) => void;
  /** A packaged object or field. */
  readonly packaged: (name: string) => void;
  /** Access to an object, which may rest on a feature flag of the user's record. */
  readonly access: (sobject: string, access: ObjectAccess) => void;
  /** A feature flag of the user's record that a rule names, with the seats of its feature license. */
  readonly userFlag: (flag: UserFlag) => void;
  /** A permission set or group, `ns__Name` when packaged. */
  readonly permissionSet: (name: string) => void;
  /** An object whose automation matters, with its fields. */
  readonly automationOf: (sobject: string) => void;
  readonly picklist: (sobject: string, field: string) => void;
  /** Whether the org has a permission set license, and a seat of it. */
  readonly permissionSetLicense: () => void;
  /** A connected app or external client app. */
  readonly connectedApp: (name: string) => void;
  /** A custom permission or an Apex class, `ns__Name` when packaged. */
  readonly setupEntity: (kind: NamedEntityKind, name: string) => void;
  /** Everything that the members of a choice want. */
  readonly requirement: (requirement: Requirement) => void;
};

const sorted = (names: ReadonlyMap<string, string>): string[] =>
  [...names.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);

/**
 * The scope of one reading that answers all of these requirements.
 * @param authentication how the integration logs in
 */
export const readingScopeOf = (
  requirements: readonly Requirement[],
  authentication: Authentication = 'oauth',
): ReadingScope => {
  const passwords = authentication === 'usernamePassword';
  const always = [...alwaysRead, ...orgWidePermissions, ...(passwords ? passwordPermissions : [])];
  const userPermissions = new Map<string, string>(always.map((name) => [keyOf(name), name]));
  const sobjects = new Map<string, string>();
  const fieldSobjects = new Map<string, string>();
  const fieldsNamed = new Map<string, number>();
  const historySobjects = new Map<string, string>();
  const permissionSets = new Map<string, string>();
  const userFlags = new Set<UserFlag>();
  const automationSobjects = new Map<string, string>();
  const connectedApps = new Map<string, string>();
  const setupEntities = { customPermission: new Map<string, string>(), apexClass: new Map<string, string>() };
  const picklists = new Map<string, { sobject: string; field: string }>();
  const namespaces = new Map<string, string>();
  const sharingSobjects = new Map<string, string>();
  /**
   * Objects, and words of access to them, of which everything has been collected: many rules are about one object. By their
   * names as they are spelled, as a key made for each of ten thousand fields costs more than what is collected.
   */
  const followed = new Set<string>();
  const followedAccess = new Map<ObjectAccess, Set<string>>();
  const fieldsOfSpelling = new Map<string, number>();
  let licensedObjects = false;
  let featureSeats = false;
  let logins = passwords;
  const put = (names: Map<string, string>, name: string): void => {
    if (!names.has(keyOf(name))) names.set(keyOf(name), name);
  };
  const packaged = (name: string): void => {
    const namespace = namespaceOf(name);
    if (namespace !== null) put(namespaces, namespace);
  };
  const names: ReadingNames = {
    userPermission: (name) => put(userPermissions, name),
    namedPermission: (name) => {
      put(userPermissions, name);
      if (platformRowsOf((one) => keyOf(one) === keyOf(name)).length > 0) licensedObjects = true;
    },
    sobject: (name) => {
      if (followed.has(name)) return;
      followed.add(name);
      put(sobjects, name);
      for (const other of unlistedMeant(name)) put(sobjects, other);
      const needed = restsOn(name);
      for (const other of needed.sobjects) put(sobjects, other);
      for (const permission of needed.userPermissions) put(userPermissions, permission);
      packaged(name);
    },
    object: (name) => put(sobjects, name),
    fieldsOf: (sobject) => put(fieldSobjects, sobject),
    field: (sobject) => {
      const before = fieldsOfSpelling.get(sobject);
      fieldsOfSpelling.set(sobject, (before ?? 0) + 1);
      if (before === undefined) put(fieldSobjects, sobject);
    },
    historyOf: (sobject) => put(historySobjects, sobject),
    sharingOf: (sobject) => put(sharingSobjects, sobject),
    package: (namespace) => put(namespaces, namespace),
    packaged,
    access: (sobject, access) => {
      const ofAccess = followedAccess.get(access) ?? new Set<string>();
      if (ofAccess.has(sobject)) return;
      followedAccess.set(access, ofAccess.add(sobject));
      const permission = permissionBeside(sobject, access);
      if (permission !== null) put(userPermissions, permission);
      const flag = flagFor(sobject, access);
      if (flag !== null) userFlags.add(flag);
      for (const one of flagsBehind(sobject, access)) userFlags.add(one);
    },
    userFlag: (flag) => {
      userFlags.add(flag);
      featureSeats = true;
      // Whether there is such a box: a column that is refused may only be hidden (facts C13, I4).
      put(sobjects, 'User');
      put(fieldSobjects, 'User');
    },
    permissionSet: (name) => put(permissionSets, name),
    automationOf: (sobject) => {
      put(sobjects, sobject);
      put(fieldSobjects, sobject);
      put(automationSobjects, sobject);
    },
    picklist: (sobject, field) => {
      put(sobjects, sobject);
      put(fieldSobjects, sobject);
      picklists.set(fieldKey(sobject, field), { sobject, field });
    },
    permissionSetLicense: () => {
      licensedObjects = true;
    },
    connectedApp: (name) => put(connectedApps, name),
    setupEntity: (kind, name) => {
      put(setupEntities[kind], name);
      const { namespace } = splitQualifiedName(name);
      if (namespace !== null) put(namespaces, namespace);
    },
    requirement: ({ need }) => {
      const kind = kindOf(need);
      kind.addNames(need, names);
      if (kind.aboutLogins) logins = true;
    },
  };
  for (const requirement of requirements) names.requirement(requirement);
  for (const [sobject, count] of fieldsOfSpelling)
    fieldsNamed.set(keyOf(sobject), (fieldsNamed.get(keyOf(sobject)) ?? 0) + count);
  return {
    userPermissions: sorted(userPermissions),
    sobjects: sorted(sobjects),
    fieldSobjects: sorted(fieldSobjects),
    fieldsNamed,
    historySobjects: sorted(historySobjects),
    namespaces: sorted(namespaces),
    sharingSobjects: sorted(sharingSobjects),
    licensedObjects,
    userFlags: [...userFlags].sort(),
    featureSeats,
    automationSobjects: sorted(automationSobjects),
    picklists: [...picklists.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
    passwords,
    connectedApps: sorted(connectedApps),
    customPermissions: sorted(setupEntities.customPermission),
    apexClasses: sorted(setupEntities.apexClass),
    logins,
    permissionSets: sorted(permissionSets),
  };
};
