import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { insertRow } from '../local-org/permissions/dml.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { storeNewRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { grant } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { itAtNight } from '../support/largeMatrix.js';

const admin = 'admin@example.com';
const argv = ['-o', admin, '-u', 'hginsights@example.com', '-i', 'hg-insights'];

/** What an administrator is told to do where a user has every permission and automation refuses what it writes. */
describe('advice on automation', function () {
  this.timeout(60_000);
  let world: World | undefined;
  const busyOrg = async (): Promise<World> => {
    // Not frozen: what is open then is only recommended.
    const users = { hginsights: { profile: 'HG Insights Integration', frozen: false } };
    world = await openWorld({ org: loadScenario('hgInsights', { users }) }, admin);
    return world;
  };
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });

  /** The text in one line, as it is read. */
  const read = (text: string): string => text.replace(/\s+/g, ' ');

  it('says to make and assign the permission set of an exemption where the plan does not', async () => {
    const { org } = await busyOrg();
    const { text, result } = await grant(org, ...argv, '--dry-run', '--include', 'recommended');
    const step =
      'create a permission set for it alone, Exempt_Integration_hg_insights, add the custom permission to it (Custom Permissions), and assign it to hginsights@example.com. Whoever has that set is exempt then.';
    expect(read(text)).to.include(step);
    const actions = result.plan.manual.flatMap((finding) => finding.actions);
    expect(actions.filter((action) => action.includes(step))).to.have.length(1);
  });

  it('never says to make by hand the permission set that grant would make', async () => {
    const { org } = await busyOrg();
    const { text } = await grant(org, ...argv, '--dry-run', '--include', 'recommended');
    const [, advised = ''] = /create a permission set for it alone, (\w+)/.exec(read(text)) ?? [];
    // As somebody does who follows it; then the next grant comes.
    const label = advised.replaceAll('_', ' ');
    const someone = rowsOf(org.org, 'User').find((row) => row['Username'] === admin) ?? {};
    const caller = { userId: idOf(someone), apiVersion: 66 };
    insertRow(org.org, caller, 'PermissionSet', { Name: advised, Label: label });
    const { result } = await grant(org, '-o', admin, '-u', 'hginsights@example.com', '-i', 'hg-insights', '--dry-run');
    expect(result.plan.permissionSet).to.include({ name: 'Integration_hg_insights', exists: false });
  });

  itAtNight('says nothing of making or assigning a permission set that the user has', async () => {
    const { org } = await busyOrg();
    const own = ['--permission-set', 'HG_Insights_Access'];
    const { text } = await grant(org, ...argv, '--dry-run', '--include', 'recommended', ...own);
    expect(read(text))
      .to.include(
        'add it to the permission set HG_Insights_Access (Custom Permissions). Whoever has that set is exempt',
      )
      .and.not.include('create a permission set')
      .and.not.include('assign it to');
  });

  it('tells of a ready user what is recommended and open, above all what Salesforce will refuse', async () => {
    const { org } = await busyOrg();
    const { text, exitCode, result } = await check(org, ...argv);
    expect([exitCode, result.ready]).to.deep.equal([0, true]);
    expect(read(text)).to.include(
      'READY, but 5 recommended needs are not met (below). Salesforce will refuse what the integration writes to Lead. All 50 required needs are met.',
    );
  });

  it('tells of a ready user what to do about each recommended need, and where formulas are offered', async () => {
    const { org } = await busyOrg();
    const { text } = await check(org, ...argv);
    const [, steps = ''] = text.split('What you can do');
    const told = read(steps);
    expect(told).to.match(/^ Recommended: 1\. /);
    for (const part of [
      'Setup > Object Manager > Lead > Validation Rules > Leads_By_People_Only: ',
      'Setup > Flows > Tidy_Title: let it start only when ',
      'or exempt the integration user by its entry conditions',
      'Setup > Duplicate Rules > Same_Email (on Contact): let it allow and report',
      'Sforce-Duplicate-Rule-Header',
      'Setup > Object Manager > Fields & Relationships: open one of Contact.LeadSource, Lead.LeadSource',
      'Login Hours',
      '--include recommended --include degraded --dry-run',
    ])
      expect(told).to.include(part);
    expect(told).to.match(/Check again/);
    expect(read(text)).to.not.include('the object >');
  });

  itAtNight('tells in a report as well which steps are only recommended', async () => {
    const { org, home } = await busyOrg();
    const file = join(home, 'report.md');
    await check(org, ...argv, '--output-file', file);
    const [, steps = ''] = (await readFile(file, 'utf8')).split('## What to do');
    const numbered = steps.split('\n').filter((line) => /^\d+\. /.test(line));
    expect(numbered.filter((line) => /^\d+\. Recommended: /.test(line)).length).to.be.greaterThan(4);
    expect(numbered.at(-2)).to.match(/^\d+\. Check again/);
    // Salesforce will refuse what is written, and yet the check passes.
    expect(numbered.at(-1)).to.match(/^\d+\. To have it fail as well/);
  });

  it('offers in --json each formula that people may change, with an exemption that the org follows', async () => {
    const { org } = await busyOrg();
    const { result } = await grant(org, ...argv, '--dry-run', '--include', 'recommended,degraded');
    const permission = 'Exempt_Integration_hg_insights';
    const offers = result.plan.manual.flatMap(({ id, actions }) =>
      actions.filter((action) => action.includes(`$Permission.${permission}`)).map((action) => ({ id, action })),
    );
    // The rule on contacts exempts the user already.
    expect(offers.map(({ id }) => id)).to.deep.equal(['automation:Lead']);
    const [, place, formula = ''] = /^(.*?): (AND\(NOT\(\$Permission.*)$/s.exec(offers[0]?.action ?? '') ?? [];
    expect(place).to.include('Leads_By_People_Only');
    expect(formula).to.include('/* people of sales and admins are on profiles of their own */');

    const user = rowsOf(org.org, 'User').find((row) => row['Username'] === 'hginsights@example.com');
    const save = (): unknown => {
      const caller = { userId: idOf(user ?? {}), apiVersion: 66 };
      return insertRow(org.org, caller, 'Lead', { LastName: 'Young', Company: 'Initech' });
    };
    const rule = rowsOf(org.org, 'ValidationRule').find((row) => row['ValidationName'] === 'Leads_By_People_Only');
    const metadata = org.org.metadata.get(idOf(rule ?? {})) ?? {};
    org.org.metadata.set(idOf(rule ?? {}), { ...metadata, errorConditionFormula: formula });
    const made = storeNewRow(org.org, 'CustomPermission', { DeveloperName: permission, MasterLabel: permission });
    expect(save).to.throw('Leads are entered by people.');
    const set = rowsOf(org.org, 'PermissionSet').find((row) => row['Name'] === 'HG_Insights_Access');
    storeNewRow(org.org, 'SetupEntityAccess', {
      ParentId: idOf(set ?? {}),
      SetupEntityId: idOf(made),
      SetupEntityType: 'CustomPermission',
    });
    expect(save).to.not.throw();
    const told = await check(org, ...argv);
    const details = told.result.checks[0]?.findings.flatMap((finding) => finding.details ?? []) ?? [];
    expect(details.find(({ name }) => name === 'Leads_By_People_Only')?.verdict).to.equal('exempt');
  });

  itAtNight('gives each piece of automation a step of its own in a plan', async () => {
    const { org } = await busyOrg();
    const { result } = await grant(org, ...argv, '--dry-run', '--include', 'recommended,degraded');
    const actions = result.plan.manual.flatMap(({ kind, actions: own }) => (kind === 'automation' ? own : []));
    for (const name of ['Leads_By_People_Only: ', 'Tidy_Title: ', 'Same_Email (on Contact): '])
      expect(
        actions.filter((action) => action.includes(name)),
        name,
      ).to.have.length(1);
  });

  it('says what a plan leaves out that only people can mend', async () => {
    const { org } = await busyOrg();
    const required = await grant(org, ...argv, '--dry-run');
    // Once, whatever words would plan them.
    expect(read(required.text)).to.include('Left out: 5 needs that grant cannot give. - ');
    expect(read(required.text).match(/that grant cannot give/g)).to.have.length(1);
    const recommended = await grant(org, ...argv, '--dry-run', '--include', 'recommended');
    expect(read(recommended.text))
      .to.include('Left out: 1 need that grant cannot give. - ')
      .and.not.include('Left out: 5');
    const everything = await grant(org, ...argv, '--dry-run', '--include', 'recommended,degraded');
    expect(read(everything.text)).to.not.include('Left out');
  });

  itAtNight('explains DEGRADED by what is degraded', async () => {
    const { org } = await busyOrg();
    const { text } = await check(org, ...argv);
    expect(read(text)).to.include('DEGRADED = may get in the way: have a look').and.not.include('works only in part');
  });

  it('tells login hours by runs of days', async () => {
    const { org } = await busyOrg();
    const { text } = await check(org, ...argv);
    expect(read(text)).to.include('Mon–Fri 08:00–18:00').and.not.include('monday');
  });
});
