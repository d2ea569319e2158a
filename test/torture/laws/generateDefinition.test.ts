/**
 * A definition that is generated from a source of an org: the source is ready by it, somebody without anything lacks just what
 * it asks for, and whoever is given what it asks for has all that the source gives. What the embedded org itself lets users
 * do is the judge of that.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationGenerateDefinition from '../../../src/commands/integration/generate/definition.js';
import type { GenerateDefinitionResult } from '../../../src/report/generate/generateResult.js';
import type { EffectiveAccess, Org } from '../../local-org/model/orgModel.js';
import { effectiveAccess } from '../../local-org/permissions/effectiveAccess.js';
import { idOf, rowsOf } from '../../local-org/permissions/orgTables.js';
import { loadScenario } from '../../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../../local-org/scenarios/scenarioFormat.js';
import { check, only } from '../../support/checking.js';
import { runCommand } from '../../support/commandRun.js';
import type { Ran } from '../../support/commandRun.js';
import { openWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';
import { torture } from '../support/torture.js';

/** What a permission set, muting set or profile holds. */
type Grants = {
  userPermissions: string[];
  objects: Record<string, string>;
  fields: Record<string, 'read' | 'edit'>;
  customPermissions: string[];
  apexClasses: string[];
};

/** Convert Leads is not among them: it takes rows of Lead in the same set. */
const userPermissions = [
  ...[
    'ApiEnabled',
    'RunReports',
    'ExportReport',
    'ViewSetup',
    'ViewRoles',
    'ViewAllData',
    'ModifyAllData',
    'ManageUsers',
  ],
  ...['ActivitiesAccess', 'EditTask', 'EditEvent', 'EmailMass', 'TransferAnyLead', 'CustomizeApplication'],
  ...['ViewAllUsers', 'ViewAllFieldsGlobal', 'ViewAllActivities'],
];
/** Nothing rests on them: what is left of a permission that a group mutes in part could stand in no set. */
const standAlone = ['ApiEnabled', 'ViewAllUsers', 'ViewAllActivities', 'ExportReport', 'EmailMass'];
const words = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords', 'viewAllFields'] as const;
/** Each with what has to be readable with it. Details of a standard master have no rows of their own (fact B10). */
const objects = {
  Account: [],
  Lead: [],
  Contact: ['Account'],
  Opportunity: ['Account'],
  Case: ['Account'],
  Product2: [],
  Region__c: [],
} as const;
const fields = [
  ...['Account.BillingAddress', 'Account.Website', 'Account.Region__c', 'Lead.Email', 'Lead.Address', 'Lead.mk_Fit__c'],
  ...['Contact.MailingAddress', 'Contact.AccountId', 'Contact.Phone', 'Opportunity.Amount', 'Case.SuppliedEmail'],
  ...['Task.Type', 'Event.Location', 'Buying_Signal__c.Seen__c', 'Product2.ProductCode'],
];
/** Fields that nobody writes. */
const readOnly = ['Opportunity.Weighted_Amount__c'];

const objectNames = Object.keys(objects) as Array<keyof typeof objects>;

const contents: fc.Arbitrary<Grants> = fc
  .record({
    userPermissions: fc.subarray(userPermissions, { maxLength: 4 }),
    objects: fc.dictionary(
      fc.constantFrom(...objectNames),
      fc.subarray([...words], { minLength: 1 }).map((some) => some.join(' ')),
      { maxKeys: 4 },
    ),
    fields: fc.dictionary(fc.constantFrom(...fields), fc.constantFrom('read' as const, 'edit' as const), {
      maxKeys: 6,
    }),
    seesFormulas: fc.boolean(),
    customPermissions: fc.subarray(['Deal_Room', 'acme__Sync']),
    apexClasses: fc.subarray(['Router', 'acme__Api']),
  })
  .map(({ seesFormulas, ...rest }) => {
    const all: Record<string, string> = { ...rest.objects };
    for (const name of objectNames) if (name in all) for (const other of objects[name]) all[other] ??= 'read';
    return {
      ...rest,
      objects: all,
      fields: {
        ...rest.fields,
        ...(seesFormulas ? Object.fromEntries(readOnly.map((name) => [name, 'read' as const])) : {}),
      },
    };
  });

