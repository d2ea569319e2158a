import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthInfo, Connection } from '@salesforce/core';
import { expect } from 'chai';
import type { Org } from '../local-org/model/orgModel.js';
import type { Row } from '../local-org/model/orgModel.js';
import { rowsOf } from '../local-org/permissions/orgTables.js';
import { patchRow, storeNewRow, storeRow } from '../local-org/permissions/rowStore.js';
import { storeEventLog } from '../local-org/rest/eventLogs.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
import { makeDefinitions } from '../support/definitions.js';
import { firstVendors } from '../support/firstVendors.js';
import { grant, grantRefusal, revoke, revokeRefusal, stepsOf } from '../support/granting.js';
import { track } from '../support/historyTracking.js';
import { permissionFacts } from '../support/orgState.js';
import { everyCase } from '../support/largeMatrix.js';
import { readingsInSource, watchFunctions } from '../support/readings.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import type { ExplainResult } from '../../src/report/explain/explainResult.js';
import IntegrationGenerateConfig from '../../src/commands/integration/generate/config.js';
import type { GenerateConfigResult } from '../../src/report/generate/configResult.js';
import IntegrationMonitor from '../../src/commands/integration/monitor.js';
import type { WatchResult } from '../../src/report/monitor/monitorResult.js';
import { allowOrgWide } from '../support/allowOrgWide.js';
import { ownedBy } from '../support/ownSet.js';
import { createOrgClient } from '../../src/org/orgClient.js';
import { readChoosableUsers, readUsersNamed } from '../../src/org/read/choosableUsers.js';
import { readListedNames } from '../../src/org/read/readListedNames.js';
import IntegrationLookup from '../../src/commands/integration/lookup.js';
import type { LookupJson } from '../../src/report/lookup/lookupResult.js';
import IntegrationHealth from '../../src/commands/integration/health.js';
import IntegrationGenerateDefinition from '../../src/commands/integration/generate/definition.js';
import type { GenerateDefinitionResult } from '../../src/report/generate/generateResult.js';
import type { HealthResult } from '../../src/report/health/healthResult.js';

type Spelling = (name: string) => string;

const asDeclared: Spelling = (name) => name;

/** Spells every column and relationship of the org anew. */
const respell = (org: Org, spelling: Spelling): void => {
  for (const schema of org.schema.values()) {
    // At once, as `setColumnSpelling` does for one column: it goes through all fields of the object each time.
    schema.fields = schema.fields.map((field) => ({
      ...field,
      answeredAs: spelling(field.name),
      relationshipName: field.relationshipName === null ? null : spelling(field.relationshipName),
    }));
    for (const children of schema.childRelationships)
      if (children.relationshipName !== null) children.relationshipName = spelling(children.relationshipName);
  }
};

const admin = 'admin@example.com.uat';
const auditor = 'auditor@example.com.uat';
const ciro = 'ciro@example.com.uat';

/** What a set can hold beside permissions: whose names are looked up elsewhere. */
const furtherEntities = {
  ApexClass: '01p5g0000000001AAA',
  ApexPage: '0665g0000000001AAA',
  ConnectedApplication: '0H45g0000000001AAA',
  TabSet: '02u5g0000000001AAA',
};

const wideFields = Array.from({ length: 501 }, (_, n) => `Field${n}__c`);

/** What the monitor tells of a user who has lost a permission set, and then of the same under another name. */
const watched = async (world: World, folder: string): Promise<unknown> => {
  const user = 'hginsights@example.com.uat';
  const look = async (): Promise<unknown> => {
    const { outcome } = await runCommand<WatchResult>(world.org, IntegrationMonitor, [
      ...['-o', admin, '-i', 'hg-insights', '-u', user, '--state-dir', join(folder, 'looks')],
    ]);
    if ('error' in outcome) throw new Error(outcome.error.message);
    return outcome.result.looks.map(({ user: of, news }) => [
      of,
      news.map(({ id, news: what, by }) => [id, what, (by ?? []).map(({ who, action, text }) => [who, action, text])]),
    ]);
  };
  const row = (table: string, is: (one: Row) => boolean): Row => {
    const found = rowsOf(world.org.org, table).find(is);
    if (found === undefined) throw new Error(`no such row of ${table}`);
    return found;
  };
  const first = await look();
  const person = row('User', ({ Username }) => Username === user);
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username: admin }) });
  const assignment = row(
    'PermissionSetAssignment',
    ({ AssigneeId, PermissionSetId }) =>
      AssigneeId === person['Id'] &&
      row('PermissionSet', ({ Id }) => Id === PermissionSetId)['IsOwnedByProfile'] === false,
  );
  await connection.sobject('PermissionSetAssignment').delete(String(assignment['Id']));
  const second = await look();
  patchRow(
    world.org.org,
    'User',
    row('User', ({ Id }) => Id === person['Id']),
    { Username: 'renamed@example.com.uat' },
  );
  return [first, second, await look()];
};

