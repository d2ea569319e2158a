/** A check asks for what rules name instead of reading whole describes, and comes to the same. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { HttpAnswer } from '../local-org/http/httpExchange.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, only } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { runsNow, sampleOf } from '../support/largeMatrix.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const auditor = 'auditor@example.com';
const user = 'ann@example.com';

/** Rules about all that can be asked by name: parts of names and addresses, fields of persons, what is misspelt or missing. */
const rules = [
  { userPermission: ['ApiEnabled', 'ViewEncryptedData'] },
  { object: ['Account', 'Contact', 'User', 'Signal__c', 'LeadHistory'], access: ['read'] },
  { field: ['Account.BillingCity', 'Account.Segment__c', 'Account.Phone', 'Lead.FirstName'], access: ['edit'] },
  { field: ['Signal__c.Score__c', 'Contact.AccountId', 'Opportunity.Amount'] },
  { package: 'acme', ifPresent: true },
];
const misspelt = [
  { userPermission: 'ApiEnabeld' },
  { object: 'Acount' },
  { field: ['Account.Segmnet__c', 'Contact.Email'] },
];

/** Rules about automation: of all that conditions and flows of the org may name, the definition names little. */
const aboutAutomation = [
  { object: ['Lead', 'Contact', 'Account', 'Event', 'Case'], access: ['read', 'create', 'edit'] },
  { field: ['Lead.State', 'Lead.LastName', 'Contact.MailingCity', 'Case.ContactId'], access: ['edit'] },
  { field: 'Account.Seg*__c' },
  { automation: ['Event', 'Case'] },
  { automation: 'Lead', onFields: 'Phone' },
  { automation: 'Contact', onFields: ['Phone', 'MailingState', 'OtherAddress'] },
  { automation: 'Account', onFields: ['Website', 'Segment__c'] },
  { picklistValue: 'Lead.LeadSource', value: 'Web' },
  { historyTracking: 'Case', fields: ['Status', 'IsEscalated'] },
  { historyTracking: 'Account', suggestedFields: ['Industry'] },
];

/** Users are written themselves, and are not only whoever saves a record. */
const users = [
  { object: 'User', access: ['read', 'create'] },
  { automation: 'User', onFields: ['Email'] },
];

/** More names than one statement holds, with what each may be a part of. */
const long = (at: number): string => `Written_By_The_Vendor_Long_${String(at).padStart(3, '0')}_City__c`;
const many = [
  { object: 'Lead', access: ['read', 'edit'] },
  { automation: 'Lead', onFields: Array.from({ length: 190 }, (_, at) => long(at)) },
];

/** Patterns for which there is room beside what else is asked. */
const patterns = [{ field: ['Account.Billing*', 'Contact.First*'] }, { field: 'Contact.Email', access: ['edit'] }];

/** Rules about objects of a name, of which the org may have some or none. */
const ofPatterns = [
  { object: ['acme__*', 'Sig*__c'], access: ['read', 'edit'] },
  { object: 'ghost__*', forbid: true },
  { field: 'Account.Phone' },
];

/** The answer without the rows of one column, as if there were none. */
const withoutParticle = (right: HttpAnswer, owner: string, column: string): HttpAnswer => {
  if (right.body.kind !== 'json') return right;
  const without = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(without);
    if (typeof value !== 'object' || value === null) return value;
    const all = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one)]));
    const { records } = all;
    if (!Array.isArray(records)) return all;
    const isOther = (row: Record<string, unknown>): boolean =>
      row['EntityDefinitionId'] !== owner || row['QualifiedApiName'] !== column;
    const left = (records as Record<string, unknown>[]).filter(isOther);
    return left.length === records.length ? all : { ...all, records: left, totalSize: left.length };
  };
  return { ...right, body: { kind: 'json', value: without(right.body.value) } };
};

