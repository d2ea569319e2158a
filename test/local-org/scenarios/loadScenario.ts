import type { Caller, Org, Value } from '../model/orgModel.js';
import { datetimeOf } from '../model/datetimes.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { removeProfile, storeProfile } from '../schema/storeProfiles.js';
import { patchRow, storeNewRow } from '../permissions/rowStore.js';
import { changeField } from '../schema/changeField.js';
import { switchHistory } from '../schema/fieldHistory.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import { orgLikeBefore } from '../schema/copyOrg.js';
import { createOrg, defaultApiVersions, defaultFeatures } from '../schema/newOrg.js';
import type { Scenario } from './scenarioFormat.js';
import { lettersOfObjects, storeGenerated, storePermissionSet } from './storePermissionSet.js';
import { setColumnSpelling } from './columnSpelling.js';
import { storeConnectedApp, storeExternalClientApp, storeLoginRestrictions } from './storeLoginRules.js';
import { storeRecordType } from './storeRecordType.js';
import { storeSetupAccess } from './storeSetupAccess.js';
import { storeAutomation } from './storeAutomation.js';
import { storeGroup } from './storeGroup.js';
import { addPlaceholders } from './addPlaceholders.js';
import { fieldsOfGeneratedObjects, generatedFields, generatedObjects } from './generatedObjects.js';
import { readScenario, scenarioNames } from './readScenario.js';
import { storeGeneratedGroups, storeGeneratedUsers } from './storeCrowds.js';
import { storeUser } from './storeUser.js';

/** Ids of users and records by the names that `@name` refers to. */
export type IdsByName = Map<string, string>;

/**
 * The org of a scenario, new each time. What an administrator can do is done as the administrator and by the platform's rules,
 * so a scenario cannot hold what no org allows. What only time or the platform does (an expired assignment, a group
 * that is being recalculated) is stored without rules.
 *
 * @throws Error naming the file and the place, for a file that does not fit the format and for what the org refuses
 */
export const loadScenario = (nameOrFile: string, overrides: Partial<Scenario> = {}): Org => {
  // A file may be another one the next time.
  if (!scenarioNames().includes(nameOrFile)) return buildScenario(nameOrFile, overrides);
  return orgLikeBefore(JSON.stringify([nameOrFile, overrides]), () => buildScenario(nameOrFile, overrides));
};

/** Organization has words of its own for org-wide defaults (fact O1). */
const organizationWords: Readonly<Record<string, string>> = {
  Private: 'None',
  ReadWrite: 'Edit',
  ReadWriteTransfer: 'ReadEditTransfer',
  FullAccess: 'All',
};

const buildScenario = (nameOrFile: string, overrides: Partial<Scenario>): Org => {
  const scenario = readScenario(nameOrFile, overrides);
  const { usernameDomain = 'example.com', usernameSuffix = '' } = scenario.org ?? {};
  const org = at(`${nameOrFile}: org`, () => newOrgOf(scenario));
  const [admin] = rowsOf(org, 'User');
  if (admin === undefined) throw new Error('An org without administrator');
  const caller: Caller = { userId: idOf(admin), apiVersion: Math.max(...org.apiVersions) };
  const names: IdsByName = new Map([['admin', idOf(admin)]]);
  const each = <T>(part: string, map: Record<string, T> | undefined, apply: (name: string, data: T) => void): void => {
    for (const [name, data] of Object.entries(map ?? {})) {
      at(`${nameOrFile}: ${part}.${name}`, () => apply(name, data));
    }
  };

  each('sharing', scenario.sharing, (name, model) => {
    if (findObject(org, name) === undefined) throw new Error('there is no such object in this org');
    org.sharing.set(name.toLowerCase(), model);
    const [organization] = rowsOf(org, 'Organization');
    const column = `Default${name}Access`;
    if (organization && column in organization)
      patchRow(org, 'Organization', organization, { [column]: organizationWords[model] ?? model });
  });
  each('packages', scenario.packages, (namespace, { seats, status, expires }) => {
    storeNewRow(org, 'PackageLicense', {
      NamespacePrefix: namespace,
      Status: status ?? 'Active',
      AllowedLicenses: seats,
      UsedLicenses: 0,
      ExpirationDate: expires === undefined ? null : datetimeOf(Date.parse(expires)),
    });
  });
  each('addPicklistValues', scenario.addPicklistValues, (key, values) => {
    const [objectName = '', fieldName = ''] = key.split('.');
    const schema = findObject(org, objectName);
    const field = schema && findField(schema, fieldName);
    if (field === undefined) throw new Error('there is no such field in this org');
    const added = values.map((value) => ({ value, label: value, active: true, defaultValue: false }));
    changeField(org, objectName, fieldName, { picklistValues: [...field.picklistValues, ...added] });
  });
  each('history', scenario.history, (name, { enabled, fields }) => setHistory(org, name, enabled, fields));
  each('connectedApps', scenario.connectedApps, (name, app) => storeConnectedApp(org, name, app));
  each('externalClientApps', scenario.externalClientApps, (name, app) => storeExternalClientApp(org, name, app));
  each('recordTypes', scenario.recordTypes, (objectName, types) => {
    for (const [name, type] of Object.entries(types)) names.set(name, storeRecordType(org, objectName, name, type));
  });
  each('profiles', scenario.profiles, (name, { objects, fields, customPermissions, apexClasses, apps, ...profile }) => {
    removeProfile(org, name);
    const row = storeProfile(org, name, {
      custom: true,
      ...defined(profile),
      objects: lettersOfObjects(objects),
      fieldAccess: fields ?? {},
    });
    const hidden = hiddenPermissionSet(org, idOf(row));
    if (hidden !== undefined)
      storeSetupAccess(org, caller, idOf(hidden), defined({ customPermissions, apexClasses, apps }));
  });
  each('loginRestrictions', scenario.loginRestrictions, (name, data) => storeLoginRestrictions(org, name, data));
  each('permissionSets', scenario.permissionSets, (name, set) => storePermissionSet(org, caller, name, set));
  each('permissionSetGroups', scenario.permissionSetGroups, (name, group) => storeGroup(org, caller, name, group));
  each('placeholders', scenario.placeholders, (name, names) => addPlaceholders(org, name, names));
  each('users', scenario.users, (name, user) => {
    const username = (user.username ?? `${name}@${usernameDomain}`) + usernameSuffix;
    names.set(name, storeUser(org, caller, name, { ...user, username }));
  });
  each('featureLicenses', scenario.featureLicenses, (flag, total) => {
    const column = `UserPermissions${flag}`;
    const holders = rowsOf(org, 'User').filter((row) => row[column] === true && row['IsActive'] === true);
    storeNewRow(org, 'ActiveFeatureLicenseMetric', {
      MetricsDate: new Date(org.now()).toISOString().slice(0, 10),
      FeatureType: flag,
      TotalLicenseCount: total,
      AssignedUserCount: holders.length,
      ActiveUserCount: 0,
    });
  });
  at(`${nameOrFile}: generate`, () => {
    for (const generated of scenario.generate ?? [])
      storeGenerated(
        org,
        generated,
        generated.assignTo === undefined ? null : resolve(names, `@${generated.assignTo}`),
      );
    for (const generated of scenario.generateGroups ?? []) storeGeneratedGroups(org, generated);
    for (const generated of scenario.generateUsers ?? []) storeGeneratedUsers(org, generated, usernameDomain);
  });
  each('records', scenario.records, (objectName, records) => {
    for (const { as, ...values } of records) {
      const id = insertRow(org, caller, objectName, resolveAll(names, values));
      if (typeof as === 'string') names.set(as, id);
    }
  });
  // What a scenario begins with was there long before.
  org.tables.get('SetupAuditTrail')?.clear();
  each('rows', scenario.rows, (objectName, rows) => {
    for (const { as, ...values } of rows) {
      const stored = storeNewRow(org, objectName, resolveAll(names, values));
      if (typeof as === 'string') names.set(as, idOf(stored));
    }
  });
  storeAutomation(
    org,
    scenario,
    (name) => resolve(names, `@${name}`),
    (place, run) => at(`${nameOrFile}: ${place}`, run),
  );
  return org;
};

