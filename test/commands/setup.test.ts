/** The whole road in one command: several integrations, their users, field history, one receipt, one check. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import sinon from 'sinon';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import IntegrationValidate from '../../src/commands/integration/validate.js';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import type { SetupResult } from '../../src/report/setup/setupResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Failure, Ran } from '../support/commandRun.js';
import { expectNarrow } from '../support/checking.js';
import { isWrite } from '../support/granting.js';
import { everyCase, runsNow, sampleOf } from '../support/largeMatrix.js';
import { permissionFacts } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { enterFolder } from '../support/teamFolder.js';

const admin = 'admin@example.com';

/** What is tracked, a line for each object and field. */
const trackedIn = ({ org }: World): string[] =>
  [...org.org.history].flatMap(([sobject, { objectSwitch, trackedFields }]) => [
    ...(objectSwitch ? [`history ${sobject}`] : []),
    ...[...trackedFields].map((field) => `history ${sobject}.${field}`),
  ]);

describe('integration setup', function () {
  // With every case, one test cuts off some hundred runs.
  this.timeout(everyCase ? 3_600_000 : 240_000);
  let world: World;
  let folder: string;
  let leave: () => Promise<void>;

  beforeEach(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    ({ folder, leave } = await enterFolder());
  });
  afterEach(async () => {
    await leave();
    await world.close();
  });

  const project = (...lines: string[]): Promise<void> =>
    writeFile(join(folder, 'integration.config.yml'), `integrations:\n${lines.join('\n')}\n`);
  const run = (...argv: string[]): Promise<Ran<SetupResult>> =>
    runCommand<SetupResult>(world.org, IntegrationSetup, ['-o', admin, ...argv]);
  const resultOf = (ran: Ran<SetupResult>): SetupResult => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const messageOf = ({ outcome }: Ran<SetupResult>): string => ('error' in outcome ? outcome.error.message : '');
  const all = ['--no-prompt', '--allow', 'ViewAllData,ModifyAllData,ViewSetup,ManageUsers'];
  const two = [
    '  - { definition: 6sense, users: [sixsense@example.com] }',
    '  - { definition: hg-insights, users: [hginsights@example.com] }',
  ];

  it('hands a dry run of somebody who may not carry it out on without the login of that person', async () => {
    await world.close();
    const org = loadScenario('default', {
      permissionSets: { Looks: { userPermissions: ['ApiEnabled', 'ViewSetup'] } },
      users: { looks: { profile: 'Minimum Access - Salesforce', permissionSets: ['Looks'] } },
    });
    world = await openWorld({ org }, 'looks@example.com');
    await project(...two);
    const argv = [
      '-o',
      'looks@example.com',
      '--dry-run',
      '--skip-history',
      '--save-plan',
      'cr.json',
      '--output-file',
      'cr.md',
    ];
    const ran = await runCommand<SetupResult>(world.org, IntegrationSetup, argv);
    expect(messageOf(ran)).to.equal('');
    expect(ran.exitCode).to.equal(1);
    for (const told of [ran.text, await readFile('cr.md', 'utf8')]) {
      expect(told.replaceAll(/\s+/g, ' ')).to.match(
        /missing: Manage Profiles and Permission Sets \(ManageProfilesPermissionsets\), Assign Permission Sets \(AssignPermissionSets\)\).*with -o and their own login to .*http.* integration setup /,
      );
      expect(told).to.not.match(/integration (?:setup|grant) .*(?:-o|--target-org) /);
    }
  });

  it('does all of it in one run, history included; a second run writes nothing', async () => {
    await project(...two);
    const first = await run(...all, '--save-receipt', 'r.json');
    const result = resultOf(first);
    expect(result.grants.map(({ integration }) => integration)).to.deep.equal(['6sense', 'hg-insights']);
    expect(result.grants.flatMap(({ outcomes }) => outcomes.map((one) => one.result))).to.not.include('failed');
    expect(result.history?.outcomes?.some((one) => one.result === 'done')).to.equal(true);
    expect(result.checks?.map(({ integration, user }) => `${integration} ${user.username}`)).to.have.members([
      '6sense sixsense@example.com',
      'hg-insights hginsights@example.com',
    ]);
    expect(result.ready).to.equal(first.exitCode === 0);
    const second = await run(...all, '--save-receipt', 'r2.json');
    expect(second.requests.filter(isWrite)).to.deep.equal([]);
    expect([second.exitCode, resultOf(second).ready]).to.deep.equal([first.exitCode, result.ready]);
    expect(resultOf(second).grants.flatMap(({ outcomes }) => outcomes)).to.deep.equal([]);
    await readFile('r2.json').then(
      () => expect.fail('nothing was written, and yet there is a receipt'),
      () => undefined,
    );
  });

  it('names a receipt that is free, and wants none where nothing is to be written: the same command may be run again', async () => {
    await project('  - { definition: 6sense, users: [sixsense@example.com] }');
    const again = ['--no-prompt', '--allow', 'ViewAllData,ModifyAllData,ViewSetup,ManageUsers', '--save-receipt'];
    const suggested = async (): Promise<string | undefined> =>
      / --save-receipt (\S+)/.exec((await run('--dry-run')).text)?.[1];
    expect(await suggested()).to.equal('receipt.json');
    await writeFile('receipt.json', 'of another org');
    expect(await suggested()).to.equal('receipt-2.json');
    await writeFile('receipt-2.json', 'of a third org');
    expect(await suggested()).to.equal('receipt-3.json');
    const refused = await run(...again, 'receipt.json', '--save-plan', 'cr.json');
    expect(messageOf(refused)).to.include('receipt.json');
    expect([refused.exitCode, refused.requests.filter(isWrite)]).to.deep.equal([2, []]);
    await readFile('cr.json').then(
      () => expect.fail('a refused run has kept its plan'),
      () => undefined,
    );
    const first = await run(...again, 'r.json');
    const receipt = await readFile('r.json', 'utf8');
    const second = await run(...again, 'r.json');
    expect([messageOf(second), second.exitCode, second.requests.filter(isWrite)]).to.deep.equal([
      '',
      first.exitCode,
      [],
    ]);
    expect(await readFile('r.json', 'utf8')).to.equal(receipt);
    expect(await readFile('receipt.json', 'utf8')).to.equal('of another org');
  });

  it('says which integrations the project file names for other orgs alone, also where nothing is written', async () => {
    await project(two[1] ?? '', '  - { definition: 6sense, users: { elsewhere: [sixsense@example.com] } }');
    const ran = await run('--dry-run', '--output-file', 'cr.md');
    expect(ran.text).to.include('Not for this org: 6sense.');
    expect(await readFile('cr.md', 'utf8')).to.include('Not for this org: 6sense');
  });

  it('tells how to get what each integration leaves out, once and by commands that can be copied', async () => {
    await project(...two);
    const { text } = await run('--dry-run', '--output-file', 'cr.md');
    const commands = text.split('\n').filter((line) => /^ {2}\w+ integration grant /.test(line));
    // The name of the program is that of whatever runs the tests.
    expect(commands.map((line) => line.replace(/^ {2}\w+ integration /, ''))).to.deep.equal([
      `grant -o ${admin} -i 6sense -u sixsense@example.com --include recommended`,
    ]);
    // Field history is turned on by the setup itself.
    expect(text).to.match(/Left out: \d needs that setup cannot give\.\n(?: .*\n)* {2}- Value HG Insights of /);
    expect(text).to.not.include('- Field history of');
    expect(text.replace(/\s+/g, ' ')).to.match(
      /Left out: 1 recommended need that is missing: [^.]+(\.[^.]+)?\. This gives it too:/,
    );
    expect(await readFile('cr.md', 'utf8')).to.include(`\`${(commands[0] ?? '').trim()}\``);
    expectNarrow(text);
  });

  it('says which phases and features of a page the plan leaves out', async () => {
    await project('  - { definition: zendesk, users: [sixsense@example.com] }');
    const files = ['cr.md', 'cr.html'];
    const { text } = await run(
      '--dry-run',
      '--save-plan',
      'cr.json',
      ...files.flatMap((file) => ['--output-file', file]),
    );
    for (const file of files)
      expect(await readFile(file, 'utf8'), file)
        .to.match(/what is needed only to connect for the first time \(--phase connect\)/)
        .and.match(/Features that are not used: /);
    const { grants } = JSON.parse(await readFile('cr.json', 'utf8')) as { grants: Array<{ leftOut?: unknown }> };
    expect(grants[0]?.leftOut).to.deep.include({ phases: ['connect'] });
    const carriedOut = await run('--dry-run', '--plan', 'cr.json');
    expect(messageOf(carriedOut)).to.equal('');
    expect(text.replace(/\s+/g, ' ')).to.include(
      'Left out: what is needed only to connect for the first time (--phase connect).',
    );
    expect(text).to.match(/Features that are not used: [\w, -]+\s[^.]*\(-i zendesk\+NAME\)\./);
  });

  it('says no way of logging in where the next command takes the same without it', async () => {
    await project(...two);
    const given = await run('--dry-run', '--authentication', 'oauth', '--save-plan', 'cr.json');
    expect(given.text).to.match(/ integration grant [^\n]* --include recommended/);
    expect(given.text).to.not.match(/ integration grant [^\n]*--authentication/);
    const reviewed = await run('--dry-run', '--plan', 'cr.json');
    expect(reviewed.text).to.match(/ integration grant [^\n]* --include recommended/);
    expect(reviewed.text).to.not.include('--authentication');
  });

  it('says the way of logging in that was given in each command, as the project file may say another', async () => {
    const printed = (text: string, command: string): string[] =>
      text
        .split('\n')
        // The name of the program is that of whatever runs the tests.
        .map((line) => line.replace(/^ {2}\w+ integration /, '  sf integration '))
        .filter((line) => line.startsWith(`  sf integration ${command} `));
    await project('  - { definition: 6sense, users: [sixsense@example.com], authentication: usernamePassword }');
    const other = await run('--dry-run', '--authentication', 'oauth', '--save-plan', 'cr.json');
    expect(printed(other.text, 'grant')).to.deep.equal([
      `  sf integration grant --authentication oauth -o ${admin} -i 6sense -u sixsense@example.com --include recommended`,
    ]);
    expect(printed(other.text, 'setup')).to.deep.equal([
      `  sf integration setup -o ${admin} --plan cr.json --save-receipt receipt.json`,
    ]);
    // A reviewed plan says it, and the project file, which a grant reads, another.
    expect(printed((await run('--dry-run', '--plan', 'cr.json')).text, 'grant')).to.deep.equal([
      `  sf integration grant --authentication oauth -o ${admin} -i 6sense -u sixsense@example.com --include recommended`,
    ]);
    expect(printed((await run('--dry-run', '--authentication', 'oauth')).text, 'setup')).to.deep.equal([
      `  sf integration setup --authentication oauth -o ${admin} --save-receipt receipt.json`,
    ]);
    const asInFile = await run('--dry-run');
    expect(printed(asInFile.text, 'grant')).to.deep.equal([
      `  sf integration grant --authentication usernamePassword -o ${admin} -i 6sense -u sixsense@example.com --include recommended`,
    ]);
    expect(printed(asInFile.text, 'setup')).to.deep.equal([
      `  sf integration setup -o ${admin} --save-receipt receipt.json`,
    ]);
  });

  it('cut off at any request, and run again, comes to the same end', async () => {
    await project(...two);
    const facts = (): string[] => [...permissionFacts(world.org.org), ...trackedIn(world)].sort();
    const whole = await run(...all);
    const [end, requests] = [facts(), whole.requests.length];
    for (let at = 1; at <= requests; at += 1) {
      for (const [column, carriedOut] of [false, true].entries()) {
        if (!runsNow(at, column, 36)) continue;
        await world.close();
        world = await openWorld({ org: loadScenario('default') }, admin);
        await ConfigAggregator.clearInstance();
        world.org.faults.add({ kind: 'reset', match: { path: '/services', nth: at }, carriedOut });
        world.org.faults.add({ kind: 'reset', match: { path: '/services', from: at + 1 }, times: Infinity });
        const broken = await run(...all, '--wait', '1');
        // 3: only the check at the end could not be read. As without the fault: of that, only what is recommended could not be.
        expect([2, 3, 68, 69, whole.exitCode], `request ${at}`).to.include(broken.exitCode);
        if (broken.exitCode === whole.exitCode) {
          expect(facts(), `request ${at}: all is written`).to.deep.equal(end);
          const unknown = (resultOf(broken).checks ?? [])
            .flatMap(({ findings }) => findings)
            .filter(({ level, status }) => level === 'required' && status === 'unknown');
          expect(unknown, `request ${at}: all that is required was read`).to.deep.equal([]);
        }
        world.org.faults.clear();
        const again = await run(...all);
        expect([again.exitCode, facts()], `request ${at}, ${carriedOut ? 'carried out' : 'lost'}`).to.deep.equal([
          whole.exitCode,
          end,
        ]);
      }
    }
  });

  it('names the definition of its plan in the commands that are told after it', async () => {
    const about = ['-i', 'hg-insights', '-u', 'api@example.com'];
    await run(...about, '--dry-run', '--skip-history', '--save-plan', 'cr.json');
    const { text } = await run('--dry-run', '--plan', 'cr.json');
    expect(text.replaceAll(/\s+/g, ' ')).to.include(
      '"sf integration history-tracking -i hg-insights -o admin@example.com --enable"',
    );
  });

  it('approved and cut off at any request, inside a grant too, is carried on with the same plan to the same end', async () => {
    // A license, a permission set, an assignment and history: each can be there without what follows it.
    await project(
      '  - { definition: 6sense, users: [sixsense@example.com] }',
      '  - { definition: hg-insights, users: [api@example.com] }',
    );
    const facts = (): string[] => [...permissionFacts(world.org.org), ...trackedIn(world)].sort();
    await run('--dry-run', '--save-plan', 'cr.json');
    const approved = ['--plan', 'cr.json', '--no-prompt'];
    const whole = await run(...approved);
    const [end, requests] = [facts(), whole.requests.length];
    let halfDone = 0;
    // A push cuts off at a quarter of the writes (`largeMatrix.ts`): only there can one step be without the next.
    const writes = whole.requests.flatMap((request, index) => (isWrite(request) ? [index + 1] : []));
    const cutsNow = (at: number, column: number): boolean =>
      everyCase || (writes.includes(at) && runsNow(writes.indexOf(at), column, 4));
    for (let at = 1; at <= requests; at += 1) {
      for (const [column, carriedOut] of [false, true].entries()) {
        if (!cutsNow(at, column)) continue;
        await world.close();
        world = await openWorld({ org: loadScenario('default') }, admin);
        await ConfigAggregator.clearInstance();
        world.org.faults.add({ kind: 'reset', match: { path: '/services', nth: at }, carriedOut });
        world.org.faults.add({ kind: 'reset', match: { path: '/services', from: at + 1 }, times: Infinity });
        await run(...approved, '--wait', '1');
        world.org.faults.clear();
        const again = await run(...approved);
        if (
          again.requests.some(isWrite) &&
          again.requests.filter(isWrite).length < whole.requests.filter(isWrite).length
        )
          halfDone += 1;
        const where = `request ${at}, ${carriedOut ? 'carried out' : 'lost'}: ${messageOf(again)}`;
        expect([again.exitCode, facts()], where).to.deep.equal([whole.exitCode, end]);
      }
    }
    expect(halfDone).to.be.above(0);
  });

  it('says of a plan which command carries it out, where it is the one of another command', async () => {
    await project(...two);
    await run('--dry-run', '--save-plan', 'cr.json');
    const granting = await runCommand(world.org, IntegrationGrant, ['-o', admin, '--plan', 'cr.json', '--dry-run']);
    const { error } = granting.outcome as { error: Failure };
    expect([granting.exitCode, error.name, error.actions]).to.deep.equal([
      ...[2, 'FilePlanOfSetupError', ['Carry it out with: sf integration setup -o admin@example.com --plan "cr.json"']],
    ]);
    const one = ['-o', admin, '-i', '6sense', '-u', 'sixsense@example.com', '--dry-run', '--save-plan', 'grant.json'];
    await runCommand(world.org, IntegrationGrant, one);
    const refused = await run('--plan', 'grant.json', '--no-prompt');
    expect([refused.exitCode, (refused.outcome as { error: Failure }).error.actions]).to.deep.equal([
      ...[2, ['Carry it out with: sf integration grant -o admin@example.com --plan "grant.json"']],
    ]);
  });

  it('refuses an approved plan where something that was not planned is there by now', async () => {
    await project(...two);
    await run('--dry-run', '--save-plan', 'cr.json');
    await world.close();
    world = await openWorld(
      {
        org: loadScenario('default', {
          permissionSets: {
            Integration_6sense: {
              description: 'sf integration grant: permissions that 6sense (6sense) needs.',
              userPermissions: ['ApiEnabled', 'RunReports'],
              objects: { Lead: 'read' },
            },
          },
        }),
      },
      admin,
    );
    await ConfigAggregator.clearInstance();
    const refused = await run('--plan', 'cr.json', '--no-prompt');
    expect([refused.exitCode, refused.requests.filter(isWrite)]).to.deep.equal([2, []]);
    expect(messageOf(refused)).to.include('Run Reports');
  });

  it('plans for a reviewer, and carries out what was reviewed and nothing else', async () => {
    await project(...two);
    const planned = await run('--dry-run', '--save-plan', 'cr.json', '--output-file', 'cr.md');
    expect([planned.exitCode, planned.requests.filter(isWrite)]).to.deep.equal([1, []]);
    const request = await readFile('cr.md', 'utf8');
    expect(request).to.include('# Change request').and.include('Integration_6sense').and.include('sha256:');
    expect(request).to.include('--plan cr.json');
    // What each user may do before and after, with the risk of it, and the variant that asks for less.
    expect(request).to.include('| Object | Before | After | Why | Risk |');
    expect(request).to.match(/\| Lead \| [^|]+ \| Read[^|]*Modify All Records[^|]* \| [^|]+ \| . HIGH: [^|]+ \|/u);
    const narrower = request.split('\n').find((line) => line.includes('hg-insights@fine-grained')) ?? '';
    expect(narrower).to.include('Delete on Account').and.include('Modify All Records on Lead');
    await rm('integration.config.yml');
    const carried = await run('--plan', 'cr.json', '--no-prompt', '--save-receipt', 'r.json');
    const result = resultOf(carried);
    expect(result.grants.flatMap(({ outcomes }) => outcomes.map((one) => one.result))).to.not.include('failed');
    expect(result.history?.outcomes?.length).to.be.above(0);
    // What was reviewed is done: again it writes nothing.
    const repeated = await run('--plan', 'cr.json', '--no-prompt');
    expect([repeated.exitCode, repeated.requests.filter(isWrite)]).to.deep.equal([carried.exitCode, []]);
  });

  it('has all of the definition in the change request, each row with its reason, and a command for a script', async () => {
    await mkdir('integrations');
    const rules = [
      '{ object: Opportunity, access: [edit] }',
      '{ field: [Account.BillingCountry, Account.Industry] }',
      '{ object: Account, because: Reads accounts. }',
      '{ field: Opportunity.ForecastCategoryName, access: [edit] }',
      '{ automation: Opportunity, onFields: [Amount], because: Exempt the user. }',
      '{ userPermission: ModifyAllData, forbid: true, because: Must never be. }',
      '{ permissionSetLicense: SalesforceAPIIntegrationPsl, because: Takes the license. }',
      '{ historyTracking: Opportunity, fields: [Amount], because: Follows changes. }',
    ].map((rule) => `  - ${rule}`);
    await writeFile(
      'integrations/acme.yml',
      ['schemaVersion: 1', 'id: acme', 'label: Acme', 'requires:', ...rules, ''].join('\n'),
    );
    await project('  - { definition: acme, users: [api@example.com] }');
    const ran = await run('--dry-run', '--save-plan', 'cr.json', '--output-file', 'cr.md');
    const request = await readFile('cr.md', 'utf8');
    const row = (start: string): string => request.split('\n').find((line) => line.startsWith(start)) ?? '';
    expect(row('| Read on Account.BillingCountry ')).to.include('Given by Read on Account.BillingAddress.');
    expect(row('| Edit on Opportunity.ForecastCategoryName '))
      .to.include('access to Opportunity is enough')
      .and.include('integrations/acme.yml:8');
    expect(row('| Automation on Opportunity ')).to.include('Exempt the user.');
    expect(row('| Not: Modify All Data ')).to.include('as it should be').and.include('Must never be.');
    expect(row('| Field | Opportunity.Amount ')).to.include('Follows changes.');
    expect(row('| PLANNED | **permission set license ')).to.include('Takes the license.');
    expect(row('| Account ')).to.include('Reads accounts.');
    const withWhy = request.split('\n').filter((line) => /^\|.*\| *Why *\|/.test(line));
    expect(withWhy.length).to.be.greaterThan(3);
    for (const line of request.split('\n').filter((one) => one.startsWith('| \\+ |')))
      expect(line).to.not.match(/\| +\|$/);
    expect(request).to.match(/ integration setup [^\n]*--plan cr\.json --no-prompt --save-receipt receipt\.json/);
    expect(ran.text).to.not.include('--no-prompt');
    const done = await run('--plan', 'cr.json', '--no-prompt');
    expect([done.exitCode, messageOf(done)]).to.deep.equal([0, '']);
  });

  it('refuses a plan that somebody has edited, or that is of another org', async () => {
    await project(...two);
    await run('--dry-run', '--save-plan', 'cr.json');
    const plan = JSON.parse(await readFile('cr.json', 'utf8')) as {
      grants: { adds: unknown[] }[];
      org: { id: string };
    };
    plan.grants[0]?.adds.pop();
    await writeFile('edited.json', JSON.stringify(plan));
    const edited = await run('--plan', 'edited.json', '--no-prompt');
    expect([edited.exitCode, edited.requests.filter(isWrite)]).to.deep.equal([2, []]);
    await writeFile('other.json', JSON.stringify({ ...plan, org: { ...plan.org, id: '00D000000000009EAA' } }));
    const other = await run('--plan', 'other.json', '--no-prompt');
    expect([other.exitCode, other.requests.length]).to.deep.equal([2, 0]);
  });

  it('is taken back part by part with its one receipt', async () => {
    await project(...two);
    const before = [...permissionFacts(world.org.org), ...trackedIn(world)].sort();
    await run(...all, '--save-receipt', 'r.json');
    for (const integration of ['6sense', 'hg-insights']) {
      const words = ['-o', admin, '--receipt', 'r.json', '-i', integration, '--delete', '--no-prompt'];
      const taken = await runCommand(world.org, IntegrationRevoke, words);
      expect(taken.exitCode).to.equal(0);
      // Whoever takes all of it back would miss the history, which no revoke takes.
      expect(taken.text).to.match(/history-tracking -o admin@example\.com --disable --receipt r\.json\n*$/);
    }
    const several = await runCommand(world.org, IntegrationRevoke, ['-o', admin, '--receipt', 'r.json', '--no-prompt']);
    expect(several.exitCode).to.equal(2);
    const disable = ['-o', admin, '--disable', '--receipt', 'r.json', '--no-prompt'];
    expect((await runCommand(world.org, IntegrationHistoryTracking, disable)).exitCode).to.equal(0);
    expect([...permissionFacts(world.org.org), ...trackedIn(world)].sort()).to.deep.equal(before);
  });

  it('writes what one integration gives once for two that want it from the same user', async () => {
    await project(
      '  - { definition: 6sense, users: [viewer@example.com] }',
      '  - { definition: hg-insights, users: [viewer@example.com] }',
    );
    const result = resultOf(await run(...all));
    const [six, hg] = result.grants;
    const given = new Set(six?.plan.adds.map(({ id }) => id));
    expect(hg?.plan.adds.filter(({ id, reason }) => reason === 'requested' && given.has(id))).to.deep.equal([]);
    const second = await run(...all);
    expect(second.requests.filter(isWrite)).to.deep.equal([]);
  });

  it('refuses before anything is written where nobody is named, nothing is to be set up, or nobody can agree', async () => {
    await project('  - { definition: 6sense }');
    const noUser = await run(...all);
    expect([noUser.exitCode, noUser.requests.length, messageOf(noUser)]).to.deep.equal([
      ...[2, 0],
      'No user is named for 6sense, and nothing is set up for whoever happens to be logged in.',
    ]);
    await rm('integration.config.yml');
    expect(messageOf(await run(...all))).to.equal('Neither a project file nor a flag names an integration to set up.');
    const unasked = await run('-i', '6sense', '-u', 'sixsense@example.com');
    expect([unasked.exitCode, unasked.requests.filter(isWrite)]).to.deep.equal([2, []]);
    await project(...two);
    const whose = await run('-u', 'viewer@example.com', ...all);
    expect([whose.exitCode, whose.requests.length]).to.deep.equal([2, 0]);
    expect(messageOf(whose)).to.include('without saying for which');
    await rm('integration.config.yml');
    const broad = await run('-i', 'cognism', '-u', 'api@example.com', '--no-prompt');
    expect([broad.exitCode, broad.requests.filter(isWrite)]).to.deep.equal([2, []]);
  });

  it('names every permission over the whole org that nobody was asked about, and reports the plan', async () => {
    await project(
      '  - { definition: cognism, users: [api@example.com] }',
      '  - { definition: ciro, users: [ciro@example.com] }',
    );
    const refused = await run('--no-prompt', '--output-file', 'setup.md');
    expect([refused.exitCode, refused.requests.filter(isWrite)]).to.deep.equal([2, []]);
    const { error } = refused.outcome as { error: Failure };
    expect(error.actions?.join(' ')).to.include('ViewAllData').and.include('ModifyMetadata');
    const report = await readFile('setup.md', 'utf8');
    expect(report).to.include('Integration_cognism').and.include('Integration_ciro');
  });

  it('refuses a plan of which a part was taken out, whatever was taken', async () => {
    await project(...two);
    await run('--dry-run', '--save-plan', 'cr.json');
    const plan = JSON.parse(await readFile('cr.json', 'utf8')) as { grants: Record<string, unknown>[] };
    const [first = {}, second = {}] = plan.grants;
    const { request, ...withoutRequest } = first;
    expect(request).to.be.an('object');
    const edits: ReadonlyArray<readonly [title: string, plan: unknown]> = [
      ['one grant of two', { ...plan, grants: [first] }],
      ['no grant', { ...plan, grants: [] }],
      ['a grant that does not say for whom', { ...plan, grants: [withoutRequest, second] }],
      ['another time', { ...plan, grants: [{ ...first, plannedAt: '2020-01-01T00:00:00.000Z' }, second] }],
      ['no history', { ...plan, history: null }],
    ];
    for (const [at, [title, edited]] of edits.entries()) {
      await writeFile(`e${at}.json`, JSON.stringify(edited));
      const ran = await run('--plan', `e${at}.json`, '--no-prompt');
      expect([ran.exitCode, ran.requests.filter(isWrite)], title).to.deep.equal([2, []]);
    }
  });

  it('grants users of one definition together, and refuses two definitions of one permission set', async () => {
    await project(
      '  - { definition: 6sense, users: [sixsense@example.com] }',
      '  - { definition: 6sense, users: [viewer@example.com], failOn: recommended }',
    );
    const together = resultOf(await run(...all));
    expect(together.grants.map(({ plan }) => plan.users.map(({ username }) => username))).to.deep.equal([
      ['sixsense@example.com', 'viewer@example.com'],
    ]);
    expect(together.checks).to.have.length(2);
    const own =
      'schemaVersion: 1\nid: own\nlabel: Own\npermissionSet: Integration_6sense\nrequires:\n  - { object: Lead }\n';
    await writeFile('own.yml', own);
    await project(
      '  - { definition: 6sense, users: [sixsense@example.com] }',
      '  - { definition: ./own.yml, users: [viewer@example.com] }',
    );
    const shared = await run(...all);
    expect([shared.exitCode, shared.requests.length]).to.deep.equal([2, 0]);
    expect(messageOf(shared)).to.include('use the same permission set');
  });

  it('asks nobody to look at what a waiver of the project has settled, as the check does not', async () => {
    await writeFile(
      'acme.yml',
      [
        'schemaVersion: 1',
        'id: acme',
        'label: Acme',
        'requires:',
        '  - { object: Lead }',
        '  - { manual: Turn on single sign-on, name: sso }',
      ].join('\n'),
    );
    const pair = '  - { definition: ./acme.yml, users: [sixsense@example.com], waivers: w.yml }';
    await project(pair);
    const waivers = (reason: string): Promise<void> =>
      writeFile('w.yml', `waivers:\n  - { id: "manual:sso", reason: "${reason}" }\n`);
    await waivers('');
    const open = await run('--dry-run');
    expect(open.text).to.include('Could not be read or decided');
    await waivers('Done by Ada');
    const planned = await run('--dry-run');
    expect(planned.text).to.include('Integration_acme');
    expect(planned.text).to.not.include('Could not be read');
    expect((await run(...all)).exitCode).to.equal(0);
    const again = await run('--dry-run');
    expect([again.exitCode, again.text.includes('nothing is to be done')]).to.deep.equal([0, true]);
    // A grant is held against no waivers, and yet says where the project keeps them.
    const granted = await runCommand(world.org, IntegrationGrant, ['-o', admin, '-i', './acme.yml', '--no-prompt']);
    const advice = granted.text.replace(/\s+/g, ' ');
    expect(advice)
      .to.match(/this adds an entry for it to \S*w\.yml\./)
      .and.not.match(/--waivers/);
  });

  it('says of what is planned that a waiver of the project lets it be missing, and so does a grant', async () => {
    await project('  - { definition: 6sense, users: [sixsense@example.com], waivers: w.yml }');
    const waivers = (reason: string): Promise<void> =>
      writeFile('w.yml', `waivers:\n  - { id: "object:Lead:read", reason: "${reason}" }\n`);
    const plans = async (): Promise<string[]> => {
      const setup = await run('--dry-run');
      const grant = await runCommand(world.org, IntegrationGrant, ['-o', admin, '-i', '6sense', '--dry-run']);
      expect([setup.exitCode, grant.exitCode]).to.deep.equal([1, 1]);
      return [setup, grant].map(({ text }) => text.replace(/\s+/g, ' '));
    };
    await waivers('');
    for (const text of await plans()) expect(text).to.not.include('waiver lets');
    await waivers('No leads until the pilot ends');
    for (const text of await plans())
      expect(text).to.include('A waiver lets 1 of them be missing, and it is given all the same: Read on Lead.');
    await writeFile('w.yml', 'waivers:\n  - { idd: x }\n');
    const broken = await runCommand(world.org, IntegrationGrant, ['-o', admin, '-i', '6sense', '--dry-run']);
    expect([broken.exitCode, broken.requests.length]).to.deep.equal([2, 0]);
  });

  it('looks at waivers before anything is written', async () => {
    await project('  - { definition: 6sense, users: [sixsense@example.com], waivers: w.yml }');
    const missing = await run(...all);
    expect([missing.exitCode, missing.requests.length]).to.deep.equal([2, 0]);
    await writeFile('w.yml', 'waivers:\n  - { idd: x }\n');
    const broken = await run(...all);
    expect([broken.exitCode, broken.requests.length]).to.deep.equal([2, 0]);
  });

  it('tells how to take back what this run gave, and nothing else', async () => {
    await project('  - { definition: 6sense, users: [sixsense@example.com] }');
    await run(...all);
    await project('  - { definition: 6sense, users: [sixsense@example.com, viewer@example.com] }');
    const { text } = await run(...all);
    const [undo = ''] = text.split('\n').filter((line) => line.includes('integration revoke'));
    expect(undo).to.include('-u viewer@example.com').and.not.include('sixsense').and.not.include('--delete');
  });

  it('says that a definition of the project takes the place of a built-in one', async () => {
    await mkdir('integrations');
    const own = 'schemaVersion: 1\nid: 6sense\nlabel: Mine\nrequires:\n  - { object: Lead }\n';
    await writeFile(join('integrations', '6sense.yml'), own);
    await project('  - { definition: 6sense, users: [sixsense@example.com] }');
    const { text } = await run('--dry-run');
    expect(text.replace(/\s+/g, ' ')).to.include('not the built-in definition of that id');
  });

  it('asks nobody, in the change request, to turn on by hand the history that the plan turns on', async () => {
    const needs =
      'requires:\n  - { historyTracking: Opportunity, fields: [StageName] }\n  - userPermission: ApiEnabled\n';
    await writeFile(join(folder, 'acme.yml'), `schemaVersion: 1\nid: acme\nlabel: Acme\n${needs}`);
    await project('  - { definition: ./acme.yml, users: [standard@example.com] }');
    expect((await run('--dry-run', '--output-file', 'cr.md')).exitCode).to.equal(1);
    const request = await readFile('cr.md', 'utf8');
    expect(request)
      .to.include('Fields whose history is turned on: 1.')
      .and.include('| PLANNED | **Opportunity.StageName** |')
      .and.include('- Tracked fields: none');
    expect(request).to.not.match(/by hand|MISSING|Set History Tracking/);
    // A run that leaves history as it is leaves it to people.
    await run('--dry-run', '--skip-history', '--output-file', 'without.md');
    expect(await readFile('without.md', 'utf8')).to.match(/tick Opportunity\.StageName/);
  });

  it('leads on where a definition wants the history of an object and names no field', async () => {
    await writeFile(
      join(folder, 'acme.yml'),
      'schemaVersion: 1\nid: acme\nlabel: Acme\nrequires:\n  - historyTracking: Opportunity\n  - userPermission: ApiEnabled\n',
    );
    await project('  - { definition: ./acme.yml, users: [standard@example.com] }');
    const plain = ({ text }: Ran<unknown>): string => text.replaceAll(/\s+/g, ' ');
    const first = plain(await run('--no-prompt'));
    // The history is a part of its own: not by hand above what is written below.
    expect(first).to.not.include('to be done by hand').and.not.include('left to be done');
    expect(first).to.include('+ object switch of Opportunity').and.include('No field of Opportunity is named');
    const step = "history-tracking --sobject Opportunity --field '<Field>' -o admin@example.com --enable --dry-run";
    expect(first).to.include(step);
    const again = await runCommand(world.org, IntegrationHistoryTracking, [
      ...['-i', './acme.yml', '-o', admin, '--enable', '--dry-run'],
    ]);
    expect(plain(again)).to.include('Nothing that this command can change. No field of Opportunity is named');
    await runCommand(world.org, IntegrationHistoryTracking, [
      ...['--sobject', 'Opportunity', '--field', 'StageName', '-o', admin, '--enable', '--no-prompt'],
    ]);
    expect((await run('--no-prompt')).exitCode).to.equal(0);
  });

  it('leaves history as it is with --skip-history, also by its plan', async () => {
    await project(...two);
    const planned = await run('--dry-run', '--skip-history', '--save-plan', 'cr.json');
    expect(resultOf(planned).history).to.equal(null);
    const carried = await run('--plan', 'cr.json', '--no-prompt');
    expect(resultOf(carried).history).to.equal(null);
    expect(trackedIn(world)).to.deep.equal(trackedIn(world).filter((line) => !line.includes('StageName')));
  });

  it('writes the reports of the project by a reviewed plan as well, and says so', async () => {
    await project('  - { definition: 6sense, users: [sixsense@example.com] }', 'outputs: ["kept.md"]');
    await run('--dry-run', '--save-plan', 'cr.json');
    expect(await readdir('.')).to.not.include('kept.md');
    const ran = await run('--plan', 'cr.json', ...all);
    expect(resultOf(ran).grants[0]?.outcomes.length).to.be.greaterThan(0);
    expect(await readFile('kept.md', 'utf8'))
      .to.include('Integration_6sense')
      .and.not.include('TO BE APPROVED');
    expect(ran.text.replace(/\s+/g, ' ')).to.include(
      'output-file is ./kept.md, because integration.config.yml says so',
    );
  });

  it('leaves the reports of the project as they are where nobody can agree', async () => {
    await project('  - { definition: 6sense, users: [sixsense@example.com] }', 'outputs: ["kept.json"]');
    await run(...all);
    const earlier = await readFile('kept.json', 'utf8');
    await project('  - { definition: hg-insights, users: [hginsights@example.com] }', 'outputs: ["kept.json"]');
    const refused = await run();
    expect([refused.exitCode, refused.requests.filter(isWrite)]).to.deep.equal([2, []]);
    expect(await readFile('kept.json', 'utf8')).to.equal(earlier);
  });

  it('is understood by validate: its plan and its receipt', async () => {
    await project(...two);
    await run('--dry-run', '--save-plan', 'cr.json');
    await run(...all, '--save-receipt', 'r.json');
    const ran = await runCommand<{ valid: boolean }>(world.org, IntegrationValidate, ['cr.json', 'r.json']);
    expect(ran.exitCode, ran.text).to.equal(0);
  });

  describe('at a terminal', () => {
    const sandbox = sinon.createSandbox();
    let kept: { isTTY: boolean; ci: string | undefined };
    beforeEach(() => {
      kept = { isTTY: process.stdin.isTTY, ci: process.env['CI'] };
      process.stdin.isTTY = true;
      process.env['CI'] = 'false';
    });
    afterEach(() => {
      sandbox.restore();
      process.stdin.isTTY = kept.isTTY;
      if (kept.ci === undefined) delete process.env['CI'];
      else process.env['CI'] = kept.ci;
    });

    it('asks for each part, and leaves out what nobody agrees to', async () => {
      await project(...two);
      const questions: string[] = [];
      sandbox.stub(SfCommand.prototype, 'confirm').callsFake(({ message }) => {
        questions.push(message);
        return Promise.resolve(questions.length === 1);
      });
      const ran = await run();
      expect(questions).to.have.length(3);
      const result = resultOf(ran);
      expect(result.skipped).to.deep.equal(['hg-insights', 'historyTracking']);
      expect(result.grants.map(({ outcomes }) => outcomes.length > 0)).to.deep.equal([true, false]);
      expect(ran.exitCode).to.equal(1);
      // In the words of the steps, never by a key.
      expect(ran.text).to.include('Skipped, because you did not agree: hg-insights, Field history.');
      expect(ran.text).to.match(/ integration setup -o \S+ --dry-run\n/);
      expect(ran.text).to.not.include('enable what is missing');
    });

    it('refuses a receipt that is there before it asks anything', async () => {
      await project('  - { definition: 6sense, users: [sixsense@example.com] }');
      await writeFile('r.json', 'of another org');
      const confirm = sandbox.stub(SfCommand.prototype, 'confirm').resolves(true);
      const ran = await run('--save-receipt', 'r.json');
      expect([ran.exitCode, confirm.callCount, ran.requests.filter(isWrite)]).to.deep.equal([2, 0, []]);
      expect(await readFile('r.json', 'utf8')).to.equal('of another org');
    });

    it('writes its report where nobody agrees to any step, and says so', async () => {
      await project(...two);
      sandbox.stub(SfCommand.prototype, 'confirm').resolves(false);
      const ran = await run('--output-file', 'setup.md');
      expect([ran.exitCode, ran.requests.filter(isWrite)]).to.deep.equal([2, []]);
      const report = await readFile('setup.md', 'utf8');
      expect(report).to.include('Integration_6sense').and.include('Integration_hg_insights');
      expect(report).to.include('NOTHING WRITTEN');
      expect(ran.text).to.include('setup.md');
    });

    for (const at of sampleOf([1, 2, 3], 3)) {
      it(`changes nothing where Ctrl-C ends question ${at}`, async () => {
        await project(...two);
        let asked = 0;
        sandbox.stub(SfCommand.prototype, 'confirm').callsFake(() => {
          asked += 1;
          if (asked < at) return Promise.resolve(true);
          const stopped = new Error('User force closed the prompt');
          stopped.name = 'ExitPromptError';
          return Promise.reject(stopped);
        });
        const ran = await run('--save-plan', 'cr.json', '--save-receipt', 'r.json');
        expect([ran.exitCode, asked, ran.requests.filter(isWrite)]).to.deep.equal([130, at, []]);
        for (const file of ['cr.json', 'r.json'])
          await readFile(file).then(
            () => expect.fail(`${file} was written`),
            () => undefined,
          );
      });
    }

    it('ends with 2 where nobody agrees to anything, and keeps no plan of what was declined', async () => {
      await project('  - { definition: 6sense, users: [sixsense@example.com] }');
      sandbox.stub(SfCommand.prototype, 'confirm').resolves(false);
      const ran = await run('--save-plan', 'cr.json');
      expect([ran.exitCode, ran.requests.filter(isWrite)]).to.deep.equal([2, []]);
      await readFile('cr.json').then(
        () => expect.fail('a plan that nobody agreed to was kept'),
        () => undefined,
      );
    });
  });
});
