import { expect } from 'chai';
import IntegrationLookup from '../../src/commands/integration/lookup.js';
import type { LookupJson } from '../../src/report/lookup/lookupResult.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import { runCommand } from '../support/commandRun.js';
import { expectNarrow } from '../support/checking.js';
import { storeNewRow } from '../local-org/permissions/rowStore.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration lookup', function () {
  this.timeout(60_000);
  let world: World;

  before(async () => {
    world = await openWorld({ scenario: 'packaged' }, admin);
  });
  after(() => world.close());
  afterEach(() => world.org.faults.clear());

  const run = async (...argv: string[]): Promise<{ code: number; calls: number; text: string; result: LookupJson }> => {
    const ran = await runCommand<LookupJson>(world.org, IntegrationLookup, argv);
    if ('error' in ran.outcome) throw new Error(ran.outcome.error.message);
    const { result } = ran.outcome;
    expectCommittedSchema('lookup', result);
    expectNarrow(ran.text);
    return { code: ran.exitCode, calls: ran.requests.length, text: ran.text, result };
  };

  it('without an org looks through the tables of the plugin, and says so', async () => {
    const { code, calls, text, result } = await run('api enabled');
    expect([code, calls, result.source, result.org]).to.deep.equal([0, 0, 'builtIn', null]);
    expect(result.matches[0]).to.deep.equal({
      kind: 'userPermission',
      name: 'ApiEnabled',
      label: 'API Enabled',
      definition: '- userPermission: ApiEnabled',
      fit: 'exact',
    });
    expect(text).to.include('the tables of this plugin').and.include('  - userPermission: ApiEnabled');
  });

  it('finds the kind of rule that says what a page asks for, without an org and in one', async () => {
    for (const org of [[], ['-o', admin]]) {
      const { code, text, result } = await run('field history', ...org);
      expect(code).to.equal(0);
      expect(result.matches[0]).to.deep.equal({
        kind: 'ruleKind',
        name: 'historyTracking',
        label: 'Field History Tracking',
        definition: '- historyTracking: Opportunity',
        description: 'Object whose field history must be tracked.',
        fit: 'exact',
      });
      expect(result.matches.filter(({ kind }) => kind === 'object')).to.deep.equal([]);
      expect(text).to.include('A kind of rule of a definition').and.include('  - historyTracking: Opportunity');
    }
  });

  it('in an org finds every kind, in two calls, or three where the text may name an object', async () => {
    const best = async (text: string): Promise<string> => {
      const { calls, result } = await run(text, '-o', admin);
      expect(calls, text).to.be.at.most(/contact|user/i.test(text) ? 3 : 2);
      return `${result.matches[0]?.kind} ${result.matches[0]?.name}`;
    };
    expect(await best('View All Data')).to.equal('userPermission ViewAllData');
    expect(await best('manage leads')).to.equal('userPermission ManageLeads');
    expect(await best('Opportunity Contact Roles')).to.equal('object OpportunityContactRole');
    expect(await best('Salesforce API Integration seat')).to.equal('permissionSetLicense SalesforceAPIIntegrationPsl');
    expect(await best('Salesforce Integration user license')).to.equal('userLicense Salesforce Integration');
  });

  it('finds custom permissions, Apex classes and apps of the org by label and name', async () => {
    const { org } = world.org;
    storeNewRow(org, 'CustomPermission', { DeveloperName: 'Skip_Rules', MasterLabel: 'Bypass Validation' });
    storeNewRow(org, 'ApexClass', { Name: 'OrderRouter', ApiVersion: 60 });
    storeNewRow(org, 'ConnectedApplication', { Name: 'Acme Sync' });
    const best = async (...argv: string[]): Promise<string | null | undefined> =>
      (await run(...argv, '-o', admin)).result.matches[0]?.definition;
    expect(await best('bypass validation')).to.equal('- customPermission: Skip_Rules');
    expect(await best('orderrouter')).to.equal('- apexClass: OrderRouter');
    expect(await best('order router', '--kind', 'apexClass')).to.equal('- apexClass: OrderRouter');
    expect(await best('Acme Sync')).to.equal('- connectedApp: Acme Sync');
    expect((await run('order router', '-o', admin)).result.matches.map(({ kind }) => kind)).to.not.include('apexClass');
  });

  it('finds boxes of the user and profiles, in no more calls', async () => {
    const flag = await run('Marketing User', '-o', admin);
    expect([flag.calls, flag.result.matches[0]?.definition]).to.deep.equal([3, '- userFlag: MarketingUser']);
    const alone = await run('Flow User', '--kind', 'userFlag', '-o', admin);
    expect([alone.calls, alone.result.matches.map(({ name }) => name)]).to.deep.equal([1, ['InteractionUser']]);
    const profile = await run('minimum access salesforce', '-o', admin);
    expect([profile.calls, profile.result.matches[0]?.definition]).to.deep.equal([
      2,
      '- profile: "Minimum Access - Salesforce"',
    ]);
  });

  it('says that boxes of the user could not be looked through, where their columns are not told', async () => {
    world.org.faults.add({
      kind: '500',
      match: { path: /sobjects\/User\/describe/, subrequest: true },
      times: Infinity,
    });
    const { code, result } = await run('xyzzy', '--kind', 'userFlag', '-o', admin);
    expect([code, result.unread.map(({ part }) => part)]).to.deep.equal([3, ['User']]);
  });

  it('finds fields of the object that the text names, or in two calls that --sobject names', async () => {
    const byName = await run('Lead.Email', '-o', admin);
    expect([byName.calls, byName.result.matches[0]?.name]).to.deep.equal([3, 'Lead.Email']);
    expect(byName.result.matches[0]?.definition).to.equal('- { field: Lead.Email, access: [read] }');
    expect(byName.result.fieldsOf).to.deep.equal(['Lead']);
    expect(byName.text.replace(/\s+/g, ' ')).to.include('those of these objects alone were looked through: Lead.');
    const byLabel = await run('zip/postal code', '--sobject', 'Leads', '-o', admin);
    expect([byLabel.calls, byLabel.result.matches[0]?.name]).to.deep.equal([2, 'Lead.PostalCode']);
  });

  it('finds a field in an org by its label alone, where the tables of the plugin know an object that has it', async () => {
    const stage = await run('Stage', '-o', admin);
    expect([stage.code, stage.calls, stage.result.matches[0]?.name]).to.deep.equal([0, 3, 'Opportunity.StageName']);
    const source = await run('lead source', '--kind', 'field', '-o', admin);
    expect(source.result.matches.map(({ name }) => name)).to.include('Lead.LeadSource');
  });

  it('keeps to --kind and --limit', async () => {
    const { result, text } = await run('--kind', 'object', 'lead', '--limit', '1', '-o', admin);
    expect(result.matches.map(({ kind }) => kind)).to.deep.equal(['object']);
    expect(result.total).to.be.greaterThan(1);
    expect(text).to.include('the best 1 of');
  });

  it('ends with 1 where nothing fits, and names the nearest', async () => {
    const { code, result, text } = await run('View Every Piece Data', '--kind', 'userPermission', '-o', admin);
    expect([code, result.found]).to.deep.equal([1, false]);
    expect(result.nearest.map(({ name }) => name)).to.include('ViewAllData');
    expect(text).to.include('Nearest to it:');
  });

  it('ends with 3 where nothing fits in what could be read, and says what could not', async () => {
    world.org.faults.add({ kind: '500', match: { path: /PermissionSetLicense/, subrequest: true }, times: Infinity });
    const { code, result, text } = await run('xyzzy', '-o', admin);
    expect([code, result.unread.map(({ part }) => part)]).to.deep.equal([3, ['PermissionSetLicense']]);
    expect(text).to.include('! Not looked through');
  });

  it('works for a user who sees no more than himself', async () => {
    const own = await openWorld({ scenario: 'default' }, 'ciro@example.com');
    try {
      const ran = await runCommand<LookupJson>(own.org, IntegrationLookup, ['View All Data', '-o', 'ciro@example.com']);
      expect(ran.exitCode).to.equal(0);
    } finally {
      await own.close();
    }
  });
});