const newOrgOf = (scenario: Scenario): Org => {
  const { usernameDomain, usernameSuffix, newestApiVersion, now, addFeatures, removeFeatures, ...org } =
    scenario.org ?? {};
  const { behaviours, features: onlyFeatures, columnSpelling, ...plain } = org;
  const features = [...(onlyFeatures ?? defaultFeatures), ...(addFeatures ?? [])].filter(
    (feature) => removeFeatures?.includes(feature) !== true,
  );
  const newest = newestApiVersion ?? Infinity;
  const clock = now === undefined ? undefined : Date.parse(now);
  const created = createOrg({
    ...defined(plain),
    behaviours: defined(behaviours ?? {}),
    features,
    userLicenses: scenario.userLicenses ?? {},
    licenses: scenario.licenses ?? {},
    licensedObjects: (scenario.licensedObjects ?? []).map((name) => name.toLowerCase()),
    apiVersions: defaultApiVersions.filter((version) => version <= newest),
    adminUsername: `admin@${usernameDomain ?? 'example.com'}${usernameSuffix ?? ''}`,
    customObjects: [
      ...Object.entries(scenario.objects ?? {}).map(([name, object]) => ({ ...defined(object), name })),
      ...(scenario.generateObjects ?? []).flatMap(generatedObjects),
    ],
    customFields: [
      ...Object.entries(scenario.fields ?? {}).flatMap(([object, fields]) =>
        Object.entries(fields).map(([name, line]) => ({ object, name, line })),
      ),
      ...(scenario.generateObjects ?? []).flatMap(fieldsOfGeneratedObjects),
      ...(scenario.generateFields ?? []).flatMap(generatedFields),
    ],
    ...(clock === undefined ? {} : { now: () => clock }),
  });
  for (const [key, spelling] of Object.entries(columnSpelling ?? {})) setColumnSpelling(created, key, spelling);
  return created;
};

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the entries that are undefined, as exact optional properties want it. */
const defined = <T extends object>(x: T): Defined<T> =>
  Object.fromEntries(Object.entries(x).filter(([, value]) => value !== undefined)) as Defined<T>;

const setHistory = (org: Org, objectName: string, enabled?: boolean, fields?: readonly string[]): void => {
  const object = findObject(org, objectName);
  const state = object === undefined ? undefined : org.history.get(object.name);
  if (object === undefined || state === undefined) throw new Error('has no field history');
  for (const name of fields ?? []) {
    const field = findField(object, name);
    if (field?.trackable !== true) throw new Error(`${name} cannot be tracked`);
    state.trackedFields.add(field.name);
  }
  if (enabled !== undefined) switchHistory(org, object.name, enabled);
};

const resolve = (names: IdsByName, value: string): string => {
  const id = names.get(value.slice(1));
  if (id === undefined) throw new Error(`${value}: nothing of that name before`);
  return id;
};

const resolveAll = (names: IdsByName, values: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      typeof value === 'string' && /^@\w+$/.test(value) ? resolve(names, value) : value,
    ]),
  );

const at = <T>(place: string, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};