/** The answer with one part refused, for a column that is not there. */
const withRefused = (right: HttpAnswer, ref: string, column: string): HttpAnswer => {
  if (right.body.kind !== 'json') return right;
  const { compositeResponse = [] } = right.body.value as { compositeResponse?: { referenceId: string }[] };
  const body = [
    { errorCode: 'INVALID_FIELD', message: `No such column '${column}' on entity 'UserPermissionAccess'.` },
  ];
  const parts = compositeResponse.map((part) =>
    part.referenceId === ref ? { ...part, httpStatusCode: 400, body } : part,
  );
  return { ...right, body: { kind: 'json', value: { compositeResponse: parts } } };
};

describe('what a check asks by name', function () {
  this.timeout(180_000);
  let world: World;
  let definitions: Definitions;
  let folder: string;

  const open = async (scenario: string, more: Partial<Scenario> = {}): Promise<void> => {
    const org = loadScenario(scenario, {
      objects: { Signal__c: {} },
      fields: {
        Account: { Segment__c: 'string(20)' },
        Signal__c: { Score__c: 'double(4,0)', Account__c: 'reference ->Account master required' },
      },
      permissionSets: {
        Holds: { userPermissions: ['ApiEnabled'], objects: { Account: 'read' }, fields: { 'Account.Phone': 'read' } },
        Looks: { userPermissions: ['ViewSetup', 'ApiEnabled'] },
      },
      users: {
        ann: { profile: 'Minimum Access - Salesforce', permissionSets: ['Holds'] },
        api: {
          profile: 'Minimum Access - API Only Integrations',
          permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
        },
        auditor: { profile: 'Minimum Access - Salesforce', permissionSets: ['Looks'] },
      },
      // Conditions about fields that no definition names: what is known of them decides whether they can stand in the way.
      validationRules: {
        Lead: {
          Revenue: { formula: 'AND(AnnualRevenue < 0, NOT(ISPICKVAL(Rating, "Hot")))', message: 'No revenue.' },
          New: { formula: 'AND(ISNEW(), NOT(ISBLANK(Website)))', message: 'No website.' },
        },
        Account: { Staff: { formula: 'NumberOfEmployees < 0 || ISCHANGED(Sic)', message: 'No staff.' } },
      },
      // A flow that writes a part of the address that a definition writes as a whole.
      flows: {
        Contact: {
          Fill_City: {
            label: 'Fill City',
            trigger: 'RecordAfterSave',
            flow: {
              start: { connector: { targetReference: 'Write_City' } },
              recordUpdates: [
                {
                  name: 'Write_City',
                  label: 'Write City',
                  inputReference: '$Record',
                  inputAssignments: [{ field: 'OtherCity', value: { stringValue: 'Rome' } }],
                },
              ],
            },
          },
        },
      },
      ...more,
    } as Partial<Scenario>);
    world = await openWorld({ org }, admin, auditor, user);
  };
  beforeEach(async () => {
    definitions = await makeDefinitions();
    folder = await mkdtemp(join(tmpdir(), 'by-name-'));
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
    await rm(folder, { recursive: true });
  });

  /** A snapshot is of everything that an object has, so describes are read for it. */
  const bothWays = async (runner: string, reference: string, checked = user) => {
    const argv = ['-o', runner, '-u', checked, '-i', reference];
    const narrow = only(await check(world.org, ...argv));
    const whole = only(await check(world.org, ...argv, '--save-snapshot', join(folder, `${Math.random()}.json`)));
    return { narrow, whole };
  };
  const bytes = (): number => world.org.requests.reduce((sum, { plainOut }) => sum + plainOut, 0);

  const strict: Partial<Scenario> = { org: { behaviours: { virtualObjects: 'strict' } } };
  const orgs: [scenario: string, how: string, more: Partial<Scenario>][] = [
    ['default', '', {}],
    ['default', ' that takes no patterns', strict],
    ['person-accounts', '', {}],
    ['no-campaigns', '', {}],
    ['packaged', '', {}],
    ['licensed', '', {}],
    ['hgInsights', '', {}],
    ['hgInsightsClean', ' that takes no patterns', strict],
  ];
  const own = { plain: rules, misspelt, automation: aboutAutomation, patterns, users, many, objects: ofPatterns };
  const references: ReadonlyArray<readonly [id: string, write: () => Promise<string> | string]> = [
    ...Object.entries(own).map(([id, all]) => [id, () => definitions.define(id, all)] as const),
    ...['6sense', 'cognism', 'hg-insights'].map((id) => [id, () => id] as const),
  ];
  for (const [at, [scenario, how, more]] of orgs.entries())
    for (const [reader, runner] of [admin, auditor].entries())
      it(`comes to the same in ${scenario}${how}, read by ${runner}`, async () => {
        await open(scenario, more);
        // A push takes every twelfth definition (`largeMatrix.ts`), of the few orgs that take no patterns every sixth.
        const every = more === strict ? 6 : 12;
        for (const [, [id, write]] of [...references.entries()].filter(([column]) =>
          runsNow(at + reader, column, every),
        )) {
          const { narrow, whole } = await bothWays(runner, await write());
          expect(narrow.findings, id).to.deep.equal(whole.findings);
        }
      });

  // Whoever may not see permission sets sees himself in another way.
  for (const [at, [scenario, how, more]] of orgs.entries())
    for (const [reader, runner] of [admin, user].entries())
      it(`comes to the same in ${scenario}${how} for ${runner} by himself`, async () => {
        await open(scenario, more);
        for (const [, [id, write]] of [...references.entries()].filter(([column]) =>
          runsNow(at + reader, column, 12),
        )) {
          const { narrow, whole } = await bothWays(runner, await write(), runner);
          expect(narrow.findings, id).to.deep.equal(whole.findings);
        }
      });

  it('reads the describe of what the user sees of himself where a column is refused', async () => {
    await open('default', { org: { furtherUserPermissions: 700 } });
    const reference = await definitions.define('own', [
      { userPermission: ['RunReports', 'ApiEnabled'] },
      { object: 'Lead' },
    ]);
    const whole = only(
      await check(world.org, '-o', user, '-i', reference, '--save-snapshot', join(folder, 'own.json')),
    );
    expect(whole.mode).to.equal('self');
    let hits = 0;
    world.org.faults.add({
      kind: 'rewritten',
      onHit: () => (hits += 1),
      match: { path: /data\/v[\d.]+\/composite$/, body: /PermissionsRunReports[^"]*UserPermissionAccess/ },
      rewrite: (right) => withRefused(right, 'permissions', 'PermissionsRunReports'),
    });
    world.org.clearRequests();
    const narrow = only(await check(world.org, '-o', user, '-i', reference));
    expect(narrow.findings).to.deep.equal(whole.findings);
    expect(hits).to.equal(1);
    expect(bytes(), 'the bytes of a describe').to.be.above(100_000);
  });

  it('is little for a user by himself, however many user permissions the org has', async () => {
    await open('default', { org: { furtherUserPermissions: 700 } });
    const reference = await definitions.define('own', [{ userPermission: ['RunReports', 'ApiEnabled'] }]);
    await check(world.org, '-o', user, '-i', reference);
    world.org.clearRequests();
    expect(only(await check(world.org, '-o', user, '-i', reference)).mode).to.equal('self');
    expect(bytes()).to.be.below(60_000);
  });

  /** What does not come back although the answer says that it is whole: nothing tells that it is missing. */
  const withheld: [owner: string, column: string][] = [
    ['PermissionSet', 'PermissionsRunReports'],
    ['PermissionSet', 'PermissionsViewAllData'],
    ['PermissionSetLicense', 'MaximumPermissionsRunReports'],
    ['PermissionSetLicense', 'MaximumPermissionsModifyAllData'],
    ['ObjectPermissions', 'PermissionsEdit'],
    ['ObjectPermissions', 'PermissionsViewAllFields'],
  ];
  for (const [owner, column] of sampleOf(withheld, 3))
    it(`concludes nothing where ${owner}.${column} does not come back: it reads the describe`, async () => {
      await open('default');
      const lesser = 'api@example.com';
      const reference = await definitions.define('withheld', [
        { userPermission: 'RunReports' },
        { object: 'Account', access: ['edit'] },
        { field: 'Account.Phone' },
      ]);
      const argv = ['-o', admin, '-u', lesser, '-i', reference];
      const whole = only(await check(world.org, ...argv, '--save-snapshot', join(folder, 'whole.json')));
      await check(world.org, ...argv);
      world.org.faults.add({
        kind: 'rewritten',
        times: Infinity,
        rewrite: (right) => withoutParticle(right, owner, column),
      });
      world.org.clearRequests();
      const narrow = only(await check(world.org, ...argv));
      expect(narrow.findings).to.deep.equal(whole.findings);
      expect(bytes(), 'the bytes of a describe').to.be.above(owner === 'ObjectPermissions' ? 25_000 : 100_000);
    });

  it('is little, however many user permissions the org has', async () => {
    await open('default', { org: { furtherUserPermissions: 700 } });
    await check(world.org, '-o', admin, '-u', user, '-i', '6sense');
    world.org.clearRequests();
    await check(world.org, '-o', admin, '-u', user, '-i', '6sense');
    expect(bytes()).to.be.below(100_000);
  });

  /** These three exist only where a feature of the org is on (fact D2). */
  const absent = ['UseAnyApiClient', 'CreateAuditFields', 'UpdateWithInactiveOwner'];
  it('is little where the org lacks a permission that Salesforce is known to have', async () => {
    await open('default', { org: { furtherUserPermissions: 700 } });
    const reference = await definitions.define('absent', [{ userPermission: ['ApiEnabled', ...absent] }]);
    const { narrow, whole } = await bothWays(admin, reference);
    expect(narrow.findings).to.deep.equal(whole.findings);
    expect(narrow.findings.map(({ code }) => code)).to.include('NO_SUCH_USER_PERMISSION');
    world.org.clearRequests();
    await check(world.org, '-o', admin, '-u', user, '-i', reference);
    expect(bytes()).to.be.below(100_000);
  });

  it('reads of the describes the list of objects alone, and once, where a rule is about objects of a name', async () => {
    await open('default', { org: { furtherUserPermissions: 700 } });
    const reference = await definitions.define('of-patterns', ofPatterns);
    const { narrow, whole } = await bothWays(admin, reference);
    expect(narrow.findings).to.deep.equal(whole.findings);
    expect(narrow.findings.map(({ code }) => code)).to.include('NO_MATCHING_OBJECT');
    world.org.clearRequests();
    await check(world.org, '-o', admin, '-u', user, '-i', reference);
    expect(bytes()).to.be.below(100_000);
  });

  it('reads the describes for one that nobody knows, and says which may be meant', async () => {
    await open('default', { org: { furtherUserPermissions: 700 } });
    const reference = await definitions.define('unheard', [{ userPermission: 'UseIndustryFeatrue7' }]);
    const { text } = await check(world.org, '-o', admin, '-u', user, '-i', reference);
    expect(text).to.include('UseIndustryFeature7');
  });

  it('is little where a vendor asks for View All Data, however many own objects licenses open', async () => {
    await open('default', { generateObjects: [{ objects: 680, prefix: 'Thing', fieldsPerObject: 1 }] });
    await check(world.org, '-o', admin, '-u', user, '-i', 'cognism');
    world.org.clearRequests();
    await check(world.org, '-o', admin, '-u', user, '-i', 'cognism');
    expect(bytes()).to.be.below(60_000);
  });

  it('says which names may be meant', async () => {
    await open('default');
    const argv = ['-o', admin, '-u', user, '-i', await definitions.define('misspelt', misspelt)];
    const { text } = await check(world.org, ...argv);
    for (const meant of ['ApiEnabled', 'Account', 'Account.Segment__c']) expect(text).to.include(meant);
  });
});
