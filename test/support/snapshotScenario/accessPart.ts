/** Who has what in a snapshot: licenses, profiles, permission sets, groups, apps and users, as a scenario writes them. */
import { allApps } from '../../../src/access/connectedApps.js';
import type { ConnectedApp } from '../../../src/access/connectedApps.js';
import type { AccessSnapshot, AccessSource, Content, InspectedUser, License } from '../../../src/access/snapshot.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { userFlags } from '../../../src/platform/userFlags.js';
import { keyOf } from '../../../src/platform/names.js';
import { rowsOf } from '../../local-org/permissions/orgTables.js';
import type { Org } from '../../local-org/model/orgModel.js';
import type { Assignment, Grants, Scenario } from '../../local-org/scenarios/scenarioFormat.js';
import { findField, findObject } from '../../local-org/schema/schemaLookup.js';
import type { LeftOut } from './leftOut.js';

type Part = Pick<
  Scenario,
  | 'userLicenses'
  | 'licenses'
  | 'packages'
  | 'profiles'
  | 'loginRestrictions'
  | 'permissionSets'
  | 'permissionSetGroups'
  | 'connectedApps'
  | 'externalClientApps'
  | 'users'
  | 'rows'
>;

const letters: Readonly<Record<ObjectAccess, string>> = {
  read: 'R',
  create: 'C',
  edit: 'E',
  delete: 'D',
  viewAllRecords: 'V',
  modifyAllRecords: 'M',
  viewAllFields: 'F',
};

/** Names as the org spells them, by their keys; undefined for what neither the org nor the scenario has. */
type Names = {
  readonly userPermission: (key: string) => string | undefined;
  readonly object: (key: string) => string | undefined;
  readonly field: (object: string, field: string) => string | undefined;
  readonly apps: readonly ConnectedApp[];
};

const namesOf = ({ schema }: AccessSnapshot, base: Org): Names => {
  const onSets = new Map(
    base.userPermissions.filter(({ onPermissionSet }) => onPermissionSet).map(({ name }) => [keyOf(name), name]),
  );
  const object = (key: string): string | undefined => {
    const inOrg = schema.entities.known ? schema.entities.value.get(key)?.name : undefined;
    return findObject(base, key)?.name ?? (inOrg !== undefined && /__c$/.test(inOrg) ? inOrg : undefined);
  };
  return {
    userPermission: (key) => onSets.get(key),
    object,
    field: (objectKey, key) => {
      const reading = schema.fields.get(objectKey);
      const inOrg = reading?.known === true ? reading.value.get(key)?.name : undefined;
      if (inOrg !== undefined && /__p?c$/.test(inOrg)) return inOrg;
      const standard = findObject(base, objectKey);
      return standard && findField(standard, key)?.name;
    },
    apps: schema.connectedApps ? allApps(schema.connectedApps) : [],
  };
};

