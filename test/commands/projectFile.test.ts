/** What a team keeps in its repository: integration.config.yml, and definitions of its own in integrations/. */
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import IntegrationList from '../../src/commands/integration/list.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import type { ListResult } from '../../src/report/describe/describeResult.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { setAlias, unsetAlias } from '../support/sfHome.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { enterTeamFolder } from '../support/teamFolder.js';

const admin = 'admin@example.com';
const [viewer, ciro] = ['viewer@example.com', 'ciro@example.com'];

const own = [
  'schemaVersion: 1',
  'id: own-tool',
  'label: Own Tool',
  'requires:',
  '  - { object: Lead, access: [read], because: Reads leads. }',
  '',
].join('\n');

describe('the project file of a team', function () {
  this.timeout(120_000);
  let world: World;
  let folder: string;
  let leave: () => Promise<void>;

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    await setAlias('prod', admin);
    ({ folder, leave } = await enterTeamFolder());
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'integrations', 'own-tool.yml'), own);
  });
  after(async () => {
    await leave();
    await world.close();
  });

  const projectFile = (...lines: string[]): Promise<void> =>
    writeFile(join(folder, 'integration.config.yml'), `${lines.join('\n')}\n`);
  const check = (...argv: string[]): Promise<Ran<CheckResult>> =>
    runCommand<CheckResult>(world.org, IntegrationCheck, ['-o', admin, ...argv]);
  const resultOf = <T>(ran: Ran<T>): T => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const errorOf = (ran: Ran<unknown>): string => ('error' in ran.outcome ? ran.outcome.error.message : 'no error');
  const pairs = ({ checks }: CheckResult): string[] =>
    checks.map(({ integration, user }) => `${integration} ${user.username}`);

  it('says what is checked for whom, in one reading, and the report says so', async () => {
    await projectFile(
      'integrations:',
      '  - definition: own-tool',
      `    users: [${viewer}]`,
      '  - definition: ciro',
      `    users: { prod: [${ciro}] }`,
      '  - definition: cognism',
      '    users: { elsewhere: [x@example.com] }',
    );
    world.org.clearRequests();
    const ran = await check();
    const requests = world.org.requests.length;
    expect(pairs(resultOf(ran))).to.have.members([`ciro ${ciro}`, `own-tool ${viewer}`]);
    const text = ran.text.replace(/\s+/g, ' ');
    expect(text).to.include('integration.config.yml').and.include('Not for this org: cognism');
    expect(resultOf(ran).settings).to.deep.equal([
      { key: 'integration', value: 'own-tool, ciro', file: 'integration.config.yml' },
      { key: 'user', value: `${viewer}, ${ciro}`, file: 'integration.config.yml' },
    ]);
    world.org.clearRequests();
    resultOf(await check('-i', 'own-tool', '-i', 'ciro', '-u', viewer, '-u', ciro));
    expect(requests).to.equal(world.org.requests.length);
  });

  it('shows an integration whose only user is mistyped in the table, with nobody found for it', async () => {
    await projectFile(
      'integrations:',
      '  - definition: own-tool',
      `    users: [${viewer}]`,
      '  - definition: ciro',
      '    users: [nobody@example.com]',
    );
    const ran = await check();
    expect(ran.exitCode).to.equal(1);
    const lines = ran.text.split('\n');
    expect(
      lines.some((line) => /own-tool\s+ciro/.test(line)),
      ran.text,
    ).to.equal(true);
    expect(lines.some((line) => line.includes('nobody@example.com'))).to.equal(true);
  });

  it('is found upwards, its paths from wherever one is; one that is named is read in its place', async () => {
    await projectFile('integrations:', '  - definition: ./integrations/own-tool.yml', `    users: [${viewer}]`);
    process.chdir(join(folder, 'src'));
    try {
      const [result] = [resultOf(await check())];
      expect(pairs(result)).to.deep.equal([`own-tool ${viewer}`]);
      expect(result.settings?.[0]).to.deep.equal({
        key: 'integration',
        value: '../integrations/own-tool.yml',
        file: '../integration.config.yml',
      });
      await writeFile(join(folder, 'src', 'other.yml'), `integrations:\n  - {definition: ciro, users: [${ciro}]}\n`);
      const other = await check('--config', 'other.yml');
      expect(pairs(resultOf(other))).to.deep.equal([`ciro ${ciro}`]);
      expect(other.text.replace(/\s+/g, ' ')).to.include('--config other.yml');
    } finally {
      process.chdir(folder);
    }
  });

  it('loses to flags: another integration, other users', async () => {
    await projectFile('integrations:', '  - definition: own-tool', `    users: [${viewer}]`);
    expect(pairs(resultOf(await check('-i', 'ciro', '-u', ciro)))).to.deep.equal([`ciro ${ciro}`]);
    expect(pairs(resultOf(await check('-u', ciro)))).to.deep.equal([`own-tool ${ciro}`]);
    expect(resultOf(await check('-i', 'own-tool')).settings).to.deep.equal([
      { key: 'user', value: viewer, file: 'integration.config.yml' },
    ]);
  });

  it('gives each integration its own waivers and strictness', async () => {
    const strict = own
      .replace('own-tool', 'strict-tool')
      .replace('[read], because:', '[delete], level: recommended, because:');
    const waived = own.replace('own-tool', 'waived-tool').replace('[read]', '[delete]');
    await writeFile(join(folder, 'waived-tool.yml'), waived);
    await writeFile(join(folder, 'strict-tool.yml'), strict);
    await writeFile(join(folder, 'w.yml'), 'waivers:\n  - { id: "object:Lead:*", reason: Not needed. }\n');
    const withStrictness = (failOn: string): Promise<void> =>
      projectFile(
        ...['integrations:', '  - definition: ./waived-tool.yml', `    users: [${ciro}]`, '    waivers: w.yml'],
        ...['  - definition: ./strict-tool.yml', `    users: [${ciro}]`, `    failOn: ${failOn}`],
      );
    await withStrictness('recommended');
    const ran = await check();
    const ends = resultOf(ran).checks.map(({ integration, ready, findings }) => {
      return [integration, ready, findings.find(({ id }) => id === 'object:Lead:delete')?.status];
    });
    expect(ends).to.have.deep.members([
      ['waived-tool', true, 'waived'],
      ['strict-tool', false, 'unmet'],
    ]);
    expect([ran.exitCode, ran.text.includes('w.yml')]).to.deep.equal([1, true]);
    await withStrictness('required');
    expect((await check()).exitCode).to.equal(0);
  });

  it('leaves its reports as they are where the run is about a user whom it does not name, and says so', async () => {
    await projectFile(
      ...['integrations:', '  - definition: own-tool', `    users: [${viewer}]`, 'outputs: ["mine/{org}.json"]'],
    );
    const other = await check('-i', 'own-tool', '-u', ciro);
    expect(other.text.replace(/\s+/g, ' ')).to.match(
      /Reports that it names are left as they are, as it does not name this user: \S*mine\/\S+\.json\./,
    );
    expect(await readdir(join(folder, 'mine')).catch(() => [])).to.deep.equal([]);
    const named = await check('-i', 'own-tool', '-u', viewer);
    expect(named.text).to.not.include('are left as they are');
    expect(await readdir(join(folder, 'mine'))).to.have.length(1);
  });

  it('names reports that are written, and flags name others', async () => {
    await projectFile(
      ...['integrations:', '  - definition: own-tool', `    users: [${viewer}]`, 'outputs: ["out/{org}.json"]'],
    );
    resultOf(await check());
    const written = JSON.parse(await readFile(join(folder, 'out', 'prod.json'), 'utf8')) as { checks: unknown[] };
    expect(written).to.be.an('object');
    resultOf(await check('--output-file', 'mine.json'));
    expect(await readFile(join(folder, 'mine.json'), 'utf8')).to.include('own-tool');
  });

  it('says that it names the reports only where they are written', async () => {
    await projectFile(
      ...['integrations:', '  - definition: own-tool', `    users: [${viewer}]`, 'outputs: ["said/{org}.json"]'],
    );
    const isSaid = ({ text }: { readonly text: string }): boolean => text.includes('output-file');
    expect(isSaid(await check())).to.equal(true);
    expect(isSaid(await check('--output-file', 'other.json'))).to.equal(false);
    const run = (
      command: typeof IntegrationGrant | typeof IntegrationSetup,
      ...argv: string[]
    ): Promise<Ran<unknown>> => runCommand<unknown>(world.org, command, ['-o', admin, '--dry-run', ...argv]);
    expect(isSaid(await run(IntegrationGrant))).to.equal(false);
    expect(isSaid(await run(IntegrationSetup))).to.equal(false);
    expect(isSaid(await run(IntegrationSetup, '--output-file', 'cr.md'))).to.equal(false);
  });

  it('calls a report by the alias that was typed, and by the username where nobody said which of several', async () => {
    await projectFile(
      ...['integrations:', '  - definition: own-tool', `    users: [${viewer}]`, 'outputs: ["by/{org}.json"]'],
    );
    await setAlias('also', admin);
    try {
      for (const typed of ['prod', 'also', admin]) {
        await runCommand<CheckResult>(world.org, IntegrationCheck, ['-o', typed]);
        expect(await readdir(join(folder, 'by')), typed).to.deep.equal([`${typed}.json`]);
        await rm(join(folder, 'by'), { recursive: true });
      }
    } finally {
      await unsetAlias('also');
    }
  });

  it('tells a session that has expired with the login that brings it back under the name that was typed', async () => {
    world.org.faults.add({ kind: '401', times: Infinity, match: { path: /composite$/ } });
    try {
      const actions = async (typed: string): Promise<string> => {
        const { outcome } = await runCommand<CheckResult>(world.org, IntegrationCheck, ['-o', typed, '-i', 'ciro']);
        return 'error' in outcome ? (outcome.error.actions ?? []).join() : '';
      };
      expect(await actions('prod')).to.include(`"sf org login web --alias prod --instance-url ${world.org.url}"`);
      expect(await actions(admin)).to.include(`"sf org login web --instance-url ${world.org.url}"`);
    } finally {
      world.org.faults.clear();
    }
  });

  /** The commands that the next steps of a report name. */
  const commands = (text: string): string[] =>
    [...text.matchAll(/^\s+\S+ (integration (?:setup|grant|history-tracking) .*)$/gm)].map(([, line = '']) => line);
  const setup = `integration setup -o ${admin} --dry-run`;

  it('says beside the setup what that cannot do', async () => {
    const file = (id: string): string => join(folder, 'integrations', `${id}.yml`);
    const named = (id: string): string => own.replace('own-tool', id);
    await writeFile(file('deals'), `${named('deals')}  - { historyTracking: Opportunity, because: Reads changes. }\n`);
    await writeFile(
      file('inert'),
      named('inert').replace('Lead', 'Campaign').replace('requires:', 'permissionSet: Session_Access\nrequires:'),
    );
    try {
      // Which fields of an object matter is for people to say.
      const tracked = `integration history-tracking --sobject Opportunity --field '<Field>' -o ${admin} --enable --dry-run`;
      const deals = `  - { definition: deals, users: [${viewer}] }`;
      const ownTool = `  - { definition: own-tool, users: [${viewer}] }`;
      await projectFile('integrations:', deals);
      const grant = `integration grant -i deals -u ${viewer} -o ${admin} --dry-run`;
      expect(commands((await check()).text)).to.deep.equal([grant, tracked]);
      await projectFile('integrations:', deals, ownTool);
      expect(commands((await check()).text)).to.deep.equal([setup, tracked]);
      // An assignment without effect stands in the way of any grant.
      const inert = '  - { definition: inert, users: [temporary@example.com] }';
      await projectFile('integrations:', inert, deals, ownTool);
      const { text } = await check();
      expect(commands(text)).to.deep.equal([setup]);
      expect(text.replace(/\s+/g, ' ')).to.include(
        'while the assignment of permission set Session_Access has no effect',
      );
    } finally {
      await Promise.all(['deals', 'inert'].map((id) => rm(file(id))));
    }
  });

  it('leads on to no setup that would be refused: nobody is named whom it is for', async () => {
    const definition = own.replace('object: Lead, access: [read]', 'permissionSetAssigned: HG_Insights');
    const ids = ['first', 'second'];
    const files = ids.map((id) => join(folder, 'integrations', `${id}.yml`));
    await Promise.all(files.map((file, at) => writeFile(file, definition.replace('own-tool', ids[at] ?? ''))));
    try {
      await projectFile('integrations:', ...ids.map((id) => `  - { definition: ${id} }`));
      const grant = `integration grant -i first -u ${admin} -o ${admin} --dry-run`;
      expect(commands((await check()).text)).to.deep.equal([grant]);
      const refused = await runCommand(world.org, IntegrationSetup, ['-o', admin, '--dry-run']);
      expect(errorOf(refused)).to.include('No user is named');
    } finally {
      await Promise.all(files.map((file) => rm(file)));
    }
  });

  it('leads on to no setup that would be refused: two ways of taking one definition have one permission set', async () => {
    await projectFile(
      'integrations:',
      `  - { definition: own-tool, users: [${viewer}] }`,
      '  - { definition: own-tool, users: [api@example.com], authentication: usernamePassword }',
    );
    expect(commands((await check()).text)).to.deep.equal([
      `integration grant -i own-tool -u ${viewer} -o ${admin} --dry-run`,
    ]);
    const refused = await runCommand(world.org, IntegrationSetup, ['-o', admin, '--dry-run']);
    expect(errorOf(refused)).to.include('use the same permission set');
  });

  it('lets a check lead on to setup where that is the shorter road, in each format once', async () => {
    await projectFile(
      ...['integrations:', `  - { definition: own-tool, users: [${viewer}, unmanaged@example.com] }`],
      `  - { definition: hg-insights, users: [${viewer}] }`,
    );
    const several = await check('--output-file', 'several.md');
    expect(commands(several.text)).to.deep.equal([setup]);
    expect(commands(await readFile(join(folder, 'several.md'), 'utf8'))).to.deep.equal([setup]);
    // A grant, and field history.
    await projectFile('integrations:', `  - { definition: hg-insights, users: [${viewer}] }`);
    expect(commands((await check()).text)).to.deep.equal([setup]);
    const [named] = commands((await check('-i', 'hg-insights', '-u', ciro, '--phase', 'connect')).text);
    expect(named).to.equal(`integration setup -i hg-insights -u ${ciro} --phase connect -o ${admin} --dry-run`);
    await projectFile('integrations:', `  - { definition: own-tool, users: [${viewer}] }`);
    expect(commands((await check()).text)).to.deep.equal([
      `integration grant -i own-tool -u ${viewer} -o ${admin} --dry-run`,
    ]);
    await rm(join(folder, 'integration.config.yml'));
    expect(commands((await check('-i', 'hg-insights', '-u', viewer)).text)).to.include(
      `integration grant -i hg-insights -u ${viewer} -o ${admin} --dry-run`,
    );
  });

  it('tells in each report which phases and features of a page a check leaves out', async () => {
    const files = ['left.md', 'left.html'];
    const { text } = await check('-i', 'zendesk', '-u', viewer, ...files.flatMap((file) => ['--output-file', file]));
    for (const told of [
      text.replace(/\s+/g, ' '),
      ...(await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))),
    ])
      expect(told)
        .to.match(/what is needed only to connect for the first time \(--phase connect\)/)
        .and.match(/Features that are not used: /);
  });

  it('is kept in a snapshot as it was: the same findings without the file', async () => {
    await projectFile(
      ...['integrations:', '  - definition: own-tool', `    users: [${viewer}]`],
      ...['  - definition: ciro', `    users: [${ciro}]`, '    authentication: usernamePassword'],
    );
    const taken = resultOf(await check('--save-snapshot', 's.json'));
    await projectFile('integrations:', '  - definition: cognism');
    const read = resultOf(await runCommand<CheckResult>(world.org, IntegrationCheck, ['--snapshot', 's.json']));
    expect(JSON.stringify(read.checks)).to.equal(JSON.stringify(taken.checks));
    const passwords = taken.checks.map(({ findings }) => findings.some(({ id }) => id === 'user:passwordValid'));
    expect(passwords).to.have.members([true, false]);
  });

  it('tells grant its integration and users, which are said before anybody agrees', async () => {
    await projectFile('integrations:', '  - definition: own-tool', `    users: { prod: [${viewer}] }`);
    const ran = await runCommand<GrantResult>(world.org, IntegrationGrant, ['-o', admin, '--dry-run']);
    const { plan, settings } = resultOf(ran);
    expect(plan.users.map(({ username }) => username)).to.deep.equal([viewer]);
    expect(settings).to.deep.include({ key: 'user', value: viewer, file: 'integration.config.yml' });
    expect(ran.text.replace(/\s+/g, ' ')).to.include(`user is ${viewer}, because integration.config.yml says so`);
  });

  it('lets grant be about one integration only, and history-tracking about all', async () => {
    await projectFile(
      ...['integrations:', `  - { definition: hg-insights, users: [${viewer}] }`],
      `  - { definition: own-tool, users: [${viewer}] }`,
    );
    const granted = await runCommand<GrantResult>(world.org, IntegrationGrant, ['-o', admin, '--dry-run']);
    expect(granted.exitCode).to.equal(2);
    expect(errorOf(granted)).to.include('integration.config.yml').and.include('several integrations');
    const tracked = await runCommand<{ sobjects: Array<{ sobject: string }> }>(world.org, IntegrationHistoryTracking, [
      ...['-o', admin],
    ]);
    expect(resultOf(tracked).sobjects.map(({ sobject }) => sobject)).to.include('Opportunity');
  });

  it('ends with 2 and the place where it holds mistakes, or nothing for this org', async () => {
    await projectFile('integrations:', '  - definition: own-tool', '    user: [x]');
    const broken = await check();
    expect([broken.exitCode, broken.requests.length]).to.deep.equal([2, 0]);
    expect(errorOf(broken)).to.match(/^integration\.config\.yml:3:5: .*"user".*did you mean users/);
    await projectFile('integrations:', '  - { definition: ciro, users: { uat: [x@example.com] } }');
    const nothing = await check();
    expect([nothing.exitCode, nothing.requests.length]).to.deep.equal([2, 0]);
    expect(errorOf(nothing)).to.include('names no integration for the org prod');
    const missing = await check('--config', 'none.yml');
    expect([missing.exitCode, errorOf(missing)]).to.deep.equal([2, 'The file none.yml does not exist.']);
  });

  it('leaves what people of a role need out of a check that names no integration, and finds a product by its other name', async () => {
    const role = own.replaceAll('own-tool', 'helper').replace('label: Own Tool', 'label: Helper\ngroup: role');
    const known = own.replaceAll('own-tool', 'known').replace('label: Own Tool', 'label: Known\naliases: [Well Known]');
    await rm(join(folder, 'integration.config.yml'), { force: true });
    await writeFile(join(folder, 'sfdx-project.json'), '{}');
    await writeFile(join(folder, 'integrations', 'helper.yml'), role);
    await writeFile(join(folder, 'integrations', 'known.yml'), known);
    try {
      const all = resultOf(await check('-u', viewer)).checks.map(({ integration }) => integration);
      expect(all).to.include('known').and.not.include('helper');
      expect(pairs(resultOf(await check('-i', 'helper', '-u', viewer)))).to.deep.equal([`helper ${viewer}`]);
      const named = await check('-i', 'well-known', '-u', viewer);
      expect(resultOf(named).checks[0]).to.include({ integration: 'known', requestedIntegration: 'well-known' });
      expect(named.text).to.include('known (asked for as well-known)');
    } finally {
      await rm(join(folder, 'sfdx-project.json'));
      await rm(join(folder, 'integrations', 'helper.yml'));
      await rm(join(folder, 'integrations', 'known.yml'));
    }
  });

  it('goes with definitions in integrations/, by their id, before those that are built in', async () => {
    const six = own.replaceAll('own-tool', '6sense').replace('label: Own Tool', 'label: Own Sense');
    await writeFile(join(folder, 'integrations', '6sense.yml'), six);
    await writeFile(join(folder, 'integrations', 'notes.yml'), 'a: 1\n');
    try {
      await projectFile('integrations:', '  - definition: own-tool');
      const listed = await runCommand<ListResult>(world.org, IntegrationList, []);
      const all = resultOf(listed).integrations;
      expect(all.slice(0, 2).map(({ id, file }) => [id, file])).to.deep.equal([
        ['6sense', 'integrations/6sense.yml'],
        ['own-tool', 'integrations/own-tool.yml'],
      ]);
      expect(all.filter(({ id }) => id === '6sense')).to.have.length(1);
      expect(listed.text).to.include('integrations/6sense.yml');
      const { checks } = resultOf(await check('-i', '6sense', '-u', viewer));
      expect(checks[0]?.findings.filter(({ kind }) => kind === 'object')).to.have.length(1);
      const told = await check('-i', '6sense', '-u', viewer);
      expect(told.text.replace(/\s+/g, ' ')).to.include('not the built-in definition of that id');
      const granted = await runCommand<GrantResult>(world.org, IntegrationGrant, [
        ...['-o', admin, '-i', '6sense', '-u', viewer, '--dry-run'],
      ]);
      expect(resultOf(granted).definitionFile).to.equal(join(folder, 'integrations', '6sense.yml'));
      expect(granted.text.replace(/\s+/g, ' ')).to.include('not the built-in definition of that id');
    } finally {
      await rm(join(folder, 'integrations', '6sense.yml'));
      await rm(join(folder, 'integrations', 'notes.yml'));
    }
  });

  it('lets a definition of the project extend the built-in one of its id', async () => {
    const extending = 'schemaVersion: 1\nid: ciro\nlabel: Our Ciro\nextends: ciro\nrequires:\n  - { object: Case }\n';
    await writeFile(join(folder, 'integrations', 'ciro.yml'), extending);
    try {
      const ids = resultOf(await check('-i', 'ciro', '-u', ciro)).checks.flatMap(({ findings }) =>
        findings.map(({ id }) => id),
      );
      expect(ids).to.include('object:Case:read').and.include('object:Account:read');
    } finally {
      await rm(join(folder, 'integrations', 'ciro.yml'));
    }
  });

  it('finds its own definition by id, by its path, and with ./ before it', async () => {
    await projectFile('integrations:', '  - definition: ./integrations/own-tool.yml', `    users: [${viewer}]`);
    for (const name of ['own-tool', 'integrations/own-tool.yml', './integrations/own-tool.yml'])
      expect(pairs(resultOf(await check('-i', name))), name).to.deep.equal([`own-tool ${viewer}`]);
  });

  it('keeps two entries of one definition that are taken differently', async () => {
    await projectFile(
      ...['integrations:', `  - { definition: own-tool, users: [${viewer}] }`],
      `  - { definition: own-tool, users: [${viewer}], authentication: usernamePassword }`,
    );
    const { checks } = resultOf(await check());
    expect(checks.map(({ findings }) => findings.some(({ id }) => id === 'user:passwordValid'))).to.have.members([
      true,
      false,
    ]);
  });

  it('lets a snapshot be read again for one of its integrations, with the users and login that it was taken for', async () => {
    await projectFile(
      ...['integrations:', `  - { definition: own-tool, users: [${viewer}] }`],
      `  - { definition: ciro, users: [${ciro}], authentication: usernamePassword }`,
    );
    const taken = resultOf(await check('--save-snapshot', 'pairs.json'));
    const argv = ['--snapshot', 'pairs.json', '-i', 'own-tool'];
    const read = resultOf(await runCommand<CheckResult>(world.org, IntegrationCheck, argv));
    const own = taken.checks.filter(({ integration }) => integration === 'own-tool');
    expect(JSON.stringify(read.checks)).to.equal(JSON.stringify(own));
  });

  it('is not fallen back on by the commands that are printed, where another way of logging in was given', async () => {
    await projectFile(
      'integrations:',
      `  - { definition: own-tool, users: [${viewer}], authentication: usernamePassword }`,
    );
    const commandsIn = ({ text }: { readonly text: string }): string[] =>
      text.split('\n').filter((line) => /^\s+\S+ integration (check|grant|explain) /.test(line));
    const isSaid = (line: string): boolean => line.includes('--authentication oauth ');
    const checked = commandsIn(await check('--authentication', 'oauth'));
    const given = ['-o', admin, '--authentication', 'oauth', '--no-prompt'];
    const granted = commandsIn(await runCommand<GrantResult>(world.org, IntegrationGrant, given));
    for (const commands of [checked, granted]) {
      const own = commands.filter((line) => !/ explain /.test(line));
      expect(own.length, commands.join()).to.be.greaterThan(0);
      expect(own.filter((line) => !isSaid(line))).to.deep.equal([]);
    }
    expect(commandsIn(await check()).filter(isSaid)).to.deep.equal([]);
  });

  it('never writes a report out of its folder, or over what is no report', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await symlink(outside, join(folder, 'linked'));
    await writeFile(join(folder, 'package.json'), '{ "name": "x" }');
    try {
      for (const output of ['linked/x.md', 'package.json']) {
        await projectFile('integrations:', `  - { definition: own-tool, users: [${viewer}] }`, `outputs: [${output}]`);
        const ran = await check();
        expect([ran.exitCode, ran.requests.length], output).to.deep.equal([2, 0]);
      }
      expect(await readFile(join(folder, 'package.json'), 'utf8')).to.equal('{ "name": "x" }');
      for (const ending of ['json', 'md', 'html', 'csv', 'sarif', 'junit.xml', 'checklist.md']) {
        await projectFile(
          'integrations:',
          `  - { definition: own-tool, users: [${viewer}] }`,
          `outputs: [again.${ending}]`,
        );
        resultOf(await check());
        resultOf(await check());
      }
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });

  it('leaves files alone that lie in integrations/ and are no definitions', async () => {
    const others: Readonly<Record<string, string>> = {
      'k8s.yml': 'a: 1\n---\nb: 2\n',
      'empty.yml': '',
      'foo@bar.yml': 'a: 1\n',
    };
    for (const [name, text] of Object.entries(others)) await writeFile(join(folder, 'integrations', name), text);
    try {
      await projectFile('integrations:', '  - definition: own-tool');
      expect(resultOf(await runCommand<ListResult>(world.org, IntegrationList, [])).integrations[0]?.id).to.equal(
        'own-tool',
      );
    } finally {
      for (const name of Object.keys(others)) await rm(join(folder, 'integrations', name));
    }
  });

  it('is read by history-tracking too where an integration is named', async () => {
    await projectFile('integrations:', '  - definition: own-tool');
    const argv = ['-o', admin, '-i', 'hg-insights', '--config', 'none.yml'];
    const ran = await runCommand(world.org, IntegrationHistoryTracking, argv);
    expect([ran.exitCode, errorOf(ran)]).to.deep.equal([2, 'The file none.yml does not exist.']);
  });
});