/** What every command says and does in an org that spells its columns so, without regard to the case of names. */
const everything = async (spelling: Spelling): Promise<{ said: unknown; objects: string[] }> => {
  const org = loadScenario('sandbox', {
    org: { now: '2026-01-01T00:00:00Z' },
    packages: { acme: { seats: 5 } },
    objects: { acme__Signal__c: {}, Wide__c: {}, Settings__c: { customSetting: true } },
    // More than one transaction takes (fact I9).
    fields: { Wide__c: Object.fromEntries(wideFields.map((name) => [name, 'string(20)'])) },
    licenses: {
      DeskPsl: { total: 9, userPermissions: ['ViewRoles'], objects: { Account: 'CRED' } },
      OldPsl: { total: 9, status: 'Disabled', userPermissions: ['ViewRoles'], objects: { Lead: 'CRED' } },
    },
    permissionSets: {
      Integration_cognism: {
        description: ownedBy('cognism'),
        objects: { Account: 'read', Contact: 'read edit' },
        fields: { 'Account.Website': 'read' },
      },
      Desk_Sync: { license: 'DeskPsl', objects: { Account: 'read' } },
      Integration_things: { description: ownedBy('things'), customPermissions: ['Sync_Bypass'] },
      Things: {
        customPermissions: ['Sync_Bypass', 'acme__Do_Sync'],
        apexClasses: ['SyncApi'],
      },
      Auditors: { userPermissions: ['ApiEnabled', 'ViewSetup'], opens: ['Settings__c'] },
    },
    // Its condition names what is read of users and org.
    validationRules: {
      Lead: {
        For_People: {
          formula: 'AND($User.Username <> "x", NOT($Permission.Skip_Rules), $Organization.Name = "y", ISBLANK(Phone))',
          message: 'Give a phone.',
        },
      },
    },
    // Without View All Profiles: the profiles of others are hidden, and with them the user license (fact J6).
    users: { auditor: { profile: 'Minimum Access - Salesforce', permissionSets: ['Auditors'] } },
  });
  for (const day of ['2025-12-30', '2025-12-31']) storeEventLog(org, 'ApiTotalUsage', day, []);
  const desk = [...(org.tables.get('PermissionSet')?.values() ?? [])].find(({ Name }) => Name === 'Desk_Sync');
  for (const [type, entity] of Object.entries(furtherEntities))
    storeNewRow(org, 'SetupEntityAccess', {
      ParentId: desk?.['Id'] ?? '',
      SetupEntityId: entity,
      SetupEntityType: type,
    });
  const world = await openWorld({ org }, admin, auditor, ciro);
  // Not before sf is logged in: it reads columns by the exact spelling itself.
  respell(world.org.org, spelling);
  const folder = await mkdtemp(join(tmpdir(), 'spelling-'));
  const definitions = await makeDefinitions();
  try {
    const named = await definitions.define('named', [
      { object: 'Lead', access: ['read'] },
      { permissionSetAssigned: 'Desk_Sync', when: { phase: 'install' } },
      { permissionSetLicense: 'SalesforceAPIIntegrationPsl', when: { phase: 'install' } },
    ]);
    const assigned = await definitions.define('assigned', [
      { permissionSetAssigned: ['Integration_cognism', 'Sales_Integration', 'Sales_Read'] },
      { object: 'acme__Signal__c' },
      { connectedApp: 'Ciro' },
    ]);
    const things = await definitions.define('things', [
      { customPermission: ['Sync_Bypass', 'acme__Do_Sync'] },
      { apexClass: 'SyncApi' },
      { recordVisibility: 'Account' },
      { package: 'acme', seat: true },
      { userFlag: 'MarketingUser' },
      { object: 'acme__*' },
    ]);
    const first = firstVendors.join(',');
    const said: unknown[] = [];
    const receipt = join(folder, 'receipt.json');
    const target = ['-o', admin, '-u', 'api@example.com.uat', '-i', 'cognism'];
    // One of them is found by the username of production.
    const three = ['-u', ciro, '-u', 'grouped@example.com.uat', '-u', 'cognism@example.com'];
    said.push((await check(world.org, '-o', admin, ...three, '-i', first)).result.checks);
    said.push((await check(world.org, '-o', auditor, '-u', ciro, '-i', 'ciro')).result.checks);
    said.push((await check(world.org, '-o', ciro, '-i', first)).result.checks);
    const opinions = ['--cross-check', '--verify-as', ciro, '--surplus'];
    said.push((await check(world.org, '-o', admin, '-u', ciro, '-i', 'ciro', ...opinions)).result.checks);
    said.push((await check(world.org, '-o', admin, '-u', 'grouped@example.com.uat', '-i', assigned)).result.checks);
    said.push((await check(world.org, '-o', admin, '-u', ciro, '-i', things)).result.checks);
    // The org-wide defaults are asked of the organization then.
    const entityColumns = world.org.org.schema.get('entitydefinition');
    if (!entityColumns) throw new Error('no EntityDefinition');
    const told = entityColumns.fields;
    entityColumns.fields = told.filter(({ name }) => !/^InternalSharingModel$/i.test(name));
    expect(entityColumns.fields.length).to.equal(told.length - 1);
    said.push((await check(world.org, '-o', admin, '-u', ciro, '-i', things)).result.checks);
    entityColumns.fields = told;
    const thingsReceipt = ['--save-receipt', join(folder, 'things.json')];
    const given = await grant(world.org, '-o', admin, '-u', ciro, '-i', things, '--no-prompt', ...thingsReceipt);
    said.push(given.result.plan, stepsOf(given.result.outcomes));
    const takenBack = ['--receipt', join(folder, 'things.json'), '--no-prompt'];
    said.push(stepsOf((await revoke(world.org, '-o', admin, '-i', things, ...takenBack)).result.outcomes));
    const login = ['--authentication', 'usernamePassword'];
    said.push((await check(world.org, '-o', admin, '-u', ciro, '-i', 'ciro', ...login)).result.checks);
    for (const source of [
      ['--from-permission-set', 'Sales_Integration'],
      ['--from-profile', 'Standard User', '--sobject', 'Account'],
      // As far as the files go: the days are long over.
      ['--from-user', ciro, '--used-since', '2025-12-30'],
    ]) {
      const argv = ['-o', admin, ...source, '--dry-run'];
      const { outcome } = await runCommand<GenerateDefinitionResult>(world.org, IntegrationGenerateDefinition, argv);
      if ('error' in outcome) throw new Error(outcome.error.message);
      said.push(outcome.result.definition, outcome.result.leftOut, outcome.result.usage);
    }
    const granted = await grant(world.org, ...target, '--no-prompt', ...allowOrgWide, '--save-receipt', receipt);
    said.push(granted.result.plan, stepsOf(granted.result.outcomes), [...permissionFacts(world.org.org)]);
    const back = await revoke(world.org, '-o', admin, '-i', 'cognism', '--receipt', receipt, '--no-prompt');
    said.push(stepsOf(back.result.outcomes), back.result.becomesUnmet, [...permissionFacts(world.org.org)]);
    world.org.faults.add({
      kind: 'licenseRefused',
      match: { subrequest: true, method: 'POST', path: 'sobjects/PermissionSetAssignment' },
    });
    const refused = await grant(world.org, '-o', admin, '-u', ciro, '-i', 'hg-insights', '--no-prompt');
    world.org.faults.clear();
    said.push(stepsOf(refused.result.outcomes));
    const intoLicensed = ['-i', 'ciro', '--permission-set', 'Desk_Sync', '--dry-run'];
    said.push((await grant(world.org, '-o', admin, '-u', ciro, ...intoLicensed)).result.plan);
    const wide = await definitions.define('wide', [{ field: wideFields.map((name) => `Wide__c.${name}`) }]);
    world.org.faults.add({
      kind: 'licenseRefused',
      match: { subrequest: true, method: 'POST', path: 'sobjects/PermissionSetAssignment' },
      times: Infinity,
    });
    said.push(stepsOf((await grant(world.org, '-o', admin, '-u', ciro, '-i', wide, '--no-prompt')).result.outcomes));
    world.org.faults.clear();
    const looked = await runCommand<HealthResult>(world.org, IntegrationHealth, ['-o', admin, '-u', ciro]);
    if ('error' in looked.outcome) throw new Error(looked.outcome.error.message);
    const { user, unseen, failures } = looked.outcome.result;
    said.push({ user, unseen, failures });
    for (const row of [...(world.org.org.tables.get('PermissionSet')?.values() ?? [])])
      if (row['Name'] === 'Integration_cognism') storeRow(world.org.org, 'PermissionSet', { ...row, Name: 'Renamed' });
    const elsewhere = await revokeRefusal(world.org, ...target, '--no-prompt');
    const nobody = await grantRefusal(
      world.org,
      '-o',
      admin,
      '-u',
      'cirro@example.com.uat',
      '-i',
      'cognism',
      '--dry-run',
    );
    said.push([elsewhere.name, elsewhere.message], [nobody.name, nobody.actions]);
    const tracked = await track(world.org, '-o', admin, '-i', '6sense', '--enable', '--no-prompt');
    said.push(tracked.result.sobjects, tracked.result.outcomes);
    const found = await runCommand<LookupJson>(world.org, IntegrationLookup, [
      'Lead',
      '-o',
      admin,
      '--sobject',
      'Lead',
    ]);
    if ('error' in found.outcome) throw new Error(found.outcome.error.message);
    said.push(found.outcome.result.matches);
    const lead = ['--sobject', 'Lead', '--access', 'delete'];
    for (const argv of [
      ['-u', ciro, ...lead],
      ['-u', ciro, '--sobject', 'Lead', '--without', 'Desk_Sync'],
      ['-u', ciro, '--sobject', 'Lead', '--without', 'Minimum Access - API Only Integrations'],
      [
        '-u',
        'ciro@example.com.uat.tester',
        ...lead,
        '--without',
        'Standard User',
        '--to-profile',
        'Minimum Access - Salesforce',
      ],
      ['--sobject', 'Lead', '--who'],
      ['--sobject', 'acme__Signal__c', '--who'],
      ['--sobject', 'Settings__c', '--who'],
      ['-u', auditor, '--sobject', 'Settings__c'],
      ['--permission', 'ViewAllData', '--who'],
    ]) {
      const { outcome } = await runCommand<ExplainResult>(world.org, IntegrationExplain, ['-o', admin, ...argv]);
      if ('error' in outcome) throw new Error(`${argv.join(' ')}: ${outcome.error.message}`);
      said.push(outcome.result);
    }
    const phase = ['-o', admin, '-u', 'api@example.com.uat', '-i', named, '--phase', 'install', '--no-prompt'];
    said.push(stepsOf((await grant(world.org, ...phase)).result.outcomes));
    said.push((await revoke(world.org, ...phase)).result.plan);
    const config = ['-o', admin, '--dry-run', '--no-prompt', '--output-file', join(folder, 'integration.config.yml')];
    const generated = await runCommand<GenerateConfigResult>(world.org, IntegrationGenerateConfig, config);
    if ('error' in generated.outcome) throw new Error(generated.outcome.error.message);
    said.push(generated.outcome.result.config);
    said.push(await watched(world, folder));
    const connection = await Connection.create({ authInfo: await AuthInfo.create({ username: admin }) });
    const client = createOrgClient(connection, { waitMs: 60_000 });
    said.push(await readChoosableUsers(client, ['Desk_Sync']), await readUsersNamed(client, 'ciro'));
    const listed = Object.entries(await readListedNames(client, true));
    said.push(
      listed.map(([list, reading]) => [
        list,
        reading.known ? [[...reading.value.names], reading.value.hidden] : reading,
      ]),
    );
    const queries = world.org.requests.flatMap((request) => request.queries);
    const objects = queries.flatMap((soql) => [...soql.matchAll(/\bFROM (\w+)/g)].map(([, name = '']) => name));
    const text = JSON.stringify(said)
      .toLowerCase()
      .replaceAll(world.org.org.id.toLowerCase(), '')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '');
    return { said: JSON.parse(text) as unknown, objects: [...new Set(objects)].sort() };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
    await definitions.remove();
  }
};

