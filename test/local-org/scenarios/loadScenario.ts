import type { Org, Value } from '../model/orgModel.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { orgLikeBefore } from '../schema/copyOrg.js';
import { addPlaceholders } from './addPlaceholders.js';
import { beginScenario } from './beginScenario.js';
import type { IdsByName } from './beginScenario.js';
import { readScenario, scenarioNames } from './readScenario.js';
import type { Scenario } from './scenarioFormat.js';
import { at, eachOf } from './scenarioParts.js';
import { storeAutomation } from './storeAutomation.js';
import { storeGeneratedGroups, storeGeneratedUsers } from './storeCrowds.js';
import { storeGroup } from './storeGroup.js';
import { storeGenerated, storePermissionSet } from './storePermissionSet.js';
import { storeUser } from './storeUser.js';

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

const buildScenario = (nameOrFile: string, overrides: Partial<Scenario>): Org => {
  const scenario = readScenario(nameOrFile, overrides);
  const each = eachOf(nameOrFile);
  const { begun, permissionSets } = beginScenario(nameOrFile, scenario);
  const { org, caller, names } = begun;
  const { usernameDomain = 'example.com', usernameSuffix = '' } = scenario.org ?? {};

  each('permissionSets', permissionSets, (name, set) => storePermissionSet(org, caller, name, set));
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