/** What a set, a profile or a muting set holds. @param where what it is called where something of it is left out */
const grantsOf = (content: Content, names: Names, where: string, leftOut: LeftOut): Grants => {
  const spelled = (kind: string, key: string, name: string | undefined): string[] => {
    if (name === undefined) leftOut.say(`${kind} ${key} of ${where}: the embedded org has none`);
    return name === undefined ? [] : [name];
  };
  const userPermissions = [...content.userPermissions].flatMap((key) =>
    spelled('user permission', key, names.userPermission(key)),
  );
  const objects = Object.fromEntries(
    [...content.objects].flatMap(([key, accesses]) =>
      accesses.size === 0
        ? []
        : spelled('object', key, names.object(key)).map((name) => [name, [...accesses].join(' ')]),
    ),
  );
  const fields = Object.fromEntries(
    [...content.fields].flatMap(([key, access]) => {
      const [object = '', field = ''] = key.split('.');
      const name = names.object(object);
      return name === undefined
        ? []
        : spelled('field', key, names.field(object, field)).map((one) => [`${name}.${one}`, access] as const);
    }),
  );
  const apps = [...(content.apps ?? [])].flatMap((id) => names.apps.filter((app) => app.id === id).map(appName));
  return {
    ...(userPermissions.length > 0 ? { userPermissions } : {}),
    ...(Object.keys(objects).length > 0 ? { objects } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(apps.length > 0 ? { apps } : {}),
  };
};

/** Scenarios write connected apps by the name that people see, external client apps by their developer name. */
const appName = ({ type, names }: ConnectedApp): string =>
  type === 'ConnectedApplication'
    ? names[0]
    : (names.find((one) => /^\w+$/.test(one)) ?? names[0].replace(/\W+/g, '_'));

const qualified = ({ name, namespace }: Pick<AccessSource, 'name' | 'namespace'>): string =>
  namespace === null ? name : `${namespace}__${name}`;

const assignmentOf = (source: AccessSource): Assignment => {
  const { inert, expiresAt } = source;
  const name = source.type === 'PermissionSet' ? qualified(source) : source.name;
  const state = {
    ...(expiresAt === null ? {} : { expires: new Date(expiresAt).toISOString() }),
    ...(inert === 'inactive' ? { active: false } : {}),
    ...(inert === 'revoked' ? { active: false, revoked: true } : {}),
  };
  return Object.keys(state).length > 0 ? { name, ...state } : name;
};

const licenseData = (
  license: License,
  names: Names,
): { userPermissions?: string[]; objects?: Record<string, string> } => ({
  ...(license.userPermissions === null
    ? {}
    : { userPermissions: [...license.userPermissions].flatMap((key) => names.userPermission(key) ?? []) }),
  ...(license.objects === null
    ? {}
    : {
        objects: Object.fromEntries(
          [...license.objects].flatMap(([key, accesses]) => {
            const name = names.object(key);
            return name === undefined ? [] : [[name, [...accesses].map((one) => letters[one]).join('')]];
          }),
        ),
      }),
});

const licensesOf = ({ users, takenAt }: AccessSnapshot, base: Org, names: Names): NonNullable<Part['licenses']> => {
  const inBase = new Set(rowsOf(base, 'PermissionSetLicense').map((row) => String(row['DeveloperName'])));
  const all = new Map<string, License>();
  const isWhole = users.some(({ orgLicenses }) => orgLicenses.known);
  for (const { orgLicenses, permissionSetLicenses } of users)
    for (const reading of [orgLicenses, permissionSetLicenses])
      for (const license of reading.known ? reading.value : [])
        if (!all.has(license.name)) all.set(license.name, license);
  const holders = (name: string): number =>
    users.filter(({ permissionSetLicenses: held }) => held.known && held.value.some((one) => one.name === name)).length;
  const licenses: NonNullable<Part['licenses']> = {};
  for (const [name, license] of all) {
    const seats = license.standing?.seats;
    const force = license.standing?.force;
    const isOff = force?.known === true && force.value !== 'inForce';
    if (force?.known === true && force.value === 'notInOrg') {
      if (inBase.has(name)) licenses[name] = null;
      continue;
    }
    if (inBase.has(name) && !isOff) continue;
    licenses[name] = {
      label: license.label,
      // As many free seats as there: of the other holders nothing is known.
      total:
        seats?.known === true ? Math.max(0, seats.value.total - seats.value.used) + holders(name) : 1 + holders(name),
      ...(force?.known === true && force.value === 'disabled' ? { status: 'Disabled' as const } : {}),
      ...(force?.known === true && force.value === 'expired'
        ? { expires: new Date(Date.parse(takenAt) - 86_400_000).toISOString().slice(0, 10) }
        : {}),
      ...licenseData(license, names),
    };
  }
  if (isWhole) for (const name of inBase) if (!all.has(name)) licenses[name] = null;
  return licenses;
};

/** Seats of a license of the base org, so that as many are free as in the snapshot. */
export const seatsOf = ({ users }: AccessSnapshot, base: Org): Record<string, number> => {
  const inBase = new Set(rowsOf(base, 'PermissionSetLicense').map((row) => String(row['DeveloperName'])));
  const seats: Record<string, number> = {};
  for (const { orgLicenses } of users)
    for (const { name, standing } of orgLicenses.known ? orgLicenses.value : []) {
      if (!inBase.has(name) || standing?.seats.known !== true) continue;
      const held = users.filter(
        ({ permissionSetLicenses: own }) => own.known && own.value.some((one) => one.name === name),
      ).length;
      seats[name] = Math.max(0, standing.seats.value.total - standing.seats.value.used) + held;
    }
  return seats;
};

const appsOf = (apps: readonly ConnectedApp[]): Pick<Part, 'connectedApps' | 'externalClientApps'> => {
  const connectedApps: NonNullable<Part['connectedApps']> = {};
  const externalClientApps: NonNullable<Part['externalClientApps']> = {};
  for (const app of apps) {
    const { type, isEnabled, onlyPreauthorized, ipRelaxation, runsAs } = app;
    const adminApproved = onlyPreauthorized.known && onlyPreauthorized.value;
    if (type === 'ConnectedApplication') {
      const policy = { enforced: 'ENFORCE', partly: 'ENFORCE_RELAXREFRESH', relaxed: 'BYPASS' } as const;
      connectedApps[appName(app)] = {
        adminApproved,
        ...(ipRelaxation.known ? { ipRelaxation: policy[ipRelaxation.value] } : {}),
      };
    } else {
      const policy = { enforced: 'Enforce', partly: 'Enforce_RelaxRefresh', relaxed: 'Bypass' } as const;
      externalClientApps[appName(app)] = {
        adminApproved,
        ...(isEnabled.known ? { enabled: isEnabled.value } : {}),
        ...(ipRelaxation.known ? { ipRelaxation: policy[ipRelaxation.value] } : {}),
        ...(runsAs.known && runsAs.value !== null ? { clientCredentialsUser: runsAs.value } : {}),
      };
    }
  }
  return { connectedApps, externalClientApps };
};

/** Values of the user's own record that conditions of automation name, and custom permissions, by what names them. */
const factsOf = (
  user: InspectedUser,
  leftOut: LeftOut,
): { values: Record<string, string | number | boolean | null>; customPermissions: string[] } => {
  const values: Record<string, string | number | boolean | null> = {};
  const customPermissions: string[] = [];
  for (const [reference, fact] of user.facts ?? []) {
    const [, global, name] = /^\$(\w+)\.(\w+)$/.exec(reference) ?? [];
    if (fact.state !== 'known') continue;
    const { value } = fact;
    if (global === 'permission' && name !== undefined) {
      if (value === true) customPermissions.push(name);
    } else if (global === 'user' && name?.endsWith('__c') === true && (value === null || typeof value !== 'object')) {
      values[name] = value;
    } else if (reference !== '$profile.name')
      leftOut.say(`${reference} as it is for ${user.username}: set it in the scenario by hand`);
  }
  return { values, customPermissions };
};

const typeOfValue = (value: string | number | boolean | null): string => {
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' ? 'double(18,4)' : 'string(255)';
};

/** Fields of User that conditions name and that were not read with the schema. */
export const fieldsOfFacts = ({ users, schema }: AccessSnapshot): Record<string, string> => {
  const read = schema.fields.get('user');
  const there = new Set(read?.known === true ? read.value.keys() : []);
  return Object.fromEntries(
    users.flatMap((user) =>
      Object.entries(factsOf(user, { say: () => undefined, all: () => [] }).values)
        .filter(([name]) => !there.has(name))
        .map(([name, value]) => [name, typeOfValue(value)]),
    ),
  );
};

const nameOfUser = (at: number): string => `user${at + 1}`;

/** @param base an embedded org with the same features and nothing added */
export const accessPart = (snapshot: AccessSnapshot, base: Org, leftOut: LeftOut): Part => {
  const names = namesOf(snapshot, base);
  const part = {
    userLicenses: {} as NonNullable<Part['userLicenses']>,
    licenses: licensesOf(snapshot, base, names),
    packages: {} as NonNullable<Part['packages']>,
    profiles: {} as NonNullable<Part['profiles']>,
    loginRestrictions: {} as NonNullable<Part['loginRestrictions']>,
    permissionSets: {} as NonNullable<Part['permissionSets']>,
    permissionSetGroups: {} as NonNullable<Part['permissionSetGroups']>,
    ...appsOf(names.apps),
    users: {} as NonNullable<Part['users']>,
    rows: {} as NonNullable<Part['rows']>,
  };
  const userLicenses = new Set(rowsOf(base, 'UserLicense').map((row) => String(row['Name'])));
  const addSet = (
    name: string,
    { label, content, sessionBased }: { label?: string; content: Content; sessionBased: boolean },
  ): void => {
    part.permissionSets[name] ??= {
      ...(label === undefined ? {} : { label }),
      ...(sessionBased ? { sessionBased } : {}),
      ...grantsOf(content, names, `permission set ${name}`, leftOut),
    };
  };

  for (const [at, user] of snapshot.users.entries()) {
    const { evidence, profile, profileRules } = user;
    if (evidence.mode === 'self' || !evidence.sources.known) {
      leftOut.say(`access of ${user.username}: it was not read from permission sets`);
      continue;
    }
    if (user.userLicense !== '' && !userLicenses.has(user.userLicense)) {
      part.userLicenses[user.userLicense] = { total: 100, ...licenseData(user.license, names) };
    }
    const facts = factsOf(user, leftOut);
    const permissionSets: Assignment[] = [];
    const permissionSetGroups: Assignment[] = [];
    for (const source of evidence.sources.value) {
      if (source.doubt !== null || source.stale)
        leftOut.say(`${source.type} ${source.name}: whether it is in force was not clear`);
      const sessionBased = source.inert === 'needsActivation';
      if (source.type === 'Profile') {
        const custom = profileRules?.known === true ? profileRules.value.isCustom : true;
        // Everything in an org belongs to its first administrator.
        if (source.name === 'System Administrator') continue;
        part.profiles[source.name] ??= {
          license: user.userLicense === '' ? 'Salesforce' : user.userLicense,
          ...(custom ? {} : { custom }),
          ...grantsOf(source.content, names, `profile ${source.name}`, leftOut),
          ...(facts.customPermissions.length > 0 ? { customPermissions: facts.customPermissions } : {}),
        };
      } else if (source.type === 'PermissionSet') {
        addSet(qualified(source), { label: source.label, content: source.content, sessionBased });
        permissionSets.push(assignmentOf(source));
      } else {
        for (const member of source.members) addSet(member.name, { content: member.content, sessionBased: false });
        part.permissionSetGroups[source.name] ??= {
          label: source.label,
          ...(sessionBased ? { sessionBased } : {}),
          permissionSets: source.members.map(({ name }) => name),
          ...(source.muted === null
            ? {}
            : { muting: grantsOf(source.muted, names, `muting set of ${source.name}`, leftOut) }),
        };
        permissionSetGroups.push(assignmentOf(source));
      }
    }
    if (profile !== null && profileRules?.known === true) {
      const { loginHours, ipRanges } = profileRules.value;
      if (loginHours.length + ipRanges.length > 0)
        part.loginRestrictions[profile] = {
          ...(loginHours.length > 0
            ? { hours: Object.fromEntries(loginHours.map(({ day, from, to }) => [day.toLowerCase(), [from, to]])) }
            : {}),
          ...(ipRanges.length > 0 ? { ipRanges: ipRanges.map(({ from, to }) => [from, to] as [string, string]) } : {}),
        };
    }
    const seats: string[] = [];
    for (const [namespace, reading] of user.packages) {
      if (!reading.known) continue;
      const { state, allowed } = reading.value;
      part.packages[namespace] ??= { seats: allowed, ...(state === 'expired' ? { status: 'Expired' as const } : {}) };
      if (state === 'held') seats.push(namespace);
    }
    const flags = userFlags.filter((flag) => {
      const reading = user.flags.get(keyOf(flag));
      return reading?.known === true && reading.value;
    });
    const held = user.permissionSetLicenses.known ? user.permissionSetLicenses.value.map(({ name }) => name) : [];
    const { password } = user;
    part.users[nameOfUser(at)] = {
      username: user.username,
      lastName: user.name,
      profile: profile ?? 'Standard User',
      ...(user.isActive.known && !user.isActive.value ? { active: false } : {}),
      ...(user.isFrozen.known && user.isFrozen.value ? { frozen: true } : {}),
      ...(held.length > 0 ? { permissionSetLicenses: held } : {}),
      ...(seats.length > 0 ? { packageSeats: seats } : {}),
      ...(flags.length > 0 ? { flags: [...flags] } : {}),
      ...(password?.expired.known === true && password.expired.value
        ? { passwordExpires: '2020-01-01T00:00:00Z' }
        : {}),
      ...(password?.locked.known === true && password.locked.value ? { passwordLocked: true } : {}),
      ...(permissionSets.length > 0 ? { permissionSets } : {}),
      ...(permissionSetGroups.length > 0 ? { permissionSetGroups } : {}),
      ...(Object.keys(facts.values).length > 0 ? { values: facts.values } : {}),
    };
    if (user.tokens?.known === true && user.tokens.value.size > 0)
      part.rows['OauthToken'] = [
        ...(part.rows['OauthToken'] ?? []),
        ...[...user.tokens.value].map((app) => ({
          UserId: `@${nameOfUser(at)}`,
          AppName: names.apps.flatMap((one) => one.names).find((name) => keyOf(name) === app) ?? app,
          UseCount: 1,
        })),
      ];
  }
  return part;
};
