import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationValidate from '../../src/commands/integration/validate.js';
import type { ValidateResult } from '../../src/report/validate/validateResult.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import { expectNarrow } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

const definition = (...rules: string[]): string =>
  ['schemaVersion: 1', 'id: acme', 'label: Acme', 'requires:', ...rules.map((rule) => `  - ${rule}`), ''].join('\n');

describe('integration validate with an org', function () {
  this.timeout(60_000);
  let world: World;
  let folder: string;
  const root = process.cwd();

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin, 'ciro@example.com');
    folder = await realpath(await mkdtemp(join(tmpdir(), 'validate-org-')));
    process.chdir(folder);
  });
  after(async () => {
    process.chdir(root);
    await rm(folder, { recursive: true, force: true });
    await world.close();
  });

  const run = async (...argv: string[]): Promise<{ code: number; calls: number; text: string; told: string[] }> => {
    const command = { run: (args: string[]) => IntegrationValidate.run(args, { root }) };
    const { exitCode, outcome, requests, text } = await runCommand<ValidateResult>(world.org, command, argv);
    if ('error' in outcome) throw new Error(outcome.error.message);
    expectCommittedSchema('validate', outcome.result);
    expect(outcome.result.valid, 'valid exactly when the exit code is 0').to.equal(exitCode === 0);
    const told = outcome.result.files.flatMap(({ file, mistakes, unknown = [] }) =>
      [...mistakes, ...unknown].map(
        ({ line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
      ),
    );
    return { code: exitCode, calls: requests.length, text, told };
  };

  it('finds nothing wrong with names that are there, whatever their case, in few requests', async () => {
    await writeFile(
      'acme.yml',
      definition(
        'userPermission: [apienabled, RunReports]',
        'object: [lead, Task, OpportunityContactRole]',
        'field: [lead.email, Account.Web*]',
        '{ picklistValue: Lead.LeadSource, value: Web }',
        '{ historyTracking: Opportunity, fields: [StageName] }',
        '{ automation: Lead, onFields: [Phone] }',
        '{ object: Nothing__c, ifPresent: true }',
        '{ anyOf: [{ object: Nothing__c }, { object: Contact }], name: one }',
        'api: [rest]',
      ),
    );
    await writeFile('integration.waivers.yml', `waivers:\n  - { id: x, user: ${admin}, reason: Why }\n`);
    const { code, told, calls } = await run('acme.yml', 'integration.waivers.yml', '-o', admin);
    expect([code, told]).to.deep.equal([0, []]);
    expect(calls).to.be.at.most(8);
  });

  it('tells a name that looks misspelt in a choice of which another way is there', async () => {
    await writeFile('acme.yml', definition('{ anyOf: [{ object: Contct }, { object: Account }], name: one }'));
    const misspelt = await run('acme.yml', '-o', admin);
    expect(misspelt.code).to.equal(2);
    expect(JSON.stringify(misspelt.told)).to.include('Contct').and.include('Contact');
    await writeFile('acme.yml', definition('{ anyOf: [{ object: Contct }, { object: Contact }], name: one }'));
    expect((await run('acme.yml', '-o', admin)).code).to.equal(0);
  });

  it('never calls the name of a standard object misspelt, nor names one that the org does not have', async () => {
    const absent = [
      'WorkOrder',
      'Territory2',
      'Knowledge__kav',
      'OpportunitySplit',
      'CampaignMembr',
      'UserAcountTeamMember',
    ];
    await writeFile('acme.yml', definition(`object: [${absent.join(', ')}]`));
    const { code, told, text } = await run('acme.yml', '-o', admin);
    expect(code).to.equal(2);
    expect(told.map((one) => one.replace(/^.* called |\.$/g, ''))).to.deep.equal([
      '"WorkOrder"',
      '"Territory2"',
      '"Knowledge__kav"',
      '"OpportunitySplit"',
      '"CampaignMembr"; did you mean CampaignMember?',
      '"UserAcountTeamMember"',
    ]);
    expect(text.replace(/\s+/g, ' ')).to.include('The name is right: the object belongs to a feature');
  });

  it('contacts no org unless one is named, and none where nothing is to be looked up', async () => {
    await writeFile('acme.yml', definition('object: Nothing__c'));
    expect(await run('acme.yml')).to.deep.include({ code: 0, calls: 0 });
    await writeFile('broken.yml', definition('objekt: Lead'));
    expect(await run('broken.yml', '-o', admin)).to.deep.include({ code: 2, calls: 0 });
  });

  it('tells every name that the org does not have, at its place, with those that may have been meant', async () => {
    await writeFile(
      'acme.yml',
      definition(
        'userPermission: [ApiEnabled, RunReprots]',
        'object: [Lead, Accuont]',
        'field: [Lead.Emial, Accuont.Name]',
        '{ picklistValue: Lead.LeadSource, value: Webb }',
        'permissionSetAssigned: No_Such_Set',
        'connectedApp: No Such App',
        '{ historyTracking: Opportunity, fields: [StageNaem] }',
        '{ anyOf: [{ object: Nothing__c }, { userPermission: NoSuchThing }], name: one }',
      ),
    );
    await writeFile(
      'integration.waivers.yml',
      'waivers:\n  - { id: x, user: admni@example.com, reason: Why }\n  - { id: y, user: ciro@example.com }\n',
    );
    const { code, told } = await run('acme.yml', 'integration.waivers.yml', '-o', admin);
    const no = (what: string): string => `NotInOrg The org ${admin} has no ${what}`;
    expect(code).to.equal(2);
    expect(told).to.deep.equal([
      `acme.yml:5:34 ${no('user permission called "RunReprots"; did you mean RunReports?')}`,
      `acme.yml:6:20 ${no('object called "Accuont"; did you mean Account?')}`,
      `acme.yml:7:13 ${no('field called "Lead.Emial"; did you mean Lead.Email?')}`,
      `acme.yml:7:25 ${no('object called "Accuont"; did you mean Account?')}`,
      `acme.yml:8:22 ${no('picklist value called "Lead.LeadSource=Webb"; did you mean Web?')}`,
      `acme.yml:9:28 ${no('permission set or permission set group called "No_Such_Set".')}`,
      `acme.yml:10:19 ${no('connected app called "No Such App".')}`,
      `acme.yml:11:46 ${no('field called "Opportunity.StageNaem"; did you mean Opportunity.StageName?')}`,
      `acme.yml:12:25 ${no('object called "Nothing__c".')}`,
      `acme.yml:12:57 ${no('user permission called "NoSuchThing".')}`,
      `integration.waivers.yml:2:20 ${no('user called "admni@example.com"; did you mean admin@example.com?')}`,
    ]);
  });

  it('tells what is there and cannot be what a rule asks for', async () => {
    await writeFile(
      'acme.yml',
      definition(
        'object: [Lead, Task, User, OpportunityHistory]',
        '{ field: [Lead.Email, Opportunity.ExpectedRevenue], access: edit }',
        'field: Opportunity.ExpectedRevenue',
        '{ historyTracking: Task, fields: [Subject] }',
        '{ historyTracking: CampaignMember, fields: [Status] }',
        '{ historyTracking: Opportunity, fields: [StageName, ExpectedRevenue] }',
        '{ picklistValue: Lead.Email, value: Web }',
        'package: nosuchpackage',
        '{ package: otherpackage, ifPresent: true }',
        'userFlag: MarketingUser',
      ),
    );
    const { code, told } = await run('acme.yml', '-o', admin);
    expect(code).to.equal(2);
    const but = (what: string, why: string): string => `UnfitInOrg The org ${admin} has the ${what}, but ${why}`;
    const untracked =
      'Salesforce keeps no history of it: formulas, auto-numbers and fields of the system are not tracked.';
    expect(told).to.deep.equal([
      `acme.yml:6:27 ${but('field "Opportunity.ExpectedRevenue"', 'nobody can edit it: it is a formula, an auto-number or kept by Salesforce.')}`,
      `acme.yml:9:49 ${but('object "CampaignMember"', 'Salesforce keeps no field history of it.')}`,
      `acme.yml:10:57 ${but('field "Opportunity.ExpectedRevenue"', untracked)}`,
      `acme.yml:11:22 ${but('field "Lead.Email"', 'it is no picklist.')}`,
      `acme.yml:12:14 NotInOrg The org ${admin} has no package called "nosuchpackage".`,
    ]);
  });

  it('suggests the nearest name of every kind of name', async () => {
    await writeFile(
      'acme.yml',
      definition(
        'profile: Minimum Acess',
        'userLicense: Salesfroce',
        'permissionSetLicense: SalesforceAPIIntegrationPls',
      ),
    );
    const { told } = await run('acme.yml', '-o', admin);
    const meant = told.map((one) => /did you mean (.*)\?$/.exec(one)?.[1]?.split(' or ')[0]);
    expect(meant).to.deep.equal([
      'Minimum Access - API Only Integrations',
      'Salesforce',
      'SalesforceAPIIntegrationPsl',
    ]);
  });

  it('looks up the users of a project file, of those that are named by org only those of this one', async () => {
    await writeFile('acme.yml', definition('object: Lead'));
    await writeFile(
      'integration.config.yml',
      [
        'integrations:',
        '  - definition: ./acme.yml',
        '    users: [admni@example.com, ciro@example.com]',
        '  - definition: ciro',
        `    users: { elsewhere: [nobody@example.com], "${admin}": [cirro@example.com] }`,
        '  - definition: cognism',
        '    users: [ciro@example.com]',
        `    inOrg: { "${admin}": { users: [hginsigths@example.com] } }`,
        '',
      ].join('\n'),
    );
    const { code, told, text } = await run('integration.config.yml', '-o', admin);
    // A definition has "ifPresent", a user has not.
    expect(text).to.not.include('ifPresent');
    expect(text.replaceAll(/\s+/g, ' ')).to.include('Correct the username');
    expect([code, told.map((one) => one.replace(/ The org .* called/, ''))]).to.deep.equal([
      2,
      [
        'integration.config.yml:3:13 NotInOrg "admni@example.com"; did you mean admin@example.com?',
        'integration.config.yml:5:69 NotInOrg "cirro@example.com"; did you mean ciro@example.com?',
        'integration.config.yml:8:45 NotInOrg "hginsigths@example.com"; did you mean hginsights@example.com?',
      ],
    ]);
  });

  it('says what could not be told, with exit code 3, and never takes it for a mistake or for fine', async () => {
    await writeFile('acme.yml', definition('object: Lead', 'field: Lead.Email'));
    world.org.faults.add({ kind: '500', match: { path: '/tooling/', subrequest: true }, times: Infinity });
    try {
      const { code, told, text } = await run('acme.yml', '-o', admin);
      expect(code).to.equal(3);
      expect(told.map((one) => one.replace(/ \(.*/, ''))).to.deep.equal([
        'acme.yml:5:13 NotLookedUp Whether the org has the object "Lead" could not be told',
        'acme.yml:6:12 NotLookedUp Whether the org has the object "Lead" could not be told',
        'acme.yml:6:12 NotLookedUp Whether the org has the field "Lead.Email" could not be told',
      ]);
      expect(text).to.include('NOT KNOWN acme.yml');
    } finally {
      world.org.faults.clear();
    }
  });

  it('looks up profiles, user licenses and permission set licenses, of which one has to be there', async () => {
    await writeFile(
      'acme.yml',
      definition(
        'profile: [No Such Profile, minimum access - salesforce]',
        'userLicense: Salesforce Integration',
        'permissionSetLicense: SalesforceAPIIntegrationPsl',
        'userFlag: MarketingUser',
      ),
    );
    expect(await run('acme.yml', '-o', admin)).to.deep.include({ code: 0, told: [] });
    await writeFile(
      'acme.yml',
      definition(
        'profile: Minimum Acces - Salesforce',
        'userLicense: [Salesforce Intergration, Nothing]',
        '{ anyOf: [{ permissionSetLicense: SalesforceAPIIntegrationPls }, { object: Nothing__c }], name: one }',
      ),
    );
    const { code, told } = await run('acme.yml', '-o', admin);
    const no = (what: string): string => `NotInOrg The org ${admin} has no ${what}`;
    expect([code, told]).to.deep.equal([
      2,
      [
        `acme.yml:5:14 ${no('profile called "Minimum Acces - Salesforce"; did you mean Minimum Access - Salesforce?')}`,
        `acme.yml:6:18 ${no('user license called "Nothing | Salesforce Intergration"; did you mean Salesforce Integration?')}`,
        `acme.yml:7:39 ${no('permission set license called "SalesforceAPIIntegrationPls"; did you mean SalesforceAPIIntegrationPsl?')}`,
        `acme.yml:7:80 ${no('object called "Nothing__c".')}`,
      ],
    ]);
  });

  it('takes no profile or license for missing that the runner may not be shown', async () => {
    const ciro = 'ciro@example.com';
    await writeFile(
      'acme.yml',
      definition(
        'profile: System Administrator',
        'profile: [No Such Profile, System Administrator]',
        'userLicense: No Such License',
        'permissionSetLicense: NoSuchPsl',
        'userLicense: Salesforce Integration',
      ),
    );
    const seen = await run('acme.yml', '-o', ciro);
    const unknown = (what: string, why: string): string =>
      `NotLookedUp Whether the org has the ${what} could not be told (${why})`;
    expect(seen.told).to.deep.equal([
      `acme.yml:5:14 ${unknown('profile "System Administrator"', 'Profile: ViewAllProfiles')}.`,
      `acme.yml:6:14 ${unknown('profile "No Such Profile | System Administrator"', 'Profile: ViewAllProfiles')}.`,
      `acme.yml:7:18 ${unknown('user license "No Such License"', 'UserLicense: ViewSetup')}.`,
      `acme.yml:8:27 ${unknown('permission set license "NoSuchPsl"', 'PermissionSetLicense: ViewSetup')}.`,
    ]);
    expect(seen.code).to.equal(3);
    expect(seen.text.replaceAll(/\s+/g, ' ')).to.include('for profiles with View All Profiles');
    const byAdmin = await run('acme.yml', '-o', admin);
    expect(byAdmin.told.map((one) => one.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      'acme.yml:7:18 NotInOrg',
      'acme.yml:8:27 NotInOrg',
    ]);
  });

  it('takes none for missing where the org does not say what the runner may see', async () => {
    await writeFile('acme.yml', definition('profile: [No Such Profile]', 'profile: System Administrator'));
    world.org.faults.add({
      kind: 'rowRefused',
      match: { subrequest: true, path: /ViewAllProfiles/ },
      times: Infinity,
    });
    try {
      const { code, told } = await run('acme.yml', '-o', admin);
      expect([code, told.map((one) => one.split(' ').slice(0, 2).join(' '))]).to.deep.equal([
        3,
        ['acme.yml:5:14 NotLookedUp'],
      ]);
    } finally {
      world.org.faults.clear();
    }
  });

  it('tells a name that looks misspelt in what a rule forbids: it would forbid nothing', async () => {
    await writeFile(
      'acme.yml',
      definition(
        '{ userPermission: ModifyAllDta, forbid: true }',
        '{ object: Contcat, forbid: true }',
        '{ field: Lead.Emial, forbid: true }',
        '{ profile: System Administrater, forbid: true }',
      ),
    );
    const { code, told } = await run('acme.yml', '-o', admin);
    expect(code).to.equal(2);
    expect(told.map((line) => line.split(' ')[0])).to.have.length(4);
    expect(told.join()).to.include('ModifyAllData').and.include('Contact').and.include('Email');
  });

  it('does not tell a forbidden name that is near to another one of the definition', async () => {
    await writeFile('acme.yml', definition('object: Contact', '{ object: Contacts, forbid: true }'));
    expect((await run('acme.yml', '-o', admin)).code).to.equal(0);
  });

  it('does not ask that the org has what a rule forbids', async () => {
    await writeFile(
      'acme.yml',
      definition(
        '{ profile: No Such Profile, forbid: true }',
        '{ userLicense: [No Such License], forbid: true }',
        '{ object: Nothing__c, forbid: true }',
        '{ field: Lead.Nothing__c, forbid: true }',
        '{ userPermission: NoSuchThing, forbid: true }',
        '{ anyOf: [{ object: Account }, { allOf: [{ object: Contact }, { object: Contcat, forbid: true }] }], name: one }',
      ),
    );
    expect(await run('acme.yml', '-o', admin)).to.deep.include({ code: 0, told: [] });
  });

  it('says what to do about a profile or license that is spelled rightly and not in this org', async () => {
    for (const rule of ['profile: No Such Profile', 'userLicense: No Such License']) {
      await writeFile('acme.yml', definition(rule));
      const { code, text } = await run('acme.yml', '-o', admin);
      expect(code).to.equal(2);
      expect(text.replaceAll(/\s+/g, ' ')).to.include('is the one that Setup shows').and.include('"ifPresent: true"');
      await writeFile('acme.yml', definition(`{ ${rule}, ifPresent: true }`));
      expect((await run('acme.yml', '-o', admin)).code).to.equal(0);
    }
  });

  it('says of which files names were not looked up, because of other mistakes', async () => {
    await writeFile('broken.yml', definition('objekt: Lead', 'userPermission: RunReprots'));
    await writeFile('acme.yml', definition('userPermission: RunReports'));
    const { code, text } = await run('broken.yml', 'acme.yml', '-o', admin);
    expect(code).to.equal(2);
    expect(text.replaceAll(/\s+/g, ' ')).to.include(
      'The names of the file with mistakes were not looked up in the org',
    );
    expectNarrow(text);
    expect((await run('broken.yml')).text).to.not.include('looked up');
  });

  it('works for a user who sees no more than himself', async () => {
    await writeFile('acme.yml', definition('object: [Lead, Accuont]', 'userPermission: ApiEnabled'));
    const { code, told } = await run('acme.yml', '-o', 'ciro@example.com');
    expect(code).to.equal(2);
    expect(told.map((one) => one.split(' ').slice(0, 2).join(' '))).to.deep.equal(['acme.yml:5:20 NotInOrg']);
  });
});