/** SOQL does not care about the case of names, and the platform answers in its own. */
describe('an org that spells its columns in another way', function () {
  this.timeout(120_000);
  let expected: Awaited<ReturnType<typeof everything>>;
  let carriedOut: ReadonlySet<string>;

  before(async () => {
    const watched = await watchFunctions();
    expected = await everything(asDeclared);
    carriedOut = new Set((await watched.stop()).map(({ file, name }) => `${file} ${name}`));
  });

  it('is asked in every way in which commands ever read', async () => {
    const { functions, objects } = await readingsInSource();
    expect(functions).to.not.be.empty;
    const left = functions.map(({ file, name }) => `${file} ${name}`).filter((one) => !carriedOut.has(one));
    expect(left, 'functions that make queries, and that no command of this test carries out').to.deep.equal([]);
    expect(expected.objects).to.include.members(objects);
  });

  const spellings: [is: string, spelling: Spelling][] = [
    ['in lower case', (name) => name.toLowerCase()],
    ['in upper case', (name) => name.toUpperCase()],
  ];
  // A push runs one of them (`largeMatrix.ts`).
  for (const [is, spelling] of everyCase ? spellings : spellings.slice(0, 1)) {
    it(`${is}: every command says and does the same`, async () => {
      expect((await everything(spelling)).said).to.deep.equal(expected.said);
    });
  }
});
