/** What a customer uses of a product and what only he knows: features, parameters and phases, from the command line to the results. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationDescribe from '../../src/commands/integration/describe.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import type { DescribeResult } from '../../src/report/describe/describeResult.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import type { RevokeResult } from '../../src/report/revoke/revokeResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const viewer = 'viewer@example.com';

const definition = [
  'schemaVersion: 1',
  'id: gong',
  'label: Gong',
  'requires:',
  '  - { object: Account, access: [read], because: Reads accounts. }',
  'features:',
  '  engage:',
  '    label: Engage',
  '    requires: [{ object: Lead, access: [read, edit], because: Engage writes leads. }]',
  '  deals:',
  '    requires: [{ object: Opportunity, access: [read], because: Reads deals. }]',
  '  mapping:',
  '    requires: [{ field: "{{mapped}}", access: [edit], because: Writes what is mapped. }]',
  'parameters:',
  '  mapped: { label: The mapped fields of Lead, of: fields, example: Lead.Title }',
].join('\n');

describe('features of a definition', function () {
  this.timeout(120_000);
  let world: World;
  let file: string;

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    file = join(world.folder, 'gong.yml');
    await writeFile(file, definition);
  });
  after(() => world.close());

  const resultOf = <T>(ran: Ran<T>): T => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const check = async (reference: string, ...argv: string[]): Promise<CheckResult['checks'][number]> => {
    const args = ['-o', admin, '-i', reference, '-u', viewer, ...argv];
    const [one] = resultOf(await runCommand<CheckResult>(world.org, IntegrationCheck, args)).checks;
    if (!one) throw new Error('nothing was checked');
    return one;
  };
  const objectsOf = ({ findings }: CheckResult['checks'][number]): string[] =>
    findings.map(({ id }) => id).filter((id) => id.startsWith('object:'));

  it('are checked where they are named, and the result says which', async () => {
    const none = await check(file);
    expect(none.features).to.deep.equal([]);
    expect(objectsOf(none)).to.deep.equal(['object:Account:read']);
    const two = await check(`${file}+deals+engage`);
    expect(two.features).to.deep.equal(['engage', 'deals']);
    expect(objectsOf(two)).to.deep.equal([
      'object:Account:read',
      'object:Lead:edit',
      'object:Lead:read',
      'object:Opportunity:read',
    ]);
    expect((await check(`${file}+engage+deals`)).definitionHash).to.equal(two.definitionHash);
    expect(none.definitionHash).to.not.equal(two.definitionHash);
  });

  it('stand in the name of the integration, which a waiver can say', async () => {
    const waivers = join(world.folder, 'w.yml');
    await writeFile(
      waivers,
      'waivers:\n  - { id: "object:Lead:edit", integration: gong+engage, reason: Leads are written by hand. }\n',
    );
    const statusIn = async (reference: string): Promise<string | undefined> =>
      (await check(reference, '--waivers', waivers)).findings.find(({ id }) => id === 'object:Lead:edit')?.status;
    expect(await statusIn(`${file}+engage`)).to.equal('waived');
    expect(await statusIn(`${file}+engage+deals`)).to.equal('unmet');
    const ran = await runCommand(world.org, IntegrationCheck, ['-o', admin, '-i', `${file}+engage`, '-u', viewer]);
    expect(ran.text).to.include('gong+engage');
  });

  it('are described each with what it adds, and those that are left out are named', async () => {
    const ran = await runCommand<DescribeResult>(world.org, IntegrationDescribe, ['-i', `${file}+engage`]);
    const { features, chosenFeatures, requirements } = resultOf(ran);
    expect(features?.map(({ name }) => name)).to.deep.equal(['engage', 'deals', 'mapping']);
    expect(chosenFeatures).to.deep.equal(['engage']);
    expect(requirements.map(({ id, ofFeatures }) => `${id} ${ofFeatures?.join() ?? '-'}`)).to.deep.equal([
      'object:Account:read -',
      'object:Lead:edit engage',
      'object:Lead:read engage',
    ]);
    expect(ran.text.replace(/\s+/g, ' '))
      .to.include('gong+engage')
      .and.include('engage: Engage')
      .and.include('+deals shows its needs)')
      .and.include('only with the feature engage');
  });

  it('are granted, stand in plan and receipt, and are taken back', async () => {
    const [plan, receipt] = [join(world.folder, 'plan.json'), join(world.folder, 'receipt.json')];
    const args = ['-o', admin, '-i', `${file}+engage`, '-u', viewer];
    const dry = await runCommand<GrantResult>(world.org, IntegrationGrant, [...args, '--dry-run', '--save-plan', plan]);
    expect(resultOf(dry).features).to.deep.equal(['engage']);
    const saved = JSON.parse(await readFile(plan, 'utf8')) as { features: string[] };
    expect(saved.features).to.deep.equal(['engage']);
    const other = ['-o', admin, '-i', `${file}+deals`, '-u', viewer, '--plan', plan, '--no-prompt'];
    const refused = await runCommand<GrantResult>(world.org, IntegrationGrant, other);
    expect('error' in refused.outcome && refused.outcome.error.name).to.equal('PlanFlagsError');
    const apply = ['-o', admin, '--plan', plan, '--no-prompt', '--save-receipt', receipt];
    resultOf(await runCommand<GrantResult>(world.org, IntegrationGrant, apply));
    expect((await check(`${file}+engage`)).ready).to.equal(true);
    const kept = JSON.parse(await readFile(receipt, 'utf8')) as { features: string[] };
    expect(kept.features).to.deep.equal(['engage']);
    resultOf(
      await runCommand<RevokeResult>(world.org, IntegrationRevoke, ['-o', admin, '--receipt', receipt, '--no-prompt']),
    );
    expect((await check(`${file}+engage`)).ready).to.equal(false);
  });

  const mapping = (): string => `${file}+mapping`;
  const open = ({ findings }: CheckResult['checks'][number]): string[] =>
    findings.flatMap(({ id, status, code }) => (/^(parameter|field)/.test(id) ? [`${id} ${status} ${code}`] : []));

  it('wait for what only the customer knows, and fail nothing by that', async () => {
    const one = await check(mapping());
    expect(open(one)).to.deep.equal(['parameter:mapped unknown FILL_IN']);
    expect(open(await check(mapping(), '--set', 'mapped='))).to.deep.equal([]);
    expect(open(await check(mapping(), '--set', 'mapped=Lead.Title,Lead.Rating'))).to.deep.equal([
      'field:Lead.Rating:edit unmet FIELD_PERMISSION_MISSING',
      'field:Lead.Title:edit unmet FIELD_PERMISSION_MISSING',
    ]);
    const ran = await runCommand(world.org, IntegrationCheck, ['-o', admin, '-i', mapping(), '-u', viewer]);
    expect(ran.text.replace(/\s+/g, ' '))
      .to.include('Only you know this: The mapped fields of Lead.')
      .and.include('--set mapped=Lead.Title');
  });

  it('tell of two parameters in words that can be pasted as they are', async () => {
    const two = join(world.folder, 'two.yml');
    await writeFile(
      two,
      `${definition}\n  owned: { label: The fields of the vendor, of: fields, example: Lead.Rating }\n`
        .replace('id: gong', 'id: two')
        .replace('features:', '  - { field: ["{{mapped}}", "{{owned}}"], because: Read. }\nfeatures:'),
    );
    const ran = await runCommand(world.org, IntegrationCheck, ['-o', admin, '-i', two, '-u', viewer]);
    expect(ran.text.replace(/\s+/g, ' '))
      .to.include('Fill it in: `--set mapped=Lead.Title --set owned=Lead.Rating` (')
      .and.include('`--set mapped= --set owned=` says that there are none');
  });

  it('are refused where blanks tear a list apart, without advice to quote the torn list', async () => {
    const args = ['-o', admin, '-i', mapping(), '-u', viewer, '--set', 'mapped,', 'owned=Lead.Title,', 'Lead.Rating'];
    const ran = await runCommand(world.org, IntegrationCheck, args);
    if (!('error' in ran.outcome)) throw new Error('accepted');
    expect(ran.exitCode).to.equal(2);
    expect(ran.outcome.error.message).to.match(/^Unexpected argument/);
    expect(ran.text).to.include('--set name=value,value').and.not.include('--set "');
  });

  it('are refused where a value cannot stand there, or no definition has the parameter', async () => {
    const error = async (...set: string[]): Promise<string> => {
      const args = ['-o', admin, '-i', mapping(), '-u', viewer, ...set.flatMap((one) => ['--set', one])];
      const { outcome } = await runCommand(world.org, IntegrationCheck, args);
      return 'error' in outcome ? `${outcome.error.name} ${outcome.error.message}` : 'accepted';
    };
    expect(await error('mapped=Title')).to.match(/^FieldShapeError \{\{mapped\}\}: "Title"/);
    expect(await error('maped=Lead.Title')).to.match(/^UnknownParameterError .*did you mean mapped\?/);
    expect(await error('mapped')).to.include('does not say which parameter');
  });

  it('are described, filled in and not', async () => {
    const describe = async (...argv: string[]): Promise<string[]> => {
      const ran = await runCommand<DescribeResult>(world.org, IntegrationDescribe, ['-i', mapping(), ...argv]);
      return resultOf(ran).requirements.map(({ id, label = '' }) => `${id} ${label}`.trim());
    };
    expect(await describe()).to.include('parameter:mapped The mapped fields of Lead');
    expect(await describe('--set', 'mapped=Lead.Title')).to.include('field:Lead.Title:edit');
  });

  it('stay filled in by a reviewed plan, by a snapshot and by the project file', async () => {
    const [plan, snapshot, config] = ['mapped.json', 'snapshot.json', 'team.yml'].map((name) =>
      join(world.folder, name),
    );
    const set = ['--set', 'mapped=Lead.Title'];
    const args = ['-o', admin, '-i', mapping(), '-u', viewer];
    const dry = [...args, ...set, '--dry-run', '--save-plan', plan ?? ''];
    resultOf(await runCommand<GrantResult>(world.org, IntegrationGrant, dry));
    const apply = ['-o', admin, '--plan', plan ?? '', '--no-prompt'];
    const granted = resultOf(await runCommand<GrantResult>(world.org, IntegrationGrant, apply));
    expect(granted.plan.adds.map(({ id }) => id)).to.include('field:Lead.Title:edit');
    await check(mapping(), ...set, '--save-snapshot', snapshot ?? '');
    const kept = await runCommand<CheckResult>(world.org, IntegrationCheck, ['--snapshot', snapshot ?? '']);
    expect(resultOf(kept).checks.flatMap(open)).to.deep.equal(['field:Lead.Title:edit met GRANTED']);
    await writeFile(
      config ?? '',
      `integrations: [{ definition: ./gong.yml, features: [mapping], parameters: { mapped: [Lead.Rating] }, users: [${viewer}] }]\n`,
    );
    const team = ['-o', admin, '--config', config ?? ''];
    const ofTeam = resultOf(await runCommand<CheckResult>(world.org, IntegrationCheck, team));
    expect(ofTeam.checks.flatMap(open)).to.deep.equal(['field:Lead.Rating:edit unmet FIELD_PERMISSION_MISSING']);
    expect(ofTeam.settings).to.deep.include({ key: 'set', value: 'mapped=Lead.Rating', file: config });
    const over = resultOf(await runCommand<CheckResult>(world.org, IntegrationCheck, [...team, ...set]));
    expect(over.checks.flatMap(open)).to.deep.equal(['field:Lead.Title:edit met GRANTED']);
  });

  it('leave out what only a phase needs, unless the phase is named', async () => {
    const path = join(world.folder, 'phased.yml');
    const lines = [
      'schemaVersion: 1',
      'id: phased',
      'label: Phased',
      'requires:',
      '  - { object: Account, access: [read], because: Reads accounts. }',
      '  - { userPermission: TransferAnyLead, when: { phase: install }, because: Installs the package. }',
    ];
    await writeFile(path, `${lines.join('\n')}\n`);
    const phasesOf = ({ findings }: CheckResult['checks'][number]): string[] =>
      findings.flatMap(({ id, phase }) => (phase === undefined ? [] : [`${id} ${phase}`]));
    expect(phasesOf(await check(path))).to.deep.equal([]);
    expect(phasesOf(await check(path, '--phase', 'install'))).to.deep.equal(['userPermission:TransferAnyLead install']);
    const ran = await runCommand<DescribeResult>(world.org, IntegrationDescribe, ['-i', path]);
    expect(ran.text.replace(/\s+/g, ' ')).to.include('only to install; can be taken back afterwards');
    const dry = ['-o', admin, '-i', path, '-u', viewer, '--phase', 'install', '--dry-run'];
    const planned = resultOf(await runCommand<GrantResult>(world.org, IntegrationGrant, dry));
    expect(planned.plan.adds.map(({ id }) => id)).to.include('userPermission:TransferAnyLead');
    const told = await runCommand<CheckResult>(world.org, IntegrationCheck, [
      ...['-o', admin, '-i', path, '-u', viewer, '--phase', 'install'],
    ]);
    expect(told.text.replace(/\s+/g, ' ')).to.include(
      '! Needed only to install, and to be taken back afterwards: Transfer Leads (TransferAnyLead).',
    );
  });

  it('are taken back when the phase is over, with what they alone brought along; the rest stays', async () => {
    const path = join(world.folder, 'over.yml');
    const rule = (text: string, phase?: string): string =>
      `  - { ${text}${phase === undefined ? '' : `, when: { phase: ${phase} }`}, because: Needed. }`;
    const lines = [
      ...['schemaVersion: 1', 'id: over', 'label: Over', 'requires:'],
      rule('object: Account, access: [read]'),
      rule('object: [Account, Lead], access: [create]', 'install'),
      rule('field: Account.Website'),
      rule('field: [Account.Website, Account.Industry], access: [edit]', 'install'),
      rule('object: Account, access: [edit]', 'install'),
      rule('userPermission: [TransferAnyLead, ConvertLeads]', 'install'),
      rule('userPermission: ConvertLeads', 'upgrade'),
      rule('userPermission: RunReports'),
    ];
    await writeFile(path, `${lines.join('\n')}\n`);
    const base = ['-o', admin, '-i', path];
    const [one, other] = [viewer, 'cognism@example.com'];
    const grantTo = (...users: string[]): Promise<Ran<GrantResult>> =>
      runCommand<GrantResult>(world.org, IntegrationGrant, [
        ...[...base, ...users.flatMap((user) => ['-u', user]), '--phase', 'install', '--no-prompt'],
      ]);
    const revoke = (...argv: string[]): Promise<Ran<RevokeResult>> =>
      runCommand<RevokeResult>(world.org, IntegrationRevoke, [...base, '--phase', 'install', ...argv]);
    resultOf(await grantTo(one, other));

    const kept = await revoke('-u', one, '--no-prompt');
    expect(kept.exitCode).to.equal(1);
    expect(kept.text.replace(/\s+/g, ' ')).to.include(`stay: it is assigned to ${other}`);

    const dry = await revoke('-u', one, '-u', other, '--dry-run');
    const shown = dry.text.replace(/\s+/g, ' ');
    expect(shown).to.include('Transfer Leads').and.include('--phase install');
    expect(shown).to.include(
      'Stays in the permission set Integration_over, as it is needed again for upgrade: Convert Leads (ConvertLeads); Lead: Read, Edit.',
    );
    const planned = resultOf(dry).plan;
    expect(planned.entries).to.not.include('userPermission:ConvertLeads');
    // Convert Leads needs to edit leads.
    const keptForPhases = ['object:Lead:edit', 'object:Lead:read', 'userPermission:ConvertLeads'].map((id) => ({
      ...{ id, phases: ['upgrade'] },
    }));
    expect(planned).to.have.deep.property('keptForPhases', keptForPhases);
    const taken = await revoke('-u', one, '-u', other, '--no-prompt');
    expect(taken.exitCode, taken.text).to.equal(0);
    const open = async (...argv: string[]): Promise<string[]> =>
      resultOf(
        await runCommand<CheckResult>(world.org, IntegrationCheck, [...base, '-u', one, '-u', other, ...argv]),
      ).checks.flatMap(({ findings }) => findings.flatMap(({ id, status }) => (status === 'met' ? [] : [id])));
    expect(await open()).to.deep.equal([]);
    const gone = [...new Set(await open('--phase', 'install'))];
    expect(gone).to.include.members([
      'field:Account.Industry:edit',
      'field:Account.Website:edit',
      'object:Account:create',
      'object:Account:edit',
      'object:Lead:create',
      'userPermission:TransferAnyLead',
    ]);
    // What an upgrade needs as well is not over.
    expect(gone).to.not.include('userPermission:ConvertLeads');

    const again = await revoke('-u', one, '-u', other, '--no-prompt');
    expect([again.exitCode, again.text.includes('Nothing to take back')]).to.deep.equal([0, true]);
    expect(again.text.replace(/\s+/g, ' ')).to.include(
      'needed again for upgrade: Convert Leads (ConvertLeads); Lead: Read, Edit.',
    );

    const whole = await revoke('-u', one, '-u', other, '--phase', 'upgrade', '--no-prompt');
    expect(whole.exitCode, whole.text).to.equal(0);
    expect(resultOf(whole).plan.entries).to.have.members(keptForPhases.map(({ id }) => id));
    expect(resultOf(whole).plan).to.not.have.property('keptForPhases');
  });

  it('are not taken back where the org does not tell what rests on them', async () => {
    const path = join(world.folder, 'unread.yml');
    const lines = [
      ...['schemaVersion: 1', 'id: unread', 'label: Unread', 'requires:'],
      '  - { userPermission: RunReports, because: Needed. }',
      '  - { userPermission: TransferAnyLead, when: { phase: install }, because: Needed. }',
    ];
    await writeFile(path, `${lines.join('\n')}\n`);
    const base = ['-o', admin, '-i', path, '-u', viewer, '--phase', 'install', '--no-prompt'];
    resultOf(await runCommand<GrantResult>(world.org, IntegrationGrant, base));
    world.org.faults.add({
      kind: 'rowRefused',
      match: { subrequest: true, path: /FROM PermissionDependency/i },
      times: Infinity,
    });
    for (const argv of [base, [...base, '--dry-run']]) {
      const { exitCode, outcome } = await runCommand<RevokeResult>(world.org, IntegrationRevoke, argv);
      if (!('error' in outcome)) throw new Error('it was not refused');
      expect([exitCode, outcome.error.name]).to.deep.equal([2, 'DependenciesUnreadError']);
      expect(outcome.error.message).to.include('PermissionDependency');
    }
    world.org.faults.clear();
    const taken = await runCommand<RevokeResult>(world.org, IntegrationRevoke, base);
    expect(resultOf(taken).plan.entries).to.include('userPermission:TransferAnyLead');
    // Where nothing is to be taken, nothing hangs on it.
    world.org.faults.add({
      kind: 'rowRefused',
      match: { subrequest: true, path: /FROM PermissionDependency/i },
      times: Infinity,
    });
    const again = await runCommand<RevokeResult>(world.org, IntegrationRevoke, base);
    world.org.faults.clear();
    expect(again.exitCode, again.text).to.equal(0);
  });
});
