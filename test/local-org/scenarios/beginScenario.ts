/** What an org of a scenario begins with: schema, licenses, profiles and the permission sets that scenarios share. */
import type { Caller, Org } from '../model/orgModel.js';
import { datetimeOf } from '../model/datetimes.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { patchRow, storeNewRow } from '../permissions/rowStore.js';
import { changeField } from '../schema/changeField.js';
import { orgLikeBefore } from '../schema/copyOrg.js';
import { switchHistory } from '../schema/fieldHistory.js';
import { createOrg, defaultApiVersions, defaultFeatures } from '../schema/newOrg.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import { removeProfile, storeProfile } from '../schema/storeProfiles.js';
import { setColumnSpelling } from './columnSpelling.js';
import { fieldsOfGeneratedObjects, generatedFields, generatedObjects } from './generatedObjects.js';
import { readScenario, scenarioNames } from './readScenario.js';
import type { Scenario } from './scenarioFormat.js';
import { at, eachOf } from './scenarioParts.js';
import { storeConnectedApp, storeExternalClientApp, storeLoginRestrictions } from './storeLoginRules.js';
import { lettersOfObjects, storePermissionSet } from './storePermissionSet.js';
import { storeRecordType } from './storeRecordType.js';
import { storeSetupAccess } from './storeSetupAccess.js';

/** Ids of users and records by the names that `@name` refers to. */
export type IdsByName = Map<string, string>;

/** An org that is being filled. */
type Begun = { org: Org; caller: Caller; names: IdsByName };

/** Organization has words of its own for org-wide defaults (fact O1). */
const organizationWords: Readonly<Record<string, string>> = {
  Private: 'None',
  ReadWrite: 'Edit',
  ReadWriteTransfer: 'ReadEditTransfer',
  FullAccess: 'All',
};

/** What an org begins with, up to its permission sets. */
const beginOrg = (nameOrFile: string, scenario: Scenario): Begun => {
  const each = eachOf(nameOrFile);
  const org = at(`${nameOrFile}: org`, () => newOrgOf(scenario));
  const [admin] = rowsOf(org, 'User');
  if (admin === undefined) throw new Error('An org without administrator');
  const caller: Caller = { userId: idOf(admin), apiVersion: Math.max(...org.apiVersions) };
  const names: IdsByName = new Map([['admin', idOf(admin)]]);

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
  each(
    'profiles',
    scenario.profiles,
    (name, { objects, fields, customPermissions, apexClasses, apps, opens, recordTypes, ...profile }) => {
      removeProfile(org, name);
      const row = storeProfile(org, name, {
        custom: true,
        ...defined(profile),
        objects: lettersOfObjects(objects),
        fieldAccess: fields ?? {},
      });
      const hidden = hiddenPermissionSet(org, idOf(row));
      if (hidden !== undefined)
        storeSetupAccess(
          org,
          caller,
          idOf(hidden),
          defined({ customPermissions, apexClasses, apps, opens, recordTypes }),
        );
    },
  );
  each('loginRestrictions', scenario.loginRestrictions, (name, data) => storeLoginRestrictions(org, name, data));
  return { org, caller, names };
};

/** The parts of a scenario that an org begins with. */
const firstParts = [
  ...(['org', 'userLicenses', 'licenses', 'licensedObjects', 'objects', 'generateObjects', 'fields'] as const),
  ...(['generateFields', 'sharing', 'packages', 'addPicklistValues', 'history', 'connectedApps'] as const),
  ...(['externalClientApps', 'recordTypes', 'profiles', 'loginRestrictions'] as const),
];

const textOfFirstParts = (scenario: Scenario): string =>
  JSON.stringify(firstParts.map((part) => scenario[part] ?? null));

/** Who began an org that is copied, and the names in it. */
const begunBefore = new Map<string, Pick<Begun, 'caller' | 'names'>>();

/**
 * Begins an org, and says which permission sets it still lacks. Where tests change nothing of what a scenario begins with,
 * which is most of the work, they begin with a copy: it has all of its permission sets up to the first that differs.
 */
export const beginScenario = (
  nameOrFile: string,
  scenario: Scenario,
): { begun: Begun; permissionSets: NonNullable<Scenario['permissionSets']> } => {
  const wanted = Object.entries(scenario.permissionSets ?? {});
  const isNamed = scenarioNames().includes(nameOrFile);
  const own = isNamed ? readScenario(nameOrFile) : undefined;
  if (own === undefined || textOfFirstParts(own) !== textOfFirstParts(scenario))
    return { begun: beginOrg(nameOrFile, scenario), permissionSets: scenario.permissionSets ?? {} };
  const ownSets = Object.entries(own.permissionSets ?? {});
  const differs = ownSets.findIndex((set, at) => JSON.stringify(set) !== JSON.stringify(wanted[at]));
  const same = differs === -1 ? ownSets.length : differs;
  const key = JSON.stringify(['begun', nameOrFile, same]);
  const org = orgLikeBefore(key, () => {
    const begun = beginOrg(nameOrFile, own);
    begunBefore.set(key, { caller: begun.caller, names: begun.names });
    eachOf(nameOrFile)('permissionSets', Object.fromEntries(ownSets.slice(0, same)), (name, set) =>
      storePermissionSet(begun.org, begun.caller, name, set),
    );
    return begun.org;
  });
  const known = begunBefore.get(key);
  if (known === undefined) throw new Error('an org without names');
  return {
    begun: { org, caller: known.caller, names: new Map(known.names) },
    permissionSets: Object.fromEntries(wanted.slice(same)),
  };
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