type Source = 'set' | 'group' | 'profile' | 'user';
type Case = { one: Grants; two: Grants; muting: Grants; ofProfile: Grants; source: Source };

const cases: fc.Arbitrary<Case> = fc.record({
  one: contents,
  two: contents,
  muting: contents.map((muted) => ({
    ...muted,
    userPermissions: muted.userPermissions.filter((name) => standAlone.includes(name)),
  })),
  ofProfile: contents,
  source: fc.constantFrom<Source>('set', 'group', 'profile', 'user'),
});

const admin = 'admin@example.com';
/** A profile that gives nothing, so that a source is looked at by itself. */
const least = 'Nothing';

/** Muting sets name words one by one; what they need of the set need not be muted with them. */
const scenarioOf = ({ one, two, muting, ofProfile }: Case): Partial<Scenario> => ({
  permissionSets: { One: one, Two: two },
  permissionSetGroups: { Both: { permissionSets: ['One', 'Two'], muting } },
  profiles: { 'Acme Sync': { license: 'Salesforce', ...ofProfile }, [least]: { license: 'Salesforce' } },
  users: {
    set: { lastName: 'Set', profile: least, permissionSets: ['One'] },
    group: { lastName: 'Group', profile: least, permissionSetGroups: ['Both'] },
    profile: { lastName: 'Profile', profile: 'Acme Sync' },
    user: {
      lastName: 'User',
      profile: 'Acme Sync',
      permissionSetGroups: ['Both'],
      permissionSets: [{ name: 'Two', expires: '2025-01-01T00:00:00Z' }],
    },
    bare: { lastName: 'Bare', profile: least },
  },
  records: {},
  rows: {},
});

const flagsOf: Readonly<Record<Source, readonly string[]>> = {
  set: ['--from-permission-set', 'One'],
  group: ['--from-permission-set', 'Both'],
  profile: ['--from-profile', 'Acme Sync'],
  user: ['--from-user', 'user@example.com'],
};

const generate = (world: World, source: Source, file: string): Promise<Ran<GenerateDefinitionResult>> =>
  runCommand(world.org, IntegrationGenerateDefinition, ['-o', admin, ...flagsOf[source], '--output-file', file]);

const resultOf = (ran: Ran<GenerateDefinitionResult>): GenerateDefinitionResult => {
  if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
  return ran.outcome.result;
};

const accessOf = (org: Org, name: string): EffectiveAccess => {
  const row = rowsOf(org, 'User').find(({ Username }) => Username === `${name}@example.com`);
  if (row === undefined) throw new Error(`no user ${name}`);
  return effectiveAccess(org, idOf(row));
};

/** Access to things of Setup by whatever is assigned and in force. */
const entersOf = (org: Org, name: string): string[] => {
  const user = rowsOf(org, 'User').find(({ Username }) => Username === `${name}@example.com`);
  const sets = rowsOf(org, 'PermissionSetAssignment')
    .filter((row) => row['AssigneeId'] === idOf(user ?? {}) && row['ExpirationDate'] === null)
    .map((row) => row['PermissionSetId']);
  const named = (table: string, column: string, kind: string): string[] =>
    rowsOf(org, table)
      .filter((one) =>
        rowsOf(org, 'SetupEntityAccess').some(
          (row) => sets.includes(row['ParentId'] ?? null) && row['SetupEntityId'] === idOf(one),
        ),
      )
      .map(
        (one) => `${kind}:${one['NamespacePrefix'] ? `${String(one['NamespacePrefix'])}__` : ''}${String(one[column])}`,
      );
  return [
    ...named('CustomPermission', 'DeveloperName', 'customPermission'),
    ...named('ApexClass', 'Name', 'apexClass'),
  ];
};

/** All that somebody can do of what the sources are made of, as ids. */
const can = (access: EffectiveAccess): string[] => [
  ...userPermissions.filter((name) => access.userPermission(name)).map((name) => `userPermission:${name}`),
  ...objectNames.flatMap((name) =>
    words.filter((word) => access.object(name)[word]).map((word) => `object:${name}:${word}`),
  ),
  ...[...fields, ...readOnly].flatMap((name) => {
    const [sobject = '', field = ''] = name.split('.');
    const given = access.field(sobject, field);
    return [...(given.read ? [`field:${name}:read`] : []), ...(given.edit ? [`field:${name}:edit`] : [])];
  }),
];

