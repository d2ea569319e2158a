import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationDescribe from '../../src/commands/integration/describe.js';
import IntegrationGenerateDefinition from '../../src/commands/integration/generate/definition.js';
import type { DescribeResult } from '../../src/report/describe/describeResult.js';
import type { GenerateDefinitionResult } from '../../src/report/generate/generateResult.js';
import type { Org } from '../local-org/model/orgModel.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { patchRow, storeNewRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import { check } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
import type { Failure, Ran } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration generate definition', function () {
  this.timeout(120_000);
  let world: World;
  const open = async (overrides: Partial<Scenario> = {}, scenario = 'default', ...more: string[]): Promise<Org> => {
    world = await openWorld({ org: loadScenario(scenario, overrides) }, admin, ...more);
    return world.org.org;
  };
  afterEach(() => world.close());

  const run = (...argv: string[]): Promise<Ran<GenerateDefinitionResult>> =>
    runCommand<GenerateDefinitionResult>(world.org, IntegrationGenerateDefinition, ['-o', admin, ...argv]);
  const resultOf = (ran: Ran<GenerateDefinitionResult>): GenerateDefinitionResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    const result = JSON.parse(JSON.stringify(ran.outcome.result)) as GenerateDefinitionResult;
    expectCommittedSchema('generate-definition', result);
    return result;
  };
  const refusal = async (...argv: string[]): Promise<Failure> => {
    const { outcome, exitCode } = await run(...argv);
    if (!('error' in outcome)) throw new Error('accepted');
    expect(exitCode).to.equal(2);
    expect(outcome.error.actions?.join('') ?? '', 'the next step').to.not.equal('');
    return outcome.error;
  };
  const fileAt = (...parts: string[]): string => join(world.home, ...parts);

  it('writes the least that says all that a permission set holds', async () => {
    await open();
    const file = fileAt('ciro-own.yml');
    const ran = await run('--from-permission-set', 'ciro_integration', '--output-file', file);
    const { id, label, written, source, definition, given, requirements } = resultOf(ran);
    expect({ id, label, written, source }).to.deep.equal({
      id: 'ciro-own',
      label: 'Ciro Integration',
      written: true,
      source: { type: 'PermissionSet', name: 'Ciro_Integration', label: 'Ciro Integration' },
    });
    expect(await readFile(file, 'utf8')).to.equal(definition);
    expect(definition.split('\n').filter((line) => /object|access/.test(line))).to.deep.equal([
      '  - object: Account',
      '    access: [create, edit, viewAllRecords]',
      '    access: [edit]',
      '  - object: Contact',
      '    access: [create, edit, viewAllRecords]',
      '    access: [edit]',
      '  - object: Lead',
      '    access: [create, edit]',
      '    access: [edit]',
    ]);
    expect(requirements).to.include.members(['field:Account.BillingAddress:read', 'field:Contact.AccountId:edit']);
    expect(given).to.be.greaterThan(requirements.length);
    expect(ran.text.replace(/\s+/g, ' ')).to.contain(`Wrote ${file} from the permission set Ciro_Integration (Ciro`);
    expect((await stat(file)).mode & 0o600).to.equal(0o600);
    expect(await check(world.org, '-o', admin, '-u', 'ciro@example.com', '-i', file)).to.include({ exitCode: 0 });
  });

  it('takes a group less what it mutes, and says which members give what', async () => {
    await open();
    const { definition, requirements, source } = resultOf(
      await run('--from-permission-set', 'Sales_Integration', '--dry-run'),
    );
    expect(source.type).to.equal('PermissionSetGroup');
    expect(definition).to.match(/# through Sales_Write/);
    expect(requirements.filter((one) => /TransferAnyLead|(Lead|Account):delete$|Lead\.Phone/.test(one))).to.deep.equal(
      [],
    );
    const file = fileAt('grouped.yml');
    resultOf(await run('--from-permission-set', 'Sales_Integration', '--output-file', file));
    expect(await check(world.org, '-o', admin, '-u', 'grouped@example.com', '-i', file)).to.include({ exitCode: 0 });
  });

  it('leaves out what a group that is being recalculated may give or not, and ends with 3', async () => {
    const org = await open();
    const [group] = rowsOf(org, 'PermissionSetGroup').filter((row) => row['DeveloperName'] === 'Sales_Integration');
    if (group === undefined) throw new Error('no group');
    patchRow(org, 'PermissionSetGroup', group, { Status: 'Updating' });
    const sums = rowsOf(org, 'PermissionSet').filter((row) => row['PermissionSetGroupId'] === idOf(group));
    // The sum does not have it yet.
    for (const sum of sums)
      for (const row of rowsOf(org, 'ObjectPermissions'))
        if (row['ParentId'] === idOf(sum) && row['SobjectType'] === 'Lead')
          patchRow(org, 'ObjectPermissions', row, { PermissionsCreate: false });
    const ran = await run('--from-permission-set', 'Sales_Integration', '--dry-run');
    const { leftOut, requirements } = resultOf(ran);
    expect(ran.exitCode).to.equal(3);
    expect(leftOut.find(({ id }) => id === 'object:Lead:create')).to.include({ status: 'unknown' });
    expect(requirements).to.not.include('object:Lead:create');
  });

  it('takes the whole of System Administrator', async () => {
    await open();
    const file = fileAt('system-administrator.yml');
    const ran = await run('--from-profile', 'system administrator', '--output-file', file);
    const { requirements, leftOut, source, definition } = resultOf(ran);
    expect(source).to.deep.equal({
      type: 'Profile',
      name: 'System Administrator',
      label: 'System Administrator',
    });
    // Modify All Data says it of every object.
    expect(requirements.filter((one) => /^object:.*:(read|create|edit|delete|\w+AllRecords)$/.test(one))).to.deep.equal(
      [],
    );
    expect(requirements).to.include.members(['userPermission:ModifyAllData', 'object:Account:viewAllFields']);
    // View All Data comes with Modify All Data.
    expect(requirements).to.not.include('userPermission:ViewAllData');
    expect(leftOut.filter(({ status }) => status === 'unknown')).to.deep.equal([]);
    expect(definition).to.contain('what a profile says besides permissions');
    expect(await check(world.org, '-o', admin, '-u', admin, '-i', file)).to.include({ exitCode: 0 });
  });

  it('takes what a user effectively has, from every source that is in force', async () => {
    await open();
    const temporary = resultOf(await run('--from-user', 'temporary@example.com', '--dry-run'));
    expect(temporary.requirements.filter((id) => id.startsWith('object:'))).to.deep.equal([]);
    expect(temporary.definition).to.contain('permission set View_Setup_Only');
    const file = fileAt('ready.yml');
    const ready = resultOf(await run('--from-user', 'ready@example.com', '--output-file', file));
    expect(ready.source).to.deep.include({ type: 'User', name: 'ready@example.com' });
    expect(await check(world.org, '-o', admin, '-u', 'ready@example.com', '-i', file)).to.include({ exitCode: 0 });
  });

  it('warns where nobody can log in as the user that it is made from', async () => {
    await open();
    const told = async (...source: string[]): Promise<string> => {
      const ran = await run(...source, '--dry-run');
      resultOf(ran);
      return ran.text.replaceAll(/\s+/g, ' ');
    };
    expect(await told('--from-user', 'former@example.com')).to.include(
      'former@example.com is inactive: nobody can log in',
    );
    expect(await told('--from-user', 'frozen@example.com')).to.include(
      'frozen@example.com is frozen: nobody can log in',
    );
    expect(await told('--from-user', 'ready@example.com')).to.not.include('nobody can log in');
    expect(await told('--from-permission-set', 'ciro_integration')).to.not.include('nobody can log in');
  });

  it('takes packaged sets by their whole name, with the objects of their package', async () => {
    await open({}, 'packaged');
    const named = rowsOf(world.org.org, 'PermissionSet').find((row) => row['NamespacePrefix'] !== null);
    if (named === undefined) throw new Error('no packaged set');
    const name = `${String(named['NamespacePrefix'])}__${String(named['Name'])}`;
    const { source, id } = resultOf(await run('--from-permission-set', name, '--dry-run'));
    expect(source.name).to.equal(name);
    expect(id).to.match(/^[a-z0-9-]+$/);
  });

  it('leaves out what has no effect, keeps what is left of it, and says both', async () => {
    await open({
      permissionSets: {
        Partly: {
          userPermissions: ['ApiEnabled'],
          objects: { Account: 'read' },
          fields: { 'Account.Website': 'edit', 'Lead.Email': 'edit' },
          customPermissions: ['Sync_Enabled'],
          apexClasses: ['Router', 'acme__Api'],
        },
      },
      permissionSetGroups: {},
      users: { partly: { lastName: 'Partly', profile: 'Minimum Access - Salesforce', permissionSets: ['Partly'] } },
      records: {},
      rows: {},
    });
    const [set] = rowsOf(world.org.org, 'PermissionSet').filter((row) => row['Name'] === 'Partly');
    const page = '066000000000001AAA';
    const row = { ParentId: idOf(set ?? {}), SetupEntityId: page, SetupEntityType: 'ApexPage' };
    storeNewRow(world.org.org, 'SetupEntityAccess', row);
    const file = fileAt('partly.yml');
    const ran = await run('--from-permission-set', 'Partly', '--output-file', file);
    const { requirements, leftOut, notExpressed, definition } = resultOf(ran);
    expect(requirements).to.deep.equal([
      'apexClass:acme__Api',
      'apexClass:Router',
      'customPermission:Sync_Enabled',
      'field:Account.Website:read',
      'object:Account:read',
      'userPermission:ApiEnabled',
    ]);
    expect(leftOut.map(({ id, code }) => `${id} ${code}`)).to.deep.equal([
      'field:Account.Website:edit BLOCKED_BY_OBJECT',
      'field:Lead.Email:edit BLOCKED_BY_OBJECT',
      'field:Lead.Email:read BLOCKED_BY_OBJECT',
    ]);
    expect(notExpressed).to.deep.equal([{ type: 'ApexPage', name: page }]);
    expect(definition)
      .to.contain('# Custom permissions\n  - customPermission: Sync_Enabled\n')
      .and.contain('# Apex classes\n');
    for (const text of [ran.text, definition]) {
      expect(text).to.contain(`apexPage:${page}`).and.contain('field:Lead.Email:read');
    }
    expect(ran.exitCode).to.equal(0);
    expect(await check(world.org, '-o', admin, '-u', 'partly@example.com', '-i', file)).to.include({ exitCode: 0 });
  });

  it('limits it to objects', async () => {
    await open();
    const { requirements } = resultOf(
      await run('--from-permission-set', 'Ciro_Integration', '--sobject', 'lead,Nothing__c', '--dry-run'),
    );
    expect(requirements.filter((id) => !/^userPermission:|Lead/.test(id))).to.deep.equal([]);
    expect(requirements).to.include('object:Lead:edit');
  });

  it('prints the definition alone on stdout with --dry-run, and writes nothing', async () => {
    await open();
    const { text, outcome } = await run('--from-permission-set', 'SixSense', '--dry-run');
    expect(outcome).to.have.nested.property('result.file', null);
    expect(text)
      .to.match(/^# Made by/)
      .and.contain('Nothing was written');
  });

  it('never overwrites a file with another text, and leaves one with the same alone', async () => {
    await open();
    const file = fileAt('made.yml');
    const first = resultOf(await run('--from-permission-set', 'SixSense', '--output-file', file));
    const again = resultOf(await run('--from-permission-set', 'SixSense', '--output-file', file));
    expect(again).to.deep.include({ definition: first.definition, written: false });
    await writeFile(file, `${first.definition}# mine\n`);
    expect((await refusal('--from-permission-set', 'SixSense', '--output-file', file)).name).to.equal(
      'FileExistsError',
    );
    expect(await readFile(file, 'utf8')).to.equal(`${first.definition}# mine\n`);
    const folder = fileAt('folder.yml');
    await mkdir(folder);
    expect((await refusal('--from-permission-set', 'SixSense', '--output-file', folder)).name).to.equal(
      'FileExistsError',
    );
  });

  it('writes into integrations/<id>.yml, the id made of the name', async () => {
    await open();
    const folder = fileAt('integrations');
    const { id, file } = resultOf(await run('--from-permission-set', 'HG_Insights', '--output-dir', folder));
    expect({ id, file }).to.deep.equal({ id: 'hg-insights', file: join(folder, 'hg-insights.yml') });
  });

  it('refuses what it cannot do, each with the next step', async () => {
    await open();
    const name = async (...argv: string[]): Promise<string> => (await refusal(...argv)).name;
    expect(await name('--dry-run')).to.equal('NoSourceError');
    expect(await name('--from-permission-set', 'Ciro_Integraton')).to.equal('PermissionSetNotFoundError');
    expect((await refusal('--from-permission-set', 'Ciro_Integraton')).actions?.[0]).to.contain('Ciro_Integration');
    expect(await name('--from-profile', 'Nobody')).to.equal('ProfileNotFoundError');
    expect((await refusal('--from-profile', 'System Adminstrator')).actions?.[0]).to.contain('System Administrator');
    expect(await name('--from-user', 'nobody@example.com')).to.match(/NotFound/i);
    expect(await name('--from-permission-set', 'SixSense', '--id', 'Not Kebab')).to.equal('BadIdError');
    expect(await name('--from-permission-set', 'SixSense', '--id', 'a', '--output-file', 'b.yml')).to.equal(
      'IdIsNotFileError',
    );
    expect(await name('--from-permission-set', 'SixSense', '--output-file', 'b.txt')).to.equal('NotYamlError');
  });

  it('tells a set by its label, and the nearest name wherever the mistake stands', async () => {
    await open();
    const meant = async (name: string): Promise<string> =>
      (await refusal('--from-permission-set', name, '--dry-run')).actions?.[0] ?? '';
    expect(await meant('Cior_Integration')).to.contain('Ciro_Integration');
    expect(await meant('iro_Integration')).to.contain('Ciro_Integration');
    expect(await meant('Ciro Integration')).to.contain('Ciro_Integration');
    expect(await meant('Nothing_Like_It')).to.not.contain('Ciro_Integration');
  });

  it('offers the apps that a set admits to as rules, and does not say that no rule asks for them', async () => {
    await open({}, 'apps');
    const file = fileAt('users.yml');
    const ran = await run('--from-permission-set', 'App_Users', '--output-file', file);
    const { notExpressed, connectedApps, definition, requirements } = resultOf(ran);
    expect(notExpressed).to.deep.equal([]);
    expect(connectedApps).to.deep.equal(['Acme Sync', 'Strict_Sync']);
    expect(requirements).to.deep.equal(['userPermission:ApiEnabled']);
    for (const text of [ran.text, definition]) expect(text).to.contain('connectedApp: Acme Sync');
    await writeFile(file, definition.replaceAll(/^# {2,}(?=- connectedApp)/gm, '  '));
    expect(await described('-i', file)).to.deep.equal([
      'connectedApp:Acme Sync',
      'connectedApp:Strict_Sync',
      'userPermission:ApiEnabled',
    ]);
  });

  it('offers the permission set licenses of a user as rules', async () => {
    await open();
    const file = fileAt('licensed.yml');
    const ran = await run('--from-user', 'cognism@example.com', '--output-file', file);
    const { definition } = resultOf(ran);
    for (const text of [ran.text, definition])
      expect(text).to.contain('- permissionSetLicense: SalesforceAPIIntegrationPsl');
    await writeFile(file, definition.replaceAll(/^# {2,}(?=- permissionSetLicense)/gm, '  '));
    expect(await described('-i', file)).to.include('license:SalesforceAPIIntegrationPsl');
  });

  it('warns of an id that is built in', async () => {
    await open();
    const warned = await run('--from-permission-set', 'SixSense', '--output-file', fileAt('6sense.yml'));
    expect(warned.text).to.contain('built-in definition is called 6sense');
    const own = await run('--from-permission-set', 'SixSense', '--output-file', fileAt('acme.yml'));
    expect(own.text).to.not.contain('built-in');
  });

  it('loses no line of a page: what is no rule stands at the end of the file', async () => {
    await open();
    const lines = [
      'API Enabled',
      'Field History Tracking on Lead',
      'Update Lead.Zipcode',
      'Acme is great',
      'Contact full access',
    ];
    await writeFile(fileAt('page.txt'), lines.join('\n'));
    const { definition, gaps, requirements } = resultOf(await offline('--from-text', fileAt('page.txt'), '--dry-run'));
    for (const line of lines) expect(definition).to.contain(line);
    expect(gaps?.map(({ line }) => line)).to.deep.equal([3, 5]);
    expect(requirements).to.include('historyTracking:Lead').and.not.include('field:Lead.Zipcode:edit');
  });

  it('takes fields, history of fields and licenses from a page, and names every line of it', async () => {
    await open();
    const lines = [
      'Acme Sync - Salesforce permissions',
      'Opportunity Field History Tracking (StageName)',
      'Lead: Edit (Rating, Shoe Size)',
      'The integration tracks Opportunity.StageName history.',
      'Permission set license: Salesforce API Integration',
      'The integration works with every Opportunity and needs access to it.',
    ];
    await writeFile(fileAt('page.txt'), lines.join('\n'));
    const ran = await offline('--from-text', fileAt('page.txt'), '--dry-run');
    const { definition, gaps, requirements } = resultOf(ran);
    expect([...requirements].sort()).to.deep.equal([
      'field:Lead.Rating:edit',
      'historyTracking:Opportunity.StageName',
      'license:SalesforceAPIIntegrationPsl',
      'object:Lead:edit',
    ]);
    expect(gaps?.map(({ line, notUsed = [] }) => [line, ...notUsed])).to.deep.equal([[3, 'Shoe Size'], [6]]);
    expect(definition).to.contain('# line 2; the same again in line 4\n');
    expect(definition.replace(/\n?#? +/g, ' ')).to.contain('(it names the object Opportunity)');
    for (const at of lines.keys()) expect(definition).to.match(new RegExp(`line ${at + 1}\\b`));
    const read = await run('--from-text', fileAt('page.txt'), '--dry-run');
    expect(resultOf(read).apiCalls).to.equal(2);
    expect(resultOf(read).requirements).to.deep.equal(requirements);
  });

  it('refuses whoever may not see the rows, and what holds nothing', async () => {
    await open({}, 'default', 'api@example.com');
    const { outcome } = await runCommand(world.org, IntegrationGenerateDefinition, [
      ...['-o', 'api@example.com', '--from-permission-set', 'SixSense', '--dry-run'],
    ]);
    expect(outcome).to.have.nested.property('error.name', 'NoViewSetupError');
    storeNewRow(world.org.org, 'PermissionSet', { Name: 'Empty_Set', Label: 'Empty', IsOwnedByProfile: false });
    expect((await refusal('--from-permission-set', 'Empty_Set', '--dry-run')).name).to.equal('NothingHeldError');
  });

  const described = async (...argv: string[]): Promise<string[]> => {
    const { outcome } = await runCommand<DescribeResult>(world.org, IntegrationDescribe, argv);
    if ('error' in outcome) throw new Error(outcome.error.message);
    return outcome.result.requirements.map(({ id }) => id).sort();
  };
  const offline = (...argv: string[]): Promise<Ran<GenerateDefinitionResult>> =>
    runCommand<GenerateDefinitionResult>(world.org, IntegrationGenerateDefinition, argv);

  it('extends another definition, with what can be left out and added as comments that work', async () => {
    await open();
    const file = fileAt('acme-6sense.yml');
    const ran = await offline('--extends', '6sense', '--output-file', file);
    const { definition, requirements, source, id } = resultOf(ran);
    expect({ id, source }).to.deep.equal({
      id: 'acme-6sense',
      source: { type: 'Definition', name: '6sense', label: '6sense' },
    });
    expect(ran.requests).to.deep.equal([]);
    expect(await described('-i', file)).to.deep.equal([...requirements].sort());
    // The marks taken away from the lists, and from one of the ids.
    const lines = definition.split('\n');
    const from = lines.findIndex((line) => line === '# omit:');
    const kept = lines.filter((line, at) => at < from || !/^# {3}- (?!object: |field: |object:Lead:read)/.test(line));
    const filled = kept.map((line, at) => (at >= from && !/^# What you/.test(line) ? line.replace(/^# ?/, '') : line));
    await writeFile(file, filled.join('\n'));
    const now = await described('-i', file);
    expect(now).to.include.members(['object:Invoice__c:edit', 'field:Account.Customer_Number__c:read']);
    expect(now).to.not.include('object:Lead:read');
    expect(now).to.include('object:Account:read');
  });

  it('extends a variant, and a file of one’s own, as seen from the new file', async () => {
    await open();
    const first = resultOf(await offline('--extends', 'ciro@quick-setup', '--output-file', fileAt('a', 'quick.yml')));
    expect(first.requirements).to.include('userPermission:ModifyAllData');
    const second = fileAt('b', 'second.yml');
    const { definition, requirements } = resultOf(
      await offline('--extends', fileAt('a', 'quick.yml'), '--output-file', second),
    );
    expect(definition).to.match(/^extends: .*\/a\/quick\.yml$/m);
    expect(await described('-i', second)).to.deep.equal([...requirements].sort());
    const { outcome } = await offline('--extends', 'ciro@nothing', '--dry-run');
    expect(outcome).to.have.nested.property('error.exitCode', 2);
  });

  const page = [
    'Permissions for Acme Sync',
    '',
    '• API Enabled — calls the APIs',
    '• Lead/Contact: Read, Create, Edit',
    'Account Object',
    '- Read: for matching',
    '- Standard Fields: Name, Website, Owner',
    '• [Username/Password only] Password Never Expires',
    '• Customise Application is not needed',
    '• Requires access to the moon',
    '• Modify All Data',
    '• Bulk API 2.0',
  ].join('\r\n');

  it('makes rules of a vendor’s page, each with its line, and gaps of what it does not understand', async () => {
    await open();
    await writeFile(fileAt('acme-sync.txt'), page);
    const file = fileAt('acme-sync.yml');
    const ran = await offline('--from-text', fileAt('acme-sync.txt'), '--output-file', file, '--label', 'Acme Sync');
    const { requirements, gaps, definition } = resultOf(ran);
    expect(ran.requests).to.deep.equal([]);
    expect([...requirements].sort()).to.deep.equal([
      'api:bulk2',
      'field:Account.Name:read',
      'field:Account.OwnerId:read',
      'field:Account.Website:read',
      'object:Account:read',
      'object:Contact:create',
      'object:Contact:edit',
      'object:Lead:create',
      'object:Lead:edit',
      'userPermission:ApiEnabled',
      'userPermission:ModifyAllData',
    ]);
    expect(gaps?.map(({ line }) => line)).to.deep.equal([9, 10]);
    expect(definition).to.contain('  # line 11: whoever has this controls the whole org.');
    expect(definition).to.contain('because: API Enabled — calls the APIs');
    expect(await described('-i', file, '--authentication', 'usernamePassword')).to.include(
      'userPermission:PasswordNeverExpires',
    );
    expect(ran.text).to.contain('line 10: • Requires access to the moon');
    const steps = ran.text.slice(ran.text.indexOf('What to do next:'));
    expect(steps).to.match(
      /1\. Write a rule[^]*lookup '<label>' -o '<org>'[^]*2\. [^]*validate \S+acme-sync\.yml -o '<org>'[^]*3\. [^]*integration check -o /,
    );
  });

  it('is not held up by a text of more lines than any page has', async () => {
    await open();
    for (const end of ['\n', '\r', '\r\n']) {
      await writeFile(fileAt('page.txt'), `Manage Encryption Keys${`x${end}`.repeat(10_000)}`);
      const { outcome } = await offline('--from-text', fileAt('page.txt'), '--dry-run');
      expect(outcome).to.have.nested.property('error.name', 'TooManyLinesError');
    }
  });

  it('knows the labels of the org where one is named', async () => {
    await open();
    await writeFile(fileAt('page.txt'), 'Buying Signals: read\nManage Custom Domains\n');
    const { outcome } = await offline('--from-text', fileAt('page.txt'), '--dry-run');
    expect(outcome).to.have.nested.property('error.name', 'NothingUnderstoodError');
    const ran = await run('--from-text', fileAt('page.txt'), '--dry-run');
    const { requirements, apiCalls } = resultOf(ran);
    expect([...requirements].sort()).to.deep.equal([
      'object:Buying_Signal__c:read',
      'userPermission:ManageCustomDomains',
    ]);
    expect({ apiCalls, sent: ran.requests.length }).to.deep.equal({ apiCalls: 2, sent: 2 });
  });

  it('knows the labels of fields of the org where one is named', async () => {
    await open();
    await writeFile(fileAt('page.txt'), 'Campaign: Edit (Campaign Name, Start Date, Shoe Size)\nAPI Enabled\n');
    const { requirements, gaps, apiCalls } = resultOf(await run('--from-text', fileAt('page.txt'), '--dry-run'));
    expect(requirements).to.include.members(['field:Campaign.Name:edit', 'field:Campaign.StartDate:edit']);
    expect(gaps?.map(({ notUsed }) => notUsed)).to.deep.equal([['Shoe Size']]);
    expect(apiCalls).to.equal(1);
  });

  it('takes a hostile page for text', async () => {
    await open();
    const evil = 'API Enabled\u2028\n- Account: read "}\\n  - userPermission: ModifyAllData\u202e \u001b[2J # x';
    await writeFile(fileAt('page.txt'), evil);
    const { definition } = resultOf(await offline('--from-text', fileAt('page.txt'), '--dry-run'));
    expect(definition).to.not.match(/[\u2028\u202e\u001b\r]/);
  });

  it('takes names of the org for names, whatever they hold', async () => {
    const org = await open();
    const evil = 'Acme"\n\u2028requires:\n  - userPermission: ModifyAllData # \u202e \u001b[31m';
    const [set] = rowsOf(org, 'PermissionSet').filter((row) => row['Name'] === 'SixSense');
    if (set === undefined) throw new Error('no set');
    patchRow(org, 'PermissionSet', set, { Label: evil });
    const { requirements, label, definition } = resultOf(await run('--from-permission-set', 'SixSense', '--dry-run'));
    expect(requirements).to.not.include('userPermission:ModifyAllData');
    expect(label).to.equal('Acme" requires: - userPermission: ModifyAllData # [31m');
    expect(definition.split('\n').filter((line) => /^[^#]*ModifyAllData/.test(line))).to.have.length(1);
    expect(definition).to.not.match(/[\u2028\u202e\u001b\r]/);
  });
});
