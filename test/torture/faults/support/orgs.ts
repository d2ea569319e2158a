/** The embedded orgs of the scripts, in one home whose `sf` is logged in to all of them, and the definitions they use. */
import { AuthInfo, StateAggregator } from '@salesforce/core';
import type { LocalOrg } from '../../../local-org/http/localOrgServer.js';
import type { Scenario } from '../../../local-org/scenarios/scenarioFormat.js';
import { loadScenario } from '../../../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../../../support/definitions.js';
import { openInProcess } from '../../../support/inProcess.js';
import { enterHome, logIn } from '../../../support/sfHome.js';
import { calm, remember } from './orgMemory.js';
import type { OrgMemory } from './orgMemory.js';
import { ownedBy } from '../../../support/ownSet.js';

/** A scenario with what one command needs beyond it. Usernames get a domain of their own: a home has one login for each. */
export type OrgName = keyof typeof orgs;

const invoice: Partial<Scenario> = {
  objects: { Invoice__c: { label: 'Invoice' } },
  fields: { Invoice__c: { Amount__c: 'currency(16,2)', State__c: 'picklist(40); values=Open|Paid|Void' } },
};

const orgs = {
  main: {
    scenario: 'default',
    more: {
      ...invoice,
      permissionSets: {
        Integration_grouped: {
          description: ownedBy('grouped'),
          objects: { Account: 'read' },
          fields: { 'Account.Website': 'read' },
        },
      },
      permissionSetGroups: { Sync: { permissionSets: ['Integration_grouped', 'Sales_Read'] } },
      users: {
        half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_grouped'] },
        member: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Sync'] },
      },
    },
  },
  silent: {
    scenario: 'default',
    more: { ...invoice, org: { behaviours: { historyWithoutSwitch: 'silent', virtualObjects: 'strict' } } },
  },
  sandbox: { scenario: 'sandbox', more: {} },
  shop: { scenario: 'no-campaigns', more: {} },
  old: { scenario: 'old-api', more: {} },
  persons: { scenario: 'person-accounts', more: {} },
  hostile: { scenario: 'hostile', more: {} },
  sprawl: { scenario: 'many-sets', more: {} },
} satisfies Record<string, { scenario: string; more: Partial<Scenario> }>;

/** The username of a user of one of these orgs, as a person names it. */
export const userOf = (org: OrgName, name: string): string =>
  name.includes('@') ? name : `${name}@${org === 'sandbox' ? 'sandbox.example' : `${org}.example`}`;

/** Rules of the definitions; names of files and ids at once. */
const definitions = {
  plain: {
    rules: [
      { userPermission: ['ApiEnabled', 'RunReports'] },
      { object: 'Account', access: ['read', 'edit'] },
      { field: 'Account.Website', access: ['edit'] },
      { field: 'Account.BillingCity', access: ['read'] },
    ],
  },
  custom: {
    rules: [
      { userPermission: ['ApiEnabled', 'ActivitiesAccess'] },
      { object: 'Region__c', access: ['read', 'edit'] },
      { object: 'Account', access: ['read', 'edit'], minimum: ['read'] },
      { field: 'Account.Region__c', access: ['edit'] },
      { object: 'Task', access: ['read', 'create'], level: 'recommended' },
      { userPermission: 'ViewAllUsers', level: 'optional' },
    ],
  },
  contacts: {
    rules: [
      { object: 'Contact', access: ['read', 'create', 'viewAllRecords'] },
      { field: ['Contact.Email', 'Contact.Phone'], access: ['edit'] },
      { object: 'Lead', access: ['read', 'edit'], level: 'recommended' },
      { anyOf: [{ userPermission: 'ViewRoles' }, { userPermission: 'ViewSetup' }], name: 'roles' },
    ],
  },
  grouped: {
    rules: [
      { object: 'Account', access: ['read', 'edit'] },
      { field: ['Account.Website', 'Account.Site'], access: ['edit'] },
      { userPermission: 'RunReports' },
    ],
  },
  broad: { rules: [{ userPermission: 'ViewAllData' }, { object: 'Lead', access: ['create'] }] },
  dropped: {
    rules: [
      { object: 'Account', access: ['read'] },
      { object: 'Buying_Signal__c', access: ['read'] },
    ],
  },
  watched: {
    rules: [
      { historyTracking: 'Opportunity', fields: ['StageName', 'Amount'], suggestedFields: ['CloseDate'] },
      { historyTracking: 'Invoice__c', fields: ['State__c'] },
      { historyTracking: 'Case', fields: ['Subject'] },
      { object: 'Opportunity', access: ['read'] },
      { automation: 'Lead', onFields: ['Status'] },
      { api: ['rest', 'metadata', 'tooling'] },
      { userPermission: 'ModifyAllData', forbid: true },
      { picklistValue: 'Account.Account_Status__c', value: 'Customer', ifPresent: true },
    ],
  },
} satisfies Record<string, { rules: readonly object[] }>;

export type DefinitionName = keyof typeof definitions;

export type Orgs = {
  readonly org: (name: OrgName) => LocalOrg;
  /** The org as it was made. */
  readonly untouched: (name: OrgName) => OrgMemory;
  readonly definition: (name: DefinitionName) => string;
  readonly close: () => Promise<void>;
};

/** Starts these orgs, moves this process into an empty home, and logs these users of each in there. */
export const openOrgs = async (names: readonly OrgName[], users: readonly string[]): Promise<Orgs> => {
  const { leave } = await enterHome();
  const written = await makeDefinitions();
  const paths = new Map<string, string>();
  for (const [name, { rules }] of Object.entries(definitions)) paths.set(name, await written.define(name, rules));
  const running = new Map<OrgName, { local: LocalOrg; memory: OrgMemory }>();
  for (const name of names) {
    const { scenario, more }: { scenario: string; more: Partial<Scenario> } = orgs[name];
    const org = loadScenario(scenario, { ...more, org: { ...more.org, usernameDomain: `${name}.example` } });
    const local = openInProcess({ org });
    for (const user of users) {
      const username = userOf(name, user) + (name === 'sandbox' ? '.uat' : '');
      if ([...(org.tables.get('User')?.values() ?? [])].some(({ Username }) => Username === username))
        await logIn(local, username);
    }
    running.set(name, { local, memory: remember(org) });
  }
  const found = (name: OrgName): { local: LocalOrg; memory: OrgMemory } => {
    const one = running.get(name);
    if (one === undefined) throw new Error(`the org ${name} has not been started`);
    return one;
  };
  return {
    org: (name) => found(name).local,
    untouched: (name) => found(name).memory,
    definition: (name) => paths.get(name) ?? name,
    close: async () => {
      for (const { local } of running.values()) await local.close();
      await written.remove();
      await leave();
    },
  };
};

/**
 * As if a day had passed: sf asks for the versions of the API again. The function that comes back makes it know them,
 * whatever became of the question.
 */
export const forgetVersions = async (local: LocalOrg, username: string): Promise<() => Promise<void>> => {
  const options = { accessToken: local.tokenFor(username), instanceUrl: local.url, loginUrl: local.url };
  const info = await AuthInfo.create({ accessTokenOptions: options });
  await info.save({ instanceApiVersionLastRetrieved: new Date(0).toLocaleString() });
  StateAggregator.clearInstance();
  local.clearRequests();
  return async () => {
    calm(local);
    await logIn(local, username);
    StateAggregator.clearInstance();
    local.clearRequests();
  };
};