/** A permission set with nothing but these requirements; the scenario adds what the platform adds. */
const setWith = (ids: readonly string[]): Grants => {
  const objectsOf: Record<string, string> = {};
  const fieldsOf: Record<string, 'read' | 'edit'> = {};
  const permissions: string[] = [];
  for (const id of ids) {
    const [kind, subject = '', word = ''] = id.split(':');
    if (kind === 'userPermission') permissions.push(subject);
    if (kind === 'object') objectsOf[subject] = `${objectsOf[subject] ?? ''} ${word}`.trim();
    if (kind === 'field') fieldsOf[subject] = word === 'edit' ? 'edit' : 'read';
  }
  // A group may mute what a set cannot do without.
  for (const name of objectNames) if (name in objectsOf) for (const other of objects[name]) objectsOf[other] ??= 'read';
  const named = (kind: string): string[] =>
    ids.filter((id) => id.startsWith(`${kind}:`)).map((id) => id.slice(kind.length + 1));
  return {
    ...{ userPermissions: permissions, objects: objectsOf, fields: fieldsOf },
    ...{ customPermissions: named('customPermission'), apexClasses: named('apexClass') },
  };
};

const isOfRule = (id: string): boolean => /^(userPermission|object|field|customPermission|apexClass):/.test(id);

describe('laws of generated definitions', () => {
  torture(
    import.meta.url,
    'the source is ready by its definition, and others lack just what it asks for',
    { short: 40, long: 2_000 },
    cases,
    async (value) => {
      const folder = await mkdtemp(join(tmpdir(), 'generate-'));
      const file = join(folder, 'acme-sync.yml');
      const world = await openWorld({ org: loadScenario('default', scenarioOf(value)) }, admin);
      try {
        const ran = await generate(world, value.source, file);
        const had = [...can(accessOf(world.org.org, value.source)), ...entersOf(world.org.org, value.source)];
        if ('error' in ran.outcome) {
          expect(ran.outcome.error.name).to.match(/^Nothing(Held|Works)Error$/);
          return;
        }
        const { requirements, definition, leftOut } = ran.outcome.result;
        expect(JSON.stringify(leftOut.filter(({ status }) => status === 'unknown'))).to.equal('[]');
        const holder = await check(world.org, '-o', admin, '-u', `${value.source}@example.com`, '-i', file);
        expect(holder.exitCode, holder.text).to.equal(0);
        const bare = only(await check(world.org, '-o', admin, '-u', 'bare@example.com', '-i', file));
        const ofRules = bare.findings.filter(({ id }) => isOfRule(id));
        expect(ofRules.map(({ id }) => id).sort()).to.deep.equal([...requirements].sort());
        const barely = new Set([...can(accessOf(world.org.org, 'bare')), ...entersOf(world.org.org, 'bare')]);
        expect(ofRules.filter(({ status }) => status !== 'unmet').map(({ id }) => id)).to.deep.equal(
          ofRules.filter(({ id }) => barely.has(id)).map(({ id }) => id),
        );
        const again = resultOf(await generate(world, value.source, file));
        expect(again).to.include({ definition, written: false });
        const { userPermissions: permissions, ...rows } = setWith(requirements);
        const scenario = scenarioOf(value);
        const rebuilt = loadScenario('default', {
          ...scenario,
          // Apart, as View All Data writes rows of its own into its set.
          permissionSets: {
            ...scenario.permissionSets,
            Permissions: { userPermissions: permissions },
            Rows: rows,
          },
          users: {
            ...scenario.users,
            rebuilt: { lastName: 'Rebuilt', profile: least, permissionSets: ['Permissions', 'Rows'] },
          },
        });
        const has = new Set([...can(accessOf(rebuilt, 'rebuilt')), ...entersOf(rebuilt, 'rebuilt')]);
        expect(
          had.filter((id) => !has.has(id)),
          definition,
        ).to.deep.equal([]);
      } finally {
        await world.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
    ({ source }) => ({ [source]: true }),
  );
});
